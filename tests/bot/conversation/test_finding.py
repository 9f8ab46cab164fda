"""A project by part of its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import Idle
from messages.answer_values import TextAnswer, plain_text
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


@pytest.mark.parametrize("said", ["มอนเตสซอริ", "มอนเตสซอรี่"])
def test_part_of_one_name_asks_whether_that_project_is_meant(talk: Talk, said: str) -> None:
    heard = talk.say(said)
    assert "หมายถึง ที่ 4" in text_of(heard)
    assert talk.state.drafts == ()
    assert asked(talk.say("ใช่ค่ะ")) == "status"
    assert talk.state.drafts[0].project_id == project_id(4)


def test_a_no_lists_every_project(talk: Talk) -> None:
    assert set(offered(talk, "มอนเตสซอริ", "ไม่ใช่")) == {"4", "8", "20", "21"}


@pytest.mark.parametrize("said", ["รายงาน มอนเตสซอริ", "รายงานมอนเตสซอริ"])
def test_a_report_of_a_name_that_stands_out_is_opened_at_once(talk: Talk, said: str) -> None:
    heard = talk.say(said)
    assert asked(heard) == "status"
    assert "ที่ 4" in text_of(heard)


def test_a_shared_stem_offers_each_of_its_projects(talk: Talk) -> None:
    assert set(offered(talk, "รายงาน", "บ้านนักวิทยาศาสตร์น้อย")) == {"20", "21"}


def test_a_candidate_is_opened_by_its_button_and_by_its_number(talk: Talk) -> None:
    heard = talk.say("รายงาน บ้านนักวิทยาศาสตร์น้อย")
    assert asked(heard) == "project"
    assert "โครงการบ้านนักวิทยาศาสตร์น้อย ระดับประถมศึกษา" in text_of(talk.tap(button(heard, str(project_id(21)))))
    talk.say("พัก")
    assert asked(talk.say("มอนเตสซอริ", "4")) == "status"


def test_several_that_may_be_meant_are_shown_again_after_a_yes(talk: Talk) -> None:
    heard = talk.say("รายงาน บ้านนักวิทยาศาสตร์น้อย", "ใช่")
    assert asked(heard) == "project"
    assert "ที่ 20" in text_of(heard)


TOLD = "เบิกไปแล้ว 5,000 บาท อยู่ระหว่างดำเนินการ"


@pytest.mark.parametrize(
    "said",
    [
        f"โครงการรับนักเรียน ปีการศึกษา 2564 {TOLD}",
        f"รับนักเรียน {TOLD}",
        f"ที่ 8 {TOLD}",
        f"โครงการที่ ๘ รับนักเรียน {TOLD}",
        f"รายงานที่ 8 ดังนี้ {TOLD}",
    ],
)
def test_a_paragraph_that_names_a_project_opens_it_filled(talk: Talk, said: str) -> None:
    heard = talk.say(said)
    assert asked(heard) == "review"
    assert "ที่ 8" in text_of(heard)
    talk.say("ยืนยัน")
    assert talk.submitted
    assert {key: plain_text(answer) for key, answer in talk.submitted.answers.items()} == {
        "status": "in_progress",
        "spent": "5000.00",
    }


def test_a_paragraph_that_may_be_of_several_waits_until_one_is_chosen(talk: Talk) -> None:
    heard = talk.say(f"บ้านนักวิทยาศาสตร์น้อย {TOLD}")
    assert asked(heard) == "project"
    heard = talk.tap(button(heard, str(project_id(21))))
    assert asked(heard) == "review"
    assert "5,000 บาท" in text_of(heard)


def test_a_paragraph_that_names_no_project_waits_until_one_is_chosen(talk: Talk) -> None:
    heard = talk.say(TOLD)
    assert "เก็บข้อความไว้แล้ว" in text_of(heard)
    assert asked(talk.say("8")) == "review"


def test_a_paragraph_that_waits_is_gone_when_its_message_is_taken_back(talk: Talk) -> None:
    talk.say(TOLD)
    talk.unsend("message-1")
    assert asked(talk.say("8")) == "status"


def test_leaving_the_list_says_that_the_paragraph_was_not_kept(talk: Talk) -> None:
    assert f'ไม่ได้เก็บ "{TOLD[:20]}' in text_of(talk.say(TOLD, "พัก"))


def test_what_is_told_of_a_report_that_was_begun_takes_no_answers_place_unsaid(talk: Talk) -> None:
    heard = talk.say("รายงาน 8", "1", "พัก", f"ที่ 8 {TOLD}")
    assert asked(heard) == "proposal"
    assert "สถานะ: อยู่ระหว่างดำเนินการ (แทน ยังไม่ดำเนินการ)" in text_of(heard)


def test_idle_talk_proposes_no_project(talk: Talk) -> None:
    for said in ("สวัสดีครับ", "ขอบคุณมาก", "โรงเรียนปิดเทอม", "ส่งแล้วนะ"):
        assert "หมายถึงโครงการใด" not in text_of(talk.say(said))
        assert isinstance(talk.state.step, Idle)


def test_words_within_a_long_answer_stay_an_answer(talk: Talk) -> None:
    talk.say("รายงาน 8", "2", "0", "รายงานผลการประชุมมอนเตสซอริ", "เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("รายงานผลการประชุมมอนเตสซอริ")
