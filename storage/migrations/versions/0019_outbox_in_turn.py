"""What waits for one person is found at once: an answer looks for the one before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_UNSETTLED = sa.text("outcome IS NULL")
_NOTICES = sa.text("outcome IS NULL AND kind NOT IN ('reply', 'free_reply')")


def upgrade() -> None:
    op.drop_index("ix_outbox_notices", "outbox")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["office_id", "recipient"],
        sqlite_where=_UNSETTLED,
        postgresql_where=_UNSETTLED,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index(
        "ix_outbox_notices", "outbox", ["office_id", "recipient"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )
