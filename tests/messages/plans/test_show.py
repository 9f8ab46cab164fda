"""What `tanrob plan import` prints of a plan."""

from __future__ import annotations

import json

from messages.plans.reading import read_plan
from messages.plans.show import plan_json, plan_report
from messages.samples import sample
from messages.sheets.reading import read_sheets
from tests.messages.plans.made import QUARTERLY, read, read_under_header

PLANNED = (1, "อบรมครู", 100, 10, 20, 30, 50)


def test_the_mapping_is_shown_column_by_column() -> None:
    lines = plan_report(read_under_header((1, "อบรมครู", 500, "ก"))).splitlines()
    assert lines[0] == "แผ่นงาน แผน · หัวตารางแถว 1"
    assert '  B "งาน/โครงการ" → โครงการ' in lines


def test_a_column_not_read_is_shown_as_such() -> None:
    header = ("ที่", "โครงการ", "งบประมาณ", "หมายเหตุ")
    assert '  D "หมายเหตุ" → ไม่ได้อ่าน' in plan_report(read(header, (1, "อบรมครู", 500))).splitlines()


def test_a_project_is_shown_with_its_group_and_quarters() -> None:
    lines = plan_report(read(QUARTERLY, ("กลุ่มนิเทศ",), PLANNED)).splitlines()
    at = lines.index("  ที่ 1 อบรมครู · 100 บาท")
    assert lines[at + 1 : at + 3] == ["    กลุ่มนิเทศ", "    ไตรมาส 1-4: 10 / 20 / 30 / 50"]


def test_a_blank_group_is_shown_as_not_named() -> None:
    assert "    ไม่ระบุกลุ่ม" in plan_report(read_under_header((1, "อบรมครู", 500, None))).splitlines()


def test_every_project_and_fund_of_khonkaen_is_shown() -> None:
    text = plan_report(read_plan(read_sheets(sample("khonkaen2").plan, "plan.xlsx")))
    assert sum(line.startswith("  ที่ ") for line in text.splitlines()) == 37
    assert "รวม 37 โครงการ · งบประมาณ 3,256,025 บาท" in text
    assert "งบประมาณตามแผนปฏิบัติการ · 18 โครงการ · 2,702,385 บาท" in text


def test_contradictions_stand_before_questions() -> None:
    text = plan_report(read(QUARTERLY, PLANNED))
    assert text.index("[ตัวเลขขัดกัน]") < text.index("[ควรตรวจ]")
    assert "สิ่งที่ต้องตรวจ 2 รายการ" in text


def test_nothing_to_check_is_said() -> None:
    assert plan_report(read_under_header((1, "อบรมครู", 500, "ก"))).endswith("ไม่พบสิ่งที่ต้องตรวจ")


def test_json_holds_amounts_as_decimal_strings() -> None:
    shown = plan_json(read(QUARTERLY, ("กลุ่มนิเทศ",), PLANNED, ("รวม", None, 100)))
    assert shown["projects"] == [
        {
            "no": 1,
            "name": "อบรมครู",
            "group": "กลุ่มนิเทศ",
            "fund": "",
            "heading": "",
            "budget": "100.00",
            "plan": ["10.00", "20.00", "30.00", "50.00"],
            "row": 3,
        }
    ]
    assert shown["totals"] == {"projects": 1, "budget": "100.00", "stated": "100.00"}


def test_json_holds_every_finding_with_both_figures() -> None:
    finding = plan_json(read(QUARTERLY, ("กลุ่มนิเทศ",), PLANNED))["findings"][0]
    assert (finding["rule"], finding["expected"], finding["found"]) == ("quarters_sum", "100.00", "110.00")


def test_json_can_be_written_as_it_is() -> None:
    shown = plan_json(read_under_header((1, "อบรมครู", 500, None)))
    assert json.loads(json.dumps(shown)) == shown
