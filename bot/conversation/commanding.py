"""Words typed or tapped that steer the conversation.

`obey` gives None where the word means nothing in this state: it is then an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import collecting, filling, renumbering, reviewing, untouched
from bot.conversation.context import Assignment, DraftView, TurnContext, view_of
from bot.conversation.drafting import new_draft
from bot.conversation.effects import (
    ForgetMe,
    OfferGroupCode,
    ShowDocuments,
    ShowMyData,
    ShowSummary,
    Snooze,
    Turn,
    saying,
)
from bot.conversation.events import Event
from bot.conversation.prompting import cannot_report, choose, help_for, prompt_now, standing, with_prompt
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ConfirmingAmount,
    ConfirmingBulk,
    ConfirmingDeletion,
    Draft,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.chat import lists, prompts, review
from messages.chat.bubbles import Text
from messages.chat.lists import plain
from messages.chat.notices import ask_to_forget
from messages.forms.form import Question
from messages.project import Round
from messages.texts import say
from messages.words import Instruction


def obey(context: TurnContext, state: State, event: Event, asked: Instruction) -> Turn | None:
    """What the command does now, or None where it is none here."""
    anywhere = _anywhere(context, state, asked)
    if anywhere is not None:
        return anywhere
    match asked.keyword:
        case "report":
            return _report(context, state, event, asked)
        case "edit" if not isinstance(state.step, Reviewing | ResolvingContradiction):
            return _report(context, state, event, asked)
        case "all_not_started":
            return untouched.offer(context, state)
        case "yes" | "no" | "confirm" | "cancel" if isinstance(state.step, ConfirmingBulk):
            return _sweep(context, state, event, state.step, yes=asked.keyword in {"yes", "confirm"})
        case "yes" | "no" if isinstance(state.step, ConfirmingDeletion):
            return _forget(state, yes=asked.keyword == "yes")
    return _on_desk(context, state, event, asked)


def _anywhere(context: TurnContext, state: State, asked: Instruction) -> Turn | None:
    """Questions about the whole, answered without leaving the question that is open."""
    match asked.keyword:
        case "projects":
            listed = context.listed(state.open_drafts)
            return with_prompt(
                context, state, lists.my_projects(listed) if listed else plain("conversation.no_projects")
            )
        case "status" if not context.is_planner or context.assignments:
            return with_prompt(context, state, standing(context, state))
        case "help":
            return with_prompt(context, state, help_for(context))
        case "my_data":
            return Turn(state, (ShowMyData(),))
        case "snooze":
            return Turn(state, (Snooze(),))
        case "forget":
            return saying(state.at(ConfirmingDeletion()), ask_to_forget())
        case "documents" if not context.is_planner:
            return with_prompt(context, state, plain("conversation.documents_with_planners"))
        case "documents":
            return Turn(state, (ShowDocuments(),))
        case "summary" | "status" | "bind_group":
            return _for_planners(context, state, asked)
    return None


def _for_planners(context: TurnContext, state: State, asked: Instruction) -> Turn:
    if not context.is_planner:
        return with_prompt(context, state, plain("conversation.planners_only"))
    return Turn(state, (OfferGroupCode() if asked.keyword == "bind_group" else ShowSummary(),))


def _report(context: TurnContext, state: State, event: Event, asked: Instruction) -> Turn:
    refusal = cannot_report(context)
    if refusal or context.round is None:
        return saying(state, refusal or plain("conversation.no_round"))
    if asked.project is None and asked.number is None and len(context.assignments) > 1:
        page = int(asked.argument or 0)
        return saying(state.at(ChoosingProject()), choose(context, state, page))
    assignment = _meant(context, asked)
    if isinstance(assignment, Text):
        return with_prompt(context, state, assignment)
    turn = _open(context, context.round, state, event, assignment)
    begun = state.draft_of(context.round.id, assignment.project.id)
    return turn if begun or asked.number is None else renumbering.named(context, asked.number, assignment, turn)


def _meant(context: TurnContext, asked: Instruction) -> Assignment | Text:
    """A button's project, whatever its number is by now; a typed number's, as numbers are today; else the only one."""
    if asked.project is not None:
        return context.assignment(asked.project) or plain("conversation.not_yours_now")
    if asked.number is not None:
        return context.numbered(asked.number) or renumbering.not_yours(context, asked.number)
    return context.assignments[0]


def _open(context: TurnContext, round_: Round, state: State, event: Event, assignment: Assignment) -> Turn:
    draft = state.draft_of(round_.id, assignment.project.id)
    if draft and draft.archived:
        return _begin_anew(context, round_, state, event, assignment)
    if draft:
        return _resume(context, state, draft)
    fresh = new_draft(context, round_, assignment, event.id)
    return filling.proceed(state, DraftView(fresh, assignment, context.form), None, *_known(assignment))


def _known(assignment: Assignment) -> tuple[str, ...]:
    """Who else sent what this report begins with."""
    return (review.other_line(assignment.other),) if assignment.other else ()


def _resume(context: TurnContext, state: State, draft: Draft) -> Turn:
    view = view_of(context, draft)
    if view is None:
        return saying(state.without(draft.session), plain("conversation.round_over"))
    if view.overtaken:
        return reviewing.ask_overtaken(state, view, view.overtaken)
    return filling.proceed(state, view, None, say("conversation.resumed"))


def _begin_anew(context: TurnContext, round_: Round, state: State, event: Event, assignment: Assignment) -> Turn:
    """A fresh report beside one that was cancelled; the answers kept are offered on its first question."""
    view = DraftView(new_draft(context, round_, assignment, event.id), assignment, context.form)
    asked = prompts.ask(view.report, view.questions[0], lead=_known(assignment))
    fresh = state.keeping(view.draft).at(Answering(view.draft.session, view.questions[0].id))
    return saying(fresh, prompts.with_offer(view.report, view.questions[0], asked))


def _take_up(context: TurnContext, state: State, view: DraftView) -> Turn | None:
    """Goes on with the answers of the report that was cancelled; None where there is none.

    What has been answered anew meanwhile is put aside in their place.
    """
    kept = [draft for draft in state.drafts if draft.archived and draft.project_id == view.draft.project_id]
    current = [draft for draft in kept if context.is_current(draft)]
    if not current:
        return None
    begun = view.draft.answers or view.draft.parts
    left = state.keeping(replace(view.draft, archived=True)) if begun else state.without(view.draft.session)
    taken_up = replace(current[-1], archived=False)
    return _resume(context, left.keeping(taken_up), taken_up)


def _forget(state: State, *, yes: bool) -> Turn:
    return Turn(State(), (ForgetMe(),)) if yes else saying(state.at(Idle()), plain("notices.kept"))


def _sweep(context: TurnContext, state: State, event: Event, step: ConfirmingBulk, *, yes: bool) -> Turn:
    if not yes or context.round is None:
        return saying(state.at(Idle()), standing(context, state.at(Idle())))
    return untouched.send_all(context, context.round, state, event, dict(step.listed))


def _on_desk(context: TurnContext, state: State, event: Event, asked: Instruction) -> Turn | None:
    step = state.step
    match step:
        case Answering() | ConfirmingAmount() | ResolvingContradiction() | Reviewing() | Overtaken():
            view = view_of(context, state.draft(step.session))
            if view is None:
                return saying(state.without(step.session), plain("conversation.round_over"))
            if isinstance(state.step, Overtaken):
                return reviewing.answer_overtaken(state, view, asked.keyword)
            if asked.keyword == "resume":
                return _take_up(context, state, view)
            return _leave(state, view, asked) or _steer(context, state, event, view, asked)
        case ChoosingProject() if asked.keyword in {"back", "cancel", "pause"}:
            return saying(state.at(Idle()), standing(context, state))
    text_id = _NOTHING_TO.get(asked.keyword)
    return with_prompt(context, state, plain(text_id)) if text_id else None


_NOTHING_TO: Mapping[str, str] = {
    "back": "conversation.nothing_open",
    "skip": "conversation.nothing_open",
    "pause": "conversation.nothing_open",
    "cancel": "conversation.nothing_open",
    "done": "conversation.nothing_open",
    "confirm": "conversation.nothing_to_confirm",
}


def _leave(state: State, view: DraftView, asked: Instruction) -> Turn | None:
    no, session = view.assignment.project.no, view.draft.session
    if asked.keyword == "pause":
        return saying(state.at(Idle()), plain("conversation.paused", no=no))
    if asked.keyword == "cancel":
        if view.assignment.submitted:
            return saying(state.without(session), plain("conversation.cancelled_change", no=no))
        if not view.draft.answers and not view.draft.parts:
            return saying(state.without(session), plain("conversation.cancelled", no=no))
        aside = state.finished_with(view.draft).keeping(replace(view.draft, archived=True))
        return saying(aside, plain("conversation.cancelled_kept", no=no))
    return None


def _steer(context: TurnContext, state: State, event: Event, view: DraftView, asked: Instruction) -> Turn | None:
    match state.step:
        case Answering(_, question_id):
            question = view.question(question_id)
            return _steer_question(state, event, view, question, asked) if question else None
        case ConfirmingAmount(_, question_id) as doubted:
            question = view.question(question_id)
            return _steer_doubt(context, state, view, question, doubted, asked) if question else None
        case ResolvingContradiction(_, rule):
            return reviewing.steer_contradiction(state, view, rule, asked)
        case Reviewing():
            return _steer_review(context, state, event, view, asked)
    return None


def _steer_question(state: State, event: Event, view: DraftView, question: Question, asked: Instruction) -> Turn | None:
    match asked.keyword:
        case "back":
            return filling.back(state, view, question)
        case "skip" if view.report.begun.get(question.id):
            return collecting.end(state, view, question)
        case "skip":
            return filling.skip(state, view, question)
        case "same" if question.id in view.assignment.last:
            return filling.keep_last(state, view, question)
        case "same_all" | "untouched":
            return filling.fill_in(state, view, question, asked.keyword)
        case "confirm":
            return filling.ask(state, view, question, say("conversation.answer_first"))
    return _steer_collecting(state, event, view, question, asked) if question.collects else None


def _steer_collecting(
    state: State, event: Event, view: DraftView, question: Question, asked: Instruction
) -> Turn | None:
    match asked.keyword:
        case "done":
            return collecting.end(state, view, question)
        case "next" if question.kind == "items":
            return collecting.begin_item(state, view, question, event)
        case "drop_photo" if question.kind == "photos":
            return collecting.drop_photo(state, view, question, asked.number)
    return None


def _steer_doubt(
    context: TurnContext,
    state: State,
    view: DraftView,
    question: Question,
    doubted: ConfirmingAmount,
    asked: Instruction,
) -> Turn:
    match asked.keyword:
        case "yes" | "confirm":
            return filling.settle(state, view, question, doubted)
        case "no" | "back":
            return filling.ask(state, view, question)
    return saying(state, *prompt_now(context, state))


def _steer_review(context: TurnContext, state: State, event: Event, view: DraftView, asked: Instruction) -> Turn | None:
    match asked.keyword:
        case "confirm" if context.round is not None:
            return reviewing.send(context, context.round, state, view, event)
        case "edit":
            return reviewing.edit_item(state, view, asked.number)
        case "back":
            return filling.ask(state, view, view.questions[-1])
        case "skip" | "done" | "yes":
            return saying(state, review.card(view.report))
    return None
