"""The prompt that belongs to a state, said again after anything that did not move the conversation on."""

from __future__ import annotations

from bot.conversation.context import DraftView, TurnContext, view_of
from bot.conversation.drafting import untouched
from bot.conversation.effects import Turn, saying
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ConfirmingAmount,
    ConfirmingBulk,
    ConfirmingDeletion,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.chat import lists, prompts, review
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.chat.notices import ask_to_forget
from messages.forms.checks import doubt_about, still_right


def prompt_now(context: TurnContext, state: State) -> tuple[Bubble, ...]:
    """What the person is asked in this state; in the idle state, where they stand and how to start."""
    match state.step:
        case (
            Answering(session)
            | ConfirmingAmount(session)
            | ResolvingContradiction(session)
            | Reviewing(session)
            | Overtaken(session)
        ):
            view = view_of(context, state.draft(session))
            return (_draft_prompt(state, view) if view else None) or (plain("conversation.round_over"),)
        case ChoosingProject():
            return (choose(context, state),)
        case ConfirmingDeletion():
            return (ask_to_forget(),)
        case ConfirmingBulk():
            return (plain("conversation.sweep.how"),)
        case Idle():
            return (standing(context, state),)


def _draft_prompt(state: State, view: DraftView) -> tuple[Bubble, ...] | None:
    match state.step:
        case Reviewing():
            return (review.card(view.report),)
        case Overtaken() if view.assignment.other:
            return (review.sent_by_other(view.report, view.sent_report, view.assignment.other),)
        case ResolvingContradiction(_, rule):
            found = [item for item in view.open_contradictions if item.rule == rule]
            return (prompts.contradiction(view.report, found[0]) if found else review.card(view.report),)
        case Answering(_, question_id):
            question = view.question(question_id)
            return (prompts.ask(view.report, question),) if question else None
        case ConfirmingAmount(_, question_id, satang):
            question = view.question(question_id)
            if question is None:
                return None
            doubt = doubt_about(question.id, view.assignment.facts, view.draft.answers, satang)
            return (prompts.doubt(view.report, question, doubt.text if doubt else still_right(satang)),)
    return None


def with_prompt(context: TurnContext, state: State, *first: Bubble) -> Turn:
    """Says something and, where a question is open, asks it again: its buttons would be gone otherwise."""
    waiting = () if isinstance(state.step, Idle | ChoosingProject) else prompt_now(context, state)
    return saying(state, *first, *waiting)


def choose(context: TurnContext, state: State, page: int = 0) -> Bubble:
    """The list of projects, or why there is none."""
    refusal = cannot_report(context)
    return refusal or lists.choose_project(
        context.listed(state.open_drafts), page, untouched=len(untouched(context, state))
    )


def standing(context: TurnContext, state: State) -> Bubble:
    """Where the person stands in the round."""
    if context.is_planner and not context.assignments:
        return help_for(context)
    if context.round is None or not context.assignments:
        return cannot_report(context) or help_for(context)
    return lists.status(context.listed(state.open_drafts), context.round, context.today)


def cannot_report(context: TurnContext) -> Bubble | None:
    """Why nothing can be reported now: no project, or no round open."""
    if not context.assignments:
        return plain("conversation.no_projects")
    return plain("conversation.no_round") if context.round is None else None


def help_for(context: TurnContext) -> Bubble:
    return lists.help_text(planner=context.is_planner)
