"""Politeness changes nothing of what a keyword, a choice, a number or a name means."""

from __future__ import annotations

from datetime import date

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from messages.answer_values import ChoiceAnswer
from messages.forms.answers import read
from messages.forms.form import ProjectFacts
from messages.thai import manners
from messages.thai.amounts import Amount, NotAmount, UnsureAmount, read_amount
from messages.thai.manners import bare
from messages.thai.typed_dates import Day, read_date
from messages.words import Instruction, Keyword, behind, number_in, spoken_words, understand, word
from tests.support.forms import find_form

PARTICLES = (
    "ครับ", "ครับผม", "ค่ะ", "คะ", "คับ", "จ้า", "จ้ะ", "จ๊ะ", "นะ", "นะคะ", "นะครับ", "ฮะ", "ฮับ", "เด้อ",
    "ขอรับ", "คร้าบ", "ครับบบ", "ค่าาา", "เจ้าค่ะ", "นะจ๊ะ", "เด้อค่ะเด้อ",
)  # fmt: skip
ADORNMENTS = (
    "!",
    "!!",
    "…",
    "...",
    " ๆ",
    " 555",
    "555+",
    " :)",
    " ^^",
    " 🙏🙏",
    "🙏🏻",
    " ❤️",
    "☺️",
    "🙇🏻‍♀️",
    " ^_^",
    " ขอบคุณค่ะ",
    "ค่ะ ขอบคุณมากๆ ค่ะ",
    "ครับๆ",
    "😊",
    "~",
    ".",
    "?",
    "\u200b",
    "\xa0",
    "\ufeff",
    "  ",
)
LETTER_OPENINGS = ("ขออนุญาต", "เรียน เจ้าหน้าที่ ขออนุญาต", "กราบเรียนผู้ประสานงานค่ะ ", "ขอความอนุเคราะห์", "มีความประสงค์จะ")
SOFTENERS = ("ขอ", "ช่วย", "คือ ", "เอ่อ ", "รบกวน", "รบกวนขอ", "สวัสดีค่ะ ", "ทันรอบ ", "@ทันรอบ ", *LETTER_OPENINGS)

endings = st.lists(st.sampled_from([f"{blank}{word}" for word in PARTICLES for blank in ("", " ")]), max_size=2)
adorned = st.builds(
    lambda quote, particles, marks: (quote, "".join(particles) + "".join(marks)),
    st.sampled_from(["", '"', "“", "'", " "]),
    endings,
    st.lists(st.sampled_from(ADORNMENTS), max_size=2),
)
MANNERS_THEMSELVES = {word(Keyword.GREETING), word(Keyword.THANKS), "👍", "👌", "🆗", "✅"}
FACTS = ProjectFacts(2564, (1, 2), 0)
STATUS = find_form("cumulative").questions[0]


@settings(deadline=None)
@given(st.sampled_from(sorted(spoken_words() - MANNERS_THEMSELVES)), adorned, st.sampled_from(["", *SOFTENERS]))
def test_every_word_means_the_same_however_politely_it_is_said(
    spoken: str, manners: tuple[str, str], softener: str
) -> None:
    before, after = manners
    assume("555" not in after or understand(f"{spoken} 1") is None)  # รายงาน 555 asks for the project of that number
    assert understand(f"{before}{softener}{spoken}{after}") == understand(spoken)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(PARTICLES), st.sampled_from(["", " ", "  ", "\xa0", "\u200b"]))
def test_an_amount_is_the_same_with_a_particle(baht: int, particle: str, blank: str) -> None:
    assert read_amount(f"{baht:,}{blank}{particle}") == Amount(baht * 100)


@pytest.mark.parametrize(
    "said",
    [
        "เรียน เจ้าหน้าที่ ขออนุญาตรายงาน เบิกจ่าย 37,450 บาท ครับ",
        "ขออนุญาตแจ้งค่ะ 37,450 บาท",
        "ขอเรียนว่าเบิกจ่ายแล้ว 37,450 บาท จึงเรียนมาเพื่อโปรดทราบ",
        "กราบเรียน ผู้เกี่ยวข้อง\nขออนุญาตรายงานดังนี้ เบิกจ่าย 37,450 บาท",
    ],
)
def test_an_amount_is_the_same_in_a_letter(said: str) -> None:
    assert read_amount(said) == Amount(37_450_00)


