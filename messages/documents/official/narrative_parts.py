"""What an owner told of a project in `narrative`, part by part, for paper and for sheets alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from messages.answer_values import AnswerItem, items_of, text
from messages.documents.official.answer_text import remove_dash
from messages.documents.official.cells import label_of
from messages.figures.breakdowns import status_of
from messages.figures.report import ReportRow
from messages.project import ReportState
from messages.texts import say

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "aims": ("output", "outcome", "indicators"),
    "activities": (),
    "money": (),
    "closing": ("results", "problems", "suggestions"),
}
"""The sections of a project and the questions whose answers they hold; deploy/docs/report-formats.md, format 3."""
status_name = label_of("narrative")
_LISTED = frozenset({"not_started", ReportState.MISSING})
_NUMBERED = re.compile(r"^\s*(?:[0-9๐-๙]+[.)]|[-–•])", re.MULTILINE)


def is_only_named(row: ReportRow) -> bool:
    """Whether the project is named and no more."""
    return status_of(row) in _LISTED


def typed_text(row: ReportRow, question: str) -> str:
    """What was typed; empty where a dash stands for nothing."""
    return remove_dash(text(row.answers, question))


def activities(row: ReportRow) -> tuple[AnswerItem, ...]:
    """Each with its title and what was done; empty where none was told."""
    return items_of(row.answers["activities"]) if typed_text(row, "activities") else ()


def reason_text(row: ReportRow) -> str:
    """Why spending differs from the plan; several reasons are numbered where their owner did not number them."""
    because = say("report.narrative.because")
    said = typed_text(row, "reason").removeprefix(because).strip()
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if len(lines) < 2 or _NUMBERED.search(said):
        return said
    return "\n".join(say("report.narrative.numbered", place=place, text=line) for place, line in enumerate(lines, 1))


def labelled_texts(row: ReportRow) -> Iterator[tuple[str, str]]:
    """Everything told in words, each with what it is about."""
    for question in SECTIONS["aims"]:
        yield say(f"report.narrative.{question}"), typed_text(row, question)
    for place, item in enumerate(activities(row), 1):
        yield say("report.narrative.activity", place=place, title="").strip(), f"{item.title}\n{item.text}".strip()
    if reason_text(row):
        yield say("report.narrative.texts.reason"), reason_text(row)
    for question in SECTIONS["closing"]:
        yield say(f"report.narrative.{question}"), typed_text(row, question)
