"""The person behind the bot: whom the office names to be called, and how that is said wherever it helps."""

from __future__ import annotations

from typing import Protocol

from messages.chat.bubbles import Bubble, Card, Figure, Link
from messages.chat.lists import plain
from messages.texts import say
from messages.thai.telephone import dialled


class ContactLike(Protocol):
    """Whom to call, as the office file tells it; `hours` may be empty."""

    @property
    def name(self) -> str: ...
    @property
    def telephone(self) -> str: ...
    @property
    def hours(self) -> str: ...


def whom_to_ask(contact: ContactLike | None) -> str:
    """Name, number and hours, to end a sentence with; the planning group where the office names nobody."""
    if contact is None:
        return say("contact.planning_group")
    named = {"name": contact.name, "telephone": contact.telephone}
    return say("contact.person_at", **named, hours=contact.hours) if contact.hours else say("contact.person", **named)


def whom_to_ask_at_the_door(contact: ContactLike | None) -> str:
    """The same for a stranger, who is told no name."""
    if contact is None:
        return say("contact.planning_group")
    return say("contact.planning_group_at", telephone=contact.telephone)


def contact_card(contact: ContactLike | None) -> Bubble:
    """Whom to call, with a key that calls."""
    if contact is None:
        return plain("contact.nobody_named")
    note, number = say("contact.how"), dialled(contact.telephone)
    return Card(
        alt="\n".join((say("contact.alt", who=whom_to_ask(contact)), note)),
        title=say("contact.title"),
        subtitle=contact.name,
        figure=Figure(say("contact.telephone"), contact.telephone, contact.hours),
        note=note,
        tone="plain",
        keys=(Link(say("contact.call"), f"tel:{number}"),) if number else (),
    )
