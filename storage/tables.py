"""The tables, as SQLModel classes. Private to storage: what leaves storage are the values of records.py.

Every key starts with the office, so that no statement can cross from one office to another by a shared
number, and so that the office can be the distribution key of a spread PostgreSQL. A change needs a migration.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, MetaData, String, Table, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.columns import Json, Moment, Word
from storage.keys import IS_OPEN_PHOTO, IS_UNSAID, NAMES, of_person, of_project, of_round, partial, sql_list
from storage.kinds import DeliveryKind
from storage.vocabulary import (
    AttemptReason,
    AttemptResult,
    DeliveryOutcome,
    PhotoState,
    RequestOutcome,
    Role,
    SubmissionState,
)

METADATA = MetaData(naming_convention=NAMES)
_OF_WHOM_AND_WHAT = ("office_id", "person_id", "fiscal_year", "project_id")


class _Row(SQLModel):
    """Base of the tables' classes: one catalogue of them all."""

    metadata: ClassVar[MetaData] = METADATA


def _table(model: type[SQLModel]) -> Table:
    return METADATA.tables[str(model.__tablename__)]


class _OfficeRow(_Row, table=True):
    __tablename__ = "office"

    id: str = Field(primary_key=True)
    name: str
    short_name: str
    form: str
    thai_digits: bool
    reminders: Any = Field(sa_type=Json, nullable=False)
    summary: Any = Field(sa_type=Json, nullable=False)
    contact: Any = Field(default=None, sa_type=Json, nullable=True)
    channel: bytes | None = None
    front_name: str | None = None
    front_docx: bytes | None = None
    stamp: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


class _RoundRow(_Row, table=True):
    __tablename__ = "round"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: str = Field(primary_key=True)
    fiscal_year: int
    quarters: Any = Field(sa_type=Json, nullable=False)
    opens: date
    deadline: date
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class _ProjectRow(_Row, table=True):
    __tablename__ = "project"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    fiscal_year: int = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    no: int
    name: str
    group_name: str
    fund: str
    heading: str
    budget: int = Field(sa_type=BigInteger)
    plan_q1: int | None = Field(default=None, sa_type=BigInteger)
    plan_q2: int | None = Field(default=None, sa_type=BigInteger)
    plan_q3: int | None = Field(default=None, sa_type=BigInteger)
    plan_q4: int | None = Field(default=None, sa_type=BigInteger)
    details: Any = Field(sa_type=Json, nullable=False, sa_column_kwargs={"server_default": "{}"})
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class _PlanVersionRow(_Row, table=True):
    __tablename__ = "plan_version"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fiscal_year: int
    at: datetime = Field(sa_type=Moment)
    projects: Any = Field(sa_type=Json, nullable=False)
    undone: bool


class _PersonRow(_Row, table=True):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("office_id", "line_user_id"),)

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: UUID = Field(primary_key=True)
    name: str
    role: Role = Field(sa_type=Word(Role))
    group_name: str
    line_user_id: str | None = None
    consented_at: datetime | None = Field(default=None, sa_type=Moment)
    blocked_at: datetime | None = Field(default=None, sa_type=Moment)


class _AssignmentRow(_Row, table=True):
    __tablename__ = "assignment"
    __table_args__ = (
        of_person(),
        of_project(),
        Index(None, "office_id", "person_id"),
    )

    office_id: str = Field(primary_key=True)
    fiscal_year: int = Field(primary_key=True)
    project_id: int = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)


class _ProjectRequestRow(_Row, table=True):
    __tablename__ = "project_request"
    __table_args__ = (
        of_person(),
        of_project(),
        CheckConstraint(f"outcome IN {sql_list(RequestOutcome)}", name="outcome"),
        Index(None, "office_id", "person_id"),
        partial("ix_project_request_open", *_OF_WHOM_AND_WHAT, where="outcome IS NULL", unique=True),
    )

    office_id: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    person_id: UUID
    fiscal_year: int
    project_id: int
    asked_at: datetime = Field(sa_type=Moment)
    to_whom: str
    message_id: str
    successor_id: UUID | None = None  # no foreign keys to these two: what was decided stays when they have gone
    decided_by: UUID | None = None
    outcome: RequestOutcome | None = Field(default=None, sa_type=Word(RequestOutcome))
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    owner_told_at: datetime | None = Field(default=None, sa_type=Moment)
    successor_told_at: datetime | None = Field(default=None, sa_type=Moment)


class _InvitationRow(_Row, table=True):
    __tablename__ = "invitation"
    __table_args__ = (of_person(), Index(None, "office_id", "person_id"))

    office_id: str = Field(primary_key=True)
    code_hash: str = Field(primary_key=True)
    person_id: UUID
    expires_at: datetime = Field(sa_type=Moment)
    claimed_by: str | None = None
    enrolled_at: datetime | None = Field(default=None, sa_type=Moment)
    group_bound_at: datetime | None = Field(default=None, sa_type=Moment)


class _InvitationMissRow(_Row, table=True):
    __tablename__ = "invitation_miss"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    line_user_id: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, sa_type=Moment)
    times: int


class _ConversationRow(_Row, table=True):
    __tablename__ = "conversation"
    __table_args__ = (of_person(),)

    office_id: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    state: Any = Field(sa_type=Json, nullable=False)
    version: int
    saved_at: datetime = Field(sa_type=Moment)


