"""A random walk through a round: its dates move, its people answer, the clock jumps and the product restarts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from bot.usecases.notices.asked_reminders import remind_people
from bot.usecases.notices.reminders import snooze
from bot.usecases.notices.ticking import tick
from messages.thai.calendar import working_day_on_or_after
from messages.thai.dates import BANGKOK
from storage.database import Storage
from storage.records import BoundGroup, Person, Submission
from tests.support.answers import stored
from tests.support.databases import migrated_sqlite
from tests.support.identity import project_id
from tests.support.reminder_harness import move, settle
from tests.support.usecase_harness import KEY, OFFICE, ROUND, UsecaseHarness, open_harness
from tests.support.walk_model import A_DAY, DIRECTOR, ESCALATE_AFTER, GROUP, OWNERS, Hearer, Model, Said, bangkok


def enrol_all(harness: UsecaseHarness) -> None:
    """Everybody of the walk, U3 not enrolled yet."""
    with harness.storage.office(OFFICE).work() as work:
        for user, projects in OWNERS.items():
            person = Person(
                uuid4(), user, "owner", line_user_id=user, consented_at=None if user == "U3" else harness.now
            )
            work.people.save(person)
            work.people.assign(person.id, 2564, [project_id(no) for no in projects])
        director = Person(uuid4(), DIRECTOR, "director", line_user_id=DIRECTOR, consented_at=harness.now)
        work.people.save(director)
        work.groups.bind(BoundGroup(GROUP, harness.now, director.id))
        work.commit()


START = datetime(2021, 3, 12, 2, 0, tzinfo=UTC)


@dataclass
class Walk:
    """One walk with a harness of its own; `ahead`: how far the machine's clock is from the true time."""

    harness: UsecaseHarness
    random: Random
    url: str
    true_time: datetime = START
    ahead: timedelta = timedelta(0)
    ticked_at: datetime = START
    seen: set[UUID] = field(default_factory=set)
    model: Model = field(default_factory=lambda: Model(ROUND.opens, ROUND.deadline))
    told: list[str] = field(default_factory=list)
    before: list[tuple[date, date]] = field(default_factory=list)
    fault: str = ""

    def __post_init__(self) -> None:
        names = (*OWNERS, DIRECTOR, GROUP)
        self.model.hearers = {name: Hearer(None if name == "U3" else START) for name in names}

    @property
    def now(self) -> datetime:
        return self.true_time + self.ahead

    def run(self, events: int) -> str:
        """What went wrong first, with how it came about; empty where nothing did."""
        doings = (self.wait, self.wait, self.wait, self.move, self.move, self.snooze, self.report, self.jump)
        rare = (self.restart, self.enrol, self.back, self.open_otherwise, self.nudge)
        for _ in range(events):
            self.random.choice((*doings, *rare))()
            if wrong := self.fault or self.tick():
                return self.story(wrong)
        self.put_right()
        self.told.append("to its end")
        for moment in self._to_the_end():
            self.true_time = moment
            if wrong := self.tick():
                return self.story(wrong)
        return ""

    def story(self, wrong: str) -> str:
        return " | ".join((*self.told, wrong))

    def _to_the_end(self) -> Iterator[datetime]:
        day = bangkok(self.true_time).date()
        while day < self.model.deadline + 11 * A_DAY:
            for hour in (9, 16):
                moment = datetime.combine(day, time(hour, 1), tzinfo=BANGKOK)
                if moment > self.true_time:
                    yield moment.astimezone(UTC)
            day += A_DAY

    def tick(self) -> str:
        now = self.harness.now = self.now
        if self.ticked_at > now + timedelta(minutes=1):
            self.model.put_right(now)
        tick(self.harness.ports, now)
        self.ticked_at = now
        expected, heard = self.model.tick(now), self._read_messages()
        if heard == expected:
            return ""
        return f"at {bangkok(now):%d %H:%M} of {self.model.opens}/{self.model.deadline}: {expected} but {heard}"

    def _read_messages(self) -> Said:
        """What was posted since the last look; two messages to one are a fault of their own."""
        found: dict[str, frozenset[str]] = {}
        for one in self.harness.storage.outbox.waiting(OFFICE):
            if one.id not in self.seen:
                self.seen.add(one.id)
                text = "\n".join(str(message.get("text") or message.get("altText")) for message in one.messages)
                found[one.to] = found.get(one.to, frozenset()) ^ _what(one.kind, text, len(one.messages))
        return found

    def _today(self) -> date:
        return bangkok(self.now).date()

    def wait(self) -> None:
        hours = self.random.choice((0.2, 0.5, 1, 3, 8, 20, 24, 24, 48, 70))
        self.true_time += timedelta(hours=hours)
        if self.random.random() < 0.5:
            here = bangkok(self.true_time)
            hour = self.random.choice((8, 9, 9, 10, 16))
            self.true_time = max(self.true_time, here.replace(hour=hour, minute=1).astimezone(UTC))
        self.told.append(f"{bangkok(self.now):%d %H:%M}")

    def move(self) -> None:
        self.before.append((self.model.opens, self.model.deadline))
        for _ in range(self.random.choice((1, 1, 1, 2))):
            opens, deadline = self.model.opens, self.model.deadline
            if self.random.random() < 0.2:
                opens = min(self._today() + self.random.randint(-8, 3) * A_DAY, deadline)
            deadline = max(self._today() + self.random.randint(-4, 14) * A_DAY, opens)
            if self.random.random() < 0.3:
                deadline = max(self.model.deadline + self.random.choice((-1, 1)) * A_DAY, opens)
            self._move(opens, deadline)

    def open_otherwise(self) -> None:
        """On another day, the deadline staying."""
        opens = self._today() + self.random.choice((-9, -3, 0, 0, 1)) * A_DAY
        self._move(min(opens, self.model.deadline), self.model.deadline)

    def back(self) -> None:
        """To dates it had before."""
        if self.before:
            self._move(*self.random.choice(self.before))

    def _move(self, opens: date, deadline: date) -> None:
        self.harness.now = self.now
        move(self.harness, deadline, opens)
        self.model.move(opens, deadline, self._today())
        self.told.append(f"dates {opens:%d}/{deadline:%d.%m}")

    def snooze(self) -> None:
        user = self.random.choice(tuple(OWNERS))
        if not self.model.owes(user) or self.model.opens > self._today():
            return
        with self.harness.storage.office(OFFICE).work() as work:
            person = work.people.by_line_user(user)
            assert person
            snooze(work, person, self.now)
            work.commit()
        self.model.hearers[user].wishes.add(working_day_on_or_after(self._today() + A_DAY))
        self.told.append(f"{user} snoozes")

    def nudge(self) -> None:
        """The director has an owner reminded, twice: a double tap reminds nobody again."""
        user, now = self.random.choice(tuple(OWNERS)), self.now
        for _ in range(2):
            with self.harness.storage.office(OFFICE).work() as work:
                by, person = work.people.by_line_user(DIRECTOR), work.people.by_line_user(user)
                assert by
                assert person
                remind_people(self.harness.ports, work, by, (str(person.id),), now)
                work.commit()
        self.told.append(f"{user} nudged {bangkok(now):%d %H:%M}")
        expected, heard = self.model.nudge(user, now), self._read_messages()
        self.fault = "" if heard == expected else f"nudge: {expected} but {heard}"

    def report(self) -> None:
        if self.random.random() < 0.6 or not self.model.open_projects:
            return
        no = self.random.choice(sorted(self.model.open_projects))
        with self.harness.storage.office(OFFICE).work() as work:
            person = work.people.by_line_user("U1")
            assert person
            answers = stored(status="in_progress", spent=1)
            work.submissions.add(
                Submission(uuid4(), ROUND.id, project_id(no), 1, person.id, "cumulative", 1, answers, self.now)
            )
            work.commit()
        self.model.open_projects.discard(no)
        self.told.append(f"{no} reported")

    def enrol(self) -> None:
        one = self.model.hearers["U3"]
        if one.enrolled:
            return
        with self.harness.storage.office(OFFICE).work() as work:
            person = work.people.by_line_user("U3")
            assert person
            work.people.save(replace(person, consented_at=self.now))
            work.commit()
        one.enrolled = self.now
        self.told.append("U3 enrols")

    def jump(self) -> None:
        """The machine's clock runs ahead, or is put right."""
        if self.ahead:
            self.put_right()
        elif self.random.random() < 0.7:
            self.ahead = timedelta(hours=self.random.randint(1, 80))
            self.told.append(f"clock ahead to {bangkok(self.now):%d %H:%M}")

    def put_right(self) -> None:
        self.ahead = timedelta(0)
        self.told.append(f"clock right at {bangkok(self.now):%d %H:%M}")

    def restart(self) -> None:
        self.harness.storage.close()
        self.harness.storage = Storage.open(self.url, KEY)
        self.harness.ports = replace(self.harness.ports, storage=self.harness.storage)
        self.told.append("restart")


