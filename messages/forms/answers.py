"""Answers: what a typed answer to a question means, and how a stored answer reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from messages.answer_values import (
    AmountAnswer,
    AnswerItem,
    Answers,
    ChoiceAnswer,
    DateAnswer,
    PhotosAnswer,
    items_of,
    plain_text,
)
from messages.forms.form import Choice, ProjectFacts, Question
from messages.forms.offered_amounts import AmountsOffered, SpokenReading
from messages.forms.spoken_amounts import read_spoken, restate
from messages.texts import say
from messages.thai import status as status_words
from messages.thai.amounts import Amount, NotAmount
from messages.thai.dates import full_date
from messages.thai.manners import key, list_wordings
from messages.thai.money import baht
from messages.thai.text import arabic_digits, clean, one_line
from messages.thai.typed_dates import Day, NotDay, UnsureDay, read_told_date

_DAY_VALUE = "day:"
MAX_ANSWER = 60_000
"""Characters one long answer may grow to; the longest printed one has 11,000."""
MAX_PHOTOS = 20
"""Photos one report takes: more than any printed appendix has of one project."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The text is no answer to this question."""


Reading = ChoiceAnswer | AmountAnswer | DateAnswer | AmountsOffered | UnsureDay | NotUnderstood
"""An answer, or why there is none."""


def read(question: Question, text: str, facts: ProjectFacts, answers: Answers) -> Reading:
    """What `text` answers to a choice, an amount or a date, beside what is known of the project and answered so far."""
    if question.kind == "date":
        return _read_day(text, facts.fiscal_year)
    if question.kind == "amount":
        return _amount_of(read_spoken(question, text, facts, answers))
    return _read_choice(question, text)


def read_restated(question: Question, text: str, facts: ProjectFacts, answers: Answers) -> Reading:
    """The same for an answer that waits for a yes: an amount only where the text states it anew, not in a reason."""
    if question.kind == "amount":
        return _amount_of(restate(question, text, facts, answers))
    return read(question, text, facts, answers)


def day_value(day: date) -> str:
    """A day as a button says it: no person types this, so a tap is never mistaken for typed words."""
    return f"{_DAY_VALUE}{day.isoformat()}"


def _read_day(text: str, fiscal_year: int) -> DateAnswer | UnsureDay | NotUnderstood:
    if text.startswith(_DAY_VALUE):
        try:
            return DateAnswer(date.fromisoformat(text.removeprefix(_DAY_VALUE)))
        except ValueError:
            return NotUnderstood()
    match read_told_date(text, fiscal_year):
        case Day(day):
            return DateAnswer(day)
        case NotDay():
            return NotUnderstood()
        case unsure:
            return unsure


def _amount_of(spoken: SpokenReading) -> AmountAnswer | AmountsOffered | NotUnderstood:
    match spoken:
        case Amount(satang):
            return AmountAnswer(satang)
        case NotAmount():
            return NotUnderstood()
        case offered:
            return offered


def propose(question: Question, text: str) -> tuple[Choice, ...]:
    """The choices free words may mean, likeliest first; only to be offered, never taken."""
    if question.kind != "choice":
        return ()
    by_id = {choice.id: choice for choice in question.choices}
    return tuple(by_id[status] for status in status_words.propose(text, list(by_id)))


def _read_choice(question: Question, text: str) -> ChoiceAnswer | NotUnderstood:
    """The choice named as a whole, manners aside: by its words, or by its number on the list."""
    named = _choices_named(question)
    found = (named.get(key(said)) for said in list_wordings(text))
    return next((ChoiceAnswer(choice) for choice in found if choice), NotUnderstood())


@lru_cache(maxsize=256)
def _choices_named(question: Question) -> Mapping[str, str]:
    """What may be typed for each choice, as `key` compares it; the first that has a name keeps it."""
    named: dict[str, str] = {}
    for number, choice in enumerate(question.choices, start=1):
        numbers = (f"{before}{number}" for before in ("", "ข้อ", "ข้อที่", "เลือกข้อ", "เลือกข้อที่"))
        for name in (choice.id, choice.label, choice.button, *numbers):
            named.setdefault(key(arabic_digits(one_line(clean(name)))), choice.id)
    return named


def show_answer(question: Question, answers: Answers) -> str:
    """The answer as a person reads it; where there is none, whether it is still needed."""
    match answers.get(question.id):
        case None:
            return _show_none(question)
        case AmountAnswer(satang):
            return say("conversation.baht", amount=baht(satang))
        case DateAnswer(day):
            return full_date(day)
        case PhotosAnswer(photos):
            return say("conversation.photos", count=len(photos))
        case answer if question.kind == "items":
            return _number_items(items_of(answer))
        case answer:
            labels = {choice.id: choice.label for choice in question.choices}
            return labels.get(plain_text(answer), plain_text(answer))


def _show_none(question: Question) -> str:
    if not question.optional:
        return say("conversation.unanswered")
    return say("conversation.skipped_photos" if question.kind == "photos" else "conversation.skipped")


def _number_items(items: Sequence[AnswerItem]) -> str:
    return "\n".join(
        say("conversation.numbered", number=number, label=f"{item.title}\n{item.text}".rstrip())
        for number, item in enumerate(items, start=1)
    )


def spent_to_date(facts: ProjectFacts, answers: Answers) -> int:
    """Satang spent up to the round's end, as far as these answers and earlier rounds tell."""
    return facts.spent(answers) or 0
