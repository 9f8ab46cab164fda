"""A product without HTTP for use-case tests.

A real SQLite database, a messenger that remembers, a clock in the hand.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from bot.conversation.events import ButtonTapped, TextReceived
from bot.line.render import render
from bot.usecases.delivery.postman import Postman
from bot.usecases.incoming import Incoming, LineEvent
from bot.usecases.notices.ticking import tick
from bot.usecases.ports import Allowance, Download, LineMessages, Outcome, Ports, Verdict
from bot.usecases.setup.forms import store_forms
from bot.usecases.setup.inviting import Wish, invite
from bot.usecases.turns.answering import answer
from messages.chat.postback import unpack
from storage.database import Storage
from storage.photo_files import PhotoFiles
from storage.records import Channel, Office, Project, Round
from storage.vocabulary import Role
from tests.support.databases import migrated_sqlite
from tests.support.forms import keep_own_forms
from tests.support.identity import project_id

OFFICE = "khonkaen2"
CHANNEL = Channel("secret", "token")
KEY = "the key of a test, which opens nothing in life"
ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
PROJECTS = (
    Project(4, "มอนเตสซอริ", 60_000_000, group="กลุ่มนิเทศ", id=project_id(4)),
    Project(8, "รับนักเรียน", 1_000_000, group="กลุ่มส่งเสริม", id=project_id(8)),
    Project(11, "โรงเรียนคุณภาพ", 29_000_000, group="กลุ่มนิเทศ", id=project_id(11)),
)


@dataclass(frozen=True)
class Call:
    """One call to LINE. `key` is None for a reply."""

    to: str
    messages: LineMessages
    key: UUID | None
    silent: bool = False

    @property
    def text(self) -> str:
        return "\n".join(str(message.get("text") or message.get("altText")) for message in self.messages)


@dataclass
class RememberingMessenger:
    """Accepts everything unless told what to answer next; remembers what it accepted.

    `contents`: what each message's content is answered with, by message id; `loading`: whom it was shown to;
    `month` and `group_members`: what LINE tells of the quota, `asked`: how often it was asked.
    """

    next_outcomes: list[Outcome] = field(default_factory=list)
    contents: dict[str, Download] = field(default_factory=dict)
    loading: list[str] = field(default_factory=list)
    accepted: list[Call] = field(default_factory=list)
    tried: list[Call] = field(default_factory=list)
    month: Allowance | None = None
    group_members: int | None = None
    asked: int = 0

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[RememberingMessenger]:
        yield self

    async def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        return self._take(Call(f"reply:{reply_token}", messages, None))

    async def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        return self._take(Call(to, messages, retry_key, silent))

    def content(self, channel: Channel, message_id: str) -> Download:
        return self.contents.get(message_id, Download("gone"))

    def show_loading(self, channel: Channel, user_id: str) -> None:
        self.loading.append(user_id)

    def allowance(self, channel: Channel) -> Allowance | None:
        self.asked += 1
        return self.month

    def members(self, channel: Channel, group_id: str) -> int | None:
        return self.group_members

    def _take(self, call: Call) -> Outcome:
        self.tried.append(call)
        outcome = self.next_outcomes.pop(0) if self.next_outcomes else Outcome(Verdict.ACCEPTED)
        if outcome.verdict == "accepted":
            self.accepted.append(call)
        return outcome


@dataclass
class UsecaseHarness:
    """One office with three projects in the round of March 2021."""

    storage: Storage
    messenger: RememberingMessenger
    ports: Ports
    postman: Postman
    now: datetime = datetime(2021, 3, 22, 2, 0, tzinfo=UTC)

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)

    def hear(
        self,
        user: str,
        kind: Callable[..., LineEvent],
        *told: object,
        event: str = "",
        group: str | None = None,
        token: str | None = "",
    ) -> None:
        """One event of that kind and content, served; with a reply token of its own unless `token` is None.

        LINE's unsend has none.
        """
        fresh = f"{user}-{uuid4().hex[:6]}" if token == "" else token
        incoming = Incoming(kind(event or uuid4().hex, self.now, *told), user, group, reply_token=fresh)
        answer(self.ports, OFFICE, CHANNEL, incoming)

    def say(self, user: str, *texts: str, group: str | None = None) -> str:
        """Says texts and gives what the last was answered with."""
        before = len(self.messenger.accepted)
        for text in texts:
            before = len(self.messenger.accepted)
            self.hear(user, TextReceived, uuid4().hex, text, group=group)
            self.postman.deliver_all()
        return "\n".join(call.text for call in self.messenger.accepted[before:])

    def tap(self, user: str, data: str) -> str:
        before = len(self.messenger.accepted)
        self.hear(user, ButtonTapped, unpack(data))
        self.postman.deliver_all()
        return "\n".join(call.text for call in self.messenger.accepted[before:])

    def code(self, name: str, role: str = "owner", projects: str | None = None) -> str:
        with self.storage.office(OFFICE).work() as work:
            invited = invite(work, OFFICE, Wish(name, Role(role), projects), KEY, self.now)
            work.commit()
        return invited.code

    def enrolled(self, user: str, name: str, role: str = "owner", projects: str | None = None) -> str:
        self.say(user, self.code(name, role, projects), "ยอมรับ")
        return user

    def report_in(self, form: str) -> None:
        """The office reports in that form from here on."""
        with self.storage.office(OFFICE).work() as work:
            work.office.save(Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", form))
            work.commit()

    def tick(self) -> list[Call]:
        """Ticks, carries, and gives what was accepted."""
        before = len(self.messenger.accepted)
        tick(self.ports, self.now)
        self.postman.deliver_all()
        return self.messenger.accepted[before:]


@contextmanager
def open_harness(
    folder: Path,
    projects: Sequence[Project] = PROJECTS,
    form: str = "cumulative",
    url: str = "",
    messenger: RememberingMessenger | None = None,
) -> Iterator[UsecaseHarness]:
    """`url`: of a database that is migrated; a fresh SQLite file in `folder` without."""
    storage = Storage.open(url or migrated_sqlite(folder / "office.db"), KEY)
    with storage.office(OFFICE).work() as work:
        work.office.save(Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", form))
        work.office.save_channel(CHANNEL)
        work.rounds.save(ROUND)
        work.plan.save(2564, projects)
        keep_own_forms(work)
        work.commit()
    store_forms(storage, OFFICE)
    messenger = messenger or RememberingMessenger()
    ports = Ports(storage, messenger, render, KEY, PhotoFiles.open((folder / "photos").as_uri()), messenger)
    harness = UsecaseHarness(storage, messenger, ports, Postman(ports, lambda: harness.now))
    try:
        yield harness
    finally:
        storage.close()
