"""Which project of a newer plan is which of those kept, and where that is not for the product to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.plans.matching import Matching, match
from messages.plans.reading import PlanProject
from storage.records import Project

TEACHERS = Project(1, "อบรมครูผู้ช่วยก่อนบรรจุ", 10_000, "กลุ่มบุคคล", id=101)
LIBRARY = Project(2, "พัฒนาห้องสมุดโรงเรียน", 20_000, "กลุ่มนิเทศ", id=102)
AUDIT = Project(3, "ตรวจสอบภายในสถานศึกษา", 30_000, "กลุ่มตรวจสอบ", id=103)
PLAN = (TEACHERS, LIBRARY, AUDIT)
NEW = Project(0, "ค่ายลูกเสือจิตอาสา", 5_000, "กลุ่มส่งเสริม")


def sheet(*projects: Project) -> list[PlanProject]:
    """The projects as a sheet tells them, numbered in this order."""
    return [
        PlanProject(no, one.name, one.group, one.fund, one.heading, one.budget, one.plan)
        for no, one in enumerate(projects, start=1)
    ]


def told(found: Matching) -> dict[int, int]:
    """Number in the new plan -> id of the project it is."""
    return {pair.after.no: pair.before.id for pair in found.pairs}


def doubts(found: Matching) -> list[str]:
    return [pair.doubt for pair in found.pairs if pair.doubt]


def test_a_project_put_in_between_moves_nothing_to_another() -> None:
    found = match(PLAN, (), sheet(TEACHERS, NEW, LIBRARY, AUDIT))
    assert told(found) == {1: 101, 3: 102, 4: 103}
    assert ([one.no for one in found.added], found.removed, doubts(found)) == ([2], (), [])


def test_numbers_swapped_are_followed_by_name() -> None:
    assert told(match(PLAN, (), sheet(TEACHERS, AUDIT, LIBRARY))) == {1: 101, 2: 103, 3: 102}


def test_spaces_and_thai_digits_make_no_other_name() -> None:
    renamed = replace(TEACHERS, name="อบรม ครูผู้ช่วย  ก่อนบรรจุ")
    found = match(PLAN, (), sheet(renamed, LIBRARY, AUDIT))
    assert (told(found)[1], doubts(found)) == (101, [])


def test_a_corrected_name_is_certain() -> None:
    found = match(PLAN, (), sheet(replace(TEACHERS, name="อบรมครูผู้ช่วยก่อนการบรรจุ"), LIBRARY, AUDIT))
    assert (told(found)[1], doubts(found)) == (101, [])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("แข่งขันทักษะวิชาการภาษาไทย", "แข่งขันทักษะวิชาการภาษาจีน"),
        ("พัฒนาครูด้านการอ่าน", "พัฒนาครูด้านการเขียน"),
        ("อบรมครูระดับประถมศึกษา", "อบรมครูระดับมัธยมศึกษา"),
        ("พัฒนาสมรรถนะครูผู้ช่วย", "พัฒนาสมรรถนะครูผู้สอน"),
        ("อบรมครูรุ่น ก", "อบรมครูรุ่น ข"),
    ],
)
@pytest.mark.parametrize("budget", [10_000, 7])
def test_one_word_for_another_in_a_long_name_is_to_be_looked_at(was: str, now: str, budget: int) -> None:
    held = replace(TEACHERS, name=was)
    found = match([held, LIBRARY], (), sheet(replace(held, name=now, budget=budget), LIBRARY))
    assert (told(found)[1], doubts(found)) == (101, ["renamed"])


@pytest.mark.parametrize("budget", [20_000, 7])
@pytest.mark.parametrize("was", ["พัฒนาหองสมุดโรงเรียน", "พัฒนาห้องสมุดโรงเรียนน", "พัฒนาหอ้งสมุดโรงเรียน", "พัฒนาห้องสมุดโรงเรีบน"])
def test_a_slip_of_the_pen_put_right_is_certain_whatever_the_budget(was: str, budget: int) -> None:
    found = match([TEACHERS, replace(LIBRARY, name=was)], (), sheet(TEACHERS, replace(LIBRARY, budget=budget)))
    assert (told(found)[2], doubts(found)) == (102, [])


def test_a_rename_together_with_a_renumber_is_to_be_looked_at() -> None:
    found = match(PLAN, (), sheet(LIBRARY, replace(TEACHERS, name="อบรมครูผู้ช่วยก่อนการบรรจุ"), AUDIT))
    assert (told(found)[2], doubts(found)) == (101, ["renamed"])


def test_another_name_altogether_in_the_same_place_is_to_be_looked_at() -> None:
    found = match(PLAN, (), sheet(replace(TEACHERS, name="โรงเรียนสุจริต"), LIBRARY, AUDIT))
    assert (told(found)[1], doubts(found)) == (101, ["replaced"])


def test_another_name_and_budget_is_another_project() -> None:
    found = match(PLAN, (), sheet(replace(TEACHERS, name="โรงเรียนสุจริต", budget=1), LIBRARY, AUDIT))
    assert ([one.no for one in found.added], found.removed) == ([1], (TEACHERS,))


def test_the_same_name_with_nothing_else_the_same_is_to_be_looked_at() -> None:
    found = match(PLAN, (), sheet(LIBRARY, AUDIT, replace(TEACHERS, budget=1, group="ICT")))
    assert (told(found)[3], doubts(found)) == (101, ["moved"])


def test_a_group_and_a_budget_may_change_at_the_same_number() -> None:
    found = match(PLAN, (), sheet(replace(TEACHERS, budget=1, group="ICT"), LIBRARY, AUDIT))
    assert (told(found)[1], doubts(found)) == (101, [])


def test_a_project_split_in_two_stays_apart_from_both() -> None:
    halves = (
        replace(LIBRARY, name="พัฒนาห้องสมุดโรงเรียน ก", budget=1),
        replace(LIBRARY, name="พัฒนาห้องสมุดโรงเรียน ข", budget=2),
    )
    found = match(PLAN, (), sheet(TEACHERS, *halves, AUDIT))
    assert told(found) == {1: 101, 4: 103}
    assert [(one.after.no, one.candidates) for one in found.unsure] == [(2, (LIBRARY,)), (3, (LIBRARY,))]
    assert found.removed == (LIBRARY,)


def test_two_of_one_name_are_told_apart_by_group_and_budget() -> None:
    twins = (replace(LIBRARY, no=1, id=201), replace(LIBRARY, no=2, id=202, budget=7))
    found = match(twins, (), sheet(twins[1], twins[0]))
    assert (told(found), found.unsure) == ({1: 202, 2: 201}, ())


def test_two_of_one_name_that_nothing_tells_apart_keep_their_numbers() -> None:
    twins = (replace(LIBRARY, no=1, id=201), replace(LIBRARY, no=2, id=202))
    assert told(match(twins, (), sheet(*twins))) == {1: 201, 2: 202}


def test_one_left_of_two_that_nothing_tells_apart_is_neither() -> None:
    twins = (replace(LIBRARY, no=1, id=201), replace(LIBRARY, no=2, id=202))
    found = match(twins, (), sheet(LIBRARY))
    assert (found.pairs, found.removed) == ((), twins)
    assert found.unsure[0].candidates == twins


def test_another_number_in_the_name_is_another_project_or_asked() -> None:
    second = replace(TEACHERS, name="อบรมครู รุ่นที่ 2")
    found = match([second], (), sheet(replace(second, name="อบรมครู รุ่นที่ 3")))
    assert (found.pairs, found.removed, found.unsure[0].candidates) == ((), (second,), (second,))


def test_a_removed_project_comes_back_by_its_name() -> None:
    found = match([TEACHERS], [LIBRARY], sheet(TEACHERS, LIBRARY))
    assert (told(found), [pair.back for pair in found.pairs], doubts(found)) == ({1: 101, 2: 102}, [False, True], [])


def test_a_removed_project_that_comes_back_elsewhere_is_to_be_looked_at() -> None:
    found = match([TEACHERS], [LIBRARY], sheet(TEACHERS, replace(LIBRARY, budget=1, group="ICT")))
    assert (told(found)[2], doubts(found)) == (102, ["back"])


def test_a_removed_project_that_comes_back_under_nearly_its_name_is_asked_about() -> None:
    back = replace(LIBRARY, name="พัฒนาห้องสมุดโรงเรียนขนาดเล็ก")
    found = match([TEACHERS], [LIBRARY], sheet(TEACHERS, back))
    assert ([one.no for one in found.added], found.unsure[0].candidates) == ([2], (LIBRARY,))
    assert told(match([TEACHERS], [LIBRARY], sheet(TEACHERS, back), {2: 2})) == {1: 101, 2: 102}


def test_the_plan_goes_before_what_it_held_once() -> None:
    found = match([LIBRARY], [replace(LIBRARY, id=90)], sheet(LIBRARY))
    assert told(found) == {1: 102}


def test_what_was_removed_twice_under_one_name_is_not_guessed() -> None:
    found = match([], [replace(LIBRARY, id=90), replace(LIBRARY, id=91)], sheet(LIBRARY))
    assert (found.pairs, len(found.unsure[0].candidates)) == ((), 2)


@pytest.mark.parametrize("same", [{2: 3}, {2: 1}])
def test_the_office_knows_better(same: dict[int, int]) -> None:
    (after,) = same.values()
    assert told(match(PLAN, (), sheet(*PLAN), same))[after] == 102


def test_a_plan_that_is_another_one_altogether_is_not_looked_through() -> None:
    old = [Project(no, f"อบรม {no}", 1, id=no) for no in range(1, 1_100)]
    new = sheet(*(Project(no, f"นิเทศ {no}", 2) for no in range(1, 1_100)))
    assert match(old, (), new).pairs == ()
