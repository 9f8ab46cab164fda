"""What the planning group reads, and how rounds and deadlines are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from messages.chat.bubbles import Button, Card, Figure
from messages.chat.summaries import SummaryExtras, due_text, round_title, summary
from messages.figures.report import Report, compile_report
from messages.findings import Finding
from messages.forms.checks import EXPLAINED
from messages.line_limits import MAX_ALT_TEXT
from messages.thai.text import graphemes, utf16
from tests.messages.figures.made import OFFICE, Project, Round, Submission, by_id, compiled, khonkaen
from tests.support.answers import PlainAnswers
from tests.support.forms import find_form
from tests.support.identity import project_id

TODAY = date(2021, 3, 22)
DEADLINE = date(2021, 3, 25)
SINCE = datetime(2021, 3, 22, 9, 0, tzinfo=UTC)
UNTIL_QUARTER_2 = (None, Decimal(54), None, None)
NOTHING = SummaryExtras()


def card(report: Report, extras: SummaryExtras = NOTHING, today: date = TODAY) -> Card:
    return summary(report, today=today, extras=extras)


def rows(report: Report, extras: SummaryExtras = NOTHING) -> dict[str, str]:
    """What stands beside each label."""
    return {row.label: row.value for row in card(report, extras).rows}


def tables(report: Report) -> dict[str, dict[str, str]]:
    return {table.label.split(" (")[0]: dict(table.lines) for table in card(report).tables}


def projects(count: int, **others: str) -> list[Project]:
    return [Project(no, **others) for no in range(1, count + 1)]  # type: ignore[arg-type]


def sent(*numbers: int, **answers: int | str) -> dict[int, PlainAnswers]:
    return {no: {"spent": 25_000, **answers} for no in numbers}


def finding(rule: str, no: int, severity: str = "question") -> Finding:
    return Finding(rule, severity, no, None, "", "", "")  # type: ignore[arg-type]


def decisions(report: Report, findings: Sequence[Finding]) -> list[str]:
    found = rows(report, SummaryExtras(findings=findings))
    (value,) = [value for label, value in found.items() if label == f"ต้องตัดสินใจ {len(findings)}"]
    return value.split("\n")


# The round, how far it has come, and what was spent


def test_it_opens_with_the_round_the_days_left_and_how_many_have_sent() -> None:
    made = card(compiled(projects(4), sent(1, 2)))
    assert made.title == "รอบ 6 เดือน ปีงบประมาณ 2564"
    assert made.subtitle == "เหลืออีก 3 วัน · ส่งภายในวันพฤหัสบดีที่ 25 มีนาคม 2564"
    assert made.figure == Figure("ส่งแล้ว", "2 จาก 4 โครงการ", "ตรงเวลา 2 · เกินกำหนด 0")


def test_reports_sent_after_the_deadline_are_told_apart() -> None:
    submissions = by_id(Submission(project_id(1)), Submission(project_id(2), late=True))
    made = card(compile_report(OFFICE, Round(), projects(3), submissions))
    assert made.figure == Figure("ส่งแล้ว", "2 จาก 3 โครงการ", "ตรงเวลา 1 · เกินกำหนด 1")


def test_khonkaen_reads_its_own_figures() -> None:
    made = card(khonkaen())
    assert made.figure == Figure("ส่งครบแล้ว", "ทั้ง 37 โครงการ", "ตรงเวลา 37 · เกินกำหนด 0")
    assert rows(khonkaen())["เบิกจ่าย 431,801 จาก 3,256,025 บาท"] == "ร้อยละ 13.26"
    assert tables(khonkaen())["กลุ่ม"]["ไม่ระบุกลุ่ม"] == "1/1 · 0.00"


def test_an_empty_plan_is_neither_complete_nor_a_percent() -> None:
    assert card(compiled([])).figure == Figure("ส่งแล้ว", "0 จาก 0 โครงการ", "ตรงเวลา 0 · เกินกำหนด 0")
    assert rows(compiled([]))["ยังไม่มียอดเบิกจ่ายที่รายงาน"] == "งบประมาณ 0 บาท"


def test_while_no_spending_is_known_no_percent_is_told() -> None:
    told = rows(compiled(projects(2)))
    assert told["ยังไม่มียอดเบิกจ่ายที่รายงาน"] == "งบประมาณ 2,000 บาท"
    assert not [label for label in told if label.startswith("เบิกจ่าย")]


def test_money_of_an_earlier_round_is_told_with_its_quarter() -> None:
    report = compiled(projects(3), {1: {"spent": 30_000}}, earlier=[{no: {"spent": 20_000} for no in (1, 2)}])
    told = rows(report)
    assert told["เบิกจ่าย 500 จาก 3,000 บาท"] == "ร้อยละ 16.67"
    assert told["รวมยอดถึงไตรมาสที่ 1 ของ 1 โครงการที่ยังไม่รายงานยอดรอบนี้"] == "200 บาท"


@pytest.mark.parametrize(
    ("spent", "distance"),
    [
        (50_000, "ต่ำกว่าเป้าร้อยละ 4.00"),
        (54_000, "เท่าเป้า"),
        (60_050, "สูงกว่าเป้าร้อยละ 6.05"),
    ],
)
def test_what_was_spent_is_held_against_the_target_of_the_rounds_last_quarter(spent: int, distance: str) -> None:
    report = compiled(projects(1), {1: {"spent": spent}})
    assert rows(report, SummaryExtras(UNTIL_QUARTER_2))["เป้าถึงสิ้นไตรมาสที่ 2 ร้อยละ 54"] == distance


def test_without_a_budget_there_is_no_distance_to_a_target() -> None:
    report = compiled([Project(1, budget=0)], sent(1))
    assert rows(report, SummaryExtras(UNTIL_QUARTER_2))["เป้าถึงสิ้นไตรมาสที่ 2 ร้อยละ 54"] == "-"


@pytest.mark.parametrize("targets", [(None,) * 4, (Decimal(32), None, Decimal(77), Decimal(100))])
def test_a_quarter_without_a_target_is_held_against_none(targets: Sequence[Decimal | None]) -> None:
    assert not [label for label in rows(compiled(projects(1), sent(1)), SummaryExtras(targets)) if "เป้า" in label]


@pytest.mark.parametrize(
    ("answered", "today", "tone"),
    [((1,), DEADLINE, "plain"), ((1,), DEADLINE + timedelta(days=1), "attention"), ((1, 2), TODAY, "done")],
)
def test_it_takes_the_colour_of_how_the_round_stands(answered: tuple[int, ...], today: date, tone: str) -> None:
    assert card(compiled(projects(2), sent(*answered)), today=today).tone == tone


# What needs somebody


def test_contradictions_are_named_with_the_worst_first() -> None:
    report = compiled(projects(2), {1: {"spent": 1}, 2: {"spent": 2, "status": "not_started"}})
    found = decisions(report, [finding("over_plan", 1), finding("spent_but_not_started", 2, "error")])
    assert found == ["ที่ 2 มียอดเบิกแต่ยังไม่ดำเนินการ · ไม่ได้บอกเหตุผล", "ที่ 1 เบิกเกินแผน · ไม่ได้บอกเหตุผล"]


def test_a_reason_stands_beside_its_case_and_never_empties_the_list() -> None:
    report = compiled(projects(13), {13: {"spent": 1}})
    explained = replace(finding("over_plan", 13), reason="ซื้อครุภัณฑ์ก่อนกำหนด\n" + "ก" * 100)
    (told,) = decisions(report, [explained])
    assert told.startswith("ที่ 13 เบิกเกินแผน · ซื้อครุภัณฑ์ก่อนกำหนด ก")
    assert graphemes(told.split(" · ")[1]) == 60


def test_what_no_owner_was_asked_about_tells_of_no_reason() -> None:
    assert decisions(compiled(projects(1), sent(1)), [finding("untold", 1)]) == ["ที่ 1 ไม่มียอดของไตรมาสก่อน"]


def test_decisions_and_counts_use_the_words_of_the_offices_form() -> None:
    report = compiled(projects(2), {1: {"spent": 0, "status": "done"}, 2: {"spent": 2, "status": "not_started"}})
    worded = replace(report, office=replace(report.office, statuses=find_form("policy-status").statuses))
    found = [finding("spent_but_not_started", 2, "error"), finding("done_with_nothing_spent", 1)]
    told = [one.partition(" · ")[0] for one in decisions(worded, found)]
    assert told == ["ที่ 2 มียอดเบิกแต่ยังไม่ได้ดำเนินการ", "ที่ 1 ดำเนินการแล้วแต่ไม่มียอดเบิก"]
    (counted,) = [table for table in card(worded).tables if table.label == "สถานะ (โครงการ)"]
    assert counted.lines == (("ยังไม่ได้ดำเนินการ", "1"), ("ดำเนินการแล้ว", "1"))


def test_of_many_contradictions_the_first_five_are_named() -> None:
    found = decisions(compiled(projects(9)), [finding("over_plan", no) for no in range(1, 8)])
    assert (found[4], found[5:]) == ("ที่ 5 เบิกเกินแผน · ไม่ได้บอกเหตุผล", ["และอีก 2 เรื่อง"])


def test_two_quarters_restated_by_one_project_are_one_matter() -> None:
    found = card(compiled(projects(1), sent(1)), SummaryExtras(findings=[finding("restated", 1)] * 2)).rows
    assert [row.value for row in found if row.label == "ต้องตัดสินใจ 1"] == ["ที่ 1 ยอดไตรมาสก่อนไม่ตรงกับที่รายงานไว้"]


@pytest.mark.parametrize("rule", sorted({*EXPLAINED, "restated", "untold"}))
def test_every_contradiction_has_its_own_words(rule: str) -> None:
    assert decisions(compiled(projects(1), sent(1)), [finding(rule, 1)])[0].startswith("ที่ 1 ")


def test_where_nothing_contradicts_nothing_is_to_be_decided() -> None:
    assert not [label for label in rows(compiled(projects(1), sent(1))) if label.startswith("ต้องตัดสินใจ")]


def test_few_missing_projects_are_named() -> None:
    assert rows(compiled(projects(4), sent(1, 2)))["ยังไม่ส่ง 2 โครงการ"] == "ที่ 3 Project\nที่ 4 Project"


def test_many_missing_projects_stand_by_number() -> None:
    assert rows(compiled(projects(9), sent(2, 4, 6, 8)))["ยังไม่ส่ง 5 โครงการ"] == "ที่ 1, 3, 5, 7, 9"


def test_neighbours_are_joined_where_there_are_more_than_two() -> None:
    assert rows(compiled(projects(60), sent(3, 14, 17)))["ยังไม่ส่ง 57 โครงการ"] == "ที่ 1, 2, 4-13, 15, 16, 18-60"


def test_numbers_that_are_too_many_are_counted() -> None:
    report = compiled(projects(60), sent(*range(2, 61, 2)))
    assert rows(report)["ยังไม่ส่ง 30 โครงการ"].endswith(", 37, 39 และอีก 10 โครงการ")


def test_a_draft_is_still_missing() -> None:
    assert rows(compiled(projects(6), drafts=frozenset({2})))["ยังไม่ส่ง 6 โครงการ"] == "ที่ 1-6"


def test_a_report_sent_back_is_told_beside_those_missing() -> None:
    given = {"spent": 1}
    submissions = by_id(Submission(project_id(1), given), Submission(project_id(2), given, state="returned"))
    report = compile_report(OFFICE, Round(), projects(2), submissions)
    assert rows(report)["ส่งกลับให้แก้ 1 โครงการ"] == "ที่ 2"


def test_when_everybody_has_sent_nobody_is_missing() -> None:
    assert not [label for label in rows(compiled(projects(2), sent(1, 2))) if "ยังไม่ส่ง" in label]


def test_who_cannot_be_reminded_is_to_be_telephoned() -> None:
    found = rows(compiled(projects(4)), SummaryExtras(unreached=(1, 3)))
    assert found["เตือนทาง LINE ไม่ถึง 2 โครงการ"] == "ที่ 1, 3 · โทรหาผู้รับผิดชอบ"


def test_reminders_held_back_are_told_with_the_messages_left() -> None:
    found = rows(compiled(projects(4)), SummaryExtras(held=2, left=1))
    assert found["งดเตือนไว้ 2 คน"] == "ข้อความของเดือนเหลือ 1 · บอกผู้รับผิดชอบทางอื่น"


def test_where_everybody_is_reminded_nothing_is_said_of_it() -> None:
    assert not [label for label in rows(compiled(projects(4))) if "เตือน" in label]


# What has changed


def test_what_was_sent_since_the_last_summary_is_told_with_how_the_percent_moved() -> None:
    before, now = compiled(projects(4), sent(2)), compiled(projects(4), sent(1, 2, 4))
    found = rows(now, SummaryExtras(before=before, since=SINCE))
    assert found["ตั้งแต่สรุปครั้งก่อน 22 มีนาคม 2564 16.00 น."] == ("ส่งเพิ่ม 2 โครงการ: ที่ 1, 4\nเบิกจ่ายจากร้อยละ 6.25 เป็น 18.75")


def test_the_percent_moves_from_no_percent_nobody_knew() -> None:
    before, now = compiled(projects(4)), compiled(projects(4), sent(1))
    found = rows(now, SummaryExtras(before=before, since=SINCE))
    assert found["ตั้งแต่สรุปครั้งก่อน 22 มีนาคม 2564 16.00 น."] == "ส่งเพิ่ม 1 โครงการ: ที่ 1"


def test_where_nothing_has_changed_it_says_so() -> None:
    report = compiled(projects(4), sent(2))
    found = rows(report, SummaryExtras(before=report, since=SINCE))
    assert found["ตั้งแต่สรุปครั้งก่อน 22 มีนาคม 2564 16.00 น."] == "ยังไม่มีรายงานเพิ่ม"


def test_a_corrected_amount_moves_the_percent_without_a_new_report() -> None:
    before, now = compiled(projects(1), {1: {"spent": 1_000}}), compiled(projects(1), {1: {"spent": 2_000}})
    (changed,) = [
        value for label, value in rows(now, SummaryExtras(before=before, since=SINCE)).items() if "ครั้งก่อน" in label
    ]
    assert changed == "ยังไม่มีรายงานเพิ่ม\nเบิกจ่ายจากร้อยละ 1.00 เป็น 2.00"


def test_the_first_summary_compares_with_nothing() -> None:
    assert not [label for label in rows(compiled(projects(4))) if "ครั้งก่อน" in label]


# Statuses and groups


def test_statuses_are_counted_in_words() -> None:
    answers = {**sent(1, 2, status="in_progress"), **sent(3, status="not_funded")}
    found = tables(compiled(projects(4), answers))["สถานะ"]
    assert found == {"อยู่ระหว่างดำเนินการ": "2", "ไม่มีงบในรอบนี้": "1"}


@pytest.mark.parametrize("answers", [{}, {1: {"spent_q1": 0, "spent_q2": 5}}])
def test_no_status_is_told_where_none_was_given(answers: dict[int, PlainAnswers]) -> None:
    assert "สถานะ" not in tables(compiled(projects(4), answers))


def test_each_group_shows_how_many_have_sent_and_its_percent() -> None:
    report = compiled([Project(1, group="A"), Project(2, group="A"), Project(3, group="B", budget=0)], sent(1))
    assert tables(report)["กลุ่ม"] == {"A": "1/2 · 12.50", "B": "0/1 · -"}


def test_a_plan_without_groups_shows_none() -> None:
    assert "กลุ่ม" not in tables(compiled(projects(3)))


def test_groups_beyond_the_first_25_are_counted() -> None:
    report = compiled([Project(no, group=f"G{no}") for no in range(1, 61)])
    assert [*tables(report)["กลุ่ม"]][24:] == ["G25", "และอีก 35 กลุ่ม"]


# In words, and its way on


def test_in_words_it_begins_with_the_matter_and_ends_in_what_to_do() -> None:
    alt = card(compiled(projects(4), sent(1, 2)), SummaryExtras(findings=[finding("over_plan", 1)])).alt.split("\n")
    assert alt[:4] == [
        "รอบ 6 เดือน ปีงบประมาณ 2564",
        "เหลืออีก 3 วัน · ส่งภายในวันพฤหัสบดีที่ 25 มีนาคม 2564",
        "ส่งแล้ว 2 จาก 4 โครงการ",
        "เบิกจ่าย 500 จาก 4,000 บาท: ร้อยละ 12.50",
    ]
    assert "ต้องตัดสินใจ 1: ที่ 1 เบิกเกินแผน · ไม่ได้บอกเหตุผล" in alt
    assert "ยังไม่ส่ง 2 โครงการ: ที่ 3 Project · ที่ 4 Project" in alt


@pytest.mark.parametrize("answered", [(), (1, 2)])
def test_it_ends_in_what_to_do(answered: tuple[int, ...]) -> None:
    made = card(compiled(projects(2), sent(*answered)))
    assert 'พิมพ์ "สรุป"' in made.note
    assert made.alt.endswith(made.note)


def test_its_key_asks_for_the_documents_in_the_word_people_type() -> None:
    (key,) = card(compiled([])).keys
    assert isinstance(key, Button)
    assert (key.label, key.says) == ("เอกสาร", "เอกสาร")


@pytest.mark.parametrize(
    ("count", "groups", "name"), [(60, 15, "กลุ่มน้ำใจ"), (67, 60, "👨‍👩‍👧‍👦"), (900, 300, "กลุ่มน้ำใจ")]
)
def test_its_words_fit_an_alt_text_however_large_the_office(count: int, groups: int, name: str) -> None:
    plan = [Project(no, name=name * 40, group=f"{no % groups}{name * 30}") for no in range(1, count + 1)]
    report = compiled(plan, sent(2))
    findings = [finding("over_plan", no) for no in range(1, count)]
    alt = card(report, SummaryExtras(UNTIL_QUARTER_2, findings, range(1, count), 9, 0, report, SINCE)).alt
    assert utf16(alt) <= MAX_ALT_TEXT
    assert "ต้องตัดสินใจ" in alt
    assert 'พิมพ์ "สรุป"' in alt.split("\n")[-1]


@pytest.mark.parametrize(
    ("quarters", "title"),
    [
        ((1,), "รอบ 3 เดือน ปีงบประมาณ 2566"),
        ((1, 2), "รอบ 6 เดือน ปีงบประมาณ 2566"),
        ((1, 2, 3, 4), "รอบ 12 เดือน ปีงบประมาณ 2566"),
        ((2,), "ไตรมาสที่ 2 ปีงบประมาณ 2566"),
        ((2, 3), "ไตรมาสที่ 2-3 ปีงบประมาณ 2566"),
    ],
)
def test_a_round_is_named_by_what_it_covers(quarters: tuple[int, ...], title: str) -> None:
    assert round_title(Round(fiscal_year=2566, quarters=quarters)) == title


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-3, "เหลืออีก 3 วัน · ส่งภายในวันพฤหัสบดีที่ 25 มีนาคม 2564"),
        (0, "ครบกำหนดวันนี้ วันพฤหัสบดีที่ 25 มีนาคม 2564 · ส่งภายในวันนี้"),
        (2, "เลยกำหนดมา 2 วัน · กำหนดส่งวันพฤหัสบดีที่ 25 มีนาคม 2564"),
    ],
)
def test_the_deadline_tells_how_near_it_is(days: int, text: str) -> None:
    assert due_text(DEADLINE, DEADLINE + timedelta(days=days)) == text


def test_a_card_taller_than_a_phone_ends_in_its_figure() -> None:
    many = [Project(no, group=f"กลุ่มที่ {no}") for no in range(1, 13)]
    made = card(compiled(many, sent(1, 2)))
    assert made.ending == Figure("ส่งแล้ว", "2 จาก 12 โครงการ", "เบิกจ่ายร้อยละ 4.17")
    assert card(compiled(projects(2), sent(1))).ending is None


def test_planners_are_told_whose_reports_are_missing_the_first_of_many() -> None:
    late = [(f"ครูคนที่ {no}", (no, no + 1, no + 2)) for no in range(1, 11)]
    told = rows(compiled(projects(12)), SummaryExtras(late=late))["ผู้ที่ยังไม่ส่ง 10 คน"].splitlines()
    assert told[0] == "ครูคนที่ 1 ที่ 1-3"
    assert told[-1] == 'และอีก 2 คน · พิมพ์ "ใครยังไม่ส่ง"'


def test_its_keys_lead_to_who_is_missing_until_all_is_sent() -> None:
    assert [key.label for key in card(compiled(projects(2), sent(1))).keys] == ["ใครยังไม่ส่ง", "เอกสาร"]
    assert [key.label for key in card(compiled(projects(1), sent(1))).keys] == ["เอกสาร"]
