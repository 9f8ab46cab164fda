"""A text pasted with the headings of a form: what stands under each heading answers the question it names.

Headings are the questions' own names and those of headings.toml: on a line of their own or before a colon, numbered,
bold or bulleted, in Thai digits or others; those few that begin nothing else before a blank too. What stands under a
heading that no question asks for is told apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from messages.answer_values import AmountAnswer, Answer, ChoiceAnswer, DateAnswer
from messages.forms.answers import propose, read
from messages.forms.form import Question, every_question
from messages.forms.several import (
    STATUS,
    Known,
    Proposals,
    ProposedAnswer,
    arranged,
    read_sentence,
    text_answer,
)
from messages.thai.clauses import cut
from messages.thai.shorthand import comparison_key
from messages.thai.text import arabic_digits, keep_as_written, one_line

_LEAST = 2
"""Questions named from which on a text is a form; one heading may begin any sentence."""
_MOST_BESIDE = 20
"""Letters beside a project's name in the line that names it."""
_OPENING = r"^[ \t\-–•*#_>○●]*+(?P<number>(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]?|[ก-ฮ][.)]))?+[ \t*_]*+"
_BEHIND = r"(?:[ \t]*\([^()\n]{1,40}\))?(?:[ \t]*(?:ไตรมาส(?:ที่)?|[qQ])[ \t]*(?P<quarter>[1-4]))?[ \t*_]*+"
_CLOSING = r"(?:[:：]|(?<=[ \t])[-–](?=[ \t]+\S)|(?=[-– \t]*(?:\n|\Z))|(?(number)(?<=[ \t*_])|(?!)))"
_BESIDE = r"(?=[ \t]+\S)|(?=[ \t]*[.…_]{3})"
"""What stands behind a heading in its own line, by a blank or the dots to sign on."""
_SUM_BESIDE = r"(?<=[ \t])(?=[^\n0-9]{0,20}[0-9][0-9,.]*[ \t]*(?:บาท|บ\.|\.-))"
_MARKS = " \t\n*_:："


@dataclass(frozen=True, slots=True)
class _HeadedText:
    """What stands under a heading; the heading is empty before the first. `quarter`: the one the heading names.

    `title`: the heading with it, as it was typed; `is_beside`: nothing but a blank tells that it is one.
    """

    heading: str
    quarter: int | None
    text: str
    title: str = ""
    is_beside: bool = False

    def text_for(self, question: Question) -> str:
        """With its title where that names a quarter the question does not ask about alone."""
        return f"{self.title} {self.text}".strip() if self.quarter and question.quarter is None else self.text


def read_message(known: Known, text: str, message_id: str) -> Proposals | None:
    """What a text answers besides what is asked: by its headings, where it has some; else as one sentence."""
    sections = list(_sections(keep_as_written(text), known))
    headings = {section.heading for section in sections if section.heading}
    marked = {section.heading for section in sections if section.heading and not section.is_beside}
    headed = _read_headed(known, sections, message_id) if len(headings) >= _LEAST else None
    return headed if headed or len(marked) >= _LEAST else read_sentence(known, text, message_id)


def _read_headed(known: Known, every: Sequence[_HeadedText], message_id: str) -> Proposals | None:
    """None where fewer than two questions go by the headings."""
    sections = [section for section in every if not _names_project(section, known)]
    status = [item for item in _placed(known, {}, sections, message_id) if item.question == STATUS and item.answer]
    given = {item.question: item.answer for item in status if item.answer}
    found = tuple(_placed(known, given, sections, message_id))
    named = {item.question for item in found} - {""}
    return arranged(known, found, strict=False) if len(named) >= _LEAST else None


def _sections(said: str, known: Known) -> Iterator[_HeadedText]:
    """Each with its heading as `_heading_key` compares it."""
    found = tuple(_pattern(_own_labels(known)).finditer(arabic_digits(said)))
    if not found:
        return
    yield _HeadedText("", None, said[: found[0].start()].strip(_MARKS))
    ends = (*(following.start() for following in found[1:]), len(said))
    for one, end in zip(found, ends, strict=True):
        group = next(name for name in ("line", "beside", "sum", "within") if one[name])
        quarter = one["quarter"] or one["quarter_of_sum"] or one["quarter_within"]
        title = said[one.start(group) : one.end()].strip(f"{_MARKS}-–")
        text = said[one.end() : end].strip(_MARKS)
        of_quarter = int(quarter) if quarter else None
        yield _HeadedText(_heading_key(one[group]), of_quarter, text, title, group in {"beside", "sum"})


def _own_labels(known: Known) -> tuple[str, ...]:
    return tuple(question.label for question in every_question(known.form, known.facts))


