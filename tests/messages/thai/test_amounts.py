"""Amounts: the corpus of amounts.toml, every amount in every spelling, and spreadsheet cells."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pythainlp.util import num_to_thaiword

from messages.thai.amounts import Amount, NotAmount, Reading, UnsureAmount, read_amount, read_cell
from messages.thai.money import baht, parse_plain, plain
from messages.thai.text import thai_digits

CORPUS = tomllib.loads((Path(__file__).parent / "amounts.toml").read_text("utf-8"))
AMOUNTS = st.integers(min_value=0, max_value=10**9 * 100)
AWKWARD = (0, 1, 99, 100, 101, 205_00, 1_011_00, 30_005_00, 100_001_25, 1_000_001_00, 111_011_101_01, 10**11)
JUMBLE = (
    *("0", "1", "5", "25", "500", "1.5", "12,500", ",", ".", "-", "(", ")", "k", "บาท", "สตางค์", "ถ้วน"),
    *("หนึ่ง", "สอง", "ห้า", "ยี่", "สิบ", "ร้อย", "พัน", "หมื่น", "ล้าน", "เอ็ด", "จุด", "ครึ่ง", "กว่า", "ไม่"),
)
quietly = settings(deadline=None, database=None, max_examples=300)


def spelled(satang: int) -> str:
    """As papers spell an amount out."""
    whole, rest = divmod(satang, 100)
    return f"{num_to_thaiword(whole)}บาท" + (f"{num_to_thaiword(rest)}สตางค์" if rest else "ถ้วน")


@pytest.mark.parametrize(("typed", "satang"), CORPUS["clear"].items())
def test_a_clear_amount_is_understood(typed: str, satang: int) -> None:
    assert read_amount(typed) == Amount(satang)


@pytest.mark.parametrize(("typed", "candidates"), CORPUS["unsure"].items())
def test_a_doubtful_amount_is_asked_about_with_its_candidates(typed: str, candidates: list[str]) -> None:
    assert read_amount(typed) == UnsureAmount(tuple(parse_plain(candidate) for candidate in candidates))


@pytest.mark.parametrize("typed", CORPUS["none"])
def test_anything_else_is_no_amount(typed: str) -> None:
    assert read_amount(typed) == NotAmount()


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert sum(len(CORPUS[kind]) for kind in ("clear", "unsure", "none")) >= 250


def with_examples(test):  # type: ignore[no-untyped-def]
    for amount in AWKWARD:
        test = example(amount)(test)
    return test


@quietly
@with_examples
@given(AMOUNTS)
def test_any_amount_in_plain_digits_reads_back(satang: int) -> None:
    assert read_amount(plain(satang)) == Amount(satang)


@quietly
@with_examples
@given(AMOUNTS)
def test_any_grouped_amount_reads_back(satang: int) -> None:
    assert read_amount(f"{baht(satang)} บาท") == Amount(satang)


@quietly
@with_examples
@given(AMOUNTS)
def test_any_amount_in_thai_digits_reads_back(satang: int) -> None:
    assert read_amount(thai_digits(baht(satang))) == Amount(satang)


@quietly
@with_examples
@given(AMOUNTS)
def test_any_amount_spelled_out_reads_back(satang: int) -> None:
    assert read_amount(spelled(satang)) == Amount(satang)


@quietly
@with_examples
@given(AMOUNTS)
def test_an_amount_and_its_spelling_in_brackets_read_as_one(satang: int) -> None:
    assert read_amount(f"{baht(satang)} บาท ({spelled(satang)})") == Amount(satang)


@quietly
@with_examples
@given(AMOUNTS)
def test_any_number_in_words_reads_back_or_is_a_candidate(satang: int) -> None:
    whole = satang // 100
    reading = read_amount(num_to_thaiword(whole))
    assert reading == Amount(whole * 100) or (isinstance(reading, UnsureAmount) and whole * 100 in reading.candidates)


@quietly
@given(AMOUNTS, AMOUNTS)
def test_two_amounts_are_both_offered(first: int, second: int) -> None:
    reading = read_amount(f"{baht(first)} บาท และ {baht(second)} บาท")
    assert reading == UnsureAmount(tuple(dict.fromkeys((first, second))))


@quietly
@given(AMOUNTS)
def test_a_negative_amount_is_asked_about(satang: int) -> None:
    assert read_amount(f"-{plain(satang)}") == UnsureAmount((satang,))


@quietly
@given(st.lists(st.sampled_from(JUMBLE)))
def test_no_jumble_of_words_breaks_the_reader(words: list[str]) -> None:
    reading = read_amount(" ".join(words))
    assert not isinstance(reading, UnsureAmount) or reading.candidates


@quietly
@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(read_amount(text), Reading)


def test_a_paragraph_of_a_report_is_no_amount() -> None:
    assert read_amount("ใช้ 500 บาท " * 20) == NotAmount()


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (None, NotAmount()),
        ("", NotAmount()),
        ("  ", NotAmount()),
        ("-", Amount(0)),
        ("–", Amount(0)),
        ("12,500.50", Amount(1250050)),
        ("สามหมื่นห้า", UnsureAmount((3500000, 3000500))),
        (0, Amount(0)),
        (7406, Amount(740600)),
        (592669.68, Amount(59266968)),
        (0.1, Amount(10)),
        (600000.0, Amount(60000000)),
        (0.1 + 0.2, UnsureAmount((30,))),
        (100.125, UnsureAmount((10013,))),
        (-500, UnsureAmount((50000,))),
        (-0.5, UnsureAmount((50,))),
        (Decimal("949333.33"), Amount(94933333)),
        (Decimal("0.001"), UnsureAmount((0,))),
        (True, NotAmount()),
        (float("nan"), NotAmount()),
        (float("inf"), NotAmount()),
        (10**13, NotAmount()),
        (date(2021, 3, 25), NotAmount()),
    ],
)
def test_a_cell_is_read_to_the_satang_or_asked_about(value: object, reading: Reading) -> None:
    assert read_cell(value) == reading
