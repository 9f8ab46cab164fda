"""What a document is made of, whatever file it becomes: sections of headings, paragraphs, tables, charts and pictures.

Pure values. A cell holds what is printed; figures carry their value beside it, so that a spreadsheet can count on.
Lengths are centimetres, amounts satang.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, cast

from messages.thai.text import thai_digits

Align = Literal["left", "center", "right"]
Kind = Literal["item", "group", "subtotal", "total"]

T = TypeVar("T")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")
_ONE_SAYING = re.compile("(?<=ไตรมาสที่) (?=[0-9๐-๙])|(?<=[0-9๐-๙]) (?=บาท)")
_UNBREAKABLE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that adds up others of its table: `rows` of its own column, or `columns` of its own row (from 0)."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is one column of its row less another."""

    whole: int
    part: int


@dataclass(frozen=True, slots=True)
class Percentage:
    """A figure that is one column of its row in a hundred of another, two decimals rounded half up."""

    part: int
    whole: int


Formula = Sum | Difference | Percentage


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as printed. `amount` (satang), `percent` or `count`: its value, where it is a figure.

    `columns` and `rows`: over how many it reaches.
    """

    text: str
    amount: int | None = None
    percent: Decimal | None = None
    count: int | None = None
    formula: Formula | None = None
    columns: int = 1
    rows: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in centimetres; how its cells stand where they do not say so themselves."""

    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[Cell, ...]
    kind: Kind = "item"


@dataclass(frozen=True, slots=True)
class Table:
    """`header` rows are repeated on each page. A row leaves out the cells that others reach over."""

    columns: tuple[Column, ...]
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Bold; of level 1 also larger and in the middle. Levels 1 and 2 may stand in a table of contents."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`indented`: its first line, as official letters are. `inset`: all of it, as the items of a list are.

    `kept`: on the page of what follows it.
    """

    text: str
    indented: bool = False
    inset: bool = False
    align: Align = "left"
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Memo:
    """A covering memorandum (บันทึกข้อความ). `fields`: dotted lines of (label, value) pairs; `signature`: lines."""

    heading: str
    fields: tuple[tuple[tuple[str, str], ...], ...]
    to: tuple[str, str]
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """`texts`: the amounts as printed."""

    name: str
    amounts: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars: for each category one of every series, its amount written above it."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """`text` says in words how many `count` is, and what share of all."""

    name: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Pie:
    """A circle cut into the shares of a whole, each named beside it. At least one slice, none of nothing."""

    title: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` in pixels. One whose file is gone has no `jpeg`; its `missing` sentence stands there."""

    caption: str
    jpeg: bytes = b""
    width: int = 0
    height: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures two by two, each as large as half the page's width allows, its caption below.

    On a worksheet they take the section's first two columns: it has no table besides.
    """

    pictures: tuple[Picture, ...]


Block = Heading | Paragraph | Memo | Table | Chart | Pie | Gallery


@dataclass(frozen=True, slots=True)
class Section:
    """Begins a page, and a sheet called `name`. `text_size` is that of its tables, in points of TH SarabunPSK.

    One that `continues` is a sheet of its own all the same, and on paper goes on below the section before it. One that
    is `only` for paper or for sheets is in no other file: long texts read well on the one, tables on the other.
    """

    name: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    text_size: int = 16
    continues: bool = False
    only: Literal["", "paper", "sheets"] = ""


@dataclass(frozen=True, slots=True)
class FrontMatterBlock:
    """What an office puts before its report: its `docx`, and the section that says so where no docx can be."""

    docx: bytes = field(repr=False)
    instead: Section


@dataclass(frozen=True, slots=True)
class Document:
    """`draft` is the mark on every page, empty on a finished document. `dated` stands in the file's properties."""

    title: str
    author: str
    sections: tuple[Section, ...]
    dated: datetime
    draft: str = ""
    thai_digits: bool = False
    front: FrontMatterBlock | None = None

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """Those of a file that cannot hold the front matter itself."""
        return (self.front.instead, *self.sections) if self.front else self.sections


def remove_unprintable(value: T) -> T:
    """A document, or a part of one, without the characters no file can hold."""
    return cast(T, _map_texts(value, lambda text: _UNPRINTABLE.sub("", text)))


def join_unbreakable(value: T) -> T:
    """A document, or a part of one, whose lines never end between a quarter and its number, or an amount and baht."""
    return cast(T, _map_texts(value, lambda text: _ONE_SAYING.sub(_UNBREAKABLE, text)))


def use_thai_digits(value: T) -> T:
    """A document, or a part of one, with ๐-๙ for 0-9, except in words with Latin letters (Covid-19, addresses)."""
    return cast(T, _map_texts(value, lambda text: _WORD.sub(lambda word: _digits(word[0]), text)))


def _digits(word: str) -> str:
    return word if _LATIN.search(word) else thai_digits(word)


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_map_texts(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _map_texts(getattr(value, each.name), change) for each in fields(value)})
    return value
