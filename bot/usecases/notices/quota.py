"""The month's messages: what LINE allows, what was posted since it told, and what may be sent of what is due.

Replies are free and never counted here. Where messages run short the deadline's own day comes first: earlier
reminders, summaries and openings leave what it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.ports import Allowance, Ports
from storage.kinds import Rank
from storage.records import Quota
from storage.work import Work

LINE_TIME = timezone(timedelta(hours=9))
"""LINE counts its months in Japan's time."""
READ_EVERY = timedelta(minutes=5)
ASSUMED_MEMBERS = 25
"""What a push to a group is taken to cost while LINE has not told how many are in it: a large planning group."""


def month_of(moment: datetime) -> str:
    """The month LINE counts at that moment, as 2021-03."""
    return moment.astimezone(LINE_TIME).strftime("%Y-%m")


def month_turns(moment: datetime) -> datetime:
    """When LINE begins to count anew."""
    first = moment.astimezone(LINE_TIME).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def load_quota(work: Work, now: datetime) -> Quota:
    """What is known of this month."""
    return in_month(work.quota.load() or Quota(month_of(now), now), now)


def in_month(kept: Quota, now: datetime) -> Quota:
    """What was known, as of now; in a new month nothing has been used."""
    return kept if kept.month == month_of(now) else replace(kept, month=month_of(now), used=0, spent=0)


def group_cost(quota: Quota) -> int:
    """Counted messages of a push to the bound group."""
    return ASSUMED_MEMBERS if quota.members is None else quota.members


def is_used_up(work: Work, now: datetime) -> bool:
    """Whether none is left, as far as is known: planners may have bought some since."""
    return load_quota(work, now).left == 0


def refresh(ports: Ports, office_id: str, now: datetime) -> None:
    """Asks LINE, at most every few minutes while some are left; where it does not tell, what was known stays."""
    with ports.storage.office(office_id).reading() as work:
        channel, group, kept = work.office.channel(), work.groups.current(), work.quota.load()
    if channel is None or (kept and _is_fresh(kept, now)):
        return
    allowance = ports.quota.allowance(channel)
    if allowance is None:
        return
    members = ports.quota.members(channel, group.group_id) if group else None
    with ports.storage.office(office_id).work() as work:
        work.quota.save(_count_under_way(work, allowance, members, now))
        work.commit()


def _is_fresh(kept: Quota, now: datetime) -> bool:
    return kept.month == month_of(now) and kept.left != 0 and abs(now - kept.read_at) < READ_EVERY


def _count_under_way(work: Work, allowance: Allowance, members: int | None, now: datetime) -> Quota:
    """LINE has not counted yet what is still under way."""
    quota = load_quota(work, now)
    if members is not None:
        quota = replace(quota, members=members)
    waiting = sum(
        times * (group_cost(quota) if kind.traits.is_to_group else 1) for kind, times in work.outbox.under_way().items()
    )
    return replace(quota, read_at=now, most=allowance.most, used=allowance.used, spent=waiting)


def spend(work: Work, messages: int, now: datetime) -> None:
    """Counts what was posted, until LINE counts it."""
    kept = work.quota.load()
    if kept and kept.month != month_of(now):
        work.quota.save(load_quota(work, now))
    if kept and messages:
        work.quota.spend(messages)


def mark_used_up(work: Work, now: datetime) -> None:
    """LINE refused a push for want of messages, whatever was known before."""
    quota = load_quota(work, now)
    if quota.most is not None:
        work.quota.save(replace(quota, used=quota.most))


def affordable(batches: Sequence[Batch], left: int | None, reserve: int, last_calls: int) -> list[Notice]:
    """What may be sent of what is due, with `left` messages this month (None: no limit).

    `reserve` messages are kept from summaries and openings; `last_calls`, what the deadline's own day will still need
    this month, from everything else.
    """
    chosen: list[Notice] = []
    for batch in sorted(batches, key=lambda batch: batch.rank):
        room = None if left is None else left - _kept_from(batch.rank, reserve, last_calls)
        taken = _fit(batch, room)
        left = None if left is None else left - cost(taken)
        chosen += taken
    return chosen


def _kept_from(rank: Rank, reserve: int, last_calls: int) -> int:
    """How many messages a batch of that rank leaves for others."""
    if rank <= Rank.LAST_CALL:
        return 0
    return last_calls if rank < Rank.SUMMARY else max(reserve, last_calls)


def _fit(batch: Batch, room: int | None) -> Sequence[Notice]:
    if room is None or cost(batch.notices) <= room:
        return batch.notices
    if batch.instead and cost(batch.instead) <= room:
        return batch.instead
    return () if batch.whole else batch.notices[: max(room, 0)]


def cost(notices: Sequence[Notice]) -> int:
    """Counted messages."""
    return sum(notice.cost for notice in notices)
