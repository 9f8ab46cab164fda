"""The postman: carries what the outbox holds to LINE, each delivery accepted once.

A reply token is free but works once and about a minute; a push costs quota and carries the delivery's id as retry
key from the first attempt on (LINE accepts one key once in 24 hours), so trying again after a crash is safe.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.usecases.crew import Crew
from bot.usecases.ports import Outcome, Ports
from storage.errors import StorageError
from storage.records import Channel, Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""Longer than the slowest call to LINE (connect 3 s and read 10 s, twice: reply, then push)."""
TOKEN_FRESH = timedelta(seconds=30)
"""Within this age a reply token is used; LINE documents one minute and promises nothing."""
FREE_REPLY = "free_reply"
"""The kind of a reply to a stranger or a group: not worth the quota of a push, they can ask again."""
GIVE_UP = timedelta(hours=23)
"""Before LINE forgets the retry key (24 hours): after that a push would be a new message."""
SENDERS = 32
"""Threads; a call waits for LINE most of its time."""
PAUSE_SECONDS = 0.02
"""How long an idle postman waits before it looks again: what a reply is delayed by at most."""

_DELAYS = {"rate": 5, "quota": 3600, "unavailable": 2, "unknown": 2}
"""Seconds to the second attempt; each further attempt waits twice as long, an hour at most."""
_LONGEST_DELAY = 3600


class Postman(Crew[Delivery]):
    """Carries deliveries on `SENDERS` threads, so that one slow call holds up no other."""

    def __init__(self, ports: Ports, now: Callable[[], datetime]) -> None:
        super().__init__("postman", SENDERS, PAUSE_SECONDS)
        self._ports = ports
        self._now = now

    def deliver_all(self) -> int:
        """Carries what is due until nothing is; what was put off stays for later. Returns how many were taken up."""
        return self._see_to_all()

    def _claim(self, most: int) -> Sequence[Delivery]:
        return self._ports.storage.outbox.claim(self._now(), LEASE, most)

    def _see_to(self, claimed: Delivery) -> None:
        _deliver_guarded(self._ports, claimed, self._now)


def _deliver_guarded(ports: Ports, delivery: Delivery, now: Callable[[], datetime]) -> None:
    """A delivery nobody foresaw must not stop the others: it is put off like any unknown failure."""
    try:
        deliver(ports, delivery, now)
    except Exception:
        log.exception("delivery failed office=%s id=%s", delivery.office_id, delivery.id)
        _put_off(ports, delivery, Outcome("unknown", "exception"), now())


def deliver(ports: Ports, delivery: Delivery, now: Callable[[], datetime]) -> None:
    """Makes the call and records what became of it. `delivery` must have been claimed."""
    try:
        with ports.storage.office(delivery.office_id).reading() as work:
            channel = work.office.channel()
    except StorageError:
        # LINE was certainly not called: this must not be taken for an attempt whose end is unknown.
        log.exception("channel out of reach office=%s", delivery.office_id)
        _put_off(ports, delivery, Outcome("unavailable", "channel"), now())
        return
    if channel is None:
        ports.storage.outbox.failed(delivery.id, now(), "no_channel")
        return
    _settle(ports, delivery, _call(ports, channel, delivery, now()), now())


def _call(ports: Ports, channel: Channel, delivery: Delivery, now: datetime) -> Outcome:
    """By reply token while it is fresh, else by push.

    After a call whose end is not known (a crash, an answer lost) only the token can tell: LINE refuses one that was
    used. It is asked whatever its age, and a refusal then counts as delivered: better said once than twice.
    """
    if delivery.reply_token and delivery.token_at:
        unsure = _is_unsure(delivery)
        if unsure or now - delivery.token_at < TOKEN_FRESH:
            outcome = ports.messenger.reply(channel, delivery.reply_token, delivery.messages)
            if outcome.verdict != "token_gone":
                return outcome
            if unsure:
                return Outcome("accepted", "earlier_attempt")
        if delivery.kind == FREE_REPLY:
            return Outcome("refused", "token_gone")
        if ports.storage.outbox.is_superseded(delivery):
            return Outcome("refused", "superseded")
    return ports.messenger.push(channel, delivery.to, delivery.messages, delivery.id)


def _is_unsure(delivery: Delivery) -> bool:
    """Whether an earlier attempt may have been accepted without our knowing."""
    attempted = delivery.attempted_at is not None
    return attempted and (not delivery.error or delivery.error.startswith("unknown"))


def _settle(ports: Ports, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    log.info(
        "delivery office=%s kind=%s outcome=%s detail=%s attempt=%d",
        delivery.office_id,
        delivery.kind,
        outcome.verdict,
        outcome.detail,
        delivery.attempts,
    )
    match outcome.verdict:
        case "accepted":
            ports.storage.outbox.sent(delivery.id, now)
        case "refused" | "token_gone":
            ports.storage.outbox.failed(delivery.id, now, outcome.detail)
        case _:
            _put_off(ports, delivery, outcome, now)


def _put_off(ports: Ports, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    error = f"{outcome.verdict}:{outcome.detail}"
    again = now + _delay(outcome, delivery.attempts)
    if delivery.token_at and now < delivery.token_at + TOKEN_FRESH < again:
        # The moment the token goes stale the answer can go by push: nobody waits longer for it.
        again = delivery.token_at + TOKEN_FRESH
    if again > delivery.created_at + GIVE_UP:
        ports.storage.outbox.failed(delivery.id, now, error)
    else:
        ports.storage.outbox.retry(delivery.id, again, error)


def _delay(outcome: Outcome, attempts: int) -> timedelta:
    first = _DELAYS.get(outcome.verdict, 2)
    return timedelta(seconds=min(first * 2 ** max(attempts - 1, 0), _LONGEST_DELAY))
