"""Every figure of a round's report, computed once; writers only lay them out (ARCHITECTURE.md, data path 3).

Amounts are satang. Question ids and what they mean: INTERFACES.md. Every total is the sum of its column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from messages.parts import fit, photos_in
from messages.project import Answers, Details, Project, Quarters, Round, Submission
from messages.spending import Earlier, known_quarters, spent_until, stated_quarters
from messages.thai.money import percent
from messages.thai.text import sanitize

STATUSES = ("not_started", "in_progress", "done", "postponed", "cancelled", "not_funded")
MISSING = "missing"
DRAFT = "draft"

KnownQuarters = tuple[int | None, int | None, int | None, int | None]
"""Satang of each quarter; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What a report says of the office itself. `form` is the id of the form its owners answer."""

    id: str
    name: str
    short_name: str
    form: str


@dataclass(frozen=True, slots=True)
class Row:
    """One project in the round. None is "not known", never zero.

    `quarters`: spending of each quarter up to the round's end, earlier rounds included. `spent_total`: from
    the year's start to the round's end, as this round reported it. `percent`: of the budget, None where that
    is 0. `state`: missing, draft, submitted, returned or accepted.
    """

    no: int
    name: str
    group: str
    fund: str
    heading: str
    budget: int
    plan: Quarters | None
    quarters: KnownQuarters
    details: Details = field(default_factory=dict)
    state: str = MISSING
    answers: Answers = field(default_factory=dict)
    spent_total: int | None = None
    remaining: int | None = None
    percent: Decimal | None = None
    submitted_at: datetime | None = None
    late: bool = False
    revision: int = 0
    photos: int = 0

    @property
    def reported(self) -> bool:
        """Whether an owner has sent a report in this round, in whatever state it is now."""
        return self.state not in {MISSING, DRAFT}

    @property
    def status(self) -> str:
        """The project's own state as its owner chose it; empty where none was given."""
        return str(self.answers.get("status", ""))


@dataclass(frozen=True, slots=True)
class Share:
    """The sums of some projects: a group's, a fund's (by `name`, which may be empty) or all of them.

    `budget` and `plan` count every project, `spent` those reported; `remaining` and `percent` are of the
    whole budget. `quarters` hold what earlier rounds said, too: more than `spent` while reports are missing.
    Of the `reported`, `on_time` were sent before the deadline passed and `late` after it.
    """

    name: str
    budget: int
    plan: KnownQuarters
    quarters: KnownQuarters
    spent: int
    remaining: int
    percent: Decimal | None
    expected: int
    reported: int
    on_time: int
    late: int


@dataclass(frozen=True, slots=True)
class Report:
    """A round, compiled. Shares stand in the plan's order; `by_status` also counts the projects `missing`."""

    office: OfficeFacts
    round: Round
    rows: tuple[Row, ...]
    totals: Share
    by_group: tuple[Share, ...]
    by_fund: tuple[Share, ...]
    by_status: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """Plan beside actual, all projects together: in one quarter, and from the year's start to its end.

    `percent`: of the plan so far, None where that is 0.
    """

    quarter: int
    planned: int
    spent: int
    planned_so_far: int
    spent_so_far: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be disbursed by the end of `quarter`, in percent of the budget, and how far from it the office is.

    `ahead` is negative where less was spent than was to be; None where there is no budget to take a percent of.
    """

    quarter: int
    percent: Decimal
    ahead: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a report tells that an earlier one did not: projects newly `reported`, by number, and the percent then."""

    reported: tuple[int, ...]
    percent: Decimal | None


def compile_report(
    office: OfficeFacts,
    round_: Round,
    projects: Sequence[Project],
    submissions: Mapping[int, Submission],
    earlier: Earlier = (),
    drafts: frozenset[int] = frozenset(),
) -> Report:
    """The report of `round_` from its latest submissions by project number.

    `drafts`: projects whose report somebody began. One begun again after it was sent stays as it was sent.
    """
    last = max(round_.quarters)
    rows = (
        _row(project, submissions.get(project.no), known_quarters(earlier, project.no), last) for project in projects
    )
    return _summed(office, round_, tuple(_begun(row, drafts) for row in rows))


def _summed(office: OfficeFacts, round_: Round, rows: tuple[Row, ...]) -> Report:
    return Report(
        office=office,
        round=round_,
        rows=rows,
        totals=_share("", rows),
        by_group=_shares(rows, lambda row: row.group),
        by_fund=_shares(rows, lambda row: row.fund),
        by_status=_statuses(rows),
    )


