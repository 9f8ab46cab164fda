"""Several answers out of one sentence: 37,000 บาท อยู่ระหว่างดำเนินการ จัดอบรมแล้ว 1 รุ่น. Only ever proposed, and shown.

Each is read as it would be alone, out of the piece of the sentence it stands on; what may mean several things stays
without an answer and is asked. What no question asks for is told apart, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from messages.answer_values import (
    AmountAnswer,
    Answer,
    Answers,
    ChoiceAnswer,
    ItemsAnswer,
    TextAnswer,
    answers_from_json,
    answers_to_json,
)
from messages.figures.report import STATUSES
from messages.figures.spending import is_spending
from messages.forms.answers import Reading, propose, read
from messages.forms.checks import doubt_about
from messages.forms.form import Form, ProjectFacts, Question, path
from messages.forms.offered_amounts import AmountsOffered
from messages.parts import Part, combine_parts, item_parts
from messages.thai import status as status_words
from messages.thai.clauses import Clause, cut, is_mere_status, takes_back
from messages.thai.manners import without_opening
from messages.thai.sentences import list_money, speaks_of_money_alone
from messages.thai.text import keep_as_written

STATUS = "status"
_MAX_IN_LONG = 200
"""Characters; what is longer, typed where a long text is asked for, is that text."""


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """What a piece of a message (`said`) would answer.

    `question`: empty where none asks for it; `answer`: None where the piece may mean several things, or nothing known.
    """

    question: str
    said: str
    message_id: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """In the order of the form's questions. `sure`: each said in words of its own, replacing nothing, beyond doubt."""

    answers: tuple[ProposedAnswer, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a message comes. `asked`: the question that is open, if any; `project`: its name."""

    form: Form
    facts: ProjectFacts
    answers: Answers
    asked: Question | None = None
    project: str = ""

    def questions(self, given: Answers) -> tuple[Question, ...]:
        """The path where these are answered as well."""
        return path(self.form, self.facts, {**self.answers, **given})


def read_sentence(known: Known, text: str, message_id: str) -> Proposals | None:
    """What the sentence answers, where it answers more than what is asked, or something else; None otherwise."""
    said = keep_as_written(text)
    if _is_long_text(known.asked) and (len(said) > _MAX_IN_LONG or "\n" in said):
        return None
    clauses = _with_all_money(cut(without_opening(said), _status_labels(known), known.facts.quarters))
    if not any(clause.kind == "status" or (clause.kind != "words" and clause.apart) for clause in clauses):
        return None
    if any(takes_back(clause.text) for clause in clauses):
        return None
    has_status = any(clause.kind == "status" for clause in clauses)
    if not has_status and all(clause.quarter is None for clause in clauses) and _is_unsure_amount(known, said):
        return None
    found = tuple(_Sentence(known, clauses, message_id).proposals())
    is_strict = has_status or all(item.question != STATUS for item in found)
    proposals = arranged(known, found, strict=is_strict and all(clause.apart for clause in clauses))
    return proposals if _names_more(known, found, proposals.answers) else None


def _is_unsure_amount(known: Known, said: str) -> bool:
    """Whether amounts are asked for and the sentence offers several: 3,000 แล้วก็อีก 4,500 is no 3,000 with a text."""
    asked = known.asked
    if asked is None or asked.kind != "amount":
        return False
    reading = read(asked, said, known.facts, known.answers)
    return isinstance(reading, AmountsOffered) and len(reading.amounts) > 1


def _with_all_money(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Words beside money that are nothing but more of it are money too: เบิกไป 3,000 แล้วก็อีก 4,500."""
    if not any(clause.kind in {"money", "planned"} for clause in clauses):
        return tuple(clauses)
    return tuple(replace(clause, kind="money") if _is_more_money(clause) else clause for clause in clauses)


def _is_more_money(clause: Clause) -> bool:
    if clause.kind != "words" or not list_money(clause.text):
        return False
    return speaks_of_money_alone(clause.text) or status_words.is_about_money(clause.text)


def _is_long_text(question: Question | None) -> bool:
    return question is not None and question.kind in {"long_text", "items"}


def _status_labels(known: Known) -> Mapping[str, str]:
    """How the form words each status."""
    asked = _find(known.questions({}), STATUS)
    choices = asked.choices if asked else ()
    return {name: choice.id for choice in choices for name in (choice.label, choice.button)}


def _find(questions: Sequence[Question], question_id: str) -> Question | None:
    return next((question for question in questions if question.id == question_id), None)


@dataclass(frozen=True)
class _Sentence:
    """The clauses of one message beside what is known."""

    known: Known
    clauses: tuple[Clause, ...]
    message_id: str

    def proposals(self) -> Iterator[ProposedAnswer]:
        status = tuple(self._status())
        given = {item.question: item.answer for item in status if item.answer}
        if self._takes_money_away(given):
            status = tuple(replace(item, answer=None) for item in status)
            given = {}
        questions = self.known.questions(given)
        on_path = {question.id for question in questions}
        taken_off = (question for question in self.known.questions({}) if question.id not in on_path)
        yield from status
        yield from self._money((*questions, *taken_off))
        yield from self._words(questions)

    def _takes_money_away(self, given: Answers) -> bool:
        """Whether the status said leaves no question for the money said: the two do not go together."""
        asked = {question.id for question in self.known.questions(given)}
        money = self._money(self.known.questions({}))
        return any(item.question and item.question not in asked and item.answer != AmountAnswer(0) for item in money)

    def _made(self, question: str, said: str, answer: Answer | None = None) -> ProposedAnswer:
        return ProposedAnswer(question, said, self.message_id, answer)

    def _of(self, kind: str) -> list[Clause]:
        return [clause for clause in self.clauses if clause.kind == kind]

    def _status(self) -> Iterator[ProposedAnswer]:
        """The one a clause says; else those the words may mean, beside money."""
        question = _find(self.known.questions({}), STATUS)
        if question is None or question.kind != "choice":
            return
        said = self._of("status")
        meant = {clause.status for clause in said}
        words = _joined([clause for clause in self._of("words") if not status_words.is_about_money(clause.text)])
        if len(meant) == 1:
            yield self._made(STATUS, said[0].text, ChoiceAnswer(said[0].status))
        elif meant:
            yield self._made(STATUS, _joined(said))
        elif STATUS not in self.known.answers and (likely := propose(question, words)):
            yield self._made(STATUS, words, ChoiceAnswer(likely[0].id) if len(likely) == 1 else None)

    def _money(self, questions: tuple[Question, ...]) -> Iterator[ProposedAnswer]:
        asked = [question for question in questions if question.kind == "amount"]
        planned = [question for question in asked if question.id == "planned"]
        said = self._of("money")
        if planned:
            yield from self._amounts(planned, self._of("planned"))
        else:
            said = [_as_money(clause) for clause in self.clauses if clause.kind in {"money", "planned"}]
        if self._asks_other_money():
            yield from self._amounts([question for question in asked if question == self.known.asked], said)
            return
        by_quarter = {question.quarter: question for question in asked if question.quarter and is_spending(question.id)}
        if by_quarter:
            for quarter in dict.fromkeys(clause.quarter for clause in said):
                of_quarter = [clause for clause in said if clause.quarter == quarter]
                yield from self._amounts(self._asked_of(quarter, by_quarter, of_quarter), of_quarter)
        else:
            yield from self._amounts([question for question in asked if question.id == "spent"], said)

    def _asks_other_money(self) -> bool:
        """Whether the question that is open asks for money that is not what was spent, such as what was planned."""
        asked = self.known.asked
        return asked is not None and asked.kind == "amount" and not is_spending(asked.id)

    def _asked_of(self, quarter: int | None, by_quarter: Mapping[int, Question], said: list[Clause]) -> list[Question]:
        """The questions that money of that quarter answers; of none named, where there is only one it can be."""
        if quarter is not None:
            return [by_quarter[quarter]] if quarter in by_quarter else []
        asked = list(by_quarter.values())
        if len(asked) == 1 or self._is_nothing(asked[0], said):
            return asked
        return [self.known.asked] if self.known.asked in asked else []

    def _is_nothing(self, question: Question, said: list[Clause]) -> bool:
        """Whether nothing was spent, in words: in no quarter then."""
        words = _joined(said)
        is_alone = {clause.quarter for clause in self._of("money")} == {None}
        return is_alone and not re.search(r"\d", words) and self._read(question, words) == AmountAnswer(0)

    def _read(self, question: Question, said: str) -> Reading:
        return read(question, said, self.known.facts, self.known.answers)

    def _amounts(self, asked: Sequence[Question], clauses: list[Clause]) -> Iterator[ProposedAnswer]:
        said, whole = _joined(clauses), " ".join(clause.whole for clause in clauses)
        if clauses and not asked:
            yield self._made("", whole)
        for question in asked if clauses else ():
            is_of_others = {clause.quarter for clause in clauses} - {question.quarter, None}
            reading = self._read(question, said)
            if isinstance(reading, AmountAnswer) and not is_of_others and not self._names_other(reading):
                yield self._made(question.id, said, reading)
            else:
                yield self._made(question.id, whole if is_of_others else said)

    def _names_other(self, read: AmountAnswer) -> bool:
        """Whether the words name another amount: which of them is meant is not known."""
        return any(list_money(clause.text) - {read.satang} for clause in self._of("words"))

    def _words(self, questions: tuple[Question, ...]) -> Iterator[ProposedAnswer]:
        by_question: dict[str, list[Clause]] = {}
        for clause in self._of("words"):
            question = self._text_question(questions, clause)
            by_question.setdefault(question.id if question else "", []).append(clause)
        for question_id, clauses in by_question.items():
            own = _find(questions, question_id)
            said = " ".join(clause.text if own and own.quarter else clause.whole for clause in clauses)
            yield self._made(question_id, said, text_answer(own, said))

    def _text_question(self, questions: tuple[Question, ...], clause: Clause) -> Question | None:
        """Where words about what was done belong; none for words that tell nothing of it."""
        if _is_long_text(self.known.asked):
            return self.known.asked
        if is_mere_status(clause.text) or status_words.is_about_money(clause.text):
            return None
        if not self._of("status") and not status_words.propose(clause.text, STATUSES):
            return None
        asked = self.known.asked
        quarter = clause.quarter or (asked and asked.quarter) or self.known.facts.quarters[-1]
        names = ("progress", f"results_q{quarter}", "results")
        found = [question for name in names if (question := _find(questions, name))]
        texts = [question for question in questions if question.kind == "long_text"]
        return found[0] if found else texts[0] if len(texts) == 1 else None


def text_answer(question: Question | None, said: str) -> Answer | None:
    """The words as that question keeps them: one text, or items."""
    if question is None:
        return None
    if question.kind == "items":
        return combine_parts(item_parts(question.id, "", said, ()))
    return TextAnswer(said)


def _as_money(clause: Clause) -> Clause:
    """Money of a plan where no question asks for it: with the words that say so, which whoever reads it must see."""
    return replace(clause, text=clause.whole, lead="") if clause.kind == "planned" else clause


def _joined(clauses: Sequence[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


def arranged(known: Known, found: Sequence[ProposedAnswer], *, strict: bool) -> Proposals:
    """In the form's order, without what is answered so already; what no question asks for comes last."""
    given = {item.question: item.answer for item in found if item.question and item.answer}
    places = {question.id: place for place, question in enumerate(known.questions(given))}
    new = [item for item in found if item.answer is None or known.answers.get(item.question) != item.answer]
    placed = sorted((item for item in new if item.question in places), key=lambda item: places[item.question])
    left = [item for item in new if item.question not in places and item.answer != AmountAnswer(0)]
    kept = (*placed, *(ProposedAnswer("", item.said, item.message_id) for item in left))
    is_sure = strict and not left and all(item.answer for item in kept)
    is_new = not any(item.question in known.answers for item in kept)
    return Proposals(kept, sure=is_sure and is_new and not any(_doubts(known, given)))


def _doubts(known: Known, given: Answers) -> Iterator[object]:
    for question, answer in given.items():
        if isinstance(answer, AmountAnswer):
            yield doubt_about(question, known.facts, {**known.answers, **given}, answer.satang)


def _names_more(known: Known, found: Sequence[ProposedAnswer], kept: Sequence[ProposedAnswer]) -> bool:
    """Whether the sentence is more than an answer to what is asked; what it only repeats was said as well."""
    named = {item.question for item in (found if kept else ()) if item.question}
    if known.asked and any(item.question == known.asked.id and _is_open_money(known, item) for item in found):
        return False
    if known.asked is None:
        return len(named) > 1
    others = named - {known.asked.id}
    values = [item for item in kept if not isinstance(item.answer, TextAnswer) and item.question]
    if not _is_long_text(known.asked):
        return bool(others and values)
    return any(item.answer and item.question in others and item.question not in known.answers for item in values)


def _is_open_money(known: Known, item: ProposedAnswer) -> bool:
    """Whether other money is told beside it: the amounts are offered first, where money is asked for."""
    return (
        item.answer is None and known.asked is not None and known.asked.kind == "amount" and bool(list_money(item.said))
    )


def parts_of(item: ProposedAnswer) -> tuple[Part, ...]:
    """What the message gave to the answer: its texts, or the whole of a short one."""
    match item.answer:
        case TextAnswer(text):
            return (Part(item.question, item.message_id, text),)
        case ItemsAnswer(items):
            return tuple(Part(item.question, item.message_id, told.typed, "opens") for told in items)
    return (Part(item.question, item.message_id, "", "answer"),)


def proposals_to_json(proposed: Sequence[ProposedAnswer]) -> list[dict[str, Any]]:
    """Plain values, to be stored."""
    return [
        {
            "question": item.question,
            "said": item.said,
            "message_id": item.message_id,
            "answer": answers_to_json({"": item.answer})[""] if item.answer else None,
        }
        for item in proposed
    ]


def proposals_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[ProposedAnswer, ...]:
    """What `proposals_to_json` wrote."""
    return tuple(
        ProposedAnswer(
            entry["question"],
            entry["said"],
            entry["message_id"],
            answers_from_json({"": entry["answer"]})[""] if entry["answer"] else None,
        )
        for entry in stored
    )
