"""Amounts that a text may mean: offered with how they were worked out, chosen by tap, by number or by amount."""

from __future__ import annotations

import pytest

from bot.conversation.states import Answering, ChoosingAmount
from messages.answer_values import AmountAnswer
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def cumulative() -> Talk:
    talk = Talk(turn_context(assignment(project(4, 92_100))))
    talk.say("รายงาน 4", "2")
    return talk


@pytest.fixture
def quarterly() -> Talk:
    talk = Talk(turn_context(assignment(project(4, 92_100), known={1: 917_500}), form="new-quarters"))
    talk.say("รายงาน 4")
    return talk


def spent(talk: Talk) -> AmountAnswer | None:
    answer = talk.state.drafts[0].answers.get("spent")
    assert answer is None or isinstance(answer, AmountAnswer)
    return answer


def test_what_remains_offers_the_budget_without_it_and_stores_nothing(cumulative: Talk) -> None:
    heard = cumulative.say("เหลือ 84,694")
    assert text_of(heard).splitlines() == [
        '"เหลือ 84,694" หมายถึงเท่าไร',
        "1. 7,406 บาท · งบประมาณ 92,100 − คงเหลือ 84,694",
        "แตะปุ่ม หรือพิมพ์หมายเลข · ถ้าไม่ใช่ พิมพ์เฉพาะตัวเลข เช่น 12,500",
    ]
    assert asked(heard) == "spent"
    assert [item.label for item in heard[-1].buttons][:1] == ["7,406 บาท"]
    assert spent(cumulative) is None


@pytest.mark.parametrize("chosen", ["2", "ข้อ 2 ครับ", "๒", "30,005", "30005 บาท"])
def test_an_offered_amount_is_chosen_by_its_number_or_by_itself(cumulative: Talk, chosen: str) -> None:
    assert asked(cumulative.say("สามหมื่นห้า", chosen)) == "progress"
    assert spent(cumulative) == AmountAnswer(3_000_500)


def test_an_offered_amount_is_tapped(cumulative: Talk) -> None:
    heard = cumulative.say("เหลือ 84,694")
    cumulative.tap(button(heard, "7406"))
    assert spent(cumulative) == AmountAnswer(740_600)


def test_a_tapped_amount_is_no_number_of_the_list(cumulative: Talk) -> None:
    heard = cumulative.say("เหลือ 92,098")
    cumulative.tap(button(heard, "2"))
    assert spent(cumulative) == AmountAnswer(200)


@pytest.mark.parametrize("yes", ["ใช่", "ใช่ครับ", "ยืนยัน"])
def test_a_yes_takes_the_one_amount_offered(cumulative: Talk, yes: str) -> None:
    assert asked(cumulative.say("ครึ่งนึง", yes)) == "progress"
    assert spent(cumulative) == AmountAnswer(4_605_000)


def test_a_yes_to_several_amounts_shows_them_again(cumulative: Talk) -> None:
    heard = cumulative.say("งวดแรก 15,000 งวดสอง 20,000", "ใช่")
    assert "1. 35,000 บาท · 15,000 + 20,000" in text_of(heard)
    assert spent(cumulative) is None


def test_a_no_asks_the_question_again(cumulative: Talk) -> None:
    heard = cumulative.say("เหลือ 84,694", "ไม่ใช่")
    assert "เบิกจ่ายสะสม" in text_of(heard)
    assert isinstance(cumulative.state.step, Answering)


def test_the_amounts_are_shown_again_after_a_sticker(cumulative: Talk) -> None:
    cumulative.say("เหลือ 84,694")
    assert "1. 7,406 บาท" in text_of(cumulative.show_sticker())
    assert isinstance(cumulative.state.step, ChoosingAmount)


def test_another_amount_typed_is_taken(cumulative: Talk) -> None:
    assert asked(cumulative.say("เหลือ 84,694", "8,000")) == "progress"
    assert spent(cumulative) == AmountAnswer(800_000)


def test_a_number_beyond_the_list_is_an_amount(cumulative: Talk) -> None:
    cumulative.say("สามหมื่นห้า", "3")
    assert spent(cumulative) == AmountAnswer(300)


def test_all_of_the_budget_is_named_so_on_the_button(cumulative: Talk) -> None:
    heard = cumulative.say("เบิกหมดแล้ว")
    assert heard[-1].buttons[0].label == "เบิกครบ 92,100 บาท"
    cumulative.tap(button(heard, "92100"))
    assert spent(cumulative) == AmountAnswer(9_210_000)


def test_with_nothing_to_offer_no_button_names_an_amount(cumulative: Talk) -> None:
    heard = cumulative.say("เอ๊ะ ไม่ใช่ 30,000 บาทถ้วน")
    assert not [item for item in heard[-1].buttons if item.label.endswith("บาท")]
    assert asked(heard) == "spent"


def test_an_offered_amount_that_looks_odd_is_still_doubted(cumulative: Talk) -> None:
    assert asked(cumulative.say("งวดแรก 60,000 งวดสอง 50,000", "1")) == "confirm_spent"


def test_an_unsent_message_takes_back_what_it_offered(cumulative: Talk) -> None:
    cumulative.say("เหลือ 84,694")
    cumulative.unsend("message-3")
    assert isinstance(cumulative.state.step, Answering)


def test_an_amount_chosen_goes_with_the_message_it_was_worked_out_of(cumulative: Talk) -> None:
    cumulative.say("เหลือ 84,694", "1")
    cumulative.unsend("message-3")
    assert spent(cumulative) is None


def test_the_year_to_date_is_no_answer_for_one_quarter(quarterly: Talk) -> None:
    heard = quarterly.say("สะสม 14,175 บาท")
    assert "ข้อนี้ถามเฉพาะไตรมาสที่ 2" in text_of(heard)
    assert "1. 5,000 บาท · สะสม 14,175 − ไตรมาสก่อน 9,175" in text_of(heard)
    assert "spent_q2" not in quarterly.state.drafts[0].answers


def test_of_two_quarters_the_one_asked_about_is_offered(quarterly: Talk) -> None:
    heard = quarterly.say("ไตรมาส 1 9,175 ไตรมาส 2 5,000")
    assert "1. 5,000 บาท · เฉพาะไตรมาสที่ 2" in text_of(heard)


def test_two_figures_that_make_the_budget_are_taken_and_echoed(cumulative: Talk) -> None:
    heard = cumulative.say("เบิกไปแล้ว 7,406 เหลือ 84,694")
    assert text_of(heard).splitlines()[0] == "รับ 7,406 บาท (ร้อยละ 8.04) คงเหลือ 84,694 บาท"


def test_a_figure_in_a_reason_is_not_offered_as_the_amount(cumulative: Talk) -> None:
    assert asked(cumulative.say("100,000")) == "confirm_spent"
    heard = cumulative.say("เพราะซื้อเพิ่ม 500 บาท")
    assert "500 บาท" not in [item.label for item in heard[-1].buttons]
    assert spent(cumulative) == AmountAnswer(10_000_000)


def test_a_second_amount_is_no_text_beside_the_first(cumulative: Talk) -> None:
    heard = cumulative.say("เบิกไป 3,000 แล้วก็อีก 4,500 ค่ะ")
    assert "1. 7,500 บาท · 3,000 + 4,500" in text_of(heard)
    assert spent(cumulative) is None
