"""Politeness around what is typed: it steers as without, and stays where it is part of a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import Answering, ChoosingProject, Idle
from messages.answer_values import TextAnswer
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context


def named(*names: str) -> Talk:
    projects = [project(no, 10_000) for no, _ in enumerate(names, start=1)]
    renamed = [replace(item, name=name) for item, name in zip(projects, names, strict=True)]
    return Talk(turn_context(*map(assignment, renamed)))


def test_a_whole_report_is_sent_politely(talk: Talk) -> None:
    talk.say("ขอรายงานหน่อยครับ", "4 ครับ", "2 ครับ", "7,406 บาทค่ะ", "จัดอบรมแล้วค่ะ", "เสร็จแล้วค่ะ", "ยืนยันครับ")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "in_progress", "spent": 740_600, "progress": "จัดอบรมแล้วค่ะ"})


@pytest.mark.parametrize("end", ["เสร็จแล้วค่ะ", "เสร็จแล้วครับ", "เสร็จแล้วนะคะ", "เสร็จแล้ว!", "จบครับ", "\u200bเสร็จ แล้ว ค่ะ 🙏"])
def test_a_long_answer_ends_however_politely(talk: Talk, end: str) -> None:
    heard = talk.say("รายงาน 4", "2", "500", "จัดอบรมแล้วค่ะ", "พิมพ์ต่อค่ะ", "ผ่านด้วยดีครับ", end)
    assert asked(heard) == "review"
    (draft,) = talk.state.drafts
    assert draft.answers["progress"] == TextAnswer("จัดอบรมแล้วค่ะ\nผ่านด้วยดีครับ")


@pytest.mark.parametrize("words", ["ดีค่ะ", "ชนะ", "ช่วยกันทำครับ", "5 คนครับ", "“ผ่าน!”", "คะแนนดีขึ้น 555", "คือ ทำแล้วนะ"])
def test_the_words_of_a_long_answer_stay_as_typed(talk: Talk, words: str) -> None:
    talk.say("รายงาน 4", "2", "500", words, "เสร็จแล้วค่ะ")
    (draft,) = talk.state.drafts
    assert draft.answers["progress"] == TextAnswer(words)


@pytest.mark.parametrize("said", ["ยืนยันครับ", "ยืนยัน!", "ยืนยันค่าาา", "“ยืนยัน”ค่ะ", "ยืนยัน 555", "คือ ยืนยันนะคะ"])
def test_a_report_is_sent_however_politely(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2", "500", "ข้ามค่ะ", said)
    assert talk.submitted is not None


@pytest.mark.parametrize("said", ["อยู่ระหว่างดำเนินการครับ", "2 ครับ", "2ค่ะ", "“อยู่ระหว่างดำเนินการ”"])
def test_a_status_is_taken_however_politely(talk: Talk, said: str) -> None:
    assert asked(talk.say("รายงาน 4", said)) == "spent"


def test_a_polite_word_for_a_report_proposes_no_project() -> None:
    talk = named("พัฒนาระบบเพื่อรับตราพระราชทาน", "ส่งเสริมการอ่าน")
    assert asked(talk.say("รายงานครับ")) == "project"
    assert isinstance(talk.state.step, ChoosingProject)
    assert "ส่งเสริมการอ่าน" in text_of(talk.say("รายงานค่ะ"))


def test_a_report_is_opened_by_its_number_however_politely(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 8 ครับ")) == "status"
    assert talk.state.drafts[0].project_id == project_id(8)


def test_politeness_alone_names_no_project() -> None:
    talk = named("พัฒนาระบบเพื่อรับตราพระราชทาน", "อบรมครูคับฟ้า")
    talk.say("ครับ", "ค่ะ", "ครับผม!")
    assert isinstance(talk.state.step, Idle)


@pytest.mark.parametrize(
    ("said", "no"), [("รายงานรับตราครับ", 1), ("รับตราพระราชทานค่ะ", 1), ("รายงานการแข่งขันชนะครับ", 2), ("คะแนนสูงนะคะ", 3)]
)
def test_a_project_is_found_by_words_that_look_like_particles(said: str, no: int) -> None:
    talk = named("รับตราพระราชทาน", "การแข่งขันชนะเลิศ", "ยกระดับคะแนนสูงสุด")
    found = talk.say(said)
    assert f"ที่ {no}" in text_of(found)
    assert all(f"ที่ {other}" not in text_of(found) for other in {1, 2, 3} - {no})


def test_an_unclear_amount_is_still_asked_about(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "สามหมื่นห้าครับ")
    assert {"35000", "30005"} <= {button.label.replace(",", "").split()[0] for button in heard[-1].buttons}
    assert talk.state.drafts[0].answers.get("spent") is None


@pytest.mark.parametrize(
    "said", ["คะ", "นะคะ", "ครับ?", "❤️", "🙏🏻", "…", "ๆ", "❌", "ขอบคุณมากๆค่ะ", "ใช่ไหมคะ", "ยืนยัน?", "ถูกมั้ยครับ"]
)
@pytest.mark.parametrize("lead", [("2", "99,999,999"), ("1", "500")], ids=["doubted", "weighed"])
def test_manners_or_a_question_settle_no_doubtful_figure(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say("รายงาน 4", *lead)
    before = talk.state
    talk.say(said)
    assert (talk.state.step, talk.state.drafts) == (before.step, before.drafts)


@pytest.mark.parametrize("said", ["ไม่ยืนยันครับ", "ไม่ใช่ ❤️", "ไม่ใช่ค่ะ พิมพ์ผิด", "พิมพ์ผิดค่ะ", "ยังไม่ยืนยันนะคะ", "ไม่ค่ะ ขอแก้"])
@pytest.mark.parametrize("lead", [("2", "99,999,999"), ("1", "500")], ids=["doubted", "weighed"])
def test_a_no_in_any_words_takes_the_doubtful_figure_back(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say("รายงาน 4", *lead, said)
    assert isinstance(talk.state.step, Answering)
    assert not [key for key in talk.state.drafts[0].answers if key.startswith("reason_")]


@pytest.mark.parametrize("said", ["ไม่ได้รับโอนงบครบค่ะ", "ซื้อผ้าไหมเพิ่มครับ", "ค่าครุภัณฑ์", "ได้งบเพิ่มค่ะ ขอบคุณค่ะ"])
def test_a_reason_is_kept_as_typed_whatever_manners_it_resembles(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2", "99,999,999", said)
    assert TextAnswer(said) in talk.state.drafts[0].answers.values()


def test_asking_whether_to_confirm_sends_nothing(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500", "ข้ามค่ะ", "ยืนยัน?")
    assert talk.submitted is None


@pytest.mark.parametrize("said", ["ค่าเอกสาร", "ค่าพัก", "ค่ายกเลิก", "ค่าเอกสารรายงาน"])
def test_a_kind_of_expense_is_no_command(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2", "500", said, "เสร็จแล้ว")
    assert talk.state.drafts[0].answers["progress"] == TextAnswer(said)


@pytest.mark.parametrize("said", ["3%", "2%", "฿2", "2฿", "๓%"])
def test_a_quantity_is_no_number_of_a_choice(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", said)
    assert "status" not in talk.state.drafts[0].answers
