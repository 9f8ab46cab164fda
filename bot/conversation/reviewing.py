"""The review card: changing an item, and sending."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import ask
from bot.conversation.context import TurnContext, is_late
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.overtaking import ask_overtaken
from bot.conversation.request import Request
from bot.conversation.situations import AtContradiction, AtReview
from messages.answer_values import Answers
from messages.chat import review
from messages.chat.lists import plain
from messages.forms.form import Question, on_path
from messages.parts import Part
from messages.project import ProjectId, ProjectLike, RoundLike
from messages.texts import say

_NEXT = 3
"""Projects offered after one is sent."""


def edit_item(request: Request, at: AtReview | AtContradiction) -> Turn:
    """Asks the question of that item again; without a number, lists the items."""
    view, number, count = at.view, request.number, len(at.view.questions)
    if number is None:
        return saying(request.state, review.which_item(view.report))
    if not 1 <= number <= count:
        refusal = plain("conversation.no_such_item", number=number, count=count)
        return saying(request.state, refusal, review.card(view.report))
    return ask(request.state, view, view.questions[number - 1])


def ask_last(request: Request, at: AtReview) -> Turn:
    """Asks the last question again."""
    return ask(request.state, at.view, at.view.questions[-1])


def send_report(request: Request, at: AtReview) -> Turn:
    """Sends the report and echoes its figures; what is still open, or was sent by somebody else, is asked first."""
    view, state, round_ = at.view, request.state, request.context.round
    if round_ is None:
        return saying(state, review.card(view.report))
    if view.overtaken:
        return ask_overtaken(state, view, view.overtaken)
    unanswered = _unanswered(view)
    if unanswered:
        wanted = {question.id for question in unanswered}
        draft = replace(view.draft, skipped=tuple(other for other in view.draft.skipped if other not in wanted))
        return ask(state, view.with_draft(draft), unanswered[0], say("conversation.answer_first"))
    return _send(request, view, round_)


def _send(request: Request, view: DraftView, round_: RoundLike) -> Turn:
    sending = view.assignment.sending
    late = sending.late if sending else is_late(round_, request.context.today)
    answers = {**on_path(view.questions, view.draft.answers), **_reasons(view)}
    receipt = review.receipt(view.report, _sent(request, round_, view, late=late))
    submit = Submit(view.draft, answers, late, _parts(view, answers), view.assignment.revision + 1)
    return Turn(request.state.finished_with(view.draft), (submit, Say((receipt,))))


def _reasons(view: DraftView) -> Answers:
    """What the person gave as reasons for the contradictions and doubts that still hold."""
    named = {f"reason_{rule}" for rule in view.broken_rules}
    return {key: value for key, value in view.draft.answers.items() if key in named}


def _parts(view: DraftView, answers: Answers) -> tuple[Part, ...]:
    """The messages whose text the report holds; figures and choices are the owner's statement, whatever said them."""
    return tuple(part for part in view.draft.parts if part.role != "answer" and part.question in answers)


def _unanswered(view: DraftView) -> list[Question]:
    """Questions that must be answered, and those whose answer was begun and not ended: no word may get lost."""
    open_questions = [question for question in view.questions if question.id not in view.draft.answers]
    return [question for question in open_questions if not question.optional or view.begun.get(question.id)]


def _sent(request: Request, round_: RoundLike, view: DraftView, *, late: bool) -> review.Sent:
    sent = view.assignment.project
    left = _left(request.context, sent.id)
    following = sorted(left, key=lambda other: other.no < sent.no)[:_NEXT]
    return review.Sent(request.event.at, late, round_.deadline, len(left), tuple(following))


def _left(context: TurnContext, sent: ProjectId) -> list[ProjectLike]:
    """The person's other projects that still need a report."""
    return [item.project for item in context.assignments if item.state.is_outstanding and item.project.id != sent]
