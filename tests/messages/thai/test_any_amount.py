"""Any amount up to a thousand million baht, however it is written: read exactly, or asked about; never another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pythainlp.util import bahttext, num_to_thaiword

from messages.thai.amounts import Amount, Reading, UnsureAmount, read_amount
from messages.thai.money import baht, plain
from messages.thai.text import thai_digits

MAX_BAHT = 10**9
UNITS: Mapping[str, int] = {"ล้าน": 10**6, "แสน": 10**5, "หมื่น": 10**4, "พัน": 1000, "ร้อย": 100}
SHORT: Mapping[str, int] = {"k": 1000, "K": 1000, "พัน": 1000, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
AWKWARD = (0, 1, 99, 100, 5_00, 11_00, 21_00, 101_00, 205_00, 1_011_00, 30_005_00, 35_000_00, 100_001_25, 10**11)

amounts = st.integers(min_value=0, max_value=MAX_BAHT * 100)
wholes = st.integers(min_value=0, max_value=MAX_BAHT)
quietly = settings(deadline=None, database=None, max_examples=400)


def in_words(satang: int) -> str:
    return bahttext(satang / 100)


def in_bare_words(satang: int) -> str:
    """As people say it: without ถ้วน, which would end every doubt."""
    whole, rest = divmod(satang, 100)
    return f"{num_to_thaiword(whole)}บาท" + (f"{num_to_thaiword(rest)}สตางค์" if rest else "")


def with_satang(satang: int) -> str:
    """5,000 บาท 50 สตางค์"""
    whole, rest = divmod(satang, 100)
    return f"{whole:,} บาท {rest} สตางค์"


WRITERS: Mapping[str, Callable[[int], str]] = {
    "digits": plain,
    "grouped": baht,
    "grouped with baht": lambda satang: f"{baht(satang)} บาท",
    "with a dash": lambda satang: f"{satang // 100:,}.-" if not satang % 100 else baht(satang),
    "Thai digits": lambda satang: thai_digits(baht(satang)),
    "Thai digits, ungrouped": lambda satang: thai_digits(plain(satang)),
    "full-width digits": lambda satang: "".join(chr(ord(sign) + 0xFEE0) for sign in plain(satang)),
    "words": in_words,
    "baht and satang": with_satang,
    "figures and words": lambda satang: f"{baht(satang)} บาท ({in_words(satang)})",
}


def says(reading: Reading, satang: int) -> bool:
    """Read exactly, or asked about with the right amount among what is offered."""
    return reading == Amount(satang) or (isinstance(reading, UnsureAmount) and satang in reading.candidates)


def mixed(whole: int, thai: Sequence[bool], gap: str) -> str:
    """3 แสน 2 หมื่น, ๓ แสน 2 หมื่น …: digits before the words, some of them Thai; what is below a hundred as a number."""
    written = []
    for position, (unit, worth) in enumerate(UNITS.items()):
        count, whole = divmod(whole, worth)
        if count:
            written.append(f"{thai_digits(str(count)) if thai[position] else count}{gap}{unit}")
    return gap.join((*written, *((str(whole),) if whole or not written else ())))


@quietly
@pytest.mark.parametrize("written", sorted(WRITERS))
@given(satang=amounts)
def test_any_amount_is_read_back(written: str, satang: int) -> None:
    text = WRITERS[written](satang)
    assert read_amount(text) == Amount(satang), text


@pytest.mark.parametrize("written", sorted(WRITERS))
@pytest.mark.parametrize("satang", AWKWARD)
def test_an_awkward_amount_is_read_back(written: str, satang: int) -> None:
    text = WRITERS[written](satang)
    assert read_amount(text) == Amount(satang), text


@quietly
@given(amounts)
@example(20_500)
@example(3_000_500)
@example(3_500_000)
@example(100_000_200)
def test_any_amount_as_it_is_spoken_is_read_or_asked_about(satang: int) -> None:
    for text, meant in ((in_bare_words(satang), satang), (num_to_thaiword(satang // 100), satang // 100 * 100)):
        assert says(read_amount(text), meant), text


@quietly
@given(whole=wholes, thai=st.tuples(*[st.booleans()] * len(UNITS)), gap=st.sampled_from(["", " "]))
@example(whole=320_000, thai=(False, False, False, False, False), gap=" ")
@example(whole=320_000, thai=(False, True, False, False, False), gap=" ")
@example(whole=30_005, thai=(False, False, False, False, False), gap=" ")
def test_any_mixture_of_digits_and_words_is_read_or_asked_about(whole: int, thai: tuple[bool, ...], gap: str) -> None:
    text = mixed(whole, thai, gap)
    assert says(read_amount(text), whole * 100), text


@quietly
@given(
    unit=st.sampled_from(sorted(SHORT)),
    thousandths=st.integers(min_value=1, max_value=10**6),
    gap=st.sampled_from(["", " "]),
    closing=st.sampled_from(["", "บาท", " บาท"]),
)
@example(unit="k", thousandths=12_000, gap="", closing="")
@example(unit="ล้าน", thousandths=1_500, gap=" ", closing="")
@example(unit="พัน", thousandths=25_000, gap=" ", closing="")
def test_any_abbreviated_amount_is_read_or_asked_about(unit: str, thousandths: int, gap: str, closing: str) -> None:
    number = Decimal(thousandths) / 1000
    satang = int(number * SHORT[unit] * 100)
    text = f"{number.normalize():f}{gap}{unit}{closing}"
    assert says(read_amount(text), satang), text


@quietly
@given(
    amounts, st.sampled_from(["ใช้ไป {}", "เบิกแล้ว {} บาท", "{} บาทถ้วน", "ยอด {}", "{}บ.", "฿{}", "{} ครับ", "ประมาณ {}"])
)
def test_an_amount_in_a_sentence_is_never_taken_for_another(satang: int, sentence: str) -> None:
    reading = read_amount(sentence.format(baht(satang)))
    assert not isinstance(reading, Amount) or reading == Amount(satang)
