"""An item of the report is changed: by its number, its name, or with its new answer in the same sentence."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import ask, reopen, store
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.filling import take
from bot.conversation.fitting import fits
from bot.conversation.opening import open_report
from bot.conversation.prompting import with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import AtContradiction, AtQuestion, AtReview, DraftSituation
from bot.conversation.states import Answering, State
from messages.answer_values import TextAnswer
from messages.chat import review
from messages.chat.lists import plain
from messages.forms.answers import read
from messages.forms.changes import ItemChange, read_change
from messages.parts import Part, sanitize_typed
from messages.texts import say


def edit_item(request: Request, at: AtReview | AtContradiction) -> Turn:
    """Asks the question of that item again; without a number, lists the items."""
    if request.number is None:
        return saying(request.state, review.which_item(at.view.report))
    return _use_held(request, at, request.number) or change_numbered(request, at)


def change_numbered(request: Request, at: DraftSituation) -> Turn:
    """Asks the item of that number; where the report has none, or a project is named, opens the project instead."""
    view, number = at.view, request.number or 0
    is_item = 1 <= number <= len(view.questions) + len(view.report.cases)
    of, other = request.instruction.of if request.instruction else "", request.context.numbered(number)
    if of == "project" or (of == "" and other and not is_item):
        turn = open_report(request, at)
        return turn if of else turn.saying_first(plain("conversation.no_item_but_project", no=number))
    if not is_item:
        count = len(view.questions) + len(view.report.cases)
        refused = "conversation.no_such_item" if of else "conversation.no_item_nor_project"
        refusal = plain(refused, number=number, count=count)
        return with_prompt(request.context, request.state, at, refusal)
    is_unclear = of == "" and other is not None and not isinstance(at, AtReview | AtContradiction)
    named = {"no": view.assignment.project.no, "number": number}
    lead = (say("conversation.item_not_project", **named),) if is_unclear else ()
    return change_item(request.state, view, number, *lead)


def change_item(state: State, view: DraftView, number: int, *lead: str) -> Turn:
    """Asks about the item of that number: a question of the form, or behind those a case and its reason."""
    questions, cases = view.questions, view.report.cases
    if 1 <= number <= len(questions):
        alone = view.with_draft(replace(view.draft, revisiting=False))
        return ask(state, alone, questions[number - 1], *lead)
    if len(questions) < number <= len(questions) + len(cases):
        return reopen(state, view, cases[number - len(questions) - 1])
    refusal = plain("conversation.no_such_item", number=number, count=len(questions) + len(cases))
    return saying(state, refusal, review.card(view.report))


def change_named(request: Request, at: AtReview | AtContradiction, text: TextReceived) -> Turn | None:
    """Changes what the words name, or asks which of several; None where they name nothing."""
    view = at.view
    change = read_change(text.text, view.questions, len(view.report.cases))
    if change is None:
        return None
    if len(change.numbers) == 1:
        told = _answer_anew(request.state, view, change, text) or _use_held(request, at, change.numbers[0])
        return told or change_item(request.state, view, change.numbers[0])
    return saying(request.state, review.which_item(view.report, change.numbers))


def _use_held(request: Request, at: AtReview | AtContradiction, number: int) -> Turn | None:
    """Takes the words held at the card as the answer to the item that is named; None where they do not fit it."""
    held = at.held if isinstance(at, AtReview) else ""
    if number not in {fit.number for fit in fits(at.view, held)}:
        return None
    told = TextReceived(request.event.id, request.event.at, at.held_in, held)
    return _answer_anew(request.state, at.view, ItemChange((number,), held), told)


def change_other(request: Request, at: AtQuestion, text: TextReceived) -> Turn | None:
    """Changes the figure or choice that a wish names, of several the last one answered.

    None where the words are no such wish.
    """
    view = at.view
    change = read_change(text.text, view.questions) if text.message_id else None
    if change is None or not change.wished:
        return None
    named = [(number, item) for number, item in enumerate(view.questions, 1) if number in change.numbers]
    told = [(number, item) for number, item in named if not item.collects and item.id in view.draft.answers]
    if not told:
        return None
    number, question = told[-1]
    one = replace(change, numbers=(number,)) if len(told) == 1 else replace(change, value="")
    return _answer_anew(request.state, view, one, text) or ask(request.state, view, question)


def _answer_anew(state: State, view: DraftView, change: ItemChange, text: TextReceived) -> Turn | None:
    """Takes the answer told with the wish, or asks what it means; None without one, and for items and photos."""
    number = change.numbers[0]
    if not change.value or not 1 <= number <= len(view.questions):
        return None
    question = view.questions[number - 1]
    told = replace(text, text=change.value)
    if question.kind == "long_text":
        said = sanitize_typed(change.value)
        return store(state, view, question, TextAnswer(said), (Part(question.id, text.message_id, said),))
    if question.collects:
        return None
    reading = read(question, change.value, view.assignment.facts, view.draft.answers)
    return take(state.keeping(view.draft).at(Answering(view.session, question.id)), view, question, reading, told)
