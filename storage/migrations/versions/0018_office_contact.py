"""An office may name whom its people can call."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("contact", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("office", "contact")
