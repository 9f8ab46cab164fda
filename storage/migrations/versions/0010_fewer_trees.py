"""An event and a delivery are found by their keys alone: a turn writes to fewer trees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_UNSETTLED = sa.text("outcome IS NULL")


def upgrade() -> None:
    op.drop_index("ix_outbox_id", "outbox")
    op.drop_index("ix_inbox_office_id_received_at", "inbox")
    _rebuild_inbox(with_rowid=False)


def downgrade() -> None:
    _rebuild_inbox(with_rowid=True)
    op.create_index("ix_inbox_office_id_received_at", "inbox", ["office_id", "received_at"])
    op.create_index("ix_outbox_id", "outbox", ["id"], sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED)


def _rebuild_inbox(*, with_rowid: bool) -> None:
    """SQLite alone keeps a table in the order of its key; for PostgreSQL there is nothing to do."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.create_table(
        "inbox_anew",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_inbox_office_id"),
        sa.PrimaryKeyConstraint("office_id", "event_id", name="pk_inbox"),
        sqlite_with_rowid=with_rowid,
    )
    op.execute("INSERT INTO inbox_anew SELECT office_id, event_id, received_at FROM inbox")
    op.drop_table("inbox")
    op.rename_table("inbox_anew", "inbox")
