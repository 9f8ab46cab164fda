"""`tanrob people invite|take|list|requests|remove OFFICE …`."""

from __future__ import annotations

import click

from bot.clock import clock_from
from bot.commands.cli import CommandRefused, load_settings, open_database, print_json, require_office
from bot.commands.requests import list_requests
from bot.usecases.notices.outstanding import projects_of
from bot.usecases.setup.inviting import Invited, PeopleRefused, Wish, find_person, invite, take
from bot.usecases.turns.personal_data import remove_person
from messages.texts import say
from messages.thai.dates import BANGKOK, date_and_time
from storage.records import Person
from storage.vocabulary import Role
from storage.work import Work


@click.group("people", help=say("commands.people.help"))
def people_command() -> None:
    """Groups the commands on people."""


people_command.add_command(list_requests)


@people_command.command("invite", help=say("commands.people_invite.help"))
@click.argument("office")
@click.option("--name", required=True, help=say("commands.people_invite.name"))
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help=say("commands.people_invite.role")
)
@click.option("--projects", help=say("commands.people_invite.projects"))
@click.option("--group", default="", help=say("commands.people_invite.group"))
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def invite_one(office: str, name: str, role: str, projects: str | None, group: str, *, as_json: bool) -> None:
    """Prints the code once; the database keeps its hash."""
    found = load_settings()
    now = clock_from(found.now)()
    with open_database(found) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            try:
                invited = invite(work, office, Wish(name, Role(role), projects, group), found.secret_key, now)
            except PeopleRefused as refusal:
                raise CommandRefused(str(refusal)) from refusal
            work.commit()
    if as_json:
        print_json(_as_json(invited))
    else:
        click.echo(_as_text(invited))


def _as_json(invited: Invited) -> dict[str, object]:
    expires = invited.expires_at.astimezone(BANGKOK).isoformat(timespec="seconds")
    return {
        "code": invited.code,
        "expires": expires,
        "name": invited.person.name,
        "role": invited.person.role,
        "projects": list(invited.projects),
    }


def _as_text(invited: Invited) -> str:
    return say(
        "people.invited",
        name=invited.person.name,
        role=say(f"notices.role.{invited.person.role}"),
        projects=f" {_projects(invited.projects)}".rstrip(),
        code=invited.code,
        expires=date_and_time(invited.expires_at),
    )


def _projects(numbers: tuple[int, ...]) -> str:
    return say("people.projects", numbers=", ".join(str(no) for no in numbers)) if numbers else ""


@people_command.command("list", help=say("commands.people_list.help"))
@click.argument("office")
@click.option("--json", "as_json", is_flag=True, help=say("commands.json"))
def list_all(office: str, *, as_json: bool) -> None:
    """Who was invited, who has enrolled, and who answers for which project."""
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).reading() as work:
            rows = [(person, _numbers(work, person)) for person in work.people.all()]
    if as_json:
        print_json([_row_json(person, numbers) for person, numbers in rows])
        return
    for person, numbers in rows:
        click.echo(_row_text(person, numbers))
    if not rows:
        click.echo(say("people.none"))


def _numbers(work: Work, person: Person) -> tuple[int, ...]:
    return tuple(project.no for project in projects_of(work, person, work.plan.newest_year()))


def _state(person: Person) -> str:
    if person.line_user_id is None:
        return "invited"
    return "blocked" if person.blocked_at else "enrolled"


def _row_json(person: Person, numbers: tuple[int, ...]) -> dict[str, object]:
    return {
        "name": person.name,
        "role": person.role,
        "group": person.group,
        "state": _state(person),
        "projects": list(numbers),
    }


def _row_text(person: Person, numbers: tuple[int, ...]) -> str:
    return say(
        "people.line",
        name=person.name,
        role=say(f"notices.role.{person.role}"),
        state=say(f"people.state.{_state(person)}"),
        projects=_projects(numbers) or "-",
    )


@people_command.command("take", help=say("commands.people_take.help"))
@click.argument("office")
@click.option("--name", required=True, help=say("commands.people_invite.name"))
@click.option("--projects", required=True, help=say("commands.people_take.projects"))
def take_projects(office: str, name: str, projects: str) -> None:
    """Reports the person sent stay."""
    with open_database(load_settings()) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            try:
                person, left = take(work, name, projects)
            except PeopleRefused as refusal:
                raise CommandRefused(str(refusal)) from refusal
            work.commit()
    text = "people.taken" if left else "people.taken_all"
    click.echo(say(text, name=person.name, projects=_projects(left)))


@people_command.command("remove", help=say("commands.people_remove.help"))
@click.argument("office")
@click.option("--name", required=True, help=say("commands.people_invite.name"))
def remove(office: str, name: str) -> None:
    """Reports the person sent stay: they are the office's documents."""
    found = load_settings()
    now = clock_from(found.now)()
    with open_database(found) as storage:
        require_office(storage, office)
        with storage.office(office).work() as work:
            try:
                person = find_person(work, name)
            except PeopleRefused as refusal:
                raise CommandRefused(str(refusal)) from refusal
            ends_group = remove_person(work, person, now)
            work.commit()
        storage.remnants.cut_off()
    click.echo(say("people.removed", name=person.name))
    if ends_group:
        click.echo(say("people.group_ended", name=person.name))
