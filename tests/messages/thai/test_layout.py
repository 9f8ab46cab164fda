"""The wrong keyboard layout: what is proposed in both directions, and that fine texts are left in peace."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from messages.samples import sample
from messages.texts import catalogue
from messages.thai.layout import retype
from messages.thai.text import clean, thai_digits

HERE = Path(__file__).parent
WORDS = [
    word for words in tomllib.loads((files("messages") / "words.toml").read_text("utf-8")).values() for word in words
]
THAI = re.compile("[ก-๙]")
KEYS = "`1234567890-=~!@#$%^&*()_+qwertyuiop[]\\QWERTYUIOP{}|asdfghjkl;'ASDFGHJKL:\"zxcvbnm,./ZXCVBNM<>?"
LETTERS = '_ๅ/-ภถุึคตจขช%+๑๒๓๔ู฿๕๖๗๘๙ๆไำพะัีรนยบลฃ๐"ฎฑธํ๊ณฯญฐ,ฅฟหกดเ้่าสวงฤฆฏโฌ็๋ษศซ.ผปแอิืทมใฝ()ฉฮฺ์?ฒฬฦ'
TO_KEYS = str.maketrans(LETTERS, KEYS)
TO_LETTERS = str.maketrans(KEYS, LETTERS)
quietly = settings(deadline=None, database=None, max_examples=300)


def on_the_english_layout(thai: str) -> str:
    """What appears when `thai` is typed with the keyboard set to English; its numbers stay."""
    return " ".join(
        word if word.isascii() and word.isdecimal() else word.translate(TO_KEYS) for word in thai.split(" ")
    )


def corpus(name: str) -> Iterator[str]:
    yield from _strings(tomllib.loads((HERE / f"{name}.toml").read_text("utf-8")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def plan_cells(office: str) -> Iterator[str]:
    """Every text of a sample office's plan, the project names among them."""
    for row in load_workbook(BytesIO(sample(office).plan)).active.iter_rows(values_only=True):
        yield from (cell for cell in row if isinstance(cell, str))


def english() -> set[str]:
    """Words and lines of the Python manual: prose, code, paths, operators."""
    lines = [line.strip() for text in topics.values() for line in text.splitlines() if line.isascii()]
    return {*lines, *(word for line in lines for word in line.split())}


def proposals(texts: Iterable[str]) -> dict[str, str | None]:
    return {text: meant for text in texts if (meant := retype(text) or retype(text, WORDS))}


@pytest.mark.parametrize("word", [word for word in WORDS if THAI.search(word)])
def test_every_thai_word_people_type_is_known_on_the_wrong_layout(word: str) -> None:
    assert retype(on_the_english_layout(word), WORDS) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ikp'ko", "รายงาน"),
        ("l5kot", "สถานะ"),
        (" ikp'ko\n", "รายงาน"),
        ("ikp'ko 4", "รายงาน 4"),
        ("cdh 12", "แก้ 12"),
        ("0[", "จบ"),
    ],
)
def test_a_known_word_is_recognised(typed: str, meant: str) -> None:
    assert retype(typed, WORDS) == meant


@pytest.mark.parametrize(
    "meant",
    [
        "ยังไม่ดำเนินการ",
        "กำลังดำเนินการจัดอบรม",
        "เสร็จเรียบร้อยแล้ว",
        "สองหมื่นห้าพันบาท",
        "จัดอบรมครูครบทุกโรงเรียน ๓ รุ่น",
        "รอเบิกเงินงวดที่ 2",
        "ไม่มีปัญหาและอุปสรรค",
    ],
)
def test_thai_typed_on_the_english_layout_is_recognised_unasked_for(meant: str) -> None:
    assert retype(on_the_english_layout(meant)) == meant


def test_most_ways_to_tell_a_status_are_recognised_on_the_wrong_layout() -> None:
    phrases = [text for text in corpus("statuses") if len(text) >= 8 and not any(c.isascii() for c in text)]
    recognised = [text for text in phrases if retype(on_the_english_layout(text)) == clean(text)]
    assert len(phrases) > 200
    assert len(recognised) / len(phrases) >= 0.95


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ๅ/ถจจ", "12500"),
        ("ๅ/มถจจ", "12,500"),
        ("ๅ/มถจจใถจ", "12,500.50"),
        ("ถจจ", "500"),
        ("ฤฺฉฏข/-ภถ", "ABCD-2345"),
        ("ฟิแกข/-ภถ", "abcd-2345"),
        ("้ำสสน", "hello"),
        ("ฤแแำหห", "Access"),
    ],
)
def test_figures_codes_and_english_typed_on_the_thai_layout_are_recognised(typed: str, meant: str) -> None:
    assert retype(typed) == meant


