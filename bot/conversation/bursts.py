"""Messages that belong together: sent one after the other before their sender could have read the next question."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.asking import ask, proceed
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn
from bot.conversation.ended import ended_question, offering, parts_told, remember_end
from bot.conversation.erasing import without_message
from bot.conversation.events import TextReceived
from bot.conversation.request import Request
from bot.conversation.situations import AtQuestion, AtReview
from bot.conversation.states import EndedAnswer
from messages.chat import collecting
from messages.forms.answers import MAX_ANSWER
from messages.forms.form import Question
from messages.parts import combine_parts, count_letters, sanitize_typed
from messages.thai.nothing import nothing_in
from messages.words import Keyword

_TYPED_AFTER = timedelta(seconds=1)
_READ_AFTER = timedelta(seconds=6)
_HANDLED_WITHIN = timedelta(seconds=10)
"""Where a message was handled later than that, the two clocks differ, or much waits: when it was put tells nothing."""


def belongs(ended: EndedAnswer, text: TextReceived) -> bool:
    """Whether `text` goes on with the answer that has just ended.

    It does where both came at once, or it was sent before the message before it was handled, so that no question was
    there yet; or more than
    one and at most six seconds after that message, too soon to have read a question and typed an answer to it. Less
    than a second after the question was put, a message is a program's answer to it, or was forwarded as one: nobody
    types so fast, and whoever plays people by a program gets each answer stored where it was asked. Messages of the
    very same moment come from a clock that stands still, and tell nothing.
    """
    if text.together:
        return True
    if ended.sent_at is None or text.sent_at in {None, ended.sent_at}:
        return False
    gap = text.sent_at - ended.sent_at
    is_unasked = text.sent_at < ended.handled_at <= ended.sent_at + _HANDLED_WITHIN
    return is_unasked or _TYPED_AFTER < gap <= _READ_AFTER


def continue_ended(request: Request, at: AtQuestion | AtReview, text: TextReceived) -> Turn | None:
    """Adds the message to the answer that has just ended, where it belongs there, and asks again; None where not."""
    question = ended_question(request, at.view)
    said = sanitize_typed(text.text)
    if question is None or request.ended is None or not said or nothing_in(said):
        return None
    if question.kind == "photos" or not text.message_id or not belongs(request.ended, text):
        return None
    kept = at.view.draft.answers[question.id]
    if count_letters(kept) + len(said) > MAX_ANSWER:
        return None
    parts = (*at.view.draft.parts_of(question.id), *parts_told(question, text.message_id, said, kept))
    answer = combine_parts(parts)
    if answer is None:
        return None
    grown = at.view.with_draft(at.view.draft.answering(question.id, answer, parts))
    return remember_end(_ask_beside(request, at, grown, question, said), grown, question, text, text)


def _ask_beside(request: Request, at: AtQuestion | AtReview, grown: DraftView, question: Question, said: str) -> Turn:
    """What was asked, once more, with the words just added, and the way to make them its answer instead."""
    number = grown.position(question) + 1
    if isinstance(at, AtReview):
        return proceed(request.state, grown, None, collecting.added_to(number, said))
    turn = ask(request.state, grown, at.question, collecting.added_to(number, said, can_move=True))
    return offering(turn, (Keyword.AS_ANSWER,))


def added_last(request: Request, view: DraftView) -> str | None:
    """What the last message said that was added to the answer before; None where it is that answer alone."""
    question = ended_question(request, view)
    if question is None or request.ended is None:
        return None
    parts = view.draft.parts_of(question.id)
    added = [part.text for part in parts if part.message_id and part.message_id == request.ended.message_id]
    return "\n".join(added) if 0 < len(added) < len(parts) else None


def without_added(request: Request, view: DraftView) -> DraftView:
    """The report without the message added last."""
    message_id = request.ended.message_id if request.ended else ""
    return view.with_draft(without_message(view.draft, message_id)) if message_id else view
