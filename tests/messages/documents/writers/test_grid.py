"""Cells that reach over rows and columns find their place, and texts their lines."""

from __future__ import annotations

import pytest

from messages.documents.blocks import Cell
from messages.documents.writers.grid import count_lines, place_cells


def test_a_cell_over_two_rows_pushes_those_below_to_the_right() -> None:
    rows = [[Cell("a", rows=2), Cell("b", columns=2)], [Cell("c"), Cell("d")]]
    first, second = place_cells(rows, 3)
    assert [(place.column, place.cell.text, place.continued) for place in first] == [(0, "a", False), (1, "b", False)]
    assert [(place.column, place.cell.text, place.continued) for place in second] == [
        (0, "a", True), (1, "c", False), (2, "d", False),
    ]  # fmt: skip


@pytest.mark.parametrize("row", [[Cell("a")], [Cell("a"), Cell("b", columns=2)], [Cell("a"), Cell("b"), Cell("c")]])
def test_a_row_that_lacks_a_cell_or_has_one_too_many_is_refused(row: list[Cell]) -> None:
    with pytest.raises(ValueError, match="not those of 2 columns"):
        list(place_cells([row], 2))


def test_marks_above_and_below_take_no_room_on_a_line() -> None:
    assert count_lines("กี่" * 18, 4, 16) == count_lines("ก" * 18, 4, 16) == 1


def test_each_line_break_begins_a_line_and_long_lines_fold() -> None:
    assert count_lines("ก\nข\n", 4, 16) == 3
    assert count_lines("ก" * 100, 4, 16) > 4
