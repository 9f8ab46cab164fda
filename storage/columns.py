"""How values stand in columns, the same on both databases: moments as integers, JSON as readable text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, String, Text, type_coerce
from sqlalchemy.types import TypeDecorator

from storage import json_text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware moment as whole microseconds since 1970 in UTC: exact, ordered, and without a zone to lose.

    SQLite has no type for moments; integers compare and index alike on both databases.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Raises ValueError for a moment without zone: which moment it means cannot be known."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored moment must carry its time zone.")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


def shift(moment: ColumnElement[datetime], by: timedelta) -> ColumnElement[datetime]:
    """That much later than the moment in a column; to be compared with a moment, and not looked up by an index."""
    microseconds: ColumnElement[int] = type_coerce(moment, BigInteger) + by // MICROSECOND
    return type_coerce(microseconds, Moment)


class Json(TypeDecorator[Any]):
    """A JSON value as text, Thai readable. Nothing queries into it, so no JSON type is needed."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, _dialect: Dialect) -> str | None:
        return None if value is None else json_text.dump(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> object:
        return None if value is None else json_text.load(value)


class Word(TypeDecorator[StrEnum]):
    """A word of a vocabulary, as its text."""

    impl = String
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self._words = {str(word): word for word in vocabulary}

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Raises ValueError for what is no word of the vocabulary."""
        return None if value is None else str(self._find(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._find(value)

    def _find(self, value: str) -> StrEnum:
        """Looked up: calling an enum takes several times as long, and this is done for every row."""
        found = self._words.get(value)
        if found is None:
            raise ValueError(f"{value!r} is not a valid {self.vocabulary.__name__}")
        return found
