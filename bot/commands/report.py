"""`tanrob report OFFICE ROUND --format docx|xlsx|pdf`, and `tanrob report --explain FILE`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot.clock import clock_from
from bot.commands.cli import (
    CommandRefused,
    load_settings,
    open_database,
    print_json,
    refuse,
    require_office,
    require_round,
    write_file,
)
from bot.settings import Settings
from bot.usecases.reports.compiling import NothingToReport, WrittenReport, official_report
from bot.usecases.reports.document_links import send_documents
from bot.usecases.reports.documents import keep_document
from bot.usecases.reports.explaining import NoSuchDocument, NoSuchProject, explain
from bot.wiring import make_ports
from messages.documents.menu_picture import NoThaiFont
from messages.documents.official import NoSuchFormat
from messages.figures.provenance import Provenance, provenance_json, provenance_text
from messages.texts import say
from storage.database import Storage

_KINDS = click.Choice(["docx", "xlsx", "pdf"])


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be written, and what is to be done with it."""

    office: str
    round_id: str
    kind: str
    draft: bool
    out: Path
    send: bool


@click.command("report", help=say("commands.report.help"))
@click.argument("office", required=False)
@click.argument("round_id", metavar="ROUND", required=False)
@click.option("--format", "kind", type=_KINDS, help=say("commands.report.format"))
@click.option("--draft", is_flag=True, help=say("commands.report.draft"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=say("commands.report.out"))
@click.option("--send", is_flag=True, help=say("commands.report.send"))
@click.option("--explain", "file", type=click.Path(path_type=Path, dir_okay=False), help=say("commands.report.explain"))
@click.option("--project", type=int, help=say("commands.report.project"))
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def report_command(
    office: str | None,
    round_id: str | None,
    kind: str | None,
    out: Path | None,
    file: Path | None,
    project: int | None,
    *,
    draft: bool,
    send: bool,
    as_json: bool,
) -> None:
    """The document the office signs, a draft until the round is closed; or where a document's figures came from."""
    if file is not None and not office:
        _tell(_explain(file, project), as_json=as_json)
    elif file is None and office and round_id and kind and out:
        _write(_Order(office, round_id, kind, draft, out, send))
    else:
        raise click.UsageError(say("commands.report.which"))


def _write(order: _Order) -> None:
    found = load_settings()
    with open_database(found) as storage:
        require_office(storage, order.office)
        written = _write_document(storage, found, order)
        write_file(order.out, written.data)
        keep_document(storage, order.office, written.document)
        click.echo(say("commands.report.done", path=order.out))
        if order.send:
            _send(storage, found, order, written)


def _write_document(storage: Storage, found: Settings, order: _Order) -> WrittenReport:
    with storage.office(order.office).reading() as work, _refusals(order.office):
        round_ = require_round(work, order.round_id)
        fetch = make_ports(storage, found).photos.get
        return official_report(work, round_, order.kind, clock_from(found.now)(), fetch, draft=order.draft)


@contextmanager
def _refusals(office: str) -> Iterator[None]:
    """Ends the command with a sentence where no document can be made."""
    try:
        yield
    except NothingToReport:
        refuse("report.refused.no_projects", office=office)
    except NoSuchFormat as error:
        refuse("report.refused.no_format", form=error)
    except NoThaiFont:
        refuse("report.refused.no_font")


def _send(storage: Storage, found: Settings, order: _Order, written: WrittenReport) -> None:
    """The links, once for each document: the same one is not sent twice."""
    ports, now = make_ports(storage, found), clock_from(found.now)()
    with storage.office(order.office).work() as work:
        round_, cause = require_round(work, order.round_id), written.document.sha256[:16]
        posted = send_documents(ports, work, round_, cause, now, draft=order.draft)
        work.commit()
    click.echo(say("commands.report.sent", count=posted) if posted else say("commands.report.sent_to_nobody"))


def _explain(file: Path, project: int | None) -> Provenance:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CommandRefused(say("commands.plan_import.unreadable", path=file)) from error
    with open_database(load_settings()) as storage:
        try:
            return explain(storage, data, project)
        except NoSuchDocument:
            refuse("provenance.refused.unknown", path=file)
        except NoSuchProject:
            refuse("provenance.refused.no_project", no=project)


def _tell(found: Provenance, *, as_json: bool) -> None:
    if as_json:
        print_json(provenance_json(found))
    else:
        click.echo(provenance_text(found))
