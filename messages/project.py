"""The shape of a project of an action plan, wherever it comes from (a spreadsheet, the database, a test)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from messages.answer_values import Answers

ProjectId = int
"""What a project is known by for good; its number (`no`) is what people say, and may change with the plan."""
Quarters = tuple[int, int, int, int]
Details = Mapping[str, str]
"""What a plan tells of a project in words, by a name of DETAILS; what it does not tell is left out."""
DETAILS = ("objectives", "output", "outcome", "duration", "category")
"""Objectives, targets (output and outcome), how long it runs and what kind of expense it is (`quarterly-narrative`)."""


class PlannedProject(Protocol):
    """One project as a plan tells it. `budget` and `plan` are satang.

    `plan` has one amount for each quarter, or is None where the plan names none.
    """

    @property
    def no(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def fund(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def budget(self) -> int: ...
    @property
    def plan(self) -> Quarters | None: ...
    @property
    def details(self) -> Details: ...


class ProjectLike(PlannedProject, Protocol):
    """One project that is kept: whatever refers to it does so by `id`."""

    @property
    def id(self) -> ProjectId: ...


class RoundLike(Protocol):
    """One reporting round. `fiscal_year` is a Buddhist-Era year; `quarters` are those the round covers (1-4)."""

    @property
    def id(self) -> str: ...
    @property
    def fiscal_year(self) -> int: ...
    @property
    def quarters(self) -> tuple[int, ...]: ...
    @property
    def opens(self) -> date: ...
    @property
    def deadline(self) -> date: ...


class ReportState(StrEnum):
    """How far the report of one project is in one round."""

    MISSING = "missing"
    DRAFT = "draft"
    """Begun, nothing sent."""
    UNCONFIRMED = "unconfirmed"
    """Begun and all answered: it waits for its owner's yes. Shown to people; to machines it is a draft."""
    SUBMITTED = "submitted"
    RETURNED = "returned"
    """To be corrected by its owner."""
    ACCEPTED = "accepted"

    @property
    def is_sent(self) -> bool:
        """Whether an owner has sent it, whatever became of it."""
        return self not in {ReportState.MISSING, ReportState.DRAFT, ReportState.UNCONFIRMED}

    @property
    def is_outstanding(self) -> bool:
        """Whether its owner has still to send it, for the first time or once more."""
        return not self.is_sent or self == ReportState.RETURNED


class SubmissionLike(Protocol):
    """What an owner confirmed for one project in one round; `state` is one of those of ReportState that are sent.

    `submitted_at`: the moment of this revision; `first_at`: that of the first one in the round, of which `late` tells
    whether it came after the deadline: a correction of what was in time is in time.
    """

    @property
    def project_id(self) -> ProjectId: ...
    @property
    def revision(self) -> int: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def state(self) -> str: ...
    @property
    def submitted_at(self) -> datetime: ...
    @property
    def first_at(self) -> datetime: ...
    @property
    def late(self) -> bool: ...
