"""The official report of a round as a file, and what its figures came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.usecases.reports.report_photos import Fetch, load_pictures
from bot.usecases.rounds import compile_figures, is_earlier
from messages.documents.official import official_document
from messages.documents.official.edition import Edition
from messages.documents.writers import WRITERS
from messages.figures.comparison import RoundResult, compare
from messages.figures.report import Report
from storage.records import IssuedDocument, Office, Round, Source
from storage.vocabulary import Role
from storage.work import Work


class NothingToReport(Exception):
    """The fiscal year of the round has no projects yet."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A file, the short name of whose it is, and what is to be kept of it."""

    data: bytes
    office: str
    document: IssuedDocument


Write = Callable[[str, Report, Edition], bytes]
"""How a report becomes a file of that kind: here, or in a process of its own."""


def write(kind: str, report: Report, edition: Edition) -> bytes:
    """The report as a docx, xlsx or pdf. Raises NoSuchFormat, NoThaiFont."""
    return WRITERS[kind](official_document(report, edition))


def official_report(
    work: Work, round_: Round, kind: str, now: datetime, fetch: Fetch, *, draft: bool = False, write: Write = write
) -> WrittenReport:
    """The report in the office's format as a docx, xlsx or pdf; marked as a draft until its round is closed.

    `fetch` gives the photos of the answers. Raises NothingToReport without a plan, NoSuchFormat where the office's form
    has no official document, NoThaiFont where none is installed, PhotoStoreDown.
    """
    report, office = compile_figures(work, round_), work.office.load()
    if not report.rows or office is None:
        raise NothingToReport(round_.id)
    edition = Edition(
        draft=draft or round_.closed_at is None,
        thai_digits=office.thai_digits,
        director=_director(work),
        comparison=_comparison(work, office, round_, report),
        front_matter=front.docx if (front := work.front_matter.load()) else b"",
        pictures=load_pictures(work, report, fetch),
    )
    data = write(kind, report, edition)
    digest, sources = sha256(data).hexdigest(), tuple(_sources(work, round_, report))
    document = IssuedDocument(digest, now, round_.id, kind, edition.draft, office.form, sources)
    return WrittenReport(data, office.short_name, document)


def _director(work: Work) -> str:
    """The name of whoever the office invited as its director; empty where that is nobody, or several."""
    names = [person.name for person in work.people.all() if person.role == Role.DIRECTOR]
    return names[0] if len(names) == 1 else ""


def _comparison(work: Work, office: Office, round_: Round, report: Report) -> tuple[RoundResult, ...]:
    """Beside the earlier rounds of the fiscal year, and the same round of the year before."""
    others = [
        other
        for other in work.rounds.all()
        if is_earlier(other, round_) or (other.fiscal_year, other.quarters) == (round_.fiscal_year - 1, round_.quarters)
    ]
    return compare(report, [compile_figures(work, other) for other in others], office.summary.targets)


def _sources(work: Work, round_: Round, report: Report) -> Iterator[Source]:
    """The submissions the report's rows came from: this round's, and those of earlier rounds for earlier quarters."""
    told = {row.id for row in (*report.rows, *report.removed)}
    for one in work.rounds.all():
        if one.id == round_.id or is_earlier(one, round_):
            for project_id, sent in sorted(work.submissions.latest(one.id).items()):
                if project_id in told:
                    yield Source(one.id, project_id, sent.revision, sent.id, sent.form, sent.form_version)
