"""The cells of a .csv as Thai offices save them: UTF-8 or Windows' Thai code page; comma, semicolon or tab."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

_DELIMITERS = (",", ";", "\t")
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNMARKED = ("utf-8", "cp874")


class NotTable(Exception):
    """The bytes are no text, or the text no table."""


def table_of(data: bytes) -> list[list[str]]:
    """The rows, blank ones too, so that their places are the rows a spreadsheet shows. Raises NotTable."""
    lines = _text(data).splitlines(keepends=True)
    try:
        tables = [list(csv.reader(lines, delimiter=delimiter)) for delimiter in _DELIMITERS]
    except csv.Error as error:
        raise NotTable from error
    return max(tables, key=_regularity)


def _text(data: bytes) -> str:
    """Raises NotTable for bytes in no known encoding, or with NUL in the text."""
    encodings = [name for mark, name in _MARKED if data.startswith(mark)] or _UNMARKED
    for encoding in encodings:
        text = _decoded(data, encoding)
        if text is not None and "\0" not in text:
            return text
    raise NotTable


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _regularity(table: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many rows have the commonest width of several cells, and that width.

    Counting cells alone would take the commas within amounts for delimiters.
    """
    widths = Counter(len(row) for row in table if len(row) > 1 and any(row))
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))
