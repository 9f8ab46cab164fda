"""The outbox: calls to LINE that must be made once each. Offices post in their own transaction; postmen claim
what is due across offices, by lease (storage/queue.py).

A delivery's id must be derived from a cause that names the office: LINE is given it as retry key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, exists, func, literal, null, select, text, update

from storage.columns import shift
from storage.engine.repository import Repository, insert_new
from storage.engine.transactions import Transaction
from storage.errors import WrongOffice
from storage.keys import IS_NOTICE, IS_UNSAID
from storage.kinds import DeliveryKind
from storage.queue import Leases, PullForward, Queue
from storage.records import SUPERSEDED, Attempt, Delivery
from storage.remnants import note_erasure
from storage.tables import OUTBOX
from storage.vocabulary import AttemptResult

_COLUMNS = (
    OUTBOX.c.id,
    OUTBOX.c.office_id,
    OUTBOX.c.kind,
    OUTBOX.c.recipient,
    OUTBOX.c.messages,
    OUTBOX.c.due_at,
    OUTBOX.c.created_at,
    OUTBOX.c.priority,
    OUTBOX.c.reply_token,
    OUTBOX.c.token_at,
    OUTBOX.c.silent,
    OUTBOX.c.attempts,
    OUTBOX.c.attempted_at,
    OUTBOX.c.outcome,
    OUTBOX.c.result,
    OUTBOX.c.reason,
    OUTBOX.c.detail,
)

_AS_THEY_ARE = tuple(
    column.name for column in _COLUMNS if column.name not in {"recipient", "result", "reason", "detail"}
)
_VALUES = attrgetter(*_AS_THEY_ARE)


def _attempt_values(last: Attempt | None) -> Mapping[str, Any]:
    """The columns that tell how a delivery's attempts ended."""
    if last is None:
        return {"result": None, "reason": None, "detail": ""}
    return {"result": last.result, "reason": last.reason, "detail": last.detail}


UNSETTLED = OUTBOX.c.outcome.is_(None)
_FIRST = (OUTBOX.c.priority, OUTBOX.c.due_at, OUTBOX.c.created_at, OUTBOX.c.id)
_THIS = UNSETTLED & (OUTBOX.c.office_id == bindparam("office")) & (OUTBOX.c.id == bindparam("of_id"))

_SOON = timedelta(seconds=10)
"""An answer put off for longer holds up none that comes after it."""
_LANDED = timedelta(seconds=20)
"""So long after a call LINE has taken it, or will not: the call itself is given up after 13 s."""
_BEFORE = OUTBOX.alias("before")
_FOLLOWS_ANOTHER = exists(
    select(literal(1)).where(
        _BEFORE.c.outcome.is_(None),
        _BEFORE.c.office_id == OUTBOX.c.office_id,
        _BEFORE.c.recipient == OUTBOX.c.recipient,
        _BEFORE.c.kind == DeliveryKind.REPLY,
        _BEFORE.c.created_at < OUTBOX.c.created_at,
        (shift(_BEFORE.c.due_at, -_SOON) <= bindparam("now"))
        | (shift(_BEFORE.c.attempted_at, _LANDED) > bindparam("now")),
    )
)
"""Of an answer: one given before it to the same person is under way, or will be in a moment. LINE keeps the order of
two calls only where the second begins when the first has ended."""

