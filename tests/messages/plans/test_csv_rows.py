"""Rows of a .csv whose cells cannot be told apart: refused by row, never read shifted."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import UnreadableSheet, read_sheets

HEADER = "ที่,โครงการ,งบประมาณ,กลุ่ม\n"


def of(text: str) -> PlanReading:
    return read_plan(read_sheets(text.encode(), "plan.csv"))


@pytest.mark.parametrize("break_", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1c"])
def test_only_line_ends_end_rows(break_: str) -> None:
    (first, second) = of(f"{HEADER}1,โครงการ{break_}ก,700000,ก\n2,ข,5,ก\n").projects
    assert (first.budget, second.budget) == (70_000_000, 500)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_row(end: str) -> None:
    assert len(of(HEADER.replace("\n", end) + f"1,ก,5,ก{end}2,ข,6,ก{end}").projects) == 2


@pytest.mark.parametrize("row", ["1,ก,5,000,ก", "1,ก,5000", "1,ก,5000,ก,เกิน"])
def test_a_row_of_another_width_than_its_header_is_refused(row: str) -> None:
    with pytest.raises(PlanRefused, match="แถว 3: แถวนี้มี"):
        of(f"{HEADER}2,ข,6,ก\n{row}\n")


def test_a_name_with_a_comma_of_its_own_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 2"):
        of(f"{HEADER}1,ครู, ผู้บริหาร,5000,ก\n")


def test_a_cut_amount_that_happens_to_fit_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 2: จำนวนเงินอาจถูกจุลภาคตัด"):
        of(f"{HEADER}1,ก,5,000\n")


def test_a_cut_total_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 4"):
        of(f"{HEADER}1,ก,5000,ก\n2,ข,7000,ก\n,รวม,12,000,\n")


def test_blank_cells_at_the_end_of_a_row_are_no_matter() -> None:
    assert of(f"{HEADER}1,ก,5000,ก,,\n").budget == 500_000


def test_quoted_amounts_and_names_are_read_as_they_stand() -> None:
    (project,) = of(f'{HEADER}1,"อบรม, นิเทศ","5,000.50",ก\n').projects
    assert (project.name, project.budget) == ("อบรม, นิเทศ", 500_050)


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ('1,ก,5,ก\n2,"ข,6,ก\n3,ค,7,ก\n', 3),
        ('1,"ก,5,ก\n2,"ข",6,ก\n', 2),
        ('1,"ก,5,ก\n2,ข",6,ก\n', 2),
        ('1,"ก",x,5,ก\n2,"ข" ค,6,ก\n', 3),
    ],
)
def test_a_quote_in_the_wrong_place_is_refused_by_the_row_it_opens(rows: str, row: int) -> None:
    with pytest.raises(UnreadableSheet, match=f"แถว {row}: "):
        of(HEADER + rows)


def test_lines_within_a_quoted_cell_stay_in_it() -> None:
    (project,) = of(f'{HEADER}1,"อบรม\nครู, ผู้บริหาร, นักเรียน",5,ก\n').projects
    assert project.name == "อบรม ครู, ผู้บริหาร, นักเรียน"


def test_a_group_that_is_a_figure_tells_of_a_comma_within_the_row() -> None:
    with pytest.raises(PlanRefused, match="แถว 2: ชื่อกลุ่มหรือแหล่งงบประมาณเป็นตัวเลข"):
        of("ที่,โครงการ,งบประมาณ,กลุ่ม,หมายเหตุ\n1,อบรมปี 2566,2567,700,น\n")
