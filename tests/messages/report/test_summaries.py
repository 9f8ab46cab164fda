"""What the planning group reads, and how rounds and deadlines are named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from messages.bubbles import Text
from messages.figures import Report, compile_report
from messages.project import Answers
from messages.summaries import due_text, round_title, summary
from messages.thai.text import utf16
from tests.messages.report.made import OFFICE, Project, Round, Submission, compiled, khonkaen

TODAY = date(2021, 3, 22)
DEADLINE = date(2021, 3, 25)


def lines(report: Report, today: date = TODAY) -> list[str]:
    """The lines of the one text the summary is."""
    (bubble,) = summary(report, today=today)
    assert isinstance(bubble, Text)
    return bubble.text.split("\n")


def projects(count: int, **others: str) -> list[Project]:
    return [Project(no, **others) for no in range(1, count + 1)]  # type: ignore[arg-type]


def sent(*numbers: int, **answers: int | str) -> dict[int, Answers]:
    return {no: {"spent": 25_000, **answers} for no in numbers}


def test_it_opens_with_the_round_the_days_left_and_how_many_have_sent() -> None:
    assert lines(compiled(projects(4), sent(1, 2)))[:4] == [
        "รอบ 6 เดือน ปีงบประมาณ 2564",
        "เหลืออีก 3 วัน · ส่งภายในพฤหัสบดีที่ 25 มีนาคม 2564",
        "ส่งแล้ว 2 จาก 4 โครงการ",
        "เบิกจ่าย 500 จาก 4,000 บาท (ร้อยละ 12.50)",
    ]


def test_khonkaen_reads_its_own_figures() -> None:
    text = lines(khonkaen())
    assert "ส่งครบทั้ง 37 โครงการแล้ว" in text
    assert "เบิกจ่าย 431,801 จาก 3,256,025 บาท (ร้อยละ 13.26)" in text
    assert "ไม่ระบุกลุ่ม 1/1 · 0 บาท (ร้อยละ 0.00)" in text


def test_statuses_are_counted_in_words() -> None:
    answers = {**sent(1, 2, status="in_progress"), **sent(3, status="not_funded")}
    assert "สถานะ: อยู่ระหว่างดำเนินการ 2 · ไม่มีงบในรอบนี้ 1" in lines(compiled(projects(4), answers))


def test_no_status_is_said_before_anybody_has_sent() -> None:
    assert not [line for line in lines(compiled(projects(4))) if line.startswith("สถานะ")]


def test_each_group_shows_how_many_have_sent_what_it_spent_and_its_percent() -> None:
    report = compiled([Project(1, group="A"), Project(2, group="A"), Project(3, group="B", budget=0)], sent(1))
    assert lines(report)[5:7] == ["A 1/2 · 250 บาท (ร้อยละ 12.50)", "B 0/1 · 0 บาท (ร้อยละ -)"]


def test_a_plan_without_groups_shows_none() -> None:
    assert not [line for line in lines(compiled(projects(3))) if "กลุ่ม" in line]


def test_few_missing_projects_are_named() -> None:
    text = lines(compiled(projects(4), sent(1, 2)))
    assert text[4:7] == ["ยังไม่ส่ง 2 โครงการ:", "ที่ 3 Project", "ที่ 4 Project"]


def test_many_missing_projects_stand_by_number() -> None:
    assert "ยังไม่ส่ง 4 โครงการ: ที่ 2, 3, 4, 5" in lines(compiled(projects(5), sent(1)))


def test_a_draft_is_still_missing() -> None:
    assert "ยังไม่ส่ง 6 โครงการ: ที่ 1, 2, 3, 4, 5, 6" in lines(compiled(projects(6), drafts=frozenset({2})))


def test_a_report_sent_back_is_told_beside_those_missing() -> None:
    submissions = {1: Submission(1, {"spent": 1}), 2: Submission(2, {"spent": 1}, state="returned")}
    report = compile_report(OFFICE, Round(), projects(2), submissions)
    assert "ส่งกลับให้แก้ 1 โครงการ: ที่ 2" in lines(report)


def test_when_everybody_has_sent_it_says_so_and_names_nobody() -> None:
    text = lines(compiled(projects(2), sent(1, 2)))
    assert "ส่งครบทั้ง 2 โครงการแล้ว" in text
    assert not [line for line in text if "ยังไม่ส่ง" in line]


def test_an_empty_plan_is_not_called_complete() -> None:
    assert "ส่งแล้ว 0 จาก 0 โครงการ" in lines(compiled([]))


@pytest.mark.parametrize("answered", [(), (1, 2)])
def test_it_ends_in_what_to_do(answered: tuple[int, ...]) -> None:
    assert 'พิมพ์ "สรุป"' in lines(compiled(projects(2), sent(*answered)))[-1]


def test_a_title_may_stand_in_place_of_the_rounds_name() -> None:
    (bubble,) = summary(compiled([]), today=TODAY, title="Trial")
    assert isinstance(bubble, Text)
    assert bubble.text.startswith("Trial\n")


@pytest.mark.parametrize(
    ("count", "groups", "name"), [(67, 20, "กลุ่มน้ำใจ"), (900, 300, "กลุ่มน้ำใจ"), (67, 60, "👨‍👩‍👧‍👦")]
)
def test_it_fits_one_line_message_however_large_the_office(count: int, groups: int, name: str) -> None:
    plan = [Project(no, name=name * 40, group=f"{no % groups}{name * 30}") for no in range(1, count + 1)]
    (bubble,) = summary(compiled(plan, sent(2)), today=TODAY)
    assert isinstance(bubble, Text)
    assert utf16(bubble.text) <= 5_000
    assert 'พิมพ์ "สรุป"' in bubble.text.split("\n")[-1]


def test_an_ordinary_large_office_loses_no_group_and_no_number() -> None:
    name = "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร"
    plan = [Project(no, group=f"{no % 20} {name}") for no in range(1, 68)]
    text = lines(compiled(plan))
    assert len([line for line in text if line.endswith("(ร้อยละ 0.00)") and "0/" in line]) == 20
    assert text[-2].endswith("65, 66, 67")


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
        (-3, "เหลืออีก 3 วัน · ส่งภายในพฤหัสบดีที่ 25 มีนาคม 2564"),
        (0, "ครบกำหนดวันนี้ · ส่งภายในพฤหัสบดีที่ 25 มีนาคม 2564"),
        (2, "เลยกำหนดมา 2 วัน · กำหนดส่งพฤหัสบดีที่ 25 มีนาคม 2564"),
    ],
)
def test_the_deadline_tells_how_near_it_is(days: int, text: str) -> None:
    assert due_text(DEADLINE, DEADLINE + timedelta(days=days)) == text
