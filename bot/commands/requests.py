"""`tanrob people requests OFFICE`: what owners ask the planners for, and what became of it."""

from __future__ import annotations

import click

from bot.commands.cli import load_settings, open_database, print_json, require_office
from bot.usecases.notices.decisions import find_project
from messages.chat.requests import asked_once
from messages.texts import say
from messages.thai.dates import BANGKOK
from storage.records import ProjectRequest
from storage.work import Work


@click.command("requests", help=say("commands.people_requests.help"))
@click.argument("office")
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def list_requests(office: str, *, as_json: bool) -> None:
    """Everybody's, by person; who decided stays with each."""
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            found = [one for person in work.people.all() for one in work.requests.asked_by(person.id)]
            rows = [_row(work, one) for one in found]
            lines = [_line(work, one) for one in found]
    if as_json:
        print_json(rows)
        return
    for line in lines or [say("people.no_requests")]:
        click.echo(line)


def _row(work: Work, request: ProjectRequest) -> dict[str, object]:
    return {
        "project": _number(work, request),
        "fiscal_year": request.fiscal_year,
        "owner": _name(work, request),
        "to": request.to_whom or None,
        "asked_at": request.asked_at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "outcome": request.outcome,
        "decided_by": person.name if request.decided_by and (person := work.people.get(request.decided_by)) else None,
        "decided_at": request.decided_at and request.decided_at.astimezone(BANGKOK).isoformat(timespec="seconds"),
    }


def _line(work: Work, request: ProjectRequest) -> str:
    asked = asked_once(_number(work, request), request.to_whom, request.asked_at, request.outcome)
    return say("people.request", name=_name(work, request), asked=asked)


def _name(work: Work, request: ProjectRequest) -> str:
    person = work.people.get(request.person_id)
    return person.name if person else ""


def _number(work: Work, request: ProjectRequest) -> int:
    project = find_project(work, request)
    return project.no if project else request.project_id
