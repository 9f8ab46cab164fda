"""An office's own row: its name, form and policies, and its LINE channel, sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.engine import Connection

from storage.errors import NoSuchOffice, WrongOffice
from storage.records import Channel, Office, ReminderPolicy, SummaryPolicy
from storage.sealing import seal, unseal
from storage.subject import Subject, insert_or_update
from storage.tables import OFFICE

_SAVED = ("name", "short_name", "form", "thai_digits", "reminders", "summary")
_MINE = OFFICE.c.id == bindparam("office")
_LOAD = select(OFFICE.c.id, *(OFFICE.c[column] for column in _SAVED)).where(_MINE)
_SAVE = insert_or_update(OFFICE, _SAVED)
_CHANNEL = select(OFFICE.c.channel).where(_MINE)
_SAVE_CHANNEL = update(OFFICE).where(_MINE).values(channel=bindparam("sealed"))

ALL_IDS = select(OFFICE.c.id)


class OwnOffice(Subject):
    def __init__(self, connection: Connection, office_id: str, secret_key: str) -> None:
        super().__init__(connection, office_id)
        self._secret_key = secret_key

    def load(self) -> Office | None:
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
            "reminders": _reminders_kept(office.reminders),
            "summary": _summary_kept(office.summary),
        }
        self._connection.execute(self._spelled(_SAVE), row)

    def channel(self) -> Channel | None:
        """Raises WrongSecretKey where it was sealed with another secret key."""
        sealed = self._run(_CHANNEL).scalar_one_or_none()
        return None if sealed is None else unseal(bytes(sealed), self._secret_key, self._office)

    def save_channel(self, channel: Channel) -> None:
        """Raises NoSuchOffice before the office was saved."""
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
    )


def _reminders_kept(policy: ReminderPolicy) -> Mapping[str, Any]:
    return {
        "days_before": policy.days_before,
        "overdue_days": policy.overdue_days,
        "send_at": policy.send_at.isoformat(),
        "reserve": policy.reserve,
    }


def _reminders(kept: Mapping[str, Any]) -> ReminderPolicy:
    return ReminderPolicy(
        days_before=tuple(kept["days_before"]),
        overdue_days=tuple(kept["overdue_days"]),
        send_at=time.fromisoformat(kept["send_at"]),
        reserve=kept["reserve"],
    )


def _summary_kept(policy: SummaryPolicy) -> Mapping[str, Any]:
    return {"days_before": policy.days_before, "send_at": policy.send_at.isoformat()}


def _summary(kept: Mapping[str, Any]) -> SummaryPolicy:
    return SummaryPolicy(days_before=tuple(kept["days_before"]), send_at=time.fromisoformat(kept["send_at"]))
