"""A project is known by an id of its own, not by its number; one the plan holds no more is kept.

Every project there is has its number as id, so that buttons sent before and documents written before still mean it.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_PROJECT = (
    "office_id, fiscal_year, no, name, group_name, fund, heading, budget, plan_q1, plan_q2, plan_q3, plan_q4, details"
)
_SUBMISSION = (
    "office_id, id, round_id, revision, person_id, form, form_version, answers, submitted_at, late, state, parts"
)
_OUT_OF_PLAN = 1_000_000
"""Added to the id of a project the plan holds no more, to be a number that no plan gives."""


def upgrade() -> None:
    _set_aside()
    _create_project(sa.Column("id", sa.Integer(), nullable=False), sa.Column("removed_at", sa.BigInteger()))
    _create_assignment("project_id", "id")
    _create_submission("project_id")
    op.execute(f"INSERT INTO project ({_PROJECT}, id) SELECT {_PROJECT}, no FROM project_before")
    op.execute(
        "INSERT INTO assignment (office_id, fiscal_year, project_id, person_id) "
        "SELECT office_id, fiscal_year, project_no, person_id FROM assignment_before"
    )
    op.execute(
        f"INSERT INTO submission ({_SUBMISSION}, project_id) SELECT {_SUBMISSION}, project_no FROM submission_before"
    )
    _drop_set_aside()
    # Within a text a quotation mark has a backslash before it: only the name itself is met.
    op.execute("""UPDATE conversation SET state = REPLACE(state, '"project_no":', '"project_id":')""")


def downgrade() -> None:
    """The earlier version knows projects by number; what hangs on one that is out of the plan waits under no number."""
    numbers = _numbers()
    _set_aside()
    _create_project()
    _create_assignment("project_no", "no")
    _create_submission("project_no")
    op.execute(f"INSERT INTO project ({_PROJECT}) SELECT {_PROJECT} FROM project_before WHERE removed_at IS NULL")
    op.execute(
        "INSERT INTO assignment (office_id, fiscal_year, project_no, person_id) "
        "SELECT a.office_id, a.fiscal_year, p.no, a.person_id FROM assignment_before a JOIN project_before p "
        "ON p.office_id = a.office_id AND p.fiscal_year = a.fiscal_year AND p.id = a.project_id "
        "WHERE p.removed_at IS NULL"
    )
    op.execute(
        f"INSERT INTO submission ({_SUBMISSION}, project_no) SELECT {', '.join(f's.{each}' for each in _columns())}, "
        f"CASE WHEN p.id IS NULL OR p.removed_at IS NOT NULL THEN s.project_id + {_OUT_OF_PLAN} ELSE p.no END "
        "FROM submission_before s JOIN round r ON r.office_id = s.office_id AND r.id = s.round_id "
        "LEFT JOIN project_before p "
        "ON p.office_id = s.office_id AND p.fiscal_year = r.fiscal_year AND p.id = s.project_id"
    )
    _drop_set_aside()
    _renumber_drafts(numbers)


def _columns() -> list[str]:
    return _SUBMISSION.split(", ")


def _set_aside() -> None:
    """The rows of the three tables, which are then made anew: no key of theirs stays as it was."""
    for table in ("submission", "assignment", "project"):
        op.execute(f"CREATE TABLE {table}_before AS SELECT * FROM {table}")
        op.drop_table(table)


def _drop_set_aside() -> None:
    for table in ("submission", "assignment", "project"):
        op.drop_table(f"{table}_before")


def _create_project(*identity: sa.Column[Any]) -> None:
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
        *(sa.Column(f"plan_q{quarter}", sa.BigInteger()) for quarter in (1, 2, 3, 4)),
        sa.Column("details", sa.Text(), nullable=False, server_default="{}"),
        *identity,
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_project_office_id"),
        sa.PrimaryKeyConstraint("office_id", "fiscal_year", "id" if identity else "no", name="pk_project"),
    )


def _create_assignment(project: str, key: str) -> None:
    op.create_table(
        "assignment",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column(project, sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "fiscal_year", project],
            ["project.office_id", "project.fiscal_year", f"project.{key}"],
            name=f"fk_assignment_office_id_fiscal_year_{project}",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "person_id"],
            ["person.office_id", "person.id"],
            name="fk_assignment_office_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("office_id", "fiscal_year", project, "person_id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_office_id_person_id", "assignment", ["office_id", "person_id"])


def _create_submission(project: str) -> None:
    op.create_table(
        "submission",
        sa.Column("office_id", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column(project, sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False, server_default="[]"),
        sa.CheckConstraint("state IN ('submitted', 'returned', 'accepted')", name="ck_submission_state"),
        sa.ForeignKeyConstraint(
            ["office_id", "round_id"], ["round.office_id", "round.id"], name="fk_submission_office_id_round_id"
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name="pk_submission"),
        sa.UniqueConstraint(
            "office_id", "round_id", project, "revision", name=f"uq_submission_office_id_round_id_{project}_revision"
        ),
    )
    op.create_index("ix_submission_office_id_person_id", "submission", ["office_id", "person_id"])


def _numbers() -> dict[tuple[str, str, int], int]:
    """By office, round and project id; of those that are in the plan."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT p.office_id, r.id, p.id, p.no FROM project p "
            "JOIN round r ON r.office_id = p.office_id AND r.fiscal_year = p.fiscal_year WHERE p.removed_at IS NULL"
        )
    )
    return {(office, round_, project): no for office, round_, project, no in rows}


def _renumber_drafts(numbers: dict[tuple[str, str, int], int]) -> None:
    conversation = sa.table("conversation", *(sa.column(name) for name in ("office_id", "person_id", "state")))
    for row in list(op.get_bind().execute(sa.select(conversation))):
        state = json.loads(row.state)
        for draft in state.get("drafts", ()):
            project = draft.pop("project_id")
            known = numbers.get((row.office_id, draft["round_id"], project))
            draft["project_no"] = project + _OUT_OF_PLAN if known is None else known
            for later in ("no", "based_on"):
                draft.pop(later, None)
        this = (conversation.c.office_id == row.office_id) & (conversation.c.person_id == row.person_id)
        op.execute(conversation.update().where(this).values(state=json.dumps(state)))
