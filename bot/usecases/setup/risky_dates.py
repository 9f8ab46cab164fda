"""Deadlines an office file sets that would speak at once or hardly ever: asked about before they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.usecases.notices.outstanding import find_outstanding, is_reachable
from bot.usecases.setup.office_file import OfficeFile
from messages.texts import say
from messages.thai.dates import bangkok_day, full_date
from storage.records import Round
from storage.work import Work

FAR = timedelta(days=366)
"""From today: no round of a fiscal year is reported later."""


def risks(work: Work, file: OfficeFile, now: datetime) -> tuple[str, ...]:
    """A line of Thai for each deadline the file sets anew, of a round that is not closed, that looks mistyped.

    A round that is new and past is asked about where somebody would hear of it: last year's may be added for its
    figures.
    """
    known = {round_.id: round_ for round_ in work.rounds.all()}
    return tuple(
        line
        for round_ in file.rounds
        if _is_news(known.get(round_.id), round_)
        for line in _risk(work, round_, now, is_new=round_.id not in known)
    )


def _is_news(old: Round | None, new: Round) -> bool:
    return old is None or (old.closed_at is None and old.deadline != new.deadline)


def _risk(work: Work, round_: Round, now: datetime, *, is_new: bool) -> Iterator[str]:
    today, deadline = bangkok_day(now), full_date(round_.deadline)
    days = abs((round_.deadline - today).days)
    if round_.deadline < today:
        people = sum(is_reachable(one.person) for one in find_outstanding(work, round_))
        if people or not is_new:
            yield say("office.risk.past", id=round_.id, deadline=deadline, days=days, people=people)
    elif round_.deadline > today + FAR:
        yield say("office.risk.far", id=round_.id, deadline=deadline, days=days)
