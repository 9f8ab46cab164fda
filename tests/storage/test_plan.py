"""The projects of each fiscal year's plan."""

from __future__ import annotations

from dataclasses import replace

from storage.records import Project
from storage.work import OfficeStorage
from tests.storage.samples import NOW, OWNER, PROJECTS, ROUND, YEAR, changing, report


def test_projects_come_back_by_number(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, (Project(13, "ที่สาม", 1),))
        assert [project.no for project in work.plan.projects(YEAR)] == [11, 12, 13, 14]


def test_a_project_comes_back_as_it_was_saved(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.plan.projects(YEAR) == PROJECTS


def test_a_plan_saved_again_updates_by_id_and_keeps_the_rest(office: OfficeStorage) -> None:
    first, second, fourth = PROJECTS
    with changing(office) as work:
        work.plan.save(YEAR, (replace(second, no=15, budget=9, plan=None),))
        assert work.plan.projects(YEAR) == (first, fourth, replace(second, no=15, budget=9, plan=None))


def test_a_budget_of_a_ministry_fits(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, (Project(1, "ใหญ่", 400_000_000_000_00),))
        assert work.plan.projects(YEAR)[0].budget == 400_000_000_000_00


def test_an_empty_plan_changes_nothing(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, ())
        work.plan.remove(YEAR, (), NOW)
        assert work.plan.projects(YEAR) == PROJECTS


def test_a_removed_project_is_out_of_the_plan_and_keeps_its_owner_and_its_report(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [1, 2])
        work.submissions.add(report(project_id=1))
        work.plan.remove(YEAR, [1, 4], NOW)
        assert [project.id for project in work.plan.projects(YEAR)] == [2]
        assert work.people.projects_of(OWNER.id, YEAR) == (1, 2)
        assert set(work.submissions.latest(ROUND.id)) == {1}


def test_a_removed_project_is_known_as_it_was_and_when_it_went(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.remove(YEAR, [1], NOW)
        assert work.plan.projects_ever(YEAR) == (replace(PROJECTS[0], removed_at=NOW), *PROJECTS[1:])


def test_a_project_saved_again_is_back_in_the_plan(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.remove(YEAR, [1], NOW)
        work.plan.save(YEAR, PROJECTS[:1])
        assert work.plan.projects(YEAR) == PROJECTS


def test_a_plan_with_nothing_left_is_none(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.remove(YEAR, [1, 2, 4], NOW)
        assert work.plan.years() == ()


def test_a_new_project_gets_an_id_that_no_number_is_and_none_ever_had(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, (Project(21, "ใหม่", 1), Project(22, "ใหม่กว่า", 1)))
        ids = [project.id for project in work.plan.projects(YEAR)][-2:]
        work.plan.remove(YEAR, ids, NOW)
        work.plan.save(YEAR, (Project(23, "ใหม่ที่สุด", 1),))
        work.plan.save(2565, (Project(24, "ปีหน้า", 1),))
        assert [*ids, work.plan.projects(YEAR)[-1].id, work.plan.projects(2565)[0].id] == [
            10_001,
            10_002,
            10_003,
            10_004,
        ]


def test_years_do_not_mix(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(2563, (Project(1, "ปีก่อน", 1, id=2),))
        work.plan.remove(2563, [1], NOW)
        assert work.plan.projects(YEAR) == PROJECTS
        assert work.plan.projects(2563) == (Project(1, "ปีก่อน", 1, id=2),)
        assert work.plan.years() == (2563, 2564)
