"""The one table that belongs to no office: that the clock ticks, and how many erasures left remnants."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from storage.columns import Moment
from storage.tables import METADATA

HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("name", String, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("at", Moment),
)
