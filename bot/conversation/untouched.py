"""An owner with several projects nothing has happened in: all of them listed, and sent by one confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.context import TurnContext, is_late
from bot.conversation.drafting import new_draft, untouched
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.events import Event
from bot.conversation.prompting import cannot_report, standing
from bot.conversation.states import ConfirmingBulk, Idle, State
from messages.chat import lists
from messages.chat.lists import plain
from messages.forms.shortcuts import untouched_answers
from messages.project import ProjectId, Round


def offer(context: TurnContext, state: State) -> Turn:
    """Lists what one confirmation would send."""
    found = untouched(context, state)
    if context.round is None or not found:
        return saying(
            state.at(Idle()), cannot_report(context) or plain("conversation.sweep.none"), standing(context, state)
        )
    listed = tuple((item.project.id, item.project.no) for item in found)
    return saying(state.at(ConfirmingBulk(listed)), lists.sweep([item.project for item in found]))


def send_all(context: TurnContext, round_: Round, state: State, event: Event, listed: Mapping[ProjectId, int]) -> Turn:
    """Sends those that were listed, and nothing else, as not started with nothing spent.

    `listed`: the number each was listed with. Where the plan has given them others, they are listed anew.
    """
    late, swept = (
        is_late(round_, context.today),
        [item for item in untouched(context, state) if item.project.id in listed],
    )
    if not swept or any(item.project.no != listed[item.project.id] for item in swept):
        return offer(context, state)
    submits = tuple(
        Submit(new_draft(context, round_, item, event.id), answers, late, revision=item.revision + 1)
        for item in swept
        if (answers := untouched_answers(context.form, item.facts)) is not None
    )
    numbers = [item.project.no for item in swept]
    return Turn(state.at(Idle()), (*submits, Say((lists.swept(numbers, late=late),))))
