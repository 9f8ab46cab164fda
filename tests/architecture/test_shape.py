"""The code stays easy to read: small modules and functions, each module introduced, none for odds and ends."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_MODULE_LINES = 400
SMALL_FUNCTION = 30
MEDIAN_FUNCTION = 10
SMALL_SHARE = 0.9
DRAWERS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    return tuple(file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))


def too_long(source: str) -> bool:
    return len(source.splitlines()) > MAX_MODULE_LINES


def introduced(source: str) -> bool:
    """Whether a module says what it is; one without a line in it need not."""
    tree = ast.parse(source)
    return not tree.body or bool(ast.get_docstring(tree))


def is_drawer(file: Path) -> bool:
    return bool(DRAWERS & set(file.stem.lower().split("_")))


def function_lengths(source: str) -> Iterator[int]:
    """Lines of each function, from `def` to its end."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1


def class_names(source: str) -> Iterator[str]:
    """The name of each class, without the underscore of a private one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")


def defined_twice(sources: Iterable[str]) -> list[str]:
    counts = Counter(name for source in sources for name in class_names(source))
    return sorted(name for name, count in counts.items() if count > 1)


def names_of(files: Iterator[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_no_module_is_longer_than_one_sitting() -> None:
    files = sources("bot", "storage", "messages", "tests")
    assert names_of(file for file in files if too_long(file.read_text("utf-8"))) == []


def test_every_module_says_what_it_is() -> None:
    files = sources("bot", "storage", "messages", "tests")
    assert names_of(file for file in files if not introduced(file.read_text("utf-8"))) == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert names_of(file for file in sources("bot", "storage", "messages", "tests") if is_drawer(file)) == []


def test_every_class_name_has_one_meaning() -> None:
    files = sources("bot", "storage", "messages")
    assert defined_twice(file.read_text("utf-8") for file in files if "migrations" not in file.parts) == []


@pytest.mark.parametrize("package", ["bot", "storage", "messages"])
def test_functions_are_small(package: str) -> None:
    lengths = sorted(length for file in sources(package) for length in function_lengths(file.read_text("utf-8")))
    assert len(lengths) > 50
    assert sum(length < SMALL_FUNCTION for length in lengths) / len(lengths) >= SMALL_SHARE
    assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION


def test_a_module_of_401_lines_would_be_found() -> None:
    assert too_long("pass\n" * 401)
    assert not too_long("pass\n" * 400)


def test_a_module_without_a_word_on_itself_would_be_found() -> None:
    assert not introduced("import os")
    assert introduced('"""The clock."""\nimport os')


def test_a_drawer_would_be_found_by_its_name() -> None:
    assert is_drawer(Path("bot/date_utils.py"))
    assert not is_drawer(Path("bot/clock.py"))


def test_the_length_of_a_function_is_counted_from_its_name_to_its_end() -> None:
    assert list(function_lengths("@cache\ndef one():\n    a = 1\n    return a\n")) == [3]


def test_a_class_name_with_two_meanings_would_be_found() -> None:
    assert defined_twice(["class Row: ...\nclass Table: ...", "class _Row: ..."]) == ["Row"]
