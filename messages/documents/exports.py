"""A compiled report for other programs: deploy/docs/interfaces.md «Export (json)», and a table for spreadsheets (CSV).

No arithmetic here: every figure stands in the Report (messages/figures/report.py).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from io import StringIO
from typing import Any

from messages.answer_values import ItemsAnswer, PhotosAnswer, amount, photos, plain_text, text
from messages.figures.report import UNKNOWN, KnownQuarters, Report, ReportRow, Share
from messages.figures.spending import QUARTERS
from messages.texts import catalogue, say
from messages.thai.dates import BANGKOK, date_and_time
from messages.thai.money import plain

BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV as UTF-8 only behind it."""
FORMULA_STARTS = frozenset("=+-@＝＋－＠")


def export_json(report: Report) -> dict[str, Any]:
    """The report as plain values for `json.dumps`: amounts as decimal strings in baht, unknown ones None."""
    return {
        "office": report.office.id,
        "round": report.round.id,
        "fiscal_year": report.round.fiscal_year,
        "quarters": list(report.round.quarters),
        "projects": [_project(row) for row in report.rows],
        "totals": {
            **_sums(report.totals),
            "by_group": [{"group": share.name, **_sums(share)} for share in report.by_group],
            "by_fund": [{"fund": share.name, **_sums(share)} for share in report.by_fund],
            "by_status": dict(report.by_status),
        },
        "removed": [{"no": row.no, "name": row.name, "spent": _amount(row.spent_total)} for row in report.removed],
    }


def _project(row: ReportRow) -> dict[str, Any]:
    return {
        "no": row.no,
        "name": row.name,
        "group": row.group,
        "fund": row.fund,
        "heading": row.heading,
        "budget": plain(row.budget),
        "plan": None if row.plan is None else [plain(amount) for amount in row.plan],
        "state": row.state,
        "answers": {
            question: plain_text(answer)
            for question, answer in row.answers.items()
            if not isinstance(answer, PhotosAnswer)
        },
        "spent": _by_quarter(row.quarters),
        "spent_total": _amount(row.spent_total),
        "remaining": plain(row.remaining),
        "percent": _percent(row.percent),
        "carried_from": row.carried_from,
        "periods": [{"quarters": list(each.quarters), "spent": plain(each.satang)} for each in row.spending],
        "submitted_at": _moment(row.submitted_at),
        "revised_at": _moment(row.revised_at),
        "late": row.late,
        "revision": row.revision,
        "photos": row.photos,
        "items": _items(row),
        "captions": [photo.caption for photo in photos(row.answers)],
    }


def _items(row: ReportRow) -> dict[str, list[dict[str, str]]]:
    """Answers that tell several things, one by one: {question: [{"title", "text"}]}."""
    return {
        question: [{"title": item.title, "text": item.text} for item in answer.items]
        for question, answer in row.answers.items()
        if isinstance(answer, ItemsAnswer)
    }


def _sums(share: Share) -> dict[str, Any]:
    return {
        "budget": plain(share.budget),
        "spent": plain(share.spent),
        "remaining": plain(share.remaining),
        "percent": _percent(share.percent),
        "reported": share.reported,
        "expected": share.expected,
        "spent_by_quarter": _by_quarter(share.quarters),
        "carried": [
            {"quarter": each.quarter, "projects": each.projects, "spent": plain(each.spent)} for each in share.carried
        ],
    }


def _by_quarter(quarters: KnownQuarters) -> dict[str, str | None]:
    return {f"q{quarter}": _amount(amount) for quarter, amount in zip(QUARTERS, quarters, strict=True)}


def _amount(satang: int | None) -> str | None:
    return None if satang is None else plain(satang)


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(BANGKOK).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class _ExportColumn:
    """A column of the table: its heading, a project's cell, and what the closing line holds below it."""

    heading: str
    cell: Callable[[ReportRow], str]
    total: str = ""


def export_csv(report: Report) -> str:
    """One line a project and a closing line of totals; amounts in baht, empty where unknown; Thai headings.

    The byte-order mark and CRLF are already in it: write it as UTF-8 bytes, or with `newline=""`.
    """
    columns = tuple(_columns(report))
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows([column.cell(row) for column in columns] for row in report.rows)
    writer.writerow([column.total for column in columns])
    return BYTE_ORDER_MARK + text.getvalue()