_POST = insert_new(OUTBOX)
_NOTED: dict[str, Any] = {"attempted_at": bindparam("now"), "result": null(), "reason": null(), "detail": ""}
_IN_TURN = (OUTBOX.c.kind != DeliveryKind.REPLY) | ~_FOLLOWS_ANOTHER
_REPLIES = Leases(OUTBOX, _COLUMNS, UNSETTLED & text(f"NOT ({IS_NOTICE})"), _FIRST, _IN_TURN, **_NOTED)
_NOTICES = Leases(OUTBOX, _COLUMNS, UNSETTLED & text(IS_NOTICE), _FIRST, **_NOTED)
_GONE: dict[str, Any] = {"messages": [], "reply_token": null(), "token_at": null()}
"""What a settled delivery no longer holds."""
_ENDED: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _attempt_values(None)}
_SETTLE = (
    update(OUTBOX)
    .where(_THIS)
    .values(
        outcome=bindparam("new_outcome"),
        settled_at=bindparam("at"),
        # Strangers, groups and whoever had their data deleted: to whom it went is of no use any more.
        recipient=case((OUTBOX.c.kind == DeliveryKind.FREE_REPLY, ""), else_=OUTBOX.c.recipient),
        **_ENDED,
        **_GONE,
    )
)
_STILL_HELD = _THIS & (OUTBOX.c.due_at == bindparam("until"))
_RETRY = update(OUTBOX).where(_STILL_HELD).values(due_at=bindparam("next_due"), **_ENDED)
_KEEP_WORDS = update(OUTBOX).where(_STILL_HELD).values(reply_token=null(), token_at=null(), messages=bindparam("said"))
_NEXT_DUE = select(func.min(OUTBOX.c.due_at)).where(UNSETTLED)
_LATER_REPLY = (
    select(func.count().label("posted"), func.coalesce(func.max(OUTBOX.c.attempts), 0).label("attempts"))
    .select_from(OUTBOX)
    .where(
        OUTBOX.c.office_id == bindparam("office"),
        OUTBOX.c.recipient == bindparam("to"),
        OUTBOX.c.kind == DeliveryKind.REPLY,
        OUTBOX.c.created_at > bindparam("created"),
        OUTBOX.c.created_at <= bindparam("now"),
    )
)
_MADE_LATER = OUTBOX.c.created_at > bindparam("now")
_MADE_AFTER = select(literal(1)).select_from(OUTBOX).where(UNSETTLED, _MADE_LATER).limit(1)
_OF_OFFICE = select(*_COLUMNS).where(OUTBOX.c.office_id == bindparam("office"))
_WAITING = _OF_OFFICE.where(UNSETTLED).order_by(*_FIRST)
_UNSAID = _OF_OFFICE.where(text(IS_UNSAID)).order_by(OUTBOX.c.created_at, OUTBOX.c.id)
_OWN_NOTICES = UNSETTLED & (OUTBOX.c.office_id == bindparam("office")) & text(IS_NOTICE)
_UNDER_WAY = select(OUTBOX.c.kind, func.count().label("times")).where(_OWN_NOTICES).group_by(OUTBOX.c.kind)
_GIVEN_WAY = {"outcome": SUPERSEDED.result.outcome, **_attempt_values(SUPERSEDED)}
_SUPERSEDE = (
    update(OUTBOX)
    .where(_OWN_NOTICES, OUTBOX.c.recipient == bindparam("to"), OUTBOX.c.kind == bindparam("of_kind"))
    .values(settled_at=bindparam("at"), messages=[], **_GIVEN_WAY)
)
_TO = (OUTBOX.c.office_id == bindparam("office")) & (OUTBOX.c.recipient == bindparam("to"))
_DROP = update(OUTBOX).where(UNSETTLED, _TO).values(settled_at=bindparam("at"), recipient="", **_GIVEN_WAY, **_GONE)
_FORGET_RECIPIENT = update(OUTBOX).where(_TO).values(recipient="")
_FORGET = delete(OUTBOX).where(OUTBOX.c.settled_at < bindparam("before"))


class OfficeOutbox(Repository):
    """The door of one office, inside its transaction."""

    def post(self, posted: Delivery) -> None:
        """Have it delivered once this transaction is committed. The same id again changes nothing."""
        if posted.office_id != self._office:
            raise WrongOffice
        self._transaction.defer(self._spelled(_POST), to_row(posted))

    def supersede(self, kind: DeliveryKind, to: str, at: datetime) -> None:
        """What still waits of that kind for that recipient is not sent any more: something newer is said."""
        self._transaction.run_deferred()
        self._run(_SUPERSEDE, to=to, of_kind=kind, at=at)

    def forget_recipient(self, to: str, at: datetime) -> None:
        """Send them nothing more of what waits, and keep nowhere that anything was sent to them."""
        self._transaction.run_deferred()
        self._run(_DROP, to=to, at=at)
        self._run(_FORGET_RECIPIENT, to=to)

    def under_way(self) -> Mapping[DeliveryKind, int]:
        """How many notices (no replies) are posted and not settled, by kind."""
        self._transaction.run_deferred()
        return {row.kind: row.times for row in self._run(_UNDER_WAY)}


