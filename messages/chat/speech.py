"""What is answered to speech that is no answer: help on a question, small talk, words that are held, slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from messages.chat.bubbles import Bubble, Button, Text
from messages.chat.prompts import ReportView, project_line, report_button, short_answer, told_back
from messages.figures.spending import is_spending
from messages.forms.form import Question
from messages.line_limits import MAX_QUICK_REPLIES
from messages.project import ProjectLike
from messages.texts import catalogue, say
from messages.words import Keyword, word


def help_on(question: Question, *, first: bool) -> Text:
    """What the question wants, with an example, and the words that lead on from it."""
    lines = (say(_explanation(question)), *_extent(question), *_ways(question, first=first))
    return Text("\n".join(lines))


def _explanation(question: Question) -> str:
    """The text about this very question where there is one, else about its kind."""
    name = question.id.partition("_q")[0]
    spending = question.kind == "amount" and is_spending(question.id)
    own = f"conversation.explain.{'spent' if spending else name}"
    return own if own in catalogue() else f"conversation.explain.kind_{question.kind}"


def _extent(question: Question) -> tuple[str, ...]:
    """Whether an amount is of one quarter or of the year so far."""
    if not is_spending(question.id):
        return ()
    if question.quarter is None:
        return (say("conversation.explain.until_now"),)
    return (say("conversation.explain.of_quarter", quarter=question.quarter),)


def _ways(question: Question, *, first: bool) -> tuple[str, ...]:
    leaving = say("conversation.explain.skip" if question.optional else "conversation.explain.pause")
    return (leaving,) if first else (leaving, say("conversation.explain.back"))


def offer_as_answer(report: ReportView, question: Question, said: str, asked: Text) -> Text:
    """The question as it was asked, with the words held offered as its answer."""
    offer = say("conversation.held.offer", said=told_back(said))
    button = report.button(question.id, Keyword.AS_ANSWER, word(Keyword.AS_ANSWER))
    return replace(asked, text=f"{asked.text}\n{offer}", buttons=(button, *asked.buttons)[:MAX_QUICK_REPLIES])


def not_taken(said: str) -> Text:
    """Words that look like no answer were not put into the report."""
    return Text(say("conversation.held.not_taken", said=told_back(said)))


def with_buttons(bubble: Bubble, buttons: Sequence[Button]) -> Bubble:
    """The bubble with these buttons before its own."""
    return replace(bubble, buttons=(*buttons, *bubble.buttons)[:MAX_QUICK_REPLIES]) if buttons else bubble


def ask_to_switch(other: ProjectLike, opened: ProjectLike) -> tuple[Text, Button]:
    """The words are about another project than the one whose report is open: how to go there, and its button."""
    named = {"other": project_line(other), "no": other.no, "open": opened.no}
    return Text(say("conversation.held.other_project", **named)), report_button(other)


def propose_word(meant: str) -> Text:
    """A command typed one letter wrong is proposed."""
    return Text(say("conversation.slip", meant=meant))


def kept_so_far(report: ReportView, question: Question) -> tuple[Text, tuple[Button, ...]]:
    """What is kept of the long answer that is open, and how to take out the last message or to type it anew."""
    button = report.button(question.id, Keyword.ANEW, word(Keyword.ANEW))
    return Text(say("conversation.kept_so_far", answer=short_answer(question, report.begun))), (button,)


def not_understood(said: str) -> Text:
    """Words that mean nothing here."""
    return Text(say("conversation.not_understood", said=told_back(said)))
