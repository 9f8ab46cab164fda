"""What each round has told whom: a step is taken once for each target, whoever tries, however often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from storage.engine.repository import Repository, insert_new
from storage.tables import LEDGER

_OF_ROUND = (LEDGER.c.office_id == bindparam("office")) & (LEDGER.c.round_id == bindparam("round_id"))
_TOLD = select(LEDGER.c.target).where(_OF_ROUND, LEDGER.c.step == bindparam("step"))
_HEARD = select(LEDGER.c.target, LEDGER.c.step, LEDGER.c.at).where(_OF_ROUND)
_TOLD_BY = (
    select(LEDGER.c.round_id, LEDGER.c.target, LEDGER.c.step)
    .where(LEDGER.c.office_id == bindparam("office"), LEDGER.c.delivery_id == bindparam("delivery"))
    .order_by(LEDGER.c.round_id, LEDGER.c.target, LEDGER.c.step)
)
_FORGET = delete(LEDGER).where(LEDGER.c.office_id == bindparam("office"), LEDGER.c.target == bindparam("of_target"))
_RECORD = insert_new(LEDGER)
_DATE_BACK = (
    update(LEDGER)
    .where(LEDGER.c.office_id == bindparam("office"), LEDGER.c.at > bindparam("now"))
    .values(at=bindparam("now"))
)


class Ledger(Repository):
    def record(self, round_id: str, target: str, step: str, delivery_id: UUID | None, at: datetime) -> bool:
        """Take a step towards a target; False where it was taken before: then send nothing."""
        row = {"round_id": round_id, "target": target, "step": step, "delivery_id": delivery_id, "at": at}
        return self._insert(_RECORD, row)

    def targets_of(self, round_id: str, step: str) -> frozenset[str]:
        """The targets towards whom the step was taken."""
        return frozenset(self._run(_TOLD, round_id=round_id, step=step).scalars())

    def steps_by_target(self, round_id: str) -> Mapping[str, Mapping[str, datetime]]:
        """When each step was taken, by target and step."""
        found: dict[str, dict[str, datetime]] = {}
        for target, step, at in self._run(_HEARD, round_id=round_id):
            found.setdefault(target, {})[step] = at
        return found

    def date_back(self, now: datetime) -> None:
        """What was told later than `now` (by a clock that was set back since) counts as told now."""
        self._run(_DATE_BACK, now=now)

    def steps_of_delivery(self, delivery_id: UUID) -> Mapping[tuple[str, str], Sequence[str]]:
        """The steps one delivery takes, by round and target."""
        found: dict[tuple[str, str], list[str]] = {}
        for row in self._run(_TOLD_BY, delivery=delivery_id):
            found.setdefault((row.round_id, row.target), []).append(row.step)
        return found

    def forget(self, target: str) -> None:
        """Forget what a target was told: it is out of reach for good, and known by an id that must not be kept."""
        self._run(_FORGET, of_target=target)
