"""The header of a plan's table, found by its words wherever it stands, with its rows joined column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from messages.plans.amounts import is_figure
from messages.plans.grid import Grid
from messages.plans.moments import NEWEST, MoneyColumn, money_column
from messages.plans.units import declared_units
from messages.plans.values import FIGURES, QUARTERS, ColumnFound
from messages.plans.vocabulary import (
    OTHER,
    column_role,
    leaf_role,
    rank,
    speaks_of_columns,
    squeeze_keeping_unit,
)
from messages.sheets.sheet import column_letter

NEEDED = ("no", "name", "budget")
UNNUMBERED = ("name", "budget")
"""What a table needs whose projects have no numbers."""
_MAX_ROWS = 5
_MAX_PART = 60
_LAST_ROW = 200


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` leads from a role to its column (from 0); a role not there was not found.

    `lines` are the header's rows as texts by column, to know them again where a page repeats them; `budgets`
    are the columns that could be the budget by their words alone, `moneys` every column of money that is no quarter,
    `crowded` the quarters several columns claim, which are not read.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    found: tuple[ColumnFound, ...]
    lines: tuple[Mapping[int, str], ...]
    budgets: tuple[int, ...]
    crowded: tuple[str, ...] = ()
    moneys: tuple[MoneyColumn, ...] = ()

    def money(self) -> tuple[str, ...]:
        """The roles of the columns of figures that are there."""
        return tuple(role for role in FIGURES if role in self.columns)

    def label(self, role: str) -> str:
        """The header a person sees over that role's column."""
        return self.label_at(self.columns[role])

    def label_at(self, column: int) -> str:
        letter = column_letter(column)
        return next(found.header for found in self.found if found.letter == letter)


def find_header(grid: Grid, needed: Sequence[str] = NEEDED) -> Header | None:
    """The first header with a number, a name and a budget, among the rows where headers stand."""
    headers = (header_at(grid, row, needed) for row in range(1, min(grid.height, _LAST_ROW) + 1))
    return next((header for header in headers if header is not None), None)


def header_at(grid: Grid, row: int, needed: Sequence[str] = NEEDED) -> Header | None:
    """The header whose name column says so in `row`, or None."""
    name = _name_column(grid, row)
    header = None if name is None else _header(grid, _block(grid, row, name))
    return header if header is not None and all(role in header.columns for role in needed) else None


def _name_column(grid: Grid, row: int) -> int | None:
    texts = grid.texts(row)
    named = [column for column, text in texts.items() if leaf_role(text) == "name"]
    return named[0] if named and len(texts) > 1 else None


def _block(grid: Grid, anchor: int, name: int) -> range:
    """The rows of the header whose name column says so in row `anchor`."""
    top = bottom = anchor
    while anchor - top < _MAX_ROWS - 1 and _is_upper(grid, top - 1, name):
        top -= 1
    while bottom - top < _MAX_ROWS - 1 and _is_lower(grid, bottom + 1, name):
        bottom += 1
    return range(top, bottom + 1)


def _is_upper(grid: Grid, row: int, name: int) -> bool:
    texts = grid.texts(row)
    return bool(texts) and all(
        speaks_of_columns(text) and (column > name or leaf_role(text) is not None) for column, text in texts.items()
    )


def _is_lower(grid: Grid, row: int, name: int) -> bool:
    """A row under the header with neither number nor name nor figure is a lower part of it."""
    if row > grid.height:
        return False
    if grid.is_carried(row, name):
        return True
    texts = grid.texts(row)
    return bool(texts) and all(
        len(text) <= _MAX_PART
        and (not is_figure(text) or declared_units(text))
        and (column > name or leaf_role(text) is not None)
        for column, text in texts.items()
    )


def _header(grid: Grid, block: range) -> Header:
    paths = _paths(grid, block)
    moneys = tuple(_moneys(paths))
    claims = _claims(paths, moneys, grid.sheet.hidden_columns)
    columns = _choose(claims)
    found = tuple(column_found(column, path, columns) for column, path in paths.items() if path)
    crowded = tuple(role for role, claiming in claims.items() if role in QUARTERS and len(claiming) > 1)
    lines = tuple(grid.texts(row) for row in block)
    return Header(tuple(block), columns, found, lines, tuple(claims.get("budget", ())), crowded, moneys)


def column_found(column: int, path: Sequence[str], chosen: Mapping[str, int]) -> ColumnFound:
    role = next((role for role, at in chosen.items() if at == column), OTHER)
    return ColumnFound(role, column_letter(column), " ".join(path))


def _choose(claims: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """One column a role: the first, but none of several plans of one quarter, which may be months."""
    return {role: columns[0] for role, columns in claims.items() if role not in QUARTERS or len(columns) == 1}


def _moneys(paths: Mapping[int, tuple[str, ...]]) -> Iterator[MoneyColumn]:
    for column, path in paths.items():
        found = money_column(column, path) if column_role(path) in {"budget", OTHER} else None
        if found is not None:
            yield found


def _claims(
    paths: Mapping[int, tuple[str, ...]], moneys: Sequence[MoneyColumn], hidden: frozenset[int]
) -> dict[str, list[int]]:
    """The columns that could be each role: hidden ones only where no other could, and none of lower rank."""
    claims: dict[str, list[int]] = {}
    for column, path in paths.items():
        claims.setdefault(column_role(path), []).append(column)
    claims.pop(OTHER, None)
    if "budget" not in claims:
        claims["budget"] = [money.column for kind in NEWEST for money in moneys if money.kind == kind][:1]
    seen = {role: [at for at in columns if at not in hidden] or columns for role, columns in claims.items() if columns}
    return {role: _best(role, columns, paths) for role, columns in seen.items()}


def _best(role: str, columns: Sequence[int], paths: Mapping[int, Sequence[str]]) -> list[int]:
    lowest = min(rank(role, paths[column]) for column in columns)
    return [column for column in columns if rank(role, paths[column]) == lowest]


def _paths(grid: Grid, block: range) -> dict[int, tuple[str, ...]]:
    """Each column's header cells from top to bottom, without repetition."""
    texts = [[grid.merged_text(row, column) for column in range(grid.width)] for row in block]
    _spread(texts)
    return {column: tuple(_distinct(line[column] for line in texts)) for column in range(grid.width)}


def _spread(texts: list[list[str]]) -> None:
    """Lets a cell with cells below it stand for the blank ones on its right, as merging would have said."""
    for depth, line in enumerate(texts[:-1]):
        for column in range(1, len(line)):
            heads_some = all(any(lower[at] for lower in texts[depth + 1 :]) for at in (column - 1, column))
            siblings = all(upper[column] == upper[column - 1] for upper in texts[:depth])
            if not line[column] and heads_some and siblings:
                line[column] = line[column - 1]


def _distinct(parts: Iterator[str]) -> Iterator[str]:
    last = ""
    for part in parts:
        if part and squeeze_keeping_unit(part) != squeeze_keeping_unit(last):
            yield part
            last = part
