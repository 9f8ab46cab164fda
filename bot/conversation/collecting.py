"""Answers made of several messages: long texts, items told one after another, photos with captions."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import DraftView
from bot.conversation.effects import KeepPhoto, Turn, saying
from bot.conversation.erasing import without_message
from bot.conversation.events import Event, MediaReceived, TextReceived
from bot.conversation.filling import ask, proceed, store
from bot.conversation.states import Draft, State
from messages.chat import collecting, prompts
from messages.chat.lists import plain
from messages.forms.answers import LONGEST, MOST_PHOTOS
from messages.forms.form import Question
from messages.parts import Part, item_parts, joined, photos_in, typed
from messages.thai.text import clean


def collect(state: State, view: DraftView, question: Question, event: TextReceived) -> Turn:
    """One more message of the answer. Kept as it was typed: lists, line breaks and signs shall reach the report."""
    text = typed(event.text)
    if not clean(text):
        return ask(state, view, question, collecting.nothing_yet(question))
    if question.kind == "photos":
        return _caption(state, view, question, Part(question.id, event.message_id, text, "caption"))
    draft = _reopened(view.draft, question)
    kept = joined(draft.parts_of(question.id))
    if len(kept) + len(text) > LONGEST:
        return saying(state, plain("conversation.too_long"))
    parts: tuple[Part, ...] = (Part(question.id, event.message_id, text),)
    if question.kind == "items":
        parts = item_parts(question.id, event.message_id, text, first=not kept)
    return _grown(state, view, question, replace(draft, parts=(*draft.parts, *parts)))


def _grown(state: State, view: DraftView, question: Question, draft: Draft) -> Turn:
    grown = replace(view, draft=draft)
    return saying(state.keeping(draft), collecting.collecting(grown.report, question))


def _reopened(draft: Draft, question: Question) -> Draft:
    """A long answer that was ended and is typed anew starts from nothing; one still open, or of photos, goes on."""
    if question.id not in draft.answers:
        return draft
    answers = {key: value for key, value in draft.answers.items() if key != question.id}
    parts = draft.parts
    if question.kind != "photos":
        parts = tuple(part for part in parts if part.question != question.id)
    return replace(draft, answers=answers, parts=parts)


def begin_item(state: State, view: DraftView, question: Question, event: Event) -> Turn:
    """The next message begins a new item."""
    parts = view.draft.parts_of(question.id)
    if not joined(parts) or question.id in view.draft.answers:
        return ask(state, view, question, collecting.nothing_yet(question))
    draft = replace(view.draft, parts=(*view.draft.parts, Part(question.id, event.id, "", "opens")))
    return saying(state.keeping(draft), collecting.next_item(view.report, question))


def take_photo(state: State, view: DraftView, question: Question, event: MediaReceived) -> Turn:
    """Adds the photo to the answer and has it fetched; the answer is said when it is there."""
    draft = _reopened(view.draft, question)
    if len(photos_in(joined(draft.parts_of(question.id)))) >= MOST_PHOTOS:
        return saying(state, plain("conversation.photos_full", most=MOST_PHOTOS), prompts.ask(view.report, question))
    part = Part(question.id, event.message_id, "", "photo")
    grown = replace(draft, parts=(*draft.parts, part))
    return Turn(state.keeping(grown), (KeepPhoto(draft.session, event.message_id),))


def _caption(state: State, view: DraftView, question: Question, part: Part) -> Turn:
    draft = _reopened(view.draft, question)
    if not draft.parts_of(question.id):
        return ask(state, view, question, collecting.nothing_yet(question))
    return _grown(state, view, question, replace(draft, parts=(*draft.parts, part)))


def drop_photo(state: State, view: DraftView, question: Question, number: int | None) -> Turn:
    """Takes the photo of that number (the last one without a number) out of the answer."""
    draft = _reopened(view.draft, question)
    photos = photos_in(joined(draft.parts_of(question.id)))
    position = len(photos) if number is None else number
    if not 1 <= position <= len(photos):
        return ask(state, view, question, collecting.no_such_photo(question, len(photos)))
    gone = photos[position - 1].message_id
    left = without_message(draft, gone)
    return ask(state, replace(view, draft=left), question, collecting.photo_dropped(position))


def end(state: State, view: DraftView, question: Question) -> Turn:
    """The messages kept become the answer, in their order."""
    if question.id in view.draft.answers:
        return proceed(state, view, question)
    parts = view.draft.parts_of(question.id)
    answer = joined(parts)
    if not answer:
        return ask(state, view, question, collecting.nothing_yet(question))
    return store(state, view, question, answer, parts)
