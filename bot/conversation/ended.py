"""The long answer that has just ended: remembered for one turn, with the ways to type on beside what is asked next."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Say, Turn
from bot.conversation.events import Event, TextReceived
from bot.conversation.request import Request
from bot.conversation.states import EndedAnswer
from messages.chat.collecting import put_beside
from messages.forms.form import Question
from messages.words import Keyword


def remember_end(turn: Turn, view: DraftView, question: Question, event: Event, text: TextReceived | None) -> Turn:
    """The turn that ended the answer of `question`; with `text` where the next message may still belong to it."""
    sent_at, message_id = (text.sent_at, text.message_id) if text else (None, "")
    ended = EndedAnswer(view.session, question.id, event.at, sent_at, message_id)
    remembered = replace(turn, state=replace(turn.state, ended=ended))
    return _offering(remembered, question) if text else remembered


def _offering(turn: Turn, question: Question) -> Turn:
    """With buttons to type on, under what is said last."""
    *before, last = turn.effects
    if question.kind == "photos" or not isinstance(last, Say):
        return turn
    ways = (Keyword.MORE, Keyword.NEXT) if question.kind == "items" else (Keyword.MORE,)
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
