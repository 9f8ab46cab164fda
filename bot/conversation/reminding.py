"""Who has not reported yet, and reminding them: what planners and directors ask about everybody in the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.buttons import instruction_of
from bot.conversation.effects import RemindPeople, Turn, saying
from bot.conversation.events import ButtonTapped, Event, TextReceived
from bot.conversation.finding import find_project
from bot.conversation.prompting import prompt_in, status_card, with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import OnDraft, Situation
from bot.conversation.speaking import explain_all
from bot.conversation.states import ConfirmingReminder, Idle, State
from messages.chat import reminding
from messages.chat.lists import plain
from messages.chat.missing import Awaited, RoundWatch, list_missing
from messages.speech import listen
from messages.thai.person_names import find_people, find_several
from messages.words import Instruction, Keyword

_ABOUT_EVERYBODY = {Keyword.WHO_MISSING, Keyword.REMIND, Keyword.REMIND_ALL}


def asks_about_everybody(state: State, event: Event) -> bool:
    """Whether a planner's turn may have to look at everybody in the round."""
    if isinstance(state.step, ConfirmingReminder):
        return True
    match event:
        case TextReceived(text=text):
            asked = listen(text)
        case ButtonTapped(postback=postback):
            asked = instruction_of(postback)
        case _:
            asked = None
    return asked is not None and (asked.keyword in _ABOUT_EVERYBODY or _is_about_somebody(asked))


def _is_about_somebody(asked: Instruction) -> bool:
    return asked.keyword == Keyword.ASKING and bool(asked.argument)


def show_missing(request: Request, at: Situation) -> Turn:
    """Shows a planner who has not reported yet, by person; an owner hears where the list is, and their own projects."""
    context = request.context
    if not context.is_planner:
        own = (status_card(context, request.state),) if isinstance(at, Idle) else ()
        return with_prompt(context, request.state, at, plain("missing.for_planners"), *own)
    if context.watch is None or context.round is None:
        return with_prompt(context, request.state, at, plain("conversation.no_round_of_planner"))
    listed = list_missing(context.watch, context.round, context.today, request.number or 1)
    return with_prompt(context, request.state, at, listed)


def offer_reminder(request: Request, at: Situation) -> Turn | None:
    """Asks a planner whether to remind the person named; in a report, words that name nobody are an answer."""
    asked, context = request.instruction or Instruction(Keyword.REMIND), request.context
    if not context.is_planner:
        return None
    if context.watch is None or (asked.number is None and not asked.argument):
        return show_missing(request, at)
    together = _named_together(context.watch, asked)
    if together:
        return _ask(request, at, context.watch, together)
    meant = _meant(context.watch, asked)
    if not meant:
        return None if isinstance(at, OnDraft) and asked.argument else _not_found(request, at, context.watch, asked)
    outstanding = [one for one in meant if one.listed]
    if asked.number is None and len(outstanding) > 1:
        return with_prompt(context, request.state, at, reminding.which_person(outstanding))
    return _ask(request, at, context.watch, outstanding or meant)


def answer_about_somebody(request: Request, at: Situation) -> Turn | None:
    """Tells a planner who asks whether somebody has sent, and offers to remind; any other question is explained."""
    asked, watch = request.instruction, request.context.watch
    named = asked.argument if asked and request.context.is_planner else ""
    if watch is None or not named or not _meant(watch, Instruction(Keyword.REMIND, argument=named)):
        return explain_all(request, at)
    return offer_reminder(replace(request, instruction=Instruction(Keyword.REMIND, argument=named)), at)


def offer_reminders(request: Request, at: Situation) -> Turn:
    """Asks a planner whether to remind everybody who has still to report; tells others that it is for planners."""
    context = request.context
    if not context.is_planner:
        return with_prompt(context, request.state, at, plain("conversation.planners_only"))
    if context.watch is None or not context.watch.awaited:
        return show_missing(request, at)
    return _ask(request, at, context.watch, context.watch.awaited)


def _meant(watch: RoundWatch, asked: Instruction) -> Sequence[Awaited]:
    if asked.number is not None:
        return [one for one in watch.people if asked.number in one.numbers]
    tapped = [one for one in watch.people if one.id == asked.argument]
    return tapped or [watch.people[place] for place in find_people(asked.argument, [one.name for one in watch.people])]


def _named_together(watch: RoundWatch, asked: Instruction) -> Sequence[Awaited]:
    if asked.number is not None:
        return ()
    return [watch.people[place] for place in find_several(asked.argument, [one.name for one in watch.people])]


def _not_found(request: Request, at: Situation, watch: RoundWatch, asked: Instruction) -> Turn:
    told = (
        plain("missing.remind.not_found", said=asked.argument)
        if asked.number is None
        else reminding.nobody_of(watch, asked.number)
    )
    return with_prompt(request.context, request.state, at, told)


def _ask(request: Request, at: Situation, watch: RoundWatch, meant: Sequence[Awaited]) -> Turn:
    chosen = [one for one in meant if one.hindrance is None]
    hindered = [one for one in meant if one.hindrance is not None]
    if not chosen:
        return with_prompt(request.context, request.state, at, reminding.nobody_to_remind(hindered))
    if watch.spendable is not None and watch.spendable < len(chosen):
        return with_prompt(request.context, request.state, at, reminding.too_dear(watch, len(chosen)))
    asked = reminding.ask_to_remind(watch, chosen, hindered)
    state = request.state.at(ConfirmingReminder(tuple(one.id for one in chosen)))
    return saying(state, asked)


def take_at_reminder(request: Request, at: ConfirmingReminder, text: TextReceived) -> Turn:
    """Asks again whom to remind; where all have sent since, nothing is asked any more, and it is read anew."""
    asked = prompt_in(request.context, request.state, at)
    if asked:
        return saying(request.state, *asked)
    idle = Idle()
    return find_project(replace(request, state=request.state.at(idle)), idle, text)


def send_reminders(request: Request, at: ConfirmingReminder) -> Turn:
    """Reminds those the planner was asked about."""
    return Turn(request.state.at(Idle()), (RemindPeople(at.people),))


def decline_reminders(request: Request, _at: ConfirmingReminder) -> Turn:
    """Reminds nobody."""
    return saying(request.state.at(Idle()), plain("missing.remind.declined"))
