"""The Word file a report is written into: an empty one, or behind the front matter an office supplies.

The front matter is opened and added to, not copied: what stands in it (styles, pictures, headers, notes) stays where
it was. The report brings a style of its own, which nothing of the front matter's can reach, and sections of its own.
"""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from messages.documents.blocks import Document
from messages.documents.writers.docx_xml import STYLE, Look, element, properties, spacing

_BODY = Look()


def open_template(document: Document) -> Word:
    """Ready for the report's first section, which is the last of the file."""
    word = docx.Document(BytesIO(document.front.docx)) if document.front else docx.Document()
    _add_style(word)
    if document.front:
        _add_plain_section(word)
    else:
        _set_default_font(word)
    if document.thai_digits:
        word.sections[-1]._sectPr.get_or_add_pgMar().addnext(element("pgNumType", fmt="thaiNumbers"))
    return word


def shrink_last_paragraph(last: BaseOxmlElement) -> None:
    """The paragraph that ends a section is to take no room on its page."""
    last.pPr.insert(0, spacing())
    last.pPr.insert(1, properties(Look(1)))


def _add_plain_section(word: Word) -> None:
    """A section without the page borders, title pages and numbering of the front matter's last one."""
    fresh = word.add_section()._sectPr
    shrink_last_paragraph(word.element.body[-2])
    for setting in list(fresh):
        fresh.remove(setting)


def _set_default_font(word: Word) -> None:
    """What is written into the file later is Thai in the same font, too."""
    style = word.styles["Normal"].element
    for old in style.xpath("./w:rPr"):
        style.remove(old)
    style.append(properties(_BODY))


def _add_style(word: Word) -> None:
    """Based on none, it takes nothing over but the file's defaults, and sets those itself."""
    styles = word.styles.element
    for old in styles.findall(qn("w:style")):
        if old.get(qn("w:styleId")) == STYLE:
            styles.remove(old)
    room = element("pPr", spacing(), element("ind", left=0, right=0, firstLine=0), element("jc", val="left"))
    name = element("name", val=STYLE)
    styles.append(element("style", name, room, properties(_BODY), type="paragraph", customStyle=1, styleId=STYLE))
