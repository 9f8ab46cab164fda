"""The two real reports: every known misprint is found, with its cause, and none is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from messages.audit.finished import audit_report
from messages.findings import Finding
from messages.sheets.reading import read_sheets
from tests.messages.audit.made import Rows, audited, quarterly_merges
from tests.messages.audit.real import khonkaen, rayong

KHONKAEN = {
    (4, "remaining", "error", "592594.00", "292594.00"),
    (6, "percent_cut", "error", "25.76", "25.75"),
    (11, "percent_cut", "error", "2.77", "2.76"),
    (14, "percent_cut", "error", "28.35", "28.34"),
    (15, "percent_cut", "error", "8.80", "8.79"),
    (18, "percent_cut", "error", "61.67", "61.66"),
    (21, "no_group", "question", "", ""),
    (22, "percent_cut", "error", "99.83", "99.82"),
    (28, "number_gap", "question", "28", ""),
}
RAYONG = {
    (4, "quarter_missing", "error", "21440.00", "0.00"),
    (12, "misplaced", "error", "0.00", "4800.00"),
    (12, "over_plan", "question", "15400.00", "26030.00"),
    (26, "quarters_sum", "error", "22880.00", "38360.00"),
    (40, "same_figure", "error", "0.00", "5200.00"),
}


def told(findings: Sequence[Finding]) -> set[tuple[int | None, str, str, str, str]]:
    return {(item.project, item.rule, item.severity, item.expected, item.found) for item in findings}


def csv_of(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def test_khonkaens_misprints_are_found_and_no_others() -> None:
    assert told(audited(khonkaen())) == KHONKAEN


@pytest.mark.parametrize("merged", [quarterly_merges(2), []], ids=["merged", "unmerged"])
def test_rayongs_misprints_are_found_and_no_others(merged: list[str]) -> None:
    assert told(audited(rayong(), *merged)) == RAYONG


@pytest.mark.parametrize(("rows", "known"), [(khonkaen(), KHONKAEN), (rayong(), RAYONG)], ids=["khonkaen", "rayong"])
def test_a_csv_says_the_same(rows: Rows, known: set[tuple[int | None, str, str, str, str]]) -> None:
    assert told(audit_report(read_sheets(csv_of(rows), "report.csv"))) == known


def test_the_findings_say_where_the_difference_comes_from() -> None:
    said = " ".join(finding.text for finding in (*audited(khonkaen()), *audited(rayong(), *quarterly_merges(2))))
    assert "ที่ 4: คงเหลือพิมพ์ไว้ 292,594 บาท ควรเป็น 592,594 บาท (600,000 - 7,406)" in said
    assert "21,440 = แผนไตรมาสที่ 1" in said
    assert "4,800 = ผลไตรมาสที่ 4" in said
    assert "15,480 = แผนไตรมาสที่ 3 ซ้ำกับไตรมาสที่ 2" in said
    assert "ที่ 40: พิมพ์ 5,200 บาท ทั้งช่องเบิกจ่ายและช่องคงเหลือ" in said


def test_the_printed_sum_that_leaves_out_a_misprint_is_right() -> None:
    rows = rayong()
    rows[-1][11] = 862_371
    assert [item.found for item in audited(rows, *quarterly_merges(2)) if item.rule == "total"] == ["862371.00"]
