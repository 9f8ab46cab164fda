"""Speech that asks for nothing in the report: questions to the bot, small talk, a wish to reach a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.effects import Turn, saying
from bot.conversation.holding import hold
from bot.conversation.opening import open_report
from bot.conversation.prompting import help_for, lateness, status_card, with_prompt
from bot.conversation.request import KeywordHandler, Request
from bot.conversation.situations import (
    AtAmount,
    AtContradiction,
    AtQuestion,
    AtReview,
    AtText,
    DraftSituation,
    Gathering,
    Situation,
)
from messages.chat.bubbles import Text
from messages.chat.lists import plain, retyped_button
from messages.chat.speech import ask_to_switch, help_on, propose_word
from messages.words import Keyword


def answer_small_talk(request: Request, at: Situation) -> Turn:
    """Answers in a short sentence; what is open stays open."""
    return with_prompt(request.context, request.state, at, _small_talk(request))


def answer_small_talk_and_hold(request: Request, at: Gathering) -> Turn:
    """Answers in a short sentence, and holds the words in case they are the answer."""
    return hold(request, at, _small_talk(request))


def greet(request: Request, _at: Situation) -> Turn:
    """Greets and shows where the person stands."""
    card = status_card(request.context, request.state)
    return saying(request.state, plain("conversation.small_talk.greeting"), card)


def explain_question(request: Request, at: AtQuestion) -> Turn:
    """Explains the question that is open and asks it again."""
    return with_prompt(request.context, request.state.more_confused, at, _help(at))


def explain_question_and_hold(request: Request, at: Gathering) -> Turn:
    """Explains the question that is open, asks it again, and holds the words in case they are the answer."""
    return hold(replace(request, state=request.state.more_confused), at, _help(at))


def explain_doubt(request: Request, at: AtAmount | AtContradiction | AtReview) -> Turn:
    """Explains what is asked, and asks it again."""
    told = plain(_EXPLAINED[type(at)])
    return with_prompt(request.context, request.state.more_confused, at, told)


def explain_all(request: Request, at: Situation) -> Turn:
    """Explains what can be typed."""
    return with_prompt(request.context, request.state.more_confused, at, help_for(request.context))


def tell_lateness_and_hold(request: Request, at: Gathering) -> Turn:
    """Tells until when a report may come; the words may be an answer all the same."""
    return hold(request, at, lateness(request.context))


def open_other(request: Request, at: Situation) -> Turn | None:
    """Opens the project of that number, where it is one of the person's; without a number lists the projects."""
    if request.number is not None and request.context.numbered(request.number) is None:
        return None
    return open_report(request, at)


def ask_about_other(request: Request, at: DraftSituation) -> Turn | None:
    """Asks whether to go to that other project of the person's; without a number lists the projects."""
    if request.number is None:
        return open_report(request, at)
    other, opened = request.context.numbered(request.number), at.view.assignment.project
    if other is None or other.project.id == opened.id:
        return None
    told, button = ask_to_switch(other.project, opened)
    if isinstance(at, AtQuestion) and not isinstance(at, AtAmount):
        return hold(request, at, told, buttons=(button,))
    return with_prompt(request.context, request.state, at, told, buttons=(button,))


def propose_slip(request: Request, at: Situation, meant: str) -> Turn:
    """Proposes the command that was typed one letter wrong; where a text may be the answer, holds the words."""
    told, buttons = propose_word(meant), retyped_button(meant)
    if isinstance(at, AtQuestion) and at.question.collects and not isinstance(at, AtText):
        return hold(request, at, told, buttons=buttons)
    return with_prompt(request.context, request.state, at, told, buttons=buttons)


def _small_talk(request: Request) -> Text:
    keyword = request.instruction.keyword if request.instruction else Keyword.NOTED
    return plain(f"conversation.small_talk.{keyword}")


def _help(at: AtQuestion) -> Text:
    return help_on(at.question, first=at.view.position(at.question) == 0)


_EXPLAINED: Mapping[type[Situation], str] = {
    AtAmount: "conversation.explain.doubt",
    AtContradiction: "conversation.explain.contradiction",
    AtReview: "conversation.explain.review",
}
SMALL_TALK = (Keyword.GREETING, Keyword.THANKS, Keyword.NOTED, Keyword.LATER)
ASIDES: Mapping[Keyword, KeywordHandler[Situation]] = {
    **dict.fromkeys(SMALL_TALK, answer_small_talk),
    Keyword.ASKING: explain_all,
}
"""What is answered beside whatever is open."""
ASIDES_HELD: Mapping[Keyword, KeywordHandler[Gathering]] = {
    **dict.fromkeys(SMALL_TALK, answer_small_talk_and_hold),
    Keyword.ASKING: explain_question_and_hold,
    Keyword.LATENESS: tell_lateness_and_hold,
}
"""The same where a text may be the answer."""
