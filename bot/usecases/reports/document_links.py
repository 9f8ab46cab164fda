"""Hands the official report to planners as links: when one asks for it, and by a message of its own accord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.usecases.notices.notice import Notice, WordedNotice
from bot.usecases.notices.outstanding import reachable_planners
from bot.usecases.notices.posting import post
from bot.usecases.ports import Ports
from bot.usecases.reports.link_tokens import LINK_LIFE, Linked, link_to
from bot.usecases.rounds import compile_figures, newest_round
from messages.chat.bubbles import Bubble
from messages.chat.document_links import Handout, links_card
from messages.chat.lists import plain
from messages.documents.official import FORMATS
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Person, Round
from storage.work import Work

KINDS = ("pdf", "docx", "xlsx")
_ELSEWHERE = frozenset({"docx", "xlsx"})
"""Kinds LINE's own browser cannot show: the phone's is to open them (deploy/docs/line-rules.md)."""


def person_holder(person: Person) -> str:
    """The holder of links handed to that planner."""
    return f"person {person.id}"


def group_holder(group: BoundGroup) -> str:
    """The holder of links handed to that group for as long as this binding lasts."""
    return f"group {group.bound_at.isoformat()}"


def still_holds(work: Work, holder: str) -> bool:
    """Whether who was handed a link may still open it: a planner removed or forgotten may not, nor a group left."""
    group = work.groups.current()
    planners = [person for person in work.people.all() if person.role.sees_office and person.line_user_id]
    return holder in {*map(person_holder, planners), *([group_holder(group)] if group else [])}


def documents_now(ports: Ports, work: Work, holder: str, now: datetime) -> Sequence[Bubble]:
    """The report of the round that opened last, or why there is none."""
    round_ = newest_round(work, bangkok_day(now))
    if round_ is None:
        return (plain("conversation.no_round_of_planner"),)
    return (_card(ports, work, round_, holder, now),)


def send_documents(ports: Ports, work: Work, round_: Round, cause: str, now: datetime, *, draft: bool = False) -> int:
    """Posts the links to every planner who can be reached, once for each `cause`; returns how many messages."""
    if not has_document(work, round_):
        return 0
    step = f"documents-{cause}"
    worded = [
        WordedNotice(
            Notice(DeliveryKind.DOCUMENTS, round_.id, (step,), now, str(planner.id), planner.line_user_id or ""),
            (_card(ports, work, round_, person_holder(planner), now, draft=draft),),
        )
        for planner in reachable_planners(work)
    ]
    return post(ports, work, worded, now)


def has_document(work: Work, round_: Round) -> bool:
    """Whether the office's form has an official layout, and the round projects to report."""
    office = work.office.load()
    return office is not None and office.form in FORMATS and bool(work.plan.projects(round_.fiscal_year))


def _card(ports: Ports, work: Work, round_: Round, holder: str, now: datetime, *, draft: bool = False) -> Bubble:
    if not has_document(work, round_):
        return plain("handout.none")
    urls = _urls(ports, Linked(work.office_id, round_.id, "", draft, holder), now)
    draft = draft or round_.closed_at is None
    return links_card(compile_figures(work, round_), Handout(urls, now + LINK_LIFE, draft=draft))


def _urls(ports: Ports, linked: Linked, now: datetime) -> Mapping[str, str]:
    made = {kind: link_to(ports, replace(linked, kind=kind), now) for kind in KINDS}
    return {kind: f"{url}?openExternalBrowser=1" if kind in _ELSEWHERE else url for kind, url in made.items()}
