"""Leaving a report, and what was only asked for: for later, for another project, for good; and coming back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.effects import ForgetMe
from bot.conversation.states import Idle
from messages.answer_values import AmountAnswer
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, button, text_of


def test_a_pause_keeps_the_answers_for_later(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "พัก")
    assert isinstance(talk.state.step, Idle)
    heard = talk.say("รายงาน 4")
    assert asked(heard) == "progress"
    assert "ทำต่อ" in text_of(heard)


def test_another_project_midway_leaves_the_first_draft_as_it_was(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "รายงาน 8", "1", "0", "ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.draft.project_id == project_id(8)
    assert [draft.project_id for draft in talk.state.drafts] == [project_id(4)]
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(740_600)


def test_cancel_sends_nothing_and_keeps_the_answers_to_be_offered_again(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "7406", "ยกเลิก")
    assert "ไม่ได้ส่ง" in text_of(heard)
    assert talk.submitted is None
    assert "ที่ 4 โครงการทดสอบ 4 · ยังไม่รายงาน" in text_of(talk.say("โครงการของฉัน"))
    heard = talk.say("รายงาน 4")
    assert asked(heard) == "status"
    assert "มีคำตอบที่ยกเลิกไว้" in text_of(heard)
    assert asked(talk.tap(button(heard, "resume"))) == "progress"
    assert [draft.answers for draft in talk.state.drafts] == [answers(status="in_progress", spent=740_600)]


def test_a_cancelled_report_can_be_begun_anew(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 4", "2", "7406", "ยกเลิก", "รายงาน 4", "1")) == "spent"
    talk.say("0", "ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "not_started", "spent": 0})
    assert talk.state.drafts == ()


def test_of_two_cancelled_reports_of_a_project_the_later_is_kept(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "ยกเลิก", "รายงาน 4", "1", "ยกเลิก")
    assert [draft.answers for draft in talk.state.drafts] == [answers(status="not_started")]


def test_a_word_to_go_on_without_anything_kept_is_no_command(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 4", "ทำต่อ")) == "status"
    assert talk.state.drafts[0].answers == {}


def test_cancelling_before_any_answer_leaves_nothing_behind(talk: Talk) -> None:
    talk.say("รายงาน 4", "ยกเลิก")
    assert talk.state.drafts == ()


def test_a_report_sent_before_opens_on_its_review_card(talk: Talk) -> None:
    sent = answers(status="in_progress", spent=740_600)
    first, second = talk.context.assignments
    talk.context = replace(
        talk.context, assignments=(replace(first, state=ReportState.SUBMITTED, submitted=sent), second)
    )
    assert asked(talk.say("แก้ 4")) == "review"
    talk.say("แก้ 2", "8000", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({**sent, "spent": 800_000})


def test_cancelling_a_change_says_that_the_report_sent_stands(talk: Talk) -> None:
    first, second = talk.context.assignments
    sent = replace(first, state=ReportState.SUBMITTED, submitted=answers({"status": "in_progress", "spent": 740_600}))
    talk.context = replace(talk.context, assignments=(sent, second))
    assert "ยังเหมือนเดิม" in text_of(talk.say("แก้ 4", "ยกเลิก"))
    assert talk.state.drafts == ()


@pytest.mark.parametrize("asked_for", ["ลบข้อมูลของฉัน", "ยังไม่ดำเนินการทั้งหมด"])
@pytest.mark.parametrize("said", ["ยกเลิก", "ย้อนกลับ", "พัก", "ไม่"])
def test_what_was_asked_for_is_taken_back_by_every_word_that_leaves(talk: Talk, asked_for: str, said: str) -> None:
    heard = talk.say(asked_for, said)
    assert isinstance(talk.state.step, Idle)
    assert "ไม่มีรายงานที่เปิดค้างอยู่" not in text_of(heard)
    assert (talk.submitted, talk.effects.count(ForgetMe())) == (None, 0)


def test_a_word_that_sends_a_report_deletes_nobodys_data(talk: Talk) -> None:
    assert asked(talk.say("ลบข้อมูลของฉัน", "ยืนยัน")) == "forget"
    assert ForgetMe() not in talk.effects
