"""The projects of each fiscal year's plan."""

from __future__ import annotations

from dataclasses import replace

from storage.records import Project
from storage.work import OfficeStorage
from tests.storage.samples import OWNER, PROJECTS, YEAR, changing, report


def test_projects_come_back_by_number(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, (Project(3, "ที่สาม", 1),))
        assert [project.no for project in work.plan.projects(YEAR)] == [1, 2, 3, 4]


def test_a_project_comes_back_as_it_was_saved(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.plan.projects(YEAR) == PROJECTS


def test_a_plan_saved_again_updates_by_number_and_keeps_the_rest(office: OfficeStorage) -> None:
    first, second, fourth = PROJECTS
    with changing(office) as work:
        work.plan.save(YEAR, (replace(second, budget=9, plan=None),))
        assert work.plan.projects(YEAR) == (first, replace(second, budget=9, plan=None), fourth)


def test_a_budget_of_a_ministry_fits(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, (Project(1, "ใหญ่", 400_000_000_000_00),))
        assert work.plan.projects(YEAR)[0].budget == 400_000_000_000_00


def test_an_empty_plan_changes_nothing(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(YEAR, ())
        work.plan.remove(YEAR, ())
        assert work.plan.projects(YEAR) == PROJECTS


def test_a_removed_project_is_gone_with_its_assignment_and_its_report_stays(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [1, 2])
        work.submissions.add(report(project_no=1))
        work.plan.remove(YEAR, [1, 4])
        assert [project.no for project in work.plan.projects(YEAR)] == [2]
        assert work.people.projects_of(OWNER.id, YEAR) == (2,)
        assert work.submissions.answered(YEAR) == {1}


def test_years_do_not_mix(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan.save(2563, (Project(1, "ปีก่อน", 1),))
        work.plan.remove(2563, [2])
        assert work.plan.projects(YEAR) == PROJECTS
        assert work.plan.projects(2563) == (Project(1, "ปีก่อน", 1),)
        assert work.plan.years() == (2563, 2564)
