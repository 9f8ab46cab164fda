"""Reports: every revision is kept, the newest counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from storage.errors import Conflict
from storage.records import Submission
from storage.vocabulary import SubmissionState
from storage.work import OfficeStorage
from tests.storage.samples import NOW, PLANNER, ROUND, changing, id_of, report
from tests.support.answers import stored


def of_messages(sent: Submission, *message_ids: str) -> Submission:
    """The report, its text put together from these messages."""
    parts = ({"question": "progress", "message_id": message_id, "text": "ดำเนินการแล้ว"} for message_id in message_ids)
    return replace(sent, parts=tuple(parts))


def test_a_report_comes_back_as_it_was_added(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report())
    with office.reading() as work:
        assert work.submissions.latest_of(ROUND.id, 1) == report()


def test_a_moment_comes_back_in_utc_to_the_microsecond(office: OfficeStorage) -> None:
    bangkok = NOW.astimezone(timezone(timedelta(hours=7)))
    with changing(office) as work:
        work.submissions.add(replace(report(), submitted_at=bangkok))
        found = work.submissions.latest_of(ROUND.id, 1)
    assert found is not None
    assert found.submitted_at.isoformat() == "2021-03-20T02:00:00.123456+00:00"


def test_the_newest_revision_of_each_project_counts(office: OfficeStorage) -> None:
    with changing(office) as work:
        for no, revision in ((1, 2), (1, 1), (4, 1), (1, 10)):
            work.submissions.add(report(no, revision))
        assert work.submissions.latest(ROUND.id) == {1: report(1, 10), 4: report(4, 1)}
        assert work.submissions.latest_of(ROUND.id, 1) == report(1, 10)


def test_a_correction_keeps_when_the_report_was_sent_first_and_whether_that_was_late(office: OfficeStorage) -> None:
    later = NOW + timedelta(days=9)
    with changing(office) as work:
        work.submissions.add(report(1, 1))
        work.submissions.add(replace(report(1, 2), submitted_at=later, late=True))
        work.submissions.add(replace(report(4, 1), submitted_at=later, late=True))
        found = (
            work.submissions.latest(ROUND.id)[1],
            work.submissions.latest(ROUND.id, [1])[1],
            work.submissions.latest_until(ROUND.id, later)[1],
            work.submissions.latest_of(ROUND.id, 1),
        )
        assert [one and (one.first_at, one.submitted_at, one.late) for one in found] == [(NOW, later, False)] * 4
        assert [one.submitted_at for one in work.submissions.revisions(ROUND.id, 1)] == [NOW, later]
        late = work.submissions.latest(ROUND.id)[4]
        assert (late.first_at, late.submitted_at, late.late) == (later, later, True)


def test_the_same_project_in_another_round_is_sent_first_there(office: OfficeStorage) -> None:
    later, other = NOW + timedelta(days=9), replace(ROUND, id="another")
    with changing(office) as work:
        work.rounds.save(other)
        work.submissions.add(report(1, 1))
        work.submissions.add(replace(report(1, 1), id=id_of("another"), round_id="another", submitted_at=later))
        assert [work.submissions.latest(round_id)[1].first_at for round_id in (ROUND.id, "another")] == [NOW, later]


def test_a_project_not_reported_has_no_report(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.submissions.latest_of(ROUND.id, 1) is None
        assert work.submissions.latest(ROUND.id) == {}
        assert work.submissions.revisions(ROUND.id, 1) == ()


def test_every_revision_is_kept(office: OfficeStorage) -> None:
    with changing(office) as work:
        for revision in (2, 1):
            work.submissions.add(report(1, revision))
        work.submissions.add(report(2, 1))
        assert work.submissions.revisions(ROUND.id, 1) == (report(1, 1), report(1, 2))


def test_adding_the_same_report_again_changes_nothing(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report())
        work.submissions.add(replace(report(), answers={}))
        assert work.submissions.revisions(ROUND.id, 1) == (report(),)


def test_a_revision_already_taken_is_a_conflict(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report())
    with pytest.raises(Conflict), changing(office) as work:
        work.submissions.add(replace(report(), id=id_of("somebody else's")))


def test_a_report_is_returned(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report(1))
        work.submissions.add(report(2))
        work.submissions.set_state(report(1).id, SubmissionState.RETURNED)
        assert work.submissions.latest(ROUND.id) == {
            1: replace(report(1), state=SubmissionState.RETURNED),
            2: report(2),
        }


def test_an_unknown_state_is_refused(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report())
    with pytest.raises(ValueError, match="lost"), changing(office) as work:
        work.submissions.set_state(report().id, "lost")


def test_the_newest_of_some_projects_leaves_the_others_out(office: OfficeStorage) -> None:
    with office.work() as work:
        for no, revision in ((4, 1), (4, 2), (8, 1), (11, 1)):
            work.submissions.add(report(no, revision))
        newest = work.submissions.latest(ROUND.id, [4, 8, 99])
        assert {no: found.revision for no, found in newest.items()} == {4: 2, 8: 1}
        assert work.submissions.latest(ROUND.id, []) == {}


def test_a_report_keeps_the_messages_it_came_from(office: OfficeStorage) -> None:
    sent = of_messages(report(), "500001", "500002")
    with changing(office) as work:
        work.submissions.add(sent)
    with office.reading() as work:
        assert work.submissions.revisions(ROUND.id, 1) == (sent,)


def test_every_revision_with_a_part_of_a_message_is_found(office: OfficeStorage) -> None:
    first, again = of_messages(report(1, 1), "500001"), of_messages(report(1, 2), "500001", "500002")
    other, bare = of_messages(report(2), "500003"), report(4)
    with changing(office) as work:
        for sent in (again, first, other, bare, replace(of_messages(report(2, 2), "500001"), person_id=PLANNER.id)):
            work.submissions.add(sent)
        assert work.submissions.having_message(bare.person_id, "500001") == (first, again)
        assert work.submissions.having_message(bare.person_id, "50000") == ()
        assert work.submissions.messages_of(bare.person_id) == {"500001", "500002", "500003"}
        assert work.submissions.messages_of(id_of("nobody")) == frozenset()


def test_a_rewritten_report_holds_nothing_of_what_was_taken_back(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(of_messages(report(1), "500001", "500002"))
        work.submissions.add(of_messages(report(2), "500001"))
        left = of_messages(report(1), "500002").parts
        work.submissions.rewrite(report(1).id, stored(spent=5), left)
        expected = {1: replace(report(1), answers=stored(spent=5), parts=left), 2: of_messages(report(2), "500001")}
        assert work.submissions.latest(ROUND.id) == expected
