"""Known money never disappears: random years with missing reports. TANROB_MONEY_ROUNDS plays more of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from messages.answer_values import text
from messages.audit.answered import audit_round
from messages.audit.finished import audit_report
from messages.documents.blocks import Document, Table, TableRow
from messages.documents.exports import export_csv, export_json
from messages.documents.official import official_document
from messages.documents.official.edition import Edition
from messages.documents.writers.xlsx import write_xlsx
from messages.figures.breakdowns import all_in_quarter, in_quarter
from messages.figures.comparison import compare
from messages.figures.progress import progress_of_quarters
from messages.findings import Finding
from messages.sheets.reading import read_sheets
from messages.thai.money import plain
from tests.messages.figures.years import FORMS, Year

ROUNDS = int(os.environ.get("TANROB_MONEY_ROUNDS", "40"))
_FALLS = {"less_than_before", "spent_but_not_started"}
_CORRECTIONS = {"less_than_before", "restated"}
_STATUSES = {"spent_but_not_started", "done_with_nothing_spent"}
"""What a quarter's own status may say against its money once that was corrected."""


def years(*, wrong: bool = False) -> Iterator[tuple[str, Year]]:
    """As many as have ROUNDS rounds between them, each with what to call it where it fails."""
    seed = played = 0
    while played < ROUNDS:
        year = _year(seed, wrong=wrong)
        yield f"seed {seed}", year
        played += len(year.rounds)
        seed += 1


@cache
def _year(seed: int, *, wrong: bool) -> Year:
    """Played once for all tests: none changes it."""
    return Year(Random(seed), wrong=wrong)


def rounds(*, wrong: bool = False) -> Iterator[tuple[str, Year, int]]:
    for seed, year in years(wrong=wrong):
        for at in range(len(year.rounds)):
            yield f"{seed}, round {at}", year, at


def test_what_is_known_is_the_truth_of_the_quarters_some_report_covered() -> None:
    for name, year, at in rounds():
        rows = year.report(at).rows
        assert [row.spent_total for row in rows] == [year.rounds[at].model_of(row.no) for row in rows], name


def test_what_remains_is_the_budget_less_what_is_known() -> None:
    for name, year, at in rounds():
        for row in year.report(at).rows:
            assert row.remaining == row.budget - (year.rounds[at].model_of(row.no) or 0), name


def test_money_is_marked_as_carried_just_where_this_round_does_not_tell_it() -> None:
    for name, year, at in rounds():
        for row in year.report(at).rows:
            told = row.id in year.rounds[at].submissions
            assert (row.carried_from is not None) == (not told and row.spent_total is not None), name


def test_what_is_carried_is_of_the_last_quarter_anybody_told() -> None:
    for name, year, at in rounds():
        for row in year.report(at).rows:
            if row.carried_from:
                assert row.carried_from == max(year.rounds[at].known[row.no]), name


@pytest.mark.parametrize("wrong", [False, True])
def test_every_sum_is_that_of_its_column(wrong: bool) -> None:
    for name, year, at in rounds(wrong=wrong):
        report = year.report(at)
        totals, rows = report.totals, report.rows
        assert totals.spent == sum(row.spent_total or 0 for row in rows), name
        assert totals.remaining == sum(row.remaining for row in rows) == totals.budget - totals.spent, name
        assert sum(each.spent for each in totals.carried) == sum(
            row.spent_total or 0 for row in rows if row.carried_from
        ), name
        for shares in (report.by_group, report.by_fund):
            assert sum(share.spent for share in shares) == totals.spent, name
            assert sum(share.remaining for share in shares) == totals.remaining, name
        assert progress_of_quarters(report)[-1].spent_so_far == totals.spent, name


@pytest.mark.parametrize("wrong", [False, True])
def test_every_quarter_of_a_table_adds_up_and_the_last_one_is_the_whole(wrong: bool) -> None:
    for name, year, at in rounds(wrong=wrong):
        report = year.report(at)
        for quarter in range(1, max(report.round.quarters) + 1):
            sums, each = all_in_quarter(report, quarter), [in_quarter(row, quarter) for row in report.rows]
            assert sums.remaining == sum(one.remaining for one in each), name
            assert sums.spent == sum(one.spent for one in each), name
        assert sums.spent == report.totals.spent, name


