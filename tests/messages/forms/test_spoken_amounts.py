"""What a sentence about money answers: the table of spoken_amounts.toml, and sentences made of parts that are known."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.answer_values import AmountAnswer, Answers
from messages.figures.spending import Period, Spending
from messages.forms.form import ProjectFacts, Question
from messages.forms.offered_amounts import AmountsOffered, SpokenReading
from messages.forms.spoken_amounts import read_spoken, restate
from messages.thai.amounts import Amount, NotAmount, UnsureAmount, read_amount
from messages.thai.money import baht

TABLE: dict[str, list[list[str]]] = tomllib.loads((Path(__file__).parent / "spoken_amounts.toml").read_text("utf-8"))
ROWS = [row for rows in TABLE.values() for row in rows]
BUDGET = 92_100_00
SPENT = Question("spent", "amount", "เบิกจ่าย", "เบิกจ่ายสะสมกี่บาท")
QUARTER = Question("spent_q2", "amount", "ไตรมาสที่ 2", "เบิกจ่ายไตรมาสที่ 2 กี่บาท", quarter=2)
PLANNED = Question("planned", "amount", "ตามแผน", "แผนการใช้จ่ายกี่บาท")
FACTS: dict[str, tuple[Question, Spending]] = {
    "": (SPENT, ()),
    "to_date": (SPENT, (Period((1,), 9_175_00),)),
    "to_date_after_nothing": (SPENT, (Period((1,), 0),)),
    "quarter": (QUARTER, (Period((1,), 9_175_00),)),
    "quarter_after_nothing": (QUARTER, (Period((1,), 0),)),
}
quietly = settings(deadline=None, database=None, max_examples=300)
amounts = st.integers(min_value=100, max_value=9_999_999).map(lambda whole: whole * 100)


def facts(before: Spending = (), budget: int = BUDGET) -> ProjectFacts:
    return ProjectFacts(2564, (1, 2), budget, None, before)


def read(text: str, case: str = "", answers: Answers | None = None) -> SpokenReading:
    question, before = FACTS[case]
    return read_spoken(question, text, facts(before), answers or {})


def shown(reading: object) -> str:
    match reading:
        case Amount(satang):
            return baht(satang)
        case AmountsOffered(offered):
            return f"? {' | '.join(baht(one.satang) for one in offered)}".rstrip()
        case UnsureAmount(candidates):
            return f"? {' | '.join(baht(satang) for satang in candidates)}"
    return "-"


def workings(reading: SpokenReading) -> list[str]:
    return [one.working for one in reading.amounts] if isinstance(reading, AmountsOffered) else []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_sentence_is_read_beside_what_is_known(row: list[str]) -> None:
    text, now, _, *case = row
    assert shown(read(text, *case)) == now


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_table_tells_what_the_words_alone_are_read_as(row: list[str]) -> None:
    assert shown(read_amount(row[0])) == row[2]


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_has_examples_enough_to_mean_something(kind: str) -> None:
    assert len(TABLE[kind]) >= 20


def test_what_is_offered_tells_how_it_was_worked_out() -> None:
    assert workings(read("เหลือ 84,694")) == ["งบประมาณ 92,100 − คงเหลือ 84,694"]
    assert workings(read("เหลือ 77,925", "quarter")) == ["งบประมาณ 92,100 − คงเหลือ 77,925 − ไตรมาสอื่น 9,175"]
    assert workings(read("เบิก 50%")) == ["ร้อยละ 50 ของงบประมาณ 92,100"]
    assert workings(read("สะสม 14,175", "quarter"))[0] == "สะสม 14,175 − ไตรมาสก่อน 9,175"
    assert workings(read("งวดแรก 15,000 งวดสอง 20,000"))[0] == "15,000 + 20,000"
    assert workings(read("25 คน คนละ 120 บาท")) == ["25 × 120"]


def test_what_contradicts_the_question_is_told_apart_from_it() -> None:
    reading = read("สะสม 14,175 บาท", "quarter")
    assert isinstance(reading, AmountsOffered)
    assert reading.why == "ข้อนี้ถามเฉพาะไตรมาสที่ 2"


def test_quarters_answered_a_moment_ago_are_known_too() -> None:
    told = {"spent_q1": AmountAnswer(9_175_00)}
    assert shown(read_spoken(QUARTER, "สะสม 14,175", facts(), told)) == "? 5,000 | 14,175"


def test_without_a_quarter_before_no_difference_is_offered() -> None:
    assert shown(read_spoken(QUARTER, "สะสม 14,175", facts(), {})) == "? 14,175"


def test_a_budget_of_nothing_makes_nothing_of_a_share_or_a_rest() -> None:
    none = facts(budget=0)
    assert shown(read_spoken(SPENT, "เบิก 50%", none, {})) == "-"
    assert shown(read_spoken(SPENT, "เหลือ 500", none, {})) == "?"


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("งบ 40,000 บาท", "40,000"),
        ("ตามแผน 40,000", "40,000"),
        ("จะใช้ 40,000 บาท", "40,000"),
        ("เต็มจำนวน", "? 92,100"),
        ("ค่าอาหาร 3,000 ค่าวิทยากร 2,400", "? 3,000 | 2,400"),
    ],
)
def test_money_planned_is_asked_for_in_other_words(text: str, now: str) -> None:
    assert shown(read_spoken(PLANNED, text, facts(), {})) == now


@pytest.mark.parametrize(
    "reason",
    [
        "เพราะซื้อเพิ่ม 500 บาท",
        "ได้รับจัดสรรเพิ่ม 20,000 บาท",
        "ซื้อคอมพิวเตอร์ 3 เครื่อง 45,000 บาท",
        "เขตโอนเพิ่มมาอีก 20,000",
        "ยืมเงินโครงการอื่น 5,000 บาท",
        "เนื่องจากเบิกค่าวิทยากร 2,400 บาท",
        "ของแพงขึ้น",
        "อบรมเพิ่ม 2 รุ่น",
    ],
)
def test_figures_in_a_reason_state_no_other_amount(reason: str) -> None:
    assert restate(SPENT, reason, facts(), {}) == NotAmount()


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("37,000", "37,000"),
        ("เบิก 37,000 บาท", "37,000"),
        ("ไม่ใช่ค่ะ 3,000", "3,000"),
        ("ไม่ใช่ 30,000 เป็น 3,000", "3,000"),
        ("สามหมื่นห้า", "? 35,000 | 30,005"),
        ("ไม่ใช่ 30,000", "?"),
    ],
)
def test_an_amount_told_anew_is_no_reason(text: str, now: str) -> None:
    assert shown(restate(SPENT, text, facts(), {})) == now


SURE = (
    "เบิกแล้ว {} บาท",
    "เบิกจ่ายไปแล้ว {} บาท จัดอบรมครูแล้ว 2 รุ่น",
    "{} บาท อยู่ระหว่างดำเนินการ",
    "จัดไป 3 ครั้ง เบิก {} บาท",
    "ณ 31 มี.ค. 64 เบิกจ่าย {} บาท",
    "ปีงบประมาณ 2564 ใช้ไป {} บาท",
    "เบิก {} บาท ยังเหลืออีกนิดหน่อย",
    "อบรมครู 25 คน ใช้เงิน {} บาทค่ะ",
)
OFFERED = ("ประมาณ {} บาท", "{} กว่าบาท", "ขอเบิก {} บาท", "ยืมเงิน {} บาท", "งวดที่ 2 {} บาท", "ถ้าเบิก {} บาท")
OF_ANOTHER = (
    "เหลือ {} บาท",
    "งบ {} บาท",
    "คนละ {} บาท",
    "ไม่ใช่ {} บาท",
    "ได้รับจัดสรร {} บาท",
    "ยังไม่ได้เบิก {} บาท",
    "{} คน",
    "ไตรมาสก่อนเบิก {} บาท",
    "{} บาทต่อคน",
)


@quietly
@given(amounts, st.sampled_from(SURE))
def test_an_amount_in_a_plain_sentence_is_taken_and_is_that_amount(satang: int, sentence: str) -> None:
    assert read(sentence.format(baht(satang))) == Amount(satang)


@quietly
@given(amounts, st.sampled_from(OFFERED))
def test_an_amount_that_is_not_sure_is_offered_and_never_taken(satang: int, sentence: str) -> None:
    reading = read(sentence.format(baht(satang)))
    assert isinstance(reading, AmountsOffered)
    assert satang in [one.satang for one in reading.amounts]


@quietly
@given(amounts, st.sampled_from(OF_ANOTHER))
def test_a_figure_of_something_else_is_never_taken_nor_offered_alone(satang: int, sentence: str) -> None:
    reading = read(sentence.format(baht(satang)))
    assert not isinstance(reading, Amount)
    offered = [one.satang for one in reading.amounts] if isinstance(reading, AmountsOffered) else []
    assert offered != [satang] or 2 * satang == BUDGET


@quietly
@given(st.integers(min_value=0, max_value=BUDGET // 100).map(lambda whole: whole * 100))
def test_what_is_spent_and_what_remains_confirm_each_other(satang: int) -> None:
    text = f"เบิกไปแล้ว {baht(satang)} เหลือ {baht(BUDGET - satang)}"
    assert read(text) == Amount(satang)


@quietly
@given(amounts, amounts)
def test_what_does_not_add_up_to_the_budget_is_never_taken(spent: int, rest: int) -> None:
    reading = read(f"เบิกไปแล้ว {baht(spent)} เหลือ {baht(rest)}")
    assert isinstance(reading, AmountsOffered) or spent + rest == BUDGET


@quietly
@given(
    st.lists(amounts, min_size=2, max_size=4), st.sampled_from(["ค่าอาหาร {}", "งวดหนึ่ง {}", "และ {}", "ครั้งที่ 2 {} บาท"])
)
def test_of_several_amounts_none_is_taken_and_their_sum_comes_first(parts: list[int], part: str) -> None:
    reading = read(" ".join(part.format(baht(satang)) for satang in parts))
    assert isinstance(reading, AmountsOffered)
    assert reading.amounts[0].satang == sum(parts)


@quietly
@given(st.text(alphabet="เบิกเหลือ0123456789,.-% บาทคนไม่ใช่รวม()ไตรมาสครั้ง×=", max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read(text)
    assert not isinstance(reading, AmountsOffered) or all(one.satang >= 0 for one in reading.amounts)


@pytest.mark.parametrize("piece", ["1 x ", "25คน×", "1/", "เหลือ 1 ", "ไม่ได้", "o0", "1,"])
def test_what_never_ends_is_read_in_a_blink(piece: str) -> None:
    """A pattern that tries every way to part such a text would not end within hours."""
    assert isinstance(read((piece * 200)[:200]), SpokenReading)
