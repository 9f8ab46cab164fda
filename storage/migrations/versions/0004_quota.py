"""The month's messages of each office: LINE's limit and count, and what was posted since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quota",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("most", sa.Integer()),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer()),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_quota_office_id"),
        sa.PrimaryKeyConstraint("office_id", name="pk_quota"),
    )


def downgrade() -> None:
    op.drop_table("quota")
