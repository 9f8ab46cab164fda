"""Answers written plainly in tests: {"status": "done", "spent": 52_500, "progress": "อบรมครู"}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from messages.answer_values import (
    AmountAnswer,
    Answer,
    AnswerItem,
    Answers,
    ChoiceAnswer,
    DateAnswer,
    ItemsAnswer,
    TextAnswer,
    answers_to_json,
)

PlainAnswer = int | str | date | Sequence[str] | Answer
PlainAnswers = Mapping[str, PlainAnswer]


def answers(plain: PlainAnswers | None = None, **more: PlainAnswer) -> Answers:
    """The answers as values: an int is satang, `status` a choice, several texts are items."""
    return {question: _value(question, each) for question, each in {**(plain or {}), **more}.items()}


def stored(plain: PlainAnswers | None = None, **more: PlainAnswer) -> dict[str, Any]:
    """The answers as a database keeps them."""
    return answers_to_json(answers(plain, **more))


def _value(question: str, plain: PlainAnswer) -> Answer:
    match plain:
        case int():
            return AmountAnswer(plain)
        case str():
            return ChoiceAnswer(plain) if question == "status" else TextAnswer(plain)
        case date():
            return DateAnswer(plain)
        case list() | tuple():
            return ItemsAnswer(tuple(map(AnswerItem, plain)))
    return plain
