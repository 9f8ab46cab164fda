"""What every command stands on: refusals on stderr, settings, the database, an office and a round by their ids."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.logs import start_logging
from bot.settings import Settings, SettingsRefused, read_settings
from bot.usecases.setup.office_keys import FAR_YEARS, is_christian_year, is_year
from bot.wiring import open_storage
from messages.texts import say
from messages.thai.dates import BUDDHIST_ERA, bangkok_day, fiscal_year_of
from messages.thai.text import sanitize
from storage.database import Storage
from storage.errors import StorageError
from storage.records import Round
from storage.work import Work

_YEAR_DIGITS = 4


class CommandRefused(click.ClickException):
    """Ends the command with exit code 1 and its sentence on stderr."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """The sentence alone, without click's English prefix."""
        click.echo(self.message, file=file, err=file is None)


def refuse(text_id: str, /, **values: object) -> NoReturn:
    """Ends the command with a sentence of the catalogue."""
    raise CommandRefused(say(text_id, **values))


class FiscalYear(click.ParamType[int]):
    """A fiscal year of the Buddhist Era; what is none is refused with what to write instead."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, _context: click.Context | None) -> int:
        """Raises CommandRefused."""
        year = int(value) if str(value).isascii() and str(value).isdecimal() and len(str(value)) == _YEAR_DIGITS else 0
        called = param.opts[0] if param else ""
        if is_christian_year(year):
            refuse("office.christian_year", section="", key=called, year=year, buddhist=year + BUDDHIST_ERA)
        if not is_year(year):
            refuse("office.no_year", key=called)
        return year


def refuse_far_year(year: int, called: str, now: datetime) -> None:
    """Refuses a fiscal year that is no year of this office's work: 2654 is a slip for 2564."""
    this = fiscal_year_of(bangkok_day(now))
    if abs(year - this) > FAR_YEARS:
        refuse("office.far_option", key=called, year=year, this=this)


def load_settings() -> Settings:
    """This process's settings, logging started."""
    try:
        found = read_settings()
    except SettingsRefused as refusal:
        raise CommandRefused(str(refusal)) from refusal
    start_logging(found.log)
    return found


@contextmanager
def open_database(found: Settings, *, may_begin: bool = False) -> Iterator[Storage]:
    """The database, migrated; a database that cannot be used ends the command with one sentence.

    An empty one beside a key is that of an office whose file is gone: only what `may_begin` makes another.
    """
    if found.database_lost and not may_begin:
        refuse("storage.lost", url=found.database_url)
    try:
        storage = open_storage(found)
        try:
            yield storage
        finally:
            storage.close()
    except StorageError as error:
        raise CommandRefused(say(f"storage.{type(error).__name__}")) from error


def require_office(storage: Storage, office_id: str) -> None:
    """Refuses an office that is not there, naming those that are."""
    known = storage.office_ids()
    if office_id not in known:
        refuse("office.unknown_office", id=office_id, known=", ".join(known) or say("office.none_yet"))


def require_round(work: Work, round_id: str) -> Round:
    """The round, or a refusal that names those there are."""
    found = work.rounds.get(sanitize(round_id))
    if found is None:
        known = ", ".join(round_.id for round_ in work.rounds.all())
        refuse("office.unknown_round", id=round_id, known=known or "-")
    return found


def read_bytes(path: Path, most: int) -> bytes:
    """What the file holds, or a little over `most` bytes of it. Refuses devices and pipes, which may never end."""
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise CommandRefused(say("commands.plan_import.not_file", path=path))
            return file.read(most + 1)
    except OSError as error:
        raise CommandRefused(say("commands.plan_import.unreadable", path=path)) from error


def write_file(path: Path, data: bytes) -> None:
    """For its owner alone, also where a file lay there that others could read. Refuses what cannot be written."""
    try:
        with path.open("wb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(mode):
                with suppress(OSError):  # another's file that we may write
                    os.fchmod(file.fileno(), stat.S_IMODE(mode) & 0o700)
            file.write(data)
    except OSError as error:
        raise CommandRefused(say("commands.export.unwritable", path=path)) from error


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
