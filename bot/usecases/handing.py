"""Hands the official report to planners as links: when one asks for it, and by a message of its own accord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.usecases.links import LINK_LIFE, Linked, link_to
from bot.usecases.notices import Notice
from bot.usecases.owing import is_reachable
from bot.usecases.ports import Ports
from bot.usecases.posting import post
from bot.usecases.rounds import compiled, newest_round
from messages.bubbles import Bubble
from messages.documents.official import FORMATS
from messages.handouts import Handout, handout
from messages.lists import plain
from messages.thai.dates import bangkok_day
from storage.records import Round
from storage.work import Work

KINDS = ("pdf", "docx", "xlsx")
_ELSEWHERE = frozenset({"docx", "xlsx"})
"""Kinds LINE's own browser cannot show: the phone's is to open them (LINE_RULES.md)."""


def documents_now(ports: Ports, work: Work, now: datetime) -> Sequence[Bubble]:
    """The report of the round that opened last, or why there is none."""
    round_ = newest_round(work, bangkok_day(now))
    if round_ is None:
        return (plain("conversation.no_round"),)
    return (_card(ports, work, round_, now),)


def send_documents(ports: Ports, work: Work, round_: Round, cause: str, now: datetime, *, draft: bool = False) -> int:
    """Posts the links to every planner who can be reached, once for each `cause`; returns how many messages."""
    if not has_document(work, round_):
        return 0
    card = _card(ports, work, round_, now, draft=draft)
    step = f"documents-{cause}"
    planners = [person for person in work.people.all() if person.role == "planner" and is_reachable(person)]
    notices = [
        Notice("documents", round_.id, (step,), now, str(person.id), person.line_user_id or "", (card,))
        for person in planners
    ]
    return post(ports, work, notices, now)


def has_document(work: Work, round_: Round) -> bool:
    """Whether the office's form has an official layout, and the round projects to report."""
    office = work.office.load()
    return office is not None and office.form in FORMATS and bool(work.plan.projects(round_.fiscal_year))


def _card(ports: Ports, work: Work, round_: Round, now: datetime, *, draft: bool = False) -> Bubble:
    if not has_document(work, round_):
        return plain("handout.none")
    urls = _urls(ports, work.office_id, round_, now, draft=draft)
    draft = draft or round_.closed_at is None
    return handout(compiled(work, round_), Handout(urls, now + LINK_LIFE, draft=draft))


def _urls(ports: Ports, office_id: str, round_: Round, now: datetime, *, draft: bool) -> Mapping[str, str]:
    made = {kind: link_to(ports, Linked(office_id, round_.id, kind, draft), now) for kind in KINDS}
    return {kind: f"{url}?openExternalBrowser=1" if kind in _ELSEWHERE else url for kind, url in made.items()}
