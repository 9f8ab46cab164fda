"""The review card and the receipt: what stands in them for each kind of report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from messages.chat import review
from messages.chat.bubbles import Card
from messages.chat.postback import Postback, unpack
from messages.chat.prompts import ReportView
from messages.chat.review import Sent
from messages.forms.form import ProjectFacts, path
from messages.thai.text import graphemes, utf16
from storage.records import Project
from tests.support.answers import PlainAnswers, answers
from tests.support.forms import find_form

OTHERS = (Project(8, "อื่น", 1, id=1008), Project(11, "อื่น", 1, id=1011))
SENT = Sent(datetime(2021, 3, 24, 7, 5, tzinfo=UTC), late=False, deadline=date(2021, 3, 25), left=2, following=OTHERS)
ANSWERS: PlainAnswers = {"status": "in_progress", "spent": 740_600, "progress": "ประชุม"}


def report(plain: PlainAnswers = ANSWERS, form: str = "cumulative", baht: int = 600_000) -> ReportView:
    chosen, project = find_form(form), Project(4, "การพัฒนาโรงเรียน", baht * 100)
    facts = ProjectFacts(2564, (1, 2), project.budget)
    return ReportView("s", chosen.version, project, facts, path(chosen, facts, answers(plain)), answers(plain))


def rows(card: Card) -> dict[str, str]:
    return {row.label: row.value for row in card.rows}


def test_the_status_stands_first_and_keeps_its_number() -> None:
    card = review.card(report({"spent_q1": 100, "spent_q2": 200, "status": "done"}, "new-quarters"))
    labels = [row.label for row in card.rows]
    assert labels[:3] == ["3. สถานะ", "1. เบิกจ่ายไตรมาสที่ 1", "2. เบิกจ่ายไตรมาสที่ 2"]


def test_the_card_is_sent_and_changed_by_keys_that_stay() -> None:
    card = review.card(report())
    assert [unpack(key.data).action for key in card.keys] == ["confirm", "edit"]
    assert card.keys == card.buttons[:2]
    assert card.leads


def test_tapping_an_answer_changes_it() -> None:
    second = review.card(report()).rows[1]
    assert second.button is not None
    assert unpack(second.button.data) == Postback("edit:2", "s", "review", 1)
    assert second.button.says == "แก้ข้อ 2"


def test_of_a_long_answer_the_beginning_is_shown_and_its_length_told() -> None:
    row = review.card(report({**ANSWERS, "progress": "ก" * 11_000})).rows[2]
    assert row.label == "3. ความก้าวหน้า · 11,000 ตัวอักษร"
    assert graphemes(row.value) == 240


def test_the_review_in_words_holds_every_answer_and_what_to_type() -> None:
    lines = review.card(report({**ANSWERS, "progress": "ประชุม\n2 ครั้ง"})).alt.splitlines()
    assert lines == [
        "ตรวจก่อนส่ง ที่ 4 การพัฒนาโรงเรียน: เบิกจ่าย 7,406 จาก 600,000 บาท",
        "1. สถานะ: อยู่ระหว่างดำเนินการ",
        "2. เบิกจ่ายสะสม: 7,406 บาท",
        "3. ความก้าวหน้า: ประชุม 2 ครั้ง",
        'ถูกต้องแล้วพิมพ์ "ยืนยัน" · จะแก้พิมพ์ "แก้" ตามด้วยลำดับข้อ',
    ]


def test_the_review_says_nothing_of_spending_that_is_not_answered() -> None:
    card = review.card(report({"status": "in_progress"}))
    assert "เบิกจ่ายรวม" not in rows(card)
    assert card.alt.splitlines()[0] == "ตรวจก่อนส่ง ที่ 4 การพัฒนาโรงเรียน"


def test_a_total_waits_for_every_quarter_asked_for() -> None:
    card = review.card(report({"spent_q1": 100, "status": "done"}, "new-quarters"))
    assert "เบิกจ่ายรวม" not in rows(card)
    assert "เบิกจ่าย" not in card.alt.splitlines()[0]


def test_a_project_without_budget_has_no_percent() -> None:
    assert "ร้อยละเบิกจ่าย" not in rows(review.card(report(baht=0)))
    receipt = review.receipt(report(baht=0), SENT)
    assert "ร้อยละ" not in receipt.alt
    assert receipt.figure is not None
    assert receipt.figure.detail == "ไม่มีงบประมาณ"


def test_the_receipt_in_words_holds_all_that_the_card_shows() -> None:
    assert review.receipt(report(), SENT).alt.splitlines() == [
        "ส่งแล้ว · ที่ 4 การพัฒนาโรงเรียน",
        "เบิกจ่าย 7,406 จาก 600,000 บาท (ร้อยละ 1.23)",
        "คงเหลือ 592,594 บาท",
        "อยู่ระหว่างดำเนินการ · 24 มีนาคม 2564 14.05 น.",
        'แก้ได้ถึง 25 มีนาคม พิมพ์ "แก้ 4"',
        'เหลืออีก 2 โครงการ · ทำต่อพิมพ์ "รายงาน 8"',
    ]


def test_the_figure_of_the_receipt_is_what_was_spent_of_the_budget() -> None:
    card = review.receipt(report(), SENT)
    assert card.figure is not None
    assert (card.figure.value, card.figure.detail) == ("7,406 บาท", "จาก 600,000 บาท (ร้อยละ 1.23)")
    assert rows(card) == {
        "คงเหลือ": "592,594 บาท",
        "สถานะ": "อยู่ระหว่างดำเนินการ",
        "เวลาที่ส่ง": "24 มีนาคม 2564 14.05 น.",
    }


def test_the_next_projects_are_offered_and_the_first_of_them_as_a_key() -> None:
    card = review.receipt(report(), SENT)
    assert [unpack(button.data) for button in card.buttons] == [Postback("report:1008"), Postback("report:1011")]
    assert [(key.label, key.says) for key in card.keys] == [("รายงานที่ 8", "รายงาน 8"), ("แก้ที่ 4", "แก้ 4")]
    assert card.leads


def test_after_the_last_project_changing_is_offered_without_urging() -> None:
    card = review.receipt(report(), replace(SENT, left=0, following=()))
    assert card.buttons == ()
    assert [key.says for key in card.keys] == ["แก้ 4"]
    assert not card.leads
    assert "ส่งครบทุกโครงการแล้ว" in card.note


def test_a_late_receipt_says_so_first_and_can_be_changed_until_the_round_is_closed() -> None:
    card = review.receipt(report(), replace(SENT, at=datetime(2021, 3, 26, 7, 5, tzinfo=UTC), late=True))
    assert (card.title, card.tone) == ("ส่งหลังกำหนด", "attention")
    assert "จนกว่าจะปิดรอบ" in card.note


def test_a_form_that_asks_no_status_shows_none() -> None:
    card = review.receipt(report({"spent_q1": 0, "spent_q2": 100}, "every-quarter"), SENT)
    assert "สถานะ" not in rows(card)
    assert "\nส่งเมื่อ 24 มีนาคม 2564 14.05 น.\n" in card.alt


def test_spending_that_nobody_stated_is_not_made_nought() -> None:
    card = review.receipt(report({"status": "in_progress"}), SENT)
    assert card.figure is None
    assert rows(card)["งบประมาณ"] == "600,000 บาท"
    assert "เบิกจ่าย" not in card.alt
    assert "งบประมาณ 600,000 บาท" in card.alt


def test_a_report_that_begins_with_not_started_has_spent_nothing() -> None:
    card = review.receipt(report({"status": "not_started"}, "conditions"), SENT)
    assert card.figure is not None
    assert card.figure.value == "0 บาท"


def test_the_review_in_words_keeps_to_lines_limit_however_much_was_written() -> None:
    told = {question.id: "ก" * 11_000 for question in find_form("narrative").questions}
    alt = review.card(report({**told, "status": "done", "planned": 1, "spent": 2}, "narrative")).alt
    assert utf16(alt) <= 1500
    assert alt.endswith("ตามด้วยลำดับข้อ")