@pytest.mark.parametrize("said", ["เรียนออนไลน์ 5,000 บาท", "ขออนุญาต", "เรียน เจ้าหน้าที่"])
def test_what_opens_no_letter_stays(said: str) -> None:
    assert bare(said) == said


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("เสร็จแล้วค่ะ", Instruction(Keyword.DONE)),
        ("ยืนยันครับ", Instruction(Keyword.CONFIRM)),
        ("ยืนยัน!", Instruction(Keyword.CONFIRM)),
        ("รายงานครับ", Instruction(Keyword.REPORT)),
        ("รายงาน 35 ครับ", Instruction(Keyword.REPORT, 35)),
        ("รายงานที่ ๓๕ นะคะ 🙏", Instruction(Keyword.REPORT, 35, of="project")),
        ("สถานะครับ", Instruction(Keyword.STATUS)),
        ("สถานะนะคะ", Instruction(Keyword.STATUS)),
        ("ขอสรุปหน่อยค่ะ", Instruction(Keyword.SUMMARY)),
        ("รบกวนขอเอกสารหน่อยนะคะ", Instruction(Keyword.DOCUMENTS)),
        ("เสร็จ แล้ว ครับ :)", Instruction(Keyword.DONE)),
        ("“ยืนยัน”ครับ", Instruction(Keyword.CONFIRM)),
        ("ไม่ใช่ครับผม", Instruction(Keyword.NO)),
        ("Yes!", Instruction(Keyword.YES)),
        ("แก้ข้อ 2 ค่ะ", Instruction(Keyword.EDIT, 2, of="item")),
        ("รายงาน 4 555", Instruction(Keyword.REPORT, 4)),
        ("รายงาน 555", Instruction(Keyword.REPORT, 555)),
        ("ช่วยด้วยค่ะ", Instruction(Keyword.HELP)),
        ("เสร็จแล้วค่ะ ขอบคุณค่ะ", Instruction(Keyword.DONE)),
        ("ผูกกลุ่มABCD-EFGH", Instruction(Keyword.BIND_GROUP, argument="ABCD-EFGH")),
        ("ขอผูกกลุ่ม: ABCD-EFGH", Instruction(Keyword.BIND_GROUP, argument="ABCD-EFGH")),
        ("ผูกกลุ่มค่ะ", Instruction(Keyword.BIND_GROUP)),
    ],
)
def test_what_people_typed_is_understood(said: str, command: Instruction) -> None:
    assert understand(said) == command


@pytest.mark.parametrize(
    "said",
    [
        *("ค่ะ", "ครับ", "555", "สถา", "คะแนน", "ชนะ", "รายงานคะแนนครับ", "ยืนยันตัวตนครับ", "ไม่ยืนยันครับ", "แก้ 3 5 ครับ"),
        *("เสร็จแล้วครับ จัดอบรมครบทุกรุ่น", "ยืนยันไหมคะ", "ยังไม่เสร็จค่ะ", "ยืนยัน❌", "ข้าม" * 60),
        *("ผูกกลุ่มยังไงคะ", "ค่าเอกสาร", "ยืนยัน🙅🏻‍♀️", "ยืนยัน✖️"),
    ],
)
def test_what_only_sounds_like_a_command_is_none(said: str) -> None:
    assert understand(said) is None


@pytest.mark.parametrize(
    "said", ["2 ครับ", "๒ค่ะ", "ข้อ 2 ครับ", "2!", "(2)", "อยู่ระหว่างดำเนินการครับ", "อยู่ระหว่าง ดำเนินการ นะคะ", "In_Progress ค่ะ"]
)
def test_a_choice_is_taken_with_its_manners(said: str) -> None:
    assert read(STATUS, said, FACTS, {}) == ChoiceAnswer("in_progress")


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("5 ครับ", Amount(500)),
        ("ไม่มีค่ะ", Amount(0)),
        ("- ค่ะ", Amount(0)),
        ("50,000!", Amount(5_000_000)),
        ("“50,000” นะคะ 🙏", Amount(5_000_000)),
        ("สามหมื่นห้าครับ", UnsureAmount((3_500_000, 3_000_500))),
        ("สามหมื่นห้าพันครับ", Amount(3_500_000)),
        ("รวม=3", Amount(300)),
        ("7,406 ค่ะ ขอบคุณมากค่ะ", Amount(740_600)),
        ("7406ขอบคุณครับ", Amount(740_600)),
        ("7,406 ❤️", Amount(740_600)),
        ("7,406^_^", Amount(740_600)),
        ("「7,406」 ครับๆ", Amount(740_600)),
        ("เอ่อ7406จร้า", Amount(740_600)),
        ("คือไม่มีค่ะ", Amount(0)),
        ("เอ่อ ยังไม่เบิกเลยครับ", Amount(0)),
        ("ขอ 5,000", UnsureAmount((500_000,))),
        ("5 ครับ 6", UnsureAmount((500, 600))),
        ("ครับ", NotAmount()),
    ],
)
def test_an_amount_is_read_as_without_its_manners(said: str, reading: object) -> None:
    assert read_amount(said) == reading


