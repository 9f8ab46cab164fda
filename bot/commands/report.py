"""`tanrob report OFFICE ROUND --format docx|xlsx|pdf`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.ground import Refused, refuse, require_office, require_round, settings, storage_of
from bot.usecases.reporting import NothingToReport, official_report
from messages.documents.menu_picture import NoThaiFont
from messages.documents.official import NoSuchFormat
from messages.texts import say


@click.command("report", help=say("commands.report.help"))
@click.argument("office")
@click.argument("round_id", metavar="ROUND")
@click.option(
    "--format", "kind", type=click.Choice(["docx", "xlsx", "pdf"]), required=True, help=say("commands.report.format")
)
@click.option("--draft", is_flag=True, help=say("commands.report.draft"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help=say("commands.report.out"))
def report_command(office: str, round_id: str, kind: str, draft: bool, out: Path) -> None:  # noqa: FBT001
    """The document the office signs; a draft until the round is closed."""
    with storage_of(settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            round_ = require_round(work, round_id)
            try:
                data = official_report(work, round_, kind, draft=draft)
            except NothingToReport:
                refuse("report.refused.no_projects", office=office)
            except NoSuchFormat as error:
                refuse("report.refused.no_format", form=error)
            except NoThaiFont:
                refuse("report.refused.no_font")
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Refused(say("commands.export.unwritable", path=out)) from error
    click.echo(say("commands.report.done", path=out))
