"""The reports owners confirmed: every revision is kept, the newest counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Row, Select, bindparam, exists, func, select, update

from storage.engine.prepared import list_places, list_values
from storage.engine.repository import Repository, insert_new
from storage.errors import Conflict
from storage.records import ProjectId, Submission
from storage.tables import SUBMISSION
from storage.vocabulary import SubmissionState

_COLUMNS = (
    SUBMISSION.c.id,
    SUBMISSION.c.round_id,
    SUBMISSION.c.project_id,
    SUBMISSION.c.revision,
    SUBMISSION.c.person_id,
    SUBMISSION.c.form,
    SUBMISSION.c.form_version,
    SUBMISSION.c.answers,
    SUBMISSION.c.submitted_at,
    SUBMISSION.c.late,
    SUBMISSION.c.state,
    SUBMISSION.c.parts,
)
_FIRST = SUBMISSION.alias("first")
_IS_FIRST = (
    (_FIRST.c.office_id == SUBMISSION.c.office_id)
    & (_FIRST.c.round_id == SUBMISSION.c.round_id)
    & (_FIRST.c.project_id == SUBMISSION.c.project_id)
    & (_FIRST.c.revision == 1)
)


def _of_first(column: Column[Any]) -> ColumnElement[Any]:
    """What the project's first report of the round has there; its own value where there is none."""
    first = select(_FIRST.c[column.name]).where(_IS_FIRST).scalar_subquery()
    return func.coalesce(first, column)


_READ = (
    *(column for column in _COLUMNS if column is not SUBMISSION.c.late),
    _of_first(SUBMISSION.c.late).label("late"),
    _of_first(SUBMISSION.c.submitted_at).label("first_at"),
)
"""A correction does not make a report late that was sent in time."""
_MINE = SUBMISSION.c.office_id == bindparam("office")
_THIS = _MINE & (SUBMISSION.c.id == bindparam("of_id"))
_OF_ROUND = _MINE & (SUBMISSION.c.round_id == bindparam("round_id"))
_OF_PROJECT = _OF_ROUND & (SUBMISSION.c.project_id == bindparam("project_id"))
_NEWER = SUBMISSION.alias("newer")
_IS_NEWEST = ~exists().where(
    _NEWER.c.office_id == SUBMISSION.c.office_id,
    _NEWER.c.round_id == SUBMISSION.c.round_id,
    _NEWER.c.project_id == SUBMISSION.c.project_id,
    _NEWER.c.revision > SUBMISSION.c.revision,
)
_NEWEST_IN_ROUND = select(*_READ).where(_OF_ROUND, _IS_NEWEST).order_by(SUBMISSION.c.project_id)
_UNTIL = SUBMISSION.c.submitted_at <= bindparam("until")
_UP_TO = select(*_READ).where(_OF_ROUND, _UNTIL).order_by(SUBMISSION.c.project_id, SUBMISSION.c.revision)
_REVISIONS = select(*_READ).where(_OF_PROJECT).order_by(SUBMISSION.c.revision)
_EVER_OF_PROJECT = (
    select(*_READ)
    .where(_MINE, SUBMISSION.c.project_id == bindparam("project_id"))
    .order_by(SUBMISSION.c.round_id, SUBMISSION.c.revision)
)
_LATEST_OF = select(*_READ).where(_OF_PROJECT).order_by(SUBMISSION.c.revision.desc()).limit(1)
_KEPT = select(SUBMISSION.c.id).where(_THIS)
_OF_PERSON = (
    select(*_READ)
    .where(_MINE, SUBMISSION.c.person_id == bindparam("person_id"))
    .order_by(SUBMISSION.c.round_id, SUBMISSION.c.project_id, SUBMISSION.c.revision)
)
_ADD = insert_new(SUBMISSION)
_SET_STATE = update(SUBMISSION).where(_THIS).values(state=bindparam("new_state"))
_REWRITE = update(SUBMISSION).where(_THIS).values(answers=bindparam("new_answers"), parts=bindparam("new_parts"))


class Submissions(Repository):
    def add(self, submission: Submission) -> None:
        """Keep a report; the same id again changes nothing.

        Raises Conflict where another report has taken that revision of the project in the round.
        """
        if self._insert(_ADD, _to_row(submission)):
            return
        if self._run(_KEPT, of_id=submission.id).one_or_none() is None:
            raise Conflict

    def latest(self, round_id: str, projects: Collection[ProjectId] | None = None) -> Mapping[ProjectId, Submission]:
        """The newest revision of each reported project (of `projects`, or of all)."""
        if projects is None:
            rows = self._run(_NEWEST_IN_ROUND, round_id=round_id)
        elif not projects:
            return {}
        else:
            wanted = list_values(sorted(projects))
            rows = self._run(_newest_of(len(wanted)), round_id=round_id, **wanted)
        return {row.project_id: _submission(row) for row in rows}

    def latest_until(self, round_id: str, moment: datetime) -> Mapping[ProjectId, Submission]:
        """What `latest` was at that moment; states and texts taken back are today's."""
        return {row.project_id: _submission(row) for row in self._run(_UP_TO, round_id=round_id, until=moment)}

    def latest_of(self, round_id: str, project_id: ProjectId) -> Submission | None:
        row = self._run(_LATEST_OF, round_id=round_id, project_id=project_id).one_or_none()
        return None if row is None else _submission(row)

    def revisions(self, round_id: str, project_id: ProjectId) -> tuple[Submission, ...]:
        """Every revision, oldest first."""
        rows = self._run(_REVISIONS, round_id=round_id, project_id=project_id)
        return tuple(_submission(row) for row in rows)

    def of_project(self, project_id: ProjectId) -> tuple[Submission, ...]:
        """Every revision of every round, whoever sent it."""
        return tuple(_submission(row) for row in self._run(_EVER_OF_PROJECT, project_id=project_id))

    def set_state(self, submission_id: UUID, state: SubmissionState) -> None:
        self._run(_SET_STATE, of_id=submission_id, new_state=state)

    def having_message(self, person_id: UUID, message_id: str) -> tuple[Submission, ...]:
        """Every revision the person sent that holds a part of that message, by round, project and revision."""
        return tuple(sent for sent in self._of_person(person_id) if message_id in _messages(sent))

    def messages_of(self, person_id: UUID) -> frozenset[str]:
        """The messages of which any revision the person sent holds a part."""
        return frozenset(message for sent in self._of_person(person_id) for message in _messages(sent))

    def rewrite(
        self, submission_id: UUID, answers: Mapping[str, Mapping[str, Any]], parts: Sequence[Mapping[str, str]]
    ) -> None:
        """Put these answers and parts in the place of those sent, as when the sender takes a message back."""
        self._run(_REWRITE, of_id=submission_id, new_answers=answers, new_parts=parts)

    def _of_person(self, person_id: UUID) -> tuple[Submission, ...]:
        return tuple(_submission(row) for row in self._run(_OF_PERSON, person_id=person_id))


@cache
def _newest_of(many: int) -> Select[Any]:
    return _NEWEST_IN_ROUND.where(SUBMISSION.c.project_id.in_(list_places(many)))


def _messages(submission: Submission) -> frozenset[str]:
    return frozenset(part["message_id"] for part in submission.parts)


def _to_row(submission: Submission) -> Mapping[str, Any]:
    return {column.name: getattr(submission, column.name) for column in _COLUMNS}


def _submission(row: Row[Any]) -> Submission:
    values = dict(row._asdict())
    return Submission(parts=tuple(values.pop("parts")), **values)
