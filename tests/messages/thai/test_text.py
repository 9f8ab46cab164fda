"""Text: one spelling, and lengths as LINE counts them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.thai.text import (
    arabic_digits,
    clean,
    cut_utf16,
    graphemes,
    one_line,
    shorten,
    thai_digits,
    utf16,
)

FAMILY = "👨‍👩‍👧"
quietly = settings(deadline=None, database=None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        (unicodedata.normalize("NFKC", "น้ำ จำนวน"), "น้ำ จำนวน"),
        ("เเผน", "แผน"),
        ("ท่ี", "ที่"),
        ("\ufeffแผน\u200bงาน\u200c\u2060", "แผนงาน"),
        ("ก\u200dข", "กข"),
        ("ก\u00a0ข\u2009ค\tง", "ก ข ค ง"),
        ("１２，５００．５０", "12,500.50"),
        ("ＡＢＣ", "ABC"),
        ("ก\x00ข\x07", "กข"),
        ("  ก  ข  ", "ก  ข"),
    ],
)
def test_what_is_typed_differently_becomes_one_spelling(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_line_breaks_of_every_kind_stay_line_breaks() -> None:
    assert clean("\nหนึ่ง\r\nสอง\rสาม\u2028\n\nสี่\n") == "หนึ่ง\nสอง\nสาม\n\n\nสี่"


@pytest.mark.parametrize("emoji", [FAMILY, "❤️‍🔥", "👍🏽", "‼️", "🏳️‍🌈", "™", "🇹🇭", "1️⃣"])
def test_emoji_stay_whole(emoji: str) -> None:
    assert clean(f"เสร็จ {emoji} แล้ว") == f"เสร็จ {emoji} แล้ว"


@quietly
@given(st.lists(st.sampled_from(["นํ้า", "เเผน", "ท่ี", "กิ๊", "１", "ﬁ", "\u200b", "\u200d", " ", "\r", "\n", FAMILY])))
def test_cleaning_twice_changes_nothing(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once


@quietly
@given(st.text())
def test_nothing_a_database_refuses_is_left(text: str) -> None:
    assert not {"\x00", "\r", "\ufeff"} & set(clean(text))


def test_one_line_is_one_line() -> None:
    assert one_line(" ก \n\n ข\tค ") == "ก ข ค"


def test_a_reader_counts_graphemes() -> None:
    assert (graphemes("ไม่มีการเบิกจ่ายเดือนนี้"), graphemes("น้ำ"), graphemes(FAMILY)) == (17, 1, 1)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("น้ำกิน", 3, "น้ำกิน"),
        ("น้ำกินดี", 3, "น้ำกิ…"),
        ("งาน แผน", 5, "งาน…"),
        (FAMILY * 3, 2, FAMILY + "…"),
        ("แผน", 1, "…"),
        ("แผน", 0, ""),
        ("", 0, ""),
    ],
)
def test_a_long_text_is_cut_between_graphemes(text: str, limit: int, cut: str) -> None:
    assert shorten(text, limit) == cut


@quietly
@given(st.text("กิ๊น้ำ 👨‍👩‍👧a\n"), st.integers(min_value=0, max_value=20))
def test_a_shortened_text_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert graphemes(shorten(text, limit)) <= limit


def test_line_counts_most_emoji_twice() -> None:
    assert (utf16("แผน"), utf16("👍"), utf16(FAMILY)) == (3, 2, 8)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("แผนงาน", 6, "แผนงาน"),
        ("แผนงาน", 5, "แผนง…"),
        (FAMILY + FAMILY, 16, FAMILY + FAMILY),
        (FAMILY + FAMILY, 15, FAMILY + "…"),
        (FAMILY, 7, "…"),
        ("น้ำ", 2, "…"),
        ("น้ำ", 0, ""),
    ],
)
def test_a_message_is_cut_to_the_units_line_counts(text: str, limit: int, cut: str) -> None:
    assert cut_utf16(text, limit) == cut


@quietly
@given(st.text("กิ๊น้ำ 👨‍👩‍👧a\n"), st.integers(min_value=0, max_value=20))
def test_a_cut_message_never_exceeds_its_units(text: str, limit: int) -> None:
    assert utf16(cut_utf16(text, limit)) <= limit


def test_digits_turn_both_ways() -> None:
    assert (thai_digits("ที่ 4: 7,406"), arabic_digits("ที่ ๔: ๗,๔๐๖")) == ("ที่ ๔: ๗,๔๐๖", "ที่ 4: 7,406")