def _row(project: Project, submission: Submission | None, known: Mapping[int, int], last: int) -> Row:
    quarters = known if submission is None else {**known, **stated_quarters(submission.answers)}
    row = Row(
        no=project.no,
        name=sanitize(project.name),
        group=sanitize(project.group),
        fund=sanitize(project.fund),
        heading=sanitize(project.heading),
        budget=project.budget,
        plan=project.plan,
        details={key: sanitize(text) for key, text in project.details.items()},
        quarters=_each_quarter(lambda quarter: quarters.get(quarter) if quarter <= last else None),
    )
    if submission is None:
        return row
    return _with_report(row, submission, spent_until(last, submission.answers, known))


def _begun(row: Row, drafts: frozenset[int]) -> Row:
    return replace(row, state=DRAFT) if row.state == MISSING and row.no in drafts else row


def _with_report(row: Row, submission: Submission, spent: int | None) -> Row:
    return replace(
        row,
        state=submission.state,
        answers={key: fit(value) if isinstance(value, str) else value for key, value in submission.answers.items()},
        photos=sum(len(photos_in(str(value))) for value in submission.answers.values()),
        spent_total=spent,
        remaining=None if spent is None else row.budget - spent,
        percent=None if spent is None else percent(spent, row.budget),
        submitted_at=submission.submitted_at,
        late=submission.late,
        revision=submission.revision,
    )


def by_category(report: Report, usual: Sequence[str]) -> tuple[Share, ...]:
    """Sums by category of expense: the `usual` ones, others, projects without one; empty where the plan names none."""
    shares = {share.name: share for share in _shares(report.rows, lambda row: row.details.get("category", ""))}
    unnamed = shares.pop("", None)
    named = tuple(shares.get(name) or _share(name, ()) for name in dict.fromkeys((*usual, *shares)))
    return (*named, *((unnamed,) if unnamed else ())) if shares else ()


def progress_of_quarters(report: Report) -> tuple[Progress, ...]:
    """Each quarter to the round's end; the last one judges the plan (REPORT_FORMATS.md, format 4)."""
    last = max(report.round.quarters)
    planned = [amount or 0 for amount in report.totals.plan]
    spent = [amount or 0 for amount in report.totals.quarters]
    return tuple(_progress(quarter, planned[:quarter], spent[:quarter]) for quarter in range(1, last + 1))


def _progress(quarter: int, planned: Sequence[int], spent: Sequence[int]) -> Progress:
    return Progress(
        quarter, planned[-1], spent[-1], sum(planned), sum(spent), percent=percent(sum(spent), sum(planned))
    )


def aim_of(report: Report, targets: Sequence[Decimal | None]) -> Aim | None:
    """The office's target for the end of the round; None where it has set none. `targets`: by quarter, cumulative."""
    quarter, spent = max(report.round.quarters), report.totals.percent
    target = targets[quarter - 1]
    return None if target is None else Aim(quarter, target, None if spent is None else spent - target)


def changed_since(before: Report, now: Report) -> Change:
    """Of two reports of one round."""
    known = {row.no for row in before.rows if row.reported}
    return Change(tuple(row.no for row in now.rows if row.reported and row.no not in known), before.totals.percent)


def over_plan(report: Report) -> tuple[Row, ...]:
    """Projects that spent more to the round's end than their plan gives them until then."""
    last = max(report.round.quarters)
    planned = [(row, sum(row.plan[:last])) for row in report.rows if row.plan]
    return tuple(row for row, until in planned if (row.spent_total or 0) > until)


def _shares(rows: Sequence[Row], name_of: Callable[[Row], str]) -> tuple[Share, ...]:
    names = dict.fromkeys(name_of(row) for row in rows)
    return tuple(_share(name, [row for row in rows if name_of(row) == name]) for name in names)


def _share(name: str, rows: Sequence[Row]) -> Share:
    budget = sum(row.budget for row in rows)
    spent = sum_known(row.spent_total for row in rows) or 0
    return Share(
        name=name,
        budget=budget,
        plan=_each_quarter(lambda quarter: sum_known(row.plan[quarter - 1] for row in rows if row.plan)),
        quarters=_each_quarter(lambda quarter: sum_known(row.quarters[quarter - 1] for row in rows)),
        spent=spent,
        remaining=budget - spent,
        percent=percent(spent, budget),
        expected=len(rows),
        reported=sum(row.reported for row in rows),
        on_time=sum(row.reported and not row.late for row in rows),
        late=sum(row.reported and row.late for row in rows),
    )


def _each_quarter(amount_of: Callable[[int], int | None]) -> KnownQuarters:
    return amount_of(1), amount_of(2), amount_of(3), amount_of(4)


def sum_known(amounts: Iterable[int | None]) -> int | None:
    """The sum of those known; None, not 0, where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _statuses(rows: Sequence[Row]) -> dict[str, int]:
    counts = Counter(row.status for row in rows if row.status)
    others = (status for status in counts if status not in STATUSES)
    chosen = {status: counts[status] for status in (*STATUSES, *others) if counts[status]}
    return {**chosen, MISSING: sum(not row.reported for row in rows)}
