"""The prompt that belongs to a state, said again after anything that did not move the conversation on."""

from __future__ import annotations

from bot.conversation.drafting import untouched
from bot.conversation.effects import Turn, saying
from bot.conversation.scene import Desk, Scene, desk_of
from bot.conversation.states import (
    Answering,
    Choosing,
    Doubting,
    Forgetting,
    Idle,
    Overtaken,
    Reviewing,
    State,
    Sweeping,
    Weighing,
)
from messages import lists, prompts, review
from messages.bubbles import Bubble
from messages.checks import doubt_about, still_right
from messages.lists import plain
from messages.notices import ask_to_forget


def prompt_now(scene: Scene, state: State) -> tuple[Bubble, ...]:
    """What the person is asked in this state; in the idle state, where they stand and how to start."""
    match state.step:
        case Answering(session) | Doubting(session) | Weighing(session) | Reviewing(session) | Overtaken(session):
            desk = desk_of(scene, state.draft(session))
            return (_desk_prompt(state, desk) if desk else None) or (plain("conversation.round_over"),)
        case Choosing():
            return (choose(scene, state),)
        case Forgetting():
            return (ask_to_forget(),)
        case Sweeping():
            return (plain("conversation.sweep.how"),)
        case Idle():
            return (standing(scene, state),)


def _desk_prompt(state: State, desk: Desk) -> tuple[Bubble, ...] | None:
    match state.step:
        case Reviewing():
            return (review.card(desk.sheet),)
        case Overtaken() if desk.assignment.other:
            return (review.sent_by_other(desk.sheet, desk.sent_sheet, desk.assignment.other),)
        case Weighing(_, rule):
            found = [item for item in desk.open_contradictions if item.rule == rule]
            return (prompts.contradiction(desk.sheet, found[0]) if found else review.card(desk.sheet),)
        case Answering(_, question_id):
            question = desk.question(question_id)
            return (prompts.ask(desk.sheet, question),) if question else None
        case Doubting(_, question_id, satang):
            question = desk.question(question_id)
            if question is None:
                return None
            doubt = doubt_about(question.id, desk.assignment.case, desk.draft.answers, satang)
            return (prompts.doubt(desk.sheet, question, doubt.text if doubt else still_right(satang)),)
    return None


def with_prompt(scene: Scene, state: State, *first: Bubble) -> Turn:
    """Says something and, where a question is open, asks it again: its buttons would be gone otherwise."""
    waiting = () if isinstance(state.step, Idle | Choosing) else prompt_now(scene, state)
    return saying(state, *first, *waiting)


def choose(scene: Scene, state: State, page: int = 0) -> Bubble:
    """The list of projects, or why there is none."""
    refusal = cannot_report(scene)
    return refusal or lists.choose_project(
        scene.listed(state.open_drafts), page, untouched=len(untouched(scene, state))
    )


def standing(scene: Scene, state: State) -> Bubble:
    """Where the person stands in the round."""
    if scene.is_planner and not scene.assignments:
        return help_for(scene)
    if scene.round is None or not scene.assignments:
        return cannot_report(scene) or help_for(scene)
    return lists.status(scene.listed(state.open_drafts), scene.round, scene.today)


def cannot_report(scene: Scene) -> Bubble | None:
    """Why nothing can be reported now: no project, or no round open."""
    if not scene.assignments:
        return plain("conversation.no_projects")
    return plain("conversation.no_round") if scene.round is None else None


def help_for(scene: Scene) -> Bubble:
    return lists.help_text(planner=scene.is_planner)
