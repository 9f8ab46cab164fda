"""Owners with a reminder to come, and those among them who report meanwhile, through webhooks LINE repeats."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import cycle
from random import Random
from time import time
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.setup.forms import store_forms
from storage.database import Storage
from storage.records import Channel, Office, Person, Project, ReminderPolicy
from tests.bench import load_client
from tests.bench.load_data import NOW, ROUND, SECRET
from tests.support.forms import keep_own_forms
from tests.support.identity import project_id

REPLY_TIMEOUT = 3.0
"""Seconds LINE waits for the webhook's answer here before it sends the event again."""
REPEATED_SHARE = 0.1
"""The share of events LINE sends again though they were answered 200."""
PAUSE_SHARE = 0.2
"""The share of words after which an owner thinks longer."""
_PROJECTS_EACH = 2


@dataclass
class Owner:
    """An owner of two projects, so that whoever reports the first still is to be reminded of the second.

    `events`: those answered 200, in order; `words` are said one after the other.
    """

    user_id: str
    office_id: str
    project: int
    words: Sequence[str] = ()
    events: list[str] = field(default_factory=list)

    @property
    def lines(self) -> Sequence[str]:
        """What the report must hold as its progress."""
        return [f"รายการที่ {number} ของโครงการ {self.project}" for number in (1, 2, 3)]

    @property
    def amounts(self) -> Sequence[int]:
        """Satang of the report and of its correction."""
        return 1_000_00 + self.project * 100, 2_000_00 + self.project * 100


def enrol_owners(storage: Storage, office_id: str, owners: int, reporting: int) -> list[Owner]:
    """Opens an office whose owners are due their reminder at once; the first `reporting` of them will report."""
    made = [Owner(f"{office_id}-U{n}", office_id, n * _PROJECTS_EACH + 1) for n in range(owners)]
    with storage.office(office_id).work() as work:
        work.office.save(Office(office_id, f"สำนักงาน {office_id}", office_id, "cumulative", reminders=_POLICY))
        work.office.save_channel(Channel(SECRET, f"token-{office_id}"))
        work.rounds.save(ROUND)
        numbers = range(1, owners * _PROJECTS_EACH + 1)
        work.plan.save(
            ROUND.fiscal_year, [Project(no, f"โครงการพัฒนาคุณภาพที่ {no}", 60_000_000, id=project_id(no)) for no in numbers]
        )
        for owner in made:
            person_id = uuid5(NAMESPACE_URL, owner.user_id)
            name = owner.user_id
            work.people.save(Person(person_id, name, "owner", line_user_id=name, consented_at=NOW))
            work.people.assign(person_id, ROUND.fiscal_year, [project_id(owner.project), project_id(owner.project + 1)])
        keep_own_forms(work)
        work.commit()
    store_forms(storage, office_id)
    return [replace(owner, words=_words(owner)) for owner in made[:reporting]] + made[reporting:]


_POLICY = ReminderPolicy(quiet=None)


def _words(owner: Owner) -> Sequence[str]:
    """A report of several messages, and its correction."""
    first, second = (f"{satang // 100:,}" for satang in owner.amounts)
    begun = (f"รายงาน {owner.project}", "2", first, *owner.lines, "เสร็จแล้ว", "ยืนยัน")
    return (*begun, f"แก้ {owner.project}", "แก้ 2", second, "ยืนยัน")


async def report(
    owner: Owner, urls: Sequence[str], random: Random, moment: Callable[[float], datetime], max_pause: float = 0
) -> None:
    """Says the owner's words through the webs in turn; each is sent until it is answered 200.

    `moment`: the product's time at one of this machine's; now and then the owner thinks for up to `max_pause` seconds.
    """
    webs = cycle(random.sample(urls, len(urls)))
    for word in owner.words:
        at = time()
        event = load_client._event(load_client.Person(owner.user_id, owner.office_id), word, load_client.ulid(at))
        event["timestamp"] = int(moment(at).timestamp() * 1000)
        await _send(owner, event, webs)
        owner.events.append(event["webhookEventId"])
        if random.random() < REPEATED_SHARE:
            await _send(owner, event, webs)
        await asyncio.sleep(random.uniform(0, max_pause if random.random() < PAUSE_SHARE else 0.2))


async def _send(owner: Owner, event: dict[str, object], webs: Iterator[str]) -> None:
    body, signature = load_client._sign(SECRET, event)
    while True:
        wire = load_client._Wire(next(webs))
        try:
            async with asyncio.timeout(REPLY_TIMEOUT):
                if await wire.post(f"/line/{owner.office_id}/webhook", body, signature) == 200:
                    return
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.05)
        finally:
            wire.close()
