"""Reads an office file (TOML): everything wrong in it is said at once, in the administrator's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.usecases.notices.steps import is_quiet
from bot.usecases.setup.office_keys import (
    OPTIONAL,
    QUARTERS,
    REQUIRED,
    is_christian_year,
    is_clock,
    is_day,
    is_percent,
    is_quiet_span,
)
from bot.usecases.setup.office_rounds import far_holidays, parse_days, wrong_rounds
from messages.documents.front_matter import FrontMatterRefused, check_front_matter
from messages.forms.form import Form
from messages.forms.loader import FormRefused, library, load
from messages.texts import say
from messages.thai.dates import BUDDHIST_ERA, full_date
from messages.thai.text import one_line, shorten
from messages.toml import NoSuchDay, TomlRefused, read_toml
from storage.records import Channel, Contact, FrontMatter, Office, ReminderPolicy, Round, SummaryPolicy, Targets

Table = Mapping[str, Any]
_MAX_ITEM = 60


class OfficeFileRefused(Exception):
    """The file cannot be used; the message says in Thai, a line each, all that is wrong."""


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """`channel` is None where the file names no LINE channel: the office keeps the one it has.

    `front_matter` is None where the file names none: the office gives up the one it has.
    """

    office: Office
    channel: Channel | None
    rounds: tuple[Round, ...]
    own_form: Form | None = None
    front_matter: FrontMatter | None = None


def _nothing_beside(name: str) -> bytes:
    raise FileNotFoundError(name)


def read_office_file(
    text: str,
    resolve: Callable[[str], str],
    read_form: Callable[[str], Form] = load,
    read_beside: Callable[[str], bytes] = _nothing_beside,
    today: date | None = None,
) -> OfficeFile:
    """The office in `text`. Raises OfficeFileRefused.

    `resolve` turns env:NAME and file:PATH into secrets; `read_form` reads the form an office has in a file of its own,
    `read_beside` any other file beside the office file (raises OSError). With `today`, a year far from it is refused.
    """
    try:
        table = parse_days(read_toml(text, parse_float=Decimal))
    except NoSuchDay as error:
        raise OfficeFileRefused(str(error)) from error
    except TomlRefused as error:
        raise OfficeFileRefused(say("office.not_toml", reason=error)) from error
    problems = [*_unknown(table), *_wrong(table, today)]
    if problems:
        raise OfficeFileRefused("\n".join(problems))
    own_form = None if table["office"]["form"] in library() else _own_form(table["office"]["form"], read_form)
    rounds = tuple(_round(entry) for entry in table.get("round", ()))
    front_matter = _front_matter(table.get("report", {}).get("front_matter"), read_beside)
    return OfficeFile(_office(table, own_form), _channel(table, resolve), rounds, own_form, front_matter)


def _own_form(name: str, read_form: Callable[[str], Form]) -> Form:
    try:
        form = read_form(name)
    except FormRefused as refusal:
        raise OfficeFileRefused("\n".join(refusal.problems)) from refusal
    if form.id in library():
        raise OfficeFileRefused(say("office.form_id_taken", id=form.id))
    return form


def _front_matter(name: str | None, read_beside: Callable[[str], bytes]) -> FrontMatter | None:
    if name is None:
        return None
    try:
        front = FrontMatter(name, read_beside(name))
        check_front_matter(front.docx)
    except OSError as error:
        raise OfficeFileRefused(say("office.front_matter.unreadable", name=name)) from error
    except FrontMatterRefused as refusal:
        raise OfficeFileRefused(say(f"office.front_matter.{refusal.reason}", name=name)) from refusal
    return front


def _sections(table: Table) -> Iterator[tuple[str, str, Table]]:
    """(section, how it is called in a message, its table) for every section present."""
    for name in REQUIRED:
        value = table.get(name)
        if name == "round" and isinstance(value, list):
            for position, entry in enumerate(value, start=1):
                yield name, f"[[round]] {position}", entry if isinstance(entry, Mapping) else {}
        elif value is not None:
            yield name, f"[{name}]", value if isinstance(value, Mapping) else {}


def _unknown(table: Table) -> Iterator[str]:
    for name in sorted(set(table) - set(REQUIRED)):
        yield say("office.unknown_section", name=name, known=", ".join(REQUIRED))
    for name, called, entry in _sections(table):
        for key in sorted(set(entry) - set(REQUIRED[name]) - set(OPTIONAL[name])):
            yield say("office.unknown_key", section=called, key=key)


def _wrong(table: Table, today: date | None) -> Iterator[str]:
    if not isinstance(table.get("office"), Mapping):
        yield say("office.no_office")
    for name, called, entry in _sections(table):
        for key, is_right in REQUIRED[name].items():
            if key not in entry:
                yield say("office.missing", section=called, key=key)
            elif not is_right(entry[key]):
                yield _says_wrong(called, key, entry[key])
        for key, is_right in OPTIONAL[name].items():
            if key in entry and not is_right(entry[key]):
                yield _says_wrong(called, key, entry[key])
    yield from wrong_rounds([entry for name, _, entry in _sections(table) if name == "round"], today)
    yield from far_holidays(table, today)
    yield from _wrong_hours(table)
    yield from _wrong_targets(table)


def _says_wrong(section: str, key: str, value: Any) -> str:
    if key == "fiscal_year" and is_christian_year(value):
        return say("office.christian_year", section=f"{section} ", key=key, year=value, buddhist=value + BUDDHIST_ERA)
    expected = say(f"office.expected.{key}", forms=", ".join(sorted(library())))
    if key == "holidays" and isinstance(value, list):
        items = ", ".join(_item(item) for item in value if not is_day(item))
        return say("office.wrong_item", section=section, key=key, items=items, expected=expected)
    return say("office.wrong", section=section, key=key, expected=expected)


def _item(value: Any) -> str:
    return full_date(value) if isinstance(value, date) else shorten(str(value), _MAX_ITEM)


def _wrong_hours(table: Table) -> Iterator[str]:
    """Hours at which nothing may be sent; looked at only where each is an hour at all."""
    sections = [table.get(name) or {} for name in ("reminders", "summary")]
    if not all(isinstance(section, Mapping) for section in sections):
        return
    quiet = sections[0].get("quiet", [])
    policy = ReminderPolicy(**_policy({"quiet": quiet})) if is_quiet_span(quiet) and "quiet" in sections[0] else None
    for name, section in zip(("reminders", "summary"), sections, strict=True):
        send_at = section.get("send_at", "")
        if is_clock(send_at) and is_quiet(policy or ReminderPolicy(), time.fromisoformat(send_at)):
            yield say("office.quiet_send_at", section=f"[{name}]", send_at=send_at)


def _wrong_targets(table: Table) -> Iterator[str]:
    """Targets are cumulative: one that falls below an earlier one is taken for a quarter's own share."""
    section = table.get("targets")
    given = [section[quarter] for quarter in QUARTERS if quarter in section] if isinstance(section, Mapping) else []
    if all(map(is_percent, given)) and given != sorted(given):
        yield say("office.targets_fall")


