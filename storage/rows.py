"""What every table is made from: one catalogue of them all, and the base of their classes."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from storage.keys import NAMES

METADATA = MetaData(naming_convention=NAMES)


class Row(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


def table_of(model: type[SQLModel]) -> Table:
    return METADATA.tables[str(model.__tablename__)]
