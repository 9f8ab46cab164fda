"""A document as a Word file: TH SarabunPSK throughout, official margins, header rows repeated, pages numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section as WordSection
from docx.shared import Cm

from messages.documents.blocks import (
    Block,
    Chart,
    Document,
    Gallery,
    Heading,
    Memo,
    Paragraph,
    Pie,
    Section,
    Table,
    join_unbreakable,
)
from messages.documents.writers.archive import repack
from messages.documents.writers.charts import CHART_WIDTH, chart_height, draw_chart
from messages.documents.writers.docx_base import open_template, shrink_last_paragraph
from messages.documents.writers.docx_pictures import build_drawing, build_gallery
from messages.documents.writers.docx_xml import (
    Look,
    element,
    field,
    paragraph,
    run,
    spacing,
    table,
    twips,
)
from messages.documents.writers.page import LONG_SIDE, SHORT_SIDE, page_margins, select_for_paper

_BODY = Look()
_MEMO_HEADING = Look(29, bold=True)
_MEMO_LABEL = Look(20, bold=True)
_INDENT = 2.5
_TO_THE_SIGNATURE = 5.5
_LISTED = 2
"""The levels of headings a table of contents may show."""


def write_docx(document: Document) -> bytes:
    """The bytes of a .docx. Raises NoThaiFont where it has a chart and no Thai font is installed."""
    word = open_template(document)
    _describe(word, document)
    _mark_pages(word, document)
    end = word.element.body.sectPr  # looked up once: each look-up walks over all there is already
    for number, section in enumerate(select_for_paper(join_unbreakable(document.sections))):
        if number:
            word.add_section()
            shrink_last_paragraph(word.element.body[-2])
        _lay_out(word.sections[-1], section)
        for block in section.blocks:
            for made in _elements(word, block, section.text_size):
                end.addprevious(made)
    buffer = BytesIO()
    word.save(buffer)
    return repack(buffer.getvalue())


def _describe(word: Word, document: Document) -> None:
    about = word.core_properties
    about.title, about.author, about.last_modified_by = document.title, document.author, document.author
    about.created = about.modified = document.dated.replace(tzinfo=None)
    about.comments, about.language = "", "th-TH"


def _lay_out(page: WordSection, section: Section) -> None:
    sides = page_margins(section)
    page.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Cm(SHORT_SIDE), Cm(LONG_SIDE)
    if section.landscape:
        page.page_width, page.page_height = Cm(LONG_SIDE), Cm(SHORT_SIDE)
    page.left_margin, page.right_margin = Cm(sides.left), Cm(sides.right)
    page.top_margin, page.bottom_margin = Cm(sides.top), Cm(sides.bottom)
    page.header_distance = page.footer_distance = Cm(0.8)
    page.gutter = Cm(0)


def _mark_pages(word: Word, document: Document) -> None:
    """The draft mark above and the number below; the sections that follow take both over."""
    page, mark = word.sections[-1], Look(20, bold=True, colour="C00000")
    sides = [(page.header, page.footer)]
    if word.settings.odd_and_even_pages_header_footer:
        sides.append((page.even_page_header, page.even_page_footer))
    for header, footer in sides:
        above = paragraph([run(document.draft, mark)], mark, spacing(), align="right")
        below = paragraph([run("- ", _BODY), *field("PAGE", _BODY), run(" -", _BODY)], _BODY, spacing(), align="center")
        for part, made in ((header, above), (footer, below)):
            part.is_linked_to_previous = False
            part._element.replace(part._element[0], made)


def _elements(word: Word, block: Block, text_size: int) -> Iterable[BaseOxmlElement]:
    match block:
        case Heading():
            return [_heading(block)]
        case Paragraph():
            return [_paragraph(block)]
        case Memo():
            return _memo(block)
        case Table():
            return [table(block, text_size), paragraph((), _BODY, spacing())]
        case Chart() | Pie():
            return [_picture(word, block)]
        case Gallery():
            return build_gallery(word, block)


def _heading(block: Heading) -> BaseOxmlElement:
    large = block.level == 1
    look = Look(18 if large else 16, bold=True)
    room = spacing() if large else spacing(before=6)
    level = block.level - 1 if block.level <= _LISTED else None
    align = "center" if large else "left"
    return paragraph([run(block.text, look)], look, element("keepNext"), room, align=align, outline=level)


def _paragraph(block: Paragraph) -> BaseOxmlElement:
    indent = element("ind", left=twips(1) if block.inset else 0, firstLine=twips(_INDENT) if block.indented else 0)
    kept = (element("keepNext"),) if block.kept else ()
    return paragraph([run(block.text, _BODY)], _BODY, *kept, spacing(), indent, align=block.align)


def _memo(memo: Memo) -> Iterator[BaseOxmlElement]:
    yield paragraph([run(memo.heading, _MEMO_HEADING)], _MEMO_HEADING, spacing(after=6), align="center")
    yield from map(_dotted_line, memo.fields)
    label, to = memo.to
    stop = element("tabs", element("tab", val="left", pos=twips(1.5)))
    yield paragraph([run(f"{label}\t{to}", _BODY)], _BODY, stop, spacing(before=6, after=6))
    for text in memo.paragraphs:
        indent = element("ind", firstLine=twips(_INDENT))
        yield paragraph([run(text, _BODY)], _BODY, spacing(before=6), indent, align="thaiDistribute")
    for number, line in enumerate(memo.signature):
        indent = element("ind", left=twips(_TO_THE_SIGNATURE))
        yield paragraph([run(line, _BODY)], _BODY, spacing(before=0 if number else 48), indent, align="center")


def _dotted_line(fields: tuple[tuple[str, str], ...]) -> BaseOxmlElement:
    """Labels and values, dots from each value to its end of the line."""
    share = 16 / len(fields)
    ends = (twips(share * number) for number in range(1, len(fields) + 1))
    stops = element("tabs", *(element("tab", val="left", leader="dot", pos=end) for end in ends))
    runs = [made for label, value in fields for made in (run(f"{label} ", _MEMO_LABEL), run(f"{value}\t", _BODY))]
    return paragraph(runs, _MEMO_LABEL, stops, spacing())


def _picture(word: Word, chart: Chart | Pie) -> BaseOxmlElement:
    shown = build_drawing(word, draw_chart(chart), "png", (CHART_WIDTH, chart_height(chart)), chart.title)
    return paragraph([shown], _BODY, spacing(), align="center")
