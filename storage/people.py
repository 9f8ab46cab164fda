"""The people an office invited, and the projects each answers for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, select

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_new, insert_or_update
from storage.records import Person, ProjectId
from storage.tables import ASSIGNMENT, INVITATION_MISS, PERSON

_SAVED = ("name", "role", "group_name", "line_user_id", "consented_at", "blocked_at")
_MINE = PERSON.c.office_id == bindparam("office")
_THIS = _MINE & (PERSON.c.id == bindparam("person_id"))
_ALL = select(PERSON.c.id, *(PERSON.c[column] for column in _SAVED)).where(_MINE)
_GET = _ALL.where(_THIS)
_LINE_USERS = _ALL.where(PERSON.c.line_user_id.is_not(None))
_SAVE = insert_or_update(PERSON, _SAVED)
_REMOVE = delete(PERSON).where(_THIS)
_FORGET_MISSES = delete(INVITATION_MISS).where(
    INVITATION_MISS.c.office_id == bindparam("office"),
    INVITATION_MISS.c.line_user_id.in_(select(PERSON.c.line_user_id).where(_THIS)),
)

_ASSIGNED = (ASSIGNMENT.c.office_id == bindparam("office")) & (ASSIGNMENT.c.fiscal_year == bindparam("fiscal_year"))
_ASSIGNED_TO = _ASSIGNED & (ASSIGNMENT.c.person_id == bindparam("person_id"))
_ASSIGNMENTS = (
    select(ASSIGNMENT.c.person_id, ASSIGNMENT.c.project_id)
    .where(_ASSIGNED)
    .order_by(ASSIGNMENT.c.project_id, ASSIGNMENT.c.person_id)
)
_UNASSIGN = delete(ASSIGNMENT).where(_ASSIGNED_TO, ASSIGNMENT.c.project_id == bindparam("project_id"))
_ASSIGN = insert_new(ASSIGNMENT)


class People(CachedRepository):
    def all(self) -> tuple[Person, ...]:
        """By name, letter by letter."""
        found = (_person(row) for row in self._run(_ALL))
        return tuple(sorted(found, key=lambda person: (person.name, person.id)))

    def get(self, person_id: UUID) -> Person | None:
        row = self._run(_GET, person_id=person_id).one_or_none()
        return None if row is None else _person(row)

    def by_line_user(self, line_user_id: str) -> Person | None:
        return self._cache.get("line users", self._read_line_users).get(line_user_id)

    def _read_line_users(self) -> Mapping[str, Person]:
        return {row.line_user_id: _person(row) for row in self._run(_LINE_USERS)}

    def save(self, person: Person) -> None:
        """Create or update. Raises Refused where another person of the office has that LINE account."""
        row = {
            "id": person.id,
            "name": person.name,
            "role": person.role,
            "group_name": person.group,
            "line_user_id": person.line_user_id,
            "consented_at": person.consented_at,
            "blocked_at": person.blocked_at,
        }
        self._cache.change()
        self._insert(_SAVE, row)

    def remove(self, person_id: UUID) -> None:
        """Forget a person with assignments, invitations, missed tries and conversation; sent reports stay."""
        self._cache.change()
        self._run(_FORGET_MISSES, person_id=person_id)
        self._run(_REMOVE, person_id=person_id)

    def assign(self, person_id: UUID, fiscal_year: int, project_ids: Iterable[ProjectId]) -> None:
        """Have the person answer for these projects of the year, besides those before.

        Raises Refused for a person or a project the office does not have.
        """
        self._cache.change()
        mine = {"person_id": person_id, "fiscal_year": fiscal_year}
        self._insert_all(_ASSIGN, ({**mine, "project_id": project_id} for project_id in project_ids))

    def unassign(self, person_id: UUID, fiscal_year: int, project_ids: Iterable[ProjectId]) -> None:
        """Have the person answer for these no more."""
        self._cache.change()
        mine = {"person_id": person_id, "fiscal_year": fiscal_year}
        self._run_all(_UNASSIGN, [{**mine, "project_id": project_id} for project_id in project_ids])

    def projects_of(self, person_id: UUID, fiscal_year: int) -> tuple[ProjectId, ...]:
        """The projects the person answers for, those a plan holds no more included."""
        by_person = self._cache.get(("projects by person", fiscal_year), lambda: self._by_person(fiscal_year))
        return by_person.get(person_id, ())

    def assignments(self, fiscal_year: int) -> tuple[tuple[UUID, ProjectId], ...]:
        """Everybody's projects of the year as pairs, those a plan holds no more included."""
        return self._cache.get(("assignments", fiscal_year), lambda: self._read_assignments(fiscal_year))

    def _by_person(self, fiscal_year: int) -> Mapping[UUID, tuple[ProjectId, ...]]:
        found: dict[UUID, tuple[ProjectId, ...]] = {}
        for person_id, project_id in self.assignments(fiscal_year):
            found[person_id] = (*found.get(person_id, ()), project_id)
        return found

    def _read_assignments(self, fiscal_year: int) -> tuple[tuple[UUID, ProjectId], ...]:
        rows = self._run(_ASSIGNMENTS, fiscal_year=fiscal_year)
        return tuple((row.person_id, row.project_id) for row in rows)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=row.role,
        group=row.group_name,
        line_user_id=row.line_user_id,
        consented_at=row.consented_at,
        blocked_at=row.blocked_at,
    )
