"""The review card before a report is sent, and the receipt after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from messages.answers import shown
from messages.bubbles import Button, Card, Figure, Row, Text, alt_text
from messages.forms.form import Question
from messages.lists import change_button
from messages.project import Project
from messages.prompts import NAME_LIMIT, Sheet, project_line, report_button
from messages.spending import is_spending
from messages.texts import say
from messages.thai.dates import date_and_time, day_month
from messages.thai.money import baht, percent_text
from messages.thai.text import graphemes, one_line, shorten
from messages.words import word

ANSWER_LIMIT = 240
"""Grapheme clusters of an answer on the card; of a longer one the length is told as well."""
ALT_ANSWER_LIMIT = 60
NAME_ON_CARD = 90
"""Grapheme clusters of a project's name on a card: three lines of a five-inch phone."""


def card(sheet: Sheet) -> Card:
    """Everything that would be sent, numbered, with the figures computed from it; the status stands first."""
    names = (("confirm", word("confirm")), ("edit", word("edit")), ("back", word("back")))
    ways = (*names, ("pause", word("pause")), ("cancel", word("cancel")))
    buttons = tuple(sheet.button("review", action, label) for action, label in ways)
    return Card(
        alt=_review_alt(sheet),
        title=say("conversation.review.title"),
        subtitle=project_line(sheet.project, limit=NAME_ON_CARD),
        rows=(*(_answer_row(sheet, number, question) for number, question in _numbered(sheet)), *_figure_rows(sheet)),
        note=say("conversation.review.note"),
        buttons=buttons,
        keys=buttons[:2],
        leads=True,
    )


def _numbered(sheet: Sheet) -> list[tuple[int, Question]]:
    """The questions with the numbers they are changed by."""
    return sorted(enumerate(sheet.questions, start=1), key=lambda numbered: numbered[1].id != "status")


def _review_alt(sheet: Sheet) -> str:
    answers = [
        say(
            "conversation.review.answer",
            label=say("conversation.review.numbered", number=number, label=question.label),
            answer=shorten(one_line(shown(question, sheet.answers)), ALT_ANSWER_LIMIT),
        )
        for number, question in _numbered(sheet)
    ]
    return alt_text((_review_heading(sheet),), answers, (say("conversation.review.alt_how"),))


def _review_heading(sheet: Sheet) -> str:
    named = {"no": sheet.project.no, "name": shorten(sheet.project.name, NAME_LIMIT)}
    spent = _spent(sheet)
    if spent is None:
        return say("conversation.review.alt_no_spending", **named)
    return say("conversation.review.alt", **named, spent=baht(spent), budget=baht(sheet.case.budget))


def _answer_row(sheet: Sheet, number: int, question: Question) -> Row:
    answer = shown(question, sheet.answers)
    label = say("conversation.review.numbered", number=number, label=question.label)
    if graphemes(answer) > ANSWER_LIMIT:
        label = say("conversation.review.long", label=label, letters=f"{len(answer):,}")
    return Row(label, shorten(answer, ANSWER_LIMIT), question.kind == "amount", _edit_button(sheet, number))


def _edit_button(sheet: Sheet, number: int) -> Button:
    return sheet.button("review", f"edit:{number}", say("conversation.button.item", number=number))


def _spent(sheet: Sheet) -> int | None:
    """Satang spent up to the round's end; None where an amount asked for is not given, and where nothing tells."""
    asked = {question.id for question in sheet.questions if is_spending(question.id)}
    if not asked <= set(sheet.answers):
        return None
    return sheet.case.spent(sheet.answers)


def _figure_rows(sheet: Sheet) -> tuple[Row, ...]:
    budget, total = sheet.case.budget, _spent(sheet)
    figures = [("budget", _in_baht(budget))]
    if total is not None:
        share = [("percent", percent_text(total, budget))] if budget else []
        figures += [("total", _in_baht(total)), *share, ("remaining", _in_baht(budget - total))]
    return tuple(Row(say(f"conversation.review.{name}"), value, strong=True) for name, value in figures)


def _in_baht(satang: int) -> str:
    return say("conversation.baht", amount=baht(satang))


def which_item(sheet: Sheet) -> Text:
    """Which answer to change, one button each."""
    buttons = tuple(_edit_button(sheet, number) for number in range(1, len(sheet.questions) + 1))
    listed = tuple(
        say("conversation.numbered", number=number, label=question.label)
        for number, question in enumerate(sheet.questions, start=1)
    )
    return Text("\n".join((say("conversation.which_item"), *listed)), buttons[:13])


@dataclass(frozen=True, slots=True)
class OtherSender:
    """Who else sent a report, and when; `name` is empty where that person was removed."""

    name: str
    at: datetime


def other_line(other: OtherSender) -> str:
    """Before somebody changes what another sent."""
    name = other.name or say("conversation.overtaken.somebody")
    return say("conversation.overtaken.begun", name=name, moment=date_and_time(other.at))


