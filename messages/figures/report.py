"""Every figure of a round's report, computed once; writers only lay them out (deploy/docs/architecture.md).

Amounts are satang. Question ids and what they mean: deploy/docs/interfaces.md. Every total is the sum of its column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from messages.answer_values import Answers, photos, sanitize_answer, text
from messages.figures.spending import (
    QUARTERS,
    Earlier,
    Spending,
    apply_report,
    spending_before,
    states_spending,
    total,
    until,
)
from messages.project import (
    Details,
    ProjectId,
    ProjectLike,
    Quarters,
    ReportState,
    RoundLike,
    SubmissionLike,
)
from messages.thai.money import percent
from messages.thai.text import sanitize

STATUSES = ("not_started", "in_progress", "done", "postponed", "cancelled", "not_funded")

KnownQuarters = tuple[int | None, int | None, int | None, int | None]
"""Satang of each quarter; None where nothing is known."""
UNKNOWN: KnownQuarters = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What a report says of the office itself.

    `form`: the id of the form its owners answer; `statuses`: what that form calls each status, where it asks for one.
    """

    id: str
    name: str
    short_name: str
    form: str
    statuses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One project in the round. None is "not known", never zero.

    `spending`: what this round and those before it reported, up to the round's end. `quarters`: the same by quarter,
    None where no quarter was told by itself; `ending`: the same by the quarter in which each amount ends.
    `spent_total`: from the year's start to the round's end, as far as anybody reported. `carried_from`: the quarter
    to whose end that is, where this round does not say; None where it does, and where nothing was ever reported.
    `remaining`: the whole budget while no spending is known. `percent`: of the budget, None where that is 0.
    `submitted_at`: when it was sent first in this round, by which it is `late` or not; `revised_at`: when it was sent
    last, where that was another time.
    `said_before`: the status each earlier round reported, by the quarter that round ended in.
    """

    id: ProjectId
    no: int
    name: str
    group: str
    fund: str
    heading: str
    budget: int
    plan: Quarters | None
    remaining: int
    spending: Spending = ()
    quarters: KnownQuarters = UNKNOWN
    ending: KnownQuarters = UNKNOWN
    details: Details = field(default_factory=dict)
    state: ReportState = ReportState.MISSING
    answers: Answers = field(default_factory=dict)
    spent_total: int | None = None
    carried_from: int | None = None
    said_before: Mapping[int, str] = field(default_factory=dict)
    percent: Decimal | None = None
    submitted_at: datetime | None = None
    revised_at: datetime | None = None
    late: bool = False
    revision: int = 0
    photos: int = 0

    @property
    def reported(self) -> bool:
        """Whether an owner has sent a report in this round, in whatever state it is now."""
        return self.state.is_sent

    @property
    def status(self) -> str:
        """The project's own state as its owner chose it; empty where none was given."""
        return text(self.answers, "status")


@dataclass(frozen=True, slots=True)
class Carried:
    """Of `projects` that this round does not tell the spending of: what was `spent` to the end of `quarter`."""

    quarter: int
    projects: int
    spent: int


@dataclass(frozen=True, slots=True)
class Share:
    """The sums of some projects: a group's, a fund's (by `name`, which may be empty) or all of them.

    Each is the sum of its column. `spent` holds what was `carried` from earlier rounds where this one does not say;
    of `known` projects some spending was reported in any round, be it nothing. `percent` is of the whole budget, None
    where that is 0 or no spending is known. `quarters` and `ending`: as of a ReportRow. Of the `reported`, `on_time`
    were sent before the deadline passed and `late` after it.
    """

    name: str
    budget: int
    plan: KnownQuarters
    quarters: KnownQuarters
    ending: KnownQuarters
    known: int
    spent: int
    carried: tuple[Carried, ...]
    remaining: int
    percent: Decimal | None
    expected: int
    reported: int
    on_time: int
    late: int


@dataclass(frozen=True, slots=True)
class Report:
    """A round, compiled. Shares stand in the plan's order; `by_status` also counts the projects `missing`.

    `removed`: projects the plan holds no more, of which money was reported to the round's end; no sum counts it.
    """

    office: OfficeFacts
    round: RoundLike
    rows: tuple[ReportRow, ...]
    totals: Share
    by_group: tuple[Share, ...]
    by_fund: tuple[Share, ...]
    by_status: Mapping[str, int]
    removed: tuple[ReportRow, ...] = ()


def compile_report(
    office: OfficeFacts,
    round_: RoundLike,
    projects: Sequence[ProjectLike],
    submissions: Mapping[ProjectId, SubmissionLike],
    earlier: Earlier = (),
    drafts: frozenset[ProjectId] = frozenset(),
    removed: Sequence[ProjectLike] = (),
) -> Report:
    """The report of `round_` from its latest submissions by project.

    `drafts`: projects whose report somebody began. One begun again after it was sent stays as it was sent. `removed`:
    projects the plan held once.
    """
    last = max(round_.quarters)
    rows = (_row(project, submissions.get(project.id), earlier, last) for project in projects)
    gone = (_row(project, submissions.get(project.id), earlier, last) for project in removed)
    report = _sum_up(office, round_, tuple(_begun(row, drafts) for row in rows))
    return replace(report, removed=tuple(row for row in gone if row.spent_total))


