"""What is answered the same in every situation, without leaving the question that is open."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.effects import (
    DecideRequest,
    OfferGroupCode,
    ShowDocuments,
    ShowMyData,
    ShowRequests,
    ShowSummary,
    Snooze,
    Turn,
    saying,
)
from bot.conversation.events import MediaReceived, TextReceived
from bot.conversation.listing import list_projects_of
from bot.conversation.prompting import (
    cannot_report,
    help_for,
    lateness,
    no_projects,
    nothing_to_confirm,
    prompt_in,
    status_card,
    with_prompt,
)
from bot.conversation.request import KeywordHandler, Request
from bot.conversation.situations import Situation
from bot.conversation.states import ChoosingProject, ConfirmingDeletion, Idle
from messages.chat import lists
from messages.chat.bubbles import Bubble
from messages.chat.collecting import not_read
from messages.chat.contact import contact_card, whom_to_ask
from messages.chat.lists import plain
from messages.chat.notices import ask_to_forget
from messages.chat.prompts import told_back
from messages.thai.manners import is_mere_manners
from messages.words import Keyword


def list_projects(request: Request, at: Situation) -> Turn:
    """Lists the person's projects with their states."""
    listed = list_projects_of(request.context, request.state)
    return _beside(request, at, lists.my_projects(listed) if listed else no_projects(request.context))


def show_status(request: Request, at: Situation) -> Turn:
    """Shows where the person stands; a planner without projects gets the summary."""
    if request.context.is_planner and not request.context.assignments:
        return Turn(request.state, (ShowSummary(),))
    return _beside(request, at, status_card(request.context, request.state))


def tell_lateness(request: Request, at: Situation) -> Turn:
    """Tells until when a report may come, and that one sent late is taken; a planner, who moves or ends it."""
    return _beside(request, at, lateness(request.context))


def show_help(request: Request, at: Situation) -> Turn:
    """Explains what can be typed."""
    return _beside(request, at, help_for(request.context))


def show_contact(request: Request, at: Situation) -> Turn:
    """Tells whom to call."""
    return _beside(request, at, contact_card(request.context.contact))


def show_summary(request: Request, at: Situation) -> Turn:
    """Shows the summary to a planner; tells others that it is for planners."""
    if not request.context.is_planner:
        return _beside(request, at, plain("conversation.planners_only"))
    return Turn(request.state, (ShowSummary(),))


def offer_group_code(request: Request, at: Situation) -> Turn:
    """Gives a planner the code that binds the planning group; tells others that it is for planners."""
    if not request.context.is_planner:
        return _beside(request, at, plain("conversation.planners_only"))
    return Turn(request.state, (OfferGroupCode(),))


def show_documents(request: Request, at: Situation) -> Turn:
    """Gives a planner links to the official report; tells others who has it."""
    if not request.context.is_planner:
        return _beside(
            request, at, plain("conversation.documents_with_planners", who=whom_to_ask(request.context.contact))
        )
    return Turn(request.state, (ShowDocuments(),))


def show_my_data(request: Request, _at: Situation) -> Turn:
    """Shows what is stored about the person."""
    return Turn(request.state, (ShowMyData(),))


def snooze(request: Request, _at: Situation) -> Turn:
    """Has the person reminded once more on the next working morning."""
    return Turn(request.state, (Snooze(),))


def ask_about_deletion(request: Request, _at: Situation) -> Turn:
    """Asks whether all data about the person shall be deleted."""
    return saying(request.state.at(ConfirmingDeletion()), ask_to_forget())


def show_requests(request: Request, _at: Situation) -> Turn:
    """Shows a planner what owners ask for; shows others what they asked for themselves."""
    return Turn(request.state, (ShowRequests(),))


def decide_request(request: Request, _at: Situation) -> Turn | None:
    """Decides what an owner asked for, by the project's number or its button; without one shows all. Planners alone."""
    asked = request.instruction
    if not request.context.is_planner or asked is None:
        return None
    if asked.number is None and not asked.argument:
        return Turn(request.state, (ShowRequests(),))
    is_granted = asked.keyword == Keyword.GRANT
    return Turn(request.state, (DecideRequest(is_granted=is_granted, number=asked.number, request_id=asked.argument),))


def take_as_answer(_request: Request, _at: Situation) -> None:
    """Is no keyword here: taken as other words are."""


def say_nothing_open(request: Request, at: Situation) -> Turn:
    """Says that no report is open."""
    return _beside(request, at, plain("conversation.nothing_open"))


def say_nothing_to_confirm(request: Request, at: Situation) -> Turn:
    """Says that there is nothing to confirm."""
    return _beside(request, at, nothing_to_confirm(request.context))


def say_nothing_held(request: Request, at: Situation) -> Turn:
    """Says that no words wait to be taken as an answer."""
    return _beside(request, at, plain("conversation.nothing_held"))


def say_nothing_to_remove(request: Request, at: Situation) -> Turn:
    """Says that there is nothing to remove, and what can be."""
    return _beside(request, at, plain("conversation.nothing_to_remove"))


def ask_again(request: Request, at: Situation) -> Turn:
    """Asks again what is open."""
    return saying(request.state, *prompt_in(request.context, request.state, at))


def ask_again_after_text(request: Request, at: Situation, _text: TextReceived) -> Turn:
    """Asks again what is open."""
    return ask_again(request, at)


def tell_not_kept(request: Request, at: Situation, text: TextReceived) -> Turn:
    """Tells the words back as not kept, and asks again what is open; mere manners need no word."""
    if not text.message_id or is_mere_manners(text.text):
        return ask_again(request, at)
    told = plain("conversation.instead.not_saved", said=told_back(text.text))
    return with_prompt(request.context, request.state, at, told)


def refuse_photo(request: Request, at: Situation, _photo: MediaReceived) -> Turn:
    """Says that the photo was not kept, and what to do next: open a report where its form takes photos."""
    refusal = cannot_report(request.context)
    if not isinstance(at, Idle | ChoosingProject):
        return _beside(request, at, not_read("image_later"))
    if refusal:
        return _beside(request, at, not_read("image_closed"), refusal)
    wanted = any(question.kind == "photos" for question in request.context.form.questions)
    return _beside(request, at, not_read("image_alone" if wanted else "image_unwanted"))


def refuse_media(request: Request, at: Situation, media: MediaReceived) -> Turn:
    """Says what to do instead of sending a message of that kind."""
    return _beside(request, at, not_read(media.kind))


def _beside(request: Request, at: Situation, *first: Bubble) -> Turn:
    return with_prompt(request.context, request.state, at, *first)


EVERYWHERE: Mapping[Keyword, KeywordHandler[Situation]] = {
    Keyword.PROJECTS: list_projects,
    Keyword.STATUS: show_status,
    Keyword.HELP: show_help,
    Keyword.LATENESS: tell_lateness,
    Keyword.CONTACT: show_contact,
    Keyword.SUMMARY: show_summary,
    Keyword.DOCUMENTS: show_documents,
    Keyword.BIND_GROUP: offer_group_code,
    Keyword.MY_DATA: show_my_data,
    Keyword.SNOOZE: snooze,
    Keyword.FORGET: ask_about_deletion,
    Keyword.REQUESTS: show_requests,
    **dict.fromkeys((Keyword.GRANT, Keyword.DENY), decide_request),
}
"""These keywords mean the same in every situation."""
