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


class PhotoState(StrEnum):
    WAITING = "waiting"
    """To be downloaded."""
    KEPT = "kept"
    """Its bytes are in the photo store."""
    ERASING = "erasing"
    """A worker is to delete its bytes."""
