"""`tanrob reminders preview OFFICE ROUND`: who would hear what and when, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from bot.clock import clock_from
from bot.commands.cli import load_settings, open_database, print_json, require_office, require_round
from bot.usecases.notices import quota
from bot.usecases.notices.preview import Planned, Preview, preview
from bot.wiring import make_ports
from messages.texts import say
from messages.thai.dates import date_and_time, month_and_year
from storage.records import Quota

NAMED = 10


@click.group("reminders", help=say("commands.reminders.help"))
def reminders_command() -> None:
    """Groups the commands on reminders."""


@reminders_command.command("preview", help=say("commands.reminders_preview.help"))
@click.argument("office")
@click.argument("round_id", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def preview_command(office: str, round_id: str, *, as_json: bool) -> None:
    """From now on, by today's answers; nothing is sent."""
    found = load_settings()
    now = clock_from(found.now)()
    with open_database(found) as storage:
        require_office(storage, office)
        quota.refresh(make_ports(storage, found), office, now)
        with storage.office(office).reading() as work:
            round_, settled = require_round(work, round_id), work.office.load()
            known = quota.load_quota(work, now)
            shown = preview(work, settled, round_, now) if settled else Preview((), {})
    if as_json:
        print_json(_json(shown, known))
        return
    for line in _lines(shown, known):
        click.echo(line)


def _json(shown: Preview, known: Quota) -> dict[str, object]:
    return {
        "planned": [
            {
                "at": one.at.isoformat(),
                "kind": one.kind,
                "people": list(one.people),
                "messages": one.messages,
            }
            for one in shown.planned
        ],
        "months": dict(shown.months),
        "out_of_reach": list(shown.out_of_reach),
        "quota": {"month": known.month, "limit": known.most, "left": known.left},
    }


def _lines(shown: Preview, known: Quota) -> Iterator[str]:
    if not shown.planned:
        yield say("reminders.nothing")
    for one in shown.planned:
        yield from _planned_lines(one)
    if shown.out_of_reach:
        yield say("reminders.out_of_reach", count=len(shown.out_of_reach), names=_join_names(shown.out_of_reach))
    for month, messages in shown.months.items():
        yield say("reminders.month", month=_month_name(month), messages=messages)
        room = known.left if month == known.month else known.most
        if room is not None and messages > room:
            yield say("reminders.too_many", month=_month_name(month), count=messages - room)
    if known.left is None:
        yield say("reminders.unknown")
    else:
        yield say("reminders.left", used=(known.most or 0) - known.left, most=known.most, left=known.left)


def _planned_lines(one: Planned) -> Iterator[str]:
    moment, kind = date_and_time(one.at), say(f"reminders.kind.{one.kind}")
    if not one.people:
        yield say("reminders.line_group", moment=moment, kind=kind, messages=one.messages)
        return
    yield say("reminders.line", moment=moment, kind=kind, count=len(one.people), messages=one.messages)
    yield say("reminders.people", names=_join_names(one.people))


def _join_names(people: Sequence[str]) -> str:
    names, more = ", ".join(people[:NAMED]), len(people) - NAMED
    return say("reminders.more", names=names, count=more) if more > 0 else names


def _month_name(month: str) -> str:
    return month_and_year(date.fromisoformat(f"{month}-01"))
