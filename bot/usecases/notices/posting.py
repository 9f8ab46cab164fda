"""Posts notices: ledger rows and deliveries in the open transaction, one delivery a recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Notice, WordedNotice
from bot.usecases.ports import Ports
from storage.records import Delivery
from storage.work import Work

MAX_BUBBLES = 5
"""LINE's limit for one call."""


def post(ports: Ports, work: Work, worded: Sequence[WordedNotice], now: datetime) -> int:
    """Posts what was not told before; returns how many deliveries. Several notices to one person are one message.

    Who was forgotten since the notices were chosen is told nothing.
    """
    there = [one for one in worded if _is_there(work, one.notice.to)]
    calls = [call for several in _by_recipient(there) for call in _calls(several)]
    costs = [cost for call in calls if (cost := _post_call(ports, work, call, now))]
    quota.spend(work, sum(costs), now)
    return len(costs)


def _is_there(work: Work, to: str) -> bool:
    group = work.groups.current()
    return work.people.by_line_user(to) is not None or (group is not None and group.group_id == to)


def portions(worded: Sequence[WordedNotice], most: int) -> Iterator[Sequence[WordedNotice]]:
    """In groups of at most `most` recipients; what is for one recipient stays together."""
    recipients = iter(_by_recipient(worded))
    while several := list(islice(recipients, most)):
        yield [one for each in several for one in each]


def _by_recipient(worded: Sequence[WordedNotice]) -> Iterable[list[WordedNotice]]:
    """The quota's warning goes alone: what outdates a reminder must not outdate it, nor it keep the reminder."""
    found: dict[tuple[str, bool], list[WordedNotice]] = {}
    for one in worded:
        found.setdefault((one.notice.to, one.notice.kind.traits.is_alone), []).append(one)
    return found.values()


def _calls(worded: Sequence[WordedNotice]) -> Iterator[list[WordedNotice]]:
    """As many together as one call to LINE holds."""
    call: list[WordedNotice] = []
    for one in worded:
        if call and sum(len(each.bubbles) for each in (*call, one)) > MAX_BUBBLES:
            yield call
            call = []
        call.append(one)
    yield call


def _post_call(ports: Ports, work: Work, call: Sequence[WordedNotice], now: datetime) -> int:
    """What it costs; 0 where everything in it was told before."""
    cause = "+".join(f"{one.round_id}/{one.target}/{step}" for one in _notices(call) for step in one.steps)
    delivery_id = uuid5(NAMESPACE_URL, f"{work.office_id}/{cause}")
    new = [one for one in call if _record(work, one.notice, delivery_id, now)]
    if not new:
        return 0
    first = new[0].notice
    for outdated in first.kind.outdates:
        work.outbox.supersede(outdated, first.to, now)
    work.outbox.post(_delivery(ports, work.office_id, delivery_id, new, now))
    return max(notice.cost for notice in _notices(new))


def _notices(call: Sequence[WordedNotice]) -> list[Notice]:
    return [one.notice for one in call]


def _record(work: Work, notice: Notice, delivery_id: UUID, now: datetime) -> bool:
    taken = [work.ledger.record(notice.round_id, notice.target, step, delivery_id, now) for step in notice.steps]
    return any(taken)


def _delivery(ports: Ports, office_id: str, delivery_id: UUID, call: Sequence[WordedNotice], now: datetime) -> Delivery:
    """Of the kind of the first notice, the most urgent, which is said last: only the last message's buttons show."""
    first = call[0].notice
    return Delivery(
        id=delivery_id,
        office_id=office_id,
        kind=first.kind,
        to=first.to,
        messages=ports.render([bubble for one in reversed(call) for bubble in one.bubbles]),
        due_at=now,
        created_at=now,
        priority=first.kind.traits.priority,
        silent=all(notice.silent for notice in _notices(call)),
    )
