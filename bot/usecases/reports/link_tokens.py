"""Links to documents: signed with the product's key, and of no use after their day.

Whoever holds a link may open it, so it is handed to planners alone and never logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from bot.usecases.ports import Ports

LINK_LIFE = timedelta(days=7)
_PURPOSE = "tanrob.document-link"


class NoSuchLink(Exception):
    """The token was not made here, or was changed."""


class LinkExpired(Exception):
    """The token is older than LINK_LIFE."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link opens: the report of that round as its answers stand then. `kind`: docx, xlsx or pdf.

    `holder`: whom it was handed to (bot/usecases/reports/document_links.py); empty in a link of an earlier version.
    """

    office_id: str
    round_id: str
    kind: str
    draft: bool = False
    holder: str = ""


def link_to(ports: Ports, linked: Linked, now: datetime) -> str:
    """The address, for LINK_LIFE from now."""
    expires = int((now + LINK_LIFE).timestamp())
    values = [linked.office_id, linked.round_id, linked.kind, int(linked.draft), expires, linked.holder]
    token = _signer(ports).dumps(values)
    return f"{ports.public_url}/d/{token}"


def read_link(ports: Ports, token: str, now: datetime) -> Linked:
    """What the token of an address opens. Raises NoSuchLink, LinkExpired."""
    try:
        office_id, round_id, kind, draft, expires, *holder = _signer(ports).loads(token)
    except BadData as error:
        raise NoSuchLink from error
    if datetime.fromtimestamp(expires, UTC) <= now:
        raise LinkExpired
    return Linked(office_id, round_id, kind, bool(draft), "".join(holder))


def _signer(ports: Ports) -> URLSafeSerializer:
    """A key of its own, derived from the product's: a token made for another purpose opens nothing here."""
    return URLSafeSerializer(
        ports.code_key, salt=_PURPOSE, signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
    )
