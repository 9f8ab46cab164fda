"""The tables of plans; the others, and what holds for all of them, are in tables.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.columns import Json, Moment
from storage.rows import Row as _Row
from storage.rows import table_of as _table


class _ProjectRow(_Row, table=True):
    __tablename__ = "project"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    fiscal_year: int = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    no: int
    name: str
    group_name: str
    fund: str
    heading: str
    budget: int = Field(sa_type=BigInteger)
    plan_q1: int | None = Field(default=None, sa_type=BigInteger)
    plan_q2: int | None = Field(default=None, sa_type=BigInteger)
    plan_q3: int | None = Field(default=None, sa_type=BigInteger)
    plan_q4: int | None = Field(default=None, sa_type=BigInteger)
    details: Any = Field(sa_type=Json, nullable=False, sa_column_kwargs={"server_default": "{}"})
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class _PlanVersionRow(_Row, table=True):
    __tablename__ = "plan_version"

    office_id: str = Field(primary_key=True, foreign_key="office.id")
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fiscal_year: int
    at: datetime = Field(sa_type=Moment)
    projects: Any = Field(sa_type=Json, nullable=False)
    undone: bool


PROJECT = _table(_ProjectRow)
PLAN_VERSION = _table(_PlanVersionRow)
