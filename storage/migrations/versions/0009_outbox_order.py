"""The outbox is claimed in its index's order; settled deliveries and notices under way have indexes of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_UNSETTLED = sa.text("outcome IS NULL")
_SETTLED = sa.text("settled_at IS NOT NULL")
_NOTICES = sa.text("outcome IS NULL AND kind NOT IN ('reply', 'free_reply')")


def upgrade() -> None:
    op.drop_index("ix_outbox_unsettled", "outbox")
    op.create_index(
        "ix_outbox_unsettled",
        "outbox",
        ["priority", "due_at", "created_at", "id"],
        sqlite_where=_UNSETTLED,
        postgresql_where=_UNSETTLED,
    )
    op.drop_index("ix_outbox_settled_at", "outbox")
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"], sqlite_where=_SETTLED, postgresql_where=_SETTLED)
    op.create_index(
        "ix_outbox_notices", "outbox", ["office_id", "recipient"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_notices", "outbox")
    op.drop_index("ix_outbox_settled_at", "outbox")
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"])
    op.drop_index("ix_outbox_unsettled", "outbox")
    op.create_index(
        "ix_outbox_unsettled",
        "outbox",
        ["priority", "due_at", "created_at"],
        sqlite_where=_UNSETTLED,
        postgresql_where=_UNSETTLED,
    )
