"""สพป.ระยอง เขต 2: eight projects reported quarter 1, five of them the 6-month round. What was told stays told.

Those five spent 42,640 baht by then; the three that are missing had spent 86,430 in quarter 1: 129,070 in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from bot.usecases.notices.round_facts import read_facts
from bot.usecases.notices.summaries import compose_summary
from bot.usecases.reports.auditing import file_findings, round_findings
from bot.usecases.reports.compiling import official_report
from bot.usecases.rounds import compile_figures
from messages.documents.exports import export_csv, export_json
from messages.documents.official import FORMATS
from messages.plans.reading import read_plan
from messages.samples import sample
from messages.sheets.reading import read_sheets
from messages.thai.amounts import Amount, read_amount
from storage.records import Round, Submission
from storage.work import Work
from tests.support.answers import stored
from tests.support.identity import kept, project_id
from tests.support.report_steps import OWNER
from tests.support.usecase_harness import OFFICE, UsecaseHarness, open_harness

FIRST = Round("2566-q1", 2566, (1,), date(2022, 12, 15), date(2022, 12, 31))
SECOND = Round("2566-6m", 2566, (1, 2), date(2023, 3, 15), date(2023, 3, 31))
MISSING = {2, 4, 6}
KNOWN = 129_070
FORMS = tuple(FORMATS)


@pytest.fixture(params=FORMS)
def rayong(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UsecaseHarness]:
    """Its office, printing in each of the formats."""
    with open_harness(tmp_path, form=request.param) as harness:
        with harness.storage.office(OFFICE).work() as work:
            _play(work, harness)
            work.commit()
        yield harness


def _play(work: Work, harness: UsecaseHarness) -> None:
    office = sample("rayong2")
    plan = [found for found in read_plan(read_sheets(office.plan, "plan.xlsx")).projects if found.no <= 8]
    work.people.save(OWNER)
    work.plan.save(2566, [kept(project) for project in plan])
    for round_, left_out in ((FIRST, set[int]()), (SECOND, MISSING)):
        work.rounds.save(round_)
        for no in sorted({project.no for project in plan} - left_out):
            asked = f"spent_q{max(round_.quarters)}"
            answers = stored({"status": "in_progress", asked: _satang(office.answers[no][asked])})
            sent = Submission(
                uuid4(), round_.id, project_id(no), 1, OWNER.id, "quarterly-plan", 1, answers, harness.now
            )
            work.submissions.add(sent)
    work.rounds.close(FIRST.id, harness.now)


def _satang(text: str) -> int:
    reading = read_amount(text)
    assert isinstance(reading, Amount)
    return reading.satang


def export(harness: UsecaseHarness, round_: Round = SECOND) -> Mapping[str, Any]:
    with harness.storage.office(OFFICE).reading() as work:
        return export_json(compile_figures(work, round_))


def workbook(harness: UsecaseHarness) -> bytes:
    with harness.storage.office(OFFICE).reading() as work:
        return official_report(work, SECOND, "xlsx", harness.now, harness.ports.photos.get).data


def words(data: bytes) -> list[str]:
    """Every text of the workbook."""
    cells = (
        cell for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows(values_only=True) for cell in row
    )
    return [cell for cell in cells if isinstance(cell, str)]


def numbers(data: bytes) -> list[float]:
    cells = (cell for sheet in read_sheets(data, "report.xlsx") for row in sheet.rows for cell in row)
    return [cell for cell in cells if isinstance(cell, int | float)]


def test_the_whole_is_what_both_rounds_told(rayong: UsecaseHarness) -> None:
    totals = export(rayong)["totals"]
    assert totals["spent"] == f"{KNOWN}.00"
    assert sum(float(group["spent"]) for group in totals["by_group"]) == KNOWN


def test_the_projects_add_up_to_the_whole(rayong: UsecaseHarness) -> None:
    told = export(rayong)
    for column, total in (("spent_total", "spent"), ("remaining", "remaining"), ("budget", "budget")):
        assert sum(float(row[column]) for row in told["projects"]) == float(told["totals"][total])


def test_what_is_carried_is_marked_with_its_quarter(rayong: UsecaseHarness) -> None:
    rows = {row["no"]: row for row in export(rayong)["projects"]}
    assert {no for no, row in rows.items() if row["carried_from"] == 1} == MISSING
    assert (rows[4]["spent_total"], rows[4]["state"]) == ("21440.00", "missing")


def test_every_sentence_of_the_document_tells_the_same(rayong: UsecaseHarness) -> None:
    told = [text for text in words(workbook(rayong)) if "คิดเป็นร้อยละ" in text and "คงเหลือ" in text]
    assert told
    for text in told:
        assert "129,070 บาท" in text.replace("๑๒๙,๐๗๐", "129,070")
        assert "รายงานแล้ว 5 จาก 8 โครงการ" in text.replace("๕ จาก ๘", "5 จาก 8")
        assert "86,430 บาท" in text.replace("๘๖,๔๓๐", "86,430")


def test_the_document_holds_the_whole_and_never_the_part(rayong: UsecaseHarness) -> None:
    data = workbook(rayong)
    assert 42_640 not in numbers(data)
    assert not [text for text in words(data) if "42,640" in text or "๔๒,๖๔๐" in text]
    assert any("ยอดถึงไตรมาสที่ 1" in text for text in words(data))


def test_a_round_counts_by_the_quarters_it_tells_of_whenever_it_was_opened(rayong: UsecaseHarness) -> None:
    with rayong.storage.office(OFFICE).work() as work:
        work.rounds.save(replace(FIRST, opens=SECOND.opens + timedelta(days=3), deadline=date(2023, 4, 9)))
        work.commit()
    assert export(rayong)["totals"]["spent"] == f"{KNOWN}.00"
    assert export(rayong, FIRST)["totals"]["spent"] == "94320.00"


def test_the_comparison_rises_from_quarter_to_quarter(rayong: UsecaseHarness) -> None:
    rows = load_workbook(BytesIO(workbook(rayong)))["เปรียบเทียบ"].iter_rows(min_row=3, max_row=4, values_only=True)
    assert [row[3] for row in rows] == [94_320, KNOWN]


def test_the_card_tells_the_same(rayong: UsecaseHarness) -> None:
    with rayong.storage.office(OFFICE).reading() as work:
        office = work.office.load()
        assert office is not None
        card = compose_summary(read_facts(work, office, SECOND, rayong.now), names_people=False)
    assert "เบิกจ่าย 129,070 จาก" in card.alt
    assert "รวมยอดถึงไตรมาสที่ 1 ของ 3 โครงการที่ยังไม่รายงานยอดรอบนี้: 86,430 บาท" in card.alt


@pytest.fixture
def without_no_4(rayong: UsecaseHarness) -> UsecaseHarness:
    """A new plan holds no. 4 no more, of which 21,440 baht were reported in quarter 1."""
    with rayong.storage.office(OFFICE).work() as work:
        work.plan.remove(2566, [project_id(4)], rayong.now)
        work.commit()
    return rayong


def test_what_a_new_plan_took_out_is_told_beside_every_total(without_no_4: UsecaseHarness) -> None:
    told = [text for text in words(workbook(without_no_4)) if "คิดเป็นร้อยละ" in text and "คงเหลือ" in text]
    assert told
    for text in told:
        assert "107,630 บาท" in text.replace("๑๐๗,๖๓๐", "107,630")
        left_out = "ทั้งนี้ไม่รวมยอดเบิกจ่าย จำนวน 21,440 บาท ของ 1 โครงการที่ตัดออกจากแผนแล้ว"
        assert left_out in text.replace("๒๑,๔๔๐", "21,440").replace("ของ ๑ ", "ของ 1 ")


def test_every_round_of_the_comparison_says_what_it_leaves_out(without_no_4: UsecaseHarness) -> None:
    notes = [text for text in words(workbook(without_no_4)) if "เดือน ปี 2566: ทั้งนี้ไม่รวม" in text]
    assert [note.partition(":")[0] for note in notes] == ["รอบ 3 เดือน ปี 2566", "รอบ 6 เดือน ปี 2566"]


def test_exports_tell_what_the_plan_holds_no_more(without_no_4: UsecaseHarness) -> None:
    assert [(one["no"], one["spent"]) for one in export(without_no_4)["removed"]] == [(4, "21440.00")]
    with without_no_4.storage.office(OFFICE).reading() as work:
        closing = export_csv(compile_figures(work, SECOND)).splitlines()[-1]
    assert '"ไม่รวม 1 โครงการ 21440.00"' in closing


def test_card_and_audit_tell_what_the_plan_holds_no_more(without_no_4: UsecaseHarness) -> None:
    with without_no_4.storage.office(OFFICE).reading() as work:
        office, found = work.office.load(), round_findings(work, SECOND)
        assert office is not None
        card = compose_summary(read_facts(work, office, SECOND, without_no_4.now), names_people=False)
    assert "ไม่รวมยอดของ 1 โครงการที่ตัดออกจากแผนแล้ว: 21,440 บาท" in card.alt
    assert [finding.found for finding in found if finding.rule == "removed"] == ["21440.00"]


def test_the_document_without_it_is_explained_with_it(without_no_4: UsecaseHarness) -> None:
    with without_no_4.storage.office(OFFICE).reading() as work:
        sources = official_report(
            work, SECOND, "xlsx", without_no_4.now, without_no_4.ports.photos.get
        ).document.sources
    assert project_id(4) in {source.project_id for source in sources}


def test_the_audit_of_files_is_silent_on_document_and_export(rayong: UsecaseHarness) -> None:
    with rayong.storage.office(OFFICE).reading() as work:
        csv = export_csv(compile_figures(work, SECOND)).encode()
    for data, name in ((workbook(rayong), "report.xlsx"), (csv, "report.csv")):
        assert [finding.text for finding in file_findings(data, name)] == []
