"""Where a document's figures came from: who stated what when, and what was revised since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from bot.usecases.reports.explaining import NoSuchDocument, NoSuchProject, explain
from messages.figures.provenance import ProjectHistory, Statement
from storage.records import Office, Person
from tests.support.identity import project_id
from tests.support.report_steps import OWNER, add_round, earlier, send, write
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness

OTHER = Person(UUID(int=8), "อรุณ แสงทอง", "owner")


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """An office whose form has an official document."""
    with open_harness(tmp_path, form="table") as harness:
        yield harness


def history(harness: UsecaseHarness, data: bytes, no: int = 4) -> ProjectHistory:
    (found,) = explain(harness.storage, data, no).histories
    return found


def spent(statement: Statement) -> list[tuple[str, str]]:
    return [(stated.text, stated.before) for stated in statement.figures if stated.question == "spent"]


def test_it_tells_who_stated_which_figure_when(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    sent_at = harness.now
    (statement,) = history(harness, write(harness).data).statements
    assert (statement.by, statement.at, statement.used) == ("มาลี ใจดี", sent_at, True)
    assert spent(statement) == [("7,406 บาท", "")]


def test_figures_are_named_as_the_form_named_them(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    (statement,) = history(harness, write(harness).data).statements
    assert [(stated.question, stated.text) for stated in statement.figures] == [
        ("status", "อยู่ระหว่างดำเนินการ"),
        ("spent", "7,406 บาท"),
    ]
    assert all(stated.label not in {"", stated.question} for stated in statement.figures)


def test_the_reason_for_a_figure_is_told_with_it(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600, reason_over_plan="จัดก่อนกำหนด")
    (statement,) = history(harness, write(harness).data).statements
    assert [(stated.label, stated.text) for stated in statement.figures][2:] == [("เหตุผลที่เบิกจ่ายเกินแผน", "จัดก่อนกำหนด")]


def test_each_revision_tells_what_it_was_before(harness: UsecaseHarness) -> None:
    send(harness, 4, 100_000)
    send(harness, 4, 740_600, by=OTHER)
    first, second = history(harness, write(harness).data).statements
    assert (spent(first), spent(second)) == ([("1,000 บาท", "")], [("7,406 บาท", "1,000 บาท")])
    assert ([first.used, second.used], [first.by, second.by]) == ([False, True], [OWNER.name, OTHER.name])


def test_a_revision_after_the_document_is_told(harness: UsecaseHarness) -> None:
    send(harness, 4, 100_000)
    data = write(harness).data
    assert not history(harness, data).revised
    send(harness, 4, 740_600)
    after = history(harness, data)
    assert (after.revised, [statement.used for statement in after.statements]) == (True, [True, False])


def test_a_report_that_was_missing_then_is_told_when_it_has_come(harness: UsecaseHarness) -> None:
    data = write(harness).data
    assert (history(harness, data).revised, history(harness, data).statements) == (False, ())
    send(harness, 4, 740_600)
    assert (history(harness, data).revised, history(harness, data).statements[0].used) == (True, False)


def test_what_earlier_rounds_of_the_year_said_is_told_first(harness: UsecaseHarness) -> None:
    before = add_round(harness, earlier("2564-q1", 90, quarters=(1,)))
    send(harness, 4, 50_000, round_=before)
    send(harness, 4, 740_600)
    found = history(harness, write(harness).data)
    assert [(one.round_id, one.used, spent(one)) for one in found.statements] == [
        ("2564-q1", True, [("500 บาท", "")]),
        (ROUND.id, True, [("7,406 บาท", "")]),
    ]


def test_another_years_project_of_the_same_number_is_not_told(harness: UsecaseHarness) -> None:
    before = add_round(harness, earlier("2563-6m", 365, fiscal_year=2563))
    send(harness, 4, 50_000, round_=before)
    data = write(harness).data
    assert history(harness, data).statements == ()
    send(harness, 4, 60_000, round_=before)
    assert not history(harness, data).revised


def test_somebody_who_was_removed_is_not_named(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    data = write(harness).data
    with harness.storage.office(OFFICE).work() as work:
        work.people.remove(OWNER.id)
        work.commit()
    assert history(harness, data).statements[0].by == ""


def test_without_a_number_every_project_is_told(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    found = explain(harness.storage, write(harness).data)
    assert [(one.no, len(one.statements)) for one in found.histories] == [(4, 1), (8, 0), (11, 0)]


def test_the_document_itself_is_told(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    written = write(harness, "docx")
    found = explain(harness.storage, written.data)
    assert (found.office_id, found.round_id, found.kind, found.draft) == (OFFICE, ROUND.id, "docx", True)
    assert (found.format, found.forms, found.written_at) == ("table", ("cumulative 1",), harness.now)


def test_the_same_answers_again_are_the_document_they_were(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    first, written_at = write(harness).data, harness.now
    harness.wait(days=1)
    assert write(harness).data == first
    assert explain(harness.storage, first).written_at == written_at


def test_a_file_from_elsewhere_is_not_known(harness: UsecaseHarness) -> None:
    with pytest.raises(NoSuchDocument):
        explain(harness.storage, write(harness).data + b" ")


def test_a_number_the_plan_does_not_have_is_refused(harness: UsecaseHarness) -> None:
    data = write(harness).data
    with pytest.raises(NoSuchProject):
        explain(harness.storage, data, 99)


def test_a_project_the_plan_lost_is_still_told(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    data = write(harness).data
    with harness.storage.office(OFFICE).work() as work:
        work.plan.remove(2564, [project_id(4)], harness.now)
        work.commit()
    assert (history(harness, data).name, len(history(harness, data).statements)) == ("มอนเตสซอริ", 1)


def test_a_document_is_found_whichever_office_had_it_written(harness: UsecaseHarness) -> None:
    with harness.storage.office("another").work() as work:
        work.office.save(Office("another", "สำนักงานอื่น", "สพป.อื่น", "table"))
        work.commit()
    assert explain(harness.storage, write(harness).data).office_id == OFFICE
