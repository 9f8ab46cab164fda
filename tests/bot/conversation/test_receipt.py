"""What the receipt offers next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.chat.bubbles import Card
from messages.chat.postback import unpack
from messages.project import ReportState
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, project, turn_context


def offered(no: int, *sent: int) -> list[str]:
    """The quick replies after reporting project `no` of six, `sent` already reported."""
    numbers = (4, 8, 11, 12, 15, 20)
    states = {other: ReportState.SUBMITTED if other in sent else ReportState.MISSING for other in numbers}
    talk = Talk(turn_context(*(replace(assignment(project(other, 10_000)), state=states[other]) for other in numbers)))
    receipt = talk.say(f"รายงาน {no}", "2", "0", "ข้าม", "ยืนยัน")
    assert isinstance(receipt[-1], Card)
    assert asked(receipt) == ""
    return [unpack(button.data).action for button in receipt[-1].buttons]


@pytest.mark.parametrize(
    ("no", "sent", "following"),
    [(8, (), [11, 12, 15]), (15, (), [20, 4, 8]), (20, (11, 12, 15), [4, 8]), (4, (8, 11, 12, 15, 20), [])],
)
def test_up_to_three_projects_are_offered_those_that_follow_first(
    no: int, sent: tuple[int, ...], following: list[int]
) -> None:
    assert offered(no, *sent) == [f"report:{project_id(other)}" for other in following]


def test_the_keys_of_a_receipt_work_while_another_report_is_open() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000)), assignment(project(8, 10_000))))
    receipt = talk.say("รายงาน 4", "2", "0", "ข้าม", "ยืนยัน")[-1]
    assert isinstance(receipt, Card)
    again = receipt.keys[-1].data
    talk.context = replace(
        talk.context,
        assignments=(replace(talk.context.assignments[0], state=ReportState.SUBMITTED), *talk.context.assignments[1:]),
    )
    talk.say("รายงาน 8", "2", "100")
    assert asked(talk.tap(again)) == "status"
    assert {draft.project_id for draft in talk.state.drafts} == {project_id(4), project_id(8)}