@pytest.mark.parametrize("said", ["5,000?", "50,000 555", "➖5,000", "5,000 ๆ", "~5,000", "(500)", "500 ❌"])
def test_a_sign_that_may_change_the_amount_is_no_manners(said: str) -> None:
    assert not isinstance(read_amount(said), Amount)


def test_a_date_is_read_as_without_its_manners() -> None:
    assert read_date("25 มี.ค. 64 นะคะ!", 2564) == Day(date(2021, 3, 25))


@pytest.mark.parametrize(
    "name", ["คะแนน", "การแข่งขันชนะ", "มูลค่า", "ภาคบังคับ", "รับ", "แจ้งวัฒนะ", "พระพุทธเจ้า", "สถานะ", "สิ่งล้ำค่า", "คณะ", "ร้อยละ"]
)
def test_a_name_that_ends_like_a_particle_stays_whole(name: str) -> None:
    assert bare(name) == name
    assert bare(f"{name}ครับ") == bare(f"{name} นะคะ") == name


@pytest.mark.parametrize("name", ["สินค้า", "วันขอบคุณ", "กล่องขอโทษ", "ร้านค้า"])
def test_thanks_within_a_name_stay(name: str) -> None:
    assert bare(name) == bare(f"{name} ขอบคุณค่ะ") == name


def test_a_name_behind_the_word_is_searched_without_manners() -> None:
    assert behind(Keyword.REPORT, "รายงานรับนักเรียนครับ") == "รับนักเรียน"
    assert behind(Keyword.REPORT, "ขอรายงาน รับนักเรียน ค่ะ") == "รับนักเรียน"
    assert behind(Keyword.REPORT, "รับนักเรียน") is None


@pytest.mark.parametrize(
    ("said", "number"), [("4 ครับ", 4), ("ที่ ๔ จ้า", 4), ("ข้อ4!", 4), ("4 8", None), ("9" * 5000, None)]
)
def test_a_number_alone_is_read_as_without_its_manners(said: str, number: int | None) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize(
    "said", ["", " ", "!", "ครับ" * 1000, "5" * 5000, "!" * 5000, "\u0e48" * 5000, "ๆ" * 300, "นะ" * 150]
)
def test_nothing_but_manners_is_nothing(said: str) -> None:
    assert understand(said) is None


def test_a_text_longer_than_any_known_word_is_not_looked_at() -> None:
    assert manners.list_wordings("ครับ" * 200) == ()
    assert manners.list_wordings("ยืนยัน" + "!" * 200)[-1] == "ยืนยัน"


@pytest.mark.parametrize("pattern", [manners._ADORNED, manners._MARKED], ids=["adorned", "marked"])
@pytest.mark.parametrize("marks", [":)", "^^", "^_^", ";-)", "!~", "T_T"])
def test_marks_are_tried_in_one_way_only(pattern: regex.Pattern[str], marks: str) -> None:
    """A smiley is marks, too: trying every way to take them would not end (regex raises TimeoutError then)."""
    assert pattern.search(marks * 150 + "ก", timeout=30) is None
    assert pattern.search(marks * 150, timeout=30) is not None


@pytest.mark.parametrize("said", ["ฮ่า" * 120, "คือว่า" * 60, "ครับผม" * 60, "ขอบคุณ ๆ" * 45, "นะคะ " * 75])
def test_manners_alone_are_told_in_one_way_only(said: str) -> None:
    """ฮ่าฮ่า is one laugh or two: trying every way to part a hundred would not end (regex raises TimeoutError then)."""
    assert manners._MANNERS_ALONE.fullmatch(said, timeout=30) is not None
    assert manners._MANNERS_ALONE.fullmatch(f"{said}ก", timeout=30) is None


def test_thanks_said_over_and_over_change_nothing() -> None:
    assert understand("ยืนยันครับเด้อค่ะเด้อค่ะ ขอบคุณมากๆ ค่ะค่ะ ขอบคุณมากๆ ค่ะ") == Instruction(Keyword.CONFIRM)
