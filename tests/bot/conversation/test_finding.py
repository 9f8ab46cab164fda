"""A project by part of its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import Idle
from messages.answer_values import TextAnswer
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

NAMES = {
    4: "การพัฒนาโรงเรียนส่งเสริมการจัดประสบการณ์ระดับปฐมวัยตามแนวคิดมอนเตสซอริ (Montessori)",
    8: "รับนักเรียน ปีการศึกษา 2564",
    20: "โครงการบ้านนักวิทยาศาสตร์น้อย ระดับปฐมวัย ปีงบประมาณ 2564",
    21: "โครงการบ้านนักวิทยาศาสตร์น้อย ระดับประถมศึกษา",
}


@pytest.fixture
def talk() -> Talk:
    return Talk(turn_context(*(assignment(replace(project(no, 10_000), name=name)) for no, name in NAMES.items())))


def offered(talk: Talk, *texts: str) -> list[str]:
    return [line.split()[1] for line in text_of(talk.say(*texts)).splitlines() if line.startswith("ที่ ")]


@pytest.mark.parametrize("said", ["มอนเตสซอริ", "มอนเตสซอรี่", "รายงาน มอนเตสซอริ", "รายงานมอนเตสซอริ"])
def test_part_of_a_name_offers_the_project(talk: Talk, said: str) -> None:
    assert offered(talk, said)[0] == "4"
    assert talk.state.drafts == ()


def test_a_shared_stem_offers_each_of_its_projects(talk: Talk) -> None:
    assert set(offered(talk, "รายงาน", "บ้านนักวิทยาศาสตร์น้อย")) == {"20", "21"}


def test_a_candidate_is_opened_by_its_button_and_by_its_number(talk: Talk) -> None:
    heard = talk.say("รายงาน นักวิทย์น้อย ประถม")
    assert asked(heard) == "project"
    assert "โครงการบ้านนักวิทยาศาสตร์น้อย ระดับประถมศึกษา" in text_of(talk.tap(button(heard, str(project_id(21)))))
    talk.say("พัก")
    assert asked(talk.say("มอนเตสซอริ", "4")) == "status"


def test_idle_talk_proposes_no_project(talk: Talk) -> None:
    for said in ("สวัสดีครับ", "ขอบคุณมาก", "โรงเรียนปิดเทอม", "ส่งแล้วนะ"):
        assert "หมายถึงโครงการใด" not in text_of(talk.say(said))
        assert isinstance(talk.state.step, Idle)


def test_words_within_a_long_answer_stay_an_answer(talk: Talk) -> None:
    talk.say("รายงาน 8", "2", "0", "รายงานผลการประชุมมอนเตสซอริ", "เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("รายงานผลการประชุมมอนเตสซอริ")
