"""What owners ask the planners for about their projects: placed, withdrawn, shown, decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.conversation.effects import DecideRequest, PlaceRequest, WithdrawRequest
from bot.conversation.stored import from_json, to_json
from bot.usecases.notices.decisions import find_project, live_requests, tell_decision
from bot.usecases.ports import Ports
from messages.chat import requests
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.chat.requests import WaitingRequest
from messages.texts import say
from messages.thai.dates import date_and_time
from messages.thai.person_names import find_namesakes
from storage.records import Person, ProjectId, ProjectRequest
from storage.vocabulary import RequestOutcome
from storage.work import Work

_CARDS = 3
"""Requests shown at once: LINE takes five messages, and the open question may follow."""


def place_request(work: Work, person: Person, wish: PlaceRequest, now: datetime) -> None:
    """Keeps the request, with the listed person meant where the name clearly is somebody's."""
    successor = _successor(work, person.id, wish.to)
    request = ProjectRequest(
        id=uuid5(NAMESPACE_URL, f"{work.office_id}/request/{wish.session}"),
        person_id=person.id,
        fiscal_year=wish.fiscal_year,
        project_id=wish.project_id,
        asked_at=now,
        to_whom=wish.to,
        message_id=wish.message_id,
        successor_id=successor.id if successor else None,
    )
    work.requests.place(request)


def _successor(work: Work, owner_id: UUID, to: str) -> Person | None:
    found = _namesakes(work, owner_id, to)
    return found[0] if len(found) == 1 else None


def _namesakes(work: Work, owner_id: UUID, to: str) -> list[Person]:
    """Everybody else in the list whose name that is."""
    others = [person for person in work.people.all() if person.id != owner_id]
    return [others[place] for place in find_namesakes(to, [person.name for person in others])]


def withdraw_request(work: Work, person: Person, wish: WithdrawRequest, now: datetime) -> None:
    """Nobody is to decide it any more."""
    work.requests.withdraw(person.id, wish.fiscal_year, wish.project_id, now)


def requested_projects(work: Work, person: Person) -> frozenset[ProjectId]:
    """The projects of which the person's requests wait."""
    return frozenset(one.project_id for one in work.requests.open() if one.person_id == person.id)


def show_requests(work: Work, person: Person) -> Sequence[Bubble]:
    """To a planner all that wait, with names; to others their own."""
    if person.role.sees_office:
        return requests.waiting_cards([_waiting(work, one) for one in live_requests(work)], _CARDS)
    own = [(_number(work, one), one.to_whom) for one in live_requests(work) if one.person_id == person.id]
    return (requests.own_requests(sorted(own)),)


def _waiting(work: Work, request: ProjectRequest) -> WaitingRequest:
    heir, project = _heir(work, request), find_project(work, request)
    return WaitingRequest(
        id=request.id.hex,
        no=project.no if project else request.project_id,
        name=project.name if project else "",
        owner=_name(work, request.person_id),
        asked_at=request.asked_at,
        to=request.to_whom,
        successor=heir.name if heir else "",
        namesakes=() if heir else tuple(one.name for one in _namesakes(work, request.person_id, request.to_whom)),
        is_last=not _others(work, request),
    )


def _heir(work: Work, request: ProjectRequest) -> Person | None:
    """Who is meant; whoever was invited since under that name, too."""
    known = work.people.get(request.successor_id) if request.successor_id else None
    return known or _successor(work, request.person_id, request.to_whom)


def _others(work: Work, request: ProjectRequest) -> list[UUID]:
    """Who else answers for the project."""
    held = work.people.assignments(request.fiscal_year)
    return [one for one, project_id in held if project_id == request.project_id and one != request.person_id]


def _number(work: Work, request: ProjectRequest) -> int:
    project = find_project(work, request)
    return project.no if project else request.project_id


def decide_request(ports: Ports, work: Work, planner: Person, wish: DecideRequest, now: datetime) -> Sequence[Bubble]:
    """What a planner's decision led to. Raises storage.errors.Conflict where another decided it meanwhile."""
    meant = _meant(work, wish)
    if len(meant) > 1:
        told = plain("requests.several", no=wish.number)
        return (told, *requests.waiting_cards([_waiting(work, one) for one in meant], _CARDS - 1))
    if not meant:
        return (_already(work, wish),)
    request = meant[0]
    if not wish.is_granted:
        return _deny(ports, work, planner, request, now)
    return _grant(ports, work, planner, request, now)


