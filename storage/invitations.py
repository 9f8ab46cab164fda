"""Invitation codes, known only by their hashes, and how often a LINE account typed a wrong one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update

from storage.engine.repository import Repository, insert_or_update
from storage.records import Invitation
from storage.tables import INVITATION, INVITATION_MISS

_MINE = INVITATION.c.office_id == bindparam("office")
_THIS = _MINE & (INVITATION.c.code_hash == bindparam("of_code"))
_COLUMNS = select(
    INVITATION.c.code_hash,
    INVITATION.c.person_id,
    INVITATION.c.expires_at,
    INVITATION.c.claimed_by,
    INVITATION.c.enrolled_at,
    INVITATION.c.group_bound_at,
)
_FIND = _COLUMNS.where(_THIS)
_CLAIMED = (
    _COLUMNS.where(_MINE, INVITATION.c.claimed_by == bindparam("claimer"), INVITATION.c.enrolled_at.is_(None))
    .order_by(INVITATION.c.expires_at.desc())
    .limit(1)
)
_ADD = insert(INVITATION)
_REPLACE = delete(INVITATION).where(
    _MINE, INVITATION.c.person_id == bindparam("of_person"), INVITATION.c.enrolled_at.is_(None)
)
_CLAIM = (
    update(INVITATION)
    .where(_THIS, or_(INVITATION.c.claimed_by.is_(None), INVITATION.c.claimed_by == bindparam("claimer")))
    .values(claimed_by=bindparam("claimer"))
)
_ENROLLED = update(INVITATION).where(_THIS).values(enrolled_at=bindparam("at"))
_GROUP_BOUND = update(INVITATION).where(_THIS).values(group_bound_at=bindparam("at"))

_MISS = insert_or_update(INVITATION_MISS, (), added=("times",))
_MISSES = select(func.coalesce(func.sum(INVITATION_MISS.c.times), 0)).where(
    INVITATION_MISS.c.office_id == bindparam("office"),
    INVITATION_MISS.c.line_user_id == bindparam("line_user_id"),
    INVITATION_MISS.c.at >= bindparam("since"),
)
_FORGET_MISSES = delete(INVITATION_MISS).where(
    INVITATION_MISS.c.office_id == bindparam("office"), INVITATION_MISS.c.at < bindparam("before")
)
_FORGET_CLAIMS = delete(INVITATION).where(_MINE, INVITATION.c.claimed_by == bindparam("of_account"))
_FORGET_CLAIMED_OF = delete(INVITATION).where(
    _MINE, INVITATION.c.person_id == bindparam("of_person"), INVITATION.c.claimed_by.is_not(None)
)
_FORGET_MISSES_OF = delete(INVITATION_MISS).where(
    INVITATION_MISS.c.office_id == bindparam("office"), INVITATION_MISS.c.line_user_id == bindparam("of_account")
)
_FORGET_UNUSED_CLAIMS = (
    update(INVITATION)
    .where(_MINE, INVITATION.c.enrolled_at.is_(None), INVITATION.c.expires_at < bindparam("before"))
    .values(claimed_by=None)
)


class Invitations(Repository):
    def add(self, invitation: Invitation) -> None:
        """Keep a new code; earlier codes of the same person that enrolled nobody stop working."""
        self._run(_REPLACE, of_person=invitation.person_id)
        row = {
            "code_hash": invitation.code_hash,
            "person_id": invitation.person_id,
            "expires_at": invitation.expires_at,
            "claimed_by": invitation.claimed_by,
            "enrolled_at": invitation.enrolled_at,
            "group_bound_at": invitation.group_bound_at,
        }
        self._insert(_ADD, row)

    def find(self, code_hash: str) -> Invitation | None:
        row = self._run(_FIND, of_code=code_hash).one_or_none()
        return None if row is None else _invitation(row)

    def find_claimed(self, line_user_id: str) -> Invitation | None:
        """The code this LINE account claimed and has not enrolled with yet; the one that lives longest."""
        row = self._run(_CLAIMED, claimer=line_user_id).one_or_none()
        return None if row is None else _invitation(row)

    def claim(self, code_hash: str, line_user_id: str) -> bool:
        """Tie the code to this LINE account. False where another was first, or there is no such code."""
        return self._changed(_CLAIM, of_code=code_hash, claimer=line_user_id)

    def mark_enrolled(self, code_hash: str, at: datetime) -> None:
        self._run(_ENROLLED, of_code=code_hash, at=at)

    def mark_group_bound(self, code_hash: str, at: datetime) -> None:
        self._run(_GROUP_BOUND, of_code=code_hash, at=at)

    def count_miss(self, line_user_id: str, at: datetime) -> None:
        """Count one wrong code typed by this LINE account."""
        self._insert(_MISS, {"line_user_id": line_user_id, "at": at, "times": 1})

    def misses_since(self, line_user_id: str, since: datetime) -> int:
        """How many wrong codes this LINE account typed at or after `since`."""
        return int(self._run(_MISSES, line_user_id=line_user_id, since=since).scalar())

    def forget_account(self, line_user_id: str) -> None:
        """Forget the codes this LINE account claimed, which serve nobody else, and the wrong ones it typed."""
        self.forget_claims(line_user_id)
        self._run(_FORGET_MISSES_OF, of_account=line_user_id)

    def forget_claims(self, line_user_id: str) -> None:
        """Forget the codes this LINE account claimed."""
        self._run(_FORGET_CLAIMS, of_account=line_user_id)

    def forget_claims_on_person(self, person_id: UUID) -> None:
        """Forget the person's codes that any LINE account claimed."""
        self._run(_FORGET_CLAIMED_OF, of_person=person_id)

    def forget_unused_claims(self, before: datetime) -> None:
        """Forget which account claimed a code that expired before that moment and enrolled nobody."""
        self._run(_FORGET_UNUSED_CLAIMS, before=before)

    def forget_misses_before(self, before: datetime) -> int:
        """Forget wrong codes that no longer count; returns how many moments were forgotten."""
        return self._run(_FORGET_MISSES, before=before).written


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        code_hash=row.code_hash,
        person_id=row.person_id,
        expires_at=row.expires_at,
        claimed_by=row.claimed_by,
        enrolled_at=row.enrolled_at,
        group_bound_at=row.group_bound_at,
    )
