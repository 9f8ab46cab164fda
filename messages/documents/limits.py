"""How large a sheet may be. A parser lays a sheet out as one rectangle: one far cell alone can ask for gigabytes."""

from __future__ import annotations

from messages.documents.sheet import UnreadableSheet
from messages.texts import say

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
MOST_CELLS = 300_000


def refuse_more_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise UnreadableSheet(say("plan.file.too_long", most=f"{MOST_ROWS:,}"))


def refuse_far(row: int, column: int) -> None:
    """`row` counts from 1, `column` from 0."""
    refuse_more_rows(row)
    if column >= MOST_COLUMNS:
        raise UnreadableSheet(say("plan.file.too_wide", most=MOST_COLUMNS))


def refuse_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnreadableSheet(say("plan.file.too_many", most=f"{MOST_CELLS:,}"))
