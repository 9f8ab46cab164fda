"""A delivery may end doubtful: nobody can say whether LINE took it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_NAMED = {"'sent', 'failed'": "ck_outbox_ck_outbox_outcome", "'sent', 'failed', 'doubtful'": "ck_outbox_outcome"}
"""The outcomes there are, and what their constraint is called."""
_OLD, _NEW = _NAMED


def upgrade() -> None:
    _move("ix_outbox_failed", _OLD, _NEW, "ix_outbox_unsaid", "outcome IN ('failed', 'doubtful')")
    op.execute(
        "UPDATE outbox SET outcome = 'doubtful'"
        " WHERE outcome = 'failed' AND (error LIKE 'unknown%' OR error LIKE 'unavailable:5%')"
    )


def downgrade() -> None:
    op.execute("UPDATE outbox SET outcome = 'failed' WHERE outcome = 'doubtful'")
    _move("ix_outbox_unsaid", _NEW, _OLD, "ix_outbox_failed", "outcome = 'failed'")


def _move(old_index: str, old: str, new: str, new_index: str, where: str) -> None:
    op.drop_index(old_index, "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(op.f(_NAMED[old]), type_="check")
        batch.create_check_constraint(op.f(_NAMED[new]), f"outcome IN ({new})")
    which = sa.text(where)
    op.create_index(new_index, "outbox", ["office_id", "created_at"], sqlite_where=which, postgresql_where=which)
