"""What owners ask the planners for: kept open once a person and project, decided once, told once, erased on demand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.errors import Conflict
from storage.records import ProjectRequest
from storage.vocabulary import RequestOutcome
from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, OWNER, PLANNER, YEAR, changing, id_of

ASKED = ProjectRequest(id_of("asked"), OWNER.id, YEAR, 2, NOW, "ครูสมชาย", "500001")
SUCCESSOR = replace(OWNER, id=id_of("successor"), name="สมชาย", line_user_id=None)
LATER = NOW + MINUTE


@pytest.fixture
def asked(office: OfficeStorage) -> OfficeStorage:
    with changing(office) as work:
        work.people.save(SUCCESSOR)
        work.requests.place(ASKED)
    return office


def decide(office: OfficeStorage, outcome: RequestOutcome = RequestOutcome.GRANTED) -> None:
    with changing(office) as work:
        work.requests.decide(ASKED, outcome, PLANNER.id, LATER, SUCCESSOR.id)


def test_a_request_waits_as_it_was_placed(asked: OfficeStorage) -> None:
    with asked.reading() as work:
        assert work.requests.open() == (ASKED,)
        assert work.requests.get(ASKED.id) == ASKED
        assert work.requests.asked_by(OWNER.id) == (ASKED,)


def test_another_for_the_same_project_takes_its_place(asked: OfficeStorage) -> None:
    anew = replace(ASKED, id=id_of("anew"), to_whom="", asked_at=LATER)
    with changing(asked) as work:
        work.requests.place(anew)
    with asked.reading() as work:
        assert work.requests.open() == (anew,)
        assert [one.outcome for one in work.requests.asked_by(OWNER.id)] == [RequestOutcome.WITHDRAWN, None]


def test_one_for_another_project_or_of_another_person_waits_beside_it(asked: OfficeStorage) -> None:
    with changing(asked) as work:
        work.requests.place(replace(ASKED, id=id_of("another project"), project_id=4))
        work.requests.place(replace(ASKED, id=id_of("another person"), person_id=PLANNER.id))
        assert len(work.requests.open()) == 3


def test_a_withdrawn_request_waits_no_more(asked: OfficeStorage) -> None:
    with changing(asked) as work:
        assert work.requests.withdraw(OWNER.id, YEAR, 2, LATER)
        assert not work.requests.withdraw(OWNER.id, YEAR, 2, LATER)
        assert work.requests.open() == ()
        assert work.requests.untold(OWNER.id) == ()


def test_who_decided_it_and_when_stays_with_it(asked: OfficeStorage) -> None:
    decide(asked)
    with asked.reading() as work:
        found = work.requests.decided_on(YEAR, 2)
        assert found
        assert (found.outcome, found.decided_by, found.decided_at, found.successor_id) == (
            RequestOutcome.GRANTED,
            PLANNER.id,
            LATER,
            SUCCESSOR.id,
        )
        assert work.requests.open() == ()


def test_it_is_decided_once(asked: OfficeStorage) -> None:
    decide(asked)
    with asked.work() as work, pytest.raises(Conflict):
        work.requests.decide(ASKED, RequestOutcome.DENIED, PLANNER.id, LATER)


def test_owner_and_successor_hear_of_a_grant_once_each(asked: OfficeStorage) -> None:
    decide(asked)
    for person in (OWNER, SUCCESSOR):
        with changing(asked) as work:
            assert [one.id for one in work.requests.untold(person.id)] == [ASKED.id]
            work.requests.mark_told(person.id, LATER)
            assert work.requests.untold(person.id) == ()
    with asked.work() as work, pytest.raises(Conflict):
        work.requests.mark_told(OWNER.id, LATER)


def test_of_a_refusal_the_owner_alone_hears(asked: OfficeStorage) -> None:
    decide(asked, RequestOutcome.DENIED)
    with asked.reading() as work:
        assert [one.id for one in work.requests.untold(OWNER.id)] == [ASKED.id]
        assert work.requests.untold(SUCCESSOR.id) == ()


def test_another_process_sees_what_was_decided(asked: OfficeStorage) -> None:
    with asked.reading() as work:
        assert work.requests.untold(OWNER.id) == ()
    decide(asked)
    with asked.reading() as work:
        assert work.requests.untold(OWNER.id)


def test_all_a_person_asked_for_is_forgotten(asked: OfficeStorage) -> None:
    with changing(asked) as work:
        work.requests.erase(OWNER.id)
        assert work.requests.asked_by(OWNER.id) == ()


def test_the_requests_of_a_removed_person_go(asked: OfficeStorage) -> None:
    with changing(asked) as work:
        work.people.remove(OWNER.id)
    with asked.reading() as work:
        assert work.requests.get(ASKED.id) is None


def test_who_was_named_is_forgotten_and_the_decision_stays(asked: OfficeStorage) -> None:
    decide(asked)
    with changing(asked) as work:
        work.requests.erase_successor(SUCCESSOR.id)
        found = work.requests.decided_on(YEAR, 2)
        assert found
        assert (found.to_whom, found.successor_id, found.decided_by) == ("", None, PLANNER.id)


def test_taking_the_message_back_takes_back_what_waits(asked: OfficeStorage) -> None:
    with changing(asked) as work:
        assert not work.requests.erase_message(OWNER.id, "another message")
        assert not work.requests.erase_message(PLANNER.id, "500001")
        assert work.requests.erase_message(OWNER.id, "500001")
        assert work.requests.asked_by(OWNER.id) == ()


def test_taking_the_message_back_leaves_a_decision_without_its_words(asked: OfficeStorage) -> None:
    decide(asked)
    with changing(asked) as work:
        assert not work.requests.erase_message(OWNER.id, "500001")
        found = work.requests.decided_on(YEAR, 2)
        assert found
        assert (found.to_whom, found.message_id) == ("", "")
