"""Typed on the wrong keyboard layout: proposed, never assumed."""

from __future__ import annotations

import pytest

from bot.conversation.states import ConfirmingText
from messages.answer_values import AmountAnswer, TextAnswer
from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    return Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000))))


def test_a_word_on_the_wrong_layout_is_proposed_and_typed_by_its_button(talk: Talk) -> None:
    heard = talk.say("ikp'ko")
    assert 'หมายถึง "รายงาน" หรือไม่' in text_of(heard)
    assert talk.state.drafts == ()
    (button,) = heard[-1].buttons
    assert asked(talk.tap(button.data)) == "project"


def test_an_amount_on_the_wrong_layout_is_proposed_and_not_stored(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "ๅ/ถจจ")
    assert 'หมายถึง "12500" หรือไม่' in text_of(heard)
    assert "spent" not in talk.state.drafts[0].answers
    assert asked(heard) == "spent"
    assert asked(talk.tap(heard[-1].buttons[0].data)) == "progress"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(1_250_000)


def test_plain_figures_are_never_doubted_for_their_layout(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 4", "2", "12500")) == "progress"


def test_a_long_answer_is_kept_as_it_was_typed(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "0", "STEM, ICT", "เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("STEM, ICT")


def test_a_word_on_the_other_layout_is_held_beside_a_long_question(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "0", "ikp'ko")
    assert isinstance(talk.state.step, ConfirmingText)
    talk.say("เป็นคำตอบ", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("ikp'ko")


def test_a_long_text_is_proposed_without_a_button_line_would_refuse(talk: Talk) -> None:
    words = "สองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์"
    heard = talk.say("รายงาน 4", "2", "lv'clolk,s,njolujryoshkihvpsdlb[g0Hf[kmcxflb[gdhkl9k'8N")
    assert f'หมายถึง "{words}" หรือไม่' in text_of(heard)
    assert all(len(button.data) <= 300 for button in heard[-1].buttons)
    assert asked(heard) == "spent"
