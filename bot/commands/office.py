"""`tanrob office apply FILE.toml|DIR`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from bot.clock import clock_from
from bot.commands.cli import CommandRefused, load_settings, open_database, refuse
from bot.commands.form import load_file
from bot.secret_text import find_unfit_values
from bot.settings import LINE_API, SettingsRefused, resolve
from bot.usecases.setup.configuring import apply_office
from bot.usecases.setup.forms import store_forms
from bot.usecases.setup.office_file import OfficeFile, OfficeFileRefused, read_office_file
from bot.usecases.setup.risky_dates import risks
from messages.texts import say
from messages.thai.dates import bangkok_day
from storage.database import Storage


@click.group("office", help=say("commands.office.help"))
def office_command() -> None:
    """Groups the commands on offices."""


@office_command.command("apply", help=say("commands.office_apply.help"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=say("commands.office_apply.dry_run"))
@click.option("--yes", "is_meant", is_flag=True, help=say("commands.office_apply.yes"))
def apply(path: Path, *, dry_run: bool, is_meant: bool) -> None:
    """Every file is read and weighed before any is applied: a wrong one changes nothing."""
    found = load_settings()
    now = clock_from(found.now)()
    with open_database(found, may_begin=True) as storage:
        files = [_read(file, bangkok_day(now)) for file in _files(path)]
        for file in files if found.line_api_base == LINE_API else ():
            _check_channel(file)
        risky = [line for file in files for line in _risks(storage, file, now)]
        if risky and not (is_meant or dry_run):
            raise CommandRefused(say("office.risk.refused", risks="\n".join(risky)))
        for line in [*risky, *(line for file in files for line in _apply(storage, file, now, dry_run=dry_run))]:
            click.echo(line)
    if dry_run:
        click.echo(say("office.applied.dry_run"))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.toml"))
    if not found:
        refuse("office.no_file", path=path)
    return found


def _read(path: Path, today: date) -> OfficeFile:
    try:
        return read_office_file(
            path.read_text("utf-8"),
            resolve,
            read_form=lambda name: load_file(path.parent / name),
            read_beside=lambda name: (path.parent / name).read_bytes(),
            today=today,
        )
    except (OSError, UnicodeDecodeError) as error:
        raise CommandRefused(say("office.unreadable", path=path)) from error
    except (OfficeFileRefused, SettingsRefused) as refusal:
        raise CommandRefused(str(refusal)) from refusal


def _check_channel(file: OfficeFile) -> None:
    """Refuses what is not LINE's: the webhook would answer 403 to every message, or LINE 401 to every call."""
    unfit = find_unfit_values(file.channel.secret, file.channel.access_token) if file.channel else ()
    if unfit:
        raise CommandRefused("\n".join(say(f"office.unfit.{name}") for name in unfit))


def _risks(storage: Storage, file: OfficeFile, now: datetime) -> tuple[str, ...]:
    with storage.office(file.office.id).reading() as work:
        return risks(work, file, now)


def _apply(storage: Storage, file: OfficeFile, now: datetime, *, dry_run: bool) -> tuple[str, ...]:
    with storage.office(file.office.id).work() as work:
        changes = apply_office(work, file, now)
        if dry_run:
            return changes
        work.commit()
    store_forms(storage, file.office.id)
    return changes
