"""The review card before a report is sent, and the receipt after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages.answer_values import Answers, text
from messages.chat.bubbles import Button, Card, CardRow, Figure, Text, alt_text
from messages.chat.changed import (
    MAX_ALT_ANSWER,
    MAX_ANSWER,
    beside_before,
    changed_lines,
    in_short,
    note_of,
    sent_line,
    shown_answer,
)
from messages.chat.lists import change_button
from messages.chat.prompts import (
    MAX_NAME,
    ReportView,
    change_label,
    money_left,
    project_line,
    report_button,
    told_back,
    ways_out,
)
from messages.figures.spending import is_spending
from messages.forms.answers import show_answer
from messages.forms.checks import Case
from messages.forms.form import Question
from messages.line_limits import MAX_QUICK_REPLIES
from messages.project import ProjectLike
from messages.texts import say
from messages.thai.dates import bangkok_day, date_and_time, day_month
from messages.thai.money import baht, percent_text
from messages.thai.text import graphemes, one_line, shorten
from messages.words import Keyword, word

_MAX_NEW = 10
"""Grapheme clusters of a new answer on a button: ใช้ 28,500 บาท แทน."""
NAME_BESIDE_TIME = 55
NAME_ON_CARD = 90
"""Grapheme clusters of a project's name on a card: three lines of a five-inch phone."""


def card(report: ReportView) -> Card:
    """Everything that would be sent, numbered, with the figures computed from it; the status stands first."""
    buttons = _review_buttons(report)
    return Card(
        alt=_review_alt(report),
        title=say("conversation.review.title_sent" if report.sent else "conversation.review.title"),
        subtitle=_subtitle(report),
        rows=(
            *(_answer_row(report, number, question) for number, question in _number_questions(report)),
            *(_reason_row(report, number, case) for number, case in _number_cases(report)),
            *_figure_rows(report),
        ),
        note=note_of(report, "note"),
        buttons=buttons,
        keys=buttons[:2],
        leads=True,
    )


def _subtitle(report: ReportView) -> str:
    """The project; of a report that was sent first when, since the lines of a subtitle are few."""
    when = sent_line(report)
    return "\n".join((*when, project_line(report.project, limit=NAME_BESIDE_TIME if when else NAME_ON_CARD)))


def _number_questions(report: ReportView) -> list[tuple[int, Question]]:
    """The questions with the numbers they are changed by."""
    return sorted(enumerate(report.questions, start=1), key=lambda numbered: numbered[1].id != "status")


def _number_cases(report: ReportView) -> list[tuple[int, Case]]:
    """What contradicts itself and was accepted, numbered behind the questions."""
    return list(enumerate(report.cases, start=len(report.questions) + 1))


def _reason_label(case: Case) -> str:
    return say("conversation.review.reason", case=say(f"checks.case.{case.rule}"))


def _reason_text(case: Case) -> str:
    return case.reason or say("checks.no_reason_given")


def _reason_row(report: ReportView, number: int, case: Case) -> CardRow:
    label = say("conversation.review.numbered", number=number, label=_reason_label(case))
    return CardRow(label, shorten(_reason_text(case), MAX_ANSWER), button=_edit_button(report, number))


def _review_alt(report: ReportView) -> str:
    answers = [
        say(
            "conversation.review.answer",
            label=say("conversation.review.numbered", number=number, label=question.label),
            answer=in_short(report, question),
        )
        for number, question in _number_questions(report)
    ]
    reasons = [
        say(
            "conversation.review.answer",
            label=say("conversation.review.numbered", number=number, label=_reason_label(case)),
            answer=shorten(one_line(_reason_text(case)), MAX_ALT_ANSWER),
        )
        for number, case in _number_cases(report)
    ]
    heading = (_review_heading(report), *sent_line(report))
    return alt_text(heading, [*answers, *reasons], (note_of(report, "alt_how"),))


