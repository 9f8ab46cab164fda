"""The tables of the two real rounds, cell by cell against the printed ones: they differ in known misprints only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from messages.documents.blocks import Table
from tests.messages.documents.printed import document_of, main_table, real_reports
from tests.support.printed import KHONKAEN, RAYONG, printed_rows, progress_texts

KHONKAEN_MISPRINTS = {
    (4, 6): (592_594, 292_594),
    (6, 5): (25.76, 25.75),
    (11, 5): (2.77, 2.76),
    (14, 5): (28.35, 28.34),
    (15, 5): (8.8, 8.79),
    (18, 5): (61.67, 61.66),
    (22, 5): (99.83, 99.82),
}
"""(number, column): ours and the print's; no. 4 is miswritten, the percents are cut off."""
RAYONG_MISPRINTS = {(4, 4): (21_440, 0), (12, 10): (0, 4_800), (40, 11): (0, 5_200)}
"""Spending missing from its quarter, in a quarter to come, and told both as spent and as left."""


def projects(table: Table) -> dict[int, list[str]]:
    rows = ([cell.text for cell in row.cells] for row in table.rows if row.kind == "item")
    return {int(row[0]): row for row in rows}


def figure(text: str) -> float:
    return float(text.replace(",", "")) if text not in {"", "-"} else 0


def differences(
    table: Table, wanted: Iterator[tuple[int, dict[int, str]]]
) -> dict[tuple[int, int], tuple[float, float]]:
    """(number, column): (ours, the print's) wherever the two differ."""
    ours = projects(table)
    pairs = (
        ((no, column), (figure(ours[no][column]), figure(value))) for no, row in wanted for column, value in row.items()
    )
    return {place: pair for place, pair in pairs if pair[0] != pair[1]}


def test_khonkaens_table_is_the_printed_one_but_for_its_misprints() -> None:
    rows, progress = printed_rows(KHONKAEN), progress_texts(KHONKAEN)
    table = main_table(document_of(real_reports()[0]))
    wanted = (
        (int(row["no"]), {2: row["budget"], 3: row["spent"], 5: row["percent"], 6: row["remaining"]}) for row in rows
    )
    assert differences(table, wanted) == KHONKAEN_MISPRINTS
    texts = {no: (cells[1], cells[4], cells[7]) for no, cells in projects(table).items()}
    assert texts == {int(row["no"]): (row["name"], progress[int(row["no"])], row["group"]) for row in rows}


def test_rayongs_table_is_the_printed_one_but_for_its_misprints() -> None:
    rows = printed_rows(RAYONG)
    table = main_table(document_of(real_reports()[1]))
    wanted = ((int(row["no"]), dict(enumerate(figures_of(row), 2))) for row in rows)
    assert differences(table, wanted) == RAYONG_MISPRINTS
    assert {no: cells[1] for no, cells in projects(table).items()} == {int(row["no"]): row["name"] for row in rows}


def figures_of(row: Mapping[str, str]) -> list[str]:
    quarters = [row[f"{kind}_{quarter}"] for quarter in (1, 2, 3, 4) for kind in ("plan", "spent")]
    return [row["budget"], *quarters, row["used"], row["remaining"]]
