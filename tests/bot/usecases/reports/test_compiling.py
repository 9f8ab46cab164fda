"""What an official document is made of and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storage.records import Office, Project, SummaryPolicy
from tests.support.identity import project_id
from tests.support.report_steps import add_round, earlier, send, write
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """An office whose form has an official document."""
    with open_harness(tmp_path, form="table") as harness:
        yield harness


def compared(data: bytes) -> list[str]:
    """The rounds of the comparison's lines; none where there is no such sheet."""
    book = load_workbook(BytesIO(data))
    if "เปรียบเทียบ" not in book.sheetnames:
        return []
    names = [row[0] for row in book["เปรียบเทียบ"].iter_rows(min_row=3, values_only=True)]
    return [str(name) for name in names if name]


def aim_for(harness: UsecaseHarness, *targets: int) -> None:
    first, second, third, fourth = map(Decimal, targets)
    with harness.storage.office(OFFICE).work() as work:
        office = Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", "table")
        work.office.save(replace(office, summary=SummaryPolicy(targets=(first, second, third, fourth))))
        work.commit()


def test_the_document_is_known_by_the_hash_of_its_bytes(harness: UsecaseHarness) -> None:
    written = write(harness)
    assert written.document.sha256 == sha256(written.data).hexdigest()


def test_each_row_remembers_the_submission_it_came_from(harness: UsecaseHarness) -> None:
    send(harness, 4, 100_000)
    send(harness, 4, 740_600)
    send(harness, 8, 1_000)
    with harness.storage.office(OFFICE).reading() as work:
        latest = work.submissions.latest(ROUND.id)
    four, eight = project_id(4), project_id(8)
    assert [
        (one.project_id, one.revision, one.submission_id, one.form, one.form_version)
        for one in write(harness).document.sources
    ] == [(four, 2, latest[four].id, "cumulative", 1), (eight, 1, latest[eight].id, "cumulative", 1)]


def test_it_is_compared_with_earlier_rounds_of_the_year_and_the_same_round_of_the_year_before(
    harness: UsecaseHarness,
) -> None:
    add_round(harness, earlier("2564-q1", 90, quarters=(1,)))
    add_round(harness, earlier("2563-6m", 365, fiscal_year=2563))
    add_round(harness, earlier("2563-12m", 200, fiscal_year=2563, quarters=(3, 4)))
    add_round(harness, earlier("2564-9m", -90, quarters=(3,)))
    assert compared(write(harness).data) == ["รอบ 6 เดือน ปี 2563", "รอบ 3 เดือน ปี 2564", "รอบ 6 เดือน ปี 2564"]


def test_it_is_compared_with_the_offices_targets(harness: UsecaseHarness) -> None:
    assert compared(write(harness).data) == []
    aim_for(harness, 32, 54, 77, 100)
    assert compared(write(harness).data) == ["รอบ 6 เดือน ปี 2564"]


@pytest.mark.parametrize(("spent", "sources"), [(0, set()), (740_600, {4})])
def test_a_project_the_plan_lost_is_a_source_where_its_money_is_spoken_of(
    harness: UsecaseHarness, spent: int, sources: set[int]
) -> None:
    send(harness, 4, spent)
    with harness.storage.office(OFFICE).work() as work:
        work.plan.save(2564, [Project(8, "รับนักเรียน", 1_000_000, id=project_id(8))])
        work.plan.remove(2564, [project_id(4)], harness.now)
        work.commit()
    assert {source.project_id for source in write(harness).document.sources} == {project_id(no) for no in sources}