def sent_by_other(sheet: Sheet, sent: Sheet, other: OtherSender) -> Card:
    """What somebody else sent meanwhile (`sent`), and whether to go on with the draft (`sheet`) all the same."""
    name = other.name or say("conversation.overtaken.somebody")
    heading = say("conversation.overtaken.heading", name=name, moment=date_and_time(other.at))
    how = say("conversation.overtaken.how")
    ways = (("yes", say("conversation.overtaken.go_on")), ("no", say("conversation.overtaken.leave")))
    buttons = tuple(sheet.button("overtaken", action, label, word(action)) for action, label in ways)
    rows = tuple(
        Row(question.label, shorten(shown(question, sent.answers), ANSWER_LIMIT), question.kind == "amount")
        for question in sent.questions
    )
    lines = [f"{row.label}: {shorten(one_line(row.value), ALT_ANSWER_LIMIT)}" for row in rows]
    return Card(
        alt=alt_text((project_line(sheet.project), heading), lines, (how,)),
        title=say("conversation.overtaken.title"),
        subtitle="\n".join((project_line(sheet.project, limit=NAME_ON_CARD), heading)),
        tone="attention",
        rows=rows,
        note=how,
        buttons=buttons,
        keys=buttons,
        leads=True,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What the receipt tells beyond the report itself. `left` are missing, `following` offered next."""

    at: datetime
    late: bool
    deadline: date
    left: int
    following: tuple[Project, ...] = ()


def receipt(sheet: Sheet, sent: Sent) -> Card:
    """The figures as stored, until when they may be changed, and what is left; its buttons carry no question."""
    project, when = sheet.project, "late" if sent.late else "sent"
    heading = say(f"conversation.receipt.{when}", no=project.no, name=shorten(project.name, NAME_LIMIT))
    closing = (_edit_line(project, sent), _left_line(sent))
    following = tuple(report_button(other) for other in sent.following)
    return Card(
        alt="\n".join((heading, *_spending_lines(sheet), _status_line(sheet, sent), *closing)),
        title=say("conversation.receipt.late_title" if sent.late else "conversation.receipt.sent_title"),
        tone="attention" if sent.late else "done",
        subtitle=project_line(project, limit=NAME_ON_CARD),
        figure=_figure(sheet),
        rows=_receipt_rows(sheet, sent),
        note="\n".join(closing),
        buttons=following,
        keys=(*following[:1], change_button(project)),
        leads=bool(following),
    )


def _figure(sheet: Sheet) -> Figure | None:
    spent, budget = _spent(sheet), sheet.case.budget
    if spent is None:
        return None
    detail = say("conversation.receipt.no_budget")
    if budget:
        detail = say("conversation.receipt.of_budget", budget=baht(budget), percent=percent_text(spent, budget))
    return Figure(say("conversation.receipt.figure"), _in_baht(spent), detail)


def _receipt_rows(sheet: Sheet, sent: Sent) -> tuple[Row, ...]:
    spent, budget, status = _spent(sheet), sheet.case.budget, _status(sheet)
    money = ("budget", budget) if spent is None else ("remaining", budget - spent)
    return (
        Row(say(f"conversation.review.{money[0]}"), _in_baht(money[1]), strong=True),
        *((Row(say("conversation.receipt.status"), status),) if status else ()),
        Row(say("conversation.receipt.moment"), date_and_time(sent.at)),
    )


def _spending_lines(sheet: Sheet) -> tuple[str, ...]:
    spent, budget = _spent(sheet), baht(sheet.case.budget)
    if spent is None:
        return (say("conversation.receipt.budget", budget=budget),)
    if not sheet.case.budget:
        return (say("conversation.receipt.spent_no_budget", spent=baht(spent)),)
    percent = percent_text(spent, sheet.case.budget)
    return (
        say("conversation.receipt.spent", spent=baht(spent), budget=budget, percent=percent),
        say("conversation.receipt.remaining", remaining=baht(sheet.case.budget - spent)),
    )


def _status(sheet: Sheet) -> str:
    """The status in words; empty where the form does not ask for one."""
    labels = {choice.id: choice.label for question in sheet.questions for choice in question.choices}
    status = str(sheet.answers.get("status", ""))
    return labels.get(status, status)


def _status_line(sheet: Sheet, sent: Sent) -> str:
    status, moment = _status(sheet), date_and_time(sent.at)
    if status:
        return say("conversation.receipt.status_at", status=status, moment=moment)
    return say("conversation.receipt.sent_at", moment=moment)


def _edit_line(project: Project, sent: Sent) -> str:
    if sent.late:
        return say("conversation.receipt.edit_late", no=project.no)
    return say("conversation.receipt.edit", day=day_month(sent.deadline), no=project.no)


def _left_line(sent: Sent) -> str:
    if not sent.following:
        return say("conversation.receipt.all_done")
    return say("conversation.receipt.left", count=sent.left, no=sent.following[0].no)
