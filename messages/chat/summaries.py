"""The planning group's summary, and how a round and its deadline are named everywhere.

Projects are named by number, never by whose they are; figures come from the Report alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from messages.chat.bubbles import Button, Card, CardRow, CardTable, Figure, Tone, alt_text
from messages.chat.postback import Postback, pack
from messages.figures.progress import Aim, aim_of, changed_since
from messages.figures.report import Report, ReportRow, Share
from messages.findings import Finding
from messages.forms.checks import EXPLAINED
from messages.project import ReportState, RoundLike
from messages.texts import catalogue, say
from messages.thai.dates import MONTHS_IN_QUARTER, date_and_time, weekday_date
from messages.thai.money import baht
from messages.thai.text import one_line, shorten
from messages.words import Keyword, word

GROUPS_LISTED = 25
MAX_GROUP_NAME = 60
RUNS_LISTED = 20
SHORT_RUN = 2
"""So many neighbours stand one by one; more are joined by a hyphen."""
DECISIONS_LISTED = 5
NAMED = 3
"""Missing projects are named while they are this few; more are listed by number alone."""
MAX_PROJECT_NAME = 40
MAX_REASON = 60
"""Grapheme clusters of a reason beside its case."""


Late = tuple[str, Sequence[int]]
"""A person's name and the numbers of the projects not reported."""
PEOPLE_NAMED = 8
LINES_IN_VIEW = 8
"""Of rows and tables, below title and figure and above the note, on a phone of 360 × 640 pixels."""


@dataclass(frozen=True, slots=True)
class SummaryExtras:
    """What a summary tells beside the figures of its round.

    `targets`: percent to be disbursed by the end of each quarter, None where the office set none. `findings`:
    what in the answers needs somebody's decision. `unreached`: missing projects nobody can be reminded of. `held`:
    how many people are not reminded because of the month's messages only `left` are left. `before`: the report as
    it stood at the last summary, sent at `since`. `late`: whose reports are missing; empty where a group is told.
    `requested`: projects whose owners ask for something, a number each request; only counted unless `is_private`.
    """

    targets: Sequence[Decimal | None] = (None,) * 4
    findings: Sequence[Finding] = ()
    unreached: Sequence[int] = ()
    held: int = 0
    left: int = 0
    before: Report | None = None
    since: datetime | None = None
    late: Sequence[Late] = ()
    requested: Sequence[int] = ()
    is_private: bool = False


def summary(report: Report, *, today: date, extras: SummaryExtras | None = None) -> Card:
    """How far the round has come, for a director to read in ten seconds."""
    extras = extras or SummaryExtras()
    title, due = round_title(report.round), due_text(report.round.deadline, today)
    lines = (*_spending(report, extras), *_open_matters(report, extras), *_changes(report, extras))
    tables = (*_statuses(report), *_groups(report))
    is_missing = bool(report.by_status[ReportState.MISSING])
    closing = say("summary.next_step" if is_missing else "summary.next_step_complete")
    return Card(
        alt=alt_text((title, due, _progress(report)), [*map(_in_words, lines), *_in_lines(tables)], (closing,)),
        title=title,
        subtitle=due,
        tone=_tone(report, today),
        figure=Figure(_progress_label(report), _count(report), _punctuality(report)),
        rows=lines,
        tables=tables,
        note=closing,
        ending=_figure_again(report) if _is_tall(lines, tables) else None,
        keys=tuple(map(_key, (Keyword.WHO_MISSING, Keyword.DOCUMENTS) if is_missing else (Keyword.DOCUMENTS,))),
    )


def _key(keyword: Keyword) -> Button:
    """The same words work in a planner's own chat and in the bound group."""
    return Button(word(keyword), pack(Postback(keyword)), word(keyword))


def _is_tall(rows: Sequence[CardRow], tables: Sequence[CardTable]) -> bool:
    """Whether a phone of five inches shows the card's end without its beginning."""
    lines = sum(1 + row.value.count("\n") for row in rows) + sum(1 + len(table.lines) for table in tables)
    return lines > LINES_IN_VIEW


def _figure_again(report: Report) -> Figure:
    """What people came for once more, where they see it first: at the end of a card a chat is scrolled to."""
    percent = say("summary.spent_percent", percent=_percent(report.totals.percent)) if report.totals.known else ""
    return Figure(_progress_label(report), _count(report), percent)


def round_title(round_: RoundLike) -> str:
    """รอบ 6 เดือน … for a round from the year's start, ไตรมาสที่ 2-3 … for one that begins later."""
    first, last = min(round_.quarters), max(round_.quarters)
    if first == 1:
        return say("summary.title.months", months=MONTHS_IN_QUARTER * last, year=round_.fiscal_year)
    quarters = str(first) if first == last else f"{first}-{last}"
    return say("summary.title.quarters", quarters=quarters, year=round_.fiscal_year)


