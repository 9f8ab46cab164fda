"""The parts of a zipped workbook, read piece by piece within limits: names and sizes are what a stranger wrote."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from messages.sheets.sheet import UnreadableSheet
from messages.texts import say

MAX_BYTES = 20_000_000
"""Of a file, packed."""
MAX_UNPACKED = 200_000_000
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)
"""All that zipfile raises on damaged archives: one for each place the damage can be."""
_PIECE = 1 << 16
_DEEPEST = 200
_MAX_TEXT = 40_000
_MAX_ELEMENTS = 3_000_000

Started = Callable[[str, dict[str, str]], None]
Ended = Callable[[str, str], None]
Said = Callable[[str], None]


class Archive:
    """An open archive that counts what it unpacks, whatever sizes the archive states."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._unpacked = 0

    def has(self, part: str) -> bool:
        """Part names are told apart by their letters, not by their case."""
        return part.lower() in self._names

    def refuse_swollen(self) -> None:
        """By the sizes the archive states; `pieces` counts what it unpacks all the same."""
        if sum(part.file_size for part in self._archive.infolist()) > MAX_UNPACKED:
            raise too_large_error()

    def pieces(self, part: str) -> Iterator[bytes]:
        """Raises UnreadableSheet where more is unpacked than fits."""
        with self._archive.open(self._names[part.lower()]) as stream:
            while piece := stream.read(_PIECE):
                self._unpacked += len(piece)
                if self._unpacked > MAX_UNPACKED:
                    raise too_large_error()
                yield piece

    def walk(self, part: str, started: Started, ended: Ended, said: Said | None = None) -> None:
        """Calls `started(name, attributes)` and `ended(name, text)` for each element of an XML part.

        Names come without their prefix, `text` is what stands before the end since the last tag; `said` hears
        every text. Documents that declare a type are refused: what they define can grow
        without end. Raises UnreadableSheet.
        """
        _Walk(started, ended, said).read(self.pieces(part))


def too_large_error() -> UnreadableSheet:
    return UnreadableSheet(say("plan.file.too_large", most=MAX_BYTES // 1_000_000))


def broken_file_error() -> UnreadableSheet:
    return UnreadableSheet(say("plan.file.broken"))


class _Walk:
    def __init__(self, started: Started, ended: Ended, said: Said | None) -> None:
        self._started, self._ended, self._said = started, ended, said
        self._depth, self._elements = 0, 0
        self._text: list[str] = []
        self._length = 0

    def read(self, pieces: Iterator[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._declared
        try:
            for piece in pieces:
                parser.Parse(piece)
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, UnicodeDecodeError) as error:
            raise broken_file_error() from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise broken_file_error()
        if self._elements > _MAX_ELEMENTS:
            raise too_large_error()
        self._text, self._length = [], 0
        self._started(_local(name), attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._ended(_local(name), "".join(self._text))
        self._text, self._length = [], 0

    def _characters(self, text: str) -> None:
        if self._length < _MAX_TEXT:
            self._text.append(text)
            self._length += len(text)
            if self._said is not None:
                self._said(text)

    def _declared(self, *_: object) -> None:
        raise broken_file_error()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
