"""All a turn may look at besides the state and the event: who speaks, in which round, with which projects and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from bot.conversation.states import Draft
from messages.answer_values import Answers
from messages.chat.contact import ContactLike
from messages.chat.missing import RoundWatch
from messages.chat.review import OtherSender
from messages.forms.form import Form, ProjectFacts
from messages.parts import Part
from messages.project import ProjectId, ProjectLike, ReportState, RoundLike


@dataclass(frozen=True, slots=True)
class SentTimes:
    """When a report was sent first in this round, whether that was `late`, and when it was sent last."""

    first_at: datetime
    late: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A project the person answers for.

    `submitted`: the answers sent in this round as its newest `revision`, made of `parts`, and `sending` when; `other`:
    by whom and when, where that was somebody else; `last`: the answers of the newest earlier round of the fiscal year;
    `was_no`: its number when the round opened, where the plan has changed since.
    """

    project: ProjectLike
    facts: ProjectFacts
    state: ReportState = ReportState.MISSING
    submitted: Answers = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[Part, ...] = ()
    last: Answers = field(default_factory=lambda: MappingProxyType({}))
    revision: int = 0
    other: OtherSender | None = None
    was_no: int = 0
    sending: SentTimes | None = None


@dataclass(frozen=True, slots=True)
class TurnContext:
    """`round` is the round open for answers on `today`, or None.

    `forms` holds the current form under (id, version) and those of drafts. `contact`: whom to call. `requested`:
    projects the person has asked the planners about and that wait. `watch`: what a planner is shown of everybody in the
    round, read where the event may ask for it (reminding.asks_about_everybody).
    """

    is_planner: bool
    today: date
    form: Form
    round: RoundLike | None = None
    assignments: tuple[Assignment, ...] = ()
    forms: Mapping[tuple[str, int], Form] = field(default_factory=lambda: MappingProxyType({}))
    contact: ContactLike | None = None
    watch: RoundWatch | None = None
    requested: frozenset[ProjectId] = frozenset()

    def assignment(self, project_id: ProjectId) -> Assignment | None:
        return next((item for item in self.assignments if item.project.id == project_id), None)

    def numbered(self, no: int) -> Assignment | None:
        """The project that has this number today."""
        return next((item for item in self.assignments if item.project.no == no), None)

    def is_current(self, draft: Draft) -> bool:
        return self.round is not None and draft.round_id == self.round.id

    def form_of(self, draft: Draft) -> Form:
        return self.forms.get((draft.form, draft.form_version), self.form)


def is_late(round_: RoundLike, today: date) -> bool:
    """The deadline is the end of its day in Bangkok."""
    return today > round_.deadline
