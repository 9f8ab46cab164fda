"""What stands under an official table: sentences computed from it, delays, and the reports still missing."""

from __future__ import annotations

from collections.abc import Iterator

from messages.documents.blocks import Heading, Paragraph
from messages.documents.official.cells import (
    Label,
    carried_note,
    list_numbers,
    missing_rows,
    spent_sentence,
    status_label,
    status_sentences,
)
from messages.figures.report import Report, ReportRow
from messages.texts import say
from messages.thai.money import baht

_DELAYED = ("not_started", "postponed", "cancelled")


def overall_paragraphs(report: Report) -> Iterator[Paragraph]:
    """Money, then how many projects are in each status."""
    yield Paragraph(spent_sentence(report), indented=True)
    yield from status_count_paragraphs(report)


def status_count_paragraphs(report: Report, label: Label = status_label) -> Iterator[Paragraph]:
    """How many projects are in each status, by what a format calls it."""
    sentences = status_sentences(report, label)
    if sentences:
        yield Paragraph(say("report.closing.statuses", projects=report.totals.expected), indented=True)
        yield from (Paragraph(sentence, inset=True) for sentence in sentences)


def delay_paragraphs(report: Report, label: Label = status_label) -> Iterator[Heading | Paragraph]:
    """The closing note: which projects have not begun, were put off or given up."""
    found = {status: [row for row in report.rows if row.status == status] for status in _DELAYED}
    if not any(found.values()):
        return
    yield Heading(say("report.closing.note"), 2)
    for status, rows in found.items():
        if rows:
            said = say("report.closing.delay", status=label(status), projects=len(rows), numbers=list_numbers(rows))
            yield Paragraph(said, inset=True)


def missing_paragraphs(report: Report) -> Iterator[Heading | Paragraph]:
    """The projects nobody has reported, each by name."""
    rows = missing_rows(report)
    if not rows:
        return
    yield Heading(say("report.closing.missing", projects=len(rows)), 2)
    for row in rows:
        yield Paragraph(project_line(row), inset=True)
    known = {row.carried_from is not None for row in rows}
    which = "some" if len(known) > 1 else "all" if known == {True} else "none"
    yield Paragraph(say(f"report.closing.missing_note.{which}"), indented=True)


def project_line(row: ReportRow) -> str:
    """A project by its number and name, with the money it is known to have spent before."""
    named = say("report.closing.project", no=row.no, name=row.name)
    if row.carried_from is None or row.spent_total is None:
        return named
    return say("report.closing.carried", project=named, until=carried_note(row), spent=baht(row.spent_total))
