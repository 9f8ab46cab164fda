"""A round audited over its plan, its answers and what earlier rounds said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from messages.audit.answered import audit_round
from messages.audit.finished import audit_report
from messages.documents.exports import export_csv
from messages.figures.report import Report
from messages.plans.reading import read_plan
from messages.samples import sample
from messages.sheets.reading import read_sheets
from messages.thai.amounts import Amount, read_amount
from tests.messages.figures.made import Project, Round, compiled, earlier_rounds
from tests.support.answers import PlainAnswers

PLAN = (30_00, 30_00, 40_00, 0)
QUARTERLY = Project(1, 100_00, group="กลุ่มอำนวยการ", plan=PLAN)


def told(report: Report, *earlier: Mapping[int, PlainAnswers]) -> list[tuple[str, str, int | None, str, str]]:
    found = audit_round(report, earlier_rounds(*earlier))
    return [(i.rule, i.severity, i.project, i.expected, i.found) for i in found]


def of(answers: PlainAnswers, project: Project = QUARTERLY) -> Report:
    return compiled([project], {1: answers})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"status": "not_started", "spent": 5_00}, ("spent_but_not_started", "error", 1, "0.00", "5.00")),
        ({"status": "done", "spent": 0}, ("done_with_nothing_spent", "question", 1, "", "0.00")),
        ({"spent_q1": 0, "spent_q2": 60_01}, ("over_plan", "question", 1, "60.00", "60.01")),
        ({"status": "in_progress", "spent": 100_01}, ("over_budget", "question", 1, "100.00", "100.01")),
        (
            {"status": "in_progress", "spent": 1, "progress": "- เสร็จสิ้นโครงการ"},
            ("status_against_text", "question", 1, "", ""),
        ),
    ],
)
def test_what_is_asked_while_typing_is_found_in_the_round(
    answers: PlainAnswers, expected: tuple[str, str, int, str, str]
) -> None:
    assert told(of(answers)) == [expected]


@pytest.mark.parametrize(
    "answers",
    [
        {"status": "in_progress", "spent_q1": 45_00, "spent_q2": 0},
        {"status": "not_started", "spent": 0},
    ],
)
def test_what_only_looks_wrong_raises_nothing(answers: PlainAnswers) -> None:
    assert told(of(answers)) == []


@pytest.mark.parametrize(
    ("answers", "rule", "reason"),
    [
        (
            {"status": "not_started", "spent": 5_00, "reason_spent_but_not_started": "ยืมเงินทดรองราชการ"},
            "spent_but_not_started",
            "ยืมเงินทดรองราชการ",
        ),
        ({"spent_q1": 0, "spent_q2": 60_01, "reason_over_plan": "เลื่อนกิจกรรมเข้ามา"}, "over_plan", "เลื่อนกิจกรรมเข้ามา"),
        (
            {"status": "in_progress", "planned": 90_00, "spent": 100_01, "reason": "ได้รับโอนเพิ่ม"},
            "over_budget",
            "ได้รับโอนเพิ่ม",
        ),
    ],
)
def test_what_has_a_reason_stays_listed_with_it(answers: PlainAnswers, rule: str, reason: str) -> None:
    (found,) = audit_round(of(answers))
    assert (found.rule, found.severity, found.reason) == (rule, "question", reason)
    assert found.text.endswith(f"เหตุผล: {reason}")


def test_less_than_the_round_before_is_asked_about() -> None:
    before = {1: {"spent": 50_00}}
    assert told(of({"status": "in_progress", "spent": 40_00}), before) == [
        ("less_than_before", "question", 1, "50.00", "40.00")
    ]


def test_a_quarter_restated_with_more_is_asked_about() -> None:
    before = {1: {"spent_q1": 10_00}}
    assert told(of({"spent_q1": 20_00, "spent_q2": 0}), before) == [("restated", "question", 1, "10.00", "20.00")]
    assert told(of({"spent_q1": 10_00, "spent_q2": 0}), before) == []


def test_the_newest_earlier_round_is_the_one_compared_with() -> None:
    older, newer = {1: {"spent": 90_00}}, {1: {"spent": 30_00}}
    assert told(of({"status": "in_progress", "spent": 40_00}), older, newer) == []


def test_the_plan_is_audited_as_at_its_import() -> None:
    twice = Project(26, 22_880_00, group="ก", plan=(0, 15_480_00, 15_480_00, 7_400_00))
    (finding,) = audit_round(compiled([twice]))
    assert (finding.rule, finding.expected, finding.found) == ("quarters_sum", "22880.00", "38360.00")
    assert "15,480 = แผนไตรมาสที่ 3 ซ้ำกับไตรมาสที่ 2" in finding.text


def test_a_plan_that_knows_no_groups_misses_none() -> None:
    assert told(compiled([Project(1), Project(2, name="Another")])) == []
    grouped = compiled([Project(1, group="ก"), Project(2, name="Another")])
    assert told(grouped) == [("no_group", "question", 2, "", "")]


def test_last_years_number_in_a_heading_is_found() -> None:
    project = Project(1, group="ก", heading="นโยบายปีงบประมาณ 2563", name="แผนปฏิบัติการปีงบประมาณ 2563")
    assert told(compiled([project])) == [("heading_year", "error", None, "2564", "2563")]


def real(office: str) -> Report:
    shown = sample(office)
    projects = read_plan(read_sheets(shown.plan, "plan.xlsx")).projects
    answers = {no: {key: satang(value) for key, value in row.items()} for no, row in shown.answers.items()}
    year = 2564 if office == "khonkaen2" else 2566
    made = [Project(p.no, p.budget, p.name, p.group, p.fund, p.heading, p.plan) for p in projects]
    return compiled(made, answers, round_=Round(fiscal_year=year))


def satang(value: str) -> int | str:
    reading = read_amount(value)
    return reading.satang if isinstance(reading, Amount) else value


def test_the_real_round_of_khon_kaen_is_asked_only_what_its_plan_leaves_open() -> None:
    found = {(rule, no) for rule, _, no, _, _ in told(real("khonkaen2"))}
    assert found == {("no_group", 21), ("number_gap", 28)}


def test_the_real_round_of_rayong_has_the_contradictions_of_its_plan() -> None:
    found = {(rule, no) for rule, _, no, _, _ in told(real("rayong2"))}
    assert found == {("quarters_sum", 12), ("over_plan", 12), ("quarters_sum", 26)}


@pytest.mark.parametrize("office", ["khonkaen2", "rayong2"])
def test_the_rounds_own_export_says_the_same_as_the_round(office: str) -> None:
    report = real(office)
    exported = audit_report(read_sheets(export_csv(report).encode(), "export.csv"))
    asked = {(item.rule, item.project) for item in exported}
    assert asked == {(rule, no) for rule, _, no, _, _ in told(report)} - {("over_plan", 12)}


def test_quarters_that_come_to_less_than_the_cumulative_figure_before_are_asked_about() -> None:
    before = {1: {"spent": 50_00}}
    report = compiled([QUARTERLY], {1: {"spent_q1": 10_00, "spent_q2": 20_00}}, earlier=[{}, before])
    assert told(report, {}, before) == [("less_than_before", "question", 1, "50.00", "30.00")]


def test_money_told_before_contradicts_a_project_said_not_to_have_begun() -> None:
    before = {1: {"status": "in_progress", "spent": 50_00}}
    report = compiled([QUARTERLY], {1: {"status": "not_started"}}, earlier=[before])
    assert told(report, before) == [("spent_but_not_started", "error", 1, "0.00", "50.00")]


def test_carried_money_above_the_budget_is_found_with_the_reason_its_owner_gave() -> None:
    before: dict[int, PlainAnswers] = {1: {"status": "in_progress", "spent": 100_01}}
    assert told(compiled([QUARTERLY], earlier=[before]), before) == [("over_budget", "question", 1, "100.00", "100.01")]
    explained = {1: {**before[1], "reason_over_budget": "ได้รับโอนเพิ่ม"}}
    (found,) = audit_round(compiled([QUARTERLY], earlier=[explained]), earlier_rounds(explained))
    assert found.reason == "ได้รับโอนเพิ่ม"


def test_a_quarter_that_others_told_and_a_project_never_did_is_asked_about() -> None:
    first: dict[int, PlainAnswers] = {1: {"spent_q1": 5_00}}
    second: dict[int, PlainAnswers] = {1: {"spent_q2": 0}, 2: {"spent_q2": 1_00}}
    projects = [Project(1, 100_00), Project(2, 100_00, "Another")]
    assert told(compiled(projects, second, earlier=[first]), first) == [("untold", "question", 2, "", "")]
    assert told(compiled(projects, second)) == []
