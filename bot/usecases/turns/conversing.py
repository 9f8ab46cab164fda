"""One turn with an enrolled person: loads the conversation, has the engine decide, carries out its effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from bot.conversation.context import TurnContext
from bot.conversation.effects import (
    Asked,
    DecideRequest,
    Effect,
    EraseMessage,
    ForgetMe,
    KeepPhoto,
    OfferGroupCode,
    PlaceRequest,
    RemindPeople,
    Say,
    ShowDocuments,
    ShowMyData,
    ShowRequests,
    ShowSummary,
    Snooze,
    Submit,
    Turn,
    WithdrawRequest,
)
from bot.conversation.engine import advance
from bot.conversation.events import ButtonTapped, Event, TextReceived
from bot.conversation.prompting import prompt_now
from bot.conversation.reminding import asks_about_everybody
from bot.conversation.states import Idle
from bot.conversation.stored import from_json, to_json
from bot.usecases.incoming import ReplyToken
from bot.usecases.notices import reminders, summaries
from bot.usecases.notices.asked_reminders import remind_people, watch_round
from bot.usecases.notices.decisions import untold_words
from bot.usecases.notices.posting import MAX_BUBBLES
from bot.usecases.notices.revising import tell_sender_before
from bot.usecases.ports import Ports
from bot.usecases.reports import document_links
from bot.usecases.turns import grouping, personal_data, requesting
from bot.usecases.turns.context import build_context
from messages.answer_values import answers_to_json
from messages.chat.bubbles import Bubble
from messages.parts import parts_to_json
from messages.thai.dates import bangkok_day
from storage.records import Conversation, Person, Photo
from storage.records import Submission as Stored
from storage.work import Work

_Writes = (
    Submit
    | KeepPhoto
    | EraseMessage
    | Snooze
    | ForgetMe
    | OfferGroupCode
    | RemindPeople
    | PlaceRequest
    | WithdrawRequest
    | DecideRequest
)
"""Effects that change what is stored."""
_AnsweredByWriting = EraseMessage | Snooze | ForgetMe | OfferGroupCode | RemindPeople | DecideRequest
"""Of these, those whose answer depends on what is stored when they are carried out."""


_AT_ONCE = timedelta(seconds=10)
"""Events of one person further apart are never served together; a later moment is of a clock that was set back."""
_NEXT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the engine made of an event; nothing of it is written yet.

    `kept` is the conversation it was decided on; `said`: what each of the turn's effects answers, as far as reading
    tells; `prompt`: the open question once more, behind an answer made outside the engine; `news`: what planners
    decided and the person has not heard, before all else.
    """

    person: Person
    event: Event
    turn: Turn
    kept: Conversation
    moves: bool
    said: tuple[Sequence[Bubble], ...]
    prompt: Sequence[Bubble]
    news: Sequence[Bubble] = ()

    @property
    def moment(self) -> datetime:
        """The event's; behind the turn before it where both came at once and this one was decided later.

        Answers go out in this order, and the last must be of what is asked in the end.
        """
        before = self.kept.saved_at
        came_at_once = before is not None and self.event.at < before < self.event.at + _AT_ONCE
        return before + _NEXT if before and came_at_once else self.event.at

    @property
    def is_answered(self) -> bool:
        """Whether nothing that is written adds to the answer."""
        return not any(isinstance(effect, _AnsweredByWriting) for effect in self.turn.effects)

    @property
    def bubbles(self) -> Sequence[Bubble]:
        """The answer, where it `is_answered`."""
        return (*self.news, *chain.from_iterable(self.said), *self.prompt)


def converse(ports: Ports, work: Work, person: Person, event: Event, token: ReplyToken | None) -> Sequence[Bubble]:
    """What the person is answered. Raises storage.errors.Conflict where another turn moved on first."""
    return carry_out(ports, work, decide(ports, work, person, event), token)


def decide(ports: Ports, work: Work, person: Person, event: Event) -> Decision:
    """What the event leads to; only reads."""
    kept = work.conversations.load(person.id)
    state = from_json(kept.state)
    context = build_context(work, person, state, bangkok_day(event.at))
    if context.is_planner and asks_about_everybody(state, event):
        context = replace(context, watch=watch_round(work, event.at))
    turn = advance(context, state, event)
    said = tuple(_read(ports, work, person, effect, event) for effect in turn.effects)
    prompt = _prompt_again(context, turn)
    decision = Decision(person, event, turn, kept, turn.state != state, said, prompt)
    return replace(decision, news=_news(work, decision))


def _news(work: Work, decision: Decision) -> Sequence[Bubble]:
    """With the answer to somebody who is there, where LINE's one call holds both."""
    is_there = isinstance(decision.event, TextReceived | ButtonTapped) and decision.is_answered
    return untold_words(work, decision.person) if is_there and 0 < len(decision.bubbles) < MAX_BUBBLES else ()


def carry_out(ports: Ports, work: Work, decision: Decision, token: ReplyToken | None) -> Sequence[Bubble]:
    """What the person is answered. Raises storage.errors.Conflict where another turn has moved on since."""
    person, event, turn = decision.person, decision.event, decision.turn
    if decision.moves:
        work.conversations.save(person.id, to_json(turn.state), decision.kept.version, decision.moment)
    bubbles: list[Bubble] = [*decision.news]
    if decision.news:
        work.requests.mark_told(person.id, event.at)
    for effect, said in zip(turn.effects, decision.said, strict=True):
        bubbles += _write(ports, work, person, effect, event, token) if isinstance(effect, _Writes) else said
    return (*bubbles, *decision.prompt)


def _prompt_again(context: TurnContext, turn: Turn) -> Sequence[Bubble]:
    """An answer made outside the engine leaves the open question waiting: it is asked again behind it."""
    outside = any(isinstance(effect, Asked) for effect in turn.effects)
    return prompt_now(context, turn.state) if outside and not isinstance(turn.state.step, Idle) else ()


def _read(ports: Ports, work: Work, person: Person, effect: Effect, event: Event) -> Sequence[Bubble]:
    """What an effect answers that writes nothing."""
    match effect:
        case Say(bubbles):
            return bubbles
        case ShowSummary():
            return summaries.summary_now(work, event.at, names_people=True)
        case ShowDocuments():
            return document_links.documents_now(ports, work, document_links.person_holder(person), event.at)
        case ShowRequests():
            return requesting.show_requests(work, person)
        case ShowMyData():
            return personal_data.show_data(work, person, event.at)
    return ()


def _write(
    ports: Ports, work: Work, person: Person, effect: _Writes, event: Event, token: ReplyToken | None
) -> Sequence[Bubble]:
    match effect:
        case Submit():
            _store(ports, work, person, effect, event)
        case KeepPhoto():
            _await_photo(work, person, effect, event, token)
        case EraseMessage(message_id):
            return personal_data.erase_message(work, person, message_id, event.at)
        case Snooze():
            return reminders.snooze(work, person, event.at)
        case ForgetMe():
            return personal_data.forget_person(work, person, event.at)
        case RemindPeople(people):
            return remind_people(ports, work, person, people, event.at)
        case PlaceRequest():
            requesting.place_request(work, person, effect, event.at)
        case WithdrawRequest():
            requesting.withdraw_request(work, person, effect, event.at)
        case DecideRequest():
            return requesting.decide_request(ports, work, person, effect, event.at)
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
        answers=answers_to_json(effect.answers),
        submitted_at=event.at,
        late=effect.late,
        parts=parts_to_json(effect.parts),
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
