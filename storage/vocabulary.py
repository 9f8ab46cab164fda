"""The words that columns hold, each vocabulary in its one place; kinds of deliveries stand in kinds.py."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an office."""

    OWNER = "owner"
    PLANNER = "planner"
    DIRECTOR = "director"

    @property
    def sees_office(self) -> bool:
        """Whether they are shown the figures and documents of the whole office."""
        return self in {Role.PLANNER, Role.DIRECTOR}


class SubmissionState(StrEnum):
    """What became of a report that was sent."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    """To be corrected by its owner."""
    ACCEPTED = "accepted"


class RequestOutcome(StrEnum):
    """What became of a request about a project."""

    GRANTED = "granted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    """By who asked."""


class PhotoState(StrEnum):
    WAITING = "waiting"
    """To be downloaded."""
    KEPT = "kept"
    """Its bytes are in the photo store."""
    ERASING = "erasing"
    """A worker is to delete its bytes."""


class AttemptResult(StrEnum):
    """Whether LINE took a delivery, as far as its attempts tell."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """It certainly did not."""
    UNKNOWN = "unknown"
    """It may have."""

    @property
    def outcome(self) -> DeliveryOutcome:
        """What becomes of a delivery that is not tried again."""
        match self:
            case AttemptResult.ACCEPTED:
                return DeliveryOutcome.SENT
            case AttemptResult.REJECTED:
                return DeliveryOutcome.FAILED
            case AttemptResult.UNKNOWN:
                return DeliveryOutcome.DOUBTFUL


class AttemptReason(StrEnum):
    """Why LINE did not take a delivery, or why nobody can say whether it did."""

    QUOTA = "quota"
    """The month's messages are used up."""
    RATE = "rate"
    """Too many calls at a time."""
    UNAVAILABLE = "unavailable"
    """LINE was not reached, answered 5xx, or somebody else answered in its place."""
    UNKNOWN = "unknown"
    """No answer of LINE's came."""
    REFUSED = "refused"
    """Trying again cannot help."""
    UNREACHABLE = "unreachable"
    """LINE knows the recipient no more."""
    TOKEN_GONE = "token_gone"  # noqa: S105 – no password
    """LINE knows the reply token no more, and the answer was not worth a push."""
    NO_CHANNEL = "no_channel"
    """The office has no LINE channel."""
    HELD = "held"
    """It was taken up and not sent: nobody is written to at that hour."""
    TOO_OLD = "too_old"
    SUPERSEDED = "superseded"
    """Something newer was to be said: no failure."""


class DeliveryOutcome(StrEnum):
    """What became of a delivery that is settled."""

    SENT = "sent"
    FAILED = "failed"
    """LINE certainly did not accept it."""
    DOUBTFUL = "doubtful"
    """Nobody can say."""