class _InboxRow(_Row, table=True):
    __tablename__ = "inbox"
    __table_args__ = ({"sqlite_with_rowid": False},)  # one tree to write to instead of two

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    event_id: str = Field(primary_key=True)
    received_at: datetime = Field(sa_type=Moment)


class _SubmissionRow(_Row, table=True):
    __tablename__ = "submission"
    __table_args__ = (
        of_round(),
        UniqueConstraint("office_id", "round_id", "project_id", "revision"),
        CheckConstraint(f"state IN {sql_list(SubmissionState)}", name="state"),
        Index(None, "office_id", "person_id"),
    )

    office_id: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    round_id: str
    project_id: int
    revision: int
    person_id: UUID  # no foreign key: a report stays when the person who sent it has gone
    form: str
    form_version: int
    answers: Any = Field(sa_type=Json, nullable=False)
    submitted_at: datetime = Field(sa_type=Moment)
    late: bool
    state: SubmissionState = Field(sa_type=Word(SubmissionState))
    parts: Any = Field(sa_type=Json, nullable=False, sa_column_kwargs={"server_default": "[]"})


class _PhotoRow(_Row, table=True):
    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("office_id", "message_id"),
        CheckConstraint(f"state IN {sql_list(PhotoState)}", name="state"),
        Index(None, "office_id", "session"),
        partial("ix_photo_open", "due_at", where=IS_OPEN_PHOTO),
    )

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: UUID = Field(primary_key=True)
    message_id: str
    person_id: UUID  # no foreign key: the photos of a sent report stay when the person who sent it has gone
    session: str
    received_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    state: PhotoState = Field(sa_type=Word(PhotoState))
    attempts: int
    reply_token: str | None = None
    token_at: datetime | None = Field(default=None, sa_type=Moment)
    size: int
    width: int
    height: int


class _OutboxRow(_Row, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"outcome IN {sql_list(DeliveryOutcome)}", name="outcome"),
        partial("ix_outbox_unsettled", "priority", "due_at", "created_at", "id", where="outcome IS NULL"),
        partial("ix_outbox_unsaid", "office_id", "created_at", where=IS_UNSAID),
        partial("ix_outbox_settled_at", "settled_at", where="settled_at IS NOT NULL"),
        partial("ix_outbox_waiting", "office_id", "recipient", where="outcome IS NULL"),
    )

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: UUID = Field(primary_key=True)
    kind: DeliveryKind = Field(sa_type=Word(DeliveryKind))
    recipient: str
    messages: Any = Field(sa_type=Json, nullable=False)
    due_at: datetime = Field(sa_type=Moment)
    created_at: datetime = Field(sa_type=Moment)
    priority: int
    reply_token: str | None = None
    token_at: datetime | None = Field(default=None, sa_type=Moment)
    silent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    attempts: int
    attempted_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: DeliveryOutcome | None = Field(default=None, sa_type=Word(DeliveryOutcome))
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    result: AttemptResult | None = Field(default=None, sa_type=Word(AttemptResult))
    reason: AttemptReason | None = Field(default=None, sa_type=Word(AttemptReason))
    detail: str = Field(default="", sa_column_kwargs={"server_default": ""})


class _LedgerRow(_Row, table=True):
    __tablename__ = "ledger"
    __table_args__ = (of_round(),)

    office_id: str = Field(primary_key=True)
    round_id: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    delivery_id: UUID | None = None
    at: datetime = Field(sa_type=Moment)


class _DocumentRow(_Row, table=True):
    __tablename__ = "document"
    __table_args__ = (of_round(),)

    office_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    round_id: str
    kind: str
    draft: bool
    format: str
    sources: Any = Field(sa_type=Json, nullable=False)


class _GroupRow(_Row, table=True):
    __tablename__ = "bound_group"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    group_id: str
    bound_at: datetime = Field(sa_type=Moment)
    bound_by: UUID
    left_at: datetime | None = Field(default=None, sa_type=Moment)


class _QuotaRow(_Row, table=True):
    __tablename__ = "quota"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    month: str
    most: int | None = None
    used: int
    spent: int
    members: int | None = None
    read_at: datetime = Field(sa_type=Moment)


class _FormRow(_Row, table=True):
    __tablename__ = "form"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    source: str


OFFICE = _table(_OfficeRow)
ROUND = _table(_RoundRow)
PROJECT = _table(_ProjectRow)
PLAN_VERSION = _table(_PlanVersionRow)
PERSON = _table(_PersonRow)
ASSIGNMENT = _table(_AssignmentRow)
PROJECT_REQUEST = _table(_ProjectRequestRow)
INVITATION = _table(_InvitationRow)
INVITATION_MISS = _table(_InvitationMissRow)
CONVERSATION = _table(_ConversationRow)
INBOX = _table(_InboxRow)
SUBMISSION = _table(_SubmissionRow)
PHOTO = _table(_PhotoRow)
OUTBOX = _table(_OutboxRow)
LEDGER = _table(_LedgerRow)
DOCUMENT = _table(_DocumentRow)
GROUP = _table(_GroupRow)
QUOTA = _table(_QuotaRow)
FORM = _table(_FormRow)
HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("name", String, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("at", Moment),
)
"""The one table that belongs to no office: that the clock ticks, and how many erasures left remnants."""
