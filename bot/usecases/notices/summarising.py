"""The planning group's summary: on request here, at its hours from `ticking`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.usecases.notices import quota
from bot.usecases.notices.heard import SUMMARISED, heard_in
from bot.usecases.notices.outstanding import Owing, is_reachable, owing
from bot.usecases.notices.reminding import last_calls, reminders
from bot.usecases.rounds import compiled, current_round, earlier_rounds
from messages.audit.answered import answer_findings
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.chat.summaries import Beside, summary
from messages.thai.dates import bangkok_day
from storage.records import Office, Round
from storage.work import Work


def summary_now(work: Work, now: datetime) -> Sequence[Bubble]:
    """The summary of the round that is open, or that there is none."""
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    if office is None or round_ is None:
        return (plain("conversation.no_round"),)
    return summary_of(work, office, round_, now)


def summary_of(work: Work, office: Office, round_: Round, now: datetime) -> Sequence[Bubble]:
    """With what has changed since the last one that was sent of its own accord."""
    report, since, owed = compiled(work, round_), _last_sent(work, round_), owing(work, round_)
    beside = Beside(
        targets=office.summary.targets,
        findings=answer_findings(report, earlier_rounds(work, round_)),
        unreached=_unreached(owed),
        held=_held(work, office, round_, owed, now),
        left=quota.known(work, now).left or 0,
        before=compiled(work, round_, until=since) if since else None,
        since=since,
    )
    return (summary(report, today=bangkok_day(now), beside=beside),)


def _last_sent(work: Work, round_: Round) -> datetime | None:
    group = work.groups.last_bound()
    return heard_in(work, round_).last(group.group_id, SUMMARISED) if group else None


def _unreached(owed: Sequence[Owing]) -> tuple[int, ...]:
    """Projects still to come whose owners no reminder reaches: they blocked the account or never enrolled."""
    reached, unreached = set[int](), set[int]()
    for one in owed:
        projects = reached if is_reachable(one.person) else unreached
        projects.update(project.no for project in one.missing)
    return tuple(sorted(unreached - reached))


def _held(work: Work, office: Office, round_: Round, owed: Sequence[Owing], now: datetime) -> int:
    """How many are due to be reminded and are not, because the month's messages are running out."""
    due, left = list(reminders(work, office, round_, owed, heard_in(work, round_), now)), quota.known(work, now).left
    sent = quota.affordable(due, left, office.reminders.reserve, last_calls(office, round_, owed, now))
    return sum(len(batch.notices) for batch in due) - len(sent)
