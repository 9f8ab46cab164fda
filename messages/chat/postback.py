"""Postback data: a query string of at most 300 characters (LINE).

`o` session, `q` question, `v` form version, `a` action or value.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, quote_plus

from messages.line_limits import MAX_POSTBACK_DATA
from messages.thai.text import sanitize


@dataclass(frozen=True, slots=True)
class Postback:
    """What a tapped button says. Empty where the button does not belong to a session or a question."""

    action: str
    session: str = ""
    question: str = ""
    version: int = 0


def pack(postback: Postback) -> str:
    """`o=…&q=status&v=1&a=done`, leaving out what is empty."""
    pairs = (
        ("o", postback.session),
        ("q", postback.question),
        ("v", str(postback.version or "")),
        ("a", postback.action),
    )
    return "&".join(f"{key}={_quoted(value)}" for key, value in pairs if value)


def _quoted(value: str) -> str:
    """Quoting a word that needs none would be a tenth of a turn's time: every button of every message has four."""
    return value if value.isascii() and value.replace("_", "").replace("-", "").isalnum() else quote_plus(value)


def unpack(data: str) -> Postback:
    """Reads any data, however odd: what is not there is empty, so that an old or foreign button gets an answer too."""
    pairs = parse_qs(data[:MAX_POSTBACK_DATA])

    def first(key: str) -> str:
        return sanitize(pairs.get(key, [""])[0])  # %00 stands for what was not there before

    version = first("v")
    return Postback(
        action=first("a"),
        session=first("o"),
        question=first("q"),
        version=int(version) if version.isascii() and version.isdigit() else 0,
    )
