"""Reads an office file (TOML): everything wrong in it is said at once, in the administrator's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.usecases.steps import is_quiet
from messages.documents.front_matter import FrontMatterRefused, check_front_matter
from messages.forms.form import Form
from messages.forms.loader import FormRefused, library, load
from messages.texts import say
from storage.records import Channel, FrontMatter, Office, ReminderPolicy, Round, SummaryPolicy, Targets

Table = Mapping[str, Any]
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_QUARTERS = ("q1", "q2", "q3", "q4")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


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
) -> OfficeFile:
    """The office in `text`. Raises OfficeFileRefused.

    `resolve` turns env:NAME and file:PATH into secrets; `read_form` reads the form an office has in a file of its own,
    `read_beside` any other file beside the office file (raises OSError).
    """
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise OfficeFileRefused(say("office.not_toml", reason=error)) from error
    problems = [*_unknown(table), *_wrong(table)]
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


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_docx(value: Any) -> bool:
    return isinstance(value, str) and value.lower().endswith(".docx")


def _is_form(value: Any) -> bool:
    return isinstance(value, str) and (value in library() or value.endswith(".toml"))


def _is_day(value: Any) -> bool:
    return type(value) is date


def _is_year(value: Any) -> bool:
    return type(value) is int and 2500 <= value <= 2700


def _is_quarters(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and value == sorted(set(value)) and set(value) <= {1, 2, 3, 4}


def _is_days(value: Any) -> bool:
    return isinstance(value, list) and all(type(item) is int and 0 <= item <= 60 for item in value)


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def _is_list_of_days(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_day, value))


def _is_quiet(value: Any) -> bool:
    """From and to, or an empty list: no quiet hours."""
    return isinstance(value, list) and (not value or (len(set(map(str, value))) == 2 and all(map(_is_clock, value))))


def _is_late(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 60


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_percent(value: Any) -> bool:
    if type(value) is int:
        return 0 < value <= 100
    return isinstance(value, Decimal) and value.is_finite() and 0 < value <= 100 and value == round(value, 2)


_REQUIRED: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "office": {"id": _is_id, "name": _is_text, "short_name": _is_text, "form": _is_form},
    "line": {"channel_secret": _is_text, "channel_access_token": _is_text},
    "round": {
        "id": _is_id,
        "fiscal_year": _is_year,
        "quarters": _is_quarters,
        "opens": _is_day,
        "deadline": _is_day,
    },
    "reminders": {},
    "summary": {},
    "targets": {},
    "report": {},
}
_OPTIONAL: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "office": {"thai_digits": _is_flag},
    "line": {},
    "round": {},
    "reminders": {
        "days_before": _is_days,
        "overdue_days": _is_days,
        "send_at": _is_clock,
        "reserve": _is_count,
        "holidays": _is_list_of_days,
        "quiet": _is_quiet,
        "escalate_after": _is_late,
    },
    "summary": {"send_at": _is_clock, "days_before": _is_days},
    "targets": dict.fromkeys(_QUARTERS, _is_percent),
    "report": {"front_matter": _is_docx},
}


def _sections(table: Table) -> Iterator[tuple[str, str, Table]]:
    """(section, how it is called in a message, its table) for every section present."""
    for name in _REQUIRED:
        value = table.get(name)
        if name == "round" and isinstance(value, list):
            for position, entry in enumerate(value, start=1):
                yield name, f"[[round]] {position}", entry if isinstance(entry, Mapping) else {}
        elif value is not None:
            yield name, f"[{name}]", value if isinstance(value, Mapping) else {}


def _unknown(table: Table) -> Iterator[str]:
    for name in sorted(set(table) - set(_REQUIRED)):
        yield say("office.unknown_section", name=name, known=", ".join(_REQUIRED))
    for name, called, entry in _sections(table):
        for key in sorted(set(entry) - set(_REQUIRED[name]) - set(_OPTIONAL[name])):
            yield say("office.unknown_key", section=called, key=key)


def _wrong(table: Table) -> Iterator[str]:
    if not isinstance(table.get("office"), Mapping):
        yield say("office.no_office")
    for name, called, entry in _sections(table):
        for key, is_right in _REQUIRED[name].items():
            if key not in entry:
                yield say("office.missing", section=called, key=key)
            elif not is_right(entry[key]):
                yield _says_wrong(called, key)
        for key, is_right in _OPTIONAL[name].items():
            if key in entry and not is_right(entry[key]):
                yield _says_wrong(called, key)
    yield from _wrong_rounds(table)
    yield from _wrong_hours(table)
    yield from _wrong_targets(table)


def _says_wrong(section: str, key: str) -> str:
    form_ids = ", ".join(sorted(library()))
    return say("office.wrong", section=section, key=key, expected=say(f"office.expected.{key}", forms=form_ids))


def _wrong_rounds(table: Table) -> Iterator[str]:
    entries = [entry for name, _, entry in _sections(table) if name == "round"]
    ids = [entry.get("id") for entry in entries]
    for twice in sorted({str(item) for item in ids if ids.count(item) > 1}):
        yield say("office.round_twice", id=twice)
    for entry in entries:
        opens, deadline = entry.get("opens"), entry.get("deadline")
        if isinstance(opens, date) and isinstance(deadline, date) and opens > deadline:
            yield say("office.deadline_first", id=entry.get("id", ""))


def _wrong_hours(table: Table) -> Iterator[str]:
    """Hours at which nothing may be sent; looked at only where each is an hour at all."""
    sections = [table.get(name) or {} for name in ("reminders", "summary")]
    if not all(isinstance(section, Mapping) for section in sections):
        return
    quiet = sections[0].get("quiet", [])
    policy = ReminderPolicy(**_policy({"quiet": quiet})) if _is_quiet(quiet) and "quiet" in sections[0] else None
    for name, section in zip(("reminders", "summary"), sections, strict=True):
        send_at = section.get("send_at", "")
        if _is_clock(send_at) and is_quiet(policy or ReminderPolicy(), time.fromisoformat(send_at)):
            yield say("office.quiet_send_at", section=f"[{name}]", send_at=send_at)


def _wrong_targets(table: Table) -> Iterator[str]:
    """Targets are cumulative: one that falls below an earlier one is taken for a quarter's own share."""
    section = table.get("targets")
    given = [section[quarter] for quarter in _QUARTERS if quarter in section] if isinstance(section, Mapping) else []
    if all(map(_is_percent, given)) and given != sorted(given):
        yield say("office.targets_fall")


def _office(table: Table, own_form: Form | None) -> Office:
    return Office(
        **{**table["office"], "form": own_form.id if own_form else table["office"]["form"]},
        reminders=ReminderPolicy(**_policy(table.get("reminders", {}))),
        summary=SummaryPolicy(**_policy(table.get("summary", {})), targets=_targets(table.get("targets", {}))),
    )


def _policy(entry: Table) -> dict[str, Any]:
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    if "send_at" in made:
        made["send_at"] = time.fromisoformat(made["send_at"])
    if "quiet" in made:
        made["quiet"] = tuple(map(time.fromisoformat, made["quiet"])) or None
    return made


def _targets(entry: Table) -> Targets:
    first, second, third, fourth = (Decimal(entry[name]) if name in entry else None for name in _QUARTERS)
    return first, second, third, fourth


def _channel(table: Table, resolve: Callable[[str], str]) -> Channel | None:
    line = table.get("line")
    if line is None:
        return None
    return Channel(resolve(line["channel_secret"]), resolve(line["channel_access_token"]))


def _round(entry: Table) -> Round:
    return Round(entry["id"], entry["fiscal_year"], tuple(entry["quarters"]), entry["opens"], entry["deadline"])
