"""`tanrob round list|close|reopen OFFICE …`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.clock import clock_from
from bot.commands.cli import load_settings, open_database, print_json, require_office, require_round
from bot.settings import Settings
from bot.usecases.reports.document_links import send_documents
from bot.usecases.rounds import compile_figures
from bot.wiring import make_ports
from messages.chat.summaries import round_title
from messages.figures.report import Report
from messages.texts import say
from messages.thai.dates import full_date
from storage.database import Storage
from storage.records import Round
from storage.work import Work


@click.group("round", help=say("commands.round.help"))
def round_command() -> None:
    """Groups the commands on rounds."""


@round_command.command("list", help=say("commands.round_list.help"))
@click.argument("office")
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def list_all(office: str, *, as_json: bool) -> None:
    """Every round with its days and how many have reported."""
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            rows = [(round_, compile_figures(work, round_)) for round_ in work.rounds.all()]
    if as_json:
        print_json([_row_json(round_, report) for round_, report in rows])
        return
    for round_, report in rows:
        click.echo(_row_text(round_, report))


def _row_json(round_: Round, report: Report) -> dict[str, object]:
    return {
        "id": round_.id,
        "fiscal_year": round_.fiscal_year,
        "quarters": list(round_.quarters),
        "opens": round_.opens.isoformat(),
        "deadline": round_.deadline.isoformat(),
        "closed": round_.closed_at is not None,
        "reported": report.totals.reported,
        "expected": report.totals.expected,
    }


def _row_text(round_: Round, report: Report) -> str:
    return say(
        "round.line",
        id=round_.id,
        title=round_title(round_),
        opens=full_date(round_.opens),
        deadline=full_date(round_.deadline),
        state=say("round.closed" if round_.closed_at else "round.open"),
        reported=report.totals.reported,
        expected=report.totals.expected,
    )


@round_command.command("close", help=say("commands.round_close.help"))
@click.argument("office")
@click.argument("round_id", metavar="ROUND")
def close(office: str, round_id: str) -> None:
    """No answers and no reminders from now on; planners get the report as links."""
    found = load_settings()
    now = clock_from(found.now)()
    with _open_round(found, office, round_id) as (storage, work):
        work.rounds.close(round_id, now)
        closed = require_round(work, round_id)
        posted = send_documents(make_ports(storage, found), work, closed, f"closed-{closed.closed_at}", now)
    click.echo(say("round.closed_now", id=round_id))
    if posted:
        click.echo(say("commands.report.sent", count=posted))


@round_command.command("reopen", help=say("commands.round_reopen.help"))
@click.argument("office")
@click.argument("round_id", metavar="ROUND")
def reopen(office: str, round_id: str) -> None:
    """Takes answers again."""
    with _open_round(load_settings(), office, round_id) as (_, work):
        work.rounds.reopen(round_id)
    click.echo(say("round.reopened", id=round_id))


@contextmanager
def _open_round(found: Settings, office: str, round_id: str) -> Iterator[tuple[Storage, Work]]:
    """A unit of work on an office that has the round; committed at its end."""
    with open_database(found) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            require_round(work, round_id)
            yield storage, work
            work.commit()
