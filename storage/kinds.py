"""What the outbox holds: one row a kind, which tells everything that differs between kinds.

A new kind is a new row here, and its words in messages/texts/th/check.toml (and reminders.toml where it is planned).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Rank(IntEnum):
    """What is sent first where the month's messages run short: the lowest."""

    ALWAYS = 0
    """Sent however few are left."""
    WARNING = 1
    LAST_CALL = 2
    """Reminders of the last step before the deadline."""
    REMINDER = 3
    RETURNED = 4
    SUMMARY = 5
    OPENING = 6


@dataclass(frozen=True, slots=True)
class Traits:
    """How a kind differs from others.

    `priority` in the outbox, the lowest first; `rank` where messages run short. `outdates`: kinds that need not be said
    once this is: what of them waits for the same recipient is dropped. `is_answer`: somebody waits for it at any hour.
    `is_pushed`: worth the quota of a push where no reply token serves. `is_to_group`: a push of it counts once for each
    member of the bound group. `is_of_outstanding`: it says what is outstanding, and is said anew, in today's words,
    where it is late (a summary tells how things stood). `waits_for_quota`: kept until messages can be had again.
    `is_alone`: it never shares a message with other kinds.
    """

    priority: int
    rank: Rank = Rank.ALWAYS
    outdates: tuple[str, ...] = ()
    is_answer: bool = False
    is_pushed: bool = True
    is_to_group: bool = False
    is_of_outstanding: bool = False
    waits_for_quota: bool = True
    is_alone: bool = False


class DeliveryKind(StrEnum):
    """Its value is what the outbox table, `/metrics` and `tanrob reminders --json` call it."""

    traits: Traits

    REPLY = "reply", Traits(0, is_answer=True)
    FREE_REPLY = "free_reply", Traits(0, is_answer=True, is_pushed=False)
    QUOTA = "quota", Traits(5, Rank.WARNING, is_alone=True)
    REMINDER = "reminder", Traits(10, Rank.REMINDER, ("reminder", "opening"), is_of_outstanding=True)
    ESCALATION = "escalation", Traits(10, Rank.REMINDER, is_of_outstanding=True)
    MOVED = "moved", Traits(12, Rank.REMINDER, ("moved", "reminder", "opening"), is_of_outstanding=True)
    RETURNED = "returned", Traits(15, Rank.RETURNED, is_of_outstanding=True)
    REVISED = "revised", Traits(15, Rank.RETURNED)
    DECIDED = "decided", Traits(15, Rank.RETURNED)
    MOVED_GROUP = "moved_group", Traits(20, Rank.SUMMARY, ("moved_group",), is_to_group=True)
    SUMMARY = "summary", Traits(20, Rank.SUMMARY, ("summary",), is_to_group=True, waits_for_quota=False)
    DOCUMENTS = "documents", Traits(20, outdates=("documents",), waits_for_quota=False)
    UNBOUND = "unbound", Traits(20, waits_for_quota=False)
    OPENING = "opening", Traits(30, Rank.OPENING, is_of_outstanding=True, waits_for_quota=False)

    def __new__(cls, word: str, traits: Traits) -> DeliveryKind:
        kind = str.__new__(cls, word)
        kind._value_ = word
        kind.traits = traits
        return kind

    @property
    def outdates(self) -> tuple[DeliveryKind, ...]:
        """See Traits."""
        return tuple(kind for kind in DeliveryKind if kind in self.traits.outdates)