@pytest.mark.parametrize("wrong", [False, True])
def test_nothing_falls_from_round_to_round_without_the_audit_saying_so(wrong: bool) -> None:
    for name, year, at in rounds(wrong=wrong):
        if not at:
            continue
        before, now = year.report(at - 1), year.report(at)
        told = {item.project for item in audit_round(now, year.earlier(at)) if item.rule in _FALLS}
        fell = {
            row.no
            for row, was in zip(now.rows, before.rows, strict=True)
            if (row.spent_total or 0) < (was.spent_total or 0)
        }
        assert fell <= told, name
        assert wrong or not fell, name


def test_the_comparison_of_a_years_rounds_never_falls() -> None:
    for name, year in years():
        *others, last = [year.report(at) for at in range(len(year.rounds))]
        spent = [standing.totals.spent for standing in compare(last, others, (None,) * 4)]
        assert spent == sorted(spent), name


def test_a_quarters_own_status_is_the_one_that_round_reported() -> None:
    for name, year, at in rounds():
        for row in year.report(at).rows:
            for before in year.rounds[:at]:
                said = before.submissions.get(row.id)
                status = text(said.answers, "status") if said else ""
                assert row.said_before.get(max(before.round.quarters), "") == status, name


def test_exports_add_up_and_say_where_money_is_from() -> None:
    for name, year, at in rounds():
        report = year.report(at)
        export = export_json(report)
        for told, row in zip(export["projects"], report.rows, strict=True):
            assert told["carried_from"] == row.carried_from, name
            assert told["remaining"] == plain(row.remaining), name
            assert sum(_satang(each["spent"]) for each in told["periods"]) == (row.spent_total or 0), name
        assert sum(_satang(told["remaining"]) for told in export["projects"]) == report.totals.remaining, name


def _satang(plain_text: str) -> int:
    return int(plain_text.replace(".", ""))


@pytest.mark.parametrize("form", FORMS)
def test_every_column_of_every_table_adds_up_to_its_total_row(form: str) -> None:
    for name, year, at in rounds(wrong=True):
        for table in _tables(printed(year, at, form)):
            assert _wrong_columns(table) == [], name


def printed(year: Year, at: int, form: str) -> Document:
    """Closed or a draft, in either digits, beside the rounds before and a target."""
    report, others = year.report(at, form), [year.report(before) for before in range(at)]
    comparison = compare(report, others, (Decimal(20), None, Decimal(60), None))
    return official_document(report, Edition(draft=at % 2 == 0, thai_digits=at % 3 == 1, comparison=comparison))


def _tables(document: Document) -> Iterator[Table]:
    return (block for section in document.sections for block in section.blocks if isinstance(block, Table))


def _wrong_columns(table: Table) -> list[int]:
    """Columns whose total is not the sum of the items above it."""
    totals = [_amounts(row, len(table.columns)) for row in table.rows if row.kind == "total"]
    items = [_amounts(row, len(table.columns)) for row in table.rows if row.kind == "item"]
    return [
        column
        for total in totals
        for column, printed in enumerate(total)
        if printed is not None and printed != sum(item[column] or 0 for item in items)
    ]


def _amounts(row: TableRow, width: int) -> list[int | None]:
    """By column, counted from the right: the first cells of a row may be reached over from above."""
    spread = [amount for cell in row.cells for amount in (cell.amount, *(None,) * (cell.columns - 1))]
    return [*(None,) * (width - len(spread)), *spread]


def findings(year: Year, at: int, form: str) -> tuple[Finding, ...]:
    """What the audit of a file finds in the round's own workbook."""
    return audit_report(read_sheets(write_xlsx(printed(year, at, form)), "report.xlsx"))


@pytest.mark.parametrize("form", FORMS)
def test_the_audit_of_files_is_silent_on_the_products_own_workbooks(form: str) -> None:
    for name, year, at in rounds():
        found = findings(year, at, form)
        assert [finding.text for finding in found] == [], name


@pytest.mark.parametrize("form", FORMS)
def test_in_the_products_own_workbooks_is_found_only_what_the_data_holds(form: str) -> None:
    for name, year, at in rounds(wrong=True):
        audits = [audit_round(year.report(before), year.earlier(before)) for before in range(at + 1)]
        held = {(item.project, item.rule) for audit in audits for item in audit}
        corrected = {project for project, rule in held if rule in _CORRECTIONS}
        held |= {(project, rule) for project in corrected for rule in _STATUSES}
        found = {(item.project, item.rule): item.text for item in findings(year, at, form)}
        assert {key: text for key, text in found.items() if key not in held} == {}, name


def test_the_audit_of_files_is_silent_on_the_products_own_table_for_spreadsheets() -> None:
    for name, year, at in rounds():
        found = audit_report(read_sheets(export_csv(year.report(at)).encode(), "report.csv"))
        assert [finding.text for finding in found] == [], name
