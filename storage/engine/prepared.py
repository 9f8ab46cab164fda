"""Statements compiled once a process: SQLAlchemy spells them for either database and converts the values."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, ClauseElement, Dialect, Executable, Select, bindparam
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]


class Rows(list[Any]):
    """The rows of a SELECT as named tuples. `written`: how many rows any other statement wrote."""

    written = 0

    def one_or_none(self) -> Any:
        """The only row, None where there is none. Raises ValueError where there are more."""
        if not self:
            return None
        (row,) = self
        return row

    def scalar(self) -> Any:
        """The first value of the first row, None where there is none."""
        return self[0][0] if self else None

    def scalars(self) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in self]


class PreparedStatement:
    """One statement for one database and one set of values to come."""

    def __init__(self, statement: Executable, dialect: Dialect, names: Iterable[str]) -> None:
        compiled = cast(SQLCompiler, cast(ClauseElement, statement).compile(dialect=dialect, column_keys=list(names)))
        if compiled.post_compile_params:
            raise ValueError("a list of unknown length in a statement: see list_places()")
        missing = {name for bind, name in compiled.bind_names.items() if bind.required} - set(names)
        if missing:
            raise ValueError(f"no value for {', '.join(sorted(missing))}")
        self._sql = compiled.string
        self._by_place = compiled.positiontup is not None
        self._fixed = {
            name: value for name, value in compiled.construct_params(_check=False).items() if name not in names
        }
        converting = _binding(compiled, dialect)
        self._binds = [(name, converting[name]) for name in compiled.positiontup or converting]
        self._row, self._convert = _row_of(statement, dialect)

    def run(self, raw: Any, values: Values) -> Rows:
        """On a driver's connection, in its open transaction."""
        cursor = raw.execute(self._sql, self._bound(values))
        if self._row:
            return Rows(map(self._row, self._converted(cursor.fetchall())))
        rows = Rows()
        rows.written = cursor.rowcount
        return rows

    def run_all(self, raw: Any, rows: Sequence[Values]) -> int:
        """Once for each; how many rows were written."""
        cursor = raw.cursor()
        cursor.executemany(self._sql, [self._bound(values) for values in rows])
        return int(cursor.rowcount)

    def _bound(self, values: Values) -> Sequence[Any] | Values:
        given = {**self._fixed, **values} if self._fixed else values
        if self._by_place:
            return [convert(given[name]) if convert else given[name] for name, convert in self._binds]
        return {name: convert(given[name]) if convert else given[name] for name, convert in self._binds}

    def _converted(self, rows: Sequence[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        if not self._convert:
            return rows
        return [self._converted_row(list(row)) for row in rows]

    def _converted_row(self, row: list[Any]) -> list[Any]:
        for place, convert in self._convert:
            row[place] = convert(row[place])
        return row


def list_values(values: Sequence[Any]) -> dict[str, Any]:
    """What `list_places(len(…))` take: the list filled up by its last to a power of two, so that few statements do."""
    many = 1 << (len(values) - 1).bit_length()
    return {f"listed_{place}": values[min(place, len(values) - 1)] for place in range(many)}


def list_places(many: int, type_: TypeEngine[Any] | None = None) -> list[BindParameter[Any]]:
    """What an IN of so many values is compiled with; `type_` where the driver does not know theirs."""
    return [bindparam(f"listed_{place}", type_=type_) for place in range(many)]


_KNOWN: WeakKeyDictionary[Executable, dict[tuple[str, ...], PreparedStatement]] = WeakKeyDictionary()


def compile_statement(statement: Executable, dialect: Dialect, values: Values) -> PreparedStatement:
    """The statement compiled for such values. Raises ValueError where one it needs is missing."""
    spellings = _KNOWN.get(statement)
    if spellings is None:
        spellings = _KNOWN.setdefault(statement, {})
    key = (dialect.name, *values)
    found = spellings.get(key)
    if found is None:
        found = spellings[key] = PreparedStatement(statement, dialect, values)
    return found


def _binding(compiled: SQLCompiler, dialect: Dialect) -> dict[str, Convert | None]:
    """How each value is made what the driver takes; of one that stands in several places any may tell its type."""
    found: dict[str, Convert | None] = {}
    for bind, name in compiled.bind_names.items():
        found[name] = bind.type.dialect_impl(dialect).bind_processor(dialect) or found.get(name)
    return found


def _row_of(statement: Executable, dialect: Dialect) -> tuple[Any, list[tuple[int, Convert]]]:
    """How a row is made of what the driver gives; nothing where the statement gives none."""
    if not isinstance(statement, Select):
        return None, []
    columns = statement.selected_columns
    found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    convert: list[tuple[int, Convert]] = [(place, processor) for place, processor in enumerate(found) if processor]
    row: Any = namedtuple("Row", list(columns.keys()), rename=True)  # type: ignore[misc]
    return row._make, convert
