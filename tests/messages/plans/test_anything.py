"""Whatever stands in a sheet, it is understood or refused in Thai: no other failure, and no project out of nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from messages.plans.reading import PlanRefused, read_plan
from messages.plans.show import plan_json, plan_report
from messages.sheets.reading import Merged, UnreadableSheet, read_sheets
from tests.messages.plans.made import HEADER, QUARTERLY, sheet, xlsx

words = st.sampled_from(
    ["ที่", "โครงการ", "รวม", "กลุ่มนิเทศ 2 โครงการ", "นโยบายที่ 1", "-", "๑", "1.1", "แผน", "ไตรมาสที่ 1", "งบ สพฐ."]
)
cells = st.one_of(
    st.none(),
    words,
    st.text(max_size=8),
    st.integers(-3, 30),
    st.floats(),
    st.booleans(),
    st.just(date(2021, 1, 1)),
    st.just(datetime(2021, 1, 1, tzinfo=UTC)),
)
rows = st.lists(st.lists(cells, max_size=8), max_size=6)
places = st.integers(0, 8)
merges = st.lists(
    st.builds(
        lambda top, left, down, right: Merged(top + 1, left, top + 1 + down, left + right),
        places,
        places,
        places,
        places,
    ),
    max_size=3,
)


@settings(deadline=None)
@given(st.sampled_from([HEADER, QUARTERLY]), rows, rows, merges)
def test_any_rows_are_read_or_refused(
    header: tuple[str, ...], above: list[list[object]], below: list[list[object]], merged: list[Merged]
) -> None:
    made = sheet(*above, header, *below, merged=merged)  # type: ignore[arg-type]
    with suppress(PlanRefused):
        reading = read_plan([made])
        assert plan_json(reading)["projects"]
        assert all(f"ที่ {project.no}" in plan_report(reading) for project in reading.projects)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods"]))
def test_any_bytes_are_read_or_refused(data: bytes, filename: str) -> None:
    with suppress(UnreadableSheet):
        assert isinstance(read_sheets(data, filename), tuple)


PLAN = xlsx([HEADER, (1, "อบรมครู", 500, "กลุ่มนิเทศ")])


@settings(deadline=None)
@given(st.integers(0, len(PLAN) - 1), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(place: int, byte: int) -> None:
    damaged = PLAN[:place] + bytes([byte]) + PLAN[place + 1 :]
    with suppress(UnreadableSheet):
        assert isinstance(read_sheets(damaged, "a.xlsx"), tuple)
