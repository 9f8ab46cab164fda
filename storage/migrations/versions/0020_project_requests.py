"""Owners may ask the planners to be rid of a project, or to have it handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project_request",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("successor_id", sa.Uuid()),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("outcome", sa.String()),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("owner_told_at", sa.BigInteger()),
        sa.Column("successor_told_at", sa.BigInteger()),
        sa.CheckConstraint("outcome IN ('granted', 'denied', 'withdrawn')", name="ck_project_request_outcome"),
        sa.ForeignKeyConstraint(
            ["office_id", "person_id"],
            ["person.office_id", "person.id"],
            name="fk_project_request_office_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "fiscal_year", "project_id"],
            ["project.office_id", "project.fiscal_year", "project.id"],
            name="fk_project_request_office_id_fiscal_year_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_project_request"),
    )
    op.create_index("ix_project_request_office_id_person_id", "project_request", ["office_id", "person_id"])
    op.create_index(
        "ix_project_request_open",
        "project_request",
        ["office_id", "person_id", "fiscal_year", "project_id"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("project_request")
