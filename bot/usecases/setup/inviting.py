"""People: inviting them with a one-time code, listing and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.codes import code_hash, new_code, read_code
from bot.usecases.notices.outstanding import projects_of
from messages.texts import say
from messages.thai.text import one_line, sanitize
from storage.records import Invitation, Person, Project
from storage.vocabulary import Role
from storage.work import Work

VALID = timedelta(days=14)


class PeopleRefused(Exception):
    """Somebody cannot be invited or removed; the message is the Thai sentence that says why."""


@dataclass(frozen=True, slots=True)
class Invited:
    """The code as it is handed to the person, shown this once. `projects`: the numbers of all the person has by now."""

    person: Person
    code: str
    expires_at: datetime
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to invite. `projects`: "1,2,5", "all", or None: an owner then gets those of `group`, or keeps those held."""

    name: str
    role: Role
    projects: str | None = None
    group: str = ""


def invite(work: Work, office_id: str, wish: Wish, code_key: str, now: datetime) -> Invited:
    """A fresh code. A name invited before is the same person: the projects are added, the earlier code ends.

    Raises PeopleRefused.
    """
    name = one_line(sanitize(wish.name))
    if not name:
        raise PeopleRefused(say("people.no_name"))
    year = work.plan.newest_year()
    person = _person(work, office_id, name, wish)
    held = projects_of(work, person, year)
    wanted = _choose_projects(wish, work.plan.projects(year), held)
    work.people.save(person)
    work.people.assign(person.id, year, [project.id for project in wanted])
    code = new_code()
    expires = now + VALID
    work.invitations.add(Invitation(code_hash(code_key, read_code(code) or ""), person.id, expires))
    numbers = sorted({project.no for project in (*held, *wanted)})
    return Invited(person, code, expires, tuple(numbers))


def _person(work: Work, office_id: str, name: str, wish: Wish) -> Person:
    person_id = uuid5(NAMESPACE_URL, f"{office_id}/person/{name}")
    known = work.people.get(person_id)
    if known is None:
        return Person(person_id, name, wish.role, wish.group)
    if known.role != wish.role:
        role = say(f"notices.role.{known.role}")
        raise PeopleRefused(say("people.other_role", name=name, role=role))
    return replace(known, role=wish.role, group=wish.group or known.group)


def _choose_projects(wish: Wish, plan: Sequence[Project], held: Sequence[Project]) -> Sequence[Project]:
    if wish.projects is None:
        return _by_group(wish, plan) or held or _none_for(wish, plan)
    if not plan:
        raise PeopleRefused(say("people.no_plan"))
    return plan if wish.projects.strip() == "all" else _find_listed(wish.projects, plan)


def _by_group(wish: Wish, plan: Sequence[Project]) -> Sequence[Project]:
    if wish.role != Role.OWNER or not wish.group:
        return ()
    return [project for project in plan if project.group == wish.group]


def _none_for(wish: Wish, plan: Sequence[Project]) -> Sequence[Project]:
    if wish.role == Role.OWNER:
        raise PeopleRefused(say("people.no_projects") if plan else say("people.no_plan"))
    return ()


def _find_listed(text: str, plan: Sequence[Project]) -> Sequence[Project]:
    by_number = {project.no: project for project in plan}
    parts = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [part for part in parts if not part.isdecimal() or int(part) not in by_number]
    if wrong or not parts:
        raise PeopleRefused(say("people.unknown_project", number=wrong[0] if wrong else text))
    return [by_number[int(part)] for part in parts]


def take(work: Work, name: str, projects: str) -> tuple[Person, tuple[int, ...]]:
    """Takes projects ("1,2,5" or "all") from a person; gives the numbers left. Raises PeopleRefused."""
    person, year = find_person(work, name), work.plan.newest_year()
    held = projects_of(work, person, year)
    taken = held if projects.strip() == "all" else _find_listed(projects, held)
    work.people.unassign(person.id, year, [project.id for project in taken])
    return person, tuple(project.no for project in held if project not in taken)


def find_person(work: Work, name: str) -> Person:
    """The person of that name. Raises PeopleRefused."""
    wanted = one_line(sanitize(name))
    for person in work.people.all():
        if person.name == wanted:
            return person
    raise PeopleRefused(say("people.unknown", name=wanted))
