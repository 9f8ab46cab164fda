"""Where a document's figures came from: who stated what when, and what was revised since."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.usecases.explaining import NoSuchDocument, NoSuchProject, explain
from messages.provenance import Statement, Story
from storage.records import Office, Person
from tests.support.desk import OFFICE, ROUND, Desk
from tests.support.identity import project_id
from tests.support.issuing import OWNER, add_round, earlier, send, write

OTHER = Person(UUID(int=8), "อรุณ แสงทอง", "owner")


def story(desk: Desk, data: bytes, no: int = 4) -> Story:
    (found,) = explain(desk.storage, data, no).stories
    return found


def spent(statement: Statement) -> list[tuple[str, str]]:
    return [(stated.text, stated.before) for stated in statement.figures if stated.question == "spent"]


def test_it_tells_who_stated_which_figure_when(desk: Desk) -> None:
    send(desk, 4, 740_600)
    sent_at = desk.now
    (statement,) = story(desk, write(desk).data).statements
    assert (statement.by, statement.at, statement.used) == ("มาลี ใจดี", sent_at, True)
    assert spent(statement) == [("7,406 บาท", "")]


def test_figures_are_named_as_the_form_named_them(desk: Desk) -> None:
    send(desk, 4, 740_600)
    (statement,) = story(desk, write(desk).data).statements
    assert [(stated.question, stated.text) for stated in statement.figures] == [
        ("status", "อยู่ระหว่างดำเนินการ"),
        ("spent", "7,406 บาท"),
    ]
    assert all(stated.label not in {"", stated.question} for stated in statement.figures)


def test_each_revision_tells_what_it_was_before(desk: Desk) -> None:
    send(desk, 4, 100_000)
    send(desk, 4, 740_600, by=OTHER)
    first, second = story(desk, write(desk).data).statements
    assert (spent(first), spent(second)) == ([("1,000 บาท", "")], [("7,406 บาท", "1,000 บาท")])
    assert ([first.used, second.used], [first.by, second.by]) == ([False, True], [OWNER.name, OTHER.name])


def test_a_revision_after_the_document_is_told(desk: Desk) -> None:
    send(desk, 4, 100_000)
    data = write(desk).data
    assert not story(desk, data).revised
    send(desk, 4, 740_600)
    after = story(desk, data)
    assert (after.revised, [statement.used for statement in after.statements]) == (True, [True, False])


def test_a_report_that_was_missing_then_is_told_when_it_has_come(desk: Desk) -> None:
    data = write(desk).data
    assert (story(desk, data).revised, story(desk, data).statements) == (False, ())
    send(desk, 4, 740_600)
    assert (story(desk, data).revised, story(desk, data).statements[0].used) == (True, False)


def test_what_earlier_rounds_of_the_year_said_is_told_first(desk: Desk) -> None:
    before = add_round(desk, earlier("2564-q1", 90, quarters=(1,)))
    send(desk, 4, 50_000, round_=before)
    send(desk, 4, 740_600)
    found = story(desk, write(desk).data)
    assert [(one.round_id, one.used, spent(one)) for one in found.statements] == [
        ("2564-q1", True, [("500 บาท", "")]),
        (ROUND.id, True, [("7,406 บาท", "")]),
    ]


def test_another_years_project_of_the_same_number_is_not_told(desk: Desk) -> None:
    before = add_round(desk, earlier("2563-6m", 365, fiscal_year=2563))
    send(desk, 4, 50_000, round_=before)
    data = write(desk).data
    assert story(desk, data).statements == ()
    send(desk, 4, 60_000, round_=before)
    assert not story(desk, data).revised


def test_somebody_who_was_removed_is_not_named(desk: Desk) -> None:
    send(desk, 4, 740_600)
    data = write(desk).data
    with desk.storage.office(OFFICE).work() as work:
        work.people.remove(OWNER.id)
        work.commit()
    assert story(desk, data).statements[0].by == ""


def test_without_a_number_every_project_is_told(desk: Desk) -> None:
    send(desk, 4, 740_600)
    found = explain(desk.storage, write(desk).data)
    assert [(one.no, len(one.statements)) for one in found.stories] == [(4, 1), (8, 0), (11, 0)]


def test_the_document_itself_is_told(desk: Desk) -> None:
    send(desk, 4, 740_600)
    written = write(desk, "docx")
    found = explain(desk.storage, written.data)
    assert (found.office_id, found.round_id, found.kind, found.draft) == (OFFICE, ROUND.id, "docx", True)
    assert (found.format, found.forms, found.written_at) == ("table", ("table 1",), desk.now)


def test_the_same_answers_again_are_the_document_they_were(desk: Desk) -> None:
    send(desk, 4, 740_600)
    first, written_at = write(desk).data, desk.now
    desk.wait(days=1)
    assert write(desk).data == first
    assert explain(desk.storage, first).written_at == written_at


def test_a_file_from_elsewhere_is_not_known(desk: Desk) -> None:
    with pytest.raises(NoSuchDocument):
        explain(desk.storage, write(desk).data + b" ")


def test_a_number_the_plan_does_not_have_is_refused(desk: Desk) -> None:
    data = write(desk).data
    with pytest.raises(NoSuchProject):
        explain(desk.storage, data, 99)


def test_a_project_the_plan_lost_is_still_told(desk: Desk) -> None:
    send(desk, 4, 740_600)
    data = write(desk).data
    with desk.storage.office(OFFICE).work() as work:
        work.plan.remove(2564, [project_id(4)], desk.now)
        work.commit()
    assert (story(desk, data).name, len(story(desk, data).statements)) == ("มอนเตสซอริ", 1)


def test_a_document_is_found_whichever_office_had_it_written(desk: Desk) -> None:
    with desk.storage.office("another").work() as work:
        work.office.save(Office("another", "สำนักงานอื่น", "สพป.อื่น", "table"))
        work.commit()
    assert explain(desk.storage, write(desk).data).office_id == OFFICE
