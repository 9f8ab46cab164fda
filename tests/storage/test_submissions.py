"""Reports: every revision is kept, the newest counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from storage.errors import Conflict, Refused
from storage.work import OfficeStorage
from tests.storage.samples import NOW, ROUND, YEAR, changing, id_of, report


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


def test_answered_projects_are_those_of_the_fiscal_year(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.save(replace(ROUND, id="2564-12m"))
        work.rounds.save(replace(ROUND, id="2563-6m", fiscal_year=2563))
        work.submissions.add(report(1))
        work.submissions.add(report(1, 2))
        work.submissions.add(report(2, round_id="2564-12m"))
        work.submissions.add(report(4, round_id="2563-6m"))
        assert work.submissions.answered(YEAR) == {1, 2}


def test_a_report_is_returned(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report(1))
        work.submissions.add(report(2))
        work.submissions.set_state(report(1).id, "returned")
        assert work.submissions.latest(ROUND.id) == {1: replace(report(1), state="returned"), 2: report(2)}


def test_an_unknown_state_is_refused(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.submissions.add(report())
    with pytest.raises(Refused), changing(office) as work:
        work.submissions.set_state(report().id, "lost")


def test_the_newest_of_some_projects_leaves_the_others_out(office: OfficeStorage) -> None:
    with office.work() as work:
        for no, revision in ((4, 1), (4, 2), (8, 1), (11, 1)):
            work.submissions.add(report(no, revision))
        newest = work.submissions.latest(ROUND.id, [4, 8, 99])
        assert {no: found.revision for no, found in newest.items()} == {4: 2, 8: 1}
        assert work.submissions.latest(ROUND.id, []) == {}
