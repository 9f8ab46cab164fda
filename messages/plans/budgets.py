"""Which of several columns of money is the budget: the newest if arithmetic over all rows confirms it, else asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from messages.findings import Finding
from messages.plans.header import Header
from messages.plans.moments import NEWEST, SIGNS, MoneyColumn
from messages.plans.table import PlanTable
from messages.plans.values import PlanRefused
from messages.plans.vocabulary import OTHER
from messages.sheets.sheet import column_letter
from messages.texts import say
from messages.thai.amounts import Amount
from messages.thai.money import baht

Row = Mapping[int, int]
"""Satang by column."""


@dataclass(frozen=True, slots=True)
class _BudgetChoice:
    """The columns that hold money, by what they may be."""

    candidates: tuple[MoneyColumn, ...]
    moved: tuple[MoneyColumn, ...]
    rows: tuple[Row, ...]


def choose_budget(table: PlanTable) -> tuple[PlanTable, list[Finding]]:
    """The table with its budget's column, and what was chosen where there was a choice. Raises PlanRefused."""
    choice = _choice(table)
    if len(choice.candidates) < 2 and not choice.moved:
        return table, []
    confirmed = [each for each in choice.candidates if _is_confirmed(each, choice)]
    best = confirmed[0] if confirmed else _newest(table, choice)
    chosen = replace(table, header=_set_budget_column(table.header, best.column))
    return chosen, [_choice_finding(chosen, best, choice, asks=not confirmed)]


def _choice(table: PlanTable) -> _BudgetChoice:
    """Hidden columns are no choice (messages.plans.doubts tells of them), nor are those without one figure."""
    hidden = table.grid.sheet.hidden_columns - {table.header.columns["budget"]}
    entries = list(table.entries())
    rows = [{money.column: _satang(table, row, money.column) for money in table.header.moneys} for row in entries]
    used = [each for each in table.header.moneys if each.column not in hidden and any(row[each.column] for row in rows)]
    filled = tuple(row for row in rows if any(row.values()))
    said = [each for each in used if each.kind in NEWEST and not each.bare]
    moved = tuple(each for each in used if each.kind in SIGNS)
    plain = _BudgetChoice(tuple(said), moved, filled)
    sums = [each for each in used if each.bare and _is_confirmed(each, plain)]
    return _BudgetChoice(tuple(sorted((*said, *sums), key=_age)), moved, filled)


def _satang(table: PlanTable, row: int, column: int) -> int:
    """What was moved may be negative."""
    money = table.money_at(row, column)
    reading = money.read()
    if isinstance(reading, Amount):
        return reading.satang
    negative = replace(money, cell=-money.cell) if isinstance(money.cell, int | float) and money.cell < 0 else None
    reading = negative.read() if negative else reading
    return -reading.satang if isinstance(reading, Amount) else 0


def _age(money: MoneyColumn) -> tuple[int, int]:
    """The newest first."""
    return NEWEST.index(money.kind), -money.order


def _newest(table: PlanTable, choice: _BudgetChoice) -> MoneyColumn:
    """Raises PlanRefused where two are as new as each other."""
    if not choice.candidates:
        return next(each for each in table.header.moneys if each.column == table.header.columns["budget"])
    first = choice.candidates[0]
    rivals = [each for each in choice.candidates if _age(each) == _age(first)]
    if first.kind == "instalment":
        rivals = list(choice.candidates)
    if len(rivals) > 1:
        names = ", ".join(table.header.label_at(each.column) for each in rivals)
        raise PlanRefused(say("plan.refused.two_budgets", columns=names), table.header.rows[-1])
    return first


def _is_confirmed(budget: MoneyColumn, choice: _BudgetChoice) -> bool:
    """Whether every other column of money is accounted for, in every row."""
    others = [each for each in choice.candidates if each is not budget]
    if not choice.moved:
        return _is_same(budget, others, choice.rows) or _is_sum(budget, others, choice.rows)
    return any(
        _comes_to(budget, base, choice)
        and _is_same(budget, [each for each in others if not _equal(each, base, choice.rows)], choice.rows)
        for base in others
    )


def _is_same(budget: MoneyColumn, others: Sequence[MoneyColumn], rows: Sequence[Row]) -> bool:
    return all(_equal(budget, other, rows) for other in others)


def _equal(one: MoneyColumn, other: MoneyColumn, rows: Sequence[Row]) -> bool:
    return all(row[one.column] == row[other.column] for row in rows)


def _is_sum(budget: MoneyColumn, parts: Sequence[MoneyColumn], rows: Sequence[Row]) -> bool:
    """Newer ones are no parts of it."""
    several = len(parts) > 1 and budget.sums and all(part.kind != "after" for part in parts)
    return several and all(row[budget.column] == sum(row[part.column] for part in parts) for row in rows)


def _comes_to(budget: MoneyColumn, base: MoneyColumn, choice: _BudgetChoice) -> bool:
    """Whether what was planned, and moved in and out, comes to the budget."""
    return all(
        row[budget.column] == row[base.column] + sum(SIGNS[each.kind] * row[each.column] for each in choice.moved)
        for row in choice.rows
    )


def _set_budget_column(header: Header, column: int) -> Header:
    columns = {**header.columns, "budget": column}
    role = {column_letter(at): role for role, at in columns.items()}
    found = tuple(replace(each, role=role.get(each.letter, OTHER)) for each in header.found)
    return replace(header, columns=columns, found=found, budgets=(column,))


def _choice_finding(table: PlanTable, best: MoneyColumn, choice: _BudgetChoice, *, asks: bool) -> Finding:
    others = [each for each in (*choice.candidates, *choice.moved) if each.column != best.column]
    names = {each.column: table.header.label_at(each.column) for each in (best, *others)}
    text_id = "plan.finding.budget_chosen"
    if asks:
        text_id = "plan.finding.budget_asked" if len(choice.candidates) > 1 else "plan.finding.moved_asked"
    text = say(
        text_id,
        column=f'{column_letter(best.column)} "{names[best.column]}"',
        others=", ".join(names[each.column] for each in others),
        example=_example(table, best, others, names),
    )
    return Finding("budget_column", "question", None, table.header.rows[-1], text, asks=asks)


def _example(table: PlanTable, best: MoneyColumn, others: Sequence[MoneyColumn], names: Mapping[int, str]) -> str:
    """The first row where the columns say different things."""
    for row in table.entries():
        figures = {each.column: _satang(table, row, each.column) for each in (best, *others)}
        if len(set(figures.values())) > 1:
            told = ", ".join(f"{names[column]} {baht(satang)}" for column, satang in figures.items())
            return say("plan.finding.budget_example", row=row, figures=told)
    return ""
