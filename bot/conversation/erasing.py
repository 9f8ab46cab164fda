"""What goes when a person takes a message back: its text, its photo, the answer it gave."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.states import Draft
from messages.parts import Part, joined
from messages.project import Answers


def without_message(draft: Draft, message_id: str) -> Draft:
    """The draft as if that message had never come; the same draft where it gave nothing."""
    answers, parts = erased(draft.answers, draft.parts, message_id)
    return draft if parts == draft.parts else replace(draft, answers=answers, parts=parts)


def erased(answers: Answers, parts: tuple[Part, ...], message_id: str) -> tuple[Answers, tuple[Part, ...]]:
    """Answers and parts without that message: a long answer keeps its other messages, an answer left empty goes."""
    kept = tuple(part for part in parts if part.message_id != message_id)
    touched = {part.question for part in parts if part.message_id == message_id}
    left = {question: joined([part for part in kept if part.question == question]) for question in touched}
    answers_left = {question: left.get(question, value) for question, value in answers.items()}
    return (
        {question: value for question, value in answers_left.items() if value != "" or question not in left},
        tuple(part for part in kept if left.get(part.question) != ""),
    )
