"""Everything answered at once: nothing has happened, or nothing has changed since last round."""

from __future__ import annotations

import pytest

from bot.conversation.effects import Submit
from bot.conversation.states import Reviewing
from messages.answer_values import AmountAnswer, ChoiceAnswer
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

WITH_STATUS = ("cumulative", "last-quarter", "conditions", "new-quarters")


def submitted(talk: Talk) -> Submit:
    assert talk.submitted
    return talk.submitted


@pytest.mark.parametrize("form", WITH_STATUS)
def test_an_untouched_project_is_reported_by_three_taps(form: str) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form=form))
    heard = talk.tap(f"a=report:{project_id(4)}")
    heard = talk.tap(button(heard, "untouched"))
    assert asked(heard) == "review"
    talk.tap(button(heard, "confirm"))
    assert submitted(talk).answers["status"] == ChoiceAnswer("not_started")
    assert set(submitted(talk).answers.values()) <= {ChoiceAnswer("not_started"), AmountAnswer(0)}


def test_what_was_spent_before_is_never_swept_to_nothing() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000), previous=740_600)))
    heard = talk.say("รายงาน 4")
    assert "ยังไม่ทำ ยังไม่เบิก" not in text_of(heard)
    assert asked(talk.say("ยังไม่ทำ ยังไม่เบิก")) == "status"
    assert not talk.state.drafts[0].answers


def test_all_as_last_round_takes_three_taps_and_shows_the_figures_before_they_are_sent() -> None:
    last = answers(status="in_progress", spent=740_600, progress="อบรมครู")
    known = assignment(project(4, 600_000), previous=740_600)
    talk = Talk(turn_context(type(known)(known.project, known.facts, last=last)))
    heard = talk.tap(f"a=report:{project_id(4)}")
    heard = talk.tap(button(heard, "same_all"))
    assert "7,406" in text_of(heard)
    talk.tap(button(heard, "confirm"))
    assert submitted(talk).answers == last


def test_what_last_round_does_not_tell_is_asked() -> None:
    known = assignment(project(4, 600_000), known={1: 740_600})
    last = answers(spent_q1=740_600, results_q1="อบรมครู")
    talk = Talk(turn_context(type(known)(known.project, known.facts, last=last), form="every-quarter"))
    assert asked(talk.say("รายงาน 4", "เหมือนรอบก่อนทุกข้อ")) == "spent_q2"
    assert talk.state.drafts[0].answers == last


def test_an_amount_of_last_round_that_the_budget_no_longer_holds_is_asked() -> None:
    last = answers(status="in_progress", spent=740_600, progress="อบรมครู")
    known = assignment(project(4, 7_000), previous=740_600)
    talk = Talk(turn_context(type(known)(known.project, known.facts, last=last)))
    assert asked(talk.say("รายงาน 4", "เหมือนรอบก่อนทุกข้อ")) == "spent"


def test_a_report_begun_takes_no_shortcut() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    talk.say("รายงาน 4", "2")
    assert "ตอนเริ่มรายงาน" in text_of(talk.say("ยังไม่ทำ ยังไม่เบิก"))
    assert talk.state.drafts[0].answers == answers({"status": "in_progress"})


def test_a_shortcut_can_still_be_changed_on_the_card() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    talk.say("รายงาน 4", "ยังไม่ทำ ยังไม่เบิก")
    assert isinstance(talk.state.step, Reviewing)
    assert asked(talk.say("แก้ 2")) == "spent"
