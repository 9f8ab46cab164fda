"""Words typed or tapped that steer the conversation.

`obey` gives None where the word means nothing in this state: it is then an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import collecting, filling, renumbering, reviewing, untouched
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
from bot.conversation.scene import Assignment, Desk, Scene, desk_of
from bot.conversation.states import (
    Answering,
    Choosing,
    Doubting,
    Draft,
    Forgetting,
    Idle,
    Overtaken,
    Reviewing,
    State,
    Sweeping,
    Weighing,
)
from messages import lists, prompts, review
from messages.bubbles import Text
from messages.forms.form import Question
from messages.lists import plain
from messages.notices import ask_to_forget
from messages.project import Round
from messages.texts import say
from messages.words import Command


def obey(scene: Scene, state: State, event: Event, command: Command) -> Turn | None:
    """What the command does now, or None where it is none here."""
    anywhere = _anywhere(scene, state, command)
    if anywhere is not None:
        return anywhere
    match command.name:
        case "report":
            return _report(scene, state, event, command)
        case "edit" if not isinstance(state.step, Reviewing | Weighing):
            return _report(scene, state, event, command)
        case "all_not_started":
            return untouched.offer(scene, state)
        case "yes" | "no" | "confirm" | "cancel" if isinstance(state.step, Sweeping):
            return _sweep(scene, state, event, state.step, yes=command.name in {"yes", "confirm"})
        case "yes" | "no" if isinstance(state.step, Forgetting):
            return _forget(state, yes=command.name == "yes")
    return _on_desk(scene, state, event, command)


def _anywhere(scene: Scene, state: State, command: Command) -> Turn | None:
    """Questions about the whole, answered without leaving the question that is open."""
    match command.name:
        case "projects":
            listed = scene.listed(state.open_drafts)
            return with_prompt(scene, state, lists.my_projects(listed) if listed else plain("conversation.no_projects"))
        case "status" if not scene.is_planner or scene.assignments:
            return with_prompt(scene, state, standing(scene, state))
        case "help":
            return with_prompt(scene, state, help_for(scene))
        case "my_data":
            return Turn(state, (ShowMyData(),))
        case "snooze":
            return Turn(state, (Snooze(),))
        case "forget":
            return saying(state.at(Forgetting()), ask_to_forget())
        case "documents" if not scene.is_planner:
            return with_prompt(scene, state, plain("conversation.documents_with_planners"))
        case "documents":
            return Turn(state, (ShowDocuments(),))
        case "summary" | "status" | "bind_group":
            return _for_planners(scene, state, command)
    return None


def _for_planners(scene: Scene, state: State, command: Command) -> Turn:
    if not scene.is_planner:
        return with_prompt(scene, state, plain("conversation.planners_only"))
    return Turn(state, (OfferGroupCode() if command.name == "bind_group" else ShowSummary(),))


def _report(scene: Scene, state: State, event: Event, command: Command) -> Turn:
    refusal = cannot_report(scene)
    if refusal or scene.round is None:
        return saying(state, refusal or plain("conversation.no_round"))
    if command.project is None and command.number is None and len(scene.assignments) > 1:
        page = int(command.argument or 0)
        return saying(state.at(Choosing()), choose(scene, state, page))
    assignment = _meant(scene, command)
    if isinstance(assignment, Text):
        return with_prompt(scene, state, assignment)
    turn = _open(scene, scene.round, state, event, assignment)
    begun = state.draft_of(scene.round.id, assignment.project.id)
    return turn if begun or command.number is None else renumbering.named(scene, command.number, assignment, turn)


def _meant(scene: Scene, command: Command) -> Assignment | Text:
    """A button's project, whatever its number is by now; a typed number's, as numbers are today; else the only one."""
    if command.project is not None:
        return scene.assignment(command.project) or plain("conversation.not_yours_now")
    if command.number is not None:
        return scene.numbered(command.number) or renumbering.not_yours(scene, command.number)
    return scene.assignments[0]


def _open(scene: Scene, round_: Round, state: State, event: Event, assignment: Assignment) -> Turn:
    draft = state.draft_of(round_.id, assignment.project.id)
    if draft and draft.put_aside:
        return _begin_anew(scene, round_, state, event, assignment)
    if draft:
        return _resume(scene, state, draft)
    fresh = new_draft(scene, round_, assignment, event.id)
    return filling.proceed(state, Desk(fresh, assignment, scene.form), None, *_known(assignment))


def _known(assignment: Assignment) -> tuple[str, ...]:
    """Who else sent what this report begins with."""
    return (review.other_line(assignment.other),) if assignment.other else ()


def _resume(scene: Scene, state: State, draft: Draft) -> Turn:
    desk = desk_of(scene, draft)
    if desk is None:
        return saying(state.without(draft.session), plain("conversation.round_over"))
    if desk.overtaken:
        return reviewing.ask_overtaken(state, desk, desk.overtaken)
    return filling.proceed(state, desk, None, say("conversation.resumed"))


def _begin_anew(scene: Scene, round_: Round, state: State, event: Event, assignment: Assignment) -> Turn:
    """A fresh report beside one that was cancelled; the answers kept are offered on its first question."""
    desk = Desk(new_draft(scene, round_, assignment, event.id), assignment, scene.form)
    asked = prompts.ask(desk.sheet, desk.questions[0], lead=_known(assignment))
    fresh = state.keeping(desk.draft).at(Answering(desk.draft.session, desk.questions[0].id))
    return saying(fresh, prompts.with_offer(desk.sheet, desk.questions[0], asked))


def _take_up(scene: Scene, state: State, desk: Desk) -> Turn | None:
    """Goes on with the answers of the report that was cancelled; None where there is none.

    What has been answered anew meanwhile is put aside in their place.
    """
    kept = [draft for draft in state.drafts if draft.put_aside and draft.project_id == desk.draft.project_id]
    current = [draft for draft in kept if scene.is_current(draft)]
    if not current:
        return None
    begun = desk.draft.answers or desk.draft.parts
    left = state.keeping(replace(desk.draft, put_aside=True)) if begun else state.without(desk.draft.session)
    taken_up = replace(current[-1], put_aside=False)
    return _resume(scene, left.keeping(taken_up), taken_up)


def _forget(state: State, *, yes: bool) -> Turn:
    return Turn(State(), (ForgetMe(),)) if yes else saying(state.at(Idle()), plain("notices.kept"))


def _sweep(scene: Scene, state: State, event: Event, step: Sweeping, *, yes: bool) -> Turn:
    if not yes or scene.round is None:
        return saying(state.at(Idle()), standing(scene, state.at(Idle())))
    return untouched.send_all(scene, scene.round, state, event, dict(step.listed))


def _on_desk(scene: Scene, state: State, event: Event, command: Command) -> Turn | None:
    match state.step:
        case Answering(session) | Doubting(session) | Weighing(session) | Reviewing(session) | Overtaken(session):
            desk = desk_of(scene, state.draft(session))
            if desk is None:
                return saying(state.without(session), plain("conversation.round_over"))
            if isinstance(state.step, Overtaken):
                return reviewing.answer_overtaken(state, desk, command.name)
            if command.name == "resume":
                return _take_up(scene, state, desk)
            return _leave(state, desk, command) or _steer(scene, state, event, desk, command)
        case Choosing() if command.name in {"back", "cancel", "pause"}:
            return saying(state.at(Idle()), standing(scene, state))
    text_id = _NOTHING_TO.get(command.name)
    return with_prompt(scene, state, plain(text_id)) if text_id else None


_NOTHING_TO: Mapping[str, str] = {
    "back": "conversation.nothing_open",
    "skip": "conversation.nothing_open",
    "pause": "conversation.nothing_open",
    "cancel": "conversation.nothing_open",
    "done": "conversation.nothing_open",
    "confirm": "conversation.nothing_to_confirm",
}


def _leave(state: State, desk: Desk, command: Command) -> Turn | None:
    no, session = desk.assignment.project.no, desk.draft.session
    if command.name == "pause":
        return saying(state.at(Idle()), plain("conversation.paused", no=no))
    if command.name == "cancel":
        if desk.assignment.submitted:
            return saying(state.without(session), plain("conversation.cancelled_change", no=no))
        if not desk.draft.answers and not desk.draft.parts:
            return saying(state.without(session), plain("conversation.cancelled", no=no))
        aside = state.finished_with(desk.draft).keeping(replace(desk.draft, put_aside=True))
        return saying(aside, plain("conversation.cancelled_kept", no=no))
    return None


def _steer(scene: Scene, state: State, event: Event, desk: Desk, command: Command) -> Turn | None:
    match state.step:
        case Answering(_, question_id):
            question = desk.question(question_id)
            return _steer_question(state, event, desk, question, command) if question else None
        case Doubting(_, question_id) as doubted:
            question = desk.question(question_id)
            return _steer_doubt(scene, state, desk, question, doubted, command) if question else None
        case Weighing(_, rule):
            return _steer_weighing(state, desk, rule, command)
        case Reviewing():
            return _steer_review(scene, state, event, desk, command)
    return None


def _steer_weighing(state: State, desk: Desk, rule: str, command: Command) -> Turn:
    asked = [item.questions[0] for item in desk.open_contradictions if item.rule == rule]
    question = desk.question(asked[0]) if asked else None
    match command.name:
        case "yes" | "confirm" | "skip" | "done":
            return filling.stand_by(state, desk, rule)
        case "edit":
            return reviewing.edit_item(state, desk, command.number)
    return filling.ask(state, desk, question) if question else filling.proceed(state, desk, None)


def _steer_question(state: State, event: Event, desk: Desk, question: Question, command: Command) -> Turn | None:
    match command.name:
        case "back":
            return filling.back(state, desk, question)
        case "skip" if desk.sheet.begun.get(question.id):
            return collecting.end(state, desk, question)
        case "skip":
            return filling.skip(state, desk, question)
        case "same" if question.id in desk.assignment.last:
            return filling.keep_last(state, desk, question)
        case "same_all" | "untouched":
            return filling.fill_in(state, desk, question, command.name)
        case "confirm":
            return filling.ask(state, desk, question, say("conversation.answer_first"))
    return _steer_collecting(state, event, desk, question, command) if question.collects else None


def _steer_collecting(state: State, event: Event, desk: Desk, question: Question, command: Command) -> Turn | None:
    match command.name:
        case "done":
            return collecting.end(state, desk, question)
        case "next" if question.kind == "items":
            return collecting.begin_item(state, desk, question, event)
        case "drop_photo" if question.kind == "photos":
            return collecting.drop_photo(state, desk, question, command.number)
    return None


def _steer_doubt(
    scene: Scene, state: State, desk: Desk, question: Question, doubted: Doubting, command: Command
) -> Turn:
    match command.name:
        case "yes" | "confirm":
            return filling.settle(state, desk, question, doubted)
        case "no" | "back":
            return filling.ask(state, desk, question)
    return saying(state, *prompt_now(scene, state))


def _steer_review(scene: Scene, state: State, event: Event, desk: Desk, command: Command) -> Turn | None:
    match command.name:
        case "confirm" if scene.round is not None:
            return reviewing.send(scene, scene.round, state, desk, event)
        case "edit":
            return reviewing.edit_item(state, desk, command.number)
        case "back":
            return filling.ask(state, desk, desk.questions[-1])
        case "skip" | "done" | "yes":
            return saying(state, review.card(desk.sheet))
    return None
