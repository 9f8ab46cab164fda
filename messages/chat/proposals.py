"""What was understood of a message that answers several questions: each on its line, for one yes."""

from __future__ import annotations

from collections.abc import Sequence

from messages.answer_values import Answers
from messages.chat.bubbles import Button, Text
from messages.chat.prompts import ReportView, project_line, short_answer
from messages.figures.spending import is_spending
from messages.forms.form import Question
from messages.forms.several import ProposedAnswer
from messages.texts import say
from messages.thai.money import baht, percent_text
from messages.thai.text import one_line, shorten
from messages.words import Keyword, word

PROPOSAL = "proposal"
"""What the buttons of a proposal name as their question."""
_MAX_SAID = 60
"""Grapheme clusters of a person's words told back."""
_MOST_LEFT = 6
"""Pieces that no question asks for, told one by one."""
_EDITS = 8
"""Answers with a button that changes them; the others are changed by typing."""


def proposal(
    report: ReportView,
    before: Answers,
    proposed: Sequence[ProposedAnswer],
    *,
    lead: Sequence[str] = (),
    whole_for: Question | None = None,
) -> Text:
    """What was understood, in a `report` filled with it; what takes an answer's place (`before`); what is asked yet.

    `whole_for`: the question the whole message may answer as well.
    """
    understood = {item.question: item for item in proposed if item.question}
    numbered = [(number, item) for number, item in enumerate(report.questions, start=1) if item.id in understood]
    lines = (
        *lead,
        project_line(report.project),
        say("proposals.heading"),
        *(_line(report, number, question, before, understood[question.id]) for number, question in numbered),
        *_total_line(report, [question for _, question in numbered]),
        *_left_lines([item.said for item in proposed if not item.question]),
        say("proposals.how", number=numbered[0][0] if numbered else 1),
        *((say("proposals.whole", label=whole_for.label),) if whole_for else ()),
    )
    buttons = _buttons(report, [number for number, _ in numbered])
    as_answer = report.button(PROPOSAL, Keyword.AS_ANSWER, word(Keyword.AS_ANSWER))
    return Text("\n".join(lines), (buttons[0], as_answer, *buttons[1:]) if whole_for else buttons)


def _line(report: ReportView, number: int, question: Question, before: Answers, item: ProposedAnswer) -> str:
    label = say("conversation.numbered", number=number, label=question.label)
    if item.answer is None:
        return say("proposals.unsure", label=label, said=_told(item.said))
    line = say("conversation.review.answer", label=label, answer=short_answer(question, report.answers))
    if question.id not in before:
        return line
    return say("proposals.instead", line=line, old=_told(short_answer(question, before)))


def _total_line(report: ReportView, questions: Sequence[Question]) -> tuple[str, ...]:
    """All that is spent with what was understood, where it tells money spent at all."""
    total, budget = report.facts.spent(report.answers), report.facts.budget
    if total is None or not budget or not any(is_spending(question.id) for question in questions):
        return ()
    return (say("proposals.total", total=baht(total), budget=baht(budget), percent=percent_text(total, budget)),)


def _left_lines(said: Sequence[str]) -> tuple[str, ...]:
    told = tuple(say("proposals.left", said=_told(one)) for one in said[:_MOST_LEFT])
    more = len(said) - len(told)
    return (*told, say("proposals.more_left", count=more)) if more else told


def _told(said: str) -> str:
    return shorten(one_line(said), _MAX_SAID)


def _buttons(report: ReportView, numbers: Sequence[int]) -> tuple[Button, ...]:
    edits = tuple(
        report.button(PROPOSAL, f"{Keyword.EDIT}:{number}", say("conversation.button.item", number=number))
        for number in numbers[:_EDITS]
    )
    return (
        report.button(PROPOSAL, Keyword.CONFIRM, word(Keyword.CONFIRM)),
        *edits,
        report.button(PROPOSAL, Keyword.NO, say("proposals.button.none"), say("proposals.button.none")),
        report.button(PROPOSAL, Keyword.PAUSE, word(Keyword.PAUSE)),
    )
