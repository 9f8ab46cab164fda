"""How the whole installation is doing, across offices: counts and moments, nothing anybody wrote and nobody's name.

That the clock ticks stands in a row of its own, the one that belongs to no office: its worker may be anywhere.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, bindparam, case, func, literal, select, type_coerce, update

from storage.engine.transactions import Transactions
from storage.outbox import UNSETTLED
from storage.photos import IS_OPEN, IS_WAITING
from storage.quotas import KEPT
from storage.records import Gauges, Quota
from storage.tables import HEARTBEAT, OUTBOX, PHOTO, QUOTA
from storage.vocabulary import AttemptReason

_TICK = HEARTBEAT.c.name == "tick"
_BEAT = update(HEARTBEAT).where(_TICK).values(times=HEARTBEAT.c.times + 1, at=bindparam("now"))
REWRITE = update(HEARTBEAT).where(_TICK).values(times=HEARTBEAT.c.times)
"""Changes nothing, and has all of the database and its disk do it."""
_TICKS = select(HEARTBEAT.c.times, HEARTBEAT.c.at).where(_TICK)

_OUTCOME = case(
    (OUTBOX.c.reason == AttemptReason.SUPERSEDED, literal(AttemptReason.SUPERSEDED.value, String)),
    else_=type_coerce(OUTBOX.c.outcome, String),
)
_WAITING = select(OUTBOX.c.kind, func.count()).where(UNSETTLED).group_by(OUTBOX.c.kind)
_OLDEST = select(func.min(OUTBOX.c.created_at)).where(UNSETTLED)
_SETTLED = (
    select(OUTBOX.c.kind, _OUTCOME, func.count())
    .where(OUTBOX.c.settled_at > bindparam("since"))
    .group_by(OUTBOX.c.kind, _OUTCOME)
)
_PHOTOS = select(func.count()).select_from(PHOTO).where(IS_OPEN, IS_WAITING)
_QUOTAS = select(QUOTA.c.office_id, *(QUOTA.c[column] for column in KEPT))


class GaugeReader:
    """The meter's door, across offices. Each call is a transaction of its own."""

    def __init__(self, writing: Transactions, reading: Transactions) -> None:
        self._writing = writing
        self._reading = reading

    def beat(self, now: datetime) -> None:
        """The clock has ticked."""
        with self._writing() as transaction:
            transaction.run(_BEAT, {"now": now})
            transaction.commit()

    def ticked_at(self) -> datetime | None:
        """When the clock last ticked, as it showed then; None where it never did."""
        with self._reading() as transaction:
            ((_, at),) = transaction.run(_TICKS)
            return at  # type: ignore[no-any-return]

    def read(self, since: datetime) -> Gauges:
        """All of them in one moment; of deliveries settled, those after `since`."""
        with self._reading() as transaction:
            ((ticks, ticked_at),) = transaction.run(_TICKS)
            quotas = transaction.run(_QUOTAS)
            settled = transaction.run(_SETTLED, {"since": since})
            return Gauges(
                waiting=dict(transaction.run(_WAITING)),
                oldest_at=transaction.run(_OLDEST).scalar(),
                settled={(kind, outcome): times for kind, outcome, times in settled},
                photos_waiting=transaction.run(_PHOTOS).scalar(),
                ticks=ticks,
                ticked_at=ticked_at,
                quotas={office_id: Quota(*values) for office_id, *values in quotas},
            )
