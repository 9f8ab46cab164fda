"""Photos people send, and the messages a report's texts were put together from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_photo()
    op.add_column("submission", sa.Column("parts", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_submission_office_id_person_id", "submission", ["office_id", "person_id"])


def downgrade() -> None:
    op.drop_index("ix_submission_office_id_person_id", "submission")
    op.drop_column("submission", "parts")
    op.drop_table("photo")


def _create_photo() -> None:
    op.create_table(
        "photo",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reply_token", sa.String()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'kept', 'erasing')", name="ck_photo_state"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_photo_office_id"),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_photo"),
        sa.UniqueConstraint("office_id", "message_id", name="uq_photo_office_id_message_id"),
    )
    op.create_index("ix_photo_office_id_session", "photo", ["office_id", "session"])
    op.create_index(
        "ix_photo_open",
        "photo",
        ["due_at"],
        sqlite_where=sa.text("state IN ('waiting', 'erasing')"),
        postgresql_where=sa.text("state IN ('waiting', 'erasing')"),
    )
