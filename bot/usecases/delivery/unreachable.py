"""Whom LINE can no longer reach: a person who blocked the account, a group the bot has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.usecases.notices.deadline_moves import pass_on
from bot.usecases.ports import Ports
from storage.records import Delivery
from storage.work import Work


def remember_unreachable(ports: Ports, delivery: Delivery, now: datetime) -> None:
    """LINE knows the recipient no more, or the bot has left the group: planners are shown it, nobody is pushed to."""
    with ports.storage.office(delivery.office_id).work() as work:
        person = work.people.by_line_user(delivery.to)
        if person:
            work.people.save(replace(person, blocked_at=now))
        else:
            forget_group(work, delivery.to, now)
        work.commit()


def forget_group(work: Work, group_id: str, now: datetime) -> None:
    """The bot left a group: its id goes, and where it was the bound one, that it was is remembered."""
    if work.groups.mark_left(group_id, now):
        pass_on(work, group_id, "", now)
    work.outbox.forget_recipient(group_id, now)
    work.ledger.forget(group_id)
    work.leave_no_remnants()
