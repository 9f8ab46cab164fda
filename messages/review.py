"""The review card before a report is sent, and the receipt after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from messages.answers import spent_to_date
from messages.bubbles import Card, Row, Text
from messages.project import Project
from messages.prompts import NAME_LIMIT, Sheet, project_line, report_button, short_answer
from messages.spending import is_spending
from messages.texts import say
from messages.thai.dates import date_and_time, day_month
from messages.thai.money import baht, percent_text
from messages.thai.text import shorten
from messages.words import word


def card(sheet: Sheet) -> Card:
    """Everything that would be sent, numbered, with the figures computed from it."""
    names = (("confirm", word("confirm")), ("edit", word("edit")), ("back", word("back")))
    ways = (*names, ("pause", word("pause")), ("cancel", word("cancel")))
    return Card(
        alt=_review_alt(sheet),
        title=say("conversation.review.title"),
        subtitle=project_line(sheet.project, limit=120),
        rows=(*_answer_rows(sheet), *_figure_rows(sheet)),
        note=say("conversation.review.note"),
        buttons=tuple(sheet.button("review", action, label) for action, label in ways),
    )


def _review_alt(sheet: Sheet) -> str:
    return say(
        "conversation.review.alt",
        no=sheet.project.no,
        name=shorten(sheet.project.name, NAME_LIMIT),
        spent=baht(spent_to_date(sheet.case, sheet.answers)),
        budget=baht(sheet.case.budget),
    )


def _answer_rows(sheet: Sheet) -> tuple[Row, ...]:
    return tuple(
        Row(
            say("conversation.review.numbered", number=number, label=question.label),
            short_answer(question, sheet.answers),
            strong=question.kind == "amount",
        )
        for number, question in enumerate(sheet.questions, start=1)
    )


def _figure_rows(sheet: Sheet) -> tuple[Row, ...]:
    budget, total = sheet.case.budget, spent_to_date(sheet.case, sheet.answers)
    if any(is_spending(question.id) and question.id not in sheet.answers for question in sheet.questions):
        return (Row(say("conversation.review.budget"), baht(budget), strong=True),)
    figures = (
        ("budget", baht(budget)),
        ("total", baht(total)),
        ("percent", percent_text(total, budget)),
        ("remaining", baht(budget - total)),
    )
    return tuple(Row(say(f"conversation.review.{name}"), value, strong=True) for name, value in figures)


def which_item(sheet: Sheet) -> Text:
    """Which answer to change, one button each."""
    buttons = tuple(
        sheet.button("review", f"edit:{number}", say("conversation.button.item", number=number))
        for number in range(1, len(sheet.questions) + 1)
    )
    listed = tuple(
        say("conversation.numbered", number=number, label=question.label)
        for number, question in enumerate(sheet.questions, start=1)
    )
    return Text("\n".join((say("conversation.which_item"), *listed)), buttons[:13])


@dataclass(frozen=True, slots=True)
class Sent:
    """What the receipt tells beyond the report itself. `next_no`: the project offered next, `left`: how many
    are missing.
    """

    at: datetime
    late: bool
    deadline: date
    left: int
    next_no: int | None


def receipt(sheet: Sheet, sent: Sent) -> Text:
    """The figures as stored, until when they may be changed, and what is left; its button carries no question."""
    project, total = sheet.project, spent_to_date(sheet.case, sheet.answers)
    heading = say(
        f"conversation.receipt.{'late' if sent.late else 'sent'}",
        no=project.no,
        name=shorten(project.name, NAME_LIMIT),
    )
    figures = say(
        "conversation.receipt.spent",
        spent=baht(total),
        budget=baht(project.budget),
        percent=percent_text(total, project.budget),
    )
    remaining = say("conversation.receipt.remaining", remaining=baht(project.budget - total))
    lines = (heading, figures, remaining, _status_line(sheet, sent), _edit_line(project, sent), _left_line(sent))
    return Text("\n".join(lines), () if sent.next_no is None else (report_button(sent.next_no),))


def _status_line(sheet: Sheet, sent: Sent) -> str:
    labels = {choice.id: choice.label for question in sheet.questions for choice in question.choices}
    status = str(sheet.answers.get("status", ""))
    return say("conversation.receipt.status_at", status=labels.get(status, status), moment=date_and_time(sent.at))


def _edit_line(project: Project, sent: Sent) -> str:
    if sent.late:
        return say("conversation.receipt.edit_late", no=project.no)
    return say("conversation.receipt.edit", day=day_month(sent.deadline), no=project.no)


def _left_line(sent: Sent) -> str:
    return say("conversation.receipt.left", count=sent.left) if sent.left else say("conversation.receipt.all_done")
