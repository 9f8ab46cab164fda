"""Posts notices: ledger rows and deliveries in the open transaction, one delivery a recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Notice
from bot.usecases.ports import Ports
from storage.records import Delivery
from storage.work import Work

MOST_BUBBLES = 5
"""LINE's limit for one call."""


def post(ports: Ports, work: Work, notices: Sequence[Notice], now: datetime) -> int:
    """Posts what was not told before; returns how many deliveries. Several notices to one person are one message.

    Who was forgotten since the notices were chosen is told nothing.
    """
    there = [notice for notice in notices if _is_there(work, notice.to)]
    calls = [call for several in _by_recipient(there) for call in _calls(several)]
    costs = [cost for call in calls if (cost := _post_call(ports, work, call, now))]
    quota.spend(work, sum(costs), now)
    return len(costs)


def _is_there(work: Work, to: str) -> bool:
    group = work.groups.bound()
    return work.people.by_line_user(to) is not None or (group is not None and group.group_id == to)


def portions(notices: Sequence[Notice], most: int) -> Iterator[Sequence[Notice]]:
    """In groups of at most `most` recipients; what is for one recipient stays together."""
    recipients = iter(_by_recipient(notices))
    while several := list(islice(recipients, most)):
        yield [notice for one in several for notice in one]


def _by_recipient(notices: Sequence[Notice]) -> Iterable[list[Notice]]:
    """The quota's warning goes alone: what outdates a reminder must not outdate it, nor it keep the reminder."""
    found: dict[tuple[str, bool], list[Notice]] = {}
    for notice in notices:
        found.setdefault((notice.to, notice.kind.traits.is_alone), []).append(notice)
    return found.values()


def _calls(notices: Sequence[Notice]) -> Iterator[list[Notice]]:
    """As many together as one call to LINE holds."""
    call: list[Notice] = []
    for notice in notices:
        if call and sum(len(one.bubbles) for one in (*call, notice)) > MOST_BUBBLES:
            yield call
            call = []
        call.append(notice)
    yield call


def _post_call(ports: Ports, work: Work, call: Sequence[Notice], now: datetime) -> int:
    """What it costs; 0 where everything in it was told before."""
    cause = "+".join(f"{one.round_id}/{one.target}/{step}" for one in call for step in one.steps)
    delivery_id = uuid5(NAMESPACE_URL, f"{work.office_id}/{cause}")
    new = [notice for notice in call if _record(work, notice, delivery_id, now)]
    if not new:
        return 0
    for outdated in new[0].kind.outdates:
        work.outbox.supersede(outdated, new[0].to, now)
    work.outbox.post(_delivery(ports, work.office_id, delivery_id, new, now))
    return max(notice.cost for notice in new)


def _record(work: Work, notice: Notice, delivery_id: UUID, now: datetime) -> bool:
    taken = [work.ledger.record(notice.round_id, notice.target, step, delivery_id, now) for step in notice.steps]
    return any(taken)


def _delivery(ports: Ports, office_id: str, delivery_id: UUID, call: Sequence[Notice], now: datetime) -> Delivery:
    """Of the kind of the dearest notice, which is said last: only the last message's buttons show."""
    dearest = call[0]
    return Delivery(
        id=delivery_id,
        office_id=office_id,
        kind=dearest.kind,
        to=dearest.to,
        messages=ports.render([bubble for notice in reversed(call) for bubble in notice.bubbles]),
        due_at=now,
        created_at=now,
        priority=dearest.kind.traits.priority,
        silent=all(notice.silent for notice in call),
    )
