"""One turn with an enrolled person: loads the conversation, advances it, carries out what that asks of the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from bot.conversation.context import TurnContext
from bot.conversation.effects import (
    Asked,
    Effect,
    EraseMessage,
    ForgetMe,
    KeepPhoto,
    OfferGroupCode,
    Say,
    ShowDocuments,
    ShowMyData,
    ShowSummary,
    Snooze,
    Submit,
    Turn,
)
from bot.conversation.engine import advance
from bot.conversation.events import Event
from bot.conversation.prompting import prompt_now
from bot.conversation.states import Idle, State
from bot.conversation.stored import from_json, to_json
from bot.usecases.incoming import ReplyToken
from bot.usecases.notices import reminders, summaries
from bot.usecases.notices.revising import tell_sender_before
from bot.usecases.ports import Ports
from bot.usecases.reports import document_links
from bot.usecases.turns import erasing, grouping, my_data
from bot.usecases.turns.context import scene_for
from messages.chat.bubbles import Bubble
from messages.parts import to_plain
from messages.thai.dates import bangkok_day
from storage.records import Person, Photo
from storage.records import Submission as Stored
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Decided:
    """A turn that is decided and not yet carried out. `version` is the conversation's it was decided on."""

    person: Person
    event: Event
    context: TurnContext
    turn: Turn
    version: int
    moves: bool


def converse(ports: Ports, work: Work, person: Person, event: Event, token: ReplyToken | None) -> Sequence[Bubble]:
    """What the person is answered. Raises storage.errors.Conflict where another turn moved on first."""
    return carry_out(ports, work, decide(work, person, event), token)


def decide(work: Work, person: Person, event: Event) -> Decided:
    """What the event leads to; nothing is written."""
    kept = work.conversations.load(person.id)
    state = from_json(kept.state)
    context = scene_for(work, person, state, bangkok_day(event.at))
    turn = advance(context, state, event)
    return Decided(person, event, context, turn, kept.version, moves=turn.state != state)


def carry_out(ports: Ports, work: Work, decided: Decided, token: ReplyToken | None) -> Sequence[Bubble]:
    """What the person is answered. Raises storage.errors.Conflict where another turn has moved on since."""
    person, event, turn = decided.person, decided.event, decided.turn
    if decided.moves:
        work.conversations.save(person.id, to_json(turn.state), decided.version, event.at)
    bubbles: list[Bubble] = []
    for effect in turn.effects:
        bubbles += _carry_out(ports, work, person, effect, event, token)
    return (*bubbles, *_prompt_again(decided.context, turn.state, turn.effects))


def _prompt_again(context: TurnContext, state: State, effects: Sequence[Effect]) -> Sequence[Bubble]:
    """An answer made outside the engine leaves the open question waiting: it is asked again behind it."""
    outside = any(isinstance(effect, Asked) for effect in effects)
    return prompt_now(context, state) if outside and not isinstance(state.step, Idle) else ()


def _carry_out(
    ports: Ports, work: Work, person: Person, effect: Effect, event: Event, token: ReplyToken | None
) -> Sequence[Bubble]:
    match effect:
        case Say(bubbles):
            return bubbles
        case Submit():
            _store(ports, work, person, effect, event)
        case KeepPhoto():
            _await_photo(work, person, effect, event, token)
        case EraseMessage(message_id):
            return erasing.erase_message(work, person, message_id, event.at)
        case ShowSummary():
            return summaries.summary_now(work, event.at)
        case ShowDocuments():
            return document_links.documents_now(ports, work, document_links.held_by_person(person), event.at)
        case Snooze():
            return reminders.snooze(work, person, event.at)
        case ShowMyData():
            return my_data.show(work, person, event.at)
        case ForgetMe():
            return my_data.forget(work, person, event.at)
        case OfferGroupCode():
            return grouping.offer_code(ports, work, person, event.at)
    return ()


def _store(ports: Ports, work: Work, person: Person, effect: Submit, event: Event) -> None:
    """As the revision it was decided to be: raises Conflict where somebody else has sent that one meanwhile."""
    draft = effect.draft
    before = work.submissions.latest_of(draft.round_id, draft.project_id) if effect.revision > 1 else None
    sent = Stored(
        id=uuid5(NAMESPACE_URL, f"{draft.session}/{event.id}"),
        round_id=draft.round_id,
        project_id=draft.project_id,
        revision=effect.revision,
        person_id=person.id,
        form=draft.form,
        form_version=draft.form_version,
        answers=effect.answers,
        submitted_at=event.at,
        late=effect.late,
        parts=to_plain(effect.parts),
    )
    work.submissions.add(sent)
    if before and before.person_id != person.id:
        tell_sender_before(ports, work, person, before, sent)


def _await_photo(work: Work, person: Person, effect: KeepPhoto, event: Event, token: ReplyToken | None) -> None:
    """Has the photo fetched; its message is answered when it is there."""
    work.photos.add(
        Photo(
            id=uuid5(NAMESPACE_URL, f"{work.office_id}/photo/{effect.message_id}"),
            office_id=work.office_id,
            message_id=effect.message_id,
            person_id=person.id,
            session=effect.session,
            received_at=event.at,
            due_at=event.at,
            reply_token=token.text if token else None,
            token_at=token.made_at if token else None,
        )
    )
