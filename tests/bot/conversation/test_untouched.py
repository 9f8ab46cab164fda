"""Several projects nothing has happened in, sent by one confirmation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.effects import Submit
from messages.answer_values import Answers
from messages.forms.loader import load
from messages.forms.shortcuts import untouched_answers
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.forms import find_form
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


def submits(talk: Talk) -> dict[int, Answers]:
    found = [effect for effect in talk.effects if isinstance(effect, Submit)]
    return {submit.draft.project_id: submit.answers for submit in found}


@pytest.fixture
def talk() -> Talk:
    return Talk(turn_context(*(assignment(project(no, 10_000)) for no in (4, 8, 11))))


def test_they_are_listed_and_sent_with_two_taps_after_the_list(talk: Talk) -> None:
    heard = talk.say("รายงาน")
    heard = talk.tap(button(heard, "all_not_started"))
    assert asked(heard) == "all_not_started"
    assert "3 โครงการ" in text_of(heard)
    assert "โครงการทดสอบ 11" in text_of(heard)
    receipt = talk.tap(button(heard, "yes"))
    assert submits(talk) == {project_id(no): answers(status="not_started", spent=0) for no in (4, 8, 11)}
    assert "ส่งแล้ว 3 โครงการ: ที่ 4, 8, 11" in text_of(receipt)


def test_typed_words_do_the_same(talk: Talk) -> None:
    talk.say("ยังไม่ดำเนินการทั้งหมด", "ยืนยัน")
    assert len(submits(talk)) == 3


def test_nothing_is_sent_without_the_confirmation(talk: Talk) -> None:
    for said in ("ยกเลิก", "ไม่", "สวัสดี"):
        talk.say("ยังไม่ดำเนินการทั้งหมด", said)
        assert submits(talk) == {}


def test_a_draft_a_sent_report_and_earlier_spending_are_left_out() -> None:
    projects = [assignment(project(no, 10_000)) for no in (4, 8)]
    sent = replace(
        assignment(project(11, 10_000)), state=ReportState.SUBMITTED, submitted=answers(status="done", spent=5)
    )
    spent_before = assignment(project(12, 10_000), previous=700)
    talk = Talk(turn_context(*projects, sent, spent_before))
    talk.say("รายงาน 4", "2", "พัก", "ยังไม่ดำเนินการทั้งหมด", "ยืนยัน")
    assert list(submits(talk)) == [project_id(8)]


def test_a_form_that_asks_more_of_a_project_not_started_has_no_such_way() -> None:
    known = assignment(project(4, 10_000), known={1: 100})
    talk = Talk(turn_context(known, assignment(project(8, 10_000)), form="new-quarters"))
    talk.say("ยังไม่ดำเนินการทั้งหมด", "ยืนยัน")
    assert submits(talk) == {project_id(8): answers(spent_q1=0, spent_q2=0, status="not_started")}


def test_they_are_listed_and_sent_in_the_words_of_the_form() -> None:
    talk = Talk(turn_context(*(assignment(project(no, 10_000)) for no in (4, 8)), form="policy-status"))
    assert "ยังไม่ได้ดำเนินการ และยังไม่เบิกจ่าย 2 โครงการ" in text_of(talk.say("ยังไม่ดำเนินการทั้งหมด"))
    assert "สถานะยังไม่ได้ดำเนินการ" in text_of(talk.say("ยืนยัน"))


def test_a_form_without_that_status_has_no_such_way() -> None:
    source = find_form("cumulative").source.replace('"not_started", ', "")
    assert untouched_answers(load(source), assignment(project(8, 10_000)).facts) is None


def test_one_project_can_be_sent_so_too(talk: Talk) -> None:
    talk.context = replace(talk.context, assignments=talk.context.assignments[:1])
    heard = talk.say("ยังไม่ดำเนินการทั้งหมด")
    assert "1 โครงการ" in text_of(heard)


def test_each_report_has_its_own_id(talk: Talk) -> None:
    talk.say("ยังไม่ดำเนินการทั้งหมด", "ยืนยัน")
    sessions = {effect.draft.session for effect in talk.effects if isinstance(effect, Submit)}
    assert len(sessions) == 3
