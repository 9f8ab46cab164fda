"""What a plan tells of its projects in words: objectives, targets, duration and category of expense."""

from __future__ import annotations

import pytest

from messages.plans.changes import changes_text, compare
from messages.plans.show import plan_json, plan_report
from messages.project import DETAILS
from messages.sheets.reading import Merged
from tests.messages.plans.made import HEADER, read
from tests.support.identity import kept

WORDS = ("วัตถุประสงค์", "เป้าหมายเชิงผลผลิต", "เป้าหมายเชิงผลลัพธ์", "ระยะเวลาดำเนินงาน", "หมวดรายจ่าย")
TOLD = ("1. เพื่อพัฒนาครู\n2. เพื่อนิเทศ", "ครู 120 คน", "ผู้เรียนร้อยละ 80", "ต.ค. 66 - ก.ย. 67", "งบดำเนินงาน")
PLAIN = (1, "อบรมครู", 500, "กลุ่มนิเทศ")


def role_of(words: str) -> str:
    return read((*HEADER, words), (*PLAIN, "ข้อความ")).columns[-1].role


def test_every_detail_is_read_with_its_lines() -> None:
    (project,) = read((*HEADER, *WORDS), (*PLAIN, *TOLD)).projects
    assert project.details == dict(zip(DETAILS, TOLD, strict=True))
    assert (project.group, project.fund, project.budget) == ("กลุ่มนิเทศ", "", 50_000)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("objectives", "วัตถุประสงค์ของโครงการ"),
        ("output", "เชิงผลผลิต (Output)"),
        ("output", "เป้าหมายผลผลิต"),
        ("output", "Output"),
        ("outcome", "เชิงผลลัพธ์ (Outcome)"),
        ("outcome", "ผลลัพธ์"),
        ("duration", "ระยะเวลา"),
        ("duration", "ระยะเวลาดำเนินการ"),
        ("duration", "ระยะเวลาในการดำเนินโครงการ"),
        ("category", "หมวดรายจ่าย"),
        ("category", "ประเภทงบรายจ่าย"),
        ("category", "หมวดค่าใช้จ่าย"),
        ("fund", "หมวดเงิน"),
        ("fund", "ประเภทงบประมาณ"),
        ("other", "เป้าหมาย"),
        ("other", "ระยะเวลาที่เหลือ"),
        ("other", "รายจ่าย"),
    ],
)
def test_a_column_is_known_by_its_words(role: str, words: str) -> None:
    assert role_of(words) == role


def test_targets_say_what_they_are_by_the_cell_above() -> None:
    reading = read(
        (*HEADER, "เป้าหมาย", None),
        (None, None, None, None, "ผลผลิต", "ผลลัพธ์"),
        (*PLAIN, "ครู 120 คน", "ผู้เรียนร้อยละ 80"),
        merged=[*(Merged(1, column, 2, column) for column in range(4)), Merged(1, 4, 1, 5)],
    )
    assert reading.projects[0].details == {"output": "ครู 120 คน", "outcome": "ผู้เรียนร้อยละ 80"}
    assert reading.projects[0].name == "อบรมครู"


def test_a_plan_without_details_has_none() -> None:
    assert read(HEADER, PLAIN).projects[0].details == {}


def test_a_blank_detail_is_left_out() -> None:
    (project,) = read((*HEADER, *WORDS), (*PLAIN, None, "  ", *TOLD[2:])).projects
    assert set(project.details) == {"outcome", "duration", "category"}


def test_a_merged_category_holds_for_every_row_it_covers() -> None:
    rows = ((*HEADER, "หมวดรายจ่าย"), (*PLAIN, "งบลงทุน"), (2, "นิเทศ", 300, "กลุ่มนิเทศ", None))
    projects = read(*rows, merged=[Merged(2, 4, 3, 4)]).projects
    assert [project.details for project in projects] == [{"category": "งบลงทุน"}] * 2


def test_details_are_shown_on_a_line_each_and_whole_in_json() -> None:
    reading = read((*HEADER, *WORDS), (*PLAIN, *TOLD))
    lines = plan_report(reading).splitlines()
    assert "    วัตถุประสงค์: 1. เพื่อพัฒนาครู 2. เพื่อนิเทศ" in lines
    assert "    หมวดรายจ่าย: งบดำเนินงาน" in lines
    assert plan_json(reading)["projects"][0]["objectives"] == TOLD[0]


def test_a_changed_detail_is_told() -> None:
    before, after = (read((*HEADER, "หมวดรายจ่าย"), (*PLAIN, text)).projects for text in ("งบลงทุน", "งบดำเนินงาน"))
    changes = compare([kept(project) for project in before], [], after)
    assert "หมวดรายจ่าย: งบลงทุน → งบดำเนินงาน" in changes_text(changes, {})