def _review_heading(report: ReportView) -> str:
    named = {"no": report.project.no, "name": shorten(report.project.name, MAX_NAME)}
    spent = _spent(report)
    if report.sent:
        return say("conversation.review.alt_sent", **named)
    if spent is None:
        return say("conversation.review.alt_no_spending", **named)
    return say("conversation.review.alt", **named, spent=baht(spent), budget=baht(report.facts.budget))


def _answer_row(report: ReportView, number: int, question: Question) -> CardRow:
    answer = shown_answer(report, question)
    label = say("conversation.review.numbered", number=number, label=question.label)
    if graphemes(answer) > MAX_ANSWER:
        label = say("conversation.review.long", label=label, letters=f"{len(answer):,}")
    shown = beside_before(report, question) or shorten(answer, MAX_ANSWER)
    return CardRow(label, shown, question.kind == "amount", _edit_button(report, number))


def _edit_button(report: ReportView, number: int) -> Button:
    return report.button("review", f"edit:{number}", say("conversation.button.item", number=number))


def _spent(report: ReportView) -> int | None:
    """Satang spent up to the round's end; None where an amount asked for is not given, and where nothing tells."""
    asked = {question.id for question in report.questions if is_spending(question.id)}
    if not asked <= set(report.answers):
        return None
    return report.facts.spent(report.answers)


def _figure_rows(report: ReportView) -> tuple[CardRow, ...]:
    budget, total = report.facts.budget, _spent(report)
    figures = [("budget", _in_baht(budget))]
    if total is not None:
        share = [("percent", percent_text(total, budget))] if budget else []
        figures += [("total", _in_baht(total)), *share, _left(budget - total)]
    return tuple(CardRow(say(f"conversation.review.{name}"), value, strong=True) for name, value in figures)


def _left(satang: int) -> tuple[str, str]:
    """What is left of the budget, or by how much it is exceeded: the name of its row, and the amount."""
    return "over" if satang < 0 else "remaining", _in_baht(abs(satang))


def _in_baht(satang: int) -> str:
    return say("conversation.baht", amount=baht(satang))


def which_item(report: ReportView, numbers: Sequence[int] = ()) -> Text:
    """Which answer or reason to change, one button each: of all, or of these numbers."""
    items = {number: _listed(report, question) for number, question in enumerate(report.questions, start=1)}
    items |= {number: _reason_label(case) for number, case in _number_cases(report)}
    shown = {number: label for number, label in items.items() if not numbers or number in numbers}
    buttons = tuple(_edit_button(report, number) for number in shown)
    listed = tuple(say("conversation.numbered", number=number, label=label) for number, label in shown.items())
    how = say("conversation.which_item", number=min(2, len(items)) if not numbers else numbers[0])
    return Text("\n".join((how, *listed)), buttons[:MAX_QUICK_REPLIES])


def _listed(report: ReportView, question: Question) -> str:
    """Its label; with what is told of an answer that is not there."""
    if question.id in report.answers:
        return question.label
    return say("conversation.review.answer", label=question.label, answer=shown_answer(report, question))


def how_to_send(report: ReportView) -> Text:
    """What the card waits for, without showing it again."""
    return Text(say("conversation.review.alt_how"), _review_buttons(report))


def not_kept(report: ReportView, said: str) -> Text:
    """Words typed at the card answer nothing on it; they are told back alone, so that nobody misses it."""
    return Text(say("conversation.not_kept", said=told_back(said)), _review_buttons(report))


def not_saved(said: str) -> Text:
    """Words typed while others wait to be an answer of the card are not kept, and told back."""
    return Text(say("conversation.instead.not_saved", said=told_back(said)))


Fitting = tuple[int, Question, Answers]
"""An item that words typed at the card would answer: its number, its question, and the answer by its id."""


def offer_instead(report: ReportView, said: str, fitting: Sequence[Fitting]) -> Text:
    """Words typed at the card answer an item of it otherwise: whether they shall take its place."""
    said = told_back(said)
    lines, ways = _one_instead(report, fitting[0]) if len(fitting) == 1 else _which_instead(report, said, fitting)
    shown = report.button("review", Keyword.AS_SHOWN, word(Keyword.AS_SHOWN))
    buttons = (*ways, shown, *_review_buttons(report)[1:])
    not_saved = say("conversation.instead.not_saved", said=said)
    return Text("\n".join((not_saved, *lines)), buttons[:MAX_QUICK_REPLIES])


