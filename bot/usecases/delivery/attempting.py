"""One attempt at a delivery: by reply token while that is fresh or may tell of an earlier attempt, else by push.

What each answer of LINE's proves: bot/usecases/attempt_result.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.usecases.attempt_result import SERVER_ERROR, http_status, is_in_doubt, last_attempt, may_have_come
from bot.usecases.delivery.replying import RECEIPT_PRIORITY
from bot.usecases.ports import Line, Outcome, Ports, Verdict
from messages.chat.bubbles import Text
from messages.line_limits import MAX_MESSAGES_PER_CALL
from messages.texts import say
from storage.kinds import DeliveryKind
from storage.records import Attempt, Channel, Delivery
from storage.vocabulary import AttemptReason, AttemptResult

TOKEN_FRESH = timedelta(seconds=30)
"""At this age of a reply or of its token the token is no longer used; LINE documents a minute and promises nothing."""
TOKEN_LIFE = timedelta(seconds=45)
"""Within this age its refusal means that it was used: LINE's minute, less what the webhook may have taken to us."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A claimed delivery that is to go now, and the channel it goes by."""

    delivery: Delivery
    channel: Channel


async def attempt(ports: Ports, line: Line, one: Addressed, clock: Callable[[], datetime]) -> Outcome:
    """By reply token while that is fresh or may tell what became of an earlier attempt, else by push.

    Neither where it was tried before and something newer is said by now: an old question behind it would confuse. One
    that LINE may be taking all the same is tried again before the newer is: LINE takes a token or a retry key once, so
    that it is either there by then, or will never be.
    """
    delivery, outbox = one.delivery, ports.storage.outbox
    unsure = is_in_doubt(last_attempt(delivery))
    if delivery.attempted_at and await _has_given_way(ports, delivery, clock(), to_what_was_tried=unsure):
        return Outcome(Verdict.SUPERSEDED)
    outcome = await _by_token(line, one, clock)
    if outcome and outcome.verdict != Verdict.TOKEN_GONE:
        return outcome
    if not delivery.kind.traits.is_pushed:
        return Outcome(Verdict.TOKEN_GONE)
    is_repeated_push = unsure and not delivery.reply_token
    if await _has_given_way(ports, delivery, clock(), to_what_was_tried=is_repeated_push):
        return Outcome(Verdict.SUPERSEDED)
    if delivery.reply_token:
        delivery = _say_again(ports, delivery) if may_have_come(last_attempt(delivery)) else delivery
        if not await asyncio.to_thread(outbox.keep_words, delivery):
            return Outcome(Verdict.TAKEN_OVER)
    return await line.push(one.channel, delivery.to, delivery.messages, delivery.id, silent=delivery.silent)


def attempt_of(outcome: Outcome) -> Attempt:
    """What is remembered of an attempt that LINE did not accept."""
    is_from_server = outcome.verdict == Verdict.UNAVAILABLE and http_status(outcome.detail) >= SERVER_ERROR
    is_unknown = outcome.verdict == Verdict.UNKNOWN or is_from_server
    result = AttemptResult.UNKNOWN if is_unknown else AttemptResult.REJECTED
    return Attempt(result, AttemptReason(outcome.verdict.value), outcome.detail)


async def _by_token(line: Line, one: Addressed, clock: Callable[[], datetime]) -> Outcome | None:
    """None where there is no token or it is not tried; `token_gone` where LINE's refusal of it proves nothing.

    Where an earlier attempt may have been accepted the token is tried at any age: LINE takes it once at most. While it
    lives its refusal means that it was used, so that attempt was accepted; later it was either used or too old.
    """
    delivery = one.delivery
    if not delivery.reply_token:
        return None
    unsure = is_in_doubt(last_attempt(delivery))
    if not unsure and min(_age(delivery.token_at, clock()), _age(delivery.created_at, clock())) >= TOKEN_FRESH:
        return None
    outcome = await line.reply(one.channel, delivery.reply_token, delivery.messages)
    if outcome.verdict != Verdict.TOKEN_GONE:
        return outcome
    was_used = unsure and _age(delivery.token_at, clock()) < TOKEN_LIFE
    return Outcome(Verdict.ACCEPTED, "earlier_attempt") if was_used else outcome


def _age(at: datetime | None, now: datetime) -> timedelta:
    """The longest there is where nobody can say: `at` is of a later clock (that was set back)."""
    return now - at if at and at <= now else timedelta.max


def _say_again(ports: Ports, reply: Delivery) -> Delivery:
    """A reply whose token does not serve, as it is pushed where it may have come before: it says so."""
    if len(reply.messages) == MAX_MESSAGES_PER_CALL:
        return reply
    said_again = ports.render([Text(say("notices.said_again"))])
    return replace(reply, messages=(*said_again, *reply.messages))


async def _has_given_way(ports: Ports, delivery: Delivery, now: datetime, *, to_what_was_tried: bool) -> bool:
    """Whether it was to be there before (by its token, or by an earlier push), and something newer is said instead.

    `to_what_was_tried`: only to what LINE has been told already, not to what still waits its turn.
    """
    if delivery.kind != DeliveryKind.REPLY or delivery.priority == RECEIPT_PRIORITY:
        return False
    if not (delivery.reply_token or delivery.attempted_at):
        return False
    return await asyncio.to_thread(ports.storage.outbox.is_superseded, delivery, now, was_tried=to_what_was_tried)
