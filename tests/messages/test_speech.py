"""What whole messages ask for (speech.toml of this folder), and what a correction names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import perf_counter

import pytest

from messages.slips import meant_word
from messages.speech import Correction, is_no_answer, listen, read_correction
from messages.words import Instruction, Keyword

SPOKEN = tomllib.loads(Path(__file__).with_name("speech.toml").read_text("utf-8"))
KINDS = (
    "asking",
    "correction",
    "greeting",
    "thanks",
    "noted",
    "later",
    "contact",
    "not_mine",
    "hand_over",
    "other_project",
)


@pytest.mark.parametrize("kind", [kind for kind in SPOKEN if kind != "answer"])
def test_whole_messages_ask_for_what_they_say(kind: str) -> None:
    heard = {said: listen(said) for said in SPOKEN[kind]}
    assert {said: one and one.keyword for said, one in heard.items() if one is None or one.keyword != kind} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_said_in_twenty_ways(kind: str) -> None:
    assert len(set(SPOKEN[kind])) >= 20


def test_what_tells_of_the_project_asks_for_nothing() -> None:
    assert {said: heard for said in SPOKEN["answer"] if (heard := listen(said))} == {}


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("ไม่ใช่ 30,000", Correction(was="30,000")),
        ("เอ๊ะ ไม่ใช่ ๓๐,๐๐๐ บาทถ้วนค่ะ", Correction(was="30,000บาทถ้วน")),
        ("ไม่ใช่ 30,000 เป็น 25,000", Correction("30,000", "25,000")),
        ("แก้จาก 30,000 เป็น 25,000 ครับ", Correction("30,000", "25,000")),
        ("แก้เป็น 25,000", Correction(right="25,000")),
        ("พิมพ์ผิดค่ะ ที่ถูกคือสองหมื่นห้าพัน", Correction(right="สองหมื่นห้าพัน")),
        ("30,000 ผิด", Correction(was="30,000")),
        ("ยอดผิดค่ะ", Correction(about="amount")),
        ("เลือกสถานะผิด", Correction(about="status")),
        ("ข้อ 2 ผิดครับ", Correction(item=2)),
        ("ไม่ใช่ค่ะ 25,000", Correction(right="25,000")),
        ("พิมพ์ผิด", Correction()),
    ],
)
def test_a_correction_names_what_is_wrong_and_what_is_right(said: str, named: Correction) -> None:
    assert read_correction(said) == named


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ยืนยน", "ยืนยัน"),
        ("ยืนยัรน", "ยืนยัน"),
        ("ยืนยันน", "ยืนยัน"),
        ("เสร้จแล้ว", "เสร็จแล้ว"),
        ("เสร็จแลว้", "เสร็จแล้ว"),
        ("รายงาร", "รายงาน"),
        ("รายงาร 4 ครับ", "รายงาน 4"),
        ("ย้อนกลบ", "ย้อนกลับ"),
        ("ยกเลก", "ยกเลิก"),
    ],
)
def test_a_command_one_letter_wrong_is_recognised(said: str, meant: str) -> None:
    assert meant_word(said) == meant


@pytest.mark.parametrize(
    "said", ["รอเอกสาร", "ยืนยัน", "รายการ", "รายได้", "สถานี", "ยืน", "ยืนกราน", "เสร็จ", "อบรมครู", "12500", "", "ก" * 5000]
)
def test_what_is_a_word_of_its_own_is_no_slip(said: str) -> None:
    assert meant_word(said) == ""


@pytest.mark.parametrize(
    ("said", "keyword"), [("สถาณะ", Keyword.STATUS), ("ช่วยเหลอ", Keyword.HELP), ("โครงการขอฉัน", Keyword.PROJECTS)]
)
def test_a_harmless_command_is_done_whatever_letter_slipped(said: str, keyword: Keyword) -> None:
    assert listen(said) == Instruction(keyword)


@pytest.mark.parametrize(
    "said",
    [
        "20000",
        "20,000 บาท",
        "๒๐,๐๐๐",
        "45%",
        "ร้อยละ 45",
        "สองหมื่นบาท",
        "25 มี.ค. 2564",
        "25/3/2564",
        "ใช่",
        "ไม่",
        "ถัดไป",
        "ลบรูป 1",
        "555",
    ],
)
def test_a_figure_a_date_or_a_command_alone_is_no_long_text(said: str) -> None:
    assert is_no_answer("ทำอะไรไปแล้วบ้าง", said)


@pytest.mark.parametrize(
    "said",
    [
        "40 คน",
        "-",
        "ไม่มี",
        "อบรม 20,000 บาท",
        "เบิก 20,000 บาทแล้ว",
        "สอง",
        "ปี 2564 จัด 2 ครั้ง",
        "25 มี.ค. 2564 จัดอบรม",
        "ยังไม่ได้ดำเนินการ",
    ],
)
def test_what_tells_of_something_is_a_long_text(said: str) -> None:
    assert not is_no_answer("ทำอะไรไปแล้วบ้าง", said)


def test_a_percent_answers_what_is_measured() -> None:
    assert not is_no_answer("ดัชนีชี้วัดความสำเร็จได้ผลอย่างไร", "ร้อยละ 95")


@pytest.mark.parametrize("said", ["ไม่เข้าใจ" * 13, "ต้องใส่" * 16, "ก" * 5000, "1,000" * 24, "ที่ 8 " * 20, "ผิด" * 40])
def test_however_long_a_message_is_it_is_heard_at_once(said: str) -> None:
    listen("-")
    read_correction("-")
    began = perf_counter()
    listen(said)
    read_correction(said)
    assert perf_counter() - began < 0.05
