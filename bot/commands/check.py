"""`tanrob check [OFFICE]`: what stands in the way of the round, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.clock import clock_from
from bot.commands.ground import Refused, require_office, settings, storage_of
from bot.usecases.delivering import FREE_REPLY
from messages.texts import say
from messages.thai.dates import date_and_time
from storage.database import Storage
from storage.work import Work


@click.command("check", help=say("commands.check.help"))
@click.argument("office", required=False)
def check_command(office: str | None) -> None:
    """Exit 1 where something needs the administrator."""
    found = settings()
    now = clock_from(found.now)()
    with storage_of(found) as storage:
        if office:
            require_office(storage, office)
        offices = (office,) if office else storage.office_ids()
        problems = [line for office_id in offices for line in _problems(storage, office_id)]
        waiting = storage.outbox.due(now)
    click.echo(say("check.database"))
    click.echo(say("check.photos", place=found.photos))
    click.echo(say("check.waiting", count=waiting))
    if problems:
        raise Refused("\n".join(problems))
    click.echo(say("check.fine", count=len(offices)))


def _problems(storage: Storage, office_id: str) -> Iterator[str]:
    with storage.office(office_id).reading() as work:
        yield from _setup_problems(work, office_id)
    for failure in storage.outbox.failures(office_id):
        if failure.kind == FREE_REPLY:
            continue
        moment = date_and_time(failure.created_at)
        kind = say(f"check.kind.{failure.kind}")
        yield say("check.failed", office=office_id, kind=kind, moment=moment, error=failure.error)


def _setup_problems(work: Work, office_id: str) -> Iterator[str]:
    if work.office.channel() is None:
        yield say("check.no_channel", office=office_id)
    if not work.rounds.all():
        yield say("check.no_round", office=office_id)
    for round_ in work.rounds.all():
        projects = work.plan.projects(round_.fiscal_year)
        owned = {no for _, no in work.people.assignments(round_.fiscal_year)}
        orphans = [str(project.no) for project in projects if project.no not in owned]
        if not projects:
            yield say("check.no_plan", office=office_id, year=round_.fiscal_year)
        elif orphans:
            yield say("check.no_owner", office=office_id, numbers=", ".join(orphans))
    if work.groups.bound() is None:
        yield say("check.no_group", office=office_id)
