"""A spreadsheet's sheet as values: its cells, what is merged or hidden, and what a cell shows beside its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Cell = str | int | float | bool | date | datetime | None
Place = tuple[int, int]
"""A row (from 1, as people see it) and a column (from 0)."""
Kind = Literal["number", "percent", "date", "error", "uncomputed", "struck", "raised"]


class UnreadableSheet(Exception):
    """The file gives no rows: broken, locked, too large or of another kind. The message is Thai."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range, ends included: rows count from 1 as people see them, columns from 0 as in `Sheet.rows`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell shows beside its value.

    `shown` is the text people see, None where the format is not understood. A number is shown divided by `scale`
    (1,000 of a format "#,##0,"). Of an error `shown` is its code (#REF!); an uncomputed formula shows nothing.
    Of a cell "struck" or "raised" all or some is struck out, or stands higher or lower than the line: a note's mark.
    """

    kind: Kind
    shown: str | None
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 1, `rows[0][0]` cell A1, even where the first rows are empty. An empty cell is None.

    A formula's error (#REF!) and a formula nobody computed are empty and have a mark. `hidden_rows` count from 1,
    `hidden_columns` from 0. `blind`: the file's kind cannot tell what is hidden, nor how numbers are shown.
    `delimiter`: what separates the cells of a text file, whose rows keep their real widths; "" in a workbook.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    blind: bool = False
    delimiter: str = ""


def visible_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Those people can see; all of them where every one is hidden."""
    return tuple(sheet for sheet in sheets if sheet.visible) or tuple(sheets)


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
