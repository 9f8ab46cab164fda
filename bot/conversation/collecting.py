"""Answers made of several messages: long texts, items told one after another, photos with captions."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import ask, proceed, store
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import KeepPhoto, Turn, saying
from bot.conversation.erasing import without_message
from bot.conversation.events import MediaReceived, TextReceived
from bot.conversation.filling import skip
from bot.conversation.prompting import with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import AtItems, AtPhotos, DraftSituation, Gathering
from bot.conversation.states import Draft, State
from messages.answer_values import items_of, photos_of
from messages.chat import collecting, prompts
from messages.chat.lists import plain
from messages.forms.answers import MAX_ANSWER, MAX_PHOTOS
from messages.forms.form import Question
from messages.parts import Part, combine_parts, count_letters, item_parts, sanitize_typed
from messages.thai.text import clean


def take_part(request: Request, at: Gathering, text: TextReceived) -> Turn:
    """Kept as one more message of the answer, just as it was typed; with photos, as their caption."""
    if not text.message_id:
        return ask(request.state, at.view, at.question)
    said = sanitize_typed(text.text)
    if not clean(said):
        return ask(request.state, at.view, at.question, collecting.nothing_yet(at.question))
    if at.question.kind == "photos":
        return _caption(request.state, at.view, at.question, Part(at.question.id, text.message_id, said, "caption"))
    return _add_text(request.state, at.view, at.question, said, text.message_id)


def _add_text(state: State, view: DraftView, question: Question, said: str, message_id: str) -> Turn:
    draft = _reopened(view.draft, question)
    kept = combine_parts(draft.parts_of(question.id))
    if count_letters(kept) + len(said) > MAX_ANSWER:
        return saying(state, plain("conversation.too_long"))
    parts: tuple[Part, ...] = (Part(question.id, message_id, said),)
    if question.kind == "items":
        parts = item_parts(question.id, message_id, said, items_of(kept) if kept else ())
    return _grown(state, view, question, replace(draft, parts=(*draft.parts, *parts)))


def _caption(state: State, view: DraftView, question: Question, part: Part) -> Turn:
    draft = _reopened(view.draft, question)
    if not draft.parts_of(question.id):
        return ask(state, view, question, collecting.nothing_yet(question))
    return _grown(state, view, question, replace(draft, parts=(*draft.parts, part)))


def _grown(state: State, view: DraftView, question: Question, draft: Draft) -> Turn:
    return saying(state.keeping(draft), collecting.progress(view.with_draft(draft).report, question))


def _reopened(draft: Draft, question: Question) -> Draft:
    """A long answer that was ended and is typed anew starts from nothing; one still open, or of photos, goes on."""
    if question.id not in draft.answers:
        return draft
    answers = {key: value for key, value in draft.answers.items() if key != question.id}
    parts = draft.parts
    if question.kind != "photos":
        parts = tuple(part for part in parts if part.question != question.id)
    return replace(draft, answers=answers, parts=parts)


def end_answer(request: Request, at: Gathering) -> Turn:
    """Ends the answer: the messages kept make it, in their order."""
    view, question = at.view, at.question
    if question.id in view.draft.answers:
        return proceed(request.state, view, question)
    parts = view.draft.parts_of(question.id)
    answer = combine_parts(parts)
    if not answer:
        return ask(request.state, view, question, collecting.nothing_yet(question))
    return store(request.state, view, question, answer, parts)


def end_or_skip(request: Request, at: Gathering) -> Turn:
    """Ends the answer where one was begun; otherwise leaves the question for later."""
    return end_answer(request, at) if at.view.begun.get(at.question.id) else skip(request, at)


def begin_item(request: Request, at: AtItems) -> Turn:
    """The next message begins a new item."""
    view, question = at.view, at.question
    parts = view.draft.parts_of(question.id)
    if not combine_parts(parts) or question.id in view.draft.answers:
        return ask(request.state, view, question, collecting.nothing_yet(question))
    draft = replace(view.draft, parts=(*view.draft.parts, Part(question.id, request.event.id, "", "opens")))
    return saying(request.state.keeping(draft), collecting.next_item(view.report, question))


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
