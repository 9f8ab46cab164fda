"""The shapes other programs read: JSON as in deploy/docs/interfaces.md, and a CSV a spreadsheet opens safely."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from messages.documents.exports import export_csv, export_json
from messages.figures.report import Report, compile_report
from tests.messages.figures.made import OFFICE, SENT_AT, Project, Round, Submission, compiled, khonkaen
from tests.support.answers import PlainAnswers

PLANNED = Project(4, 60_000_000, "Montessori", "Supervision", "Plan", "Policy 1", (21_440_00, 0, 0, 5))
ANSWERS: PlainAnswers = {"status": "in_progress", "spent_q1": 59_266_968, "spent_q2": 0, "progress": "one\ntwo"}


def reported() -> Report:
    """One project reported late, one missing."""
    sent = Submission(4, ANSWERS, revision=2, submitted_at=SENT_AT + timedelta(days=5), late=True)
    return compile_report(OFFICE, Round(), [PLANNED, Project(5)], {PLANNED.id: sent})


def project(no: int) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in export_json(reported())["projects"] if item["no"] == no)
    return found


def table(report: Report) -> list[dict[str, str]]:
    """The lines of the CSV by heading, the closing one last."""
    text = export_csv(report)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_export_names_office_round_year_and_quarters() -> None:
    export = export_json(reported())
    assert (export["office"], export["round"]) == ("khonkaen2", "2564-6m")
    assert (export["fiscal_year"], export["quarters"]) == (2564, [1, 2])


def test_a_reported_project_is_exported_whole() -> None:
    assert project(4) == {
        "no": 4,
        "name": "Montessori",
        "group": "Supervision",
        "fund": "Plan",
        "heading": "Policy 1",
        "budget": "600000.00",
        "plan": ["21440.00", "0.00", "0.00", "0.05"],
        "state": "submitted",
        "answers": {
            "status": "in_progress",
            "spent_q1": "592669.68",
            "spent_q2": "0.00",
            "progress": "one\ntwo",
        },
        "spent": {"q1": "592669.68", "q2": "0.00", "q3": None, "q4": None},
        "spent_total": "592669.68",
        "remaining": "7330.32",
        "percent": "98.78",
        "carried_from": None,
        "periods": [{"quarters": [1], "spent": "592669.68"}, {"quarters": [2], "spent": "0.00"}],
        "submitted_at": "2021-03-24T14:05:00+07:00",
        "revised_at": "2021-03-29T14:05:00+07:00",
        "late": True,
        "revision": 2,
        "photos": 0,
        "items": {},
        "captions": [],
    }


def test_what_is_unknown_of_a_missing_project_is_null() -> None:
    missing = project(5)
    unknown = ("plan", "spent_total", "percent", "carried_from", "submitted_at", "revised_at")
    assert [missing[key] for key in unknown] == [None] * 6
    assert missing["remaining"] == missing["budget"]
    assert (missing["state"], missing["answers"], set(missing["spent"].values())) == ("missing", {}, {None})


def test_totals_are_told_by_group_fund_and_status() -> None:
    totals = export_json(reported())["totals"]
    assert (totals["budget"], totals["spent"], totals["remaining"]) == ("601000.00", "592669.68", "8330.32")
    assert totals["percent"] == "98.61"
    assert [share["group"] for share in totals["by_group"]] == ["Supervision", ""]
    assert [share["fund"] for share in totals["by_fund"]] == ["Plan", ""]
    assert totals["by_status"] == {"in_progress": 1, "missing": 1}


def test_a_share_carries_its_figures_as_strings_and_its_counts_as_numbers() -> None:
    share = export_json(reported())["totals"]["by_group"][1]
    assert share == {
        "group": "",
        "budget": "1000.00",
        "spent": "0.00",
        "remaining": "1000.00",
        "percent": None,
        "reported": 0,
        "expected": 1,
        "spent_by_quarter": {"q1": None, "q2": None, "q3": None, "q4": None},
        "carried": [],
    }


def test_the_export_survives_json() -> None:
    export = export_json(khonkaen())
    assert json.loads(json.dumps(export, ensure_ascii=False)) == export


def test_the_table_has_a_line_a_project_and_a_closing_total() -> None:
    lines = table(reported())
    assert [line["ที่"] for line in lines] == ["4", "5", ""]
    closing = lines[-1]
    assert (closing["โครงการ"], closing["งบประมาณ (บาท)"]) == ("รวม", "601000.00")
    assert (closing["รวมเบิกจ่าย (บาท)"], closing["เบิกจ่ายไตรมาสที่ 1 (บาท)"]) == ("592669.68", "592669.68")
    assert (closing["คงเหลือ (บาท)"], closing["ร้อยละเบิกจ่าย"]) == ("8330.32", "98.61")
    assert closing["การส่งรายงาน"] == "ส่งแล้ว 1 จาก 2 โครงการ"


def test_the_table_speaks_of_states_and_days_as_people_do() -> None:
    first, second, _ = table(reported())
    assert (first["สถานะโครงการ"], first["การส่งรายงาน"]) == ("อยู่ระหว่างดำเนินการ", "ส่งแล้ว")
    assert (first["ส่งเมื่อ"], first["หมายเหตุการส่ง"]) == ("24 มีนาคม 2564 14.05 น.", "ส่งหลังกำหนด")
    assert (second["การส่งรายงาน"], second["รวมเบิกจ่าย (บาท)"], second["ส่งครั้งที่"]) == ("ยังไม่รายงาน", "", "")


def test_quarters_nobody_knows_have_no_column() -> None:
    headings = table(reported())[0].keys()
    assert "เบิกจ่ายไตรมาสที่ 2 (บาท)" in headings
    assert "เบิกจ่ายไตรมาสที่ 3 (บาท)" not in headings


def test_every_quarters_column_adds_up_with_the_others_to_what_was_spent() -> None:
    planned = [Project(1), Project(2)]
    before: dict[int, PlainAnswers] = {1: {"spent": 100_00}, 2: {"spent": 50_00}}
    nine = Round("2564-9m", quarters=(1, 2, 3))
    lines = table(compiled(planned, {1: {"spent_q3": 20_00}}, round_=nine, earlier=({}, before)))
    assert [(line["เบิกจ่ายไตรมาสที่ 2 (บาท)"], line["เบิกจ่ายไตรมาสที่ 3 (บาท)"]) for line in lines] == [
        ("100.00", "20.00"),
        ("50.00", ""),
        ("150.00", "20.00"),
    ]
    assert [line["ยอดหลายไตรมาสรวมกัน"] for line in lines] == ["รวมไตรมาสที่ 1, 2", "รวมไตรมาสที่ 1, 2", ""]


@pytest.mark.parametrize("rule", ["over_budget", "less_than_before"])
def test_a_reason_given_for_a_doubted_amount_has_a_thai_heading(rule: str) -> None:
    line = table(compiled([Project(1)], {1: {"spent": 5, f"reason_{rule}": "คืนเงิน"}}))[0]
    (heading,) = (heading for heading, said in line.items() if said == "คืนเงิน")
    assert heading.startswith("เหตุผลที่")


def test_progress_keeps_its_lines_and_quotes() -> None:
    said = 'first "quoted", line\n\nsecond'
    assert table(compiled([Project(1)], {1: {"progress": said}}))[0]["ความก้าวหน้าการดำเนินงาน"] == said


def test_lines_end_as_spreadsheets_expect() -> None:
    text = export_csv(compiled([Project(1), Project(2)]))
    assert text.count("\r\n") == text.count("\n") == 4


@pytest.mark.parametrize("said", ["=1+1", "+66", "- done", "@SUM(A1)", " =1", "\t=1", "\n-x", "＝1"])
def test_text_that_looks_like_a_formula_is_made_harmless(said: str) -> None:
    lines = table(compiled([Project(1, name=said, group=said)], {1: {"progress": said}}))
    cells = {lines[0][heading] for heading in ("โครงการ", "กลุ่มผู้รับผิดชอบ", "ความก้าวหน้าการดำเนินงาน")}
    assert cells == {"'" + said}


def test_a_negative_amount_stays_a_number() -> None:
    assert table(compiled([Project(1, 1_000)], {1: {"spent": 5_050}}))[0]["คงเหลือ (บาท)"] == "-40.50"


def test_a_question_of_an_offices_own_form_gets_a_column_under_its_id() -> None:
    line = table(compiled([Project(1)], {1: {"teachers": "12", "planned": 100, "confirm_spent": "yes"}}))[0]
    assert (line["teachers"], line["เงินตามแผนการใช้จ่าย (บาท)"]) == ("12", "1.00")
    assert "confirm_spent" not in line


def test_a_status_of_an_offices_own_form_shows_by_its_id() -> None:
    assert table(compiled([Project(1)], {1: {"status": "waiting"}}))[0]["สถานะโครงการ"] == "waiting"
