"""Keys and indexes that several tables share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ForeignKeyConstraint, Index, text

from storage.kinds import DeliveryKind
from storage.vocabulary import DeliveryOutcome, PhotoState


def sql_list(words: Iterable[str]) -> str:
    """A list of words as SQL spells it."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


NAMES: Mapping[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""What keys, indexes and constraints are called in the database, by kind."""

IS_NOTICE = f"kind NOT IN {sql_list(kind for kind in DeliveryKind if kind.traits.is_answer)}"
"""Of a delivery: nobody waits for it as for an answer."""
IS_OPEN_PHOTO = f"state IN {sql_list((PhotoState.WAITING, PhotoState.ERASING))}"
"""Of a photo: a worker is to see to it. Word for word in its index."""
IS_UNSAID = f"outcome IN {sql_list((DeliveryOutcome.FAILED, DeliveryOutcome.DOUBTFUL))}"
"""Of a delivery: it was given up. Word for word in its index and in statements that use it."""


def of_person() -> ForeignKeyConstraint:
    """What belongs to a person goes with the person."""
    return ForeignKeyConstraint(["office_id", "person_id"], ["person.office_id", "person.id"], ondelete="CASCADE")


def of_project() -> ForeignKeyConstraint:
    """What belongs to a project of a year's plan goes with the project."""
    mine = ["office_id", "fiscal_year", "project_id"]
    return ForeignKeyConstraint(mine, ["project.office_id", "project.fiscal_year", "project.id"], ondelete="CASCADE")


def of_round() -> ForeignKeyConstraint:
    """What belongs to a round."""
    return ForeignKeyConstraint(["office_id", "round_id"], ["round.office_id", "round.id"])


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of those rows alone of which `where` is true."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
