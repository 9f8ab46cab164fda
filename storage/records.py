"""Frozen values storage hands out and takes in. Money is satang, moments are aware UTC, days are Asia/Bangkok."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

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

ProjectId = int
"""What a project is known by for good, within its office and fiscal year."""
UNSTORED: ProjectId = 0
"""Of a project that is given an id when it is saved."""

Quarters = tuple[int, int, int, int]
Targets = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
NO_TARGETS: Targets = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """When owners are reminded: days before and after the deadline, at `send_at` Bangkok time.

    `reserve` messages of the quota kept for it. `holidays` are the office's own, besides the government's. Nothing is
    pushed in the `quiet` hours (from, to; over midnight where from is later). Directors hear who is missing
    `escalate_after` days past the deadline; None: they do not.
    """

    days_before: tuple[int, ...] = (7, 3, 1, 0)
    overdue_days: tuple[int, ...] = (1, 3)
    send_at: time = time(9, 0)
    reserve: int = 40
    holidays: tuple[date, ...] = ()
    quiet: tuple[time, time] | None = (time(18, 0), time(8, 0))
    escalate_after: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryPolicy:
    """When the planning group gets the summary: days before the deadline, at `send_at` Bangkok time.

    And `overdue_days` after it, while anything is missing.
    `targets`: what the office is to have disbursed by the end of each quarter, in percent of the year's budget; None
    where it has set none (they differ from year to year, so none is assumed).
    """

    days_before: tuple[int, ...] = (3, 1, 0)
    send_at: time = time(16, 0)
    targets: Targets = NO_TARGETS
    overdue_days: tuple[int, ...] = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom an office's people may call, as its office file writes it; `hours` may be empty."""

    name: str
    telephone: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """`contact` is None where the office names nobody."""

    id: str
    name: str
    short_name: str
    form: str
    thai_digits: bool = False
    reminders: ReminderPolicy = field(default_factory=ReminderPolicy)
    summary: SummaryPolicy = field(default_factory=SummaryPolicy)
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """An office's LINE channel. Sealed with the secret key at rest; never printed (`repr` hides both values)."""

    secret: str = field(repr=False)
    access_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an office puts before its report: the bytes of a docx, and the `name` its file had."""

    name: str
    docx: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Round:
    """`fiscal_year` is Buddhist Era; `deadline` is the last day, to its end in Bangkok.

    `closed_at` is set by the planners, not by the clock.
    """

    id: str
    fiscal_year: int
    quarters: tuple[int, ...]
    opens: date
    deadline: date
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One project of one fiscal year's plan; amounts in satang.

    People call it by `no`, which may change with the plan; what is kept of it is kept by `id`. `details`: what the plan
    tells in words (objectives, output, outcome, duration, category). `removed_at`: since when it is out of the plan.
    """

    no: int
    name: str
    budget: int
    group: str = ""
    fund: str = ""
    heading: str = ""
    plan: Quarters | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    id: ProjectId = UNSTORED
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the office invited: no `line_user_id` until that is accepted; `blocked_at` while the bot is blocked."""

    id: UUID
    name: str
    role: Role
    group: str = ""
    line_user_id: str | None = None
    consented_at: datetime | None = None
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProjectRequest:
    """An owner asks not to answer for a project any more; open until it has an `outcome`.

    `to_whom`: who is to have it, as the owner wrote in LINE's message `message_id`; empty: nobody was named.
    `successor_id`: who was meant, where it is one of the office's people. `decided_by` is a planner.
    """

    id: UUID
    person_id: UUID
    fiscal_year: int
    project_id: ProjectId
    asked_at: datetime
    to_whom: str = ""
    message_id: str = ""
    successor_id: UUID | None = None
    outcome: RequestOutcome | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    owner_told_at: datetime | None = None
    successor_told_at: datetime | None = None

    @property
    def untold_people(self) -> tuple[UUID, ...]:
        """Whom its decision concerns and who has not heard of it."""
        owner = () if self.owner_told_at or self.outcome == RequestOutcome.WITHDRAWN else (self.person_id,)
        passes_on = self.outcome == RequestOutcome.GRANTED and not self.successor_told_at
        return (*owner, self.successor_id) if passes_on and self.successor_id else owner


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code, known only by its hash.

    The first LINE account to type it claims it: once to enrol, and (planners) once to bind a group.
    """

    code_hash: str
    person_id: UUID
    expires_at: datetime
    claimed_by: str | None = None
    enrolled_at: datetime | None = None
    group_bound_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a person's conversation stands. `version` grows by one with each save; 0 is a conversation never saved."""

    state: Mapping[str, Any]
    version: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A report its owner confirmed. `answers`: JSON by question id (messages.answer_values).

    `parts` are the messages its texts were put together from, each with
    "question", "message_id" and "text". `submitted_at` is this revision's own moment; `first_at` that of the project's
    first in the round, which `late` tells of as well: both as read, whatever is kept of a later revision.
    """

    id: UUID
    round_id: str
    project_id: ProjectId
    revision: int
    person_id: UUID
    form: str
    form_version: int
    answers: Mapping[str, Mapping[str, Any]]
    submitted_at: datetime
    late: bool = False
    state: SubmissionState = SubmissionState.SUBMITTED
    parts: tuple[Mapping[str, str], ...] = ()
    first_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture somebody sent in LINE's message `message_id` while the draft `session` was open.

    Kept, its bytes are in the photo store under `key`. `token_at`: when the reply token was made, if known. `attempts`:
    downloads tried; `size` is in bytes, `width` and `height` in pixels, 0 until kept. Derive `id` from a cause that
    names the office: workers put off by it.
    """

    id: UUID
    office_id: str
    message_id: str
    person_id: UUID
    session: str
    received_at: datetime
    due_at: datetime
    state: PhotoState = PhotoState.WAITING
    attempts: int = 0
    reply_token: str | None = None
    token_at: datetime | None = None
    size: int = 0
    width: int = 0
    height: int = 0

    @property
    def key(self) -> str:
        return f"{self.office_id}/{self.id}.jpg"


