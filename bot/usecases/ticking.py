"""What the clock brings: the opening, the reminders and the planners' summary, each at most once.

A ledger row (round, person or group, step) and its delivery are one transaction, so two workers, a restart or a
double tick cannot send twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.ports import Ports
from bot.usecases.rounds import compiled, is_open
from bot.usecases.steps import OPENING, StepAt, reminder_steps, step_due, summary_steps
from messages import notices
from messages.bubbles import Bubble
from messages.summaries import summary
from messages.thai.dates import bangkok_day
from storage.records import Delivery, Office, Person, Project, Round
from storage.work import Work

log = logging.getLogger(__name__)

PRIORITY = {"reminder": 10, "summary": 20, "opening": 30}
_ANSWERED = {"submitted", "accepted"}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to send to a person or a group for one step."""

    kind: str
    target: str
    to: str
    bubbles: Sequence[Bubble]


def tick(ports: Ports, now: datetime) -> int:
    """Posts what is due in every office; returns how many deliveries. One office's failure does not stop the others."""
    posted = 0
    for office_id in ports.storage.office_ids():
        try:
            posted += _tick_office(ports, office_id, now)
        except Exception:
            log.exception("tick failed office=%s", office_id)
    return posted


def _tick_office(ports: Ports, office_id: str, now: datetime) -> int:
    with ports.storage.office(office_id).reading() as work:
        rounds = [round_ for round_ in work.rounds.all() if is_open(round_, bangkok_day(now))]
    return sum(_tick_round(ports, office_id, round_, now) for round_ in rounds)


def _tick_round(ports: Ports, office_id: str, round_: Round, now: datetime) -> int:
    with ports.storage.office(office_id).work() as work:
        office = work.office.load()
        if office is None:
            return 0
        posted = _remind(ports, work, office, round_, now) + _summarise(ports, work, office, round_, now)
        if posted:
            work.commit()
        return posted


def _remind(ports: Ports, work: Work, office: Office, round_: Round, now: datetime) -> int:
    steps = reminder_steps(round_, office.reminders)
    step = step_due(steps, now)
    if step is None:
        return 0
    told = _told(work, round_, steps[steps.index(step) :])
    return _post_all(ports, work, office, round_, step, _reminders(work, round_, step, told, now), now)


def _told(work: Work, round_: Round, steps: Sequence[StepAt]) -> frozenset[str]:
    """Who has heard one of these steps.

    After a later step an earlier one is old news, also when the clock was set back.
    """
    return frozenset().union(*(work.ledger.told(round_.id, step.name) for step in steps))


def _reminders(work: Work, round_: Round, step: StepAt, told: frozenset[str], now: datetime) -> Iterable[Notice]:
    latest = work.submissions.latest(round_.id)
    answered = {no for no, submission in latest.items() if submission.state in _ANSWERED}
    for person, projects in _owners(work, round_):
        missing = [project for project in projects if project.no not in answered]
        if str(person.id) in told or not missing or not _hears(person, step):
            continue
        yield _notice(person, person.line_user_id or "", round_, step, projects, missing, now)


def _hears(person: Person, step: StepAt) -> bool:
    """Enrolled and not blocking. Who enrolled on a day after a reminder's has just heard what is due."""
    if person.line_user_id is None or person.consented_at is None or person.blocked_at:
        return False
    return step.name == OPENING or bangkok_day(person.consented_at) <= bangkok_day(step.at)


def _notice(
    person: Person,
    line_user_id: str,
    round_: Round,
    step: StepAt,
    projects: Sequence[Project],
    missing: Sequence[Project],
    now: datetime,
) -> Notice:
    if step.name == OPENING:
        return Notice("opening", str(person.id), line_user_id, (notices.opening(round_, missing),))
    bubble = notices.reminder(round_, bangkok_day(now), missing, len(projects))
    return Notice("reminder", str(person.id), line_user_id, (bubble,))


def _owners(work: Work, round_: Round) -> Iterable[tuple[Person, Sequence[Project]]]:
    """Everybody who answers for a project of the round's year, with the projects in order."""
    projects = {project.no: project for project in work.plan.projects(round_.fiscal_year)}
    mine: dict[object, list[Project]] = {}
    for person_id, no in work.people.assignments(round_.fiscal_year):
        if no in projects:
            mine.setdefault(person_id, []).append(projects[no])
    for person in work.people.all():
        if person.id in mine:
            yield person, sorted(mine[person.id], key=lambda project: project.no)


def _summarise(ports: Ports, work: Work, office: Office, round_: Round, now: datetime) -> int:
    group = work.groups.bound()
    steps = summary_steps(round_, office.summary)
    step = step_due(steps, now)
    if group is None or step is None or bangkok_day(step.at) != bangkok_day(now):
        return 0
    if group.group_id in _told(work, round_, steps[steps.index(step) :]):
        return 0
    bubbles = summary(compiled(work, round_), today=bangkok_day(now))
    notice = Notice("summary", group.group_id, group.group_id, bubbles)
    return _post_all(ports, work, office, round_, step, (notice,), now)


def _post_all(
    ports: Ports, work: Work, office: Office, round_: Round, step: StepAt, due: Iterable[Notice], now: datetime
) -> int:
    return sum(_post(ports, work, office, round_, step, notice, now) for notice in due)


def _post(ports: Ports, work: Work, office: Office, round_: Round, step: StepAt, notice: Notice, now: datetime) -> bool:
    delivery = Delivery(
        id=uuid5(NAMESPACE_URL, f"{office.id}/{round_.id}/{notice.target}/{step.name}"),
        office_id=office.id,
        kind=notice.kind,
        to=notice.to,
        messages=ports.render(notice.bubbles),
        due_at=now,
        created_at=now,
        priority=PRIORITY[notice.kind],
    )
    if not work.ledger.record(round_.id, notice.target, step.name, delivery.id, now):
        return False
    work.outbox.post(delivery)
    return True
