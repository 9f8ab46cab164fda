"""What a cell shows, by its number format: the usual ones, Thai ones, and nothing invented for the others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.sheets.number_formats import BUILT_IN, format_value

DAY = 44105
"""1 October 2020, BE 2563."""


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.8, "0%", "80%"),
        (0.805, "0.00%", "80.50%"),
        (0.8, "0 %", "80 %"),
        (7, "0000", "0007"),
        (7, '0"."', "7."),
        (1234.5, "#,##0", "1,235"),
        (1234.5, "#,##0.00", "1,234.50"),
        (5, '"เดือน "#,##0', "เดือน 5"),
        (5, 'General" คน"', "5 คน"),
        (1250, "[$฿-41E]#,##0.00", "฿1,250.00"),
        (0, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', "-"),
        (-1250.5, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', "-1,250.50"),
        (1250, ";;;", ""),
        (0.1 + 0.2, "General", "0.3"),
        (5, "t0", "๕"),
        (DAY, "[$-107041E]d mmm yy;@", "1 ต.ค. 63"),
        (DAY, "[$-D07041E]d mmmm yyyy", "๑ ตุลาคม ๒๕๖๓"),
        (DAY, "[$-D00041E]d mmm yy", "๑ ต.ค. ๒๐"),
        (DAY, "[$-th-TH,107]d mmm yy;@", "1 ต.ค. 63"),
        (DAY, "[$-101041E]d mmm yy;@", "1 ต.ค. 20"),
        (DAY, "d/m/yyyy", "1/10/2020"),
        (DAY, "dd/mm/bb", "01/10/63"),
        (0.5, "h:mm", "12:00"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert format_value(value, code).shown == shown


@pytest.mark.parametrize("code", [BUILT_IN[14], "mmm-yy", "# ?/?", "0.00E+00", "[>=100]0;0.0", "[h]:mm", '"open'])
def test_a_format_that_depends_or_is_unknown_shows_nothing_certain(code: str) -> None:
    assert format_value(DAY, code).shown is None


@pytest.mark.parametrize(("code", "scale"), [("#,##0,", 1_000), ('#,##0.00,," ล้านบาท"', 1_000_000), ("#,##0", 1)])
def test_a_format_that_shortens_a_number_says_by_how_much(code: str, scale: int) -> None:
    assert format_value(1_250_000, code).scale == scale


@pytest.mark.parametrize(("code", "kind"), [("0%", "percent"), ("d mmm yy", "date"), ("[$-41E]#,##0", "number")])
def test_percents_and_dates_are_told_from_numbers(code: str, kind: str) -> None:
    assert format_value(1, code).kind == kind


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert format_value(0, "[$-107041E]d mmm yy", from_1904=True).shown == "1 ม.ค. 47"


codes = st.one_of(st.text(max_size=30), st.text('0#?,.%;[]"\\_*@-$EeyYmdhsbtGeneral 41', max_size=40))


@settings(deadline=None)
@given(st.one_of(st.floats(), st.integers(-(10**20), 10**20)), codes)
def test_any_format_is_read_or_left_unknown(value: float, code: str) -> None:
    shown = format_value(value, code).shown
    assert shown is None or isinstance(shown, str)
