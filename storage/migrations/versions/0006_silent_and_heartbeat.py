"""Deliveries that make no sound, and a row in which the clock shows that it ticks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()))
    heartbeat = op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )
    op.bulk_insert(heartbeat, [{"name": "tick", "times": 0}])


def downgrade() -> None:
    op.drop_table("heartbeat")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("silent")
