"""A plan is understood in a process of its own: what takes too long ends there, and no transaction waits for it."""

from __future__ import annotations

import pytest

from bot.usecases import sheet_process
from bot.usecases.setup.plan_reading import read_plan_apart
from messages.plans.reading import PlanRefused, read_plan
from messages.samples import sample
from messages.sheets.reading import UnreadableSheet, read_sheets
from tests.messages.plans.made import HEADER, xlsx

BY_HAND = xlsx([HEADER, (1, "อบรมครู", 1500.5, "กลุ่มนิเทศ"), (3, "ห้องสมุด", None, None), (None, "รวม", 1501, None)])
REFUSED = xlsx([HEADER, (1, "อบรมครู", "ห้าสิบหรือหกสิบ", "กลุ่มนิเทศ"), (1, "ห้องสมุด", 5, None)])
HEAVY = "\n".join(["ที่,โครงการ,งบประมาณ", *[f"{at},ก,{at}\n,รวม,{at}" for at in range(1, 9000)]]).encode()
"""Every sum of it is compared with the projects above."""


@pytest.mark.parametrize(
    ("data", "year"), [(sample("khonkaen2").plan, 2564), (sample("rayong2").plan, 2560), (BY_HAND, None)]
)
def test_a_plan_is_read_as_it_is_within_this_process(data: bytes, year: int | None) -> None:
    assert read_plan_apart(data, "a.xlsx", fiscal_year=year) == read_plan(read_sheets(data, "a.xlsx"), fiscal_year=year)


def test_the_sheet_of_that_name_is_read() -> None:
    with pytest.raises(PlanRefused, match="ไม่มีแผ่นงานชื่อ ปก"):
        read_plan_apart(BY_HAND, "a.xlsx", sheet_name="ปก")


def test_a_refusal_names_every_row_as_within_this_process() -> None:
    with pytest.raises(PlanRefused) as within:
        read_plan(read_sheets(REFUSED, "a.xlsx"))
    with pytest.raises(PlanRefused) as apart:
        read_plan_apart(REFUSED, "a.xlsx")
    assert str(apart.value) == str(within.value)


def test_a_grid_that_takes_too_long_to_understand_is_refused_in_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "MAX_SECONDS", 1)
    with pytest.raises(UnreadableSheet, match="หน่วยความจำหรือเวลามากเกินไป"):
        read_plan_apart(HEAVY, "a.csv")
