"""Not my project, and hand it over: shown back, sent by one word, and the report that is open goes on."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.effects import DecideRequest, PlaceRequest, ShowRequests, WithdrawRequest
from bot.conversation.states import Answering, Idle, State
from messages.chat.bubbles import Card
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

SPOKEN = tomllib.loads((Path(__file__).parents[2] / "messages" / "speech.toml").read_text("utf-8"))


@pytest.fixture
def talk() -> Talk:
    return Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000))))


def placed(talk: Talk) -> PlaceRequest | None:
    return next((effect for effect in talk.effects if isinstance(effect, PlaceRequest)), None)


@pytest.mark.parametrize("said", ["ไม่ใช่โครงการของฉัน", "ไม่ใช่โครงการของฉันค่ะ", "ย้ายไปให้ ครูมาลี", "ย้ายไปให้ครูมาลีครับ"])
def test_within_a_report_it_is_about_that_project_and_nothing_is_sent_yet(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2")
    heard = text_of(talk.say(said))
    assert "ที่ 4 โครงการทดสอบ 4" in heard
    assert "ยังไม่ได้ส่งคำขอ" in heard
    assert "กลับมาทำต่อ" not in heard
    assert placed(talk) is None


def test_a_yes_sends_it_and_the_open_question_is_asked_again(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    before = talk.state
    talk.say("ย้ายไปให้ ครูมาลี")
    heard = talk.say("ใช่")
    sent = placed(talk)
    assert sent
    assert (sent.fiscal_year, sent.project_id, sent.to, sent.message_id) == (2564, project_id(4), "ครูมาลี", "message-3")
    assert "ยังเป็นของคุณ ยังเตือนและรายงานตามเดิม" in text_of(heard)
    assert asked(heard) == "spent"
    assert talk.state == before


def test_a_tap_sends_it_once(talk: Talk) -> None:
    heard = talk.say("ที่ 4 ไม่ใช่โครงการของฉัน")
    data = button(heard, "yes")
    talk.tap(data)
    assert placed(talk)
    assert "ไม่ได้บันทึก" in text_of(talk.tap(data))
    assert placed(talk) is None


def test_the_button_of_another_request_sends_nothing(talk: Talk) -> None:
    first = button(talk.say("ที่ 4 ไม่ใช่โครงการของฉัน"), "yes")
    talk.say("ไม่", "ที่ 4 ย้ายไปให้ครูมาลี")
    assert "ไม่ได้บันทึก" in text_of(talk.tap(first))
    assert placed(talk) is None


@pytest.mark.parametrize("said", ["ไม่", "ไม่ส่งครับ", "ย้อนกลับ", "ยกเลิก"])
def test_anything_but_a_yes_sends_nothing(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2", "ไม่ใช่โครงการของฉัน")
    talk.say(said)
    assert placed(talk) is None
    assert [draft.answers["status"] for draft in talk.state.drafts]


def test_an_answer_typed_instead_is_the_answer_to_the_open_question(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "ไม่ใช่โครงการของฉัน")
    assert asked(talk.say("500")) == "progress"
    assert placed(talk) is None
    assert "spent" in talk.state.drafts[0].answers


def test_a_number_before_or_behind_names_the_project(talk: Talk) -> None:
    assert "ที่ 8" in text_of(talk.say("ที่ 8 ไม่ใช่โครงการของฉัน"))
    assert "ที่ 4" in text_of(talk.say("ไม่ใช่โครงการของฉัน 4"))
    assert "ที่ 8" in text_of(talk.say("โครงการที่ 8 ย้ายไปให้ครูมาลี"))


def test_a_project_of_nobody_here_is_refused(talk: Talk) -> None:
    assert "ไม่อยู่ในโครงการที่คุณรับผิดชอบ" in text_of(talk.say("ที่ 9 ไม่ใช่โครงการของฉัน"))
    assert talk.state.step == Idle()


def test_without_a_project_it_is_asked_which_and_a_number_chooses(talk: Talk) -> None:
    heard = talk.say("ย้ายไปให้ ครูมาลี")
    assert isinstance(heard[-1], Card)
    assert "ขอย้ายโครงการนี้ไปให้ ครูมาลี" in text_of(talk.say("8"))
    talk.say("ใช่")
    sent = placed(talk)
    assert sent
    assert (sent.project_id, sent.to, sent.message_id) == (project_id(8), "ครูมาลี", "message-1")


def test_without_a_project_it_is_asked_which_and_a_tap_chooses(talk: Talk) -> None:
    heard = talk.say("ไม่ใช่โครงการของฉัน")
    assert "ที่ 8" in text_of(talk.tap(button(heard, str(project_id(8)))))
    talk.say("ใช่")
    assert placed(talk)


def test_who_has_one_project_is_not_asked_which(talk: Talk) -> None:
    talk.context = replace(talk.context, assignments=talk.context.assignments[:1])
    assert "ที่ 4" in text_of(talk.say("ไม่ใช่โครงการของฉัน"))


def test_without_a_name_it_is_asked_for(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    before = talk.state
    assert "พิมพ์ชื่อต่อท้าย" in text_of(talk.say("ย้ายไปให้"))
    assert talk.state == before


def test_taking_the_message_back_takes_the_question_back(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "ย้ายไปให้ ครูมาลี")
    assert asked(talk.unsend("message-3")) == "spent"
    assert isinstance(talk.state.step, Answering)


def test_one_word_withdraws_the_only_request(talk: Talk) -> None:
    talk.context = replace(talk.context, requested=frozenset({project_id(8)}))
    assert "ถอนคำขอของที่ 8 แล้ว" in text_of(talk.say("ถอนคำขอ"))
    assert WithdrawRequest(2564, project_id(8)) in talk.effects


def test_of_several_the_number_tells_which_is_withdrawn(talk: Talk) -> None:
    talk.context = replace(talk.context, requested=frozenset({project_id(4), project_id(8)}))
    assert "ที่ 4, 8" in text_of(talk.say("ถอนคำขอ"))
    talk.say("ถอนคำขอ 4")
    assert WithdrawRequest(2564, project_id(4)) in talk.effects


def test_where_none_waits_nothing_is_withdrawn(talk: Talk) -> None:
    assert "ไม่มีคำขอ" in text_of(talk.say("ถอนคำขอ"))
    assert "ไม่มีคำขอของคุณเรื่องที่ 4" in text_of(talk.say("ถอนคำขอ 4"))


def test_a_planner_decides_by_number_or_button_and_sees_all_without(talk: Talk) -> None:
    talk.context = replace(talk.context, is_planner=True)
    talk.say("เห็นชอบ 4")
    assert talk.effects == (DecideRequest(is_granted=True, number=4),)
    talk.say("ไม่เห็นชอบที่ 8 ค่ะ")
    assert talk.effects == (DecideRequest(is_granted=False, number=8),)
    talk.tap("a=grant%3Aabc")
    assert talk.effects == (DecideRequest(is_granted=True, request_id="abc"),)
    talk.say("เห็นชอบ")
    assert talk.effects == (ShowRequests(),)


def test_an_owners_word_of_consent_decides_nothing_and_may_be_the_answer(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500", "เห็นชอบ")
    assert DecideRequest not in map(type, talk.effects)
    talk.say("เป็นคำตอบ")
    assert [part.text for part in talk.state.drafts[0].parts_of("progress")] == ["เห็นชอบ"]


@pytest.mark.parametrize(
    "said",
    [
        "โครงการนี้ไม่ใช่ของผมแล้ว ย้ายไปให้ครูมาลี",
        "ให้ครูมาลีทำแทน",
        "โครงการนี้ให้ครูมาลีรับผิดชอบแทนค่ะ",
        "โอนไปให้ครูมาลี",
        "ผู้รับผิดชอบคือครูมาลี",
    ],
)
def test_said_more_loosely_it_names_the_same_person(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2")
    assert "ขอย้ายโครงการนี้ไปให้ ครูมาลี\nที่ 4" in text_of(talk.say(said))


@pytest.mark.parametrize(
    "said", ["ที่ 8 ไม่ใช่ของผมแล้วครับ", "โครงการที่ 8 ไม่ได้รับผิดชอบแล้ว", "ย้ายที่ 8 ไปให้ครูมาลี", "ที่ 8 ให้ครูมาลีทำแทน"]
)
def test_said_more_loosely_of_a_number_it_is_about_that_project(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2")
    assert "ที่ 8 โครงการทดสอบ 8" in text_of(talk.say(said))


def test_in_a_long_answer_the_words_are_held_and_may_be_the_answer(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500")
    heard = talk.say("ย้ายไปให้โรงเรียนบ้านโนนสูงดำเนินการ")
    assert "เป็นคำตอบ" in text_of(heard)
    talk.tap(button(heard, "as_answer"))
    assert placed(talk) is None
    assert [part.text for part in talk.state.drafts[0].parts_of("progress")] == ["ย้ายไปให้โรงเรียนบ้านโนนสูงดำเนินการ"]


def test_in_a_long_answer_a_no_offers_the_words_as_the_answer(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500", "ย้ายไปให้ครูมาลี", "ไม่")
    assert placed(talk) is None
    talk.say("เป็นคำตอบ")
    assert [part.text for part in talk.state.drafts[0].parts_of("progress")] == ["ย้ายไปให้ครูมาลี"]


def test_words_sent_as_a_request_are_no_answer_any_more(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500", "ย้ายไปให้ครูมาลี", "ใช่")
    assert placed(talk)
    talk.say("เป็นคำตอบ")
    assert talk.state.drafts[0].parts_of("progress") == ()


@pytest.mark.parametrize("said", [*SPOKEN["not_mine"], *SPOKEN["hand_over"]])
def test_however_it_is_said_it_is_shown_back_and_nothing_is_sent_nor_lost(talk: Talk, said: str) -> None:
    for before in (("รายงาน 4",), ("รายงาน 4", "2"), ("รายงาน 4", "2", "500")):
        talk.state = State()
        talk.say(*before)
        drafts = talk.state.drafts
        heard = talk.say(said)
        assert asked(heard) == "request" or "พิมพ์ชื่อต่อท้าย" in text_of(heard), (before, said)
        assert placed(talk) is None
        assert talk.state.drafts == drafts
