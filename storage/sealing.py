"""Sealing an office's LINE channel, so that a stolen database or backup does not give the channel away."""

from __future__ import annotations

import base64
import json
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import WrongSecretKey
from storage.records import Channel


def seal(channel: Channel, secret_key: str, office_id: str) -> bytes:
    """The channel unreadable without the secret key, and openable for this office only."""
    return _lock(secret_key, office_id).encrypt(json.dumps([channel.secret, channel.access_token]).encode())


@lru_cache(maxsize=1024)
def unseal(sealed: bytes, secret_key: str, office_id: str) -> Channel:
    """The channel again; kept in memory, as every webhook needs it. Raises WrongSecretKey."""
    try:
        opened = _lock(secret_key, office_id).decrypt(sealed)
    except InvalidToken:
        raise WrongSecretKey from None
    secret, access_token = json.loads(opened)
    return Channel(secret=secret, access_token=access_token)


def _lock(secret_key: str, office_id: str) -> Fernet:
    """A key of its own for this purpose and office: the secret key also signs links."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"tanrob channel {office_id}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret_key.encode())))
