"""What stands under an official table: sentences computed from it, delays, and the reports still missing."""

from __future__ import annotations

from collections.abc import Iterator

from messages.answer_values import case_reasons
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
from messages.figures.provenance import reason_label
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


def note_paragraphs(report: Report, label: Label = status_label) -> Iterator[Heading | Paragraph]:
    """The closing note: projects not begun, put off or given up; and why odd figures are right."""
    lines = (*_delay_lines(report, label), *_reason_lines(report))
    if lines:
        yield Heading(say("report.closing.note"), 2)
        yield from (Paragraph(line, inset=True) for line in lines)


def _reason_lines(report: Report) -> Iterator[str]:
    for row in report.rows:
        for reason in reason_texts(row):
            yield say("report.closing.reason", no=row.no, text=reason)


def reason_texts(row: ReportRow) -> tuple[str, ...]:
    """Why figures that were doubted are right, as the owner said, each with what it explains."""
    return tuple(
        say("report.closing.reason_text", label=reason_label(question), reason=reason)
        for question, reason in case_reasons(row.answers).items()
        if row.reported
    )


def _delay_lines(report: Report, label: Label) -> Iterator[str]:
    found = {status: [row for row in report.rows if row.status == status] for status in _DELAYED}
    for status, rows in found.items():
        if rows:
            yield say("report.closing.delay", status=label(status), projects=len(rows), numbers=list_numbers(rows))


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
