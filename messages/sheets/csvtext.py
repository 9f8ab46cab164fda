"""The cells of a .csv as Thai offices save them: UTF-8 or Windows' Thai code page; comma, semicolon or tab.

Rows end where lines end (LF, CR LF, CR), nowhere else; a quote that never closes, or closes rows later, is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.texts import say

_DELIMITERS = (",", ";", "\t")
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNMARKED = ("utf-8", "cp874")
_LINE_END = re.compile("\r\n|\r|\n")
_NUMBERED = re.compile(r'\s*"?[0-9๐-๙]{1,4}[.)]?"?\s*')
_REST = re.compile("[0-9๐-๙]{3}(?![0-9๐-๙])")
"""What may follow a comma in 2,500 บาท."""
_FIGURE = re.compile("(?![0-9๐-๙]{3}$)[0-9๐-๙]+(?:[.][0-9๐-๙]+)?")


class NotTable(Exception):
    """The bytes are no text, or the text no table."""


class MalformedRow(Exception):
    """A row whose cells cannot be told apart. The message is Thai and names the row."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows, blank ones too, so that their places are the rows a spreadsheet shows."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str


def table_of(data: bytes) -> CsvTable:
    """Raises NotTable, MalformedRow."""
    text = _text(data)
    delimiter = max(_DELIMITERS, key=lambda each: _regularity(_split_loosely(text, each)))
    return CsvTable(tuple(_split_strictly(text, delimiter)), delimiter)


def _split_loosely(text: str, delimiter: str) -> list[list[str]]:
    """Rows as well as they can be told apart, to find the delimiter."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise NotTable from error


def _split_strictly(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise MalformedRow(say("plan.file.quote", row=row)) from error
        if cells is None:
            return
        if any(_is_swallowed(cell, delimiter) for cell in cells):
            raise MalformedRow(say("plan.file.swallowed", row=row))
        yield tuple(cells)


def _is_swallowed(cell: str, delimiter: str) -> bool:
    """Whether a line within the cell is a row of its own: a quote closed where a later row's opened."""
    lines = _LINE_END.split(cell)
    if len(lines) == 1:
        return False
    parts = [line.split(delimiter) for line in lines]
    begins = any(len(row) > 1 and _NUMBERED.fullmatch(row[0]) and not _REST.match(row[1]) for row in parts[1:])
    return begins or any(_FIGURE.fullmatch(part) for row in parts for part in row[1:])


def _text(data: bytes) -> str:
    """Raises NotTable for bytes in no known encoding, or with NUL in the text."""
    encodings = [name for mark, name in _MARKED if data.startswith(mark)] or _UNMARKED
    for encoding in encodings:
        text = _decode(data, encoding)
        if text is not None and "\0" not in text:
            return text
    raise NotTable


def _decode(data: bytes, encoding: str) -> str | None:
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
