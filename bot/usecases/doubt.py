"""What LINE may have made of an earlier attempt at a delivery whose answer never came, or was 5xx."""

from __future__ import annotations

from storage.records import Delivery

DOUBTFUL, UNKNOWN = 1, 2
"""Whether LINE accepted a call: rather not (it answered 5xx), or nobody can say."""
HELD = "held"
"""The error of what was taken up and not sent, because nobody is written to at that hour."""


def earlier(delivery: Delivery) -> str:
    """How the attempts before ended; nothing recorded of one means that its process died."""
    return delivery.error or ("unknown:died" if delivery.attempted_at else "")


def doubt(error: str) -> int:
    """Of what LINE may have made of a call that ended so; 0: it did not accept it."""
    return UNKNOWN if error.startswith("unknown") else DOUBTFUL if error.startswith("unavailable:5") else 0