class Outbox(Queue):
    """The postman's door, across offices. Each call is a transaction of its own."""

    _pull_forward = PullForward(OUTBOX, UNSETTLED, OUTBOX.c.created_at)

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        notices: int | None = None,
        sent: Sequence[Delivery] = (),
    ) -> tuple[Delivery, ...]:
        """At most `limit` due replies and `notices` others (None: as many), this claimer's alone until `now + lease`.

        Replies first, and then the most urgent first. In the same transaction it is recorded that LINE accepted `sent`:
        what was said is erased; that it was said stays.

        `attempts` counts this attempt; `attempted_at` is the moment of the one before (None: there was none), and
        `last` how they ended, as `retry` was told: None where its postman died, and LINE may have seen the delivery.
        """
        wanted = (_REPLIES, limit), (_NOTICES, limit if notices is None else notices)

        def record(writing: Transaction) -> None:
            _settle(writing, sent, now, AttemptResult.ACCEPTED)

        rows = self._claim(now, lease, wanted, record if sent else None)
        return tuple(replace(one, due_at=now + lease, attempts=one.attempts + 1) for one in map(_from_row, rows))

    def give_up(self, delivery: Delivery, at: datetime, last: Attempt) -> None:
        """Try it no more; `last`, how its attempts ended, stays for the office."""
        with self._writing() as transaction:
            _settle(transaction, (delivery,), at, last.result, last)
            transaction.commit()

    def retry(self, claimed: Delivery, due_at: datetime, last: Attempt) -> None:
        """Try again at `due_at`. Where another postman holds the delivery by now, that is for them to say."""
        self._write(_RETRY, **_key(claimed), until=claimed.due_at, next_due=due_at, **_new(_attempt_values(last)))

    def keep_words(self, claimed: Delivery) -> bool:
        """Before a push of `claimed.messages`: they are kept, for a retry key goes with one body.

        And a reply's token is forgotten, or LINE would take it beside the push.
        False where another postman holds the delivery by now, or has settled it: then push nothing.
        """
        return self._write(_KEEP_WORDS, **_key(claimed), until=claimed.due_at, said=list(claimed.messages)) > 0

    def due(self, now: datetime) -> int:
        """How many deliveries nobody holds and that should be under way."""
        return sum(int(self._read(leases.count_due, now=now)[0][0]) for leases in (_REPLIES, _NOTICES))

    def next_due(self) -> datetime | None:
        """When the next unsettled delivery is due, or its lease runs out."""
        moment: datetime | None = self._read(_NEXT_DUE)[0][0]
        return moment

    def is_superseded(self, reply: Delivery, now: datetime, *, was_tried: bool = False) -> bool:
        """Whether a later reply to the same person was posted, or even `was_tried`: an older one now would confuse.

        None of a later clock, that was set back: it may be older.
        """
        (later,) = self._read(_LATER_REPLY, office=reply.office_id, to=reply.to, created=reply.created_at, now=now)
        return bool(later.attempts if was_tried else later.posted)

    def is_any_made_after(self, moment: datetime) -> bool:
        """Whether an unsettled delivery was made later than that."""
        return bool(self._read(_MADE_AFTER, now=moment))

    def failures(self, office_id: str) -> tuple[Delivery, ...]:
        """The office's deliveries given up, oldest first."""
        return tuple(_from_row(row) for row in self._read(_UNSAID, office=office_id))

    def waiting(self, office_id: str) -> tuple[Delivery, ...]:
        """The office's unsettled deliveries, the most urgent first."""
        return tuple(_from_row(row) for row in self._read(_WAITING, office=office_id))

    def forget_before(self, at: datetime) -> int:
        """Forget deliveries settled before `at`; returns how many. Their ids can then be posted again."""
        return self._write(_FORGET, before=at)


def _settle(
    transaction: Transaction,
    settled: Sequence[Delivery],
    at: datetime,
    result: AttemptResult,
    last: Attempt | None = None,
) -> None:
    values = _new({**_attempt_values(last), "result": result, "outcome": result.outcome})
    transaction.run_all(_SETTLE, [{**_key(one), **values, "at": at} for one in settled])
    if any(one.kind == DeliveryKind.FREE_REPLY for one in settled):
        note_erasure(transaction)  # the last that is kept of strangers, and of who had their data deleted


def _new(values: Mapping[str, object]) -> Mapping[str, object]:
    """As the statements name what they set."""
    return {f"new_{name}": value for name, value in values.items()}


def _key(one: Delivery) -> Mapping[str, object]:
    """What finds its row."""
    return {"office": one.office_id, "of_id": one.id}


def to_row(delivery: Delivery) -> Mapping[str, Any]:
    """The row of a delivery."""
    values = dict(zip(_AS_THEY_ARE, _VALUES(delivery), strict=True))
    return {**values, "recipient": delivery.to, **_attempt_values(delivery.last)}


def _from_row(row: Row[*tuple[Any, ...]]) -> Delivery:
    """The delivery of a row of _COLUMNS."""
    values = dict(row._asdict())
    result, reason, detail = (values.pop(name) for name in ("result", "reason", "detail"))
    last = Attempt(result, reason, detail) if reason else None
    return Delivery(to=values.pop("recipient"), messages=tuple(values.pop("messages")), last=last, **values)
