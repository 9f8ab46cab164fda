"""`tanrob plan import OFFICE FILE`, `tanrob plan undo OFFICE`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.clock import clock_from
from bot.commands.cli import (
    CommandRefused,
    FiscalYear,
    load_settings,
    open_database,
    print_json,
    read_bytes,
    refuse_far_year,
    require_office,
)
from bot.usecases.setup.plan_import import (
    Imported,
    NoFiscalYear,
    NothingToUndo,
    PlanFile,
    Undone,
    import_plan,
    undo_import,
)
from bot.usecases.setup.plan_reading import read_plan_apart
from messages.plans.changes import changes_json, changes_text
from messages.plans.reading import PlanReading, PlanRefused
from messages.plans.show import plan_json, plan_report, questions_json, questions_text
from messages.sheets.archive import MAX_BYTES
from messages.sheets.sheet import UnreadableSheet
from messages.texts import say
from messages.thai.dates import BANGKOK, date_and_time
from storage.work import Work


@click.group("plan", help=say("commands.plan.help"))
def plan_command() -> None:
    """Groups the commands on plans."""


@plan_command.command("import", help=say("commands.plan_import.help"))
@click.argument("office")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--fiscal-year", type=FiscalYear(), help=say("commands.plan_import.fiscal_year"))
@click.option("--sheet", "sheet_name", help=say("commands.plan_import.sheet"))
@click.option("--same", "pairs", multiple=True, metavar="OLD=NEW", help=say("commands.plan_import.same"))
@click.option("--dry-run", is_flag=True, help=say("commands.plan_import.dry_run"))
@click.option("--yes", is_flag=True, help=say("commands.plan_import.yes"))
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def import_file(
    office: str,
    file: Path,
    fiscal_year: int | None,
    sheet_name: str | None,
    pairs: tuple[str, ...],
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Nothing is stored unless the whole sheet was understood and every question has its yes."""
    same, found = _same(pairs), load_settings()
    now = clock_from(found.now)()
    if fiscal_year is not None:
        refuse_far_year(fiscal_year, "--fiscal-year", now)
    plan = PlanFile(_read_plan(file, fiscal_year, sheet_name), fiscal_year, same)
    with open_database(found) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            imported = _import(work, plan, now)
            unanswered = bool(imported.questions) and not yes
            stored = not dry_run and not unanswered
            if stored:
                work.commit()
    if as_json:
        print_json(_as_json(imported, stored=stored))
    else:
        click.echo(_as_text(imported, stored=stored))
    if unanswered and not dry_run:
        raise click.exceptions.Exit(1)


@plan_command.command("undo", help=say("commands.plan_undo.help"))
@click.argument("office")
@click.option("--dry-run", is_flag=True, help=say("commands.plan_undo.dry_run"))
@click.option("--yes", is_flag=True, help=say("commands.plan_undo.yes"))
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def undo(office: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Shows what goes back; it does with a yes."""
    found = load_settings()
    now, done = clock_from(found.now)(), yes and not dry_run
    with open_database(found) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            try:
                undone = undo_import(work, now)
            except NothingToUndo as refusal:
                raise CommandRefused(say("commands.plan_undo.nothing")) from refusal
            if done:
                work.commit()
    if as_json:
        print_json(_undone_json(undone, done=done))
    else:
        click.echo(_undone_text(undone, done=done))
    if not done and not dry_run:
        raise click.exceptions.Exit(1)


def _undone_json(undone: Undone, *, done: bool) -> dict[str, Any]:
    return {
        "fiscal_year": undone.fiscal_year,
        "imported_at": undone.imported_at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "changes": changes_json(undone.changes, undone.attached),
        "undone": done,
    }


def _undone_text(undone: Undone, *, done: bool) -> str:
    shown = say("commands.plan_undo.shown", year=undone.fiscal_year, at=date_and_time(undone.imported_at))
    closing = say("commands.plan_undo.done" if done else "commands.plan_undo.waiting")
    return "\n".join([shown, changes_text(undone.changes, undone.attached), closing])


def _as_json(imported: Imported, *, stored: bool) -> dict[str, Any]:
    return {
        **plan_json(imported.reading),
        "fiscal_year": imported.fiscal_year,
        "changes": changes_json(imported.changes, imported.attached),
        "notes": list(imported.notes),
        "questions": questions_json(imported.questions),
        "stored": stored,
    }


def _as_text(imported: Imported, *, stored: bool) -> str:
    year = say("commands.plan_import.year", year=imported.fiscal_year)
    lines = [plan_report(imported.reading), year, changes_text(imported.changes, imported.attached), *imported.notes]
    if imported.questions:
        lines.append(questions_text(imported.questions, accepted=stored))
    elif not stored:
        lines.append(say("commands.plan_import.dry"))
    if stored:
        lines.append(say("commands.plan_import.stored"))
    return "\n".join(lines)


def _read_plan(file: Path, fiscal_year: int | None, sheet_name: str | None) -> PlanReading:
    """Before the database is opened: reading may take its time."""
    try:
        data = read_bytes(file, MAX_BYTES)
        return read_plan_apart(data, file.name, fiscal_year=fiscal_year, sheet_name=sheet_name)
    except (UnreadableSheet, PlanRefused) as refusal:
        raise CommandRefused(say("commands.plan_import.refused", reason=refusal)) from refusal


def _same(pairs: tuple[str, ...]) -> dict[int, int]:
    """What the office says of its projects: "2=3", the old number and the new one."""
    found: dict[int, int] = {}
    for pair in pairs:
        before, _, after = pair.partition("=")
        if not before.isdecimal() or not after.isdecimal():
            raise CommandRefused(say("commands.plan_import.odd_pair", pair=pair))
        if int(before) in found or int(after) in found.values():
            raise CommandRefused(say("commands.plan_import.pair_twice", pair=pair))
        found[int(before)] = int(after)
    return found


def _import(work: Work, plan: PlanFile, now: datetime) -> Imported:
    try:
        return import_plan(work, plan, now)
    except (PlanRefused, NoFiscalYear) as refusal:
        raise CommandRefused(say("commands.plan_import.refused", reason=refusal)) from refusal