def due_text(deadline: date, today: date) -> str:
    """How long there is to the deadline's end, or how long it has passed, with the day itself."""
    days = (deadline - today).days
    which = "today" if days == 0 else "left" if days > 0 else "over"
    return say(f"summary.due.{which}", days=abs(days), day=weekday_date(deadline))


def _tone(report: Report, today: date) -> Tone:
    if _is_complete(report):
        return "done"
    return "attention" if today > report.round.deadline else "plain"


def _is_complete(report: Report) -> bool:
    return 0 < report.totals.expected == report.totals.reported


def _progress_label(report: Report) -> str:
    return say("summary.sent_all" if _is_complete(report) else "summary.sent")


def _count(report: Report) -> str:
    if _is_complete(report):
        return say("summary.all", expected=report.totals.expected)
    return say("summary.count", reported=report.totals.reported, expected=report.totals.expected)


def _punctuality(report: Report) -> str:
    return say("summary.punctuality", on_time=report.totals.on_time, late=report.totals.late)


def _progress(report: Report) -> str:
    heading = f"{_progress_label(report)} {_count(report)}"
    return f"{heading} · {_punctuality(report)}" if report.totals.late else heading


def _spending(report: Report, extras: SummaryExtras) -> Iterator[CardRow]:
    totals = report.totals
    if totals.known:
        spent = say("summary.spent", spent=baht(totals.spent), budget=baht(totals.budget))
        yield CardRow(spent, say("summary.percent", percent=_percent(totals.percent)), strong=True)
    else:
        yield CardRow(say("summary.nothing_known"), say("summary.budget", budget=baht(totals.budget)), strong=True)
    for carried in totals.carried:
        label = say("summary.carried", quarter=carried.quarter, count=carried.projects)
        yield CardRow(label, say("summary.carried_spent", spent=baht(carried.spent)))
    if report.removed:
        spent = baht(sum(row.spent_total or 0 for row in report.removed))
        yield CardRow(say("summary.removed", count=len(report.removed)), say("summary.carried_spent", spent=spent))
    aim = aim_of(report, extras.targets)
    if aim:
        yield CardRow(say("summary.target", quarter=aim.quarter, percent=_percent(aim.percent)), _distance(aim))


def _distance(aim: Aim) -> str:
    if not aim.ahead:
        return say("summary.on_target") if aim.ahead == 0 else _percent(None)
    return say("summary.above" if aim.ahead > 0 else "summary.below", points=abs(aim.ahead))


def _percent(value: Decimal | None) -> str:
    return "-" if value is None else str(value)


def _open_matters(report: Report, extras: SummaryExtras) -> Iterator[CardRow]:
    """What somebody has to do: decide, send, correct, pick up the telephone."""
    if extras.findings:
        yield _decisions(report, extras.findings)
    if extras.requested:
        yield _requests(extras)
    yield from _outstanding(report)
    if extras.late:
        yield CardRow(say("summary.late", count=len(extras.late)), "\n".join(_people(extras.late)))
    if extras.unreached:
        numbers = number_runs(extras.unreached)
        label = say("summary.unreached", count=len(extras.unreached))
        yield CardRow(label, say("summary.call", numbers=numbers))
    if extras.held:
        yield CardRow(say("summary.held", count=extras.held), say("summary.held_because", left=extras.left))


def _decisions(report: Report, findings: Sequence[Finding]) -> CardRow:
    """The worst first, each told once."""
    status = {row.no: _label(report, row.status) for row in report.rows}
    urgent = sorted(findings, key=lambda finding: finding.severity != "error")
    told = dict.fromkeys(_decision(finding, status.get(finding.project or 0, "")) for finding in urgent)
    listed = [*told][:DECISIONS_LISTED]
    if len(told) > DECISIONS_LISTED:
        listed.append(say("summary.more_decisions", count=len(told) - DECISIONS_LISTED))
    return CardRow(say("summary.decisions", count=len(told)), "\n".join(listed), strong=True)


def _decision(finding: Finding, status: str) -> str:
    """The case, and why it is right, where its owner was asked for that."""
    case = say(f"summary.decision.{finding.rule}", no=finding.project, status=status)
    if finding.rule not in EXPLAINED:
        return case
    reason = shorten(one_line(finding.reason), MAX_REASON) or say("summary.no_reason")
    return say("summary.explained", case=case, reason=reason)


