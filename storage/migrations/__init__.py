"""Alembic's changes of the tables, oldest first under versions/; storage/engine/schema.py runs them."""
