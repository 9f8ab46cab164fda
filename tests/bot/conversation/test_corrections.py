"""A report that was sent is opened again: it says so, shows what would change, and keeps its first time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.conversation.context import SentTimes
from messages.answer_values import Answers
from messages.chat.bubbles import Bubble, Card
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

SENT_AT = datetime(2021, 3, 22, 3, 0, tzinfo=UTC)
SENT = answers(status="in_progress", spent=740_600, progress="ประชุมครูแล้ว")


def corrected(given: Answers = SENT, *, late: bool = False) -> Talk:
    """Project 4 was sent on 22 March; project 8 is missing."""
    times = SentTimes(SENT_AT, late=late, last_at=SENT_AT)
    told = replace(
        assignment(project(4, 600_000)), state=ReportState.SUBMITTED, submitted=given, revision=1, sending=times
    )
    return Talk(turn_context(told, assignment(project(8, 10_000))))


def card_in(heard: tuple[Bubble, ...]) -> Card:
    assert isinstance(heard[-1], Card)
    return heard[-1]


def rows(heard: tuple[Bubble, ...]) -> dict[str, str]:
    return {row.label: row.value for row in card_in(heard).rows}


@pytest.mark.parametrize("said", ["รายงาน 4", "แก้ 4"])
def test_it_is_told_that_it_was_sent_and_when_and_that_nothing_is_changed_yet(said: str) -> None:
    card = card_in(corrected().say(said))
    assert card.title == "แก้รายงานที่ส่งแล้ว"
    assert "ส่งเมื่อ 22 มีนาคม 2564 10.00 น." in card.subtitle
    assert card.note.startswith("ยังไม่ได้แก้ข้อใด")
    assert "ตรวจก่อนส่ง" not in card.alt + card.title
    assert "ส่งเมื่อ 22 มีนาคม 2564" in card.alt


def test_the_card_shows_what_was_and_what_would_be() -> None:
    talk = corrected()
    heard = talk.say("แก้ 4", "แก้ 2", "8,000")
    assert rows(heard)["2. เบิกจ่ายสะสม"] == "7,406 บาท → 8,000 บาท"
    assert rows(heard)["1. สถานะ"] == "อยู่ระหว่างดำเนินการ"
    assert card_in(heard).note.startswith("แก้ 1 ข้อ ยังไม่ได้ส่ง")
    assert "7,406 บาท → 8,000 บาท" in card_in(heard).alt


def test_of_a_long_answer_both_are_shown_each_on_its_line() -> None:
    talk = corrected()
    talk.say("แก้ 4", "แก้ 3")
    heard = talk.say("อบรมครู 2 รุ่น", "เสร็จแล้ว")
    assert "เดิม: ประชุมครูแล้ว\nใหม่: " in rows(heard)["3. ความก้าวหน้า"]


def test_the_receipt_shows_the_change_and_both_times() -> None:
    talk = corrected()
    heard = talk.say("แก้ 4", "แก้ 2", "8,000", "ยืนยัน")
    assert "ส่งแล้ว (แก้ไข) · ที่ 4" in text_of(heard)
    assert "เบิกจ่ายสะสม: 7,406 บาท → 8,000 บาท" in text_of(heard)
    assert rows(heard)["เบิกจ่ายสะสม"] == "7,406 บาท → 8,000 บาท"
    assert rows(heard)["เวลาที่ส่ง"] == "22 มีนาคม 2564 10.00 น."
    assert rows(heard)["แก้เมื่อ"].startswith("24 มีนาคม 2564")


@pytest.mark.parametrize("late", [False, True])
def test_it_is_late_where_it_was_sent_late_whenever_it_is_corrected(late: bool) -> None:
    talk = corrected(late=late)
    talk.context = replace(talk.context, today=date(2021, 4, 20))
    talk.say("แก้ 4", "แก้ 2", "8,000", "ยืนยัน")
    assert talk.submitted
    assert talk.submitted.late is late


def test_a_change_taken_back_is_no_change() -> None:
    talk = corrected()
    heard = talk.say("แก้ 4", "แก้ 2", "8,000", "แก้ 2", "7,406")
    assert card_in(heard).note.startswith("ยังไม่ได้แก้ข้อใด")


def test_looking_at_what_was_sent_puts_nothing_aside() -> None:
    talk = corrected()
    talk.say("รายงาน 4")
    assert "เก็บที่ 4" not in text_of(talk.say("รายงาน 8"))


# The way out


def test_no_button_out_reads_like_the_status_of_a_cancelled_project(talk: Talk) -> None:
    first = talk.say("รายงาน 4")
    assert "ยกเลิกโครงการ" in labels(first)
    assert "ออกจากรายงาน" in labels(first)
    assert "ทิ้งคำตอบ" in labels(talk.say("2"))
    assert "ทิ้งที่แก้" in labels(corrected().say("แก้ 4"))
    assert not {"ยกเลิก"} & set(labels(first))


def test_the_button_out_says_the_word_that_may_be_typed(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2")
    assert [each.says for each in heard[-1].buttons if each.label == "ทิ้งคำตอบ"] == ["ยกเลิก"]
    assert "ยกเลิกแล้ว" in text_of(talk.tap(button(heard, "cancel")))


def labels(heard: tuple[Bubble, ...]) -> list[str]:
    return [each.label for each in heard[-1].buttons]


# Going back


def test_who_goes_back_and_changes_an_answer_goes_on_through_what_follows(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406")
    assert asked(talk.say("ย้อนกลับ")) == "spent"
    assert asked(talk.say("ย้อนกลับ")) == "status"
    heard = talk.say("3")
    assert asked(heard) == "spent"
    assert "ตอบไว้: 7,406 บาท" in text_of(heard)
    assert asked(talk.tap(button(heard, "skip"))) == "progress"


def test_an_answer_that_follows_is_kept_by_one_tap_and_asked_about_no_more(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ข้าม", "ย้อนกลับ", "ย้อนกลับ", "ย้อนกลับ", "3")
    heard = talk.say("ข้าม")
    assert asked(heard) == "review"
    assert asked(talk.say("แก้ 1", "2")) == "review"


def test_a_contradiction_waits_until_what_follows_was_asked(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ย้อนกลับ", "ย้อนกลับ")
    assert asked(talk.say("1")) == "spent"
    assert asked(talk.say("0")) == "progress"


def test_a_contradiction_that_is_left_is_asked_about_then(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ย้อนกลับ", "ย้อนกลับ", "1")
    assert asked(talk.say("ข้าม")) == "confirm_spent"


def test_an_item_changed_by_its_number_leads_straight_back_to_the_card(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ข้าม", "ย้อนกลับ", "ย้อนกลับ")
    assert asked(talk.say("แก้ 1", "3")) == "review"
