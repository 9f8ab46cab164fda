"""Statuses proposed for free words: the corpus of statuses.toml, and that nothing negated or partial reads as done."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.texts import say
from messages.thai.status import propose

CORPUS = tomllib.loads((Path(__file__).parent / "statuses.toml").read_text("utf-8"))
SIGNS = tomllib.loads((files("messages.thai") / "status.toml").read_text("utf-8"))["signs"]
ALL = ("not_started", "in_progress", "done", "postponed", "cancelled", "not_funded")
FIRST = [(typed, status) for status, phrases in CORPUS["first"].items() for typed in phrases]
THAI_ENDS = [word for word in (*SIGNS["end"], *SIGNS["out"]) if not word.isascii()]
NEGATIONS = (
    "ไม่",
    "ยังไม่",
    "ไม่ได้",
    "ยังไม่ได้",
    "ทำไม่",
    "ยังทำไม่",
    "ดำเนินการไม่",
    "ดำเนินการยังไม่",
    "เบิกไม่",
    "ยังเบิกจ่ายไม่",
    "สรุปยังไม่",
)
PARTS = ("ใกล้", "เกือบ", "เกือบจะ", "กำลังจะ", "คาดว่าจะ", "บางส่วน")
quietly = settings(deadline=None, database=None, max_examples=300)


@pytest.mark.parametrize(("typed", "status"), FIRST)
def test_the_likeliest_status_is_proposed_first(typed: str, status: str) -> None:
    assert propose(typed, ALL)[:1] == (status,)


@pytest.mark.parametrize(("typed", "offered"), CORPUS["offered"].items())
def test_other_meanings_are_offered_after_it(typed: str, offered: list[str]) -> None:
    assert propose(typed, ALL) == tuple(offered)


@pytest.mark.parametrize("typed", CORPUS["nothing"])
def test_words_that_tell_no_status_propose_none(typed: str) -> None:
    assert propose(typed, ALL) == ()


def test_the_corpus_of_statuses_is_large_enough_to_mean_something() -> None:
    assert len(FIRST) + len(CORPUS["nothing"]) >= 300


@pytest.mark.parametrize("status", ALL)
def test_a_status_is_known_by_its_own_name(status: str) -> None:
    assert propose(say(f"status.{status}"), ALL)[:1] == (status,)


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize("end", THAI_ENDS)
def test_what_is_not_finished_is_never_proposed_as_done(negation: str, end: str) -> None:
    assert "done" not in propose(negation + end, ALL)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("end", ["เสร็จ", "แล้วเสร็จ", "เสร็จสิ้น", "จบ", "เรียบร้อย", "ครบ"])
def test_what_is_partly_finished_is_proposed_as_under_way(part: str, end: str) -> None:
    typed = end + part if part == "บางส่วน" else part + end
    assert propose(typed, ALL)[:1] == ("in_progress",)


@pytest.mark.parametrize(
    ("share", "status"),
    [
        ("0%", "not_started"),
        ("ร้อยละ 0.00", "not_started"),
        ("๕๐%", "in_progress"),
        ("99.99 เปอร์เซ็นต์", "in_progress"),
        ("100%", "done"),
        ("ร้อยละ 100.00", "done"),
        ("0 จาก 5 กิจกรรม", "not_started"),
        ("2 จาก 5 กิจกรรม", "in_progress"),
        ("3 กิจกรรม จากทั้งหมด 3 กิจกรรม", "done"),
    ],
)
def test_a_share_tells_the_status(share: str, status: str) -> None:
    assert propose(share, ALL)[:1] == (status,)


def test_only_allowed_statuses_are_proposed() -> None:
    assert propose("ยังไม่ได้รับงบ", ("not_started", "in_progress", "done")) == ("not_started",)


def test_at_most_three_statuses_are_proposed() -> None:
    typed = "เสร็จแล้ว กำลังทำ เลื่อน ยกเลิก งบยังไม่มา"
    assert len(propose(typed, ALL)) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "เลื่อนเงินเดือนข้าราชการครู",
        "รอบที่สอง",
        "งดเหล้าเข้าพรรษา",
        "โรงเรียนคงเหลือ",
        "ทำไม",
        "โหมดมืด",
        "abandoned",
        "unfinished",
    ],
)
def test_a_word_within_another_is_no_sign(typed: str) -> None:
    assert propose(typed, ALL) == ()


def test_the_same_claim_made_twice_counts_once() -> None:
    assert propose("กำลังทำ กำลังทำ กำลังทำ เลื่อน", ALL) == propose("กำลังทำ เลื่อน", ALL)


@quietly
@given(st.lists(st.sampled_from([word for words in SIGNS.values() for word in words])))
def test_no_jumble_of_words_breaks_the_proposal(words: list[str]) -> None:
    offered = propose("".join(words), ALL)
    assert len(set(offered)) == len(offered) <= 3


@quietly
@given(st.text())
def test_no_text_breaks_the_proposal(text: str) -> None:
    assert set(propose(text, ALL)) <= set(ALL)
