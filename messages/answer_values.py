"""Answers as values: what was answered to a question, as a text, an amount, a choice, a day, items or photos.

Stored as JSON that names its kind: {"kind": "amount", "satang": 52500}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages.thai.item_lists import mark_of
from messages.thai.money import plain
from messages.thai.text import sanitize

_REASON = "reason_"
"""Begins the ids of reasons nobody is asked for by a question of the form."""


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Words as they were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class AmountAnswer:
    """Money, in satang."""

    satang: int


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The id of the choice taken."""

    choice: str


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """A day."""

    day: date


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One of several things told, as it was typed."""

    typed: str

    @property
    def title(self) -> str:
        """Its first line, without the number or dash it is headed by."""
        line = self.typed.partition("\n")[0]
        return line[len(mark_of(line)) :] or line

    @property
    def text(self) -> str:
        """What follows the first line."""
        return self.typed.partition("\n")[2]


@dataclass(frozen=True, slots=True)
class ItemsAnswer:
    """Several things told one after another."""

    items: tuple[AnswerItem, ...]


@dataclass(frozen=True, slots=True)
class AnswerPhoto:
    """`message_id` is LINE's id of the message it came in; `caption` may be empty."""

    message_id: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PhotosAnswer:
    """Photos in the order they were sent."""

    photos: tuple[AnswerPhoto, ...]


Answer = TextAnswer | AmountAnswer | ChoiceAnswer | DateAnswer | ItemsAnswer | PhotosAnswer
Answers = Mapping[str, Answer]
"""Question id -> answer."""


def amount(answers: Answers, question: str) -> int | None:
    """Satang answered to the question; None where it has no amount."""
    answer = answers.get(question)
    return answer.satang if isinstance(answer, AmountAnswer) else None


def amounts(answers: Answers) -> dict[str, int]:
    """Satang of every question answered by an amount."""
    return {question: answer.satang for question, answer in answers.items() if isinstance(answer, AmountAnswer)}


def text(answers: Answers, question: str) -> str:
    """The answer as plain text, of a choice its id; empty where there is none."""
    answer = answers.get(question)
    return "" if answer is None else plain_text(answer)


def reason_question(rule: str) -> str:
    """The id under which the reason for a case (messages.forms.checks) is kept among the answers."""
    return f"{_REASON}{rule}"


def case_reasons(answers: Answers) -> dict[str, str]:
    """Why what was doubted is right, by the question id of each reason."""
    return {question: text(answers, question) for question in answers if question.startswith(_REASON)}


def photos(answers: Answers) -> tuple[AnswerPhoto, ...]:
    """The photos of every question, in order."""
    return tuple(photo for answer in answers.values() for photo in photos_of(answer))


def plain_text(answer: Answer) -> str:
    """The answer as it was typed: an amount in baht, a choice's id, a day in ISO 8601, photos' captions, each once."""
    match answer:
        case TextAnswer(text):
            return text
        case AmountAnswer(satang):
            return plain(satang)
        case ChoiceAnswer(choice):
            return choice
        case DateAnswer(day):
            return day.isoformat()
        case ItemsAnswer(items):
            return "\n".join(item.typed for item in items)
        case PhotosAnswer(photos):
            return "\n".join(_distinct(photo.caption for photo in photos))


def _distinct(texts: Iterable[str]) -> Iterable[str]:
    return (text for text in dict.fromkeys(texts) if text)


def items_of(answer: Answer) -> tuple[AnswerItem, ...]:
    """The things an answer tells; one where they were not told apart."""
    return answer.items if isinstance(answer, ItemsAnswer) else (AnswerItem(plain_text(answer)),)


def photos_of(answer: Answer | None) -> tuple[AnswerPhoto, ...]:
    """The photos of an answer; none where it is something else."""
    return answer.photos if isinstance(answer, PhotosAnswer) else ()


def sanitize_answer(answer: Answer) -> Answer:
    """The answer as every file can hold it: a stored one may be older than `sanitize` at the door."""
    match answer:
        case TextAnswer(text):
            return TextAnswer(sanitize(text))
        case ChoiceAnswer(choice):
            return ChoiceAnswer(sanitize(choice))
        case ItemsAnswer(items):
            return ItemsAnswer(tuple(AnswerItem(sanitize(item.typed)) for item in items))
        case PhotosAnswer(photos):
            return PhotosAnswer(tuple(AnswerPhoto(photo.message_id, sanitize(photo.caption)) for photo in photos))
        case AmountAnswer() | DateAnswer():
            return answer


def answers_to_json(answers: Answers) -> dict[str, dict[str, Any]]:
    """Plain values, each with its kind, to be stored."""
    return {question: _to_json(answer) for question, answer in answers.items()}


def _to_json(answer: Answer) -> dict[str, Any]:
    match answer:
        case TextAnswer(text):
            return {"kind": "text", "text": text}
        case AmountAnswer(satang):
            return {"kind": "amount", "satang": satang}
        case ChoiceAnswer(choice):
            return {"kind": "choice", "choice": choice}
        case DateAnswer(day):
            return {"kind": "date", "day": day.isoformat()}
        case ItemsAnswer(items):
            return {"kind": "items", "items": [{"text": item.typed} for item in items]}
        case PhotosAnswer(photos):
            plain_photos = [{"message_id": photo.message_id, "caption": photo.caption} for photo in photos]
            return {"kind": "photos", "photos": plain_photos}


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
    "text": lambda stored: TextAnswer(stored["text"]),
    "amount": lambda stored: AmountAnswer(stored["satang"]),
    "choice": lambda stored: ChoiceAnswer(stored["choice"]),
    "date": lambda stored: DateAnswer(date.fromisoformat(stored["day"])),
    "items": lambda stored: ItemsAnswer(tuple(AnswerItem(item["text"]) for item in stored["items"])),
    "photos": lambda stored: PhotosAnswer(tuple(AnswerPhoto(**photo) for photo in stored["photos"])),
}


def answers_from_json(stored: Mapping[str, Mapping[str, Any]]) -> Answers:
    """What `answers_to_json` wrote. Raises KeyError for a kind it never wrote."""
    return {question: _READERS[entry["kind"]](entry) for question, entry in stored.items()}
