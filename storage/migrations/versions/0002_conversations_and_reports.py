"""What happens in a round: conversations, reports, events served, deliveries and steps taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_conversation()
    _create_inbox()
    _create_submission()
    _create_outbox()
    _create_ledger()


def downgrade() -> None:
    op.drop_table("ledger")
    op.drop_table("outbox")
    op.drop_table("submission")
    op.drop_table("inbox")
    op.drop_table("conversation")


def _create_conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "person_id"],
            ["person.office_id", "person.id"],
            name="fk_conversation_office_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office_id", "person_id", name="pk_conversation"),
    )


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_inbox_office_id"),
        sa.PrimaryKeyConstraint("office_id", "event_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_office_id_received_at", "inbox", ["office_id", "received_at"])


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('submitted', 'returned', 'accepted')", name="ck_submission_state"),
        sa.ForeignKeyConstraint(
            ["office_id", "round_id"],
            ["round.office_id", "round.id"],
            name="fk_submission_office_id_round_id",
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_submission"),
        sa.UniqueConstraint(
            "office_id",
            "round_id",
            "project_no",
            "revision",
            name="uq_submission_office_id_round_id_project_no_revision",
        ),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("reply_token", sa.String()),
        sa.Column("token_at", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempted_at", sa.BigInteger()),
        sa.Column("outcome", sa.String()),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint("outcome IN ('sent', 'failed')", name="ck_outbox_outcome"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_outbox_office_id"),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_failed",
        "outbox",
        ["office_id", "created_at"],
        sqlite_where=sa.text("outcome = 'failed'"),
        postgresql_where=sa.text("outcome = 'failed'"),
    )
    op.create_index(
        "ix_outbox_id",
        "outbox",
        ["id"],
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"])
    op.create_index(
        "ix_outbox_unsettled",
        "outbox",
        ["priority", "due_at", "created_at"],
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def _create_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.Uuid()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "round_id"], ["round.office_id", "round.id"], name="fk_ledger_office_id_round_id"
        ),
        sa.PrimaryKeyConstraint("office_id", "round_id", "target", "step", name="pk_ledger"),
    )