def _sum_up(office: OfficeFacts, round_: RoundLike, rows: tuple[ReportRow, ...]) -> Report:
    return Report(
        office=office,
        round=round_,
        rows=rows,
        totals=_share("", rows),
        by_group=_shares(rows, lambda row: row.group),
        by_fund=_shares(rows, lambda row: row.fund),
        by_status=_statuses(rows),
    )


def _row(project: ProjectLike, submission: SubmissionLike | None, earlier: Earlier, last: int) -> ReportRow:
    before = spending_before(earlier, project.id)
    after = before if submission is None else apply_report(before, submission.answers, last)
    spending = until(after, last)
    spent, ending = total(spending), _by_end(spending)
    is_told = submission is not None and (states_spending(submission.answers, last) or after != before)
    row = ReportRow(
        id=project.id,
        no=project.no,
        name=sanitize(project.name),
        group=sanitize(project.group),
        fund=sanitize(project.fund),
        heading=sanitize(project.heading),
        budget=project.budget,
        plan=project.plan,
        details={key: sanitize(text) for key, text in project.details.items()},
        spending=spending,
        quarters=ending if any(len(period.quarters) == 1 for period in spending) else UNKNOWN,
        ending=ending,
        spent_total=spent,
        carried_from=spending[-1].last if spending and not is_told else None,
        said_before=_earlier_statuses(earlier, project.id),
        remaining=project.budget - (spent or 0),
        percent=None if spent is None else percent(spent, project.budget),
    )
    return row if submission is None else _add_report(row, submission)


def _by_end(spending: Spending) -> KnownQuarters:
    return _each_quarter(lambda quarter: sum_known(each.satang for each in spending if each.last == quarter))


def _earlier_statuses(earlier: Earlier, project: ProjectId) -> dict[int, str]:
    told = {one.last: text(one.submissions[project].answers, "status") for one in earlier if project in one.submissions}
    return {quarter: sanitize(status) for quarter, status in told.items() if status}


def _begun(row: ReportRow, drafts: frozenset[int]) -> ReportRow:
    return replace(row, state=ReportState.DRAFT) if row.state == ReportState.MISSING and row.id in drafts else row


def _add_report(row: ReportRow, submission: SubmissionLike) -> ReportRow:
    return replace(
        row,
        state=ReportState(submission.state),
        answers={question: sanitize_answer(answer) for question, answer in submission.answers.items()},
        photos=len(photos(submission.answers)),
        submitted_at=submission.first_at,
        revised_at=None if submission.submitted_at == submission.first_at else submission.submitted_at,
        late=submission.late,
        revision=submission.revision,
    )


def by_category(report: Report, usual: Sequence[str]) -> tuple[Share, ...]:
    """Sums by category of expense: the `usual` ones, others, projects without one; empty where the plan names none."""
    shares = {share.name: share for share in _shares(report.rows, lambda row: row.details.get("category", ""))}
    unnamed = shares.pop("", None)
    named = tuple(shares.get(name) or _share(name, ()) for name in dict.fromkeys((*usual, *shares)))
    return (*named, *((unnamed,) if unnamed else ())) if shares else ()


def _shares(rows: Sequence[ReportRow], name_of: Callable[[ReportRow], str]) -> tuple[Share, ...]:
    names = dict.fromkeys(name_of(row) for row in rows)
    return tuple(_share(name, [row for row in rows if name_of(row) == name]) for name in names)


def _share(name: str, rows: Sequence[ReportRow]) -> Share:
    budget = sum(row.budget for row in rows)
    told = [row.spent_total for row in rows if row.spent_total is not None]
    spent = sum(told)
    return Share(
        name=name,
        budget=budget,
        plan=_each_quarter(lambda quarter: sum_known(row.plan[quarter - 1] for row in rows if row.plan)),
        quarters=_each_quarter(lambda quarter: sum_known(row.quarters[quarter - 1] for row in rows)),
        ending=_each_quarter(lambda quarter: sum_known(row.ending[quarter - 1] for row in rows)),
        known=len(told),
        spent=spent,
        carried=_sum_carried(rows),
        remaining=sum(row.remaining for row in rows),
        percent=percent(spent, budget) if told else None,
        expected=len(rows),
        reported=sum(row.reported for row in rows),
        on_time=sum(row.reported and not row.late for row in rows),
        late=sum(row.reported and row.late for row in rows),
    )


def _sum_carried(rows: Sequence[ReportRow]) -> tuple[Carried, ...]:
    by_quarter = {
        quarter: [row.spent_total or 0 for row in rows if row.carried_from == quarter] for quarter in QUARTERS
    }
    return tuple(Carried(quarter, len(spent), sum(spent)) for quarter, spent in by_quarter.items() if spent)


def _each_quarter(amount_of: Callable[[int], int | None]) -> KnownQuarters:
    return amount_of(1), amount_of(2), amount_of(3), amount_of(4)


def sum_known(amounts: Iterable[int | None]) -> int | None:
    """The sum of those known; None, not 0, where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _statuses(rows: Sequence[ReportRow]) -> dict[str, int]:
    counts = Counter(row.status for row in rows if row.status)
    others = (status for status in counts if status not in STATUSES)
    chosen = {status: counts[status] for status in (*STATUSES, *others) if counts[status]}
    return {**chosen, ReportState.MISSING: sum(not row.reported for row in rows)}
