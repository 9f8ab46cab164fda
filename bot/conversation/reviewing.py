"""The review card: changing an item, and sending."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import DraftView, TurnContext, is_late
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.events import Event
from bot.conversation.filling import ask, proceed, stand_by
from bot.conversation.states import Idle, Overtaken, State
from messages.chat import review
from messages.chat.lists import plain
from messages.forms.form import Question, on_path
from messages.parts import Part
from messages.project import Answers, Round
from messages.texts import say
from messages.words import Instruction

_OPEN = {"missing", "returned"}
_NEXT = 3
"""Projects offered after one is sent."""


def edit_item(state: State, view: DraftView, number: int | None) -> Turn:
    """Asks that question of the card again; the answer given stays until it is answered anew."""
    count = len(view.questions)
    if number is None:
        return saying(state, review.which_item(view.report))
    if not 1 <= number <= count:
        return saying(state, plain("conversation.no_such_item", number=number, count=count), review.card(view.report))
    return ask(state, view, view.questions[number - 1])


def steer_contradiction(state: State, view: DraftView, rule: str, asked: Instruction) -> Turn:
    """What a keyword does while two answers contradict each other."""
    about = [item.questions[0] for item in view.open_contradictions if item.rule == rule]
    question = view.question(about[0]) if about else None
    match asked.keyword:
        case "yes" | "confirm" | "skip" | "done":
            return stand_by(state, view, rule)
        case "edit":
            return edit_item(state, view, asked.number)
    return ask(state, view, question) if question else proceed(state, view, None)


def send(context: TurnContext, round_: Round, state: State, view: DraftView, event: Event) -> Turn:
    """The report is stored and its figures are echoed; what is still open is asked first."""
    if view.overtaken:
        return ask_overtaken(state, view, view.overtaken)
    unanswered = _unanswered(view)
    if unanswered:
        wanted = {question.id for question in unanswered}
        draft = replace(view.draft, skipped=tuple(other for other in view.draft.skipped if other not in wanted))
        return ask(state, replace(view, draft=draft), unanswered[0], say("conversation.answer_first"))
    late = is_late(round_, context.today)
    answers = {**on_path(view.questions, view.draft.answers), **_reasons(view)}
    receipt = review.receipt(view.report, _sent(context, round_, view, event, late=late))
    submit = Submit(view.draft, answers, late, _parts(view, answers), view.assignment.revision + 1)
    return Turn(state.finished_with(view.draft), (submit, Say((receipt,))))


def ask_overtaken(state: State, view: DraftView, other: review.OtherSender) -> Turn:
    """What somebody else sent is shown before anything takes its place; the draft waits as it is."""
    waiting = state.keeping(view.draft).at(Overtaken(view.draft.session))
    return saying(waiting, review.sent_by_other(view.report, view.sent_report, other))


def answer_overtaken(state: State, view: DraftView, command: str) -> Turn | None:
    """Goes on knowingly, or leaves the report as it was sent; the answers given are kept either way."""
    draft, no = view.draft, view.assignment.project.no
    match command:
        case "yes" | "confirm":
            return proceed(state, replace(view, draft=replace(draft, based_on=view.assignment.revision)), None)
        case "no" | "cancel":
            aside = state.finished_with(draft).keeping(replace(draft, archived=True))
            return saying(aside, plain("conversation.left_as_sent", no=no))
        case "pause" | "back":
            return saying(state.at(Idle()), plain("conversation.paused", no=no))
    return None


def _reasons(view: DraftView) -> dict[str, int | str]:
    """What the person gave as reasons for the contradictions and doubts that still hold."""
    named = {f"reason_{rule}" for rule in view.standing_rules}
    return {key: value for key, value in view.draft.answers.items() if key in named}


def _parts(view: DraftView, answers: Answers) -> tuple[Part, ...]:
    """The messages whose text the report holds; figures and choices are the owner's statement, whatever said them."""
    return tuple(part for part in view.draft.parts if part.role != "answer" and part.question in answers)


def _unanswered(view: DraftView) -> list[Question]:
    """Questions that must be answered, and those whose answer was begun and not ended: no word may get lost."""
    begun = view.report.begun
    open_questions = [question for question in view.questions if question.id not in view.draft.answers]
    return [question for question in open_questions if not question.optional or begun.get(question.id)]


def _sent(context: TurnContext, round_: Round, view: DraftView, event: Event, *, late: bool) -> review.Sent:
    sent = view.assignment.project
    left = [item.project for item in context.assignments if item.state in _OPEN and item.project.id != sent.id]
    following = sorted(left, key=lambda other: other.no < sent.no)[:_NEXT]
    return review.Sent(event.at, late, round_.deadline, len(left), tuple(following))
