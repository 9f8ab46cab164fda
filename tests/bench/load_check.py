"""What LINE accepted and what the database holds, checked: every message once, every answer kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import bindparam, func, select

from messages.answer_values import amount, answers_from_json, text
from messages.texts import say
from messages.words import Keyword, word
from storage.database import Storage
from storage.outbox import UNSETTLED
from storage.records import Submission
from storage.tables import INBOX, OUTBOX
from storage.vocabulary import AttemptReason, DeliveryOutcome
from tests.bench.line import Line
from tests.bench.load_data import ROUND
from tests.bench.load_owners import Owner
from tests.support.identity import project_id

_UNSETTLED = select(func.count()).select_from(OUTBOX).where(UNSETTLED)
_OUTCOMES = select(OUTBOX.c.id, OUTBOX.c.outcome, OUTBOX.c.reason).where(OUTBOX.c.office_id == bindparam("office"))
_DOUBTFUL = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.outcome == DeliveryOutcome.DOUBTFUL)
_EVENTS = select(INBOX.c.event_id).where(INBOX.c.office_id == bindparam("office"))
_REMINDS = say("notices.or_snooze", snooze=word(Keyword.SNOOZE))
"""A sentence only a reminder says."""
_SAID_AGAIN = say("notices.said_again")


@dataclass
class RecordingLine(Line):
    """LINE that remembers what it accepted by what was said, whatever key it came under.

    `reminded`: reminders by recipient; `answered`: answers by reply token or retry key; `statuses` of its answers;
    `explained`: retry keys of answers that said of themselves that they may have come before.
    """

    reminded: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    explained: set[str] = field(default_factory=set)

    def take(self, path: str, key: str, body: bytes) -> tuple[int, bytes]:
        status, answer = super().take(path, key, body)
        self.statuses[status] += 1
        if status == 200 and path.endswith(("/push", "/reply")):
            self._remember(key, json.loads(body))
        return status, answer

    def _remember(self, key: str, sent: dict[str, Any]) -> None:
        if any(_REMINDS in message.get("text", "") for message in sent["messages"]):
            self.reminded[sent["to"]] += 1
        else:
            self.answered[sent.get("replyToken", key)] += 1
            if sent["messages"][0].get("text") == _SAID_AGAIN:
                self.explained.add(key)


@dataclass(frozen=True)
class CheckResult:
    """What is wrong: sentences for each kind. A lie: the outbox says "sent", and LINE never accepted it."""

    doubles: Sequence[str] = ()
    losses: Sequence[str] = ()
    lies: Sequence[str] = ()

    def __add__(self, other: CheckResult) -> CheckResult:
        return CheckResult([*self.doubles, *other.doubles], [*self.losses, *other.losses], [*self.lies, *other.lies])


def is_settled(storage: Storage, line: RecordingLine, owners: Collection[Owner]) -> bool:
    """Whether nothing is under way any more and everybody was reminded."""
    with storage._reading() as transaction:
        unsettled = transaction.run(_UNSETTLED).scalar()
    return not unsettled and all(line.reminded[owner.user_id] for owner in owners)


def check_all(storage: Storage, line: RecordingLine, owners: Collection[Owner]) -> CheckResult:
    """Everything that was to happen in the owners' offices."""
    found = _compare_counts(line.reminded, {owner.user_id: f"the reminder of {owner.user_id}" for owner in owners})
    for office_id in sorted({owner.office_id for owner in owners}):
        found += _office(storage, line, office_id, [one for one in owners if one.office_id == office_id])
    return found


def _compare_counts(counts: Counter[str], wanted: dict[str, str]) -> CheckResult:
    doubles = [f"{name} {counts[key]} times" for key, name in wanted.items() if counts[key] > 1]
    return CheckResult(doubles, [f"{name} never" for key, name in wanted.items() if not counts[key]])


