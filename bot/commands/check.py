"""`tanrob check [OFFICE]`: what stands in the way of the round, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from bot.clock import clock_from
from bot.commands.cli import CommandRefused, load_settings, open_database, require_office
from bot.usecases.notices import quota
from bot.usecases.setup.problems import machine_problems, office_problems
from bot.wiring import make_ports
from messages.texts import say
from storage.database import Storage


@click.command("check", help=say("commands.check.help"))
@click.argument("office", required=False)
def check_command(office: str | None) -> None:
    """Exit 1 where something needs the administrator."""
    found = load_settings()
    now = clock_from(found.now)()
    with open_database(found) as storage:
        if office:
            require_office(storage, office)
        offices = (office,) if office else storage.office_ids()
        ports = make_ports(storage, found)
        for office_id in offices:
            quota.refresh(ports, office_id, now)
        problems = [line for office_id in offices for line in office_problems(storage, office_id, now)]
        quotas = [line for office_id in offices for line in _quota(storage, office_id, now)]
        waiting = storage.outbox.due(now)
        problems += machine_problems(storage, now)
    if not offices:
        problems.append(say("check.no_office"))
    click.echo(say("check.database"))
    click.echo(say("check.photos", place=found.photos))
    click.echo(say("check.waiting", count=waiting))
    for line in quotas:
        click.echo(line)
    if problems:
        raise CommandRefused("\n".join(problems))
    click.echo(say("check.fine", count=len(offices)))


def _quota(storage: Storage, office_id: str, now: datetime) -> Iterator[str]:
    """The month's messages, where LINE tells and limits them."""
    with storage.office(office_id).reading() as work:
        known = quota.load_quota(work, now)
    if known.left is not None:
        yield say("check.quota", office=office_id, left=known.left, most=known.most)
