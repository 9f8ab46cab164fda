"""A pasted text with the form's headings: what stands under each is the answer to its question."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from messages.answer_values import AmountAnswer, AnswerItem, ChoiceAnswer, ItemsAnswer, TextAnswer, plain_text
from messages.forms.form import ProjectFacts, path
from messages.forms.headings import read_message
from messages.forms.loader import library
from messages.forms.several import Known, ProposedAnswer

FACTS = ProjectFacts(2564, (1, 2), 600_000_00)
PASTED = """โครงการรับนักเรียน ปีการศึกษา 2564
๑. วัตถุประสงค์
เพื่อรับนักเรียนตามนโยบาย
๒. ผลผลิต (Output): รับนักเรียน 120 คน
3) ผลลัพธ์ : นักเรียนทุกคนมีที่เรียน
**ตัวชี้วัด**
ร้อยละ 100
กิจกรรม
1. ประชุมคณะกรรมการ
2. ประกาศผล
งบประมาณที่ใช้: ๓๗,๐๐๐ บาท
ผลการดำเนินงาน
รับนักเรียนได้ครบ
ทุกคน
ปัญหา อุปสรรค: ไม่มี
ข้อเสนอแนะ -
สถานะ: กำลังดำเนินการ"""


def known(form: str) -> Known:
    return Known(library()[form], FACTS, {}, path(library()[form], FACTS, {})[0], "รับนักเรียน ปีการศึกษา 2564")


def found(form: str, text: str) -> tuple[ProposedAnswer, ...]:
    proposals = read_message(known(form), text, "m")
    return proposals.answers if proposals else ()


def filled(form: str, text: str) -> dict[str, str]:
    return {item.question: plain_text(item.answer) for item in found(form, text) if item.question and item.answer}


def left(form: str, text: str) -> list[str]:
    return [item.said for item in found(form, text) if not item.question]


def test_each_heading_fills_its_question() -> None:
    answers = {item.question: item.answer for item in found("narrative", PASTED)}
    assert answers["status"] == ChoiceAnswer("in_progress")
    assert answers["output"] == TextAnswer("รับนักเรียน 120 คน")
    assert answers["outcome"] == TextAnswer("นักเรียนทุกคนมีที่เรียน")
    assert answers["indicators"] == TextAnswer("ร้อยละ 100")
    assert answers["activities"] == ItemsAnswer((AnswerItem("1. ประชุมคณะกรรมการ"), AnswerItem("2. ประกาศผล")))
    assert answers["spent"] == AmountAnswer(37_000_00)
    assert answers["results"] == TextAnswer("รับนักเรียนได้ครบ\nทุกคน")
    assert answers["problems"] == TextAnswer("ไม่มี")
    assert answers["suggestions"] == TextAnswer("-")


def test_what_no_question_asks_for_is_told_apart() -> None:
    assert left("narrative", PASTED) == ["วัตถุประสงค์ เพื่อรับนักเรียนตามนโยบาย"]


def test_the_line_that_names_the_project_is_no_answer() -> None:
    assert left("narrative", "โครงการ: รับนักเรียน ปีการศึกษา 2564\nผลผลิต: 120 คน\nผลลัพธ์: ดี") == []
    assert left("narrative", "โครงการอื่น\nผลผลิต: 120 คน\nผลลัพธ์: ดี") == ["โครงการอื่น"]


def test_sections_of_one_question_make_one_answer() -> None:
    text = "กิจกรรม: อบรมครู\nผลการดำเนินงาน: ครูผ่านการอบรม\nเบิกจ่าย: 5,000"
    assert filled("table", text) == {"progress": "อบรมครู\nครูผ่านการอบรม", "spent": "5000.00"}


def test_headings_may_stand_in_one_line() -> None:
    text = "สถานะ: เสร็จแล้ว งบประมาณที่ใช้: 37,000 บาท ผลการดำเนินงาน: จัดอบรม"
    assert filled("table", text) == {"status": "done", "spent": "37000.00", "progress": "จัดอบรม"}


def test_a_heading_of_a_quarter_fills_that_quarter() -> None:
    text = "เบิกจ่ายไตรมาสที่ ๑: 5,000\nเบิกจ่าย ไตรมาส 2: 10,000\nผลการดำเนินงานไตรมาสที่ 2\nอบรม"
    assert filled("quarterly-narrative", text) == {
        "spent_q1": "5000.00",
        "spent_q2": "10000.00",
        "results_q2": "อบรม",
    }


def test_a_heading_that_may_be_of_several_quarters_fills_none() -> None:
    text = "ผลการดำเนินงาน: อบรม\nปัญหา: ไม่มี\nข้อเสนอแนะ: ไม่มี"
    assert filled("quarterly-narrative", text) == {"problems": "ไม่มี", "suggestions": "ไม่มี"}
    assert left("quarterly-narrative", text) == ["ผลการดำเนินงาน อบรม"]


def test_an_amount_that_may_be_several_is_asked_about() -> None:
    answers = {item.question: item.answer for item in found("table", "เบิกจ่าย: สามหมื่นห้า\nความก้าวหน้า: อบรม")}
    assert answers["spent"] is None


@pytest.mark.parametrize(
    "text",
    [
        "ปัญหา: ฝนตก",
        "วัตถุประสงค์: พัฒนาครู\nผู้รับผิดชอบ: ครูนิดา",
        "กิจกรรมที่ 1 อบรม\nกิจกรรมที่ 2 นิเทศ",
        "ผลการดำเนินงานเป็นไปด้วยดี ปัญหาคือฝนตก",
    ],
)
def test_a_text_with_fewer_headings_is_no_form(text: str) -> None:
    assert found("narrative", text) == ()


def test_answers_given_already_are_not_proposed_again() -> None:
    given = replace(known("table"), answers={"spent": AmountAnswer(5_000_00)})
    proposals = read_message(given, "เบิกจ่าย: 5,000\nความก้าวหน้า: อบรม\nสถานะ: เสร็จแล้ว", "m")
    assert proposals
    assert [item.question for item in proposals.answers] == ["status", "progress"]


@pytest.mark.parametrize("text", ["* " * 2_500, "1" * 2_500 + " " * 2_500, "ปัญหา(" * 800, "ปัญหา " * 800])
def test_a_hostile_text_is_read_at_once(text: str) -> None:
    begun = perf_counter()
    read_message(known("narrative"), text, "m")
    assert perf_counter() - begun < 0.5


WITHOUT_COLONS = """แบบรายงานผลการดำเนินงานโครงการ
ชื่อโครงการ รับนักเรียน ปีการศึกษา 2564
ผลการดำเนินงาน
1. แต่งตั้งคณะกรรมการ
งบประมาณที่ได้รับจัดสรร 600,000 บาท
เบิกจ่ายแล้ว ๓๐,๐๐๐ บาท คงเหลือ ๕๗๐,๐๐๐ บาท
สถานะ อยู่ระหว่างดำเนินการ
ปัญหา งบประมาณไม่เพียงพอ
ข้อเสนอแนะ
ควรจัดสรรให้ทันกำหนด
ลงชื่อ......................ผู้รายงาน"""


def test_a_heading_may_stand_before_its_answer_in_one_line() -> None:
    answers = filled("narrative", WITHOUT_COLONS)
    assert (answers["status"], answers["spent"]) == ("in_progress", "30000.00")
    assert (answers["results"], answers["problems"]) == ("1. แต่งตั้งคณะกรรมการ", "งบประมาณไม่เพียงพอ")


def test_the_line_to_sign_on_is_no_part_of_what_stands_above_it() -> None:
    assert filled("narrative", WITHOUT_COLONS)["suggestions"] == "ควรจัดสรรให้ทันกำหนด"
    assert left("narrative", WITHOUT_COLONS) == [
        "งบประมาณที่ได้รับจัดสรร 600,000 บาท",
        "ลงชื่อ ......................ผู้รายงาน",
    ]


def test_what_counts_on_under_a_numbered_heading_is_an_item_each() -> None:
    text = "3. ผลผลิต: 120 คน\n4. กิจกรรมหลัก\n4.1 ประชุมชี้แจง\n4.2 นิเทศ"
    answers = {item.question: item.answer for item in found("narrative", text)}
    assert answers["activities"] == ItemsAnswer((AnswerItem("4.1 ประชุมชี้แจง"), AnswerItem("4.2 นิเทศ")))


@pytest.mark.parametrize(
    "text", ["สถานะ อยู่ระหว่างดำเนินการ", "ปัญหา น้ำท่วม ข้อเสนอแนะ ย้ายที่", "เบิกจ่ายแล้ว 5,000 บาท\nคงเหลือ 87,100 บาท"]
)
def test_one_heading_before_a_blank_makes_no_form(text: str) -> None:
    assert len(filled("narrative", text)) < 2