def _office(storage: Storage, line: RecordingLine, office_id: str, owners: Sequence[Owner]) -> CheckResult:
    with storage._reading() as transaction:
        outcomes = {row.id: row for row in transaction.run(_OUTCOMES, {"office": office_id})}
        served = set(transaction.run(_EVENTS, {"office": office_id}).scalars())
    losses = [f"a delivery of {office_id}: {row.outcome} {row.reason}" for row in outcomes.values() if _is_lost(row)]
    found = CheckResult([], losses, list(_lies(line, owners, outcomes)))
    for owner in owners:
        found += CheckResult(
            [], [f"the event {event} of {owner.user_id}" for event in owner.events if event not in served]
        )
        found += _replies(line, owner, outcomes)
        found += _reports(storage, owner)
    return found


def _is_lost(row: Any) -> bool:
    return (
        row.outcome not in {DeliveryOutcome.SENT, DeliveryOutcome.DOUBTFUL} and row.reason != AttemptReason.SUPERSEDED
    )


def _lies(line: RecordingLine, owners: Sequence[Owner], outcomes: Mapping[UUID, Any]) -> Iterator[str]:
    tokens = {_key(owner, event): event for owner in owners for event in owner.events}
    for key, row in outcomes.items():
        if (
            row.outcome == DeliveryOutcome.SENT
            and not line.accepted[str(key)]
            and not line.accepted[tokens.get(key, "")]
        ):
            yield f"delivery {key} is sent, and LINE never took it"


def _replies(line: RecordingLine, owner: Owner, outcomes: Mapping[UUID, Any]) -> CheckResult:
    """Each event is answered once, by token or by push, twice only where the second says that it may be the second.

    Not at all only where nobody can tell (doubtful), or something newer was to be said and was.
    """
    counts, wanted = Counter[str](), {}
    is_newer_answered = False
    for event in reversed(owner.events):
        key = _key(owner, event)
        replied, pushed = line.answered[event], line.answered[str(key)]
        counts[event] = max(replied, pushed) if str(key) in line.explained else replied + pushed
        row = outcomes.get(key)
        gives_way = row and row.reason == AttemptReason.SUPERSEDED and is_newer_answered
        is_doubtful = row and row.outcome == DeliveryOutcome.DOUBTFUL
        if counts[event] or not (gives_way or is_doubtful):
            wanted[event] = f"the answer to event {event} of {owner.user_id}"
        is_newer_answered |= bool(counts[event] or is_doubtful)
    return _compare_counts(counts, wanted)


def count_doubtful(storage: Storage) -> int:
    """Deliveries nobody can tell the fate of."""
    with storage._reading() as transaction:
        return int(transaction.run(_DOUBTFUL).scalar())


def count_said_again(line: RecordingLine, owners: Collection[Owner]) -> int:
    """Answers LINE took twice, as a reply and as a push that says so.

    A reply has no retry key: once its token is old, nobody can ask whether it was taken.
    """
    keys = ((event, str(_key(owner, event))) for owner in owners for event in owner.events)
    return sum(bool(line.answered[event] and line.answered[key]) for event, key in keys)


def _key(owner: Owner, event: str) -> UUID:
    """The retry key of the answer to an event."""
    return uuid5(NAMESPACE_URL, f"{owner.office_id}/reply/{event}")


def _reports(storage: Storage, owner: Owner) -> CheckResult:
    """The report and its correction, each with every line once and in order."""
    if not owner.words:
        return CheckResult([], [])
    with storage.office(owner.office_id).reading() as work:
        revisions = work.submissions.revisions(ROUND.id, project_id(owner.project))
    return CheckResult(
        [f"a report of {owner.user_id}"] if len(revisions) > len(owner.amounts) else [],
        list(_wrong(owner, revisions)),
    )


def _wrong(owner: Owner, revisions: Sequence[Submission]) -> Iterator[str]:
    wanted = [(amount, "\n".join(owner.lines)) for amount in owner.amounts]
    sent = [answers_from_json(one.answers) for one in revisions]
    kept = [(amount(each, "spent"), text(each, "progress")) for each in sent]
    if kept != wanted:
        yield f"the reports of {owner.user_id} are {kept}, not {wanted}"
