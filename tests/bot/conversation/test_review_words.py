"""Words typed at the review card: a yes sends what was just shown, a figure is never passed over in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.states import Reviewing
from messages.answer_values import AmountAnswer, ChoiceAnswer, TextAnswer
from messages.chat.bubbles import Card, Text
from tests.support.talk import NOON, Talk, asked, assignment, button, project, text_of, turn_context

SENDING = (
    *(
        "ถูกต้อง",
        "ใช่",
        "ใช่ค่ะ",
        "ตกลง",
        "ส่ง",
        "ส่งเลยครับ",
        "ส่งรายงาน",
        "ส่งรายงานเลยค่ะ",
        "โอเค",
        "ok",
        "okay",
        "ได้เลย",
        "👍",
    ),
    *("เรียบร้อย", "ถูกแล้วค่ะ ส่งได้เลย", "ส่งตามที่แสดง", "ยืนยัน", "ยืนยันการส่ง"),
)


@pytest.fixture
def talk() -> Talk:
    talk = Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000))))
    talk.say("รายงาน 4", "2", "2,850", "ข้าม")
    return talk


def quarters() -> Talk:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="new-quarters"))
    talk.say("รายงาน", "100", "200", "2", "ข้าม")
    return talk


@pytest.mark.parametrize("said", SENDING)
def test_a_yes_sends_what_was_just_shown(talk: Talk, said: str) -> None:
    talk.say(said)
    assert talk.submitted
    assert talk.submitted.answers["spent"] == AmountAnswer(285_000)


@pytest.mark.parametrize("said", ["ครับ", "ค่ะ", "ขอบคุณครับ", "ยืนยัน?", "ส่งหรือยัง", "ยังไม่ส่ง", "อย่าเพิ่งส่ง", "ไม่ใช่ค่ะ"])
def test_what_is_no_yes_sends_nothing_and_says_how_to_send(talk: Talk, said: str) -> None:
    heard = talk.say(said)
    assert talk.submitted is None
    assert "ยืนยัน" in text_of(heard)
    assert isinstance(heard[-1], Text)


def test_a_yes_long_after_the_card_shows_it_again(talk: Talk) -> None:
    assert isinstance(talk.state.step, Reviewing)
    talk.state = talk.state.at(Reviewing(talk.state.step.session, (NOON - timedelta(hours=2)).isoformat()))
    assert isinstance(talk.say("โอเค")[-1], Card)
    assert talk.submitted is None
    talk.say("โอเค")
    assert talk.submitted


@pytest.mark.parametrize("said", ["เรียบร้อย", "เรียบร้อยแล้วค่ะ"])
def test_the_end_of_what_was_typed_sends_no_card_nobody_has_read(said: str) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    talk.say("รายงาน 4", "2", "500", "จัดอบรม 2 รุ่น", said)
    assert talk.submitted is None
    talk.say(said)
    assert talk.submitted


def test_a_yes_to_a_card_of_unknown_age_shows_it_again(talk: Talk) -> None:
    assert isinstance(talk.state.step, Reviewing)
    talk.state = talk.state.at(Reviewing(talk.state.step.session))
    talk.say("โอเค")
    assert talk.submitted is None


def test_the_card_is_dated_when_it_is_shown(talk: Talk) -> None:
    assert isinstance(talk.state.step, Reviewing)
    assert datetime.fromisoformat(talk.state.step.shown) == NOON + timedelta(seconds=talk.turns)


def test_a_figure_typed_at_the_card_is_offered_alone_and_last(talk: Talk) -> None:
    heard = talk.say("28,500")
    assert len(heard) == 1
    assert isinstance(heard[0], Text)
    assert text_of(heard).splitlines() == [
        'ยังไม่ได้บันทึก "28,500"',
        "เบิกจ่ายสะสม ตอบไว้ 2,850 บาท · ใช้ 28,500 บาท แทนหรือไม่",
        'ใช้พิมพ์ "ใช่" · ไม่ใช้พิมพ์ "ส่งตามที่แสดง"',
    ]
    assert [item.label for item in heard[0].buttons][:2] == ["ใช้ 28,500 บาท แทน", "ส่งตามที่แสดง"]


@pytest.mark.parametrize("confirmed", ["ยืนยัน", "ส่งเลย", "ส่งรายงาน"])
def test_while_a_figure_is_open_nothing_is_sent_in_silence(talk: Talk, confirmed: str) -> None:
    heard = talk.say("28,500", confirmed)
    assert talk.submitted is None
    assert "ใช้ 28,500 บาท แทน" in text_of(heard)
    assert "ส่งตามที่แสดง" in text_of(heard)


def test_the_figure_is_used_by_one_tap(talk: Talk) -> None:
    heard = talk.tap(button(talk.say("28,500"), "as_answer:2"))
    assert asked(heard) == "review"
    assert "รับ 28,500 บาท" in text_of(heard)
    talk.say("ยืนยัน")
    assert talk.submitted
    assert talk.submitted.answers["spent"] == AmountAnswer(2_850_000)


@pytest.mark.parametrize("said", ["ใช่", "ใช้แทน", "โอเคครับ"])
def test_the_figure_is_used_by_a_yes(talk: Talk, said: str) -> None:
    talk.say("28,500", said)
    assert talk.submitted is None
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(2_850_000)


@pytest.mark.parametrize("said", ["ทำไปแล้ว 264 โรงเรียน", "ของแพงขึ้น", "กิจกรรมที่ 1 อบรม"])
def test_other_words_while_a_figure_is_open_are_told_back_as_not_kept(talk: Talk, said: str) -> None:
    heard = text_of(talk.say("28,500", said))
    assert f'ยังไม่ได้บันทึก "{said}"' in heard
    assert "ใช้ 28,500 บาท แทนหรือไม่" in heard


def test_a_particle_while_a_figure_is_open_is_no_words_to_tell_back(talk: Talk) -> None:
    assert "🙏" not in text_of(talk.say("28,500", "🙏"))


def test_a_figure_said_as_a_change_is_offered_as_the_figure(talk: Talk) -> None:
    assert 'ยังไม่ได้บันทึก "28,500"' in text_of(talk.say("เป็น 28,500"))


def test_what_stands_on_the_card_is_sent_when_that_is_said(talk: Talk) -> None:
    talk.say("28,500", "ส่งตามที่แสดง")
    assert talk.submitted
    assert talk.submitted.answers["spent"] == AmountAnswer(285_000)


def test_a_no_drops_the_figure_and_shows_the_card(talk: Talk) -> None:
    assert isinstance(talk.say("28,500", "ไม่ใช่")[-1], Card)
    talk.say("ยืนยัน")
    assert talk.submitted


def test_other_talk_leaves_the_figure_open(talk: Talk) -> None:
    talk.say("28,500", "ขอบคุณครับ", "สถานะ", "ยืนยัน")
    assert talk.submitted is None


def test_the_figure_goes_with_its_message(talk: Talk) -> None:
    talk.say("28,500")
    talk.unsend(f"message-{talk.turns}")
    talk.say("ยืนยัน")
    assert talk.submitted


def test_an_odd_figure_is_doubted_before_it_is_used(talk: Talk) -> None:
    assert asked(talk.say("700,000", "ใช่")) == "confirm_spent"


def test_a_figure_that_fits_several_questions_is_offered_by_their_names() -> None:
    talk = quarters()
    heard = talk.say("28,500")
    assert [item.label for item in heard[-1].buttons][:3] == ["แก้ยอดไตรมาส 1", "แก้ยอดไตรมาส 2", "ส่งตามที่แสดง"]
    assert "2. เบิกจ่ายไตรมาสที่ 2 ตอบไว้ 200 บาท" in text_of(heard)
    assert 'พิมพ์ "แก้ข้อ 1 เป็น 28,500"' in text_of(heard)
    talk.tap(button(heard, "as_answer:2"))
    assert talk.state.drafts[0].answers["spent_q2"] == AmountAnswer(2_850_000)


@pytest.mark.parametrize("said", ["แก้ยอดไตรมาส 2", "2", "ข้อ 2", "แก้ 2", "แก้ข้อ 2", "ไตรมาส 2 ค่ะ"])
def test_the_item_named_takes_the_figure_that_waits(said: str) -> None:
    talk = quarters()
    assert asked(talk.say("28,500", said)) == "review"
    assert talk.state.drafts[0].answers["spent_q2"] == AmountAnswer(2_850_000)


def test_an_item_the_figure_does_not_fit_is_asked_anew() -> None:
    assert asked(quarters().say("28,500", "แก้สถานะ")) == "status"


def test_a_yes_chooses_none_of_several() -> None:
    talk = quarters()
    before = talk.say("28,500")
    assert talk.say("ใช่") == before


@pytest.mark.parametrize(
    "said", ["แก้ข้อ 2 เป็น 28,500", "แก้ 2 เป็น 28,500 บาทค่ะ", "ข้อ 2 เป็น 28,500", "แก้ยอดเป็น 28500", "แก้เป็น 28,500"]
)
def test_an_item_is_changed_in_one_sentence(talk: Talk, said: str) -> None:
    assert asked(talk.say(said)) == "review"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(2_850_000)


def test_a_status_is_changed_in_one_sentence(talk: Talk) -> None:
    talk.say("แก้สถานะเป็น ดำเนินการแล้วเสร็จ")
    assert talk.state.drafts[0].answers["status"] == ChoiceAnswer("done")


def test_a_text_is_changed_in_one_sentence(talk: Talk) -> None:
    talk.say("แก้ความก้าวหน้าเป็น จัดอบรมแล้ว 2 รุ่น")
    assert talk.state.drafts[0].answers["progress"] == TextAnswer("จัดอบรมแล้ว 2 รุ่น")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        *(
            (said, "spent")
            for said in ("2", "ข้อ 2", "ข้อ 2 ครับ", "ยอดเงิน", "แก้ยอด", "แก้ยอดเบิก", "ขอแก้ยอดหน่อยค่ะ", "เบิกจ่ายสะสม")
        ),
        *((said, "status") for said in ("1", "แก้สถานะ", "ข้อที่ 1", "เปลี่ยนสถานะ")),
        *((said, "progress") for said in ("3", "แก้ความก้าวหน้า", "ความก้าวหน้า")),
    ],
)
def test_an_item_is_meant_by_its_number_or_its_name(talk: Talk, said: str, question: str) -> None:
    assert asked(talk.say(said)) == question


def test_a_number_answers_the_list_of_items(talk: Talk) -> None:
    assert "2. เบิกจ่ายสะสม" in text_of(talk.say("แก้"))
    assert asked(talk.say("2")) == "spent"


def test_a_name_of_several_items_lists_those() -> None:
    heard = quarters().say("แก้ยอด")
    assert [item.label for item in heard[-1].buttons] == ["แก้ข้อ 1", "แก้ข้อ 2"]


def test_a_number_of_no_item_says_which_there_are(talk: Talk) -> None:
    assert "ไม่มีข้อ 9" in text_of(talk.say("ข้อ 9"))


def test_words_that_fit_nothing_are_told_back_alone(talk: Talk) -> None:
    heard = talk.say("จัดอบรมเพิ่มอีกที่โรงเรียนบ้านนา")
    assert len(heard) == 1
    assert isinstance(heard[0], Text)
    assert 'ยังไม่ได้บันทึก "จัดอบรมเพิ่มอีกที่โรงเรียนบ้านนา"' in text_of(heard)


def test_what_is_said_already_is_offered_to_nobody(talk: Talk) -> None:
    assert "แทนหรือไม่" not in text_of(talk.say("2,850"))


def test_send_report_with_a_number_opens_that_project(talk: Talk) -> None:
    talk.say("ส่งรายงาน 8")
    assert talk.submitted is None
    assert talk.state.drafts[-1].project_id == project(8, 1).id


def test_skipped_and_still_needed_are_told_apart_on_the_card_and_in_its_words() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    heard = talk.say("รายงาน 4", "2", "ข้าม", "ข้าม")
    card = heard[-1]
    assert isinstance(card, Card)
    shown = {row.label: row.value for row in card.rows}
    assert (shown["2. เบิกจ่ายสะสม"], shown["3. ความก้าวหน้า"]) == ("ยังต้องตอบ", "ข้าม ไม่มีรายละเอียด")
    assert "2. เบิกจ่ายสะสม: ยังต้องตอบ" in card.alt
    assert "3. ความก้าวหน้า: ข้าม ไม่มีรายละเอียด" in text_of(talk.say("แก้"))


def test_what_was_begun_and_not_ended_is_still_needed() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    talk.say("รายงาน 4", "2", "500", "จัดอบรม", "แก้ 3", "พิมพ์ต่อ")
    talk.state = talk.state.at(Reviewing(talk.state.drafts[0].session))
    assert "3. ความก้าวหน้า: ยังต้องตอบ" in text_of(talk.say("สถานะ"))


@pytest.mark.parametrize(
    ("form", "next_step"),
    [("cumulative", "เพื่อรายงานเป็นข้อความ"), ("photos", "แล้วส่งรูปอีกครั้ง")],
)
def test_a_photo_with_no_report_open_is_told_the_next_step_that_works(form: str, next_step: str) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form=form))
    assert text_of(talk.show("image")).endswith(next_step)


def test_a_photo_where_nothing_can_be_reported_is_told_so() -> None:
    talk = Talk(replace(turn_context(form="photos"), assignments=()))
    assert "ยังไม่มีโครงการที่คุณรับผิดชอบ" in text_of(talk.show("image"))
    assert "ส่งรูปอีกครั้ง" not in text_of(talk.show("image"))


def test_a_photo_at_the_card_of_a_form_without_photos_changes_nothing(talk: Talk) -> None:
    heard = talk.show("image")
    assert text_of(heard[:1]) == "แบบรายงานนี้ไม่มีข้อที่ใช้รูป จึงไม่ได้เก็บรูปไว้ · ทำต่อได้ตามข้อความด้านล่าง"
    assert isinstance(heard[-1], Card)


@pytest.mark.parametrize("said", ["ใช้ 28,500 แทน", "เอา 28,500 แทนเลยค่ะ"])
def test_the_words_of_the_button_use_the_figure(talk: Talk, said: str) -> None:
    talk.say("28,500", said)
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(2_850_000)


def test_a_status_told_in_free_words_is_proposed_where_it_is_to_be_changed(talk: Talk) -> None:
    heard = talk.say("แก้สถานะเป็น ทำเสร็จหมดแล้ว")
    assert asked(talk.tap(button(heard, "done"))) == "review"
    assert talk.state.drafts[0].answers["status"] == ChoiceAnswer("done")


def test_a_dash_at_the_card_is_no_amount(talk: Talk) -> None:
    assert "แทนหรือไม่" not in text_of(talk.say("-"))


@pytest.mark.parametrize("at", [("รายงาน", "100", "200"), ("รายงาน", "100", "200", "2")], ids=["status", "progress"])
@pytest.mark.parametrize("said", ["แก้ยอดไตรมาส 1", "ขอแก้ไตรมาสที่ 1 ค่ะ", "กลับไปแก้ยอดไตรมาส 1"])
def test_an_earlier_figure_is_changed_by_its_name_from_any_question(at: tuple[str, ...], said: str) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="quarterly-plan"))
    assert asked(talk.say(*at, said)) == "spent_q1"
    assert "progress" not in talk.state.drafts[0].answers


def test_of_several_figures_named_alike_the_last_one_answered_is_asked() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="quarterly-plan"))
    assert asked(talk.say("รายงาน", "100", "200", "2", "กลับไปแก้ยอด")) == "spent_q2"


def test_an_earlier_figure_is_changed_in_one_sentence_from_any_question() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="quarterly-plan"))
    talk.say("รายงาน", "100", "200", "2", "แก้ยอดไตรมาส 1 เป็น 150")
    assert talk.state.drafts[0].answers["spent_q1"] == AmountAnswer(15_000)


@pytest.mark.parametrize(("form", "said"), [("items", "แก้ข้อ 1 เป็น 5"), ("photos", "แก้ข้อ 2 เป็น 5")])
def test_what_one_sentence_cannot_tell_is_asked_anew(form: str, said: str) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form=form))
    talk.say("รายงาน", "อบรมครู", "ข้าม")
    talk.state = talk.state.at(Reviewing(talk.state.drafts[0].session))
    number = int(said.split()[1])
    assert asked(talk.say(said)) == talk.context.form.questions[number - 1].id
