"""Several projects nothing has happened in: all of them listed, and sent as not started by one confirmation."""

from __future__ import annotations

from bot.conversation.context import is_late
from bot.conversation.drafting import new_draft, untouched
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.prompting import cannot_report, status_card
from bot.conversation.request import Request
from bot.conversation.situations import Situation
from bot.conversation.states import ConfirmingBulk, Idle
from messages.chat import lists
from messages.chat.lists import plain
from messages.forms.shortcuts import NOT_STARTED, untouched_answers


def offer_bulk(request: Request, _at: Situation) -> Turn:
    """Lists the projects without a report that would be sent as not started, and asks for one confirmation."""
    context, state = request.context, request.state
    found = untouched(context, state)
    if context.round is None or not found:
        none = cannot_report(context) or plain("conversation.sweep.none")
        return saying(state.at(Idle()), none, status_card(context, state))
    listed = tuple((item.project.id, item.project.no) for item in found)
    return saying(
        state.at(ConfirmingBulk(listed)),
        lists.sweep([item.project for item in found], context.form.statuses[NOT_STARTED]),
    )


def send_bulk(request: Request, at: ConfirmingBulk) -> Turn:
    """Sends those that were listed as not started; lists them anew where the plan has given them other numbers."""
    context, state, listed = request.context, request.state, dict(at.listed)
    if context.round is None:
        return decline_bulk(request, at)
    sent = [item for item in untouched(context, state) if item.project.id in listed]
    if not sent or any(item.project.no != listed[item.project.id] for item in sent):
        return offer_bulk(request, at)
    late = is_late(context.round, context.today)
    submits = tuple(
        Submit(new_draft(context, context.round, item, request.event.id), answers, late, revision=item.revision + 1)
        for item in sent
        if (answers := untouched_answers(context.form, item.facts)) is not None
    )
    numbers = [item.project.no for item in sent]
    return Turn(
        state.at(Idle()),
        (*submits, Say((lists.sweep_receipt(numbers, context.form.statuses[NOT_STARTED], late=late),))),
    )


def decline_bulk(request: Request, _at: ConfirmingBulk) -> Turn:
    """Sends nothing and shows where the person stands."""
    return saying(request.state.at(Idle()), status_card(request.context, request.state))
