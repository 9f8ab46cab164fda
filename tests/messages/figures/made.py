"""Rounds made up for these tests, and the two printed ones of tests/data/reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from messages.answer_values import Answers
from messages.figures.report import OfficeFacts, Report, compile_report
from messages.figures.spending import EarlierRound
from messages.project import Details, Quarters
from tests.support.answers import PlainAnswers, answers
from tests.support.identity import project_id
from tests.support.printed import KHONKAEN, RAYONG, printed_rows, printed_satang, progress_texts

OFFICE = OfficeFacts("khonkaen2", "Khon Kaen 2", "KK2", "table")
SENT_AT = datetime(2021, 3, 24, 7, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Round:
    id: str = "2564-6m"
    fiscal_year: int = 2564
    quarters: tuple[int, ...] = (1, 2)
    opens: date = date(2021, 3, 15)
    deadline: date = date(2021, 3, 25)


@dataclass(frozen=True)
class Project:
    no: int
    budget: int = 100_000
    name: str = "Project"
    group: str = ""
    fund: str = ""
    heading: str = ""
    plan: Quarters | None = None
    details: Details = field(default_factory=dict)

    @property
    def id(self) -> int:
        return project_id(self.no)


@dataclass(frozen=True)
class Submission:
    project_id: int
    plain: PlainAnswers = field(default_factory=dict)
    state: str = "submitted"
    revision: int = 1
    submitted_at: datetime = SENT_AT
    first_at: datetime = SENT_AT
    late: bool = False

    @property
    def answers(self) -> Answers:
        return answers(self.plain)


def compiled(
    projects: Sequence[Project],
    sent_in: Mapping[int, PlainAnswers] | None = None,
    *,
    round_: Round | None = None,
    earlier: Sequence[Mapping[int, PlainAnswers]] = (),
    drafts: frozenset[int] = frozenset(),
) -> Report:
    """The report of answers by project number, and of drafts; `earlier` rounds end in quarter 1, 2, …"""
    begun = frozenset(project_id(no) for no in drafts)
    return compile_report(OFFICE, round_ or Round(), projects, sent(sent_in or {}), earlier_rounds(*earlier), begun)


def earlier_rounds(*sent_in: Mapping[int, PlainAnswers]) -> tuple[EarlierRound, ...]:
    """Rounds that ended in quarter 1, 2, … with these answers by project number."""
    return tuple(EarlierRound(last, sent(given)) for last, given in enumerate(sent_in, 1))


def sent(reports: Mapping[int, PlainAnswers]) -> dict[int, Submission]:
    return by_id(*(Submission(project_id(no), given) for no, given in reports.items()))


def by_id(*submissions: Submission) -> dict[int, Submission]:
    return {submission.project_id: submission for submission in submissions}


def khonkaen() -> Report:
    """The round of 2564: cumulative spending, all 37 projects reported."""
    printed, progress = printed_rows(KHONKAEN), progress_texts(KHONKAEN)
    given: dict[int, PlainAnswers] = {
        int(row["no"]): {
            "spent": printed_satang(row["spent"]),
            "status": "in_progress",
            "progress": progress[int(row["no"])],
        }
        for row in printed
    }
    return compiled([_project(row) for row in printed], given)


def rayong() -> Report:
    """The round of 2566; no. 4 reports its 21,440 in quarter 1, no. 12 nothing after quarter 2."""
    printed = printed_rows(RAYONG)
    quarters = {int(row["no"]): [printed_satang(row[f"spent_{quarter}"]) for quarter in (1, 2)] for row in printed}
    quarters[4] = [2_144_000, 0]
    given: dict[int, PlainAnswers] = {
        no: {"spent_q1": first, "spent_q2": second} for no, (first, second) in quarters.items()
    }
    round_ = Round("2566-6m", 2566, (1, 2), date(2023, 3, 15), date(2023, 3, 31))
    return compiled([_project(row) for row in printed], given, round_=round_)


def _project(row: Mapping[str, str]) -> Project:
    return Project(
        no=int(row["no"]),
        name=row["name"],
        budget=printed_satang(row["budget"]),
        group=row["group"],
        fund=row.get("fund", ""),
        plan=_plan(row) if "plan_1" in row else None,
    )


def _plan(row: Mapping[str, str]) -> Quarters:
    first, second, third, fourth = (printed_satang(row[f"plan_{quarter}"]) for quarter in (1, 2, 3, 4))
    return first, second, third, fourth
