"""Alembic's entry: runs on the connection, and in the transaction, that storage/engine/schema.py hands over.

Batch mode, as SQLite changes a table only by building it anew.
"""

from __future__ import annotations

from alembic import context

from storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
