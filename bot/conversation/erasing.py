"""What goes when a person takes a message back: its text, its photo, the answer it gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation.states import Draft
from messages.answer_values import Answer, Answers
from messages.parts import Part, combine_parts, parts_making

Copies = Mapping[tuple[str, Answer], Answer | None]
"""What is left (None: nothing) of an answer that others may have taken over, by its question and what it was."""
_NONE: Copies = MappingProxyType({})


def without_message(draft: Draft, message_id: str, copies: Copies = _NONE) -> Draft:
    """The draft as if that message had never come; the same draft where it gave nothing."""
    answers, parts = erased(draft.answers, draft.parts, message_id, copies)
    proposed = tuple(item for item in draft.proposed if item.message_id != message_id)
    is_same = parts == draft.parts and answers == dict(draft.answers) and proposed == draft.proposed
    return draft if is_same else replace(draft, answers=answers, parts=parts, proposed=proposed)


def erased(
    answers: Answers, parts: tuple[Part, ...], message_id: str, copies: Copies = _NONE
) -> tuple[Answers, tuple[Part, ...]]:
    """Answers and parts without that message: a long answer keeps its other messages, an answer left empty goes.

    An answer without parts was not typed here but taken over, as from the round before: it goes as the one it was, and
    so does the beginning of one that was typed on.
    """
    begun = {part.question: _beginning(parts, part.question, copies) for part in parts if not part.message_id}
    changed = {question: left for question, left in begun.items() if left is not None}
    kept = tuple(part for part in _changed(parts, changed) if part.message_id != message_id)
    touched = {part.question for part in parts if part.message_id == message_id} | set(changed)
    left = {question: combine_parts([part for part in kept if part.question == question]) for question in touched}
    typed = {part.question for part in parts}
    left |= {one[0]: copies[one] for one in answers.items() if one in copies and one[0] not in typed}
    answers_left = {question: left.get(question, answer) for question, answer in answers.items()}
    return (
        {question: answer for question, answer in answers_left.items() if answer},
        tuple(part for part in kept if left.get(part.question, part)),
    )


def _beginning(parts: tuple[Part, ...], question: str, copies: Copies) -> tuple[Part, ...] | None:
    """What is left of the beginning that an answer has taken over; None where nothing of it is taken back."""
    own = tuple(part for part in parts if part.question == question and not part.message_id)
    taken_over = combine_parts(own)
    if taken_over is None or (question, taken_over) not in copies:
        return None
    left = copies[question, taken_over]
    return () if left is None else parts_making(question, left)


def _changed(parts: tuple[Part, ...], changed: Mapping[str, tuple[Part, ...]]) -> Iterator[Part]:
    """The parts, with what is left of those beginnings in their place."""
    placed = set[str]()
    for part in parts:
        if part.message_id or part.question not in changed:
            yield part
        elif part.question not in placed:
            placed.add(part.question)
            yield from changed[part.question]


def copies_of(answers: Answers, parts: tuple[Part, ...], message_id: str) -> Copies:
    """What others may have taken over of these answers while that message was in them."""
    left, _ = erased(answers, parts, message_id)
    return {(name, answer): left.get(name) for name, answer in answers.items() if left.get(name) != answer}
