"""An office's own row: its name, form and policies, and its LINE channel, sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.engine.office_cache import CachedRepository, OfficeCache
from storage.engine.repository import insert_or_update
from storage.engine.transactions import Transaction
from storage.errors import NoSuchOffice, WrongOffice
from storage.records import NO_TARGETS, Channel, Contact, Office, ReminderPolicy, SummaryPolicy
from storage.sealing import seal, unseal
from storage.tables import OFFICE

_SAVED = ("name", "short_name", "form", "thai_digits", "reminders", "summary", "contact")
_MINE = OFFICE.c.id == bindparam("office")
_LOAD = select(OFFICE.c.id, *(OFFICE.c[column] for column in _SAVED)).where(_MINE)
_SAVE = insert_or_update(OFFICE, _SAVED)
_CHANNEL = select(OFFICE.c.channel).where(_MINE)
_SAVE_CHANNEL = update(OFFICE).where(_MINE).values(channel=bindparam("sealed"))

CHANNEL = "channel"
"""What the channel is remembered under (storage.engine.office_cache)."""
ALL_IDS = select(OFFICE.c.id)


class OwnOffice(CachedRepository):
    def __init__(self, transaction: Transaction, office_id: str, cache: OfficeCache, secret_key: str) -> None:
        super().__init__(transaction, office_id, cache)
        self._secret_key = secret_key

    def load(self) -> Office | None:
        return self._cache.get("office", self._read)

    def _read(self) -> Office | None:
        row = self._run(_LOAD).one_or_none()
        return None if row is None else _office(row)

    def save(self, office: Office) -> None:
        """Create or update; the channel stays as it is. Raises WrongOffice for an office of another id."""
        if office.id != self._office:
            raise WrongOffice
        row = {
            "id": office.id,
            "name": office.name,
            "short_name": office.short_name,
            "form": office.form,
            "thai_digits": office.thai_digits,
            "reminders": _reminders_json(office.reminders),
            "summary": _summary_json(office.summary),
            "contact": office.contact and asdict(office.contact),
        }
        self._transaction.run(self._spelled(_SAVE), row)
        self._cache.change()

    def contact(self) -> Contact | None:
        """Whom the office's people may call; None where it names nobody."""
        office = self.load()
        return office.contact if office else None

    def channel(self) -> Channel | None:
        """Raises WrongSecretKey where it was sealed with another secret key."""
        return self._cache.get(CHANNEL, self._read_channel)

    def _read_channel(self) -> Channel | None:
        sealed = self._run(_CHANNEL).scalar()
        return None if sealed is None else unseal(bytes(sealed), self._secret_key, self._office)

    def save_channel(self, channel: Channel) -> None:
        """Raises NoSuchOffice before the office was saved."""
        self._cache.change()
        sealed = seal(channel, self._secret_key, self._office)
        if not self._changed(_SAVE_CHANNEL, sealed=sealed):
            raise NoSuchOffice


def _office(row: Row[Any]) -> Office:
    return Office(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        form=row.form,
        thai_digits=row.thai_digits,
        reminders=_reminders(row.reminders),
        summary=_summary(row.summary),
        contact=row.contact and Contact(**row.contact),
    )


def _reminders_json(policy: ReminderPolicy) -> Mapping[str, Any]:
    spelled = {
        "send_at": policy.send_at.isoformat(),
        "holidays": [day.isoformat() for day in policy.holidays],
        "quiet": policy.quiet and [moment.isoformat() for moment in policy.quiet],
    }
    return {field.name: getattr(policy, field.name) for field in fields(policy)} | spelled


_READ: Mapping[str, Callable[[Any], Any]] = {
    "days_before": tuple,
    "overdue_days": tuple,
    "send_at": time.fromisoformat,
    "holidays": lambda days: tuple(date.fromisoformat(day) for day in days),
    "quiet": lambda span: span and tuple(time.fromisoformat(moment) for moment in span),
}
"""How what JSON does not hold as it is is read; a number or a flag needs no line."""


def _reminders(kept: Mapping[str, Any]) -> ReminderPolicy:
    """What an office kept by an earlier version of Tanrob does not name has its default."""
    named = {field.name: kept[field.name] for field in fields(ReminderPolicy) if field.name in kept}
    return ReminderPolicy(**{name: _READ[name](value) if name in _READ else value for name, value in named.items()})


def _summary_json(policy: SummaryPolicy) -> Mapping[str, Any]:
    return {
        "days_before": policy.days_before,
        "overdue_days": policy.overdue_days,
        "send_at": policy.send_at.isoformat(),
        "targets": [target and str(target) for target in policy.targets],
    }


def _summary(kept: Mapping[str, Any]) -> SummaryPolicy:
    first, second, third, fourth = (target and Decimal(target) for target in kept.get("targets", NO_TARGETS))
    return SummaryPolicy(
        days_before=tuple(kept["days_before"]),
        overdue_days=tuple(kept.get("overdue_days", SummaryPolicy().overdue_days)),
        send_at=time.fromisoformat(kept["send_at"]),
        targets=(first, second, third, fourth),
    )
