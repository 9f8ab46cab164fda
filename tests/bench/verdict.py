"""What LINE accepted and what the database holds, judged: every message once, every answer kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import bindparam, func, select

from messages.texts import say
from messages.words import word
from storage.database import Storage
from storage.outbox import SUPERSEDED, UNSETTLED
from storage.records import Submission
from storage.tables import INBOX, OUTBOX
from tests.bench.line import Line
from tests.bench.owners import Owner
from tests.bench.town import ROUND

_UNSETTLED = select(func.count()).select_from(OUTBOX).where(UNSETTLED)
_OUTCOMES = select(OUTBOX.c.id, OUTBOX.c.outcome, OUTBOX.c.error).where(OUTBOX.c.office_id == bindparam("office"))
_EVENTS = select(INBOX.c.event_id).where(INBOX.c.office_id == bindparam("office"))
_REMINDS = say("notices.start_or_snooze", snooze=word("snooze"))
"""A sentence only a reminder says."""


@dataclass
class Witness(Line):
    """LINE that remembers what it accepted by what was said, whatever key it came under.

    `reminded`: reminders by recipient; `answered`: answers by reply token or retry key; `statuses` of its answers;
    `denied`: reply tokens it took and answered 500 to.
    """

    reminded: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    denied: set[str] = field(default_factory=set)

    def take(self, path: str, key: str, body: bytes) -> tuple[int, bytes]:
        status, answer = super().take(path, key, body)
        self.statuses[status] += 1
        if status == 200 and path.endswith(("/push", "/reply")):
            self._remember(key, json.loads(body))
        return status, answer

    def deny(self, path: str, body: bytes) -> None:
        if path.endswith("/reply"):
            self.denied.add(json.loads(body)["replyToken"])

    def _remember(self, key: str, sent: dict[str, Any]) -> None:
        if any(_REMINDS in message.get("text", "") for message in sent["messages"]):
            self.reminded[sent["to"]] += 1
        else:
            self.answered[sent.get("replyToken", key)] += 1


@dataclass(frozen=True)
class Found:
    """What is wrong: sentences for each kind."""

    doubles: Sequence[str]
    losses: Sequence[str]

    def __add__(self, other: Found) -> Found:
        return Found([*self.doubles, *other.doubles], [*self.losses, *other.losses])


def is_settled(storage: Storage, line: Witness, owners: Collection[Owner]) -> bool:
    """Whether nothing is under way any more and everybody was reminded."""
    with storage._reading() as transaction:
        unsettled = transaction.run(_UNSETTLED).scalar()
    return not unsettled and all(line.reminded[owner.user_id] for owner in owners)


def judged(storage: Storage, line: Witness, owners: Collection[Owner]) -> Found:
    """Everything that was to happen in the owners' offices."""
    found = _counted(line.reminded, {owner.user_id: f"the reminder of {owner.user_id}" for owner in owners})
    for office_id in sorted({owner.office_id for owner in owners}):
        found += _office(storage, line, office_id, [one for one in owners if one.office_id == office_id])
    return found


def _counted(counts: Counter[str], wanted: dict[str, str]) -> Found:
    doubles = [f"{name} {counts[key]} times" for key, name in wanted.items() if counts[key] > 1]
    return Found(doubles, [f"{name} never" for key, name in wanted.items() if not counts[key]])


def _office(storage: Storage, line: Witness, office_id: str, owners: Sequence[Owner]) -> Found:
    with storage._reading() as transaction:
        outcomes = {row.id: row for row in transaction.run(_OUTCOMES, {"office": office_id})}
        served = set(transaction.run(_EVENTS, {"office": office_id}).scalars())
    losses = [f"a delivery of {office_id}: {row.outcome} {row.error}" for row in outcomes.values() if _is_lost(row)]
    found = Found([], losses)
    for owner in owners:
        found += Found([], [f"the event {event} of {owner.user_id}" for event in owner.events if event not in served])
        found += _replies(line, owner, outcomes)
        found += _reports(storage, owner)
    return found


def _is_lost(row: Any) -> bool:
    return bool(row.outcome != "sent" and row.error != SUPERSEDED)


def _replies(line: Witness, owner: Owner, outcomes: dict[UUID, Any]) -> Found:
    """Each event is answered once, by token or by push; not at all only where something newer was to be said."""
    counts, wanted = Counter[str](), {}
    for event in owner.events:
        key, pushed = _pushed(line, owner, event)
        replied = line.answered[event]
        counts[event] = pushed if pushed and event in line.denied else replied + pushed
        if counts[event] or key not in outcomes or outcomes[key].error != SUPERSEDED:
            wanted[event] = f"the answer to event {event} of {owner.user_id}"
    return _counted(counts, wanted)


def said_again(line: Witness, owners: Collection[Owner]) -> int:
    """Answers pushed though LINE had taken the reply, which it answered 500 to.

    A reply has no retry key: once its token is old, nobody can ask whether it was taken. No fault of the product's.
    """
    return sum(
        bool(_pushed(line, owner, event)[1]) for owner in owners for event in owner.events if event in line.denied
    )


def _pushed(line: Witness, owner: Owner, event: str) -> tuple[UUID, int]:
    """The retry key of the answer to an event, and how often LINE accepted it."""
    key = uuid5(NAMESPACE_URL, f"{owner.office_id}/reply/{event}")
    return key, line.answered[str(key)]


def _reports(storage: Storage, owner: Owner) -> Found:
    """The report and its correction, each with every line once and in order."""
    if not owner.words:
        return Found([], [])
    with storage.office(owner.office_id).reading() as work:
        revisions = work.submissions.revisions(ROUND.id, owner.project)
    return Found(
        [f"a report of {owner.user_id}"] if len(revisions) > len(owner.amounts) else [],
        list(_wrong(owner, revisions)),
    )


def _wrong(owner: Owner, revisions: Sequence[Submission]) -> Iterator[str]:
    wanted = [(amount, "\n".join(owner.lines)) for amount in owner.amounts]
    kept = [(one.answers.get("spent"), one.answers.get("progress")) for one in revisions]
    if kept != wanted:
        yield f"the reports of {owner.user_id} are {kept}, not {wanted}"
