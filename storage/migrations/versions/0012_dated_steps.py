"""A step of the ledger carries its date: what was told of a round counts for the dates the round has now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LEDGER = sa.table(
    "ledger",
    sa.column("office_id", sa.String()),
    sa.column("round_id", sa.String()),
    sa.column("target", sa.String()),
    sa.column("step", sa.String()),
    sa.column("at", sa.BigInteger()),
)
_ROUND = sa.table(
    "round",
    sa.column("office_id", sa.String()),
    sa.column("id", sa.String()),
    sa.column("opens", sa.Date()),
    sa.column("deadline", sa.Date()),
)
_OPENING = _LEDGER.c.step == "open"
_OF_DEADLINE = sa.or_(*(_LEDGER.c.step.like(f"{name}-%") for name in ("before", "overdue", "escalate", "summary")))
_DATE = "-____-__-__"
_DATED = sa.or_(
    *(_LEDGER.c.step.like(f"{name}{_DATE}") for name in ("open", "before-%", "overdue-%", "escalate-%", "summary-%"))
)
_NEW = sa.or_(_LEDGER.c.step.like(f"knew{_DATE}"), _LEDGER.c.step.like(f"moved-%{_DATE}"))


def upgrade() -> None:
    bind = op.get_bind()
    for round_ in bind.execute(sa.select(_ROUND)).all():
        mine = (_LEDGER.c.office_id == round_.office_id) & (_LEDGER.c.round_id == round_.id)
        for steps, day in ((_OPENING, round_.opens), (_OF_DEADLINE, round_.deadline)):
            dated = _LEDGER.c.step + f"-{day.isoformat()}"
            bind.execute(sa.update(_LEDGER).where(mine, steps).values(step=dated))


def downgrade() -> None:
    """Of a step told for two dates the first stays."""
    bind = op.get_bind()
    bind.execute(sa.delete(_LEDGER).where(_NEW))
    told = set[tuple[str, str, str, str]]()
    for row in bind.execute(sa.select(_LEDGER).where(_DATED).order_by(_LEDGER.c.at)).all():
        undated = row.office_id, row.round_id, row.target, row.step[: -len(_DATE)]
        this = sa.and_(*(_LEDGER.c[name] == getattr(row, name) for name in ("office_id", "round_id", "target", "step")))
        if undated in told:
            bind.execute(sa.delete(_LEDGER).where(this))
        else:
            bind.execute(sa.update(_LEDGER).where(this).values(step=undated[-1]))
        told.add(undated)
