"""Invitation codes: eight characters that cannot be misread, known to the database only by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from messages.thai.manners import list_wordings

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 8
_SHAPE = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")
_PARTED = re.compile(r"[\s\-\u2010-\u2015]")


def new_code() -> str:
    """A fresh code as it is shown: four characters, a dash and four more; 40 bits."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def read_code(text: str) -> str | None:
    """The code in `text` when it is that alone, manners aside, with or without dash, spaces and capitals; else None."""
    found = (_PARTED.sub("", said).upper() for said in list_wordings(text))
    return next((typed for typed in found if _SHAPE.fullmatch(typed)), None)


def code_hash(key: str, code: str) -> str:
    """What is stored of a code (as `read_code` gives it)."""
    return hmac.new(key.encode(), f"invitation:{code}".encode(), hashlib.sha256).hexdigest()
