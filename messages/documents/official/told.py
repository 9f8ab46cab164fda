"""What people wrote, as paragraphs of a document."""

from __future__ import annotations

from collections.abc import Iterator

from messages.documents.blocks import Paragraph
from messages.documents.official.cells import NOTHING
from messages.parts import has_items, items_in, plain_text
from messages.texts import say


def told(text: str, nothing: str = NOTHING) -> Iterator[Paragraph]:
    """The text as it was written; several things told apart are numbered."""
    if has_items(text):
        for place, item in enumerate(items_in(text), 1):
            said = "\n".join(filter(None, (item.title, item.text)))
            yield Paragraph(say("report.item", place=place, text=said), inset=True)
        return
    yield Paragraph(written(text) or nothing, inset=True)


def written(text: str) -> str:
    """The text as it was typed; empty where a dash stands for nothing."""
    said = plain_text(text).strip()
    return "" if said == NOTHING else said
