"""What an office sets up: itself, its rounds, plans, people, invitations, group and forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_office()
    _create_round()
    _create_project()
    _create_person()
    _create_assignment()
    _create_invitation()
    _create_invitation_miss()
    _create_bound_group()
    _create_form()


def downgrade() -> None:
    op.drop_table("form")
    op.drop_table("bound_group")
    op.drop_table("invitation_miss")
    op.drop_table("invitation")
    op.drop_table("assignment")
    op.drop_table("person")
    op.drop_table("project")
    op.drop_table("round")
    op.drop_table("office")


def _create_office() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("thai_digits", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("channel", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
    )


def _create_round() -> None:
    op.create_table(
        "round",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("quarters", sa.Text(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_round_office_id"),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_round"),
    )


def _create_project() -> None:
    op.create_table(
        "project",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("fund", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("plan_q1", sa.BigInteger()),
        sa.Column("plan_q2", sa.BigInteger()),
        sa.Column("plan_q3", sa.BigInteger()),
        sa.Column("plan_q4", sa.BigInteger()),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_project_office_id"),
        sa.PrimaryKeyConstraint("office_id", "fiscal_year", "no", name="pk_project"),
    )


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("line_user_id", sa.String()),
        sa.Column("consented_at", sa.BigInteger()),
        sa.Column("blocked_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_person_office_id"),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_person"),
        sa.UniqueConstraint("office_id", "line_user_id", name="uq_person_office_id_line_user_id"),
    )


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "fiscal_year", "project_no"],
            ["project.office_id", "project.fiscal_year", "project.no"],
            name="fk_assignment_office_id_fiscal_year_project_no",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "person_id"],
            ["person.office_id", "person.id"],
            name="fk_assignment_office_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office_id", "fiscal_year", "project_no", "person_id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_office_id_person_id", "assignment", ["office_id", "person_id"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.String()),
        sa.Column("enrolled_at", sa.BigInteger()),
        sa.Column("group_bound_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["office_id", "person_id"],
            ["person.office_id", "person.id"],
            name="fk_invitation_office_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office_id", "code_hash", name="pk_invitation"),
    )
    op.create_index("ix_invitation_office_id_person_id", "invitation", ["office_id", "person_id"])


def _create_invitation_miss() -> None:
    op.create_table(
        "invitation_miss",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("line_user_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_invitation_miss_office_id"),
        sa.PrimaryKeyConstraint("office_id", "line_user_id", "at", name="pk_invitation_miss"),
    )


def _create_bound_group() -> None:
    op.create_table(
        "bound_group",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("bound_at", sa.BigInteger(), nullable=False),
        sa.Column("bound_by", sa.Uuid(), nullable=False),
        sa.Column("left_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_bound_group_office_id"),
        sa.PrimaryKeyConstraint("office_id", name="pk_bound_group"),
    )


def _create_form() -> None:
    op.create_table(
        "form",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_form_office_id"),
        sa.PrimaryKeyConstraint("office_id", "id", "version", name="pk_form"),
    )
