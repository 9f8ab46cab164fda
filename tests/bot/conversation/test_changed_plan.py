"""A plan imported again while people are reporting: reports go on under their new numbers, and none is lost."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.states import Idle
from messages.answer_values import AmountAnswer
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, button, text_of


def renumber(talk: Talk, numbers: dict[int, int]) -> None:
    """The same projects under other numbers."""
    talk.context = replace(
        talk.context,
        assignments=tuple(
            replace(item, project=replace(item.project, no=numbers[item.project.no]))
            for item in talk.context.assignments
        ),
    )


def test_an_open_question_goes_on_and_names_the_new_number_once(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    renumber(talk, {4: 5, 8: 4})
    heard = talk.say("7,406")
    assert "จากที่ 4 เป็นที่ 5 โครงการทดสอบ 4" in text_of(heard)
    assert asked(heard) == "progress"
    assert "จากที่ 4" not in text_of(talk.say("ย้อนกลับ"))


def test_a_draft_resumed_under_its_new_number_is_the_same(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "พัก")
    renumber(talk, {4: 5, 8: 4})
    heard = talk.say("รายงาน 5")
    assert "จากที่ 4 เป็นที่ 5" in text_of(heard)
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(740_600)


def test_a_typed_number_is_todays(talk: Talk) -> None:
    renumber(talk, {4: 5, 8: 4})
    assert "โครงการทดสอบ 8" in text_of(talk.say("รายงาน 4"))


def test_a_button_opens_the_project_it_was_made_for(talk: Talk) -> None:
    listed = talk.say("รายงาน")
    renumber(talk, {4: 5, 8: 4})
    assert "ที่ 5 โครงการทดสอบ 4" in text_of(talk.tap(button(listed, str(project_id(4)))))


def test_a_button_of_a_project_that_is_gone_says_so(talk: Talk) -> None:
    listed = talk.say("รายงาน")
    talk.context = replace(talk.context, assignments=talk.context.assignments[1:])
    heard = text_of(talk.tap(button(listed, str(project_id(4)))))
    assert "โครงการของปุ่มนี้" in heard
    assert str(project_id(4)) not in heard


def test_answers_outlive_the_removal_of_their_project(talk: Talk) -> None:
    whole = talk.context
    talk.say("รายงาน 4", "2", "7,406")
    talk.context = replace(whole, assignments=whole.assignments[1:])
    heard = talk.say("ประชุมครู")
    assert "คำตอบยังเก็บไว้" in text_of(heard)
    assert talk.state.step == Idle()
    talk.context = whole
    assert asked(talk.say("รายงาน 4")) == "progress"
    assert talk.state.drafts[0].answers == answers({"status": "in_progress", "spent": 740_600})
