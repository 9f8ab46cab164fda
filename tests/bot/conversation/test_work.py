"""However odd a text of LINE's 5,000 letters is, its turn takes no more work than its length."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest

from messages.thai.text import clean
from tests.support.talk import Talk, assignment, project, turn_context

UNITS = (
    *(
        "9",
        "๙",
        "0.",
        "9,",
        "5 ",
        "9%",
        "9 จาก 9 ",
        "ร้อยละ 9",
        "(",
        "()",
        "-",
        "25/3/64 ",
        "25 มี.ค. ",
        "1 ถึง ",
        "5 บาท ",
    ),
    *("5k", "สอง", "หมื่น", "ล้าน", "ครึ่ง", "จุด", "ครับ", "ค่ะ ", "นะ", "ขอ", "เอ่อ ", "ยัง", "ไม่", "รายงาน ", "แก้"),
    *(
        "ผูกกลุ่ม ",
        "า",
        "ำ",
        "ำ่",
        "\u0e4d\u0e48า",
        "เเ",
        "ๅ",
        "\u0e48",
        "ก\u0e48",
        "\u0301",
        "ๆ",
        "555 ",
        "!",
        "?",
        ":)",
        "^",
        "T_",
    ),
    *("<", " ", "\n", "\t", "\u200b", "\u200d", "👨\u200d", "😀", "\ud83d", "\ufe0f", "ﬁ", "ab", "A1 ", "@", "=", "."),
    "กิจกรรมที่ 1 \n",
)
STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "idle": ("cumulative", ()),
    "choosing": ("cumulative", ("รายงาน",)),
    "status": ("cumulative", ("รายงาน 4",)),
    "amount": ("cumulative", ("รายงาน 4", "2")),
    "doubting": ("cumulative", ("รายงาน 4", "2", "9,000,000")),
    "long": ("cumulative", ("รายงาน 4", "2", "500")),
    "review": ("cumulative", ("รายงาน 4", "2", "500", "ข้าม")),
    "items": ("items", ("รายงาน 4",)),
}
SHORT, LONG = 500, 5000
ROOM = 300
"""Calls a turn may differ by whatever its text."""


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def talk_at(state: str) -> Talk:
    form, steps = STATES[state]
    talk = Talk(turn_context(*(assignment(project(no, 600_000)) for no in range(4, 24)), form=form))
    talk.say(*steps)
    return talk


def work(act: Callable[[], object]) -> Counter[str]:
    """How often functions, of Python and of C, are called meanwhile; and the longest run of vowels put in order."""
    counted: Counter[str] = Counter()

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        counted["calls"] += event in {"call", "c_call"}
        if event == "call" and frame.f_code.co_name == "reorder_vowels":
            runs = re.findall("[ะ\u0e32\u0e33\u0e4d]+", frame.f_locals["text"])
            counted["held"] = max(counted["held"], *map(len, runs), 0)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(before)
    return counted


def calls_of(state: str, text: str) -> int:
    talk = talk_at(state)
    return work(lambda: talk.say(text))["calls"]


@pytest.mark.parametrize("state", STATES)
def test_ten_times_the_text_is_at_most_ten_times_the_work(state: str) -> None:
    talk_at(state).say("ก")  # what is loaded once is loaded
    for unit in UNITS:
        short, long = (calls_of(state, repeated(unit, length)) for length in (SHORT, LONG))
        assert long <= short * (LONG / SHORT) + ROOM, unit


@pytest.mark.parametrize("state", ["status", "amount", "choosing", "idle"])
def test_a_short_answer_is_looked_for_in_no_more_than_a_short_text(state: str) -> None:
    """No amount, status or name needs 5,000 letters; and these would each be looked at again and again."""
    for unit in ("9", "๙", "สอง", "ครับ", "(", "ยัง", "9%"):
        short, long = (calls_of(state, repeated(unit, length)) for length in (SHORT, LONG))
        assert long <= 2 * short + ROOM, unit


@pytest.mark.parametrize("held", ["า", "ำ", "ะ", "า\u0e48", "\u0e4dา"])
def test_what_a_held_key_wrote_is_not_put_in_order_letter_by_letter(held: str) -> None:
    said = f"\u0e19\u0e49\u0e4d\u0e32ก{repeated(held, LONG)}ก"
    counted = work(lambda: clean(said))
    assert counted["calls"] > 0
    assert counted["held"] < 50
    assert clean(said).startswith("\u0e19\u0e49\u0e33")
