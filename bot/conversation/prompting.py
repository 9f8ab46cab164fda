"""What a person is asked in a situation, said again after anything that did not move the conversation on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.asking import worded_proposal
from bot.conversation.context import TurnContext
from bot.conversation.draft_view import DraftView
from bot.conversation.drafting import untouched
from bot.conversation.effects import Turn, saying
from bot.conversation.fitting import fits
from bot.conversation.listing import list_projects_of
from bot.conversation.situations import (
    AtAmount,
    AtCandidates,
    AtContradiction,
    AtOvertaken,
    AtProposal,
    AtQuestion,
    AtReview,
    AtText,
    QuestionGone,
    RoundOver,
    Situation,
    situation_of,
)
from bot.conversation.states import (
    ChoosingProject,
    ChoosingRequested,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    ConfirmingText,
    Idle,
    State,
)
from messages.chat import lists, prompts, reminding, requests, review
from messages.chat.bubbles import Bubble, Button
from messages.chat.collecting import add_or_replace
from messages.chat.contact import whom_to_ask
from messages.chat.lists import plain
from messages.chat.notices import ask_to_forget
from messages.chat.speech import offer_as_answer, with_buttons
from messages.forms.checks import doubt_about, reason_for, still_right
from messages.project import ProjectId


def prompt_now(context: TurnContext, state: State) -> tuple[Bubble, ...]:
    """What the person is asked in this state; in the idle state, where they stand and how to start."""
    return prompt_in(context, state, situation_of(context, state))


def prompt_in(context: TurnContext, state: State, at: Situation) -> tuple[Bubble, ...]:
    """The same, for the situation the state is known to mean."""
    match at:
        case AtQuestion():
            return (_question_prompt(at),)
        case AtReview(view, _, held):
            return (offer_held(view, held) or review.card(view.report),)
        case AtProposal(view, question):
            return (worded_proposal(view, question if at.can_be_answer else None),)
        case AtContradiction():
            return (_contradiction_prompt(at),)
        case AtOvertaken(view) if view.assignment.other:
            return (review.sent_by_other(view.report, view.sent_report, view.assignment.other),)
        case QuestionGone(view):
            return (plain("conversation.question_gone", no=view.assignment.project.no),)
        case AtOvertaken() | RoundOver():
            return (plain("conversation.round_over"),)
        case ConfirmingReminder(people):
            return _reminder_prompt(context, people)
        case _:
            return (_prompt_outside(context, state, at),)


def _prompt_outside(context: TurnContext, state: State, at: Situation) -> Bubble:
    """Where no report is open."""
    match at:
        case ChoosingProject(offered):
            return choose_offered(context, state, offered)
        case ConfirmingDeletion():
            return ask_to_forget()
        case ConfirmingBulk():
            return plain("conversation.sweep.how")
        case ChoosingRequested():
            return which_project(context)
        case ConfirmingRequest():
            return _request_prompt(context, at)
        case _:
            return status_card(context, state)


def offer_held(view: DraftView, held: str) -> Bubble | None:
    """Asks whether words typed at the card shall stand in place of an answer; None where they fit none."""
    fitting = fits(view, held) if held else ()
    shown = [(fit.number, fit.question, {fit.question.id: fit.answer}) for fit in fitting]
    return review.offer_instead(view.report, held, shown) if shown else None


def _question_prompt(at: AtQuestion) -> Bubble:
    if isinstance(at, AtAmount):
        return _amount_prompt(at)
    if isinstance(at, AtCandidates):
        return prompts.candidates(at.view.report, at.question, at.text, at.offered)
    if isinstance(at, AtText) and at.is_told_again:
        return add_or_replace(at.view.report, at.question, at.text)
    asked = prompts.ask(at.view.report, at.question)
    return offer_as_answer(at.view.report, at.question, at.text, asked) if isinstance(at, AtText) else asked


def which_project(context: TurnContext) -> Bubble:
    """Which of the person's projects a request is about."""
    return requests.which_project([item.project for item in context.assignments])


def _request_prompt(context: TurnContext, at: ConfirmingRequest) -> Bubble:
    meant = context.assignment(at.project_id)
    if meant is None:
        return plain("conversation.not_yours_now")
    return requests.ask_to_send(meant.project, at.to, at.session, is_held=isinstance(at.back, ConfirmingText))


