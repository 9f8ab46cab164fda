"""What an earlier release kept of answers goes on as if nothing had happened: drafts, reports, documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from bot.conversation.events import MessageUnsent, TextReceived
from bot.usecases.reports.explaining import explain
from bot.usecases.rounds import compile_figures
from messages.documents.exports import export_json
from storage.engine.connections import migrating_engine
from tests.storage.engine.test_schema import move
from tests.support.report_steps import send, write
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness

BEFORE_VALUES = "0016"


def upgrade(harness: UsecaseHarness) -> None:
    """Leaves the database as the release before values had it, and brings it to this one."""
    engine = migrating_engine(harness.storage._url)
    with engine.begin() as connection:
        move(connection, command.downgrade, BEFORE_VALUES)
    engine.dispose()
    harness.storage.migrate()


@pytest.fixture
def narrative(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """An office whose owners tell items."""
    with open_harness(tmp_path, form="narrative") as harness:
        yield harness


def test_a_draft_begun_before_goes_on_where_it_was_and_is_sent(narrative: UsecaseHarness) -> None:
    nida = narrative.enrolled("U1", "นิดา", projects="4")
    narrative.say(nida, "รายงาน", "2", "ครู 120 คน", "เสร็จแล้ว", "ดี", "เสร็จแล้ว", "ร้อยละ 80", "เสร็จแล้ว")
    narrative.say(nida, "กิจกรรมหลักที่ 1 อบรมครู\nรุ่น 1", "ถัดไป")
    upgrade(narrative)
    assert "กิจกรรมหลักที่ 2: นิเทศ" in narrative.say(nida, "นิเทศ\n12 โรงเรียน")
    assert "74.06" in narrative.say(nida, "เสร็จแล้ว", "74.06")
    narrative.say(nida, "74.06", "ทำครบ", "เสร็จแล้ว", *(["ข้าม"] * 4), "ยืนยัน")
    with narrative.storage.office(OFFICE).reading() as work:
        (sent, *_) = export_json(compile_figures(work, ROUND))["projects"]
    assert (sent["state"], sent["spent_total"], sent["answers"]["output"]) == ("submitted", "74.06", "ครู 120 คน")
    assert sent["items"] == {
        "activities": [{"title": "อบรมครู", "text": "รุ่น 1"}, {"title": "นิเทศ", "text": "12 โรงเรียน"}]
    }


def test_a_message_of_a_report_sent_before_can_still_be_taken_back(tmp_path: Path) -> None:
    with open_harness(tmp_path, form="table") as harness:
        nida = harness.enrolled("U1", "นิดา", projects="4")
        harness.say(nida, "รายงาน", "2", "500")
        harness.hear(nida, TextReceived, "message-1", "ผิดคน")
        harness.say(nida, "พิมพ์ต่อ", "อบรมครู", "เสร็จแล้ว", "ยืนยัน")
        upgrade(harness)
        harness.hear(nida, MessageUnsent, "message-1", token=None)
        with harness.storage.office(OFFICE).reading() as work:
            (sent, *_) = export_json(compile_figures(work, ROUND))["projects"]
        assert sent["answers"] == {"status": "in_progress", "spent": "500.00", "progress": "อบรมครู"}


def test_the_same_answers_are_the_same_document_and_one_written_before_is_explained(tmp_path: Path) -> None:
    with open_harness(tmp_path, form="table") as harness:
        send(harness, 4, 740_600)
        before = {kind: write(harness, kind).data for kind in ("docx", "xlsx", "pdf")}
        told = {kind: explain(harness.storage, data) for kind, data in before.items()}
        upgrade(harness)
        assert {kind: write(harness, kind).data for kind in before} == before
        assert {kind: explain(harness.storage, data) for kind, data in before.items()} == told