def _meant(work: Work, wish: DecideRequest) -> list[ProjectRequest]:
    waiting = live_requests(work)
    if wish.request_id:
        return [one for one in waiting if one.id.hex == wish.request_id]
    return [one for one in waiting if _number(work, one) == wish.number]


def _already(work: Work, wish: DecideRequest) -> Bubble:
    """Why there is nothing to decide: who did, and when, or that nobody asked."""
    decided = _decided(work, wish)
    if decided is None or decided.decided_at is None or decided.outcome == RequestOutcome.WITHDRAWN:
        return plain("requests.gone") if wish.request_id else plain("requests.none_of_project", no=wish.number)
    by = work.people.get(decided.decided_by) if decided.decided_by else None
    told = {
        "no": _number(work, decided),
        "by": by.name if by else say("requests.by_somebody"),
        "moment": date_and_time(decided.decided_at),
    }
    is_granted = decided.outcome == RequestOutcome.GRANTED
    return plain("requests.already_granted" if is_granted else "requests.already_denied", **told)


def _decided(work: Work, wish: DecideRequest) -> ProjectRequest | None:
    """The one the button is of, whatever became of it; else the last decided of the project of that number."""
    if wish.request_id:
        return work.requests.get(UUID(wish.request_id)) if _is_id(wish.request_id) else None
    year = work.plan.newest_year()
    named = (project for project in work.plan.projects(year) if project.no == wish.number)
    project = next(named, None)
    return work.requests.decided_on(year, project.id) if project else None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _deny(ports: Ports, work: Work, planner: Person, request: ProjectRequest, now: datetime) -> Sequence[Bubble]:
    work.requests.decide(request, RequestOutcome.DENIED, planner.id, now)
    said = say("requests.denied", no=_number(work, request), owner=_name(work, request.person_id))
    return _told(ports, work, request, (said,), now)


def _grant(ports: Ports, work: Work, planner: Person, request: ProjectRequest, now: datetime) -> Sequence[Bubble]:
    """Takes the project from who asked, and gives it to who was named; an unknown name decides nothing."""
    no, owner = _number(work, request), _name(work, request.person_id)
    heir = _heir(work, request) if request.to_whom else None
    if request.to_whom and heir is None:
        names = [one.name for one in _namesakes(work, request.person_id, request.to_whom)]
        return (requests.who_succeeds(no, request.to_whom, owner, names),)
    work.requests.decide(request, RequestOutcome.GRANTED, planner.id, now, heir.id if heir else None)
    work.people.unassign(request.person_id, request.fiscal_year, [request.project_id])
    if heir:
        work.people.assign(heir.id, request.fiscal_year, [request.project_id])
    lines = (
        say("requests.granted_hand_over", no=no, owner=owner, successor=heir.name)
        if heir
        else say("requests.granted_not_mine", no=no, owner=owner),
        *((say("requests.nobody_answers", no=no),) if not heir and not _others(work, request) else ()),
        *((say("requests.not_enrolled", successor=heir.name),) if heir and not heir.consented_at else ()),
        *((say("requests.draft_left", owner=owner),) if _archive_draft(work, request, now) else ()),
    )
    return _told(ports, work, request, lines, now)


def _archive_draft(work: Work, request: ProjectRequest, now: datetime) -> bool:
    """What was begun stays with who typed it, and can be taken back there: it is no draft of the project any more."""
    kept = work.conversations.load(request.person_id)
    state = from_json(kept.state)
    mine = [one for one in state.open_drafts if one.project_id == request.project_id]
    for draft in mine:
        state = state.keeping(replace(draft, archived=True))
    if mine:
        work.conversations.save(request.person_id, to_json(state), kept.version, now)
    return any(draft.answers or draft.parts for draft in mine)


def _told(ports: Ports, work: Work, request: ProjectRequest, lines: Sequence[str], now: datetime) -> Sequence[Bubble]:
    decided = work.requests.get(request.id)
    everybody = decided is not None and tell_decision(ports, work, decided, now)
    return (requests.in_lines((*lines, say("requests.told" if everybody else "requests.to_be_told"))),)


def _name(work: Work, person_id: UUID) -> str:
    person = work.people.get(person_id)
    return person.name if person else say("requests.another_person")
