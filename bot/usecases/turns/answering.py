"""Webhook event → stored answer → reply: one event's turn, in two steps.

`prepare` reads who speaks and where their conversation stands, and has the engine decide. `apply` is one transaction:
it claims the event's id, so that an event that comes twice is served once; makes sure that what was read still holds;
stores; and posts the answer. What is stored is answered, what is not stored is not. Where what was read does not hold
any more, both steps come again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.conversation.effects import Submit
from bot.conversation.events import Event, Followed, MediaReceived, MessageUnsent, TextReceived
from bot.usecases.delivery.replying import RECEIPT_PRIORITY, REPLY_PRIORITY, reply
from bot.usecases.incoming import Incoming, Unfollowed
from bot.usecases.ports import Ports
from bot.usecases.turns import enrolling, grouping
from bot.usecases.turns.conversing import Decision, carry_out, decide
from messages.chat.bubbles import Bubble
from storage.errors import Conflict
from storage.kinds import DeliveryKind
from storage.records import Channel, Delivery, Person
from storage.work import Work

_UNSENT = "unsent {}"
"""Kept among the event ids: that the message of this id was taken back."""
_AT_ONCE = timedelta(seconds=1)


class ChannelChanged(Exception):
    """The office has another LINE channel by now than the one that signed the event."""


@dataclass(frozen=True, slots=True)
class PreparedTurn:
    """What an event leads to, before anything is written.

    `person`: who speaks, None in a group and for strangers; `decision`: None where nothing of the conversation's is to
    be carried out; `answer`: None where it depends on what is written, or there is none.
    """

    person: Person | None
    decision: Decision | None = None
    answer: Delivery | None = None


def answer(ports: Ports, office_id: str, channel: Channel, incoming: Incoming) -> None:
    """Serves one event that `channel` signed.

    Raises ChannelChanged, and storage.errors.Conflict only when the person's other events would not end.
    """
    office = ports.storage.office(office_id)
    office.change(partial(prepare, ports, incoming), partial(apply, ports, channel, incoming))


def prepare(ports: Ports, incoming: Incoming, work: Work) -> PreparedTurn:
    """Reads all that the answer needs. Groups and strangers change little, and are served where that is written."""
    person, event = _enrolled(work, incoming), incoming.event
    if person is None:
        return PreparedTurn(None)
    refusal = enrolling.answer_code_again(ports, work, person, event)
    if refusal or not isinstance(event, Event):
        return PreparedTurn(person, answer=_delivery(ports, work, incoming, refusal, DeliveryKind.REPLY))
    decision = decide(ports, work, person, event)
    if not decision.is_answered:
        return PreparedTurn(person, decision)
    answer = _delivery(ports, work, incoming, decision.bubbles, DeliveryKind.REPLY, decision)
    return PreparedTurn(person, decision, answer)


def apply(ports: Ports, channel: Channel, incoming: Incoming, work: Work, prepared: PreparedTurn) -> None:
    """Writes it, once an event id. Raises Conflict where what was read does not hold any more, and ChannelChanged."""
    if work.office.channel() != channel:
        raise ChannelChanged
    if not work.inbox.claim(incoming.event.id, incoming.event.at) or _was_taken_back(work, incoming):
        return
    if _enrolled(work, incoming) != prepared.person:
        raise Conflict
    bubbles = _carry_out(ports, work, incoming, prepared)
    kind = _reply_kind(work, incoming)
    delivery = prepared.answer or _delivery(ports, work, incoming, bubbles, kind, prepared.decision)
    if delivery:
        work.outbox.post(delivery)


def _enrolled(work: Work, incoming: Incoming) -> Person | None:
    return work.people.by_line_user(incoming.user_id or "") if incoming.group_id is None else None


def _carry_out(ports: Ports, work: Work, incoming: Incoming, prepared: PreparedTurn) -> Sequence[Bubble]:
    person = prepared.person
    if incoming.group_id is not None:
        return grouping.answer_in_group(ports, work, incoming)
    if person is None:
        return enrolling.answer_stranger(ports, work, incoming.event, incoming.user_id) if incoming.user_id else ()
    if person.blocked_at or isinstance(incoming.event, Unfollowed | Followed):
        work.people.save(enrolling.reachable(person, incoming.event))
    return carry_out(ports, work, prepared.decision, incoming.token) if prepared.decision else ()


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


def _delivery(
    ports: Ports,
    work: Work,
    incoming: Incoming,
    bubbles: Sequence[Bubble],
    kind: DeliveryKind,
    decision: Decision | None = None,
) -> Delivery | None:
    # An unsend brings no reply token: only who is enrolled is told by a push that it was done.
    if not bubbles or not (kind.traits.is_pushed or incoming.reply_token):
        return None
    cause = f"{work.office_id}/reply/{incoming.event.id}"
    to = incoming.group_id or incoming.user_id or ""
    priority = RECEIPT_PRIORITY if decision and _stores_report(decision) else REPLY_PRIORITY
    moment = decision.moment if decision else incoming.event.at
    return reply(ports, work.office_id, cause, to, bubbles, moment, kind, incoming.token, priority)


def _stores_report(decision: Decision) -> bool:
    return any(isinstance(effect, Submit) for effect in decision.turn.effects)


def _reply_kind(work: Work, incoming: Incoming) -> DeliveryKind:
    """Only an enrolled person's answer is worth a push where the free way is gone: others can ask again."""
    return DeliveryKind.REPLY if _enrolled(work, incoming) else DeliveryKind.FREE_REPLY
