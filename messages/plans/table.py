"""A plan's table: a sheet whose header is understood, and the rows that repeat or number that header."""

from __future__ import annotations

import re
from dataclasses import dataclass

from messages.plans.grid import Grid
from messages.plans.header import Header, header_at
from messages.plans.values import PlanRefused
from messages.plans.vocabulary import leaf_role, squeezed
from messages.texts import say

_WHOLE = re.compile(r"\(?([0-9]{1,4})[.)]?")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header understood."""

    grid: Grid
    header: Header

    def own(self, row: int, role: str) -> str:
        """The text in the column of `role`, "" where there is no such column."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.text(row, column)

    def carried(self, row: int, role: str) -> str:
        """As `own`, but a merged cell speaks for every row it covers."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.shown(row, column)

    def told(self, row: int, role: str) -> str:
        """As `carried`, its lines kept."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.told(row, column)

    def number(self, row: int) -> int | None:
        """The project's number; None where the row has none."""
        found = _WHOLE.fullmatch(squeezed(self.own(row, "no")))
        return int(found.group(1)) if found else None

    def money_columns(self) -> frozenset[int]:
        return frozenset(self.header.columns[role] for role in self.header.money())


def repeats_header(table: Table, row: int) -> bool:
    """Raises PlanRefused where another header begins: its columns mean something else."""
    if table.grid.texts(row) in table.header.lines:
        return True
    roles = {leaf_role(text) for text in table.grid.texts(row).values()}
    says_so = leaf_role(table.own(row, "no")) == "no" or {"no", "name"} <= roles
    if table.number(row) is not None or not says_so:
        return False
    again = header_at(table.grid, row)
    if again is None or again.columns != table.header.columns:
        raise PlanRefused(say("plan.refused.other_header", first=table.header.rows[0]), row)
    return True


def numbers_columns(table: Table, row: int) -> bool:
    """A row "(1) (2) (3)" that numbers the columns, just below the header."""
    texts = [squeezed(text).strip("()") for text in table.grid.texts(row).values()]
    numbered = len(texts) > 2 and texts == [str(number + 1) for number in range(len(texts))]
    return numbered and row == table.header.rows[-1] + 1