def _requests(extras: SummaryExtras) -> CardRow:
    label = say("summary.requests", count=len(extras.requested))
    if not extras.is_private:
        return CardRow(label, say("summary.requests_in_private"))
    return CardRow(label, say("summary.requests_how", numbers=number_runs(extras.requested)))


def _outstanding(report: Report) -> Iterator[CardRow]:
    """Who has still to send, by project; a report sent back is its owner's again."""
    missing = [row for row in report.rows if not row.reported]
    returned = [row.no for row in report.rows if row.state == ReportState.RETURNED]
    if missing:
        label = say("summary.missing", count=len(missing))
        yield CardRow(label, "\n".join(map(_project, missing)) if len(missing) <= NAMED else _of_rows(missing))
    if returned:
        yield CardRow(
            say("summary.returned", count=len(returned)), say("summary.numbers", numbers=number_runs(returned))
        )


def _people(late: Sequence[Late]) -> Iterator[str]:
    for name, numbers in late[:PEOPLE_NAMED]:
        yield say("summary.late_person", name=name, numbers=number_runs(numbers))
    if len(late) > PEOPLE_NAMED:
        yield say("summary.more_people", count=len(late) - PEOPLE_NAMED, word=word(Keyword.WHO_MISSING))


def _project(row: ReportRow) -> str:
    return say("summary.project", no=row.no, name=shorten(row.name, MAX_PROJECT_NAME))


def _of_rows(rows: Sequence[ReportRow]) -> str:
    return say("summary.numbers", numbers=number_runs([row.no for row in rows]))


def number_runs(numbers: Sequence[int]) -> str:
    """Numbers of projects in the order of the plan, neighbours together: 1-12, 14, 15, 19."""
    runs = _runs(sorted(numbers))
    listed = ", ".join(text for run in runs[:RUNS_LISTED] for text in _run(run))
    more = sum(map(len, runs[RUNS_LISTED:]))
    return say("summary.more_numbers", numbers=listed, count=more) if more else listed


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow one another without a gap, together."""
    together = groupby(enumerate(numbers), key=lambda counted: counted[1] - counted[0])
    return [[number for _, number in run] for _, run in together]


def _run(run: Sequence[int]) -> Sequence[str]:
    return (f"{run[0]}-{run[-1]}",) if len(run) > SHORT_RUN else [*map(str, run)]


def _changes(report: Report, extras: SummaryExtras) -> Iterator[CardRow]:
    """What is new since the last summary that was sent; nothing before the first."""
    if extras.before is None or extras.since is None:
        return
    change = changed_since(extras.before, report)
    news = say("summary.nothing_new")
    if change.reported:
        news = say("summary.newly_sent", count=len(change.reported), numbers=number_runs(change.reported))
    then, now = _percent(change.percent), _percent(report.totals.percent)
    moved = () if then == now or change.percent is None else (say("summary.moved", then=then, now=now),)
    yield CardRow(say("summary.since", moment=date_and_time(extras.since)), "\n".join((news, *moved)))


def _statuses(report: Report) -> Iterator[CardTable]:
    """None where the form asks for no status, or nobody has answered."""
    given = {status: count for status, count in report.by_status.items() if status != ReportState.MISSING}
    chosen = [(_label(report, status), str(count)) for status, count in given.items()]
    if chosen:
        yield CardTable(say("summary.statuses"), tuple(chosen))


def _label(report: Report, status: str) -> str:
    """What the office's form calls it."""
    return (
        report.office.statuses.get(status)
        or catalogue().get(f"status.button.{status}")
        or catalogue().get(f"status.{status}", status)
    )


def _groups(report: Report) -> Iterator[CardTable]:
    """A line a group; none where the plan knows no groups."""
    shares = report.by_group
    if not any(share.name for share in shares):
        return
    lines = [_group(share) for share in shares[:GROUPS_LISTED]]
    if len(shares) > GROUPS_LISTED:
        lines.append((say("summary.more_groups", count=len(shares) - GROUPS_LISTED), ""))
    yield CardTable(say("summary.groups"), tuple(lines))


def _group(share: Share) -> tuple[str, str]:
    name = shorten(share.name, MAX_GROUP_NAME) or say("summary.no_group")
    counts = {"reported": share.reported, "expected": share.expected, "percent": _percent(share.percent)}
    return name, say("summary.group", **counts)


def _in_words(line: CardRow) -> str:
    """A row of the card as a line of its alt text."""
    return f"{line.label}: {line.value.replace(chr(10), ' · ')}"


def _in_lines(tables: Sequence[CardTable]) -> Iterator[str]:
    for table in tables:
        yield table.label
        yield from (f"{name} {figures}".rstrip() for name, figures in table.lines)
