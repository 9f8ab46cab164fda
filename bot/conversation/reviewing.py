"""The review card: words typed there, and sending."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.asking import ask, proceed
from bot.conversation.bursts import continue_ended
from bot.conversation.changing import change_named
from bot.conversation.collecting import hold_again
from bot.conversation.context import TurnContext, is_late
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.ended import ended_question
from bot.conversation.events import TextReceived
from bot.conversation.filling import take
from bot.conversation.fitting import fits
from bot.conversation.opening import open_report
from bot.conversation.overtaking import ask_overtaken
from bot.conversation.prompting import offer_held
from bot.conversation.request import Request
from bot.conversation.situations import AtReview
from bot.conversation.states import Reviewing
from messages.answer_values import Answers, reason_question
from messages.chat import review
from messages.chat.bubbles import Bubble
from messages.forms.changes import read_instead
from messages.forms.form import on_path
from messages.parts import Part, sanitize_typed
from messages.project import ProjectId, ProjectLike, RoundLike
from messages.texts import say
from messages.thai.manners import is_mere_manners
from messages.words import is_ending, refuses

_NEXT = 3
"""Projects offered after one is sent."""
_JUST_SHOWN = timedelta(hours=1)
"""For so long after the card was shown a mere yes is an answer to it; later it may answer anything."""


def ask_last(request: Request, at: AtReview) -> Turn:
    """Asks the last question again."""
    return ask(request.state, at.view, at.view.questions[-1])


def take_words(request: Request, at: AtReview, text: TextReceived) -> Turn:
    """A number or a name changes that item; an answer that fits an item is offered for it; else it is not kept."""
    changed = change_named(request, at, text)
    if changed:
        return changed
    said = read_instead(text.text)
    if at.held and said == read_instead(at.held) and said != text.text:
        return use_held(request, at)
    if fits(at.view, said):
        held = Reviewing(at.view.session, at.shown, said, text.message_id)
        return saying(request.state.at(held), _offer(at.view, said))
    if at.held and refuses(text.text):
        return _show_card(request, at)
    if at.held:
        unused = () if is_mere_manners(text.text) or not text.message_id else (review.not_saved(text.text),)
        return saying(request.state, *unused, _offer(at.view, at.held))
    if is_mere_manners(text.text) or refuses(text.text):
        return saying(request.state, review.how_to_send(at.view.report))
    return continue_ended(request, at, text) or _hold(request, at, text)


def _hold(request: Request, at: AtReview, text: TextReceived) -> Turn:
    """Offers to add the words to the long answer that has just ended; otherwise says that they were not kept."""
    question, said = ended_question(request, at.view), sanitize_typed(text.text)
    if question is None or question.kind == "photos" or not text.message_id:
        return saying(request.state, review.not_kept(at.view.report, text.text))
    return hold_again(request.state, at.view, question, said, text)


def _offer(view: DraftView, said: str) -> Bubble:
    """Asks whether the words shall stand in place of an answer of the card."""
    return offer_held(view, said) or review.card(view.report)


def _show_card(request: Request, at: AtReview) -> Turn:
    """The card alone; words held are dropped."""
    return saying(request.state.at(Reviewing(at.view.session, at.shown)), review.card(at.view.report))


def use_held(request: Request, at: AtReview) -> Turn:
    """Takes the words held as the answer to that question, or to the only one they fit."""
    fitting = fits(at.view, at.held)
    number = request.number or (fitting[0].number if len(fitting) == 1 else 0)
    fit = next((fit for fit in fitting if fit.number == number), None)
    if fit is None:
        return saying(request.state, _offer(at.view, at.held))
    told = TextReceived(request.event.id, request.event.at, at.held_in, at.held)
    return take(request.state, at.view, fit.question, fit.answer, told)


def confirm_as_shown(request: Request, at: AtReview) -> Turn:
    """Sends what the card showed last; where words are held, or it was shown long ago or a moment ago, asks first."""
    if at.held:
        return use_held(request, at)
    if _ends_what_was_typed(request, at) or not _was_just_shown(request, at):
        return _show_card(request, at)
    return send_report(request, at)


def _ends_what_was_typed(request: Request, at: AtReview) -> bool:
    """Whether the yes may be the end of a long answer that has just ended by itself, its card not looked at yet."""
    event = request.event
    return isinstance(event, TextReceived) and is_ending(event.text) and ended_question(request, at.view) is not None


def _was_just_shown(request: Request, at: AtReview) -> bool:
    return bool(at.shown) and request.event.at - datetime.fromisoformat(at.shown) <= _JUST_SHOWN


def confirm(request: Request, at: AtReview) -> Turn:
    """Sends the report; where words are held that would change it, asks first which of the two is meant."""
    if fits(at.view, at.held):
        return saying(request.state, _offer(at.view, at.held))
    return send_report(request, at)


def send_or_open(request: Request, at: AtReview) -> Turn:
    """Sends the report; with a number, opens the project of that number."""
    return confirm(request, at) if request.number is None else open_report(request, at)


def drop_held(request: Request, at: AtReview) -> Turn | None:
    """Drops the words held, and shows the card; without any, taken as other words are."""
    return _show_card(request, at) if at.held else None


def drop_reason(request: Request, at: AtReview) -> Turn:
    """Takes the only reason given away, and shows the card; of several, asks which."""
    view, cases = at.view, at.view.report.cases
    given = [(number, case) for number, case in enumerate(cases, start=len(view.questions) + 1) if case.reason]
    if len(given) == 1:
        draft = view.draft.without_reason(given[0][1].rule)
        return saying(request.state.keeping(draft), review.card(view.with_draft(draft).report))
    if given:
        return saying(request.state, review.which_item(view.report, [number for number, _ in given]))
    return saying(request.state, review.how_to_send(view.report))


def send_report(request: Request, at: AtReview) -> Turn:
    """Sends the report and echoes its figures; what is still open, or was sent by somebody else, is asked first."""
    view, state, round_ = at.view, request.state, request.context.round
    if round_ is None:
        return saying(state, review.card(view.report))
    if view.overtaken:
        return ask_overtaken(state, view, view.overtaken)
    unanswered = view.unanswered
    if unanswered:
        wanted = {question.id for question in unanswered}
        draft = replace(view.draft, skipped=tuple(other for other in view.draft.skipped if other not in wanted))
        return ask(state, view.with_draft(draft), unanswered[0], say("conversation.answer_first"))
    if view.open_contradictions:
        return proceed(state, view, None)
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
    named = {reason_question(case.rule) for case in view.report.cases}
    return {key: value for key, value in view.draft.answers.items() if key in named}


def _parts(view: DraftView, answers: Answers) -> tuple[Part, ...]:
    """The messages whose text the report holds; figures and choices are the owner's statement, whatever said them."""
    return tuple(part for part in view.draft.parts if part.role != "answer" and part.question in answers)


def _sent(request: Request, round_: RoundLike, view: DraftView, *, late: bool) -> review.Sent:
    sent = view.assignment.project
    left = _left(request.context, sent.id)
    following = sorted(left, key=lambda other: other.no < sent.no)[:_NEXT]
    return review.Sent(request.event.at, late, round_.deadline, len(left), tuple(following))


def _left(context: TurnContext, sent: ProjectId) -> list[ProjectLike]:
    """The person's other projects that still need a report."""
    return [item.project for item in context.assignments if item.state.is_outstanding and item.project.id != sent]
