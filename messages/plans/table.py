"""A plan's table: a sheet whose header is understood, and the rows that repeat or number that header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from messages.plans.amounts import Money
from messages.plans.grid import Grid
from messages.plans.header import NEEDED, UNNUMBERED, Header, header_at
from messages.plans.units import BAHT
from messages.plans.values import PlanRefused
from messages.plans.vocabulary import is_note, is_total, leaf_role, squeeze
from messages.texts import say
from messages.thai.amounts import Amount

_WHOLE = re.compile(r"(?:โครงการ(?:ที่)?|ลำดับ(?:ที่)?|ที่)?\(?([0-9]{1,4})[.)]?")


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A sheet with its header understood. `units`: how many baht one is, by the columns that do not say baht."""

    grid: Grid
    header: Header
    units: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_numbered(self) -> bool:
        """Whether its projects have numbers in a column of their own."""
        return "no" in self.header.columns

    @property
    def below(self) -> range:
        """The rows below the header."""
        return range(self.header.rows[-1] + 1, self.grid.height + 1)

    def text(self, row: int, role: str) -> str:
        """The text in the column of `role`, "" where there is no such column."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.text(row, column)

    def merged_text(self, row: int, role: str) -> str:
        """As `text`, but a merged cell speaks for every row it covers."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.merged_text(row, column)

    def merged_lines(self, row: int, role: str) -> str:
        """As `merged_text`, with its line breaks."""
        column = self.header.columns.get(role)
        return "" if column is None else self.grid.merged_lines(row, column)

    def money(self, row: int, role: str) -> Money:
        """The cell of money in the column of `role`."""
        return self.money_at(row, self.header.columns[role])

    def money_at(self, row: int, column: int) -> Money:
        return Money(self.grid.cell(row, column), self.grid.mark_at(row, column), self.units.get(column, BAHT))

    def number(self, row: int) -> int | None:
        """The project's number; None where the row has none."""
        cell = self.grid.cell(row, self.header.columns["no"]) if self.is_numbered else None
        whole = isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= 9999 and cell == int(cell)
        if whole and self._shows_itself(row):
            return int(cell)  # type: ignore[arg-type]
        found = _WHOLE.fullmatch(squeeze(self.text(row, "no")))
        return int(found.group(1)) if found else None

    def _shows_itself(self, row: int) -> bool:
        """Whether the format of a number's cell shows it, and not P-1 or nothing."""
        mark = self.grid.mark_at(row, self.header.columns["no"])
        shown = None if mark is None else mark.shown
        return shown is None or _WHOLE.fullmatch(squeeze(shown).removesuffix(".0")) is not None

    def entries(self) -> Iterator[int]:
        """The rows that hold a project as far as its number says; without numbers, its name and a figure."""
        for row in self.below:
            if self.number(row) is not None or (not self.is_numbered and self._is_named(row)):
                yield row

    def _is_named(self, row: int) -> bool:
        name = self.text(row, "name")
        columns = (*self.money_columns(), *(money.column for money in self.header.moneys))
        counts = any(isinstance(self.money_at(row, column).read(), Amount) for column in columns)
        return bool(name) and counts and not is_total(name) and not is_note(name)

    def money_columns(self) -> frozenset[int]:
        return frozenset(self.header.columns[role] for role in self.header.money())


def repeats_header(table: PlanTable, row: int) -> bool:
    """Raises PlanRefused where another header begins: its columns mean something else."""
    if table.grid.texts(row) in table.header.lines:
        return True
    roles = {leaf_role(text) for text in table.grid.texts(row).values()}
    wanted = {"no", "name"} if table.is_numbered else {"name", "group"}
    says_so = leaf_role(table.text(row, "no")) == "no" or wanted <= roles
    if table.number(row) is not None or not says_so:
        return False
    again = header_at(table.grid, row, NEEDED if table.is_numbered else UNNUMBERED)
    if again is None or _meant(again) != _meant(table.header):
        raise PlanRefused(say("plan.refused.other_header", first=table.header.rows[0]), row)
    return True


def numbers_columns(table: PlanTable, row: int) -> bool:
    """A row "(1) (2) (3)" that numbers the columns, just below the header."""
    texts = [squeeze(text).strip("()") for text in table.grid.texts(row).values()]
    numbered = len(texts) > 2 and texts == [str(number + 1) for number in range(len(texts))]
    return numbered and row == table.header.rows[-1] + 1


def _meant(header: Header) -> tuple[object, ...]:
    """What the columns are; which of several columns of money is the budget is told by the rows."""
    roles = {role: column for role, column in header.columns.items() if role != "budget" or not header.moneys}
    return roles, header.moneys
