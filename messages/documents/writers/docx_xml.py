"""Paragraphs and tables of a Word file, as elements of its XML.

Word sets Thai by the complex-script half of a run's properties; a run that lacks one of them comes out at 11 points in
another font (deploy/docs/thai-facts.md, docx). Every run here carries all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from messages.documents.blocks import Column, Table
from messages.documents.writers.grid import FONT, PlacedCell, cell_align, place_cells

_TWIPS_A_CM = 567
_CELL_MARGIN = 60
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_WHOLE = 600
"""Characters of a cell up to which its row stays on one page."""
SHADE = "E8EEF4"
STYLE = "Tanrob"
"""The style of every paragraph of a report (docx_base.py)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set; `size` in points."""

    size: int = 16
    bold: bool = False
    dotted: bool = False
    colour: str = ""


def element(tag: str, *parts: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """<w:tag w:attribute="…">parts</w:tag>"""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(parts)
    return made


def properties(look: Look) -> BaseOxmlElement:
    """The properties of a run, in the order the schema wants them."""
    return element("rPr", *_properties(look))


def _properties(look: Look) -> Iterator[BaseOxmlElement]:
    yield element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    bold = 1 if look.bold else 0
    yield element("b", val=bold)
    yield element("bCs", val=bold)
    if look.colour:
        yield element("color", val=look.colour)
    yield element("sz", val=2 * look.size)
    yield element("szCs", val=2 * look.size)
    if look.dotted:
        yield element("u", val="dotted")
    yield element("lang", val="en-US", bidi="th-TH")


def run(text: str, look: Look) -> BaseOxmlElement:
    """Text as it is: its line breaks and tabs kept, its spaces too."""
    made = element("r", properties(look))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            written = element("t")
            written.text = piece
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(written)
    return made


def field(code: str, look: Look) -> Iterator[BaseOxmlElement]:
    """A field Word fills in, such as PAGE."""
    instruction = element("instrText")
    instruction.text = code
    for part in (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="end")):
        yield element("r", properties(look), part)


def paragraph(
    runs: Iterable[BaseOxmlElement],
    look: Look,
    *settings: BaseOxmlElement,
    align: str = "left",
    outline: int | None = None,
) -> BaseOxmlElement:
    """`settings` are paragraph properties, in the schema's order; those of the look close them.

    `outline`: its level in a table of contents, from 0.
    """
    level = () if outline is None else (element("outlineLvl", val=outline),)
    closing = (element("jc", val=align), *level, properties(look))
    return element("p", element("pPr", element("pStyle", val=STYLE), *settings, *closing), *runs)


def spacing(before: int = 0, after: int = 0) -> BaseOxmlElement:
    """Points above and below a paragraph."""
    return element("spacing", before=20 * before, after=20 * after, line=240, lineRule="auto")


def twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_A_CM)


def table(shown: Table, size: int) -> BaseOxmlElement:
    """The table at `size` points, its header on every page."""
    widths = [twips(column.width) for column in shown.columns]
    made = element(
        "tbl", _table_properties(sum(widths)), element("tblGrid", *(element("gridCol", w=w) for w in widths))
    )
    for line in place_cells(shown.header, len(widths)):
        made.append(_row(line, shown.columns, Look(size, bold=True), "header"))
    for row, line in zip(shown.rows, place_cells([row.cells for row in shown.rows], len(widths)), strict=True):
        made.append(_row(line, shown.columns, Look(size, bold=row.kind != "item"), row.kind))
    return made


def _table_properties(width: int) -> BaseOxmlElement:
    lines = (element(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
    margins = (element(side, w=_CELL_MARGIN, type="dxa") for side in ("left", "right"))
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("tblBorders", *lines),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )


def _row(line: Sequence[PlacedCell], columns: Sequence[Column], look: Look, kind: str) -> BaseOxmlElement:
    settings = element("trPr")
    if all(len(place.cell.text) <= _WHOLE for place in line):
        settings.append(element("cantSplit"))
    if kind == "header":
        settings.append(element("tblHeader"))
    return element("tr", settings, *(_cell(place, columns, look, kind) for place in line))


def _cell(place: PlacedCell, columns: Sequence[Column], look: Look, kind: str) -> BaseOxmlElement:
    cell = place.cell
    width = sum(twips(column.width) for column in columns[place.column : place.column + cell.columns])
    settings = element("tcPr", element("tcW", w=width, type="dxa"))
    if cell.columns > 1:
        settings.append(element("gridSpan", val=cell.columns))
    if cell.rows > 1:
        settings.append(element("vMerge", val="continue" if place.continued else "restart"))
    if kind != "item":
        settings.append(element("shd", val="clear", color="auto", fill=SHADE))
    settings.append(element("vAlign", val="center" if kind == "header" else "top"))
    return element("tc", settings, _cell_text(place, columns, look, kind))


def _cell_text(place: PlacedCell, columns: Sequence[Column], look: Look, kind: str) -> BaseOxmlElement:
    text = "" if place.continued else place.cell.text
    kept = (element("keepNext"),) if kind in {"header", "group"} else ()
    return paragraph([run(text, look)], look, *kept, spacing(), align=cell_align(place, columns))