def _amount_prompt(at: AtAmount) -> Bubble:
    doubt = doubt_about(at.question.id, at.view.assignment.facts, at.view.draft.answers, at.satang)
    if doubt and at.held:
        return prompts.ask_about_reason(at.view.report, at.question.id, doubt.rule, at.held)
    if doubt is None:
        return prompts.doubt(at.view.report, at.question, still_right(at.satang))
    given = reason_for(doubt.rule, at.view.draft.answers)
    return prompts.doubt(at.view.report, at.question, doubt.text, given)


def _reminder_prompt(context: TurnContext, people: Sequence[str]) -> tuple[Bubble, ...]:
    """Nothing where all of them have sent since: nobody is asked about any more."""
    asked = [one for one in context.watch.people if one.id in people and one.listed] if context.watch else []
    return (reminding.ask_to_remind(context.watch, asked),) if context.watch and asked else ()


def _contradiction_prompt(at: AtContradiction) -> Bubble:
    found = at.view.open_contradiction(at.rule)
    if found is None:
        return review.card(at.view.report)
    if at.held:
        return prompts.ask_about_reason(at.view.report, found.questions[0], at.rule, at.held)
    return prompts.contradiction(at.view.report, found)


def with_prompt(
    context: TurnContext, state: State, at: Situation, *first: Bubble, buttons: tuple[Button, ...] = ()
) -> Turn:
    """Says something and, where a question is open, asks it again: its buttons would be gone otherwise.

    `buttons` stand before those of the last bubble: LINE shows no others.
    """
    waiting = () if isinstance(at, Idle | ChoosingProject) else prompt_in(context, state, at)
    *before, last = (*first, *waiting)
    return saying(state, *before, with_buttons(last, buttons))


def choose(context: TurnContext, state: State, page: int = 0) -> Bubble:
    """The list of projects, or why there is none."""
    refusal = cannot_report(context)
    return refusal or lists.choose_project(
        list_projects_of(context, state), page, untouched=len(untouched(context, state))
    )


def choose_offered(context: TurnContext, state: State, offered: Sequence[ProjectId]) -> Bubble:
    """Those of the person's projects that words may mean, in that order; where there is none, the whole list."""
    listed = {item[0].id: item for item in list_projects_of(context, state)}
    shown = [listed[project_id] for project_id in offered if project_id in listed]
    if cannot_report(context) or not shown:
        return choose(context, state)
    return lists.choose_among(shown) if len(shown) > 1 else lists.ask_meant(shown[0])


def status_card(context: TurnContext, state: State) -> Bubble:
    """Where the person stands in the round."""
    if context.is_planner and not context.assignments:
        return help_for(context)
    if context.round is None or not context.assignments:
        return cannot_report(context) or help_for(context)
    return lists.status(list_projects_of(context, state), context.round, context.today)


def cannot_report(context: TurnContext) -> Bubble | None:
    """Why nothing can be reported now: no project, or no round open."""
    if not context.assignments:
        return no_projects(context)
    return plain("conversation.no_round") if context.round is None else None


def no_projects(context: TurnContext) -> Bubble:
    """That the person answers for no project, and who can change it; planners hear what is theirs."""
    if context.is_planner:
        return plain("conversation.no_projects_of_planner")
    return plain("conversation.no_projects", who=whom_to_ask(context.contact))


def nothing_to_confirm(context: TurnContext) -> Bubble:
    """That nothing waits for a yes, and what may be done."""
    if context.is_planner and not context.assignments:
        return plain("conversation.nothing_to_confirm_of_planner")
    return plain("conversation.nothing_to_confirm")


def lateness(context: TurnContext) -> Bubble:
    """Until when a report may come, and that one sent late is taken; a planner hears who moves or ends the round."""
    if context.round is None:
        return plain("conversation.no_round_of_planner" if context.is_planner else "conversation.no_round")
    who = None if context.is_planner else whom_to_ask(context.contact)
    return lists.lateness(context.round, context.today, who)


def help_for(context: TurnContext) -> Bubble:
    """What can be typed, with the number of a project of the reader's own; and whom to call.

    Planners without projects are spared the owners' words.
    """
    is_owner = bool(context.assignments) or not context.is_planner
    no = context.assignments[0].project.no if context.assignments else None
    return lists.help_text(no, whom_to_ask(context.contact), is_planner=context.is_planner, is_owner=is_owner)


def when_stuck(context: TurnContext) -> Bubble:
    """Whom to ask where one is not understood time and again."""
    if context.is_planner:
        return plain("conversation.stuck_planner")
    return plain("conversation.stuck", who=whom_to_ask(context.contact))
