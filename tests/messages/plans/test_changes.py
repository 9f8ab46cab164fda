"""A second version of a plan: by number, field by field, and nothing dropped that somebody reported on."""

from __future__ import annotations

from dataclasses import replace

from messages.plans.changes import FieldChange, PlanChanges, changes_text, compare
from messages.plans.reading import PlanProject

FIRST = PlanProject(1, "อบรมครู", "กลุ่มนิเทศ", "สพฐ.", "", 10_000, None, 5)
SECOND = PlanProject(2, "นิเทศ", "กลุ่มนิเทศ", "สพฐ.", "", 20_000, (5_000, 5_000, 5_000, 5_000), 6)
NOBODY: frozenset[int] = frozenset()


def fields(old: PlanProject, new: PlanProject) -> tuple[FieldChange, ...]:
    return compare([old], [new], NOBODY).changed[0].fields


def test_the_same_plan_changes_nothing() -> None:
    assert compare([FIRST, SECOND], [SECOND, FIRST], frozenset({1})) == PlanChanges()


def test_a_project_on_another_row_is_the_same() -> None:
    assert compare([FIRST], [replace(FIRST, row=99)], NOBODY) == PlanChanges()


def test_a_new_number_is_added() -> None:
    assert compare([FIRST], [FIRST, SECOND], NOBODY) == PlanChanges(added=(SECOND,))


def test_an_absent_project_nobody_reported_on_is_removed() -> None:
    assert compare([FIRST, SECOND], [FIRST], NOBODY) == PlanChanges(removed=(SECOND,))


def test_an_absent_project_somebody_reported_on_is_kept() -> None:
    assert compare([FIRST, SECOND], [FIRST], frozenset({2})) == PlanChanges(kept=(SECOND,))


def test_a_changed_project_tells_each_field_from_what_to_what() -> None:
    new = replace(FIRST, name="อบรมครู รุ่น 2", group="", fund="จังหวัด", budget=12_550)
    assert fields(FIRST, new) == (
        FieldChange("name", "อบรมครู", "อบรมครู รุ่น 2"),
        FieldChange("group", "กลุ่มนิเทศ", ""),
        FieldChange("fund", "สพฐ.", "จังหวัด"),
        FieldChange("budget", "100", "125.50"),
    )


def test_a_changed_plan_shows_its_four_quarters() -> None:
    new = replace(SECOND, plan=(5_000, 5_000, 10_000, 0))
    assert fields(SECOND, new) == (FieldChange("plan", "50 / 50 / 50 / 50", "50 / 50 / 100 / 0"),)


def test_a_plan_of_nothing_differs_from_no_plan() -> None:
    assert fields(replace(FIRST, plan=(0, 0, 0, 0)), FIRST) == (FieldChange("plan", "0 / 0 / 0 / 0", ""),)


def test_nothing_changed_is_said() -> None:
    assert changes_text(PlanChanges()) == "แผนเหมือนที่เก็บไว้แล้ว ไม่มีอะไรเปลี่ยน"


def test_every_change_is_said_in_words() -> None:
    third, fourth = replace(FIRST, no=3), replace(FIRST, no=4)
    changes = compare([FIRST, SECOND, third], [replace(FIRST, group="", budget=15_000), fourth], frozenset({3}))
    assert changes_text(changes).splitlines() == [
        "เพิ่ม 1 · แก้ไข 1 · ตัดออก 1 · คงไว้ 1",
        "เพิ่ม ที่ 4 อบรมครู · 100 บาท",
        "แก้ไข ที่ 1 อบรมครู",
        "  กลุ่ม: กลุ่มนิเทศ → (ว่าง)",
        "  งบประมาณ (บาท): 100 → 150",
        "ตัดออก ที่ 2 นิเทศ · ไม่มีในไฟล์ใหม่และยังไม่มีรายงาน",
        "คงไว้ ที่ 3 อบรมครู · ไม่มีในไฟล์ใหม่ แต่มีรายงานหรือเริ่มรายงานไว้ · ถ้ายกเลิกจริง ให้รายงานสถานะ ยกเลิกโครงการ",
    ]


def test_a_first_plan_is_told_in_one_line() -> None:
    assert changes_text(compare([], [FIRST, SECOND], NOBODY)) == "แผนแรกของปีนี้ เพิ่ม 2 โครงการ"
