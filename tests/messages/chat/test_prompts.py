"""What is said about one question: what is known beside it, and one example of how to answer it."""

from __future__ import annotations

import pytest

from messages.chat.bubbles import Card
from tests.support.talk import Talk, assignment, project, text_of, turn_context


def talk_in(form: str, baht: int = 10_000, known: dict[int, int] | None = None) -> Talk:
    return Talk(turn_context(assignment(project(4, baht), known=known), form=form))


def test_an_amount_above_the_budget_is_told_as_that_and_never_as_a_negative_rest() -> None:
    talk = talk_in("cumulative")
    talk.say("รายงาน", "2", "10,500")
    echoed = text_of(talk.say("ใช่"))
    card = talk.say("ข้าม")
    receipt = talk.say("ยืนยัน")
    assert "เกินงบ 500 บาท" in echoed
    assert "เกินงบ 500 บาท" in text_of(receipt)
    for shown in (*card, *receipt):
        assert isinstance(shown, Card)
        assert ("เกินงบ", "500 บาท") in [(row.label, row.value) for row in shown.rows]
    assert "-500" not in echoed + text_of(card) + text_of(receipt)


def test_before_the_first_quarter_nothing_was_reported() -> None:
    asked_first = text_of(talk_in("every-quarter").say("รายงาน"))
    assert "งบประมาณ 10,000 บาท" in asked_first
    assert "รายงานไว้" not in asked_first


def test_of_the_quarter_before_it_is_told_what_was_reported() -> None:
    talk = talk_in("every-quarter")
    assert "ไตรมาสก่อนรายงานไว้ 0 บาท" in text_of(talk.say("รายงาน", "0"))


def test_going_back_to_a_quarter_does_not_count_the_one_after_it() -> None:
    talk = talk_in("every-quarter")
    talk.say("รายงาน", "100", "200")
    assert "รายงานไว้" not in text_of(talk.say("ย้อนกลับ", "ย้อนกลับ"))


@pytest.mark.parametrize("form", ["table", "policy-status", "quarterly-plan", "quarterly-narrative", "date", "choice"])
def test_what_is_not_understood_is_answered_with_one_example(form: str) -> None:
    talk = talk_in(form)
    heard = text_of(talk.say("รายงาน"))
    if "สถานะ" in heard or "ดำเนินการถึงไหน" in heard:
        talk.say("2")
    assert text_of(talk.say("ตามเอกสารแนบ")).count("เช่น") == 1
