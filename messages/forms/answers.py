"""Answers: what a typed answer to a question means, and how a stored answer reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from messages.forms.form import Choice, ProjectFacts, Question
from messages.parts import items_in, photos_in
from messages.project import Answers
from messages.texts import say
from messages.thai import status as status_words
from messages.thai.amounts import Amount, NotAmount, UnsureAmount, read_amount
from messages.thai.dates import full_date
from messages.thai.manners import key, wordings
from messages.thai.money import baht
from messages.thai.text import arabic_digits, clean, one_line
from messages.thai.typed_dates import DateReading, Day, NotDay, UnsureDay, read_date

_DAY_VALUE = "day:"
MAX_ANSWER = 60_000
"""Characters one long answer may grow to; the longest printed one has 11,000."""
MAX_PHOTOS = 20
"""Photos one report takes: more than any printed appendix has of one project."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The id of a choice."""

    choice: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The text is no answer to this question."""


Reading = Chosen | Amount | UnsureAmount | Day | UnsureDay | NotUnderstood


def read(question: Question, text: str, fiscal_year: int) -> Reading:
    """What `text` answers to a choice, an amount or a date (of that Buddhist-Era fiscal year)."""
    if question.kind == "date":
        day = _read_day(text, fiscal_year)
        return NotUnderstood() if isinstance(day, NotDay) else day
    if question.kind == "amount":
        amount = read_amount(text)
        return NotUnderstood() if isinstance(amount, NotAmount) else amount
    return _read_choice(question, text)


def day_value(day: date) -> str:
    """A day as a button says it: no person types this, so a tap is never mistaken for typed words."""
    return f"{_DAY_VALUE}{day.isoformat()}"


def _read_day(text: str, fiscal_year: int) -> DateReading:
    if text.startswith(_DAY_VALUE):
        try:
            return Day(date.fromisoformat(text.removeprefix(_DAY_VALUE)))
        except ValueError:
            return NotDay()
    return read_date(text, fiscal_year)


def propose(question: Question, text: str) -> tuple[Choice, ...]:
    """The choices free words may mean, likeliest first; only to be offered, never taken."""
    if question.kind != "choice":
        return ()
    by_id = {choice.id: choice for choice in question.choices}
    return tuple(by_id[status] for status in status_words.propose(text, list(by_id)))


def _read_choice(question: Question, text: str) -> Reading:
    """The choice named as a whole, manners aside: by its words, or by its number on the list."""
    named = _choices_named(question)
    found = (named.get(key(said)) for said in wordings(text))
    return next((Chosen(choice) for choice in found if choice), NotUnderstood())


@lru_cache(maxsize=256)
def _choices_named(question: Question) -> Mapping[str, str]:
    """What may be typed for each choice, as `key` compares it; the first that has a name keeps it."""
    named: dict[str, str] = {}
    for number, choice in enumerate(question.choices, start=1):
        for name in (choice.id, choice.label, choice.button, f"{number}", f"ข้อ{number}"):
            named.setdefault(key(arabic_digits(one_line(clean(name)))), choice.id)
    return named


def shown(question: Question, answers: Answers) -> str:
    """The answer as a person reads it; a dash of words where there is none yet."""
    value = answers.get(question.id)
    if value is None:
        return say("conversation.unanswered")
    if isinstance(value, int):
        return say("conversation.baht", amount=baht(value))
    if question.kind == "date":
        return full_date(date.fromisoformat(value))
    if question.kind == "photos":
        return say("conversation.photos", count=len(photos_in(value)))
    if question.kind == "items":
        return "\n".join(
            say("conversation.numbered", number=number, label=f"{item.title}\n{item.text}".rstrip())
            for number, item in enumerate(items_in(value), start=1)
        )
    labels = {choice.id: choice.label for choice in question.choices}
    return labels.get(value, value)


def spent_to_date(facts: ProjectFacts, answers: Answers) -> int:
    """Satang spent up to the round's end, as far as these answers and earlier rounds tell."""
    return facts.spent(answers) or 0
