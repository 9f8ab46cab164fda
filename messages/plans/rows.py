"""Rows under a plan's header, one at a time. What cannot be understood is refused with the row and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messages.plans.amounts import money, read_money
from messages.plans.lines import (
    ActivityRow,
    Entry,
    HeadingRow,
    Line,
    PlanGroupRow,
    SectionRow,
    StrayRow,
    Sums,
    TotalRow,
)
from messages.plans.table import PlanTable, numbers_columns, repeats_header
from messages.plans.values import QUARTERS, PlanRefused
from messages.plans.vocabulary import (
    is_ditto,
    is_fund,
    is_group,
    is_heading,
    is_note,
    is_only_total,
    is_total,
    read_count,
    squeeze,
)
from messages.plans.widths import refuse_misfit
from messages.project import DETAILS, Quarters
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount

_NUMBER_LIKE = re.compile(r"\(?-?[0-9]+(?:[./,:-][0-9]*)*\)?(?:00:00:00)?")
_PART = re.compile(r"([0-9]{1,4})((?:\.[0-9]{1,3})+)[.)]?")
_NAMED_PART = re.compile(r"(?:กิจกรรม(?:ที่|ย่อย(?:ที่)?)?)?([0-9]{1,4})((?:\.[0-9]{1,3})+)[.)]?(?![0-9])")
_ACTIVITY = re.compile(r"[-–•●*]|กิจกรรม(?:ที่|ย่อย|หลัก)?(?:[0-9:.]|$)")


def read_lines(table: PlanTable, refused: list[PlanRefused]) -> Iterator[Line]:
    """The lines below the header, blank rows and repeated headers left out; rows refused are added to `refused`."""
    last = 0
    for row in table.below:
        texts = table.grid.texts(row)
        try:
            if (not texts and not _has_wrong(table, row)) or repeats_header(table, row) or numbers_columns(table, row):
                continue
            line = _line(table, row, last)
            refuse_misfit(table, line)
        except PlanRefused as refusal:
            refused.append(refusal)
            continue
        if isinstance(line, Entry):
            last = line.no
        yield line


def _has_wrong(table: PlanTable, row: int) -> bool:
    return any(table.money(row, role).wrong for role in table.header.money())


def _line(table: PlanTable, row: int, last: int) -> Line:
    """`last`: the number of the project above, 0 for none."""
    number = table.number(row)
    if number is not None:
        return _entry(table, row, number)
    _refuse_wrong(table, row)
    part = _part(table, row, last)
    if part is not None:
        return part
    if not table.is_numbered:
        return _unnumbered(table, row, last + 1)
    if _NUMBER_LIKE.fullmatch(squeeze(table.text(row, "no"))) and len(table.grid.texts(row)) > 1:
        raise PlanRefused(say("plan.refused.not_whole", found=table.text(row, "no")), row)
    return between(table, row)


def _refuse_wrong(table: PlanTable, row: int) -> None:
    """A number or a name that is an error or a formula nobody computed."""
    for role in ("no", "name"):
        column = table.header.columns.get(role)
        mark = None if column is None else table.grid.mark_at(row, column)
        if mark is not None and mark.kind in {"error", "uncomputed"}:
            reason = say(f"plan.cell.{mark.kind}", shown=mark.shown)
            raise PlanRefused(say("plan.refused.wrong_cell", reason=reason, column=table.header.label(role)), row)


def _part(table: PlanTable, row: int, last: int) -> ActivityRow | None:
    """An activity: numbered 1.1 under project 1, in its column or its name, or named as one with money of its own."""
    name = table.text(row, "name")
    numbered = _PART.fullmatch(squeeze(table.text(row, "no"))) or _NAMED_PART.match(squeeze(name))
    if not last or is_total(name or "-"):
        return None
    if numbered and table.is_numbered:
        if int(numbered[1]) != last:
            return None
        depth = numbered[2].count(".") + 1
    elif table.is_numbered and not table.text(row, "no") and _ACTIVITY.match(squeeze(name)) and _has_money(table, row):
        depth = 2
    else:
        return None
    return ActivityRow(row, name or table.text(row, "no"), depth, _amounts(table, row).get("budget"))


def _unnumbered(table: PlanTable, row: int, number: int) -> Line:
    """A row of a table without numbers: a project has a name and either money or something in a column of its own."""
    name = table.text(row, "name")
    label = _label(table, row)
    others = [role for role in ("group", "fund", "heading", *DETAILS) if table.text(row, role)]
    if not name or is_total(label) or is_note(name) or read_count(label) or not (others or _has_money(table, row)):
        return between(table, row)
    if (
        _has_money(table, row)
        and _is_alone(table, row, label)
        and (is_group(name) or is_heading(name) or is_fund(name))
    ):
        raise PlanRefused(say("plan.refused.no_number", name=name), row)
    if _NAMED_PART.match(squeeze(name)) or _ACTIVITY.match(squeeze(name)):
        raise PlanRefused(say("plan.refused.activity_unnumbered", name=name), row)
    return _entry(table, row, number)


def _label(table: PlanTable, row: int) -> str:
    """The first words of the row outside its money columns; the first of all where there are none."""
    money_columns = table.money_columns()
    texts = table.grid.texts(row)
    return next((text for column, text in texts.items() if column not in money_columns), "")


def between(table: PlanTable, row: int) -> Line:
    """What a row without a project's number says. Raises PlanRefused for money that nothing accounts for."""
    label = _label(table, row)
    if label and is_total(label):
        announced = read_count(label)
        return TotalRow(row, label, _printed_sums(table, row), announced.count if announced else None)
    if _is_alone(table, row, label):
        announced = read_count(label)
        if announced:
            return PlanGroupRow(row, announced.name, announced.count, _printed_sums(table, row))
        if is_heading(label) and not is_note(label):
            return HeadingRow(row, label)
        if not _has_money(table, row):
            return _lone(table, row, label)
    if _has_money(table, row):
        raise PlanRefused(say("plan.refused.no_number", name=label or "-"), row)
    return StrayRow(row, " ".join(table.grid.texts(row).values()))


