"""Rows under a plan's header, one at a time. What cannot be understood is refused with the row and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messages.plans.amounts import is_some_money, money, read_money
from messages.plans.lines import (
    Entry,
    GroupRow,
    HeadingRow,
    Line,
    SectionRow,
    StrayRow,
    Sums,
    TotalRow,
)
from messages.plans.table import Table, numbers_columns, repeats_header
from messages.plans.values import QUARTERS, PlanRefused
from messages.plans.vocabulary import (
    counted,
    is_fund,
    is_group,
    is_heading,
    is_note,
    is_total,
    squeezed,
)
from messages.project import DETAILS, Quarters
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount

_NUMBER_LIKE = re.compile(r"\(?-?[0-9]+(?:[./,:-][0-9]*)*\)?(?:00:00:00)?")


def read_lines(table: Table) -> Iterator[Line]:
    """The lines below the header, blank rows and repeated headers left out. Raises PlanRefused."""
    for row in range(table.header.rows[-1] + 1, table.grid.height + 1):
        texts = table.grid.texts(row)
        if texts and not repeats_header(table, row) and not numbers_columns(table, row):
            yield _line(table, row)


def _line(table: Table, row: int) -> Line:
    number = table.number(row)
    if number is not None:
        return _entry(table, row, number)
    if _NUMBER_LIKE.fullmatch(squeezed(table.own(row, "no"))) and len(table.grid.texts(row)) > 1:
        raise PlanRefused(say("plan.refused.not_whole", found=table.own(row, "no")), row)
    return between(table, row)


def _label(table: Table, row: int) -> str:
    """The first words of the row outside its money columns; the first of all where there are none."""
    money_columns = table.money_columns()
    texts = table.grid.texts(row)
    return next((text for column, text in texts.items() if column not in money_columns), "")


def between(table: Table, row: int) -> Line:
    """What a row without a project's number says. Raises PlanRefused for money that nothing accounts for."""
    label = _label(table, row)
    if label and is_total(label):
        announced = counted(label)
        return TotalRow(row, label, _printed(table, row), announced.count if announced else None)
    if _is_alone(table, row, label):
        announced = counted(label)
        if announced:
            return GroupRow(row, announced.name, announced.count, _printed(table, row))
        if is_heading(label) and not is_note(label):
            return HeadingRow(row, label)
        if not _has_money(table, row):
            return _lone(table, row, label)
    if _has_money(table, row):
        raise PlanRefused(say("plan.refused.no_number", name=label or "-"), row)
    return StrayRow(row, " ".join(table.grid.texts(row).values()))


def _lone(table: Table, row: int, label: str) -> Line:
    """A text that has the row to itself: below a project's name it may as well be one of its activities."""
    under_names = bool(table.own(row, "name")) and not _is_wide(table, row)
    if is_note(label) or not any(letter.isalpha() for letter in label):
        return StrayRow(row, label)
    if is_group(label):
        return GroupRow(row, label, None, {})
    return StrayRow(row, label) if under_names and not is_fund(label) else SectionRow(row, label)


def _is_alone(table: Table, row: int, label: str) -> bool:
    """Whether `label` is all the row says, sums aside, and stands at the table's left."""
    texts = table.grid.texts(row)
    money_columns = table.money_columns()
    words = {
        text for column, text in texts.items() if column not in money_columns or isinstance(read_money(text), NotAmount)
    }
    return words == {label} and min(texts) <= max(table.header.columns["no"], table.header.columns["name"])


def _is_wide(table: Table, row: int) -> bool:
    """Whether the name's cell is merged with the money's."""
    name, budget = table.header.columns["name"], table.header.columns["budget"]
    origin = table.grid.origins.get((row, budget))
    return origin is not None and origin[0] == row and origin[1] <= name


def _has_money(table: Table, row: int) -> bool:
    named = bool(table.own(row, "name"))
    for role in table.header.money():
        cell = table.grid.cell(row, table.header.columns[role])
        reading = read_money(cell)
        unsure = not isinstance(reading, Amount | NotAmount)
        if is_some_money(cell) or (named and unsure):
            return True
    return False


def _printed(table: Table, row: int) -> Sums:
    """The sums a row between projects prints; what is no sum there is no matter."""
    readings = {role: read_money(table.grid.cell(row, table.header.columns[role])) for role in table.header.money()}
    return {role: reading.satang for role, reading in readings.items() if isinstance(reading, Amount)}


def _entry(table: Table, row: int, number: int) -> Line:
    name = table.own(row, "name").strip("- ")
    if not name and len(table.grid.texts(row)) == 1:
        return StrayRow(row, table.own(row, "no"))
    _refuse_unclear(table, row, number, name)
    sums = _amounts(table, row)
    return Entry(
        row=row,
        no=number,
        name=name,
        group=table.carried(row, "group"),
        fund=table.carried(row, "fund"),
        heading=table.carried(row, "heading"),
        budget=sums.get("budget"),
        plan=_plan(table, sums),
        details={role: text for role in DETAILS if (text := table.told(row, role))},
    )


def _refuse_unclear(table: Table, row: int, number: int, name: str) -> None:
    if number < 1:
        raise PlanRefused(say("plan.refused.not_whole", found=number), row)
    if not name:
        raise PlanRefused(say("plan.refused.no_name", no=number), row)
    if table.grid.is_carried(row, table.header.columns["budget"]):
        raise PlanRefused(say("plan.refused.shared_budget", no=number), row)


def _amounts(table: Table, row: int) -> Sums:
    """A project's amounts, blank ones left out. Raises PlanRefused for one that cannot be read."""
    header = table.header
    cells = {role: table.grid.cell(row, header.columns[role]) for role in header.money()}
    read = {role: money(cell, row, header.label(role)) for role, cell in cells.items()}
    return {role: satang for role, satang in read.items() if satang is not None}


def _plan(table: Table, sums: Sums) -> Quarters | None:
    """None where a quarter has no column or the row leaves all four blank; a single blank one is nothing."""
    if not all(role in table.header.columns for role in QUARTERS) or not any(role in sums for role in QUARTERS):
        return None
    first, second, third, fourth = (sums.get(role, 0) for role in QUARTERS)
    return first, second, third, fourth
