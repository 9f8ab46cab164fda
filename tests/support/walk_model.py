"""Who is to hear what of a round at a tick, of nothing but what was heard so far: what a random walk is held against.

It knows no ledger and no keys: only dates, a list of steps, and what each has been told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from messages.thai.calendar import is_working_day, working_day_on_or_after, working_day_on_or_before
from messages.thai.dates import BANGKOK

A_DAY = timedelta(days=1)
ESCALATE_AFTER = 2
OWNERS: Mapping[str, tuple[int, ...]] = {"U1": (4, 11), "U2": (8,), "U3": (8, 11)}
"""By LINE account: the projects each answers for; U3 enrols on the way."""
DIRECTOR, GROUP = "U8", "C1"
LATE_SUMMARY = "summary over"
"""Comes as long as anything is missing."""
Step = tuple[str, date]
"""A step's name and the date it hangs on."""
Said = Mapping[str, frozenset[str]]
"""What each heard at a tick: reminder, date (that the deadline moved), summary, escalation."""


def bangkok(moment: datetime) -> datetime:
    return moment.astimezone(BANGKOK)


def reminders(opens: date, deadline: date) -> Mapping[date, Step]:
    """By day; of two on one day the later."""
    found = {working_day_on_or_after(opens): ("open", opens)}
    for days in (7, 3, 1, 0):
        found[working_day_on_or_before(deadline - days * A_DAY)] = (f"before {days}", deadline)
    for days in (1, 3):
        found[working_day_on_or_after(deadline + days * A_DAY)] = (f"over {days}", deadline)
    return {day: found[day] for day in sorted(found) if day >= opens}


def summaries(opens: date, deadline: date) -> Mapping[date, Step]:
    found = {working_day_on_or_before(deadline - days * A_DAY): (f"summary {days}", deadline) for days in (3, 1, 0)}
    for days in (1, 3, 7):
        found[working_day_on_or_after(deadline + days * A_DAY)] = (f"{LATE_SUMMARY} {days}", deadline)
    return {day: found[day] for day in sorted(found) if day >= opens}


@dataclass
class Hearer:
    """What one has heard. `knows`: the deadline it was told, None: whichever is in force."""

    enrolled: datetime | None = None
    knows: date | None = None
    steps: set[Step] = field(default_factory=set)
    said: list[datetime] = field(default_factory=list)
    wishes: set[date] = field(default_factory=set)
    nudged: list[datetime] = field(default_factory=list)
    nudged_days: set[date] = field(default_factory=set)

    def heard_on(self, day: date) -> bool:
        return any(bangkok(moment).date() == day for moment in self.said)

    def heard_since(self, moment: datetime) -> bool:
        return any(one >= moment for one in (*self.said, *self.nudged))