def _one_instead(report: ReportView, fitting: Fitting) -> tuple[list[str], list[Button]]:
    number, question, answer = fitting
    new, old = show_answer(question, answer), show_answer(question, report.answers)
    asked = say("conversation.instead.ask", label=question.label, old=old, new=new)
    label = say("conversation.instead.use", new=shorten(new, _MAX_NEW))
    use = report.button("review", f"{Keyword.AS_ANSWER}:{number}", label, word(Keyword.YES))
    return [asked, say("conversation.instead.how")], [use]


def _which_instead(report: ReportView, said: str, fitting: Sequence[Fitting]) -> tuple[list[str], list[Button]]:
    lines, ways = [say("conversation.instead.which")], list[Button]()
    for number, question, _ in fitting:
        old, wish = show_answer(question, report.answers), say("conversation.instead.wish", number=number, said=said)
        lines.append(say("conversation.instead.item", number=number, label=question.label, old=old))
        ways.append(report.button("review", f"{Keyword.AS_ANSWER}:{number}", change_label(question), wish))
    lines.append(say("conversation.instead.how_which", wish=ways[0].says))
    return lines, ways


def _review_buttons(report: ReportView) -> tuple[Button, ...]:
    names = [(way, word(way)) for way in (Keyword.CONFIRM, Keyword.EDIT, Keyword.BACK)]
    return tuple(report.button("review", way, label, word(way)) for way, label in (*names, *ways_out(report)))


@dataclass(frozen=True, slots=True)
class OtherSender:
    """Who else sent a report, and when; `name` is empty where that person was removed."""

    name: str
    at: datetime


def other_line(other: OtherSender) -> str:
    """Before somebody changes what another sent."""
    name = other.name or say("conversation.overtaken.somebody")
    return say("conversation.overtaken.begun", name=name, moment=date_and_time(other.at))


