"""People: inviting them with a one-time code, listing and removing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.codes import code_hash, new_code, read_code
from messages.texts import say
from messages.thai.text import one_line, sanitize
from storage.records import Invitation, Person, Project
from storage.work import Work

VALID = timedelta(days=14)
ROLES = ("owner", "planner", "director")


class PeopleRefused(Exception):
    """Somebody cannot be invited or removed; the message is the Thai sentence that says why."""


@dataclass(frozen=True, slots=True)
class Invited:
    """The code as it is handed to the person, shown this once."""

    person: Person
    code: str
    expires_at: datetime
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to invite. `projects`: "1,2,5", "all", or None: an owner then gets those of `group`, or keeps those held."""

    name: str
    role: str
    projects: str | None = None
    group: str = ""


def invite(work: Work, office_id: str, wish: Wish, code_key: str, now: datetime) -> Invited:
    """A fresh code. A name invited before is the same person: the projects are set anew, the earlier code ends.

    Raises PeopleRefused.
    """
    name = one_line(sanitize(wish.name))
    if not name:
        raise PeopleRefused(say("people.no_name"))
    year = max(work.plan.years(), default=0)
    person = _person(work, office_id, name, wish)
    numbers = _wanted(wish, work.plan.projects(year), work.people.projects_of(person.id, year))
    work.people.save(person)
    work.people.assign(person.id, year, numbers)
    code = new_code()
    expires = now + VALID
    work.invitations.add(Invitation(code_hash(code_key, read_code(code) or ""), person.id, expires))
    return Invited(person, code, expires, numbers)


def _person(work: Work, office_id: str, name: str, wish: Wish) -> Person:
    person_id = uuid5(NAMESPACE_URL, f"{office_id}/person/{name}")
    known = work.people.get(person_id)
    if known is None:
        return Person(person_id, name, wish.role, wish.group)
    if known.role != wish.role:
        role = say(f"notices.role.{known.role}")
        raise PeopleRefused(say("people.other_role", name=name, role=role))
    return replace(known, role=wish.role, group=wish.group or known.group)


def _wanted(wish: Wish, projects: Iterable[Project], had: tuple[int, ...]) -> tuple[int, ...]:
    known = {project.no: project for project in projects}
    if wish.projects is None:
        return _by_group(wish, known) or had or _none_for(wish, known)
    if not known:
        raise PeopleRefused(say("people.no_plan"))
    if wish.projects.strip() == "all":
        return tuple(known)
    return _listed(wish.projects, known)


def _by_group(wish: Wish, known: dict[int, Project]) -> tuple[int, ...]:
    if wish.role != "owner" or not wish.group:
        return ()
    return tuple(no for no, project in known.items() if project.group == wish.group)


def _none_for(wish: Wish, known: dict[int, Project]) -> tuple[int, ...]:
    if wish.role == "owner":
        raise PeopleRefused(say("people.no_projects") if known else say("people.no_plan"))
    return ()


def _listed(text: str, known: dict[int, Project]) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [part for part in parts if not part.isdecimal() or int(part) not in known]
    if wrong or not parts:
        raise PeopleRefused(say("people.unknown_project", number=wrong[0] if wrong else text))
    return tuple(sorted({int(part) for part in parts}))


def find_person(work: Work, name: str) -> Person:
    """The person of that name. Raises PeopleRefused."""
    wanted = one_line(sanitize(name))
    for person in work.people.all():
        if person.name == wanted:
            return person
    raise PeopleRefused(say("people.unknown", name=wanted))