def test_an_english_word_that_is_waited_for_is_recognised() -> None:
    assert retype("ัำห", ["yes"]) == "yes"


def test_a_thai_word_is_left_alone_even_where_an_english_one_is_waited_for() -> None:
    assert retype("นา", ["ok"]) is None


@pytest.mark.parametrize("letter", LETTERS)
def test_every_key_of_the_keyboard_is_known(letter: str) -> None:
    meant = clean(f"รายงาน{letter}")
    assert retype(f"ikp'ko{letter.translate(TO_KEYS)}", [meant]) == meant


def test_each_key_has_one_letter_and_each_letter_one_key() -> None:
    assert len(KEYS) == len(LETTERS) == len(set(KEYS)) == len(set(LETTERS)) == 94


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "12500",
            "12,500.50",
            "485",
            "๔๘๕",
            "12k",
            "12K",
            "500 baht",
            "THB 500",
            "5OO",
            "0x10",
            "1e5",
            "25/3/64",
            "50%",
        ),
        *(
            "ABCD-2345",
            "abcd-2345",
            "K7QM-2XWP",
            "ok",
            "OK",
            "done",
            "hello",
            "don't",
            "No.",
            "PDF",
            "report.pdf",
            "v2.1",
            "@#$%",
        ),
        *(
            "test@obec.go.th",
            "https://www.obec.go.th/a-b;c",
            "Zoom",
            "Google Form",
            "Tidelift",
            "worldwide,",
            "e-GP",
            "O-NET",
            "COVID-19",
        ),
        *(
            "นา",
            "ใจ",
            "จุใจ",
            "มุม",
            "ทดสอบ",
            "ครับ",
            "ค่ะ",
            "จจ",
            "จจจ",
            "ก็",
            "เ",
            "ๆ",
            "25 มี.ค. 64",
            "สพฐ.",
            "อปท.",
            "กศจ.",
            "ต.ค.",
            "555",
        ),
        *(
            "ภุต",
            "คุต",
            "นัสรี",
            "ัก",
            "พั",
            "noกt yet",
            "in progดress",
            "yfegobodki",
            "นำา",
            "พััก",
            "แกท้ี่",
            "ดำเนินกาาร",
            "in progress",
            "not started",
            "🙏",
            "ok ค่ะ",
            "Zoom ครับ",
        ),
    ],
)
def test_what_is_fine_as_it_is_is_left_in_peace(typed: str) -> None:
    assert proposals([typed]) == {}


def test_figures_are_left_alone_even_where_a_known_word_would_come_out() -> None:
    assert retype("48-50", ["ภคขถจ"]) is None


def test_a_known_word_is_left_alone_even_where_another_would_come_out() -> None:
    assert retype("ok", ["ok", "นา"]) is None


@pytest.mark.parametrize("misspelt", ["ดำเนินการจัดอบรมั", "ดำเนินการ่่จัดอบรม", "ดำเนินการเเจัดอบรมแ"])
def test_what_would_be_no_thai_spelling_is_not_proposed(misspelt: str) -> None:
    assert retype(misspelt.translate(TO_KEYS)) is None


@pytest.mark.parametrize("name", ["amounts", "dates", "statuses"])
def test_no_text_of_a_corpus_is_taken_for_a_slip(name: str) -> None:
    texts = list(corpus(name))
    assert len(texts) > 150
    assert proposals(texts) == {}


def test_none_of_our_own_words_is_taken_for_a_slip() -> None:
    assert proposals([*WORDS, *catalogue().values()]) == {}


@pytest.mark.parametrize("office", ["khonkaen2", "rayong2"])
def test_no_project_name_is_taken_for_a_slip(office: str) -> None:
    cells = list(plan_cells(office))
    assert len(cells) > 60
    assert proposals(cells) == {}


def test_no_english_is_taken_for_a_slip() -> None:
    texts = english()
    assert len(texts) > 10_000
    assert proposals(texts) == {}


@quietly
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["", ",", " บาท", " baht"]))
def test_no_figure_is_taken_for_a_slip(number: int, style: str) -> None:
    figure = f"{number:,}" if style == "," else f"{number}{style}"
    assert proposals([figure, thai_digits(figure)]) == {}


@quietly
@given(st.integers(min_value=1000, max_value=10**12), st.booleans())
def test_any_amount_typed_on_the_thai_layout_is_proposed(number: int, grouped: bool) -> None:
    figure = f"{number:,}" if grouped else str(number)
    assume(not set(figure) <= set("23,"))  # their keys are / and - on both
    assert retype(figure.translate(TO_LETTERS)) == figure


@quietly
@given(st.text(), st.lists(st.text(max_size=5)))
def test_no_text_breaks_the_proposal_of_a_layout(text: str, known: list[str]) -> None:
    assert retype(text, known) not in {text, ""}