@dataclass(frozen=True, slots=True)
class Attempt:
    """How the attempts at a delivery ended: whether LINE took it, and why not.

    `detail`: a status of LINE's or the name of an error; nothing that a person wrote.
    """

    result: AttemptResult
    reason: AttemptReason
    detail: str = ""

    def __str__(self) -> str:
        """As the administrator is told it."""
        if self.reason == AttemptReason.REFUSED:
            return self.detail
        return f"{self.reason}:{self.detail}" if self.detail else self.reason.value


SUPERSEDED = Attempt(AttemptResult.REJECTED, AttemptReason.SUPERSEDED)
"""Of what was not sent because something newer was to be said."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call to LINE that must be made once. `id` is also LINE's retry key; `messages` is LINE's JSON.

    `reply_token` (received at `token_at`) makes it a free reply first, a push where the token is gone; None is a push.
    Lower `priority` goes first. A `silent` push makes no sound on the phone. `last`: how its attempts ended so far.
    """

    id: UUID
    office_id: str
    kind: DeliveryKind
    to: str
    messages: tuple[Mapping[str, Any], ...]
    due_at: datetime
    created_at: datetime
    priority: int = 0
    reply_token: str | None = None
    token_at: datetime | None = None
    silent: bool = False
    attempts: int = 0
    attempted_at: datetime | None = None
    outcome: DeliveryOutcome | None = None
    last: Attempt | None = None


@dataclass(frozen=True, slots=True)
class BoundGroup:
    """The LINE group summaries go to; `left_at` is set when the bot was removed from it."""

    group_id: str
    bound_at: datetime
    bound_by: UUID
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A submission that figures of a document came from: its round, project and revision, the form it answers."""

    round_id: str
    project_id: ProjectId
    revision: int
    submission_id: UUID
    form: str
    form_version: int


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """An official report that was written as a file, known by the hash of its bytes (SHA-256, hex).

    `at`: when it was written first; `kind`: docx, xlsx or pdf; `format`: the form whose official layout it has.
    """

    sha256: str
    at: datetime
    round_id: str
    kind: str
    draft: bool
    format: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """What is known of an office's messages in `month` ("2021-03"), as of `read_at`.

    `most` a month (None: no limit, or LINE never told it); `used`: LINE's own count; `spent`: posted since; `members`
    of the bound group (None: LINE never told).
    """

    month: str
    read_at: datetime
    most: int | None = None
    used: int = 0
    spent: int = 0
    members: int | None = None

    @property
    def left(self) -> int | None:
        """Messages still to be had this month; None where there is no limit to be kept."""
        return None if self.most is None else max(self.most - self.used - self.spent, 0)


@dataclass(frozen=True, slots=True)
class Gauges:
    """How the installation is doing. `waiting`: deliveries under way by kind, the oldest made at `oldest_at`.

    `settled`: how many became what, by (kind, outcome): sent, failed, doubtful or superseded. `quotas` by office.
    """

    waiting: Mapping[DeliveryKind, int]
    oldest_at: datetime | None
    settled: Mapping[tuple[DeliveryKind, str], int]
    photos_waiting: int
    ticks: int
    ticked_at: datetime | None
    quotas: Mapping[str, Quota]