def _what(kind: str, text: str, count: int) -> frozenset[str]:
    has_date = {"date"} if "กำหนดส่งเปลี่ยนเป็น" in text else set()
    if kind in {"summary", "moved_group"}:
        has_summary = {"summary"} if kind == "summary" or count == 2 else set()
        return frozenset(has_date | has_summary)
    return frozenset(has_date | {"escalation" if kind == "escalation" else "reminder"})


def walk(number: int, folder: Path, template: bytes) -> str:
    """Plays the walk of that number on a copy of the staffed database; says what went wrong."""
    file = folder / f"{number}.db"
    file.write_bytes(template)
    url, random = f"sqlite:///{file}", Random(number)
    with open_harness(folder, url=url) as harness:
        settle(harness, escalate_after=ESCALATE_AFTER)
        found = Walk(harness, random, url).run(random.randint(8, 30))
    for left in folder.glob(f"{number}.db*"):
        left.unlink()
    return found


def build_staffed_database(folder: Path) -> bytes:
    """The bytes of a database on which a walk begins."""
    file = folder / "template.db"
    with open_harness(folder, url=migrated_sqlite(file)) as harness:
        harness.now = START
        enrol_all(harness)
    return file.read_bytes()


def faults(numbers: Sequence[int], folder: Path) -> list[str]:
    """What went wrong in the walks of these numbers, a line each."""
    template = build_staffed_database(folder)
    found = ((number, walk(number, folder, template)) for number in numbers)
    return [f"walk {number}: {wrong}" for number, wrong in found if wrong]
