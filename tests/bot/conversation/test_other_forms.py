"""The narrative and the policy form, and an office's own, spoken through the engine."""

from __future__ import annotations

from dataclasses import replace

from messages.chat.bubbles import Card
from messages.forms.loader import load
from tests.support.talk import Talk, asked, assignment, button, project, scene, text_of

OWN = """
id = "own"
version = 3
title = "แบบของสำนักงาน"
[[question]]
id = "spent"
kind = "amount"
label = "เบิกจ่าย"
ask = "เบิกไปเท่าไร"
[[question]]
id = "place"
kind = "choice"
label = "จัดที่ใด"
ask = "จัดที่ใด"
choices = [{ id = "office", label = "สำนักงาน" }, { id = "school", label = "โรงเรียน" }]
"""


def narrative() -> Talk:
    return Talk(scene(assignment(project(4, 600_000)), form="narrative"))


def test_a_project_not_started_is_done_after_one_answer() -> None:
    talk = narrative()
    assert asked(talk.say("รายงาน", "1")) == "review"
    talk.say("ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == {"status": "not_started"}


def test_the_whole_narrative_is_asked_in_order_with_a_reason_where_spent_differs() -> None:
    talk = narrative()
    heard = talk.say("รายงาน", "2")
    order = []
    for _ in range(30):
        question = asked(heard)
        order.append(question)
        if question == "review":
            break
        heard = (
            talk.say("592,669.68")
            if question == "planned"
            else talk.say("100")
            if question == "spent"
            else (talk.say("เล่า", "เสร็จแล้ว"))
        )
    assert order == [
        *("output", "outcome", "indicators", "activities", "planned", "spent", "reason", "results", "problems"),
        *("suggestions", "review"),
    ]
    card = heard[-1]
    assert isinstance(card, Card)
    assert "592,669.68 บาท" in [row.value for row in card.rows]


def test_the_planned_amount_is_echoed_as_it_is_and_not_weighed_against_the_budget() -> None:
    talk = narrative()
    for text in ("รายงาน", "2", *("ก", "เสร็จแล้ว") * 4):
        talk.say(text)
    heard = talk.say("9,000,000")
    assert asked(heard) == "spent"
    assert "รับ 9,000,000 บาท\n" in text_of(heard)


def test_an_answer_that_leaves_the_path_is_not_submitted() -> None:
    talk = narrative()
    for text in ("รายงาน", "2", *("ก", "เสร็จแล้ว") * 4, "100", "90", "เพราะ", "เสร็จแล้ว", "ก", "เสร็จแล้ว"):
        talk.say(text)
    talk.say("ข้าม", "ข้าม", "แก้ 7", "100", "ยืนยัน")
    assert talk.submitted is not None
    assert "reason" not in talk.submitted.answers
    assert talk.submitted.answers["spent"] == talk.submitted.answers["planned"] == 10_000


def test_the_policy_form_adds_the_quarter_to_what_is_known() -> None:
    talk = Talk(scene(assignment(project(1, 140_000), known={1: 262_500}), form="policy-status"))
    heard = talk.say("รายงาน", "กำลังดำเนินการ")
    assert asked(heard) == "spent_q2"
    assert "คงเหลือ 125,825 บาท" in text_of(talk.say("11,550"))


def test_an_offices_own_form_is_asked_and_submitted() -> None:
    form = load(OWN)
    base = scene(assignment(project(1, 1_000)), assignment(project(2, 1_000)))
    talk = Talk(replace(base, form=form, forms={(form.id, form.version): form}))
    talk.say("รายงาน 1", "500", "โรงเรียน", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == {"spent": 50_000, "place": "school"}
    assert talk.submitted.draft.form_version == 3


DATED = """
id = "dated"
version = 1
title = "แบบที่ถามวันที่"
[[question]]
id = "held"
kind = "date"
label = "วันที่จัด"
ask = "จัดเมื่อวันที่เท่าไร"
"""


def dated() -> Talk:
    form = load(DATED)
    talk = Talk(replace(scene(assignment(project(1, 1_000))), form=form, forms={(form.id, form.version): form}))
    talk.say("รายงาน")
    return talk


def test_a_date_is_read_in_buddhist_era_and_echoed() -> None:
    talk = dated()
    heard = talk.say("๒๕ มี.ค. ๖๔")
    assert asked(heard) == "review"
    assert "25 มีนาคม 2564" in text_of(heard)
    talk.say("ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == {"held": "2021-03-25"}


def test_a_date_outside_the_fiscal_year_is_asked_about() -> None:
    talk = dated()
    heard = talk.say("25 มีนาคม 2565")
    assert asked(heard) == "held"
    assert talk.state.drafts[0].answers == {}
    assert asked(talk.tap(button(heard, "day:2022-03-25"))) == "review"


def test_what_is_no_date_is_asked_again_with_an_example() -> None:
    assert "25/3/2564" in text_of(dated().say("ตอนปิดเทอม"))
