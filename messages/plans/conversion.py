"""Which unit each column of money is in: its own header's, the title's, a note's; two that differ are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from messages.findings import Finding
from messages.plans.table import PlanTable
from messages.plans.units import (
    BAHT,
    declared_table_units,
    declared_units,
    foreign_unit,
    noted_units,
    unit_alone,
    unit_name,
)
from messages.plans.values import QUARTERS, PlanRefused
from messages.sheets.sheet import column_letter
from messages.texts import say
from messages.thai.amounts import Amount


def choose_units(table: PlanTable) -> tuple[PlanTable, list[Finding]]:
    """The table with its units, and how it was read where that is not baht. Raises PlanRefused."""
    _refuse_units_in_rows(table)
    _refuse_strange_units(table)
    title = _one(units_above(table), None)
    units = {column: _one(_own(table, column) | ({title} if title else set()), None) for column in _columns(table)}
    note_row, note = _note(table)
    known = {unit for unit in units.values() if unit}
    if note is not None and (known - {note}):
        _refuse({*known, note}, note_row)
    if note is not None and not known:
        units = dict.fromkeys(units, note)
    said = replace(table, units={column: unit for column, unit in units.items() if unit and unit != BAHT})
    settled = _settle_units(said, units)
    from_note = note is not None and not known
    return settled, list(_unit_findings(settled, note_row if from_note else None))


def units_above(table: PlanTable) -> set[int]:
    """By the sheet's name, what stands above the header, and beside its columns of money."""
    above = (text for row in range(1, table.header.rows[0]) for text in table.grid.texts(row).values())
    money = _columns(table)
    beside = (text for line in table.header.lines for column, text in line.items() if column not in money)
    of_all = {unit for text in beside for unit in declared_table_units(text)}
    return of_all | {unit for text in (table.grid.sheet.name, *above) for unit in declared_units(text)}


def _refuse_strange_units(table: PlanTable) -> None:
    for column in sorted(_columns(table)):
        unit = foreign_unit(table.header.label_at(column))
        if unit:
            text = say("plan.refused.strange_unit", unit=unit, column=table.header.label_at(column))
            raise PlanRefused(text, table.header.rows[-1])


def _columns(table: PlanTable) -> set[int]:
    return {*table.money_columns(), *(money.column for money in table.header.moneys)}


def _own(table: PlanTable, column: int) -> set[int]:
    return set(declared_units(table.header.label_at(column)))


def _one(units: set[int], row: int | None) -> int | None:
    if len(units) > 1:
        _refuse(units, row)
    return next(iter(units), None)


def _refuse(units: set[int], row: int | None) -> None:
    names = ", ".join(unit_name(unit) for unit in sorted(units))
    raise PlanRefused(say("plan.refused.units", units=names), row)


def _note(table: PlanTable) -> tuple[int | None, int | None]:
    """A row of its own below the header that says the unit. Raises PlanRefused for two that differ."""
    entries = set(table.entries())
    found: dict[int, int] = {}
    for row in table.below:
        if row not in entries:
            for text in table.grid.texts(row).values():
                found.update(dict.fromkeys(noted_units(text), row))
    if len(found) > 1:
        _refuse(set(found), min(found.values()))
    return next(((row, unit) for unit, row in found.items()), (None, None))


def _refuse_units_in_rows(table: PlanTable) -> None:
    """A column that says the unit of each row."""
    read = {*table.money_columns(), table.header.columns["name"]}
    for row in table.entries():
        for column, text in table.grid.texts(row).items():
            if column not in read and unit_alone(text):
                raise PlanRefused(say("plan.refused.unit_in_row", unit=text, column=column_letter(column)), row)


def _settle_units(table: PlanTable, units: Mapping[int, int | None]) -> PlanTable:
    """Columns without a unit beside columns that have one: whichever makes the quarters sum to the budget."""
    known = {unit for unit in units.values() if unit}
    unknown = [column for column, unit in units.items() if unit is None]
    if not unknown or not known - {BAHT}:
        return table
    if len(known) > 1:
        _refuse(known, None)
    (unit,) = known
    likely = replace(table, units={**table.units, **dict.fromkeys(unknown, unit)})
    if not all(role in table.header.columns for role in QUARTERS):
        return likely
    fitting = [each for each in (likely, table) if _quarters_fit(each)]
    if len(fitting) != 1:
        _refuse({unit, BAHT}, table.header.rows[-1])
    return fitting[0]


def _quarters_fit(table: PlanTable) -> bool:
    sums = [_sums(table, row) for row in table.entries()]
    return any(budget for budget, _ in sums) and all(budget == planned for budget, planned in sums)


def _sums(table: PlanTable, row: int) -> tuple[int, int]:
    budget, *planned = (_satang(table, row, role) for role in ("budget", *QUARTERS))
    return budget, sum(planned)


def _satang(table: PlanTable, row: int, role: str) -> int:
    reading = table.money(row, role).read()
    return reading.satang if isinstance(reading, Amount) else 0


def _unit_findings(table: PlanTable, note_row: int | None) -> Iterator[Finding]:
    """A unit in a note is asked about: it may be meant for the note alone."""
    for unit in sorted(set(table.units.values())):
        columns = [column for column, its in sorted(table.units.items()) if its == unit]
        names = ", ".join(table.header.label_at(column) for column in columns)
        text = say("plan.finding.unit", unit=unit_name(unit), columns=names)
        if note_row is not None:
            text += say("plan.finding.unit_of_note", row=note_row)
        yield Finding("unit", "question", None, note_row, text, found=str(unit), asks=note_row is not None)
