"""`tanrob audit OFFICE ROUND`, and `tanrob audit --file REPORT`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.cli import (
    CommandRefused,
    load_settings,
    open_database,
    print_json,
    read_bytes,
    require_office,
    require_round,
)
from bot.usecases.reports.auditing import file_findings, round_findings
from messages.audit.finished import NoReport
from messages.audit.show import findings_json, findings_text
from messages.findings import Finding
from messages.sheets.archive import MAX_BYTES
from messages.sheets.sheet import UnreadableSheet
from messages.texts import say


@click.command("audit", help=say("commands.audit.help"))
@click.argument("office", required=False)
@click.argument("round_id", metavar="ROUND", required=False)
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help=say("commands.audit.file"))
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def audit_command(office: str | None, round_id: str | None, file: Path | None, *, as_json: bool) -> None:
    """Findings are no failure: the exit code tells whether the audit was done."""
    if file is None and office and round_id:
        found = _of_round(office, round_id)
    elif file is not None and not office:
        found = _of_file(file)
    else:
        raise click.UsageError(say("commands.audit.which"))
    if as_json:
        print_json(findings_json(found))
    else:
        click.echo(findings_text(found))


def _of_round(office: str, round_id: str) -> tuple[Finding, ...]:
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            return round_findings(work, require_round(work, round_id))


def _of_file(file: Path) -> tuple[Finding, ...]:
    try:
        return file_findings(read_bytes(file, MAX_BYTES), file.name)
    except (UnreadableSheet, NoReport) as refusal:
        raise CommandRefused(str(refusal)) from refusal
