"""`tanrob export OFFICE ROUND --format json|csv`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.commands.cli import load_settings, open_database, require_office, require_round, write_file
from bot.usecases.rounds import compile_figures
from messages.documents.exports import export_csv, export_json
from messages.figures.report import Report
from messages.texts import say


@click.command("export", help=say("commands.export.help"))
@click.argument("office")
@click.argument("round_id", metavar="ROUND")
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), required=True, help=say("commands.export.format"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=say("commands.export.out"))
def export_command(office: str, round_id: str, kind: str, out: Path | None) -> None:
    """Every figure computed once, in messages.figures.report."""
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            report = compile_figures(work, require_round(work, round_id))
    data = _bytes(report, kind)
    if out is None:
        sys.stdout.buffer.write(data)
        return
    write_file(out, data)


def _bytes(report: Report, kind: str) -> bytes:
    if kind == "json":
        return (json.dumps(export_json(report), ensure_ascii=False, indent=2) + "\n").encode()
    return export_csv(report).encode()
