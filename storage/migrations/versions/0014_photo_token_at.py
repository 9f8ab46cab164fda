"""A photo knows when its reply token was made; of those that wait already nobody can say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("token_at", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("photo", "token_at")
