"""Webhook event → stored answer → reply: everything one event changes, in one transaction.

The event id is claimed first, so an event that comes twice is served once. The reply is a delivery of the same
transaction: what is stored is answered, what is not stored is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.effects import Say, Submit
from bot.conversation.events import ButtonTapped, Event, Followed, MediaReceived, MessageUnsent, TextReceived
from bot.usecases.delivery.replying import RECEIPT_PRIORITY, REPLY_PRIORITY, reply
from bot.usecases.incoming import Incoming, Unfollowed
from bot.usecases.ports import Ports
from bot.usecases.turns import enrolling, grouping
from bot.usecases.turns.conversing import Decided, carry_out, decide
from messages.chat.bubbles import Bubble
from storage.errors import Conflict
from storage.kinds import DeliveryKind
from storage.records import Channel, Delivery
from storage.work import Work

_TRIES = 5
"""How often an event is taken up again when another event of the same person was served in between."""

_UNSENT = "unsent {}"
"""Kept among the event ids: that the message of this id was taken back."""
_AT_ONCE = timedelta(seconds=1)


class ChannelChanged(Exception):
    """The office has another LINE channel by now than the one that signed the event."""


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """A turn decided, and its answer made, before the database's one writer was asked for."""

    decided: Decided
    answer: Delivery | None


def answer(ports: Ports, office_id: str, channel: Channel, incoming: Incoming) -> None:
    """Serves one event that `channel` signed.

    Raises ChannelChanged, and storage.errors.Conflict only when the person's other events would not end.
    """
    office = ports.storage.office(office_id)

    def look(work: Work) -> _Foreseen | None:
        return _foresee(ports, work, incoming)

    def serve(work: Work, foreseen: _Foreseen | None = None) -> None:
        _answer_once(ports, work, channel, incoming, foreseen)

    for _ in range(_TRIES):
        with suppress(Conflict):
            return office.foreseen(look, serve)
    return office.grouped(serve)  # decided where nobody can be quicker


def _foresee(ports: Ports, work: Work, incoming: Incoming) -> _Foreseen | None:
    """The next turn of an enrolled person's conversation; None where the event is anything else.

    That it still is the next turn is made sure of when it is carried out: the conversation's version tells.
    """
    if incoming.group_id is not None or not isinstance(incoming.event, TextReceived | ButtonTapped):
        return None
    decided = _decided(ports, work, incoming)
    if decided is None:
        return None
    said = [bubble for effect in decided.turn.effects if isinstance(effect, Say) for bubble in effect.bubbles]
    answer = _answering(ports, work.office_id, incoming, said, DeliveryKind.REPLY, _priority(decided))
    return _Foreseen(decided, answer)


def _decided(ports: Ports, work: Work, incoming: Incoming) -> Decided | None:
    person = work.people.by_line_user(incoming.user_id or "")
    if person is None or person.blocked_at:
        return None
    event = incoming.event
    if not isinstance(event, Event) or enrolling.answer_code_again(ports, work, person, event):
        return None
    decided = decide(work, person, event)
    return decided if all(isinstance(effect, Say | Submit) for effect in decided.turn.effects) else None


def _answer_once(ports: Ports, work: Work, channel: Channel, incoming: Incoming, foreseen: _Foreseen | None) -> None:
    if work.office.channel() != channel:
        raise ChannelChanged
    if not work.inbox.claim(incoming.event.id, incoming.event.at):
        return
    if _was_taken_back(work, incoming):
        return
    if foreseen and work.people.by_line_user(incoming.user_id or "") == foreseen.decided.person:
        carry_out(ports, work, foreseen.decided, incoming.token)
        delivery = foreseen.answer
    else:
        bubbles, priority = _serve(ports, work, incoming)
        delivery = _answering(ports, work.office_id, incoming, bubbles, _reply_kind(work, incoming), priority)
    if delivery:
        work.outbox.post(delivery)


def _priority(decided: Decided) -> int:
    sends = any(isinstance(effect, Submit) for effect in decided.turn.effects)
    return RECEIPT_PRIORITY if sends else REPLY_PRIORITY


def _was_taken_back(work: Work, incoming: Incoming) -> bool:
    """Whether this is a message its sender unsent before it came to us: LINE sends one again that we did not take.

    What comes at once was not, and is not looked up.
    """
    match incoming.event:
        case MessageUnsent(at=now, message_id=message_id):
            work.inbox.claim(_UNSENT.format(message_id), now)
        case TextReceived(at=now, message_id=message_id) | MediaReceived(at=now, message_id=message_id) if message_id:
            is_late = incoming.happened_at is None or now - incoming.happened_at > _AT_ONCE
            return is_late and work.inbox.has(_UNSENT.format(message_id))
    return False


def _answering(
    ports: Ports, office_id: str, incoming: Incoming, bubbles: Sequence[Bubble], kind: DeliveryKind, priority: int
) -> Delivery | None:
    # An unsend brings no reply token: only who is enrolled is told by a push that it was done.
    if not bubbles or not (kind.traits.is_pushed or incoming.reply_token):
        return None
    cause = f"{office_id}/reply/{incoming.event.id}"
    to = incoming.group_id or incoming.user_id or ""
    return reply(ports, office_id, cause, to, bubbles, incoming.event.at, kind, incoming.token, priority)


def _reply_kind(work: Work, incoming: Incoming) -> DeliveryKind:
    """Only an enrolled person's answer is worth a push where the free way is gone: others can ask again."""
    enrolled = incoming.group_id is None and incoming.user_id and work.people.by_line_user(incoming.user_id)
    return DeliveryKind.REPLY if enrolled else DeliveryKind.FREE_REPLY


def _serve(ports: Ports, work: Work, incoming: Incoming) -> tuple[Sequence[Bubble], int]:
    """What is answered, and how urgent it is."""
    person = work.people.by_line_user(incoming.user_id or "")
    if incoming.group_id is not None or person is None:
        return _serve_others(ports, work, incoming), REPLY_PRIORITY
    if person.blocked_at or isinstance(incoming.event, Unfollowed | Followed):
        work.people.save(enrolling.reachable(person, incoming.event))
    refusal = enrolling.answer_code_again(ports, work, person, incoming.event)
    if refusal or not isinstance(incoming.event, Event):
        return refusal, REPLY_PRIORITY
    decided = decide(work, person, incoming.event)
    return carry_out(ports, work, decided, incoming.token), _priority(decided)


def _serve_others(ports: Ports, work: Work, incoming: Incoming) -> Sequence[Bubble]:
    """Groups and strangers."""
    if incoming.group_id is not None:
        return grouping.answer_in_group(ports, work, incoming)
    return enrolling.answer_stranger(ports, work, incoming.event, incoming.user_id) if incoming.user_id else ()
