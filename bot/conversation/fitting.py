"""Which items of a report words would answer that were typed while none of them was asked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.draft_view import DraftView
from messages.answer_values import AmountAnswer, ChoiceAnswer, DateAnswer
from messages.forms.answers import read
from messages.forms.form import Question
from messages.thai.nothing import nothing_in


@dataclass(frozen=True, slots=True)
class Fit:
    """A question, by its number on the card, and what the words answer to it."""

    number: int
    question: Question
    answer: AmountAnswer | ChoiceAnswer | DateAnswer


def fits(view: DraftView, text: str) -> tuple[Fit, ...]:
    """Every question the words answer without a doubt, and otherwise than was answered."""
    if nothing_in(text):
        return ()
    found = []
    for number, question in enumerate(view.questions, start=1):
        reading = None if question.collects else read(question, text, view.assignment.facts, view.draft.answers)
        if isinstance(reading, AmountAnswer | ChoiceAnswer | DateAnswer):
            found.append(Fit(number, question, reading))
    return tuple(fit for fit in found if view.draft.answers.get(fit.question.id) != fit.answer)