def _names_project(section: _HeadedText, known: Known) -> bool:
    """Whether it says no more than which project the text is about."""
    said, name = comparison_key(section.text), comparison_key(known.project)
    is_title = section.heading in {"", *_table().titles}
    return is_title and (
        not said or said in name or (bool(name) and name in said and len(said) < len(name) + _MOST_BESIDE)
    )


def _placed(
    known: Known, given: Mapping[str, Answer], sections: Sequence[_HeadedText], message_id: str
) -> Iterator[ProposedAnswer]:
    """What each question is answered by the sections of its names together; what no question asks for, one by one."""
    questions, said = known.questions(given), dict[str, list[str]]()
    for section in sections:
        question = _question_of(section, [item for item in questions if item.collects or item.id not in said])
        if question:
            said.setdefault(question.id, []).append(section.text_for(question))
        elif section.text:
            yield ProposedAnswer("", f"{section.title} {section.text}".strip(), message_id)
    for question in questions:
        if any(texts := said.get(question.id, [])):
            text = "\n".join(texts).strip()
            yield ProposedAnswer(question.id, text, message_id, _answer(known, question, text))


def _question_of(section: _HeadedText, questions: Sequence[Question]) -> Question | None:
    """The first question that goes by the heading; none where it may be of several quarters."""
    fitting = [item for item in questions if _fits(item, section)]
    return fitting[0] if len({item.quarter for item in fitting}) == 1 else None


def _fits(question: Question, section: _HeadedText) -> bool:
    if question.kind == "photos" or not section.heading:
        return False
    if section.heading == _heading_key(question.label):
        return True
    names = _table().names.get(_without_quarter(question), frozenset())
    is_of_quarter = section.quarter in {None, question.quarter} or (question.collects and question.quarter is None)
    return is_of_quarter and section.heading in names


def _without_quarter(question: Question) -> str:
    return question.id if question.quarter is None else question.id.replace(f"{question.quarter}", "{quarter}")


def _answer(known: Known, question: Question, said: str) -> Answer | None:
    """As it would be read alone; free words for a status are what they may mean where that is one thing."""
    if question.collects:
        return text_answer(question, said)
    reading = read(question, said, known.facts, known.answers)
    if isinstance(reading, ChoiceAnswer | AmountAnswer | DateAnswer):
        return reading
    clauses = cut(said, {choice.label: choice.id for choice in question.choices}, ())
    stated = {clause.status for clause in clauses if clause.status}
    meant = stated or {choice.id for choice in propose(question, said)}
    return ChoiceAnswer(*meant) if len(meant) == 1 else None


@dataclass(frozen=True, slots=True)
class _KnownHeadings:
    """headings.toml, every heading as `_heading_key` compares it. `titles` name the project; `beside` need no mark."""

    names: Mapping[str, frozenset[str]]
    others: tuple[str, ...]
    titles: frozenset[str]
    beside: tuple[str, ...]

    @property
    def sums(self) -> frozenset[str]:
        """Those of money that a sum may stand beside."""
        return frozenset().union(*(self.names[question] for question in ("spent", "spent_q{quarter}", "planned")))


@cache
def _table() -> _KnownHeadings:
    table = tomllib.loads((files("messages.forms") / "headings.toml").read_text("utf-8"))
    names = {question: frozenset(map(_heading_key, several)) for question, several in table["questions"].items()}
    titles = frozenset(map(_heading_key, table["titles"]))
    beside = tuple(map(_heading_key, table["beside"]))
    return _KnownHeadings(names, tuple(map(_heading_key, table["others"])), titles, beside)


def _heading_key(heading: str) -> str:
    return one_line(arabic_digits(heading)).casefold()


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Every heading there is: at the beginning of a line, or before a colon within it."""
    known = {name for several in _table().names.values() for name in several}
    named = _any({*known, *_table().others, *_table().titles, *map(_heading_key, labels)})
    beside, sums = _any(_table().beside), _any(_table().sums)
    of_sum, within = (_BEHIND.replace("<quarter>", f"<quarter_{name}>") for name in ("of_sum", "within"))
    opening = _OPENING.replace("?P<number>", "?:")
    return re.compile(
        rf"{_OPENING}(?P<line>{named}){_BEHIND}{_CLOSING}|{opening}(?P<beside>{beside})(?:{_BESIDE})"
        rf"|{opening}(?P<sum>{sums}){of_sum}{_SUM_BESIDE}|(?<=[\s,;·|])(?P<within>{named}){within}[:：]",
        re.MULTILINE | re.IGNORECASE,
    )


def _any(names: Iterable[str]) -> str:
    """Any of the names, the longest first, whatever blanks they are written with."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", "[ \t]*") for name in longest_first)
