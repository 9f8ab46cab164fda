"""Text typed on the wrong keyboard layout: what it was meant to be is proposed on a button, never assumed."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.effects import Turn, saying
from bot.conversation.prompting import prompt_now
from bot.conversation.states import ChoosingProject, Idle, State
from messages.chat.lists import meant_to_type
from messages.forms.answers import NotUnderstood, read
from messages.forms.form import Question
from messages.thai.layout import retype
from messages.words import spoken_words, understand


def propose_retyped(context: TurnContext, state: State, question: Question | None, text: str) -> Turn | None:
    """A proposal where the retyped text would mean something here; None where the text is as it should be.

    `question`: the one that waits for an answer; a long text is never doubted.
    """
    waits_for_words = question is not None or isinstance(state.step, Idle | ChoosingProject)
    year = context.round.fiscal_year if context.round else 0
    if not waits_for_words or (question and (question.collects or _answers(question, text, year))):
        return None
    labels = [label for choice in (question.choices if question else ()) for label in (choice.label, choice.button)]
    meant = retype(text, {*spoken_words(), *labels})
    if meant is None or not (understand(meant) or (question and _answers(question, meant, year))):
        return None
    # One message: the question's own buttons stand beside the proposal, since LINE shows those of the last alone.
    waiting = () if isinstance(state.step, Idle) else prompt_now(context, state)[-1].buttons
    return saying(state, meant_to_type(meant, waiting))


def _answers(question: Question, text: str, fiscal_year: int) -> bool:
    return not isinstance(read(question, text, fiscal_year), NotUnderstood)
