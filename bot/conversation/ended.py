"""The long answer that has just ended: remembered for one turn, with the ways to type on beside what is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Say, Turn
from bot.conversation.events import Event, TextReceived
from bot.conversation.request import Request
from bot.conversation.states import EndedAnswer
from messages.answer_values import Answer, items_of
from messages.chat.collecting import put_beside
from messages.forms.form import Question
from messages.parts import Part, item_parts
from messages.words import Keyword


def remember_end(turn: Turn, view: DraftView, question: Question, event: Event, text: TextReceived | None) -> Turn:
    """The turn that ended the answer of `question`; with `text` where the next message may still belong to it."""
    sent_at, message_id = (text.sent_at, text.message_id) if text else (None, "")
    ended = EndedAnswer(view.session, question.id, event.at, sent_at, message_id)
    remembered = replace(turn, state=replace(turn.state, ended=ended))
    if text is None or question.kind == "photos":
        return remembered
    return offering(remembered, (Keyword.MORE, Keyword.NEXT) if question.kind == "items" else (Keyword.MORE,))


def parts_told(question: Question, message_id: str, said: str, kept: Answer | None) -> tuple[Part, ...]:
    """What one message adds to the answer `kept` so far."""
    if question.kind == "items":
        return item_parts(question.id, message_id, said, items_of(kept) if kept else ())
    return (Part(question.id, message_id, said),)


def offering(turn: Turn, ways: Sequence[Keyword]) -> Turn:
    """With buttons for these ways under what is said last."""
    *before, last = turn.effects
    if not isinstance(last, Say):
        return turn
    offered = Say((*last.bubbles[:-1], put_beside(last.bubbles[-1], ways)))
    return replace(turn, effects=(*before, offered))


def ended_question(request: Request, view: DraftView) -> Question | None:
    """The question whose answer has just ended, where it is one of this report and still answered."""
    ended = request.ended
    if ended is None or ended.session != view.session or ended.question not in view.draft.answers:
        return None
    return view.question(ended.question)


def ask_on(request: Request, view: DraftView, turn: Turn) -> Turn:
    """The turn that asks the open question again: what has just ended stays so, but takes no other message."""
    question = ended_question(request, view)
    return remember_end(turn, view, question, request.event, None) if question else turn