def _office(table: Table, own_form: Form | None) -> Office:
    return Office(
        **{**table["office"], "form": own_form.id if own_form else table["office"]["form"]},
        reminders=ReminderPolicy(**_policy(table.get("reminders", {}))),
        summary=SummaryPolicy(**_policy(table.get("summary", {})), targets=_targets(table.get("targets", {}))),
        contact=_contact(table["contact"]) if "contact" in table else None,
    )


def _contact(entry: Table) -> Contact:
    return Contact(**{key: one_line(value) for key, value in entry.items()})


def _policy(entry: Table) -> dict[str, Any]:
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    if "send_at" in made:
        made["send_at"] = time.fromisoformat(made["send_at"])
    if "quiet" in made:
        made["quiet"] = tuple(map(time.fromisoformat, made["quiet"])) or None
    return made


def _targets(entry: Table) -> Targets:
    first, second, third, fourth = (Decimal(entry[name]) if name in entry else None for name in QUARTERS)
    return first, second, third, fourth


def _channel(table: Table, resolve: Callable[[str], str]) -> Channel | None:
    line = table.get("line")
    if line is None:
        return None
    return Channel(resolve(line["channel_secret"]), resolve(line["channel_access_token"]))


def _round(entry: Table) -> Round:
    return Round(entry["id"], entry["fiscal_year"], tuple(entry["quarters"]), entry["opens"], entry["deadline"])
