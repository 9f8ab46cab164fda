"""The review card: changing an item, and sending."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.events import Event
from bot.conversation.filling import ask, proceed
from bot.conversation.scene import Desk, Scene, is_late
from bot.conversation.states import Idle, Overtaken, State
from messages import review
from messages.forms.form import Question, on_path
from messages.lists import plain
from messages.parts import Part
from messages.project import Answers, Round
from messages.texts import say

_OPEN = {"missing", "returned"}
_NEXT = 3
"""Projects offered after one is sent."""


def edit_item(state: State, desk: Desk, number: int | None) -> Turn:
    """Asks that question of the card again; the answer given stays until it is answered anew."""
    count = len(desk.questions)
    if number is None:
        return saying(state, review.which_item(desk.sheet))
    if not 1 <= number <= count:
        return saying(state, plain("conversation.no_such_item", number=number, count=count), review.card(desk.sheet))
    return ask(state, desk, desk.questions[number - 1])


def send(scene: Scene, round_: Round, state: State, desk: Desk, event: Event) -> Turn:
    """The report is stored and its figures are echoed; what is still open is asked first."""
    if desk.overtaken:
        return ask_overtaken(state, desk, desk.overtaken)
    unanswered = _unanswered(desk)
    if unanswered:
        wanted = {question.id for question in unanswered}
        draft = replace(desk.draft, skipped=tuple(other for other in desk.draft.skipped if other not in wanted))
        return ask(state, replace(desk, draft=draft), unanswered[0], say("conversation.answer_first"))
    late = is_late(round_, scene.today)
    answers = {**on_path(desk.questions, desk.draft.answers), **_reasons(desk)}
    receipt = review.receipt(desk.sheet, _sent(scene, round_, desk, event, late=late))
    submit = Submit(desk.draft, answers, late, _parts(desk, answers), desk.assignment.revision + 1)
    return Turn(state.finished_with(desk.draft), (submit, Say((receipt,))))


def ask_overtaken(state: State, desk: Desk, other: review.OtherSender) -> Turn:
    """What somebody else sent is shown before anything takes its place; the draft waits as it is."""
    waiting = state.keeping(desk.draft).at(Overtaken(desk.draft.session))
    return saying(waiting, review.sent_by_other(desk.sheet, desk.sent_sheet, other))


def answer_overtaken(state: State, desk: Desk, command: str) -> Turn | None:
    """Goes on knowingly, or leaves the report as it was sent; the answers given are kept either way."""
    draft, no = desk.draft, desk.assignment.project.no
    match command:
        case "yes" | "confirm":
            return proceed(state, replace(desk, draft=replace(draft, based_on=desk.assignment.revision)), None)
        case "no" | "cancel":
            aside = state.finished_with(draft).keeping(replace(draft, put_aside=True))
            return saying(aside, plain("conversation.left_as_sent", no=no))
        case "pause" | "back":
            return saying(state.at(Idle()), plain("conversation.paused", no=no))
    return None


def _reasons(desk: Desk) -> dict[str, int | str]:
    """What the person gave as reasons for the contradictions and doubts that still hold."""
    named = {f"reason_{rule}" for rule in desk.standing_rules}
    return {key: value for key, value in desk.draft.answers.items() if key in named}


def _parts(desk: Desk, answers: Answers) -> tuple[Part, ...]:
    """The messages whose text the report holds; figures and choices are the owner's statement, whatever said them."""
    return tuple(part for part in desk.draft.parts if part.role != "answer" and part.question in answers)


def _unanswered(desk: Desk) -> list[Question]:
    """Questions that must be answered, and those whose answer was begun and not ended: no word may get lost."""
    begun = desk.sheet.begun
    open_questions = [question for question in desk.questions if question.id not in desk.draft.answers]
    return [question for question in open_questions if not question.optional or begun.get(question.id)]


def _sent(scene: Scene, round_: Round, desk: Desk, event: Event, *, late: bool) -> review.Sent:
    sent = desk.assignment.project
    left = [item.project for item in scene.assignments if item.state in _OPEN and item.project.id != sent.id]
    following = sorted(left, key=lambda other: other.no < sent.no)[:_NEXT]
    return review.Sent(event.at, late, round_.deadline, len(left), tuple(following))