def _lone(table: PlanTable, row: int, label: str) -> Line:
    """A text that has the row to itself: below a project's name it may as well be one of its activities."""
    under_names = bool(table.text(row, "name")) and not _is_wide(table, row) and table.is_numbered
    if is_note(label) or not any(letter.isalpha() for letter in label):
        return StrayRow(row, label)
    if is_group(label):
        return PlanGroupRow(row, label, None, {})
    return StrayRow(row, label) if under_names and not is_fund(label) else SectionRow(row, label)


def _is_alone(table: PlanTable, row: int, label: str) -> bool:
    """Whether `label` is all the row says, sums aside, and stands at the table's left."""
    texts = table.grid.texts(row)
    money_columns, told = table.money_columns(), table.header.columns.get("progress")
    words = {
        text
        for column, text in texts.items()
        if column != told and (column not in money_columns or isinstance(read_money(text), NotAmount))
    }
    return words == {label} and min(texts) <= max(table.header.columns.get("no", 0), table.header.columns["name"])


def _is_wide(table: PlanTable, row: int) -> bool:
    """Whether the name's cell is merged with the money's."""
    name, budget = table.header.columns["name"], table.header.columns["budget"]
    origin = table.grid.origins.get((row, budget))
    return origin is not None and origin[0] == row and origin[1] <= name


def _has_money(table: PlanTable, row: int) -> bool:
    named = bool(table.text(row, "name"))
    for role in table.header.money():
        reading = table.money(row, role).read()
        unsure = not isinstance(reading, Amount | NotAmount)
        if (isinstance(reading, Amount) and reading.satang > 0) or (named and unsure):
            return True
    return False


def _printed_sums(table: PlanTable, row: int) -> Sums:
    """The sums a row between projects prints; what is no sum there is no matter."""
    readings = {role: table.money(row, role).read() for role in table.header.money()}
    return {role: reading.satang for role, reading in readings.items() if isinstance(reading, Amount)}


def _entry(table: PlanTable, row: int, number: int) -> Line:
    name = table.text(row, "name").strip("- ")
    if not name and len(table.grid.texts(row)) == 1:
        return StrayRow(row, table.text(row, "no"))
    _refuse_wrong(table, row)
    _refuse_unclear(table, row, number, name)
    sums = _amounts(table, row)
    return Entry(
        row=row,
        no=number,
        name=name,
        group=table.merged_text(row, "group"),
        fund=table.merged_text(row, "fund"),
        heading=table.merged_text(row, "heading"),
        budget=sums.get("budget"),
        plan=_plan(table, sums),
        details={role: text for role in DETAILS if (text := table.merged_lines(row, role))},
    )


def _refuse_unclear(table: PlanTable, row: int, number: int, name: str) -> None:
    if number < 1:
        raise PlanRefused(say("plan.refused.not_whole", found=number), row)
    if not name:
        raise PlanRefused(say("plan.refused.no_name", no=number), row)
    if is_only_total(name):
        raise PlanRefused(say("plan.refused.numbered_total", no=number, name=name), row)
    for role in ("name", "group", "fund", "heading"):
        if is_ditto(table.merged_text(row, role)):
            found, column = table.merged_text(row, role), table.header.label(role)
            raise PlanRefused(say("plan.refused.ditto", found=found, column=column), row)
    for role in table.header.money():
        if table.grid.is_carried(row, table.header.columns[role]):
            text_id = "plan.refused.shared_budget" if role == "budget" else "plan.refused.shared_quarter"
            raise PlanRefused(say(text_id, no=number, column=table.header.label(role)), row)


def _amounts(table: PlanTable, row: int) -> Sums:
    """A project's amounts, blank ones left out. Raises PlanRefused for one that cannot be read."""
    header = table.header
    read = {role: money(table.money(row, role), row, header.label(role)) for role in header.money()}
    return {role: satang for role, satang in read.items() if satang is not None}


def _plan(table: PlanTable, sums: Sums) -> Quarters | None:
    """None where a quarter has no column or the row leaves all four blank; a single blank one is nothing."""
    if not all(role in table.header.columns for role in QUARTERS) or not any(role in sums for role in QUARTERS):
        return None
    first, second, third, fourth = (sums.get(role, 0) for role in QUARTERS)
    return first, second, third, fourth
