"""What a plan tells of a project in words (objectives, targets, duration, category), and an office's front matter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("details", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("office", sa.Column("front_name", sa.String()))
    op.add_column("office", sa.Column("front_docx", sa.LargeBinary()))


def downgrade() -> None:
    for table, names in {"office": ("front_docx", "front_name"), "project": ("details",)}.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
