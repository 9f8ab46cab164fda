"""Corrections: back to the answer just given, or to the one that is named; a new figure takes an old one's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.amounts import reject_amount, take_amount_or_reason
from bot.conversation.asking import ask
from bot.conversation.changing import change_named, change_numbered, edit_item
from bot.conversation.continuing import clear_answer
from bot.conversation.contradictions import ask_first_answer
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn
from bot.conversation.ended import ended_question, remember_end
from bot.conversation.events import TextReceived
from bot.conversation.filling import take
from bot.conversation.holding import hold
from bot.conversation.opening import begin_anew
from bot.conversation.request import Request
from bot.conversation.reviewing import take_words
from bot.conversation.situations import (
    AtAmount,
    AtContradiction,
    AtProposal,
    AtQuestion,
    AtReview,
    Gathering,
    QuestionGone,
)
from bot.conversation.states import Answering
from messages.answer_values import ChoiceAnswer, amount
from messages.chat.speech import kept_so_far
from messages.forms.answers import NotUnderstood, read
from messages.forms.form import Question
from messages.speech import Correction, read_correction
from messages.texts import say
from messages.thai.amounts import Amount, read_amount

_LEAST_FIGURE = 4
"""Letters of a figure that is no number of an item."""


def correct(request: Request, at: AtQuestion) -> Turn:
    """Asks the answer just given anew, or the one that is named; a right figure that is told takes its place."""
    named = _named(request)
    earlier = list(_before(at.view, at.question))
    wanted = _chosen_anew(at.view, earlier, named) or next(_meant(at.view, earlier, named), None)
    if wanted is None and named.right and at.question.kind == "amount":
        return _correct(request, at.view, at.question, named)
    if wanted is None and named.was:
        return ask(request.state, at.view, at.question, say("conversation.no_such_amount", amount=named.was))
    if wanted is None:
        return ask(request.state, at.view, at.question, say("conversation.nothing_to_correct"))
    return _correct(request, at.view, wanted, named)


def correct_or_hold(request: Request, at: Gathering) -> Turn:
    """Tells how to change what was told so far and holds the words; else asks the answer before anew."""
    named = _named(request)
    if named == Correction() and at.view.begun.get(at.question.id):
        told, buttons = kept_so_far(at.view.report, at.question)
        return hold(request, at, told, buttons=buttons)
    return correct(request, at)


def edit(request: Request, at: AtQuestion) -> Turn:
    """Asks the item of that number, or opens that project; without a number, asks the answer just given anew."""
    return correct(request, at) if request.number is None else change_numbered(request, at)


def edit_or_hold(request: Request, at: Gathering) -> Turn:
    """Asks the item of that number, or opens that project; without one, tells how to change what was told so far."""
    return correct_or_hold(request, at) if request.number is None else change_numbered(request, at)


def edit_amount(request: Request, at: AtAmount) -> Turn:
    """Asks the item of that number, or opens that project; without a number, drops the amount and asks for it again."""
    return reject_amount(request, at) if request.number is None else change_numbered(request, at)


def correct_amount(request: Request, at: AtAmount) -> Turn:
    """A right figure that is told takes the amount's place; otherwise drops it and asks for it again."""
    named, event = _named(request), request.event
    # A figure that was never doubted cannot be the wrong one.
    never_doubted = named.was and read_amount(named.was) != Amount(at.satang)
    right = named.right or (named.was if never_doubted else "")
    if right and isinstance(event, TextReceived):
        return take_amount_or_reason(request, at, replace(event, text=right))
    return reject_amount(request, at)


def correct_contradiction(request: Request, at: AtContradiction) -> Turn:
    """A right figure that is told takes the place of the one in question; otherwise asks the first answer anew."""
    named = _named(request)
    changed = change_named(request, at, request.event) if isinstance(request.event, TextReceived) else None
    if changed:
        return changed
    choices = [question for question in at.view.questions if question.kind == "choice"]
    wanted = _chosen_anew(at.view, choices, named)
    wanted = wanted or next(_meant(at.view, [*reversed(at.view.questions)], named), None)
    if named != Correction() and wanted:
        return _correct(request, at.view, wanted, named)
    return ask_first_answer(request, at)


