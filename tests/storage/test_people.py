"""The people of an office, and the projects each answers for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from storage.database import Storage
from storage.errors import Refused
from storage.records import Person
from storage.work import OfficeStorage, Work
from tests.storage.samples import NOW, OWNER, PLANNER, ROUND, YEAR, changing, id_of, invitation, report
from tests.support.databases import SECRET_KEY

NEWCOMER = Person(id_of("newcomer"), "ใหม่", "owner", line_user_id="Unew", consented_at=NOW)
BLOCKED = replace(OWNER, blocked_at=NOW)

CHANGES: dict[str, tuple[Callable[[Work], None], str, Person | None]] = {
    "enrolled": (lambda work: work.people.save(NEWCOMER), "Unew", NEWCOMER),
    "blocked": (lambda work: work.people.save(BLOCKED), "Uowner", BLOCKED),
    "forgotten": (lambda work: work.people.save(replace(OWNER, line_user_id=None)), "Uowner", None),
    "removed": (lambda work: work.people.remove(OWNER.id), "Uowner", None),
    "on another account": (lambda work: work.people.save(replace(OWNER, line_user_id="Unew")), "Uowner", None),
}
"""What happens to a person: whom the LINE account belongs to then."""


@pytest.fixture
def elsewhere(storage: Storage, office: OfficeStorage) -> Iterator[OfficeStorage]:
    """The same office in another process, which remembers its people."""
    other = Storage(storage._url, SECRET_KEY)
    found = other.office(office._office_id)
    with found.reading() as work:
        assert work.people.by_line_user("Uowner") == OWNER
    yield found
    other.close()


def test_people_come_back_by_name(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.save(Person(id_of("first"), "กานดา", "owner"))
        assert [person.name for person in work.people.all()] == ["กานดา", "มาลี", "สมชาย"]


def test_a_person_comes_back_as_saved(office: OfficeStorage) -> None:
    complete = replace(OWNER, group="กลุ่มอำนวยการ", consented_at=NOW, blocked_at=NOW)
    with changing(office) as work:
        work.people.save(complete)
        assert work.people.get(OWNER.id) == complete


def test_a_person_is_found_by_line_account(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.people.by_line_user("Uplanner") == PLANNER
        assert work.people.by_line_user("Unobody") is None


@pytest.mark.parametrize("change", CHANGES)
def test_whose_a_line_account_is_is_known_at_once(office: OfficeStorage, elsewhere: OfficeStorage, change: str) -> None:
    make, line_user_id, person = CHANGES[change]
    with changing(office) as work:
        assert work.people.by_line_user("Uowner") == OWNER
        make(work)
        assert work.people.by_line_user(line_user_id) == person
    for anywhere in (office, elsewhere):
        with anywhere.reading() as work:
            assert work.people.by_line_user(line_user_id) == person


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_given_up_leaves_each_line_account_whose_it_was(
    office: OfficeStorage, elsewhere: OfficeStorage, change: str
) -> None:
    with office.work() as work:
        CHANGES[change][0](work)
        work.people.by_line_user("Uowner")
    for anywhere in (office, elsewhere):
        with anywhere.reading() as work:
            assert work.people.by_line_user("Uowner") == OWNER
            assert work.people.by_line_user("Unew") is None


def test_an_unknown_person_is_none(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.people.get(id_of("nobody")) is None


def test_many_may_be_without_a_line_account(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.save(replace(OWNER, line_user_id=None))
        work.people.save(replace(PLANNER, line_user_id=None))
        assert len(work.people.all()) == 2


def test_two_people_cannot_have_one_line_account(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.people.save(replace(OWNER, line_user_id="Uplanner"))


def test_an_assignment_adds_to_those_before(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [4, 1])
        work.people.assign(OWNER.id, YEAR, (2, 1, 2))
        assert work.people.projects_of(OWNER.id, YEAR) == (1, 2, 4)


def test_nobody_elses_assignment_is_touched(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(PLANNER.id, YEAR, [1])
        work.people.assign(OWNER.id, YEAR, [1, 2])
        work.people.unassign(OWNER.id, YEAR, (1, 2, 4))
        assert work.people.assignments(YEAR) == ((PLANNER.id, 1),)


def test_assignments_are_told_by_project(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [4, 1])
        work.people.assign(PLANNER.id, YEAR, [2])
        assert work.people.assignments(YEAR) == ((OWNER.id, 1), (PLANNER.id, 2), (OWNER.id, 4))
        assert work.people.assignments(2563) == ()


def test_a_removed_person_leaves_only_reports(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [1])
        work.invitations.add(invitation())
        work.invitations.count_miss("Uowner", NOW)
        work.conversations.save(OWNER.id, {"step": 1}, 0, NOW)
        work.submissions.add(report())
        work.people.remove(OWNER.id)
    with office.reading() as work:
        assert work.people.all() == (PLANNER,)
        assert work.people.assignments(YEAR) == ()
        assert work.invitations.find("hash-1") is None
        assert work.invitations.misses_since("Uowner", NOW) == 0
        assert work.conversations.all() == ()
        assert set(work.submissions.latest(ROUND.id)) == {1}


def test_removing_one_person_leaves_the_others(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.people.assign(PLANNER.id, YEAR, [1])
        work.invitations.count_miss("Uplanner", NOW)
        work.people.remove(OWNER.id)
        assert work.people.projects_of(PLANNER.id, YEAR) == (1,)
        assert work.invitations.misses_since("Uplanner", NOW) == 1
