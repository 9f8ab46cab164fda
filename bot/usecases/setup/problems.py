"""What stands in the way of the round and needs the administrator, in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.usecases.attempt_result import TOKEN_UNKNOWN
from bot.usecases.notices.outstanding import find_unreachable
from bot.usecases.notices.ticking import count_held_back
from bot.usecases.readiness import SCARCE_BYTES, readiness
from messages.texts import say
from messages.thai.dates import date_and_time
from storage.database import Storage
from storage.records import SUPERSEDED, Delivery
from storage.vocabulary import AttemptReason, DeliveryOutcome
from storage.work import Work

LATELY = timedelta(days=7)
"""For so long the administrator is told of what did not arrive: over a long weekend, and not for ever."""
STUCK_AFTER = 3
"""Attempts after which what still waits is no mere hiccup."""
_AT_LINE = {AttemptReason.UNAVAILABLE, AttemptReason.UNKNOWN, AttemptReason.RATE}


def machine_problems(storage: Storage, now: datetime) -> Iterator[str]:
    """What `/readyz` would name; that `tanrob serve` was never started yet is none of it."""
    storage.probe()  # a database that is of no use ends the command
    found = readiness(storage, now)
    if found.get("clock") == "silent":
        yield say("check.clock_silent")
    if found.get("disk") == "scarce":
        yield say("check.disk_scarce", free=SCARCE_BYTES // 1024**2)


def office_problems(storage: Storage, office_id: str, now: datetime) -> Iterator[str]:
    given_up = storage.outbox.failures(office_id)
    with storage.office(office_id).reading() as work:
        yield from _setup_problems(work, office_id)
        yield from _reach_problems(work, office_id, now)
        yield from _undelivered_problems(work, given_up, office_id, now)
    yield from _stuck_problems(storage.outbox.waiting(office_id), office_id)


def _undelivered_problems(work: Work, given_up: Sequence[Delivery], office_id: str, now: datetime) -> Iterator[str]:
    """What did not reach its recipient lately, or may not have; who is answered freely can ask again."""
    for one in given_up:
        if not one.kind.traits.is_pushed or one.last == SUPERSEDED or one.created_at < now - LATELY:
            continue
        person = work.people.by_line_user(one.to)
        yield say(
            "check.doubtful" if one.outcome == DeliveryOutcome.DOUBTFUL else "check.failed",
            office=office_id,
            kind=say(f"check.kind.{one.kind}"),
            name=f" {person.name} " if person else say("check.recipient"),
            moment=date_and_time(one.created_at),
            error=one.last,
        )


def _stuck_problems(waiting: Sequence[Delivery], office_id: str) -> Iterator[str]:
    """What LINE has not taken for a while and that is tried again."""
    often = [one.last for one in waiting if one.last and one.attempts >= STUCK_AFTER]
    attempts = Counter(last for last in often if last.reason in _AT_LINE)
    unpaid = sum(one.last is not None and one.last.reason == AttemptReason.QUOTA for one in waiting)
    if unpaid:
        yield say("check.no_messages", office=office_id, count=unpaid)
    for last, count in sorted(attempts.items(), key=lambda item: str(item[0])):
        if last == TOKEN_UNKNOWN:
            yield say("check.token", office=office_id, count=count)
        else:
            yield say("check.stuck", office=office_id, count=count, error=last)


def _reach_problems(work: Work, office_id: str, now: datetime) -> Iterator[str]:
    """Who owes a report and has blocked the account, and what the month's messages hold back."""
    for one in find_unreachable(work, now):
        if one.person.blocked_at:
            numbers = ", ".join(str(project.no) for project in one.missing)
            yield say("check.out_of_reach", office=office_id, name=one.person.name, numbers=numbers)
    held = count_held_back(work, now)
    if held:
        yield say("check.held", office=office_id, count=held)


def _setup_problems(work: Work, office_id: str) -> Iterator[str]:
    if work.office.channel() is None:
        yield say("check.no_channel", office=office_id)
    if not work.rounds.all():
        yield say("check.no_round", office=office_id)
    for round_ in work.rounds.all():
        projects = work.plan.projects(round_.fiscal_year)
        owned = {project_id for _, project_id in work.people.assignments(round_.fiscal_year)}
        orphans = [str(project.no) for project in projects if project.id not in owned]
        if not projects:
            yield say("check.no_plan", office=office_id, year=round_.fiscal_year)
        elif orphans:
            yield say("check.no_owner", office=office_id, numbers=", ".join(orphans))
    group = work.groups.newest()
    if group is None:
        yield say("check.no_group", office=office_id)
    elif group.left_at:
        yield say("check.group_left", office=office_id, moment=date_and_time(group.left_at))