def correct_report(request: Request, at: AtReview) -> Turn:
    """Asks the named answer anew, where only one can be meant; else holds the right figure, or lists the items."""
    named = _named(request)
    changed = change_named(request, at, request.event) if isinstance(request.event, TextReceived) else None
    if changed:
        return changed
    found = list(_meant(at.view, [*reversed(at.view.questions)], named)) if named != Correction() else []
    if len(found) == 1 or (found and named.was):
        return _correct(request, at.view, found[0], named)
    if len(named.right) >= _LEAST_FIGURE and isinstance(request.event, TextReceived):
        return take_words(request, at, replace(request.event, text=named.right))
    return edit_item(replace(request, instruction=None), at)


def type_again(request: Request, at: AtQuestion) -> Turn:
    """Asks the long answer that has just ended anew, or else the open question again."""
    ended = ended_question(request, at.view)
    asked = ask(request.state, at.view, ended or at.question, say("conversation.type_again"))
    return remember_end(asked, at.view, ended, request.event, None) if ended else asked


def begin_answer_anew(request: Request, at: Gathering) -> Turn:
    """Empties the answer that is open and asks for it again; the one that has just ended is asked anew."""
    view, question = at.view, at.question
    told = question.id in view.draft.answers or view.draft.parts_of(question.id)
    return clear_answer(request, at) if told else type_again(request, at)


def restart(request: Request, at: AtQuestion | AtProposal | AtContradiction | AtReview | QuestionGone) -> Turn:
    """Begins the report anew; the answers given are archived, and offered again on its first question."""
    view, round_ = at.view, request.context.round
    if round_ is None or not (view.draft.answers or view.draft.parts):
        return ask(request.state, view, view.questions[0])
    archived = request.state.finished_with(view.draft).keeping(replace(view.draft, archived=True))
    return begin_anew(replace(request, state=archived), round_, view.assignment)


def _named(request: Request) -> Correction:
    match request.event:
        case TextReceived(text=text):
            return read_correction(text)
    return Correction()


def _before(view: DraftView, question: Question) -> Iterator[Question]:
    """Questions with an answer, the nearest before this one first; then this one itself; then those behind it.

    A question that is asked again for its own sake, and not on the way past it, comes before all others.
    """
    position = view.position(question)
    walked = (*reversed(view.questions[:position]), *view.questions[position:])
    ordered = walked if view.draft.revisiting else (question, *(other for other in walked if other != question))
    return (other for other in ordered if other.id in view.draft.answers)


def _chosen_anew(view: DraftView, ordered: list[Question], named: Correction) -> Question | None:
    """The choice that comes first of these, where the right figure is a number on its list."""
    if not ordered or ordered[0].kind != "choice" or not named.right or named.was:
        return None
    chosen = read(ordered[0], named.right, view.assignment.facts, view.draft.answers)
    return ordered[0] if isinstance(chosen, ChoiceAnswer) else None


def _meant(view: DraftView, ordered: list[Question], named: Correction) -> Iterator[Question]:
    """Of these questions, those whose answer the correction may be about."""
    if named.item is not None:
        yield from view.questions[named.item - 1 : named.item] if named.item else ()
        return
    was = read_amount(named.was) if named.was else None
    for question in ordered:
        is_kind = not named.kinds or question.kind in named.kinds
        is_figure = was is None or was == Amount(amount(view.draft.answers, question.id) or 0)
        if is_kind and is_figure and question.id in view.draft.answers:
            yield question


def _correct(request: Request, view: DraftView, question: Question, named: Correction) -> Turn:
    asking = request.state.at(Answering(view.session, question.id))
    event = request.event
    if named.right and isinstance(event, TextReceived):
        reading = read(question, named.right, view.assignment.facts, view.draft.answers)
        if not isinstance(reading, NotUnderstood):
            return take(asking, view, question, reading, replace(event, text=named.right))
    # Of a long answer: it has ended, and what is typed next takes its place, since its owner has called it wrong.
    asked = ask(request.state, view, question, say("conversation.correct_this"))
    return remember_end(asked, view, question, event, None) if question.collects else asked
