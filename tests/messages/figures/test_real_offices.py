"""The two printed rounds of tests/data/reports, compiled from their own figures."""

from __future__ import annotations

from decimal import Decimal

from messages.documents.exports import export_json
from messages.figures.report import Report, ReportRow
from tests.messages.figures.made import khonkaen, rayong


def _row(report: Report, no: int) -> ReportRow:
    return next(row for row in report.rows if row.no == no)


def test_khonkaen_adds_up_to_its_printed_totals() -> None:
    totals = khonkaen().totals
    assert (totals.expected, totals.budget, totals.spent) == (37, 325_602_500, 43_180_100)
    assert totals.percent == Decimal("13.26")


def test_khonkaen_no_4_has_592594_baht_left_where_the_print_says_292594() -> None:
    assert _row(khonkaen(), 4).remaining == 59_259_400


def test_khonkaen_no_8_has_spent_its_printed_percent() -> None:
    assert _row(khonkaen(), 8).percent == Decimal("5.25")


def test_khonkaen_percents_cut_off_in_print_are_rounded() -> None:
    report = khonkaen()
    percents = [str(_row(report, no).percent) for no in (6, 11, 14, 15, 18, 22)]
    assert percents == ["25.76", "2.77", "28.35", "8.80", "61.67", "99.83"]


def test_khonkaen_keeps_its_two_funds_and_the_project_without_a_group() -> None:
    report = khonkaen()
    assert [share.expected for share in report.by_fund] == [18, 19]
    assert [share.budget for share in report.by_group if not share.name] == [3_936_000]


def test_rayong_spends_what_was_reported_of_each_quarter() -> None:
    totals = rayong().totals
    assert (totals.expected, totals.budget) == (49, 197_548_000)
    assert totals.quarters == (18_986_000, 67_251_000, None, None)
    assert totals.spent == 86_237_000


def test_rayong_no_4_and_no_12_and_no_40_are_as_their_owners_report() -> None:
    report = rayong()
    assert [_row(report, no).spent_total for no in (4, 12, 40)] == [2_144_000, 2_603_000, 0]
    assert _row(report, 12).quarters == (0, 2_603_000, None, None)


def test_rayong_export_totals_are_the_same_in_baht() -> None:
    totals = export_json(rayong())["totals"]
    assert (totals["budget"], totals["spent"]) == ("1975480.00", "862370.00")
    assert (totals["spent_by_quarter"]["q1"], totals["spent_by_quarter"]["q2"]) == ("189860.00", "672510.00")
