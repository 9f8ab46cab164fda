"""A status in free words: proposed, never taken."""

from __future__ import annotations

import pytest

from messages.chat.postback import unpack
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    talk.say("รายงาน")
    return talk


def proposed(talk: Talk, text: str) -> list[str]:
    heard = talk.say(text)
    return [
        unpack(item.data).action for item in heard[-1].buttons if unpack(item.data).action not in {"pause", "cancel"}
    ]


@pytest.mark.parametrize(
    ("said", "first"),
    [("กำลังทำอยู่", "in_progress"), ("เลื่อนไปไตรมาส 3", "postponed"), ("ยกเลิกแล้ว", "cancelled"), ("จบโครงการ", "done")],
)
def test_free_words_bring_the_likeliest_status_first(talk: Talk, said: str, first: str) -> None:
    assert proposed(talk, said)[0] == first
    assert talk.state.drafts[0].answers == {}


def test_what_is_not_finished_is_not_proposed_as_done(talk: Talk) -> None:
    assert proposed(talk, "ยังไม่เสร็จ")[0] != "done"


def test_the_proposal_is_taken_by_its_button(talk: Talk) -> None:
    heard = talk.say("กำลังทำอยู่")
    assert asked(heard) == "status"
    assert asked(talk.tap(button(heard, "in_progress"))) == "spent"


def test_words_that_mean_no_status_are_asked_again_with_every_choice(talk: Talk) -> None:
    assert "5. ยกเลิกโครงการ" in text_of(talk.say("สวัสดีตอนเช้า"))
