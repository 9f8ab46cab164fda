"""A conversation as a file: what the TOML files of this folder hold, and how they are read. playing.py plays them.

At its head:

    office = "khonkaen2"                 a sample office (messages.samples.NAMES)
    at = "2021-03-22T10:00:00+07:00"     when the conversation begins
    form = "cumulative"                  the form the office reports in, where it is not the sample's: one of the
                                         tests' own (tests/forms), a shipped one, or between quotes the whole TOML
                                         of a form of the office's own
    projects = "4,8"                     the projects of the one person who talks, and role = "owner" (left out),
                                         "planner" or "director"
    group = "กลุ่มนโยบายและแผน"            a LINE group, bound to the office by the planner among the people
    reported = "1,2,5"                   projects reported when the round opened, with the answers of the sample

Several people take the place of `projects` and `role`, the first one talks where a turn names nobody:

    [[person]]
    name = "ครูนิดา"
    role = "owner"
    projects = "4,8"
    enrols = false                       still a stranger; in what is said, {code} is the code of the invitation

An earlier round of the fiscal year, reported before the conversation begins:

    [[before]]
    id = "2564-3m"
    quarters = [1]
    opens = 2021-01-04
    deadline = 2021-01-15
    answers.8 = { status = "in_progress", spent = "300" }

Then the turns, in their order. Each does one thing and may say what follows:

    [[turn]]
    person = "ครูนิดา"
    at = "2021-03-24T10:00:00+07:00"     the clock is put there first
    restart = true                       the product is stopped and started again first, on the same database
    in_group = true                      it is said in the group

    says = "รายงาน 8"                    types a text, `times` (left out: once) a line each; {n} counts them
    taps = "in_progress"                 taps the button with that action (postback `a`) in what was heard last,
                                         `of` a question (postback `q`) where several have the same
    taps_old = { turn = 3, action = "0" }    taps a button of what was heard in an earlier turn
    sends = "sticker"                    or image, voice, file, location
    unsends = 3                          takes back what was sent in that turn
    ticks = true                         does nothing, but the clock ticks

    asks = "spent"                       the question the answer waits for; "" for none
    hears = ["งบประมาณ 10,000 บาท"]       parts of the answer, whether in a text, a card or a button
    hears_not = ["ตอบไว้"]
    silent = true                        nothing is answered; without it everything is

At the end, what stands in the export (deploy/docs/interfaces.md) of a project, as far as it is named, and which turns'
texts make up an answer:

    [expects.export.8]
    state = "submitted"
    answers = { status = "in_progress", spent = "525.00" }

    [expects.told.8]
    progress = [4, 5, 6]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

Table = Mapping[str, Any]
T = TypeVar("T")

DEEDS = ("says", "taps", "taps_old", "sends", "unsends", "ticks")


class DialogRefused(Exception):
    """The file is not written as this module tells; the message says where."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who talks. `role`: owner, planner, director."""

    name: str = "ผู้รับผิดชอบ"
    role: str = "owner"
    projects: str = ""
    enrols: bool = True


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier round. `answers`: by project number, question id → what is typed."""

    id: str
    quarters: tuple[int, ...]
    opens: date
    deadline: date
    answers: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing done, and what is expected of the answer; see above."""

    person: str = ""
    at: str = ""
    restart: bool = False
    in_group: bool = False
    says: str = ""
    times: int = 1
    taps: str = ""
    of: str = ""
    taps_old: Mapping[str, Any] = field(default_factory=dict)
    sends: str = ""
    unsends: int = 0
    ticks: bool = False
    asks: str | None = None
    hears: tuple[str, ...] = ()
    hears_not: tuple[str, ...] = ()
    silent: bool = False

    @property
    def text(self) -> str:
        """What is typed."""
        return "\n".join(self.says.replace("{n}", str(number)) for number in range(1, self.times + 1))


@dataclass(frozen=True, slots=True)
class Dialog:
    """A whole file. `export` and `told`: by project number; turns are counted from 1."""

    office: str
    at: str
    turns: tuple[Turn, ...]
    people: tuple[Person, ...]
    form: str = ""
    group: str = ""
    reported: str = ""
    before: tuple[Before, ...] = ()
    export: Mapping[str, Table] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)


def read_dialog(text: str) -> Dialog:
    """The conversation in `text`. Raises DialogRefused."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DialogRefused(str(error)) from error
    expects = table.pop("expects", {})
    head = {
        "turns": tuple(_turn(number, entry) for number, entry in enumerate(table.pop("turn", ()), start=1)),
        "people": _people(table),
        "before": tuple(_made(Before, entry, "before") for entry in table.pop("before", ())),
    }
    return _made(Dialog, {**table, **head, **expects}, "the head")


def _people(table: dict[str, Any]) -> tuple[Person, ...]:
    if "person" in table:
        return tuple(_made(Person, entry, "person") for entry in table.pop("person"))
    return (Person(**{key: table.pop(key) for key in ("role", "projects") if key in table}),)


def _turn(number: int, entry: Table) -> Turn:
    done = [deed for deed in DEEDS if deed in entry]
    if len(done) != 1:
        raise DialogRefused(f"turn {number}: does {len(done)} of {', '.join(DEEDS)}, not one")
    return _made(Turn, entry, f"turn {number}")


def _made(kind: type[T], entry: Table, where: str) -> T:
    unknown = sorted(set(entry) - {item.name for item in fields(kind)})  # type: ignore[arg-type]
    if unknown:
        raise DialogRefused(f"{where}: nobody knows {', '.join(unknown)}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise DialogRefused(f"{where}: {error}") from error
