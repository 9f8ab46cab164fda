"""Answers made of several messages: long texts, items told one after another, photos with captions.

One message ends a long text or items, unless its owner has asked to type on (continuing.py); photos are shown until
their owner says that it is done.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import ask, proceed
from bot.conversation.bursts import continue_ended
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import KeepPhoto, Turn, saying
from bot.conversation.ended import ask_on, ended_question, parts_told, remember_end
from bot.conversation.erasing import without_message
from bot.conversation.events import MediaReceived, TextReceived
from bot.conversation.filling import skip
from bot.conversation.prompting import with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import AtItems, AtPhotos, DraftSituation, Gathering
from bot.conversation.states import Answering, ConfirmingText, Draft, State
from messages.answer_values import photos_of
from messages.chat import collecting, prompts
from messages.chat.lists import plain
from messages.forms.answers import MAX_ANSWER, MAX_PHOTOS
from messages.forms.form import Question
from messages.parts import Part, combine_parts, count_letters, parts_making, sanitize_typed
from messages.thai.nothing import nothing_in
from messages.thai.text import clean


def take_part(request: Request, at: Gathering, text: TextReceived) -> Turn:
    """Kept just as it was typed and ends the answer; added to one left open; with photos, kept as their caption."""
    if not text.message_id:
        return ask(request.state, at.view, at.question)
    said = sanitize_typed(text.text)
    if not clean(said):
        return ask(request.state, at.view, at.question, collecting.nothing_yet(at.question))
    nothing = nothing_in(said)
    if at.view.begun.get(at.question.id):
        return end_answer(request, at) if nothing else _add(request, at, said, text)
    if at.question.id in at.view.draft.answers:
        return _take_again(request, at, said, text)
    if at.question.kind == "photos":
        first = skip(request, at) if nothing else continue_ended(request, at, text)
        return first or ask(request.state, at.view, at.question, collecting.no_photo_for(said))
    return continue_ended(request, at, text) or _end_with(request, at, nothing or said, text, can_go_on=not nothing)


def _take_again(request: Request, at: Gathering, said: str, text: TextReceived) -> Turn:
    """Another caption; in place of an answer just called wrong; else held until its owner says what to do with it."""
    if at.question.kind == "photos":
        return _caption(request, at, said, text)
    if ended_question(request, at.view) == at.question:
        return _end_with(request, at, said, text, can_go_on=True)
    return hold_again(request.state, at.view, at.question, said, text)


def hold_again(state: State, view: DraftView, question: Question, said: str, text: TextReceived) -> Turn:
    """Asks whether the words are added to the answer that stands, or take its place; until then they are held."""
    held = state.keeping(view.draft).at(ConfirmingText(view.session, question.id, said, text.message_id))
    return saying(held, collecting.add_or_replace(view.report, question, said))


def _end_with(request: Request, at: Gathering, said: str, text: TextReceived, *, can_go_on: bool) -> Turn:
    """The message is the whole answer; `can_go_on`: and may be the first of several that belong together."""
    view, question = at.view, at.question
    parts = parts_told(question, text.message_id, said, None)
    ended = _ended(request, view, question, parts, text if can_go_on else None)
    return ended or ask(request.state, view, question)


def _ended(
    request: Request, view: DraftView, question: Question, parts: tuple[Part, ...], text: TextReceived | None
) -> Turn | None:
    """The answer that these parts make is kept, and the next question put; None where they make none."""
    answer = combine_parts(parts)
    if answer is None:
        return None
    answered = view.with_draft(view.draft.answering(question.id, answer, parts))
    lead = collecting.kept(answered.report, question, can_go_on=text is not None)
    return remember_end(proceed(request.state, answered, question, *lead), answered, question, request.event, text)


def _add(request: Request, at: Gathering, said: str, text: TextReceived) -> Turn:
    """One more message of an answer that was left open."""
    view, question = at.view, at.question
    if question.kind == "photos":
        return _caption(request, at, said, text)
    kept = view.begun.get(question.id)
    if count_letters(kept) + len(said) > MAX_ANSWER:
        return with_prompt(request.context, request.state, at, plain("conversation.too_long"))
    parts = parts_told(question, text.message_id, said, kept)
    return _grown(request.state, view, question, replace(view.draft, parts=(*view.draft.parts, *parts)), said)


def _caption(request: Request, at: Gathering, said: str, text: TextReceived) -> Turn:
    draft = _reopened(at.view.draft, at.question)
    if not draft.parts_of(at.question.id):
        return ask(request.state, at.view, at.question, collecting.no_photo_for(said))
    part = Part(at.question.id, text.message_id, said, "caption")
    return _grown(request.state, at.view, at.question, replace(draft, parts=(*draft.parts, part)), said)


def _grown(state: State, view: DraftView, question: Question, draft: Draft, said: str) -> Turn:
    return saying(state.keeping(draft), collecting.progress(view.with_draft(draft).report, question, said))


def _reopened(draft: Draft, question: Question) -> Draft:
    """The answer of photos that was ended, open again."""
    return without_answer(draft, question) if question.id in draft.answers else draft


def without_answer(draft: Draft, question: Question) -> Draft:
    """The draft whose answer to the question is not ended any more; its messages stay."""
    return replace(draft, answers={key: value for key, value in draft.answers.items() if key != question.id})


def open_answer(draft: Draft, question: Question) -> Draft:
    """The same; an answer that came with no message becomes the beginning of what is typed on."""
    answer = draft.answers.get(question.id)
    if answer is None:
        return draft
    parts = draft.parts if draft.parts_of(question.id) else (*draft.parts, *parts_making(question.id, answer))
    return replace(without_answer(draft, question), parts=parts)


def end_answer(request: Request, at: Gathering) -> Turn:
    """Ends the answer: the messages kept make it, in their order. Where the one before has just ended, asks again."""
    view, question = at.view, at.question
    if question.id in view.draft.answers:
        return proceed(request.state, view, question)
    if not view.begun.get(question.id) and ended_question(request, view):
        return ask_on(request, view, ask(request.state, view, question))
    ended = _ended(request, view, question, view.draft.parts_of(question.id), None)
    return ended or ask(request.state, view, question, collecting.nothing_yet(question))


def keep_or_skip(request: Request, at: Gathering) -> Turn:
    """Keeps an answer that was begun or given, and says how it is emptied; otherwise leaves the question for later."""
    view, question = at.view, at.question
    answer = view.draft.answers.get(question.id) or view.begun.get(question.id)
    if answer is None:
        return skip(request, at)
    kept = view.with_draft(view.draft.answering(question.id, answer, view.draft.parts_of(question.id)))
    turn = proceed(request.state, kept, question, collecting.left_as_is(question, answer))
    return remember_end(turn, kept, question, request.event, None)


def begin_item(request: Request, at: AtItems) -> Turn:
    """The next message begins a new item."""
    return open_item(request, at.view, at.question)


def open_item(request: Request, view: DraftView, question: Question) -> Turn:
    """The next message begins a new item of that question."""
    parts = view.draft.parts_of(question.id)
    if not combine_parts(parts) or question.id in view.draft.answers:
        return ask(request.state, view, question, collecting.nothing_yet(question))
    draft = replace(view.draft, parts=(*view.draft.parts, Part(question.id, request.event.id, "", "opens")))
    opened = request.state.keeping(draft).at(Answering(view.session, question.id))
    return saying(opened, collecting.next_item(view.report, question))


def drop_photo(request: Request, at: AtPhotos) -> Turn:
    """Takes the photo of that number, or the last one, out of the answer."""
    draft = _reopened(at.view.draft, at.question)
    photos = photos_of(combine_parts(draft.parts_of(at.question.id)))
    position = len(photos) if request.number is None else request.number
    if not 1 <= position <= len(photos):
        return ask(request.state, at.view, at.question, collecting.no_such_photo(at.question, len(photos)))
    left = without_message(draft, photos[position - 1].message_id)
    return ask(request.state, at.view.with_draft(left), at.question, collecting.photo_dropped(position))


def take_photo(request: Request, at: DraftSituation, photo: MediaReceived) -> Turn:
    """Added to the report's photos, wherever in it the person is; refused where its form takes none."""
    question = at.view.photo_question
    if question is None:
        return with_prompt(request.context, request.state, at, collecting.not_read("image"))
    return _add_photo(request.state, at.view, question, photo)


def _add_photo(state: State, view: DraftView, question: Question, photo: MediaReceived) -> Turn:
    """Has the photo fetched; the answer is said when it is there."""
    draft = _reopened(view.draft, question)
    if len(photos_of(combine_parts(draft.parts_of(question.id)))) >= MAX_PHOTOS:
        return saying(state, plain("conversation.photos_full", most=MAX_PHOTOS), prompts.ask(view.report, question))
    part = Part(question.id, photo.message_id, "", "photo")
    grown = replace(draft, parts=(*draft.parts, part))
    return Turn(state.keeping(grown), (KeepPhoto(draft.session, photo.message_id),))
