"""Secrets and addresses as people paste them: with spaces, line ends, quotation marks and letters nobody sees."""

from __future__ import annotations

import re
import unicodedata

MIN_KEY_LENGTH = 32

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "`": "`"}
_CHANNEL_SECRET = re.compile(r"[0-9a-fA-F]{32}")
_CHANNEL_TOKEN = re.compile(r"[!-~]+")
_IN_A_HEADER = re.compile(r"[ -~]+")

_LIKE_A_SECRET = re.compile(r"(?=[^ ]*[0-9])(?=[^ ]*[A-Za-z])[A-Za-z0-9+/=]{24,}")
_MAX_NAME = 100
"""LINE's tokens are longer."""
_REDACTED = "…"


def trim(text: str) -> str:
    """Without what stands around it and is no part of it; what stands inside is left for others to refuse."""
    while True:
        shorter = _strip_quotes(_bare(text))
        if shorter == text:
            return text
        text = shorter


def _bare(text: str) -> str:
    """Without spaces and controls, and format letters as the byte order mark or a zero-width space, at both ends."""
    start, end = 0, len(text)
    while start < end and _is_unseen(text[start]):
        start += 1
    while start < end and _is_unseen(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}


def _strip_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 1 and _QUOTES.get(text[0]) == text[-1] else text


def find_unfit_values(secret: str, access_token: str) -> list[str]:
    """Which of a channel's values, by their names in the office file, cannot be what LINE Developers shows.

    Its secrets are 32 hexadecimal digits, its tokens printable ASCII without a space.
    """
    fits = {
        "channel_secret": _CHANNEL_SECRET.fullmatch(secret),
        "channel_access_token": _CHANNEL_TOKEN.fullmatch(access_token),
    }
    return [name for name, match in fits.items() if not match]


def strip_for_header(access_token: str) -> str:
    """A token kept by an earlier version as it was pasted: what no header may hold is left out, or it would be quoted
    in the failure."""
    return "".join(_IN_A_HEADER.findall(access_token))


def is_text(value: str) -> bool:
    """Whether every byte of it was read: the environment may hold what is no UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def redact(name: str) -> str:
    """The name of a variable or a file, to be told; dots where the secret itself may stand in its place."""
    is_path = name.startswith(("/", "./", "../", "~/"))
    may_be_secret = len(name) > _MAX_NAME or (not is_path and _LIKE_A_SECRET.search(name))
    return _REDACTED if may_be_secret else name
