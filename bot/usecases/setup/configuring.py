"""Applies an office file and says what changed; applying the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from bot.usecases.notices.deadline_moves import keep_known_deadline
from bot.usecases.setup.office_file import OfficeFile
from messages.texts import say
from messages.thai.dates import bangkok_day, full_date
from storage.records import Office, Round
from storage.work import Work


def apply_office(work: Work, file: OfficeFile, now: datetime) -> tuple[str, ...]:
    """Creates or updates the office in the open transaction; a line of Thai for each change.

    Rounds are never removed. Raises storage.errors.FormChanged where the office's own form changed without a new
    version.
    """
    changes = (
        *_office_changes(work, file),
        *_channel_changes(work, file),
        *_round_changes(work, file, now),
        *_front_matter_changes(work, file),
    )
    if file.own_form:
        work.forms.keep(file.own_form.id, file.own_form.version, file.own_form.source)
    return changes or (say("office.applied.nothing", name=file.office.short_name),)


def _office_changes(work: Work, file: OfficeFile) -> tuple[str, ...]:
    old = work.office.load()
    if old == file.office:
        return ()
    work.office.save(file.office)
    if old is None:
        created = say("office.applied.created", name=file.office.short_name, id=file.office.id)
        holidays = file.office.reminders.holidays
        return (created, say("office.applied.holidays", days=_show(holidays))) if holidays else (created,)
    return tuple(_differences(old, file.office))


def _differences(old: Office | Round, new: Office | Round) -> Iterator[str]:
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name != "closed_at":
            what = say(f"office.what.{field.name}", id=new.id)
            yield say("office.applied.changed", what=what, old=_show(before), new=_show(after))


def _show(value: object) -> str:
    if is_dataclass(value):
        return " ".join(_show(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, date):
        return full_date(value)
    if value is None:
        return "-"
    return ", ".join(map(_show, value)) if isinstance(value, tuple) else str(value)


def _channel_changes(work: Work, file: OfficeFile) -> tuple[str, ...]:
    if file.channel is None or work.office.channel() == file.channel:
        return ()
    work.office.save_channel(file.channel)
    return (say("office.applied.channel"),)


def _round_changes(work: Work, file: OfficeFile, now: datetime) -> tuple[str, ...]:
    known = {round_.id: round_ for round_ in work.rounds.all()}
    changes: list[str] = []
    for round_ in file.rounds:
        old = known.get(round_.id)
        if old and (old.deadline != round_.deadline or round_.opens > bangkok_day(now)):
            keep_known_deadline(work, old, now)
        work.rounds.save(round_)
        changes += _differences(old, round_) if old else [_added_line(round_)]
    named = {round_.id for round_ in file.rounds}
    changes += [say("office.applied.round_kept", id=gone) for gone in known if gone not in named]
    return tuple(changes)


def _front_matter_changes(work: Work, file: OfficeFile) -> Iterator[str]:
    old, new = work.front_matter.load(), file.front_matter
    if new is not None and new != old:
        work.front_matter.save(new)
        yield say("office.applied.front_matter", name=new.name)
    if new is None and old is not None:
        work.front_matter.remove()
        yield say("office.applied.front_matter_gone", name=old.name)


def _added_line(round_: Round) -> str:
    return say(
        "office.applied.round_added",
        id=round_.id,
        year=round_.fiscal_year,
        quarters=", ".join(str(quarter) for quarter in round_.quarters),
        opens=full_date(round_.opens),
        deadline=full_date(round_.deadline),
    )
