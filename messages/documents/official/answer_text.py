"""What people wrote, as paragraphs of a document."""

from __future__ import annotations

from collections.abc import Iterator

from messages.answer_values import Answer, ItemsAnswer, plain_text
from messages.documents.blocks import Paragraph
from messages.documents.official.cells import NOTHING
from messages.texts import say


def answer_paragraphs(answer: Answer | None, nothing: str = NOTHING) -> Iterator[Paragraph]:
    """The answer as it was written; several things told apart are numbered."""
    if not isinstance(answer, ItemsAnswer):
        yield text_paragraph(plain_text(answer) if answer else "", nothing)
        return
    for place, item in enumerate(answer.items, 1):
        said = "\n".join(filter(None, (item.title, item.text)))
        yield Paragraph(say("report.item", place=place, text=said), inset=True)


def text_paragraph(text: str, nothing: str = NOTHING) -> Paragraph:
    """The text as it was typed, or that there is nothing."""
    return Paragraph(remove_dash(text) or nothing, inset=True)


def remove_dash(text: str) -> str:
    """The text without blanks around it; empty where a dash stands for nothing."""
    said = text.strip()
    return "" if said == NOTHING else said
