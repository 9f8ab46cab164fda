"""Answers as the review card and the receipt show them: of a report that was sent, what was and what would be."""

from __future__ import annotations

from messages.chat.prompts import ReportView
from messages.forms.answers import show_answer
from messages.forms.form import Question
from messages.texts import say
from messages.thai.dates import date_and_time
from messages.thai.text import one_line, shorten

MAX_ANSWER = 240
"""Grapheme clusters of an answer on the card; of a longer one the length is told as well."""
MAX_ALT_ANSWER = 60


def sent_line(report: ReportView) -> tuple[str, ...]:
    """When it was sent, of a report that was."""
    return (say("conversation.receipt.sent_at", moment=date_and_time(report.sent.last_at)),) if report.sent else ()


def note_of(report: ReportView, usual: str) -> str:
    """What the card waits for; of a report that was sent, what would change."""
    if report.sent is None:
        return say(f"conversation.review.{usual}")
    count = len(report.changed)
    return say("conversation.review.note_changed", count=count) if count else say("conversation.review.note_unchanged")


def shown_answer(report: ReportView, question: Question) -> str:
    """The answer; one begun and not ended is still to be given, even where it may be left out."""
    is_begun = question.id not in report.answers and report.begun.get(question.id)
    return say("conversation.unanswered") if is_begun else show_answer(question, report.answers)


def in_short(report: ReportView, question: Question) -> str:
    """The answer on one line; what was sent before it, where it is another."""
    new = shorten(one_line(shown_answer(report, question)), MAX_ALT_ANSWER)
    if report.sent is None or question not in report.changed:
        return new
    old = shorten(one_line(show_answer(question, report.sent.answers)), MAX_ALT_ANSWER)
    return say("conversation.review.changed", old=old, new=new)


def beside_before(report: ReportView, question: Question) -> str:
    """The answer behind the one that was sent; empty where it is the same."""
    if report.sent is None or question not in report.changed:
        return ""
    old, new = show_answer(question, report.sent.answers), shown_answer(report, question)
    how = "conversation.review.changed_long" if question.collects else "conversation.review.changed"
    return say(how, old=shorten(old, MAX_ANSWER // 2), new=shorten(new, MAX_ANSWER // 2))


def changed_lines(report: ReportView) -> tuple[str, ...]:
    return tuple(
        say("conversation.review.answer", label=item.label, answer=in_short(report, item)) for item in report.changed
    )
