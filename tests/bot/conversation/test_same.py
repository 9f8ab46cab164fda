"""Answers of the round before, kept with one word each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

LAST = answers(status="in_progress", spent=740_600, progress="ประชุมครูแกนนำ")


@pytest.fixture
def talk() -> Talk:
    known = assignment(project(4, 600_000), previous=740_600)
    return Talk(turn_context(replace(known, last=LAST)))


def test_a_project_with_nothing_new_is_reported_by_taps_alone(talk: Talk) -> None:
    heard = talk.say("รายงาน 4")
    for action in ("same", "same", "same", "confirm"):
        heard = talk.tap(button(heard, action))
    assert talk.submitted is not None
    assert talk.submitted.answers == LAST


def test_the_answer_of_the_round_before_is_shown(talk: Talk) -> None:
    assert "รอบก่อน: อยู่ระหว่างดำเนินการ" in text_of(talk.say("รายงาน 4"))


def test_the_amount_kept_is_echoed_like_one_typed(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "เหมือนรอบก่อน")
    assert "รับ 7,406 บาท (ร้อยละ 1.23) คงเหลือ 592,594 บาท" in text_of(heard)


def test_without_a_round_before_the_words_are_no_answer(talk: Talk) -> None:
    talk.context = turn_context(assignment(project(4, 600_000)))
    heard = talk.say("รายงาน 4", "เหมือนรอบก่อน")
    assert asked(heard) == "status"
    assert talk.state.drafts[0].answers == {}


def test_a_choice_no_longer_offered_is_not_kept(talk: Talk) -> None:
    first = talk.context.assignments[0]
    talk.context = replace(talk.context, assignments=(replace(first, last=answers({"status": "not_funded"})),))
    assert asked(talk.say("รายงาน 4", "เหมือนรอบก่อน")) == "status"
