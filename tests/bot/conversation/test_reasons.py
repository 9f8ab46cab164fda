"""Reasons are reasons: a yes is a yes, other words are asked about, and a reason is shown, changed and taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import ConfirmingAmount, ResolvingContradiction
from messages.answer_values import AmountAnswer, TextAnswer, text
from messages.chat.bubbles import Card
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

DOUBTED, WEIGHED = ("รายงาน 4", "2", "12,000"), ("รายงาน 4", "1", "5,000")
WHERE = pytest.mark.parametrize("lead", [DOUBTED, WEIGHED], ids=["doubted", "weighed"])
YES = (
    *("ใช่", "ใช่ครับ", "ถูก", "ถูกค่ะ", "ถูกต้อง", "ถูกแล้วครับ", "ส่ง", "ส่งเลย", "ส่งเลยค่ะ", "โอเค", "โอเคค่า", "ok", "OK ครับ"),
    *(
        "okay",
        "ตกลง",
        "ได้",
        "ยอดนี้ถูกแล้วค่ะ",
        "ยืนยันยอดนี้",
        "ได้เลยครับ",
        "เรียบร้อย",
        "ครับ",
        "ค่ะ",
        "จ้า",
        "👍",
        "👍🏻👍",
        "ยอดนี้ถูกแล้วค่ะ",
        "ใช่ครับ ถูกต้องแล้ว ส่งเลย",
    ),
)
NO_REASON = ("จบโครงการแล้ว", "อยู่ระหว่างดำเนินการ", "ทำต่อ", "เดี๋ยวมาแก้", "ดำเนินการเรียบร้อยแล้ว")


@pytest.fixture
def talk() -> Talk:
    return Talk(turn_context(assignment(project(4, 10_000))))


def reasons(talk: Talk) -> list[str]:
    """Those kept in the draft."""
    answers = talk.state.drafts[0].answers
    return [text(answers, question) for question in answers if question.startswith("reason_")]


def rows(talk: Talk, said: str) -> dict[str, str]:
    """Of the card that is heard last."""
    card = talk.say(said)[-1]
    assert isinstance(card, Card)
    return {row.label: row.value for row in card.rows}


@WHERE
@pytest.mark.parametrize("said", YES)
def test_a_yes_keeps_the_figures_and_is_no_reason(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say(*lead)
    assert asked(talk.say(said)) == "progress"
    assert reasons(talk) == []


@WHERE
@pytest.mark.parametrize("said", NO_REASON)
def test_what_explains_nothing_is_asked_about_and_not_kept(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say(*lead)
    heard = talk.say(said)
    assert asked(heard) == "confirm_spent"
    assert said in text_of(heard)
    assert [item.label for item in heard[-1].buttons][:2] == ["เป็นเหตุผล", "ไม่ใช่"]
    assert reasons(talk) == []


@WHERE
@pytest.mark.parametrize("yes", ["เป็นเหตุผล", "ใช่ครับ"])
def test_words_asked_about_become_the_reason_by_one_word(talk: Talk, lead: tuple[str, ...], yes: str) -> None:
    talk.say(*lead, "ครูป่วย")
    assert asked(talk.say(yes)) == "progress"
    assert reasons(talk) == ["ครูป่วย"]


@WHERE
def test_words_asked_about_become_the_reason_by_one_tap(talk: Talk, lead: tuple[str, ...]) -> None:
    talk.say(*lead)
    assert asked(talk.tap(button(talk.say("ครูป่วย"), "as_answer"))) == "progress"
    assert reasons(talk) == ["ครูป่วย"]


@WHERE
@pytest.mark.parametrize("said", ["เหตุผล", "ขอบอกเหตุผลค่ะ"])
def test_a_reason_announced_is_waited_for(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say(*lead)
    assert "พิมพ์เหตุผล" in text_of(talk.say(said))
    talk.say("ได้รับโอนเพิ่ม")
    assert reasons(talk) == ["ได้รับโอนเพิ่ม"]


@WHERE
def test_words_that_are_no_reason_are_dropped_and_the_figure_is_asked_about_again(
    talk: Talk, lead: tuple[str, ...]
) -> None:
    asked_first = text_of(talk.say(*lead)).splitlines()[-2:]
    assert text_of(talk.say("ทำต่อ", "ไม่ใช่")).splitlines() == asked_first
    assert reasons(talk) == []
    assert asked(talk.say("ถูกต้อง")) == "progress"


@WHERE
def test_words_asked_about_go_with_their_message(talk: Talk, lead: tuple[str, ...]) -> None:
    talk.say(*lead, "ครูป่วย")
    talk.unsend(f"message-{talk.turns}")
    assert isinstance(talk.state.step, ConfirmingAmount | ResolvingContradiction)
    assert talk.state.step.held == ""


@WHERE
def test_other_words_take_the_place_of_those_asked_about(talk: Talk, lead: tuple[str, ...]) -> None:
    talk.say(*lead, "ทำต่อ", "ได้รับโอนเพิ่มจาก สพฐ.")
    assert reasons(talk) == ["ได้รับโอนเพิ่มจาก สพฐ."]


@WHERE
@pytest.mark.parametrize("said", ["ได้รับโอนเพิ่ม 500 บาท", "วิทยากรเพิ่ม 2 คน ค่าตอบแทนสูงขึ้น", "ใช่ค่ะ จัดซื้อก่อนแผน 2 เดือน"])
def test_a_figure_in_a_reason_is_no_candidate(talk: Talk, lead: tuple[str, ...], said: str) -> None:
    talk.say(*lead, said)
    assert reasons(talk) == [said]


@WHERE
@pytest.mark.parametrize(("said", "satang"), [("9,000", 900_000), ("๙๐๐๐ บาทครับ", 900_000)])
def test_a_figure_alone_is_the_new_amount(talk: Talk, lead: tuple[str, ...], said: str, satang: int) -> None:
    talk.say(*lead, said, "ใช่")
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(satang)


def test_a_denial_that_begins_a_reason_is_no_refusal(talk: Talk) -> None:
    talk.say(*DOUBTED, "ไม่ได้ รับโอนงบครบ จึงใช้เงินสำรอง")
    assert reasons(talk) == ["ไม่ได้ รับโอนงบครบ จึงใช้เงินสำรอง"]


def test_a_no_that_names_another_figure_takes_it(talk: Talk) -> None:
    talk.say(*DOUBTED, "ไม่ใช่ค่ะ 9,000")
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(900_000)


def test_a_no_that_names_the_doubted_figure_drops_it(talk: Talk) -> None:
    assert asked(talk.say(*DOUBTED, "ไม่ใช่ 12,000")) == "spent"
    assert "spent" not in talk.state.drafts[0].answers


def test_the_card_shows_each_case_with_its_reason(talk: Talk) -> None:
    talk.say(*DOUBTED, "ได้รับโอนเพิ่มจาก สพฐ.")
    assert rows(talk, "ข้าม")["4. เหตุผลที่เบิกเกินงบประมาณ"] == "ได้รับโอนเพิ่มจาก สพฐ."
    assert "4. เหตุผลที่เบิกเกินงบประมาณ: ได้รับโอนเพิ่มจาก สพฐ." in text_of(talk.say("สถานะ"))


def test_the_card_says_where_no_reason_was_given(talk: Talk) -> None:
    talk.say(*WEIGHED, "ใช่")
    assert rows(talk, "ข้าม")["4. เหตุผลที่ยอดเบิกไม่ตรงกับสถานะ"] == "ไม่ได้บอกเหตุผล"


def test_the_receipt_tells_the_reason_that_was_sent(talk: Talk) -> None:
    talk.say(*DOUBTED, "ได้รับโอนเพิ่มจาก สพฐ.", "ข้าม")
    assert rows(talk, "ยืนยัน")["เหตุผลที่เบิกเกินงบประมาณ"] == "ได้รับโอนเพิ่มจาก สพฐ."


@pytest.mark.parametrize("wish", ["แก้ 4", "4", "แก้เหตุผล", "แก้ข้อ 4"])
@WHERE
def test_a_reason_is_changed_from_the_card(talk: Talk, lead: tuple[str, ...], wish: str) -> None:
    talk.say(*lead, "ได้รับโอนเพิ่ม", "ข้าม")
    heard = talk.say(wish)
    assert asked(heard) == "confirm_spent"
    assert "เหตุผลที่ให้ไว้: ได้รับโอนเพิ่ม" in text_of(heard)
    talk.say("ของแพงขึ้นมาก", "ยืนยัน")
    assert talk.submitted
    assert TextAnswer("ของแพงขึ้นมาก") in talk.submitted.answers.values()
    assert TextAnswer("ได้รับโอนเพิ่ม") not in talk.submitted.answers.values()


@WHERE
@pytest.mark.parametrize("way", [("แก้ 4", "ลบเหตุผล"), ("ลบเหตุผล",), ("แก้ 4", "ไม่มีเหตุผล")], ids=" ".join)
def test_a_reason_is_taken_away_from_the_card(talk: Talk, lead: tuple[str, ...], way: tuple[str, ...]) -> None:
    talk.say(*lead, "ได้รับโอนเพิ่ม", "ข้าม")
    assert asked(talk.say(*way)) == "review"
    assert reasons(talk) == []
    talk.say("ยืนยัน")
    assert talk.submitted


@WHERE
def test_a_reason_stays_where_its_case_is_only_looked_at_again(talk: Talk, lead: tuple[str, ...]) -> None:
    talk.say(*lead, "ได้รับโอนเพิ่ม", "ข้าม", "แก้ 4", "ใช่")
    assert reasons(talk) == ["ได้รับโอนเพิ่ม"]


def test_a_reason_can_be_given_late_from_the_card(talk: Talk) -> None:
    talk.say(*DOUBTED, "ใช่", "ข้าม", "แก้ 4", "ได้รับโอนเพิ่ม", "ยืนยัน")
    assert talk.submitted
    assert talk.submitted.answers["reason_over_budget"] == TextAnswer("ได้รับโอนเพิ่ม")


def test_go_on_typed_without_an_archived_draft_is_no_reason(talk: Talk) -> None:
    talk.say(*DOUBTED, "ทำต่อ", "ไม่ใช่", "ใช่", "ข้าม", "ยืนยัน")
    assert talk.submitted
    assert set(talk.submitted.answers) == {"status", "spent"}


@pytest.mark.parametrize("wish", ["แก้สถานะ", "ขอแก้สถานะครับ", "แก้การดำเนินการ"])
def test_the_status_is_changed_by_its_name(talk: Talk, wish: str) -> None:
    assert asked(talk.say(*WEIGHED, wish)) == "status"


@pytest.mark.parametrize("wish", ["แก้ยอดเบิก", "แก้ยอด", "แก้ตัวเลขค่ะ"])
def test_the_amount_is_changed_by_its_name(talk: Talk, wish: str) -> None:
    assert asked(talk.say(*WEIGHED, wish)) == "spent"


@pytest.mark.parametrize("said", [("แก้", "1"), ("1",), ("ข้อ 1",)], ids=" ".join)
def test_a_number_of_an_item_is_no_amount(talk: Talk, said: tuple[str, ...]) -> None:
    assert asked(talk.say(*WEIGHED, *said)) == "status"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(500_000)


def test_the_quarters_are_named_shortly_on_the_buttons() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000, (0, 0, 0, 0))), form="new-quarters"))
    heard = talk.say("รายงาน", "0", "0", "ดำเนินการแล้วเสร็จ")
    assert [item.label for item in heard[-1].buttons] == ["ถูกต้อง", "แก้ยอดไตรมาส 2", "แก้สถานะ"]


def test_a_contradiction_left_open_is_asked_about_before_sending(talk: Talk) -> None:
    talk.say(*WEIGHED, "ใช่", "ข้าม")
    draft = replace(talk.state.drafts[0], confirmed=())
    talk.state = talk.state.keeping(draft)
    assert asked(talk.say("ยืนยัน")) == "confirm_spent"
