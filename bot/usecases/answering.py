"""Webhook event → stored answer → reply: everything one event changes, in one transaction.

The event id is claimed first, so an event that comes twice is served once. The reply is a delivery of the same
transaction: what is stored is answered, what is not stored is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from bot.conversation.effects import Effect, ForgetMe, OfferGroupCode, Say, ShowMyData, ShowSummary, Submit
from bot.conversation.engine import advance
from bot.conversation.events import Event, Said, Showed, Tapped, Unsent
from bot.conversation.events import Followed as Returned
from bot.conversation.prompting import prompt_now
from bot.conversation.scene import Scene
from bot.conversation.states import Idle, State
from bot.conversation.stored import from_json, to_json
from bot.usecases import enrolling, grouping, my_data, summarising
from bot.usecases.delivering import FREE_REPLY
from bot.usecases.incoming import (
    ButtonTapped,
    Content,
    Followed,
    Incoming,
    MessageUnsent,
    OtherShown,
    TextSaid,
    Unfollowed,
)
from bot.usecases.ports import Ports
from bot.usecases.scenes import scene_for
from messages.bubbles import Bubble
from messages.thai.dates import bangkok_day
from storage.errors import Conflict
from storage.records import Delivery, Person
from storage.records import Submission as Stored
from storage.work import Work

_TRIES = 5
"""How often an event is taken up again when another event of the same person was served in between."""
REPLY_PRIORITY = 0


def answer(ports: Ports, office_id: str, incoming: Incoming, now: datetime) -> None:
    """Serves one event. Raises storage.errors.Conflict only when the person's other events would not end."""
    for remaining in reversed(range(_TRIES)):
        try:
            _answer_once(ports, office_id, incoming, now)
        except Conflict:
            if not remaining:
                raise
        else:
            return


def _answer_once(ports: Ports, office_id: str, incoming: Incoming, now: datetime) -> None:
    with ports.storage.office(office_id).work() as work:
        if not work.inbox.claim(incoming.event_id, now):
            return
        bubbles = _serve(ports, work, incoming, now)
        if bubbles and incoming.reply_token:
            work.outbox.post(_reply(ports, office_id, incoming, bubbles, now, _reply_kind(work, incoming)))
        work.commit()


def _reply_kind(work: Work, incoming: Incoming) -> str:
    """Only an enrolled person's answer is worth a push where the free way is gone."""
    enrolled = incoming.group_id is None and incoming.user_id and work.people.by_line_user(incoming.user_id)
    return "reply" if enrolled else FREE_REPLY


def _reply(
    ports: Ports, office_id: str, incoming: Incoming, bubbles: Sequence[Bubble], now: datetime, kind: str
) -> Delivery:
    return Delivery(
        id=uuid5(NAMESPACE_URL, f"{office_id}/reply/{incoming.event_id}"),
        office_id=office_id,
        kind=kind,
        to=incoming.group_id or incoming.user_id or "",
        messages=ports.render(bubbles),
        due_at=now,
        created_at=now,
        priority=REPLY_PRIORITY,
        reply_token=incoming.reply_token,
        token_at=now,
    )


def _serve(ports: Ports, work: Work, incoming: Incoming, now: datetime) -> Sequence[Bubble]:
    if incoming.group_id is not None:
        return grouping.answer_in_group(ports, work, incoming, now)
    if incoming.user_id is None:
        return ()
    person = work.people.by_line_user(incoming.user_id)
    if person is None:
        return enrolling.answer_stranger(ports, work, incoming, incoming.user_id, now)
    if isinstance(incoming.content, Unfollowed | Followed):
        work.people.save(enrolling.reachable(person, incoming.content, now))
    refusal = enrolling.answer_code_again(ports, work, person, incoming.content, now)
    return refusal or _converse(ports, work, person, incoming, now)


def _converse(ports: Ports, work: Work, person: Person, incoming: Incoming, now: datetime) -> Sequence[Bubble]:
    event = _event(incoming.event_id, incoming.content, now)
    if event is None:
        return ()
    kept = work.conversations.load(person.id)
    state = from_json(kept.state)
    scene = scene_for(work, person, state, bangkok_day(now))
    turn = advance(scene, state, event)
    if turn.state != state:
        work.conversations.save(person.id, to_json(turn.state), kept.version, now)
    bubbles: list[Bubble] = []
    for effect in turn.effects:
        bubbles += _carry_out(ports, work, person, effect, event)
    return (*bubbles, *_prompt_again(scene, turn.state, turn.effects))


def _prompt_again(scene: Scene, state: State, effects: Sequence[Effect]) -> Sequence[Bubble]:
    """An answer made outside the engine leaves the open question waiting: it is asked again behind it."""
    outside = any(isinstance(effect, ShowSummary | ShowMyData | OfferGroupCode) for effect in effects)
    return prompt_now(scene, state) if outside and not isinstance(state.step, Idle) else ()


def _event(event_id: str, content: Content, now: datetime) -> Event | None:
    match content:
        case TextSaid(message_id, text):
            return Said(event_id, now, message_id, text)
        case ButtonTapped(postback):
            return Tapped(event_id, now, postback)
        case OtherShown():
            return Showed(event_id, now)
        case MessageUnsent(message_id):
            return Unsent(event_id, now, message_id)
        case Followed():
            return Returned(event_id, now)
    return None


def _carry_out(ports: Ports, work: Work, person: Person, effect: Effect, event: Event) -> Sequence[Bubble]:
    match effect:
        case Say(bubbles):
            return bubbles
        case Submit():
            _store(work, person, effect, event)
            return ()
        case ShowSummary():
            return summarising.summary_now(work, bangkok_day(event.at))
        case ShowMyData():
            return my_data.show(work, person, event.at)
        case ForgetMe():
            return my_data.forget(work, person)
        case OfferGroupCode():
            return grouping.offer_code(ports, work, person, event.at)


def _store(work: Work, person: Person, effect: Submit, event: Event) -> None:
    draft = effect.draft
    latest = work.submissions.latest_of(draft.round_id, draft.project_no)
    work.submissions.add(
        Stored(
            id=uuid5(NAMESPACE_URL, f"{draft.session}/{event.id}"),
            round_id=draft.round_id,
            project_no=draft.project_no,
            revision=latest.revision + 1 if latest else 1,
            person_id=person.id,
            form=draft.form,
            form_version=draft.form_version,
            answers=effect.answers,
            submitted_at=event.at,
            late=effect.late,
        )
    )
