"""Where each person's conversation stands; two turns at once cannot both move it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from storage.engine.repository import Repository, insert_new
from storage.errors import Conflict
from storage.records import Conversation
from storage.tables import CONVERSATION

_MINE = CONVERSATION.c.office_id == bindparam("office")
_THIS = _MINE & (CONVERSATION.c.person_id == bindparam("of_person"))
_LOAD = select(CONVERSATION.c.state, CONVERSATION.c.version, CONVERSATION.c.saved_at).where(_THIS)
_ALL = (
    select(CONVERSATION.c.person_id, CONVERSATION.c.state, CONVERSATION.c.version, CONVERSATION.c.saved_at)
    .where(_MINE)
    .order_by(CONVERSATION.c.person_id)
)
_BEGIN = insert_new(CONVERSATION)
_MOVE = (
    update(CONVERSATION)
    .where(_THIS, CONVERSATION.c.version == bindparam("loaded"))
    .values(
        state=bindparam("new_state"),
        version=CONVERSATION.c.version + 1,
        saved_at=bindparam("at"),
    )
)
_ERASE = delete(CONVERSATION).where(_THIS)


class Conversations(Repository):
    def load(self, person_id: UUID) -> Conversation:
        """An empty state at version 0 where the person has said nothing yet."""
        row = self._run(_LOAD, of_person=person_id).one_or_none()
        return Conversation({}) if row is None else Conversation(*row)

    def save(self, person_id: UUID, state: Mapping[str, Any], version: int, at: datetime) -> None:
        """Move on from the `version` that was loaded. Raises Conflict where another turn moved on first."""
        moved = (
            self._begin(person_id, state, at)
            if version == 0
            else self._changed(_MOVE, of_person=person_id, loaded=version, new_state=state, at=at)
        )
        if not moved:
            raise Conflict

    def erase(self, person_id: UUID) -> None:
        self._run(_ERASE, of_person=person_id)

    def all(self) -> tuple[tuple[UUID, Conversation], ...]:
        """Everybody's conversation, by person: the reports begun and not yet sent are found here."""
        return tuple((person_id, Conversation(*kept)) for person_id, *kept in self._run(_ALL))

    def _begin(self, person_id: UUID, state: Mapping[str, Any], at: datetime) -> bool:
        return self._insert(_BEGIN, {"person_id": person_id, "state": state, "version": 1, "saved_at": at})
