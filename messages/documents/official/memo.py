"""The covering memorandum, in Thai digits whatever the tables use (deploy/docs/report-formats.md, format 1)."""

from __future__ import annotations

from dataclasses import dataclass

from messages.documents.blocks import Memo, Section, use_thai_digits
from messages.documents.official.cells import period_text, spent_sentence
from messages.documents.official.edition import Edition
from messages.figures.report import Report
from messages.texts import say
from messages.thai.dates import full_date

_BLANK = "." * 50


@dataclass(frozen=True, slots=True)
class _Letter:
    """`dated` is left blank where the day is written in by hand."""

    about: str
    to: str
    paragraphs: tuple[str, ...]
    dated: str = ""


def call_memo(report: Report, edition: Edition) -> Section:
    """The director calls for the reports: dated the day the round opened, with its deadline."""
    said = {"year": report.round.fiscal_year, "period": period_text(report.round)}
    paragraphs = (
        say("report.memo.call_why", **said),
        say("report.memo.call_what", deadline=full_date(report.round.deadline), **said),
        say("report.memo.call_close"),
    )
    about, to = say("report.memo.call_about", year=report.round.fiscal_year), say("report.memo.call_to")
    return _section(report, edition, _Letter(about, to, paragraphs, full_date(report.round.opens)))


def present_memo(report: Report, edition: Edition) -> Section:
    """The report goes to the director, who is to sign it; its number and its day are written in by hand."""
    said = {"year": report.round.fiscal_year, "period": period_text(report.round)}
    paragraphs = (
        say("report.memo.present_why", **said),
        spent_sentence(report),
        say("report.memo.present_close"),
    )
    about = say("report.memo.present_about", year=report.round.fiscal_year)
    to = say("report.memo.present_to", office=report.office.name)
    return _section(report, edition, _Letter(about, to, paragraphs))


def _section(report: Report, edition: Edition, letter: _Letter) -> Section:
    memo = Memo(
        heading=say("report.memo.heading"),
        fields=(
            ((say("report.memo.from"), report.office.name),),
            ((say("report.memo.number"), ""), (say("report.memo.date"), letter.dated)),
            ((say("report.memo.subject"), letter.about),),
        ),
        to=(say("report.memo.to"), letter.to),
        paragraphs=letter.paragraphs,
        signature=(
            say("report.memo.signer", name=edition.director or _BLANK),
            say("report.memo.director", office=report.office.name),
        ),
    )
    return Section(say("report.memo.heading"), (use_thai_digits(memo),))
