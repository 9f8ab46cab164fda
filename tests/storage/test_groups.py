"""The one LINE group of an office."""

from __future__ import annotations

from dataclasses import replace

from storage.records import BoundGroup
from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, PLANNER, changing

FIRST = BoundGroup("Cfirst", NOW, PLANNER.id)
SECOND = BoundGroup("Csecond", NOW + MINUTE, PLANNER.id)


def test_an_office_begins_without_a_group(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.groups.current() is None


def test_the_newest_group_is_the_bound_one(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.groups.bind(FIRST)
        work.groups.bind(SECOND)
        assert work.groups.current() == SECOND


def test_a_group_the_bot_left_is_not_bound(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.groups.bind(FIRST)
        work.groups.mark_left("Cfirst", NOW)
        assert work.groups.current() is None


def test_a_group_can_be_bound_again_after_it_was_left(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.groups.bind(FIRST)
        work.groups.mark_left("Cfirst", NOW)
        work.groups.bind(FIRST)
        assert work.groups.current() == FIRST


def test_when_the_bot_left_is_told_and_stays(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.groups.newest() is None
        work.groups.bind(FIRST)
        assert work.groups.newest() == FIRST
        work.groups.mark_left("Cfirst", NOW)
        work.groups.mark_left("Cfirst", NOW + MINUTE)
        assert work.groups.newest() == replace(FIRST, left_at=NOW, group_id="")


def test_leaving_another_group_changes_nothing(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.groups.bind(FIRST)
        work.groups.mark_left("Csecond", NOW)
        assert work.groups.current() == FIRST