@dataclass
class Model:
    """The round's dates as they are, and everybody who hears of it."""

    opens: date
    deadline: date
    open_projects: set[int] = field(default_factory=lambda: {4, 8, 11})
    hearers: dict[str, Hearer] = field(default_factory=dict)

    def move(self, opens: date, deadline: date, today: date) -> None:
        has_spoken = any(one.said or one.wishes or one.knows for one in self.hearers.values())
        if (deadline != self.deadline or opens > today) and (self.opens <= today or has_spoken):
            for name, one in self.hearers.items():
                if one.knows is None and (one.enrolled or name == GROUP):
                    one.knows = self.deadline
        self.opens, self.deadline = opens, deadline

    def owes(self, name: str) -> bool:
        return bool(self.open_projects & set(OWNERS[name])) and self.hearers[name].enrolled is not None

    def put_right(self, now: datetime) -> None:
        """The clock was set back: what was heard later than now was heard by now."""
        for one in self.hearers.values():
            one.said = [min(moment, now) for moment in one.said]
            one.nudged = [min(moment, now) for moment in one.nudged]
            one.enrolled = one.enrolled and min(one.enrolled, now)

    def nudge(self, name: str, now: datetime) -> Said:
        """A planner has the owner reminded: at once, or with the next working morning's; not where one comes anyway."""
        one, here = self.hearers[name], bangkok(now)
        today = here.date()
        if not self.owes(name) or self.opens > today or today in one.nudged_days or self._is_reminded_today(one, here):
            return {}
        if not is_working_day(today) or not time(8) <= here.time() < time(18):
            one.wishes.add(working_day_on_or_after(today if here.time() < time(18) else today + A_DAY))
            return {}
        one.nudged.append(here)
        one.nudged_days.add(today)
        return {name: frozenset({"reminder"})}

    def _is_reminded_today(self, one: Hearer, here: datetime) -> bool:
        """Within the last hour, or at nine o'clock still to come."""
        today, nine = here.date(), datetime.combine(here.date(), time(9), tzinfo=BANGKOK)
        if any(here - moment < timedelta(hours=1) for moment in (*one.said, *one.nudged)):
            return True
        step = reminders(self.opens, self.deadline).get(today)
        wish = max((day for day in one.wishes if day <= today), default=None)
        own = step is not None and self._is_news(one, step, nine, today)
        is_wished = wish is not None and is_working_day(today) and self._is_wish(one, wish, here)
        return here < nine and (own or is_wished)

    def tick(self, now: datetime) -> Said:
        """Who is to hear what, and it is heard."""
        here = bangkok(now)
        if not is_working_day(here.date()) or not time(8) <= here.time() < time(18) or self.opens > here.date():
            return {}
        expected = {name: self._owner(name, here) for name in OWNERS if self.owes(name)}
        expected[GROUP] = self._group(here)
        expected[DIRECTOR] = self._director(here)
        return {name: what for name, what in expected.items() if what}

    def _owner(self, name: str, here: datetime) -> frozenset[str]:
        one, today, steps = self.hearers[name], here.date(), reminders(self.opens, self.deadline)
        wish = max((day for day in one.wishes if day <= today), default=None)
        is_wished, is_nine = wish is not None and self._is_wish(one, wish, here), here.time() >= time(9)
        due = self._due(steps, here, time(9))
        daily = due is not None and self._is_news(one, *due, today)
        has_moved = one.knows not in {None, self.deadline}
        if not is_nine and (today in steps or is_wished):
            return frozenset()
        if not has_moved and (one.heard_on(today) or not (daily or (is_wished and is_nine))):
            return frozenset()
        if daily and due:
            one.steps.add(due[0])
        if is_nine and wish and is_wished:
            one.wishes.discard(wish)
        one.said.append(here)
        one.knows = one.knows and self.deadline
        return frozenset({"reminder", "date"} if has_moved else {"reminder"})

    @staticmethod
    def _is_wish(one: Hearer, wish: date, here: datetime) -> bool:
        """On its day; for three days where the clock left it out and nothing was heard since."""
        if wish == here.date():
            return True
        is_late = here > datetime.combine(wish, time(9), tzinfo=BANGKOK) + 3 * A_DAY
        return not is_late and not one.heard_since(datetime.combine(wish, time(0), tzinfo=BANGKOK))

    @staticmethod
    def _due(steps: Mapping[date, Step], here: datetime, hour: time) -> tuple[Step, datetime] | None:
        """The newest step whose moment has come; the last of all for three days."""
        moments = {datetime.combine(day, hour, tzinfo=BANGKOK): step for day, step in steps.items()}
        past = [moment for moment in moments if moment <= here]
        if not past or (max(past) == max(moments) and here > max(past) + 3 * A_DAY):
            return None
        return moments[max(past)], max(past)

    @staticmethod
    def _is_news(one: Hearer, step: Step, moment: datetime, today: date) -> bool:
        if step in one.steps or one.enrolled is None or one.enrolled > moment:
            return False
        return bangkok(moment).date() == today or not one.heard_since(moment)

    def _group(self, here: datetime) -> frozenset[str]:
        one, today, steps = self.hearers[GROUP], here.date(), summaries(self.opens, self.deadline)
        is_to_come = today in steps and here.time() < time(16)
        step = steps.get(today) if here.time() >= time(16) else None
        what = set[str]()
        if one.knows not in {None, self.deadline} and not is_to_come:
            one.knows = self.deadline
            what.add("date")
        is_wanted = step is not None and (self.open_projects or not step[0].startswith(LATE_SUMMARY))
        if step and is_wanted and step not in one.steps and not one.heard_on(today):
            one.steps.add(step)
            one.said.append(here)
            what.add("summary")
        return frozenset(what)

    def _director(self, here: datetime) -> frozenset[str]:
        one, today = self.hearers[DIRECTOR], here.date()
        day = working_day_on_or_after(self.deadline + ESCALATE_AFTER * A_DAY)
        due = self._due({day: ("escalation", self.deadline)} if day >= self.opens else {}, here, time(9))
        is_late = any(self.open_projects & set(OWNERS[name]) for name in OWNERS)
        if due is None or not is_late or due[0] in one.steps or one.heard_on(today):
            return frozenset()
        if bangkok(due[1]).date() != today and one.heard_since(due[1]):
            return frozenset()
        one.steps.add(due[0])
        one.said.append(here)
        return frozenset({"escalation"})
