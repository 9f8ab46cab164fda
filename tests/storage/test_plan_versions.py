"""What a plan was before it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.work import OfficeStorage
from tests.storage.samples import NOW, PROJECTS, YEAR, changing

HOUR = timedelta(hours=1)
BEFORE = (replace(PROJECTS[0], details={"output": "ครู 40 คน"}), replace(PROJECTS[1], removed_at=NOW))


def test_a_plan_comes_back_as_it_was(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan_versions.keep(YEAR, BEFORE, NOW)
        version = work.plan_versions.newest()
    assert version
    assert (version.fiscal_year, version.at, version.projects) == (YEAR, NOW, BEFORE)


def test_the_newest_that_is_not_undone_is_the_one_to_bring_back(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan_versions.keep(YEAR, BEFORE, NOW)
        work.plan_versions.keep(YEAR, PROJECTS, NOW + HOUR)
        newest = work.plan_versions.newest()
        assert newest
        assert newest.projects == PROJECTS
        work.plan_versions.mark_undone(newest.id)
        work.plan_versions.keep(YEAR, (), NOW + 2 * HOUR, undone=True)
        earlier = work.plan_versions.newest()
    assert earlier
    assert earlier.projects == BEFORE


def test_the_plan_at_a_moment_is_what_it_was_until_it_next_changed(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.plan_versions.keep(YEAR, BEFORE, NOW)
        work.plan_versions.keep(YEAR, PROJECTS, NOW + 2 * HOUR)
        moments = (NOW - HOUR, NOW + HOUR, NOW + 3 * HOUR)
        assert [work.plan_versions.at(YEAR, moment) for moment in moments] == [BEFORE, PROJECTS, None]
