"""Which status a text closes with: real offices' rows raise no false alarm."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files

import pytest

from messages.forms.checks import contradictions
from messages.forms.form import ProjectFacts
from messages.forms.told_status import closing_item, disagrees, told_status
from tests.support.answers import answers
from tests.support.printed import KHONKAEN, RAYONG, progress_texts

SAMPLES = {KHONKAEN: "khonkaen2", RAYONG: "rayong2"}


def chosen(report: str) -> Mapping[int, str]:
    """The status of each project, by its number."""
    table = (files("messages.samples") / SAMPLES[report] / "answers.csv").read_text("utf-8-sig")
    return {int(row["no"]): row["status"] for row in csv.DictReader(table.splitlines())}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("- เสร็จสิ้นโครงการ/รายงานผลการดำเนินงานเรียบร้อยแล้ว", "done"),
        ("- จัดอบรม 2 รุ่น\n- จบโครงการ/สรุปรายงานผลการดำเนินโครงการเรียบร้อยแล้ว", "done"),
        ("เสร็จสิ้นการดำเนินโครงการ", "done"),
        ("ดำเนินการเสร็จเรียบร้อยแล้ว", "done"),
        ("ยังไม่ได้ดำเนินการ", "not_started"),
        ("- จัดทำคำสั่ง - อยู่ระหว่างดำเนินโครงการ", "in_progress"),
        ("เลื่อนระยะเวลาการดำเนินโครงการ", "postponed"),
        ("ยกเลิกโครงการ", "cancelled"),
    ],
)
def test_the_closing_item_states_a_status(said: str, status: str) -> None:
    assert told_status(said) == status


@pytest.mark.parametrize(
    "said",
    [
        *("จัดอบรมแล้ว 1 รุ่น", "ดำเนินการเสร็จสิ้นแล้ว 2 กิจกรรม", "จบโครงการ ระยะที่ 1", "เสร็จสิ้นโครงการแล้ว รอสรุปเล่ม", ""),
        *("- จบโครงการ\n- จัดทำรูปเล่ม", "ดำเนินการเรียบร้อยแล้วตามที่กำหนด 3 โรงเรียน", "-", "กิจกรรมที่ 1 ดำเนินการเสร็จแล้ว"),
        *("เสร็จสิ้นโครงการและยังไม่ได้รายงานผล", "อยู่ระหว่างดำเนินการจัดซื้อ", f"จบโครงการ/{'ก' * 300}"),
    ],
)
def test_what_tells_of_a_part_states_no_status(said: str) -> None:
    assert told_status(said) == ""


def test_of_the_real_rows_only_those_that_contradict_themselves_are_asked_about() -> None:
    alarms = {
        (report, no, closing_item(said))
        for report in SAMPLES
        for no, said in progress_texts(report).items()
        if disagrees(chosen(report)[no], said)
    }
    assert alarms == {
        (RAYONG, 23, "เสร็จสิ้นโครงการ/รายงานผลการดำเนินงานเรียบร้อยแล้ว"),
        (RAYONG, 38, "เสร็จสิ้นการดำเนินโครงการ"),
    }


@pytest.mark.parametrize(
    ("status", "said", "odd"),
    [
        ("in_progress", "- จบโครงการแล้ว", True),
        ("done", "ยังไม่ได้ดำเนินการ", True),
        ("done", "อยู่ระหว่างดำเนินการ", True),
        ("not_started", "อยู่ระหว่างดำเนินการ", True),
        ("in_progress", "อยู่ระหว่างดำเนินการ", False),
        ("done", "จบโครงการแล้ว", False),
        ("postponed", "เลื่อนโครงการ", False),
        ("", "จบโครงการแล้ว", False),
    ],
)
def test_a_status_and_its_text_are_compared_without_any_money(status: str, said: str, odd: bool) -> None:
    facts = ProjectFacts(2564, (1, 2), 100)
    found = contradictions(facts, answers({"status": status, "progress": said} if status else {"progress": said}))
    assert [item.rule for item in found] == (["status_against_text"] if odd else [])
