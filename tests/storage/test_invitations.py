"""Invitation codes and the tries at guessing them."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from storage.errors import Refused
from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, PLANNER, changing, id_of, invitation


def test_an_invitation_is_found_by_the_hash_of_its_code(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation("hash-1"))
        assert work.invitations.find("hash-1") == invitation("hash-1")
        assert work.invitations.find("hash-2") is None


def test_a_new_invitation_takes_the_place_of_an_unused_one(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation("old"))
        work.invitations.add(invitation("planner's", PLANNER))
        work.invitations.add(invitation("new"))
        assert work.invitations.find("old") is None
        assert work.invitations.find("new") == invitation("new")
        assert work.invitations.find("planner's") == invitation("planner's", PLANNER)


def test_an_invitation_that_enrolled_somebody_stays(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation("used", PLANNER))
        work.invitations.mark_enrolled("used", NOW)
        work.invitations.add(invitation("new", PLANNER))
        assert work.invitations.find("used") == replace(invitation("used", PLANNER), enrolled_at=NOW)


def test_the_same_code_is_not_given_twice(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation("hash-1"))
    with pytest.raises(Refused), changing(office) as work:
        work.invitations.add(invitation("hash-1", PLANNER))


def test_an_invitation_needs_its_person(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.invitations.add(replace(invitation(), person_id=id_of("nobody")))


def test_the_first_account_claims_and_may_claim_again(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation())
        assert work.invitations.claim("hash-1", "Ufirst")
        assert work.invitations.claim("hash-1", "Ufirst")
        assert work.invitations.find("hash-1") == replace(invitation(), claimed_by="Ufirst")


def test_a_second_account_cannot_claim(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation())
        work.invitations.claim("hash-1", "Ufirst")
        assert not work.invitations.claim("hash-1", "Usecond")


def test_an_unknown_code_cannot_be_claimed(office: OfficeStorage) -> None:
    with office.work() as work:
        assert not work.invitations.claim("hash-9", "Ufirst")


def test_of_two_accounts_at_once_one_claims(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation())
    claimed = []
    together = threading.Barrier(2)

    def claim(line_user_id: str) -> None:
        together.wait()
        with changing(office) as work:
            claimed.append(work.invitations.claim("hash-1", line_user_id))

    threads = [threading.Thread(target=claim, args=(f"U{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [False, True]


def test_binding_a_group_is_marked(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.add(invitation())
        work.invitations.mark_group_bound("hash-1", NOW)
        assert work.invitations.find("hash-1") == replace(invitation(), group_bound_at=NOW)


def test_wrong_codes_are_counted_since_a_moment(office: OfficeStorage) -> None:
    with changing(office) as work:
        for at in (NOW - MINUTE, NOW, NOW, NOW + MINUTE):
            work.invitations.count_miss("Uguesser", at)
        assert work.invitations.misses_since("Uguesser", NOW) == 3
        assert work.invitations.misses_since("Uother", NOW) == 0


def test_old_wrong_codes_are_forgotten(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.invitations.count_miss("Uguesser", NOW - MINUTE)
        work.invitations.count_miss("Uguesser", NOW)
        assert work.invitations.forget_misses_before(NOW) == 1
        assert work.invitations.misses_since("Uguesser", NOW - MINUTE) == 1
