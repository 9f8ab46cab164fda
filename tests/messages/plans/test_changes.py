"""A second version of a plan: field by field, what hangs on what changes, and what of it wants a yes."""

from __future__ import annotations

from dataclasses import replace

from messages.plans.changes import (
    Attached,
    FieldChange,
    PlanChanges,
    change_questions,
    changes_json,
    changes_text,
    compare,
)
from messages.plans.matching import Pair
from messages.plans.reading import PlanProject
from storage.records import Project

FIRST = Project(1, "อบรมครู", 10_000, "กลุ่มนิเทศ", "สพฐ.", id=101)
SECOND = Project(2, "นิเทศ", 20_000, "กลุ่มนิเทศ", "สพฐ.", "", (5_000, 5_000, 5_000, 5_000), id=102)


def planned(project: Project, **changed: object) -> PlanProject:
    """The project as a sheet tells it."""
    told = PlanProject(
        project.no, project.name, project.group, project.fund, project.heading, project.budget, project.plan, 5
    )
    return replace(told, **changed)  # type: ignore[arg-type]


def compared(old: list[Project], new: list[PlanProject]) -> PlanChanges:
    return compare(old, [], new)


def fields(old: Project, **changed: object) -> tuple[FieldChange, ...]:
    return compared([old], [planned(old, **changed)]).changed[0].fields


def rules(changes: PlanChanges) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.project) for finding in change_questions(changes, {})]


def test_the_same_plan_changes_nothing_and_asks_nothing() -> None:
    changes = compared([FIRST, SECOND], [planned(SECOND), planned(FIRST, row=99)])
    assert changes == PlanChanges(same=(Pair(FIRST, planned(FIRST, row=99)), Pair(SECOND, planned(SECOND))))
    assert rules(changes) == []


def test_a_new_project_is_added_and_asks_nothing() -> None:
    changes = compared([FIRST], [planned(FIRST), planned(SECOND)])
    assert changes.added == (planned(SECOND),)
    assert rules(changes) == []


def test_an_absent_project_is_removed_once_that_has_its_yes() -> None:
    changes = compared([FIRST, SECOND], [planned(FIRST)])
    assert changes.removed == (SECOND,)
    assert rules(changes) == [("removed", 2)]


def test_a_project_with_another_number_is_renumbered_once_that_has_its_yes() -> None:
    changes = compared([FIRST], [planned(FIRST, no=3)])
    assert changes.changed[0].fields == (FieldChange("no", "1", "3"),)
    assert (changes.added, changes.removed, rules(changes)) == ((), (), [("renumbered", 3)])


def test_a_corrected_name_group_or_budget_asks_nothing() -> None:
    for changed in ({"name": "อบรมครู ๆ"}, {"group": "ICT"}, {"budget": 5}):
        changes = compared([FIRST], [planned(FIRST, **changed)])
        assert (len(changes.changed), rules(changes)) == (1, [])


def test_a_changed_project_tells_each_field_from_what_to_what() -> None:
    assert fields(FIRST, name="อบรมครูๆ", group="", fund="จังหวัด") == (
        FieldChange("name", "อบรมครู", "อบรมครูๆ"),
        FieldChange("group", "กลุ่มนิเทศ", ""),
        FieldChange("fund", "สพฐ.", "จังหวัด"),
    )
    assert fields(FIRST, budget=12_550) == (FieldChange("budget", "100", "125.50"),)


def test_a_changed_plan_shows_its_four_quarters() -> None:
    assert fields(SECOND, plan=(5_000, 5_000, 10_000, 0)) == (
        FieldChange("plan", "50 / 50 / 50 / 50", "50 / 50 / 100 / 0"),
    )


def test_a_plan_of_nothing_differs_from_no_plan() -> None:
    assert fields(replace(FIRST, plan=(0, 0, 0, 0)), plan=None) == (FieldChange("plan", "0 / 0 / 0 / 0", ""),)


def test_nothing_changed_is_said() -> None:
    assert changes_text(PlanChanges(), {}) == "แผนเหมือนที่เก็บไว้แล้ว ไม่มีอะไรเปลี่ยน"


def test_every_change_is_said_in_words_with_what_hangs_on_it() -> None:
    new = [planned(FIRST, group="", budget=15_000), PlanProject(2, "ใหม่", "", "", "", 10_000, None)]
    hanging = {FIRST.id: Attached(("มาลี",), 400, 1), SECOND.id: Attached(("มาลี", "สมชาย"), 40_000_00, 1, 2)}
    changes = compared([FIRST, SECOND], new)
    assert changes_text(changes, hanging).splitlines() == [
        "เพิ่ม 1 · แก้ไข 1 · ตัดออก 1",
        "เพิ่ม ที่ 2 ใหม่ · 100 บาท",
        "แก้ไข ที่ 1 อบรมครู",
        "  กลุ่ม: กลุ่มนิเทศ → (ว่าง)",
        "  งบประมาณ (บาท): 100 → 150",
        "ตัดออก ที่ 2 นิเทศ · ไม่มีในไฟล์ใหม่",
        "  ผู้รับผิดชอบ: มาลี, สมชาย",
        "  ส่งรายงานแล้ว 1 รอบ · เบิกจ่าย 40,000 บาท",
        "  เริ่มรายงานไว้ 2 ฉบับ",
    ]
    (question,) = change_questions(changes, hanging)
    assert question.asks
    assert "รายงานเบิกจ่ายไว้แล้ว 40,000 บาท" in question.text


def test_the_same_is_told_to_scripts() -> None:
    changes = compared([FIRST, SECOND], [planned(FIRST, no=2)])
    told = changes_json(changes, {SECOND.id: Attached(("มาลี",), 40_000_00, 1)})
    assert told["changed"][0] | {"fields": []} == {
        "no": 2,
        "was_no": 1,
        "name": "อบรมครู",
        "certain": True,
        "doubt": "",
        "back": False,
        "fields": [],
        "owners": [],
        "spent": None,
        "reports": 0,
        "drafts": 0,
    }
    assert told["removed"] == [
        {"no": 2, "name": "นิเทศ", "owners": ["มาลี"], "spent": "40000.00", "reports": 1, "drafts": 0}
    ]


def test_a_first_plan_is_told_in_one_line() -> None:
    changes = compared([], [planned(FIRST), planned(SECOND)])
    assert changes_text(changes, {}) == "แผนแรกของปีนี้ เพิ่ม 2 โครงการ"
    assert rules(changes) == []
