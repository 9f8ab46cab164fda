"""Photos with captions, in the form that asks for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.effects import EraseMessage, KeepPhoto
from bot.conversation.states import Answering, Reviewing
from messages.answer_values import photos_of
from messages.forms.answers import MAX_PHOTOS
from messages.project import ReportState
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    """A report in which all but the photos has been answered."""
    told = Talk(turn_context(assignment(project(4, 600_000)), form="photos"))
    told.say("รายงาน 4", "ข้าม")
    return told


def photos(talk: Talk) -> list[tuple[str, str]]:
    submitted = talk.submitted
    assert submitted
    return [(photo.message_id, photo.caption) for photo in photos_of(submitted.answers["photos"])]


def test_the_form_asks_for_photos_last_and_they_may_be_skipped(talk: Talk) -> None:
    assert asked(talk.say("อะไรนะ")) == "photos"
    assert asked(talk.say("ข้าม")) == "review"


def test_a_photo_is_fetched_before_it_is_answered(talk: Talk) -> None:
    assert talk.show("image") == ()
    wanted = [effect for effect in talk.effects if isinstance(effect, KeepPhoto)]
    assert [effect.session for effect in wanted] == [talk.state.drafts[0].session]
    assert "ตอนนี้มี 1 รูป" in text_of(talk.fetch(wanted[0].message_id))


def test_a_caption_belongs_to_the_photos_sent_since_the_last_one(talk: Talk) -> None:
    talk.show_photo()
    talk.show_photo()
    assert "อบรมวันแรก" in text_of(talk.say("อบรมวันแรก"))
    talk.show_photo()
    talk.say("ปิดการอบรม", "เสร็จแล้ว", "ยืนยัน")
    assert [caption for _, caption in photos(talk)] == ["อบรมวันแรก", "อบรมวันแรก", "ปิดการอบรม"]


def test_a_caption_typed_again_takes_the_place_of_the_first(talk: Talk) -> None:
    talk.show_photo()
    talk.say("อบรมรุ่นหนึ่ง", "อบรมรุ่นสอง", "เสร็จแล้ว", "ยืนยัน")
    assert [caption for _, caption in photos(talk)] == ["อบรมรุ่นสอง"]


def test_words_before_any_photo_are_told_back_as_not_kept_and_ask_for_one(talk: Talk) -> None:
    heard = text_of(talk.say("ภาพการอบรม"))
    assert 'ยังไม่มีรูป จึงยังไม่ได้บันทึก "ภาพการอบรม"' in heard
    assert asked(talk.say("เสร็จแล้ว")) == "photos"


def test_the_report_names_its_photos_by_their_messages(talk: Talk) -> None:
    talk.show_photo()
    shown = f"message-{talk.turns - 1}"
    talk.say("เสร็จแล้ว", "ยืนยัน")
    assert photos(talk) == [(shown, "")]
    assert talk.submitted
    assert shown in {part.message_id for part in talk.submitted.parts}


def test_a_photo_sent_during_another_question_is_kept_and_the_question_stays(talk: Talk) -> None:
    talk.say("ย้อนกลับ")
    heard = talk.show_photo()
    assert "ภาพกิจกรรม แล้ว ตอนนี้มี 1 รูป" in text_of(heard)
    assert asked(heard) == "problems"


def test_a_photo_sent_at_the_review_card_is_asked_to_be_ended_before_sending(talk: Talk) -> None:
    talk.say("ข้าม")
    assert isinstance(talk.state.step, Reviewing)
    assert asked(talk.show_photo()) == "review"
    heard = talk.say("ยืนยัน")
    assert asked(heard) == "photos"
    talk.tap(button(heard, "done"))
    talk.say("ยืนยัน")
    assert len(photos(talk)) == 1


def test_skip_after_a_photo_keeps_the_photo(talk: Talk) -> None:
    talk.show_photo()
    talk.say("ข้าม", "ยืนยัน")
    assert len(photos(talk)) == 1


def test_a_photo_can_be_taken_out_by_its_number(talk: Talk) -> None:
    for caption in ("หนึ่ง", "สอง"):
        talk.show_photo()
        talk.say(caption)
    assert "มีรูป 1 ถึง 2" in text_of(talk.say("ลบรูป 3"))
    talk.say("ลบรูป 1", "เสร็จแล้ว", "ยืนยัน")
    assert [caption for _, caption in photos(talk)] == ["สอง"]


def test_a_photo_taken_back_leaves_the_answer_and_the_store(talk: Talk) -> None:
    talk.show_photo()
    shown = f"message-{talk.turns - 1}"
    assert "ลบข้อความ" in text_of(talk.unsend(shown))
    assert EraseMessage(shown) in talk.effects
    assert "ยังไม่มีรูป" in text_of(talk.say("เสร็จแล้ว"))


def test_a_photo_that_could_not_be_had_leaves_the_answer_and_says_what_to_do(talk: Talk) -> None:
    talk.show("image")
    heard = talk.fetch(f"message-{talk.turns}", "not_a_picture")
    assert "ส่งเป็นรูปถ่ายอีกครั้ง" in text_of(heard)
    assert asked(heard) == "photos"
    assert "ยังไม่มีรูป" in text_of(talk.say("เสร็จแล้ว"))


def test_no_more_photos_are_taken_than_a_report_holds(talk: Talk) -> None:
    for _ in range(MAX_PHOTOS):
        talk.show_photo()
    heard = talk.show("image")
    assert f"{MAX_PHOTOS} รูป" in text_of(heard)
    assert not any(isinstance(effect, KeepPhoto) for effect in talk.effects)


def test_photos_of_a_report_sent_are_still_there_when_it_is_changed(talk: Talk) -> None:
    talk.show_photo()
    talk.say("เสร็จแล้ว", "ยืนยัน")
    sent = talk.submitted
    assert sent
    known = replace(talk.context.assignments[0], state=ReportState.SUBMITTED, submitted=sent.answers, parts=sent.parts)
    talk.context = replace(talk.context, assignments=(known,))
    talk.say("แก้ 4", "แก้ 2")
    talk.show_photo()
    talk.say("เสร็จแล้ว", "ยืนยัน")
    assert len(photos(talk)) == 2


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("sticker", "สติกเกอร์"),
        ("audio", "เสียง"),
        ("video", "วิดีโอ"),
        ("file", "ไฟล์"),
        ("location", "สถานที่"),
        ("something LINE brings tomorrow", "เฉพาะข้อความ"),
    ],
)
def test_other_messages_are_told_what_to_do_and_the_question_stays(talk: Talk, kind: str, said: str) -> None:
    heard = talk.show(kind)
    assert said in text_of(heard)
    assert asked(heard) == "photos"


def test_a_form_without_photos_says_so() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    assert "รายงาน" in text_of(talk.show("image"))
    talk.say("รายงาน 4")
    heard = talk.show("image")
    assert "ไม่มีข้อที่ใช้รูป" in text_of(heard)
    assert isinstance(talk.state.step, Answering)
    assert asked(heard) == "status"
