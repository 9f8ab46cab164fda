"""Pictures of a Word file: drawings within a line, and galleries as tables without lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.image import ImagePart
from docx.shared import Cm

from messages.documents.blocks import Gallery, Picture
from messages.documents.writers.docx_xml import Look, element, paragraph, properties, run, spacing, twips
from messages.documents.writers.page import ACROSS, fit_picture, gallery_rows

_BODY = Look()
_CAPTION = Look(14)
_HALF = 8.0
"""Centimetres to each picture and what is said below it."""
_FIRST_SHAPE = 100_000
"""Above the numbers of the drawings in a front matter."""


def build_drawing(word: Word, picture: bytes, kind: str, size: tuple[float, float], told: str) -> BaseOxmlElement:
    """A run that shows the picture (`kind`: jpeg or png) at `size` in centimetres; `told` to those who cannot see it.

    python-docx compares each picture with all before it; these are simply added, so that many take no longer each.
    """
    number = len(word.part.rels)
    part = ImagePart(PackURI(f"/word/media/tanrob{number}.{kind}"), f"image/{kind}", picture)
    relation = word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    width, height = size
    inline = CT_Inline.new_pic_inline(_FIRST_SHAPE + number, relation, f"tanrob{number}.{kind}", Cm(width), Cm(height))
    inline.docPr.set("descr", told)
    return element("r", properties(_BODY), element("drawing", inline))


def build_gallery(word: Word, block: Gallery) -> Iterator[BaseOxmlElement]:
    """A row of pictures, and under it a row of what is said of them, kept together."""
    made = element("tbl", _table_properties(), element("tblGrid", *(_column() for _ in range(ACROSS))))
    for line in gallery_rows(block.pictures):
        made.append(_row([_picture_paragraph(word, picture) for picture in line]))
        made.append(_row([_caption_paragraph(picture) for picture in line]))
    yield made
    yield paragraph((), _BODY, spacing())


def _table_properties() -> BaseOxmlElement:
    return element(
        "tblPr",
        element("tblW", w=twips(ACROSS * _HALF), type="dxa"),
        element("tblLayout", type="fixed"),
    )


def _column() -> BaseOxmlElement:
    return element("gridCol", w=twips(_HALF))


def _picture_paragraph(word: Word, picture: Picture) -> BaseOxmlElement:
    if not picture.jpeg:
        return paragraph([run(picture.missing, _CAPTION)], _CAPTION, element("keepNext"), spacing(), align="center")
    made = build_drawing(word, picture.jpeg, "jpeg", fit_picture(picture), picture.caption)
    return paragraph([made], _BODY, element("keepNext"), spacing(before=6), align="center")


def _caption_paragraph(picture: Picture) -> BaseOxmlElement:
    return paragraph([run(picture.caption, _CAPTION)], _CAPTION, spacing(after=6), align="center")


def _row(cells: Sequence[BaseOxmlElement]) -> BaseOxmlElement:
    empty = [paragraph((), _BODY, spacing()) for _ in range(ACROSS - len(cells))]
    settings = element("trPr", element("cantSplit"))
    return element("tr", settings, *(_cell(each) for each in (*cells, *empty)))


def _cell(held: BaseOxmlElement) -> BaseOxmlElement:
    return element("tc", element("tcPr", element("tcW", w=twips(_HALF), type="dxa")), held)
