"""Alembic's changes of the tables, oldest first under versions/; storage/schema.py runs them."""