def sent_by_other(report: ReportView, sent: ReportView, other: OtherSender) -> Card:
    """What somebody else sent meanwhile (`sent`), and whether to go on with the draft (`report`) all the same."""
    name = other.name or say("conversation.overtaken.somebody")
    heading = say("conversation.overtaken.heading", name=name, moment=date_and_time(other.at))
    how = say("conversation.overtaken.how")
    ways = ((Keyword.YES, say("conversation.overtaken.go_on")), (Keyword.NO, say("conversation.overtaken.leave")))
    buttons = tuple(report.button("overtaken", action, label, word(action)) for action, label in ways)
    rows = tuple(
        CardRow(question.label, shorten(show_answer(question, sent.answers), MAX_ANSWER), question.kind == "amount")
        for question in sent.questions
    )
    lines = [f"{row.label}: {shorten(one_line(row.value), MAX_ALT_ANSWER)}" for row in rows]
    return Card(
        alt=alt_text((project_line(report.project), heading), lines, (how,)),
        title=say("conversation.overtaken.title"),
        subtitle="\n".join((project_line(report.project, limit=NAME_ON_CARD), heading)),
        tone="attention",
        rows=rows,
        note=how,
        buttons=buttons,
        keys=buttons,
        leads=True,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What the receipt tells beyond the report itself. `left` are missing, `following` offered next.

    `late`: whether it was sent first after the deadline.
    """

    at: datetime
    late: bool
    deadline: date
    left: int
    following: tuple[ProjectLike, ...] = ()


def receipt(report: ReportView, sent: Sent) -> Card:
    """The figures as stored, until when they may be changed, and what is left; its buttons carry no question."""
    project = report.project
    when = "corrected" if report.sent else "late" if sent.late else "sent"
    heading = say(f"conversation.receipt.{when}", no=project.no, name=shorten(project.name, MAX_NAME))
    closing = (_edit_line(project, sent), _left_line(sent))
    following = tuple(report_button(other) for other in sent.following)
    return Card(
        alt="\n".join(
            (
                heading,
                *_spending_lines(report),
                _status_line(report, sent),
                *changed_lines(report),
                *_reason_lines(report),
                *closing,
            )
        ),
        title=say(f"conversation.receipt.{when}_title"),
        tone="attention" if sent.late else "done",
        subtitle=project_line(project, limit=NAME_ON_CARD),
        figure=_figure(report),
        rows=_receipt_rows(report, sent),
        note="\n".join(closing),
        buttons=following,
        keys=(*following[:1], change_button(project)),
        leads=bool(following),
    )


def _figure(report: ReportView) -> Figure | None:
    spent, budget = _spent(report), report.facts.budget
    if spent is None:
        return None
    detail = say("conversation.receipt.no_budget")
    if budget:
        detail = say("conversation.receipt.of_budget", budget=baht(budget), percent=percent_text(spent, budget))
    return Figure(say("conversation.receipt.figure"), _in_baht(spent), detail)


def _receipt_rows(report: ReportView, sent: Sent) -> tuple[CardRow, ...]:
    spent, budget, status = _spent(report), report.facts.budget, _status(report)
    name, money = ("budget", _in_baht(budget)) if spent is None else _left(budget - spent)
    return (
        CardRow(say(f"conversation.review.{name}"), money, strong=True),
        *((CardRow(say("conversation.receipt.status"), status),) if status else ()),
        *(CardRow(_reason_label(case), shorten(_reason_text(case), MAX_ANSWER)) for case in report.cases),
        *(CardRow(item.label, beside_before(report, item)) for item in report.changed),
        *_moment_rows(report, sent),
    )


def _moment_rows(report: ReportView, sent: Sent) -> tuple[CardRow, ...]:
    """When it was sent first, and when it was corrected."""
    first = CardRow(say("conversation.receipt.moment"), date_and_time(report.sent.first_at if report.sent else sent.at))
    corrected = CardRow(say("conversation.receipt.corrected_at"), date_and_time(sent.at))
    return (first, corrected) if report.sent else (first,)


def _spending_lines(report: ReportView) -> tuple[str, ...]:
    spent, budget = _spent(report), baht(report.facts.budget)
    if spent is None:
        return (say("conversation.receipt.budget", budget=budget),)
    if not report.facts.budget:
        return (say("conversation.receipt.spent_no_budget", spent=baht(spent)),)
    percent = percent_text(spent, report.facts.budget)
    return (
        say("conversation.receipt.spent", spent=baht(spent), budget=budget, percent=percent),
        money_left(report.facts.budget - spent),
    )


def _status(report: ReportView) -> str:
    """The status in words; empty where the form does not ask for one."""
    labels = {choice.id: choice.label for question in report.questions for choice in question.choices}
    status = text(report.answers, "status")
    return labels.get(status, status)


def _status_line(report: ReportView, sent: Sent) -> str:
    status, moment = _status(report), date_and_time(sent.at)
    if status:
        return say("conversation.receipt.status_at", status=status, moment=moment)
    return say("conversation.receipt.sent_at", moment=moment)


def _reason_lines(report: ReportView) -> tuple[str, ...]:
    return tuple(
        say(
            "conversation.review.answer",
            label=_reason_label(case),
            answer=shorten(one_line(_reason_text(case)), MAX_ALT_ANSWER),
        )
        for case in report.cases
    )


def _edit_line(project: ProjectLike, sent: Sent) -> str:
    if bangkok_day(sent.at) > sent.deadline:
        return say("conversation.receipt.edit_late", no=project.no)
    return say("conversation.receipt.edit", day=day_month(sent.deadline), no=project.no)


def _left_line(sent: Sent) -> str:
    if not sent.following:
        return say("conversation.receipt.all_done")
    return say("conversation.receipt.left", count=sent.left, no=sent.following[0].no)
