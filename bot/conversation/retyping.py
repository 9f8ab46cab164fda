"""Text typed on the wrong keyboard layout: what it was meant to be is proposed on a button, never assumed."""

from __future__ import annotations

from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.prompting import prompt_in
from bot.conversation.request import Request
from bot.conversation.situations import OnDraft, Situation
from bot.conversation.states import Idle
from messages.chat.lists import meant_to_type
from messages.forms.answers import NotUnderstood, read
from messages.forms.form import Question
from messages.forms.offered_amounts import AmountsOffered
from messages.thai.layout import retype
from messages.words import spoken_words, understand


def propose_retyped(request: Request, at: Situation, text: str, question: Question | None = None) -> Turn | None:
    """A proposal where the retyped text would mean something here; None where it would not.

    `text` means nothing as it stands; `question`: the one it would answer.
    """
    labels = [label for choice in (question.choices if question else ()) for label in (choice.label, choice.button)]
    meant = retype(text, {*spoken_words(), *labels})
    if meant is None or not (
        understand(meant) or (question and isinstance(at, OnDraft) and _answers(at.view, question, meant))
    ):
        return None
    # One message: the question's own buttons stand beside the proposal, since LINE shows those of the last alone.
    waiting = () if isinstance(at, Idle) else prompt_in(request.context, request.state, at)[-1].buttons
    return saying(request.state, meant_to_type(meant, waiting))


def _answers(view: DraftView, question: Question, text: str) -> bool:
    reading = read(question, text, view.assignment.facts, view.draft.answers)
    return not isinstance(reading, NotUnderstood) and not (isinstance(reading, AmountsOffered) and not reading.amounts)
