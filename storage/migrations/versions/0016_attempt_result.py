"""How a delivery's attempts ended stands in columns of its own: the result, its reason and a detail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_REASONS = (
    "quota",
    "rate",
    "unavailable",
    "unknown",
    "unreachable",
    "token_gone",
    "no_channel",
    "held",
    "too_old",
    "superseded",
)
"""What an error began with, before a colon; one that is none of them is the status of LINE's refusal."""


def upgrade() -> None:
    op.add_column("outbox", sa.Column("result", sa.String, nullable=True))
    op.add_column("outbox", sa.Column("reason", sa.String, nullable=True))
    op.add_column("outbox", sa.Column("detail", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    errors = connection.execute(sa.text("SELECT DISTINCT error FROM outbox WHERE error <> ''")).scalars().all()
    for error in errors:
        result, reason, detail = _attempt(error)
        connection.execute(
            sa.text("UPDATE outbox SET result = :result, reason = :reason, detail = :detail WHERE error = :error"),
            {"result": result, "reason": reason, "detail": detail, "error": error},
        )
    op.execute("UPDATE outbox SET result = 'accepted' WHERE outcome = 'sent'")
    op.drop_column("outbox", "error")


def _attempt(error: str) -> tuple[str, str, str]:
    """The result, reason and detail of what `error` told."""
    result = "unknown" if error.startswith(("unknown", "unavailable:5")) else "rejected"
    reason, _, detail = error.partition(":")
    return (result, reason, detail) if reason in _REASONS else (result, "refused", error)


def downgrade() -> None:
    op.add_column("outbox", sa.Column("error", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE outbox SET error = CASE WHEN reason = 'refused' THEN detail WHEN detail = '' THEN reason"
        " ELSE reason || ':' || detail END WHERE reason IS NOT NULL"
    )
    for name in ("result", "reason", "detail"):
        op.drop_column("outbox", name)
