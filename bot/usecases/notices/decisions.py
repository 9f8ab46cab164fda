"""What planners decided about a request is told to who asked and to who has the project now.

By a push where the month's messages allow one and somebody is there to read it; else with the next reply, free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Batch, Notice, WordedNotice
from bot.usecases.notices.outstanding import is_reachable
from bot.usecases.notices.posting import post
from bot.usecases.ports import Ports
from bot.usecases.rounds import current_round
from messages.chat import requests
from messages.chat.bubbles import Bubble, Text
from messages.chat.contact import whom_to_ask
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.records import Person, Project, ProjectRequest
from storage.vocabulary import RequestOutcome
from storage.work import Work


def tell_decision(ports: Ports, work: Work, request: ProjectRequest, now: datetime) -> bool:
    """In the transaction that decides it; whether everybody it concerns is told by a push."""
    told = [_push(ports, work, request, person_id, now) for person_id in request.untold_people]
    return all(told)


def _push(ports: Ports, work: Work, request: ProjectRequest, person_id: UUID, now: datetime) -> bool:
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    person = work.people.get(person_id)
    words = decision_words(work, person, request) if person else ()
    if office is None or round_ is None or person is None or not is_reachable(person) or not words:
        return False
    step = f"decided-{request.id.hex}"
    notice = Notice(DeliveryKind.DECIDED, round_.id, (step,), now, str(person.id), person.line_user_id or "")
    left = quota.load_quota(work, now).left
    if not quota.affordable([Batch(DeliveryKind.DECIDED.traits.rank, [notice])], left, office.reminders.reserve, 0):
        return False
    post(ports, work, [WordedNotice(notice, words)], now)
    work.requests.mark_told(person.id, now)
    return True


def untold_words(work: Work, person: Person) -> Sequence[Bubble]:
    """What the person has not heard yet of what was decided, in one message."""
    untold = work.requests.untold(person.id)
    told = [bubble.text for request in untold for bubble in decision_words(work, person, request)]
    return (requests.in_lines(told),) if told else ()


def decision_words(work: Work, person: Person, request: ProjectRequest) -> Sequence[Text]:
    """What was decided, to who asked or to who has the project now; nothing of a project nobody knows any more."""
    project = find_project(work, request)
    if project is None:
        return ()
    if person.id != request.person_id:
        return (requests.told_to_successor(project),)
    heir = work.people.get(request.successor_id) if request.successor_id else None
    return (
        requests.told_to_owner(
            project,
            request.to_whom,
            heir.name if heir else "",
            is_granted=request.outcome == RequestOutcome.GRANTED,
            who=whom_to_ask(work.office.contact()),
        ),
    )


def live_requests(work: Work) -> tuple[ProjectRequest, ...]:
    """Those that wait and whose project is still with who asked."""
    return tuple(one for one in work.requests.open() if _is_theirs(work, one))


def _is_theirs(work: Work, request: ProjectRequest) -> bool:
    return request.project_id in work.people.projects_of(request.person_id, request.fiscal_year)


def requested_numbers(work: Work) -> tuple[int, ...]:
    """The numbers of the projects of which requests wait, a number each request."""
    found = (find_project(work, one) for one in live_requests(work))
    return tuple(sorted(project.no for project in found if project))


def find_project(work: Work, request: ProjectRequest) -> Project | None:
    """The project a request is about, also where the plan holds it no more."""
    known = work.plan.projects_ever(request.fiscal_year)
    return next((project for project in known if project.id == request.project_id), None)
