"""What is said where a report is left and where it goes on: which one, how far it is, and how to come back."""

from __future__ import annotations

from messages.chat.bubbles import Text
from messages.chat.prompts import ReportView, project_line
from messages.forms.answers import show_answer
from messages.forms.form import Question
from messages.project import ReportState
from messages.texts import say
from messages.thai.text import one_line, shorten
from messages.words import Keyword, word

MAX_SHORT = 60
"""Grapheme clusters of an answer told again where a report goes on."""


def resumed(report: ReportView, state: ReportState) -> tuple[str, ...]:
    """Which report goes on, what is answered, each on its line, and how much is open; the card tells it by itself."""
    heading = say("conversation.resumed", project=project_line(report.project))
    if state == ReportState.UNCONFIRMED:
        return (heading, say("conversation.resumed_unconfirmed"))
    told = tuple(_answered_line(report, number, item) for number, item in enumerate(report.questions, start=1))
    lines = tuple(line for line in told if line)
    left = len(report.questions) - sum(item.id in report.answers for item in report.questions)
    return (heading, *lines, *((say("conversation.resumed_left", count=left),) if lines else ()))


def _answered_line(report: ReportView, number: int, question: Question) -> str:
    """Its answer, short; one that was begun says so; empty where there is none."""
    begun, answers = report.begun.get(question.id), report.answers
    if begun:
        answers = {question.id: begun}
    elif question.id not in answers:
        return ""
    short = shorten(one_line(show_answer(question, answers)), MAX_SHORT)
    answer = say("conversation.resumed_open", answer=short) if begun else short
    label = say("conversation.numbered", number=number, label=question.label)
    return say("conversation.review.answer", label=label, answer=answer)


def put_aside(report: ReportView, state: ReportState) -> Text:
    """That a report is kept as far as it is, and how to go on with it."""
    if state == ReportState.UNCONFIRMED:
        return Text(say("conversation.put_aside_unconfirmed", no=report.project.no))
    answered = sum(item.id in report.answers for item in report.questions)
    counts = {"answered": answered, "count": len(report.questions)}
    return Text(say("conversation.put_aside", no=report.project.no, **counts))


def offer_cancelled(report: ReportView, question: Question, asked: Text) -> Text:
    """The first question with the answers of a cancelled report offered beside it."""
    label = word(Keyword.RESUME)
    button = report.button(question.id, Keyword.RESUME, label)
    return Text("\n".join((say("conversation.offer"), asked.text)), (button, *asked.buttons))
