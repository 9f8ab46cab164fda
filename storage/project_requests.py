"""What owners ask the planners for: to be rid of a project, or to have it handed over. Who decided it stays with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, select, update

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_new
from storage.errors import Conflict
from storage.records import ProjectId, ProjectRequest
from storage.tables import PROJECT_REQUEST
from storage.vocabulary import RequestOutcome

_COLUMNS = tuple(column for column in PROJECT_REQUEST.c if column.name != "office_id")
_MINE = PROJECT_REQUEST.c.office_id == bindparam("office")
_IS_OPEN = PROJECT_REQUEST.c.outcome.is_(None)
_IS_GRANTED = PROJECT_REQUEST.c.outcome == RequestOutcome.GRANTED
_IS_DECIDED = _IS_GRANTED | (PROJECT_REQUEST.c.outcome == RequestOutcome.DENIED)
_OF_PERSON = _MINE & (PROJECT_REQUEST.c.person_id == bindparam("of_person"))
_OF_PROJECT = (
    _MINE
    & (PROJECT_REQUEST.c.fiscal_year == bindparam("of_year"))
    & (PROJECT_REQUEST.c.project_id == bindparam("of_project"))
)
_IN_ORDER = (PROJECT_REQUEST.c.asked_at, PROJECT_REQUEST.c.id)
_OPEN = select(*_COLUMNS).where(_MINE, _IS_OPEN).order_by(*_IN_ORDER)
_GET = select(*_COLUMNS).where(_MINE, PROJECT_REQUEST.c.id == bindparam("of_id"))
_ASKED_BY = select(*_COLUMNS).where(_OF_PERSON).order_by(*_IN_ORDER)
_DECIDED_ON = select(*_COLUMNS).where(_OF_PROJECT, _IS_DECIDED).order_by(PROJECT_REQUEST.c.decided_at.desc()).limit(1)
_ADD = insert_new(PROJECT_REQUEST)
_WITHDRAW = (
    update(PROJECT_REQUEST)
    .where(_OF_PROJECT, PROJECT_REQUEST.c.person_id == bindparam("of_person"), _IS_OPEN)
    .values(outcome=RequestOutcome.WITHDRAWN, decided_at=bindparam("at"))
)
_DECIDE = (
    update(PROJECT_REQUEST)
    .where(_MINE, PROJECT_REQUEST.c.id == bindparam("of_id"), _IS_OPEN)
    .values(
        outcome=bindparam("new_outcome"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        successor_id=bindparam("successor"),
    )
)
_OWNER_UNTOLD = _IS_DECIDED & PROJECT_REQUEST.c.owner_told_at.is_(None)
_SUCCESSOR_UNTOLD = (
    _IS_GRANTED & PROJECT_REQUEST.c.successor_id.is_not(None) & PROJECT_REQUEST.c.successor_told_at.is_(None)
)
_UNTOLD = select(*_COLUMNS).where(_MINE, _OWNER_UNTOLD | _SUCCESSOR_UNTOLD).order_by(*_IN_ORDER)
_TELL_OWNER = update(PROJECT_REQUEST).where(_OF_PERSON, _OWNER_UNTOLD).values(owner_told_at=bindparam("at"))
_TELL_SUCCESSOR = (
    update(PROJECT_REQUEST)
    .where(_MINE, PROJECT_REQUEST.c.successor_id == bindparam("of_person"), _SUCCESSOR_UNTOLD)
    .values(successor_told_at=bindparam("at"))
)
_ERASE = delete(PROJECT_REQUEST).where(_OF_PERSON)
_ERASE_SUCCESSOR = (
    update(PROJECT_REQUEST)
    .where(_MINE, PROJECT_REQUEST.c.successor_id == bindparam("of_person"))
    .values(successor_id=None, to_whom="")
)
_OF_MESSAGE = _OF_PERSON & (PROJECT_REQUEST.c.message_id == bindparam("of_message"))
_ERASE_OPEN_OF_MESSAGE = delete(PROJECT_REQUEST).where(_OF_MESSAGE, _IS_OPEN)
_ERASE_WORDS_OF_MESSAGE = update(PROJECT_REQUEST).where(_OF_MESSAGE).values(to_whom="", message_id="")


class ProjectRequests(CachedRepository):
    def place(self, request: ProjectRequest) -> None:
        """Keep an open request, in the place of any the person has open for that project."""
        self._cache.change()
        self.withdraw(request.person_id, request.fiscal_year, request.project_id, request.asked_at)
        self._insert(_ADD, {column.name: getattr(request, column.name) for column in _COLUMNS})

    def withdraw(self, person_id: UUID, fiscal_year: int, project_id: ProjectId, at: datetime) -> bool:
        """Nobody is to decide it any more; False where the person has none open for that project."""
        self._cache.change()
        return self._changed(_WITHDRAW, of_person=person_id, of_year=fiscal_year, of_project=project_id, at=at)

    def open(self) -> tuple[ProjectRequest, ...]:
        """Those waiting to be decided, the oldest first."""
        return self._cache.get("open requests", lambda: tuple(map(_request, self._run(_OPEN))))

    def get(self, request_id: UUID) -> ProjectRequest | None:
        row = self._run(_GET, of_id=request_id).one_or_none()
        return None if row is None else _request(row)

    def asked_by(self, person_id: UUID) -> tuple[ProjectRequest, ...]:
        """All the person ever asked for, the oldest first."""
        return tuple(map(_request, self._run(_ASKED_BY, of_person=person_id)))

    def decided_on(self, fiscal_year: int, project_id: ProjectId) -> ProjectRequest | None:
        """The last one of that project that was decided."""
        row = self._run(_DECIDED_ON, of_year=fiscal_year, of_project=project_id).one_or_none()
        return None if row is None else _request(row)

    def decide(
        self, request: ProjectRequest, outcome: RequestOutcome, by: UUID, at: datetime, successor: UUID | None = None
    ) -> None:
        """Raises Conflict where it was decided or withdrawn meanwhile."""
        self._cache.change()
        if not self._changed(_DECIDE, of_id=request.id, new_outcome=outcome, by=by, at=at, successor=successor):
            raise Conflict

    def untold(self, person_id: UUID) -> tuple[ProjectRequest, ...]:
        """Decided ones the person has not heard of, as who asked or as who has the project now."""
        return self._cache.get("untold requests", self._read_untold).get(person_id, ())

    def _read_untold(self) -> Mapping[UUID, tuple[ProjectRequest, ...]]:
        found: dict[UUID, tuple[ProjectRequest, ...]] = {}
        for request in map(_request, self._run(_UNTOLD)):
            for person_id in request.untold_people:
                found[person_id] = (*found.get(person_id, ()), request)
        return found

    def mark_told(self, person_id: UUID, at: datetime) -> None:
        """The person has heard of all of them. Raises Conflict where there was nothing to hear any more."""
        self._cache.change()
        told = [self._changed(statement, of_person=person_id, at=at) for statement in (_TELL_OWNER, _TELL_SUCCESSOR)]
        if not any(told):
            raise Conflict

    def erase(self, person_id: UUID) -> None:
        """Forget all the person asked for."""
        self._cache.change()
        self._run(_ERASE, of_person=person_id)

    def erase_successor(self, person_id: UUID) -> None:
        """Forget that others named this person."""
        self._cache.change()
        self._run(_ERASE_SUCCESSOR, of_person=person_id)

    def erase_message(self, person_id: UUID, message_id: str) -> bool:
        """The person took the message back: what waits goes, of what was decided the words; whether anything waited."""
        waited = self._changed(_ERASE_OPEN_OF_MESSAGE, of_person=person_id, of_message=message_id)
        if self._changed(_ERASE_WORDS_OF_MESSAGE, of_person=person_id, of_message=message_id) or waited:
            self._cache.change()
        return waited


def _request(row: Row[Any]) -> ProjectRequest:
    return ProjectRequest(**row._asdict())
