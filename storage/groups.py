"""The one LINE group an office bound for its summaries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.engine.repository import Repository, insert_or_update
from storage.records import BoundGroup
from storage.tables import GROUP

_OWN = GROUP.c.office_id == bindparam("office")
_LAST = select(GROUP.c.group_id, GROUP.c.bound_at, GROUP.c.bound_by, GROUP.c.left_at).where(_OWN)
_BIND = insert_or_update(GROUP, ("group_id", "bound_at", "bound_by", "left_at"))
_STAYING = _OWN & GROUP.c.left_at.is_(None)
_LEFT = (
    update(GROUP)
    .where(_STAYING, GROUP.c.group_id == bindparam("of_group"))
    .values(left_at=bindparam("at"), group_id="")
)


class Groups(Repository):
    def bind(self, group: BoundGroup) -> None:
        """Send summaries to this group from now on, and to no other."""
        row = {
            "group_id": group.group_id,
            "bound_at": group.bound_at,
            "bound_by": group.bound_by,
            "left_at": group.left_at,
        }
        self._insert(_BIND, row)

    def current(self) -> BoundGroup | None:
        """None where no group was bound, or the bot was removed from it."""
        group = self.newest()
        return group if group and group.left_at is None else None

    def newest(self) -> BoundGroup | None:
        """Also where the bot was removed from it since (`left_at`)."""
        row = self._run(_LAST).one_or_none()
        return None if row is None else BoundGroup(row.group_id, row.bound_at, row.bound_by, row.left_at)

    def mark_left(self, group_id: str, at: datetime) -> bool:
        """The bot was removed from a group, whose id is forgotten; False where it was not the bound one."""
        return self._changed(_LEFT, of_group=group_id, at=at)
