"""The official report of a round as a file."""

from __future__ import annotations

from bot.usecases.rounds import compiled
from messages.documents.official import official_document
from messages.documents.official.edition import Edition
from messages.documents.writers import WRITERS
from storage.records import Round
from storage.work import Work

DIRECTOR = "director"


class NothingToReport(Exception):
    """The fiscal year of the round has no projects yet."""


def official_report(work: Work, round_: Round, kind: str, *, draft: bool = False) -> bytes:
    """The report in the office's format as a docx, xlsx or pdf; marked as a draft until its round is closed.

    Raises NothingToReport without a plan, NoSuchFormat where the office's form has no official document, NoThaiFont
    where none is installed.
    """
    report = compiled(work, round_)
    if not report.rows:
        raise NothingToReport(round_.id)
    office = work.office.load()
    edition = Edition(
        draft=draft or round_.closed_at is None,
        thai_digits=office is not None and office.thai_digits,
        director=_director(work),
    )
    return WRITERS[kind](official_document(report, edition))


def _director(work: Work) -> str:
    """The name of whoever the office invited as its director; empty where that is nobody, or several."""
    names = [person.name for person in work.people.all() if person.role == DIRECTOR]
    return names[0] if len(names) == 1 else ""
