"""What a sheet holds that people do not see, or see otherwise than it is: told, and asked before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from messages.findings import Finding
from messages.plans.lines import Entry, HeadingRow, Line, PlanGroupRow, SectionRow, TotalRow
from messages.plans.table import PlanTable
from messages.plans.values import PlanProject
from messages.plans.vocabulary import label_key
from messages.project import DETAILS
from messages.sheets.sheet import Cell, column_letter
from messages.texts import say
from messages.thai.amounts import Amount
from messages.thai.money import baht
from messages.thai.text import sanitize

_TOLD = ("group", "fund", "heading", *DETAILS)
"""Roles whose cells are kept as text, names aside."""
_MAX_LISTED = 10
_FONTS_OWN = re.compile("[\ue000-\uf8ff\ufffd]")
_GARBLED = re.compile(
    "(?:^|[^\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a mark with no consonant below it
    "|[\u0e31\u0e37][\u0e48-\u0e4b]?(?=\\s|$)"  # ั and ื never end a word
    "|(?<!ก)\u0e47(?=\\s|$)"  # ็ ends ก็ alone
    "|[เแโใไ](?=\\s|$)"  # nor does a vowel that stands first
    "|\u0e4d\\s?\u0e32|\\s\u0e32"  # ำ in two, or า alone
)


def sheet_doubts(table: PlanTable, lines: Sequence[Line], projects: Sequence[PlanProject]) -> Iterator[Finding]:
    """About the table that is read."""
    if table.grid.sheet.blind:
        yield _question("blind", None, say("plan.finding.blind"))
    yield from _hidden_rows(table, lines)
    yield from _hidden_columns(table)
    yield from _rounded_amounts(table, lines)
    for line in lines:
        yield from _under_merges(table, line)
        if isinstance(line, Entry):
            yield from _money(table, line)
            yield from _texts(table, line)
        elif isinstance(line, TotalRow):
            yield from _unread_sums(table, line)
    yield from _similar("group", [project.group for project in projects])
    yield from _similar("fund", [project.fund for project in projects])


def _question(rule: str, row: int | None, text: str, project: int | None = None, found: str = "") -> Finding:
    return Finding(rule, "question", project, row, text, found=found, asks=True)


def _hidden_rows(table: PlanTable, lines: Sequence[Line]) -> Iterator[Finding]:
    kinds = (Entry, PlanGroupRow, HeadingRow, SectionRow)
    hidden = [line for line in lines if line.row in table.grid.sheet.hidden_rows and isinstance(line, kinds)]
    if hidden:
        told = [_hidden_row(table, line) for line in hidden[:_MAX_LISTED]]
        if len(hidden) > _MAX_LISTED:
            told.append(say("plan.finding.hidden_more", count=len(hidden) - _MAX_LISTED))
        yield _question("hidden_rows", hidden[0].row, say("plan.finding.hidden_rows", rows=", ".join(told)))


def _hidden_row(table: PlanTable, line: Line) -> str:
    if isinstance(line, Entry):
        budget = baht(line.budget or 0)
        return say("plan.finding.hidden_row", row=line.row, no=line.no, name=line.name, budget=budget)
    return say("plan.finding.hidden_line", row=line.row, words=" ".join(table.grid.texts(line.row).values()))


def _hidden_columns(table: PlanTable) -> Iterator[Finding]:
    hidden = table.grid.sheet.hidden_columns
    roles = {column: role for role, column in table.header.columns.items()}
    for column in sorted(hidden & {*roles, *(money.column for money in table.header.moneys)}):
        name = f'{column_letter(column)} "{table.header.label_at(column)}"'
        if column in roles:
            role = say(f"plan.role.{roles[column]}")
            text = say("plan.finding.hidden_read", column=name, role=role)
        else:
            text = say("plan.finding.hidden_aside", column=name, budget=table.header.label("budget"))
        yield _question("hidden_column", table.header.rows[-1], text)


def _under_merges(table: PlanTable, line: Line) -> Iterator[Finding]:
    for role, column in table.header.columns.items():
        value = table.grid.covered_value(line.row, column)
        if value is not None:
            text = say("plan.finding.under_merge", row=line.row, value=value, column=table.header.label(role))
            yield _question("under_merge", line.row, text, found=str(value))


def _money(table: PlanTable, entry: Entry) -> Iterator[Finding]:
    for role in table.header.money():
        found = table.money(entry.row, role)
        reading = found.read() if found.doubt else None
        if isinstance(reading, Amount):
            amount, column = baht(reading.satang), table.header.label(role)
            text = say("plan.finding.money_doubt", row=entry.row, reason=found.doubt, amount=amount, column=column)
            yield _question("money_format", entry.row, text, entry.no)


def _rounded_amounts(table: PlanTable, lines: Sequence[Line]) -> Iterator[Finding]:
    """One question for all amounts shown without their satang."""
    moneys = [
        (line.row, shown, money)
        for line in lines
        if isinstance(line, Entry)
        for role in table.header.money()
        if (shown := (money := table.money(line.row, role)).rounded)
    ]
    told = [
        say("plan.finding.rounded_one", row=row, shown=shown, amount=baht(reading.satang))
        for row, shown, money in moneys[:_MAX_LISTED]
        if isinstance(reading := money.read(), Amount)
    ]
    if len(moneys) > _MAX_LISTED:
        told.append(say("plan.finding.hidden_more", count=len(moneys) - _MAX_LISTED))
    if told:
        yield _question("rounded", moneys[0][0], say("plan.finding.rounded", amounts=", ".join(told)))


def _texts(table: PlanTable, entry: Entry) -> Iterator[Finding]:
    for role in ("name", *_TOLD):
        column = table.header.columns.get(role)
        if column is None:
            continue
        label, text = table.header.label(role), table.merged_lines(entry.row, role)
        place = table.grid.origins.get((entry.row, column), (entry.row, column))
        mark = table.grid.mark_at(*place)
        if mark is not None and mark.kind in {"error", "uncomputed"}:
            reason = say(f"plan.cell.{mark.kind}", shown=mark.shown)
            told = say("plan.finding.text_unread", row=entry.row, column=label, reason=reason)
            yield _question("text_unread", entry.row, told, entry.no)
        elif mark is not None and mark.kind in {"struck", "raised"}:
            text_id = "plan.finding.text_struck" if mark.kind == "struck" else "plan.finding.text_raised"
            told = say(text_id, row=entry.row, column=label, text=text)
            yield _question("text_marked", entry.row, told, entry.no)
        elif mark is not None and mark.shown is None:
            told = say("plan.finding.text_unshown", row=entry.row, column=label, text=text)
            yield _question("text_unshown", entry.row, told, entry.no)
        elif _GARBLED.search(text) or _loses_letters(table.grid.cell(*place)):
            yield _question("garbled", entry.row, say("plan.finding.garbled", row=entry.row, text=text), entry.no)


def _loses_letters(cell: Cell) -> bool:
    """Whether the cell holds letters of a font's own that nobody can read, or the mark of some lost before."""
    return isinstance(cell, str) and any(not sanitize(letter) for letter in _FONTS_OWN.findall(cell))


def _unread_sums(table: PlanTable, line: TotalRow) -> Iterator[Finding]:
    wrong = next((wrong for role in table.header.money() if (wrong := table.money(line.row, role).wrong)), "")
    if wrong:
        text = say("plan.finding.sum_unread", row=line.row, label=line.label, reason=wrong)
        yield Finding("sum_unread", "question", None, line.row, text)


def _similar(what: str, labels: Sequence[str]) -> Iterator[Finding]:
    """Spellings of what is likely one name. `found` lists them, for whoever knows that they were accepted before."""
    spellings: dict[str, dict[str, None]] = {}
    for label in labels:
        if label:
            spellings.setdefault(label_key(label), {})[label] = None
    for alike in spellings.values():
        if len(alike) > 1:
            quoted = ", ".join(f'"{label}"' for label in alike)
            text = say("plan.finding.similar_labels", labels=quoted)
            yield _question(f"similar_{what}s", None, text, found="\n".join(alike))