def _columns(report: Report) -> Iterator[_ExportColumn]:
    """Quarters and answers nobody has given get no column."""
    totals = report.totals
    yield _ExportColumn(_heading("no"), lambda row: str(row.no))
    yield _ExportColumn(_heading("name"), lambda row: _guard_formula(row.name), say("export.total"))
    yield _ExportColumn(_heading("group"), lambda row: _guard_formula(row.group))
    yield _ExportColumn(_heading("fund"), lambda row: _guard_formula(row.fund))
    yield _ExportColumn(_heading("heading"), lambda row: _guard_formula(row.heading))
    yield _ExportColumn(_heading("budget"), lambda row: plain(row.budget), plain(totals.budget))
    yield from _quarter_columns("plan", totals.plan, lambda row: row.plan)
    if totals.quarters != UNKNOWN:
        yield from _quarter_columns("spent", totals.ending, lambda row: row.ending)
        yield from _combined_columns(report.rows)
    yield _ExportColumn(_heading("spent_total"), lambda row: _cell(row.spent_total), plain(totals.spent))
    yield _ExportColumn(_heading("remaining"), lambda row: plain(row.remaining), plain(totals.remaining))
    yield _ExportColumn(_heading("percent"), _share_of, _share_of(totals))
    if totals.carried:
        yield _ExportColumn(_heading("carried_from"), _carried_cell, _carried_total(totals))
    if report.removed:
        yield _ExportColumn(_heading("removed"), lambda _: "", _removed_total(report.removed))
    yield _ExportColumn(_heading("status"), lambda row: _guard_formula(_label("status", row.status)))
    yield from (_answer_column(question) for question in _other_answers(report.rows))
    yield from _delivery_columns(totals)


def _carried_cell(row: ReportRow) -> str:
    return "" if row.carried_from is None else say("export.carried_from", quarter=row.carried_from)


def _carried_total(totals: Share) -> str:
    """How much of what was spent is known to which quarter only."""
    told = (say("export.carried", quarter=each.quarter, spent=plain(each.spent)) for each in totals.carried)
    return " · ".join(told)


def _removed_total(removed: Sequence[ReportRow]) -> str:
    """What stands in no sum because its projects are in the plan no more."""
    return say("export.removed", count=len(removed), spent=plain(sum(row.spent_total or 0 for row in removed)))


def _delivery_columns(totals: Share) -> Iterator[_ExportColumn]:
    count = say("export.reported", reported=totals.reported, expected=totals.expected)
    yield _ExportColumn(_heading("state"), lambda row: _label("export.state", row.state), count)
    yield _ExportColumn(_heading("submitted_at"), lambda row: _at(row.submitted_at))
    yield _ExportColumn(_heading("late"), lambda row: say("export.late") if row.late else "")
    yield _ExportColumn(_heading("revision"), lambda row: str(row.revision) if row.reported else "")
    yield _ExportColumn(_heading("revised_at"), lambda row: _at(row.revised_at))


def _quarter_columns(
    kind: str, totals: KnownQuarters, amounts_of: Callable[[ReportRow], KnownQuarters | None]
) -> Iterator[_ExportColumn]:
    for quarter, total in zip(QUARTERS, totals, strict=True):
        if total is not None:
            cell = partial(_quarter_cell, amounts_of, quarter)
            yield _ExportColumn(_heading(f"{kind}_q{quarter}"), cell, plain(total))


def _combined_columns(rows: Sequence[ReportRow]) -> Iterator[_ExportColumn]:
    """Which quarters' money is that of several nobody told apart, where there is some: it stands in the last."""
    if any(len(each.quarters) > 1 for row in rows for each in row.spending):
        yield _ExportColumn(_heading("together"), _combined_cell)


def _combined_cell(row: ReportRow) -> str:
    several = (each for each in row.spending if len(each.quarters) > 1)
    return " · ".join(say("export.together", quarters=", ".join(map(str, each.quarters))) for each in several)


def _quarter_cell(amounts_of: Callable[[ReportRow], KnownQuarters | None], quarter: int, row: ReportRow) -> str:
    amounts = amounts_of(row)
    return "" if amounts is None else _cell(amounts[quarter - 1])


def _other_answers(rows: Sequence[ReportRow]) -> Iterable[str]:
    """Question ids without a column of their own, in the order met; without second looks (`confirm_…`)."""
    asked = dict.fromkeys(question for row in rows for question in row.answers)
    own = {"status", "spent", *(f"spent_q{quarter}" for quarter in QUARTERS)}
    return (question for question in asked if question not in own and not question.startswith("confirm_"))


def _answer_column(question: str) -> _ExportColumn:
    return _ExportColumn(_guard_formula(_label("export.heading", question)), partial(_answer_cell, question))


def _answer_cell(question: str, row: ReportRow) -> str:
    satang = amount(row.answers, question)
    return _guard_formula(text(row.answers, question)) if satang is None else plain(satang)


def _heading(name: str) -> str:
    return say(f"export.heading.{name}")


def _label(prefix: str, name: str) -> str:
    """What the catalogue calls it; an office's own form may bring ids the catalogue does not know."""
    return catalogue().get(f"{prefix}.{name}", name)


def _cell(satang: int | None) -> str:
    return _amount(satang) or ""


def _share_of(figures: ReportRow | Share) -> str:
    return _percent(figures.percent) or ""


def _at(moment: datetime | None) -> str:
    return date_and_time(moment) if moment else ""


def _guard_formula(text: str) -> str:
    """Text a spreadsheet would take for a formula stands behind an apostrophe (OWASP: CSV injection)."""
    return f"'{text}" if text.lstrip()[:1] in FORMULA_STARTS else text
