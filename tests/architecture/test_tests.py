"""The tests tested: each can fail, is named by a sentence, uses no mock and is never skipped without a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
FEWEST_WORDS = 2
EXPECTING = re.compile("^(expect|assert|fail|raises|warns)(_|$)")
MOCKS = {"unittest", "pytest_mock"}
SKIPS = {"skip", "xfail"}
SLEEP = re.compile(r"(time\.|asyncio\.)?sleep|(threading\.)?Event\(\)\.wait|.*\.wait_for_timeout")
MAY_SLEEP = ("bench/", "support/waiting.py")


def each_test(source: str) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def name_of(called: ast.expr) -> str:
    """The last name of what is called: `raises` of `pytest.raises`."""
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def can_fail(test: ast.FunctionDef) -> bool:
    calls = [node for node in ast.walk(test) if isinstance(node, ast.Call)]
    asserts = any(isinstance(node, ast.Assert) for node in ast.walk(test))
    return asserts or any(EXPECTING.match(name_of(call.func)) for call in calls)


def idle_tests(source: str) -> list[str]:
    """Tests that expect nothing, and so would pass whatever happens."""
    return [test.name for test in each_test(source) if not can_fail(test)]


def curt_names(source: str) -> list[str]:
    """Tests whose name is no sentence."""
    return [test.name for test in each_test(source) if test.name.removeprefix("test_").count("_") < FEWEST_WORDS - 1]


def namesakes(source: str) -> list[str]:
    """Tests that a later one of the same name hides."""
    names = [test.name for test in each_test(source)]
    return sorted({name for name in names if names.count(name) > 1})


def mocks(source: str) -> list[str]:
    """Imports of what replaces code by mocks, and tests that ask for them."""
    imported: list[str] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                imported += [alias.name for alias in names]
            case ast.ImportFrom(module=str(module)):
                imported.append(module)
            case ast.arg(arg="mocker"):
                imported.append("pytest_mock")
    return [module for module in imported if module.partition(".")[0] in MOCKS]


def silent_skips(source: str) -> list[str]:
    """Skip marks, and skips without a reason."""
    tree = ast.parse(source)
    marks = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in SKIPS]
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and (node.args or node.keywords)]
    told = [node for node in calls if isinstance(node, ast.Attribute) and name_of(node.value) == "pytest"]
    return [ast.unparse(mark) for mark in marks if mark not in told]


def reaches_outside(file: Path, source: str) -> list[str]:
    """Paths that leave the repository: a stranger's machine does not have what is there."""
    found = [
        (ast.unparse(node), node.slice.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "Path(__file__).parents"
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, int)
    ]
    above = [text for text, steps in found if not file.parents[steps].is_relative_to(ROOT)]
    return above + re.findall(r"\bROOT\.parent\b", source)


def sleeps(source: str) -> list[str]:
    """What waits for a time; tests/support/waiting.py waits for states."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if SLEEP.fullmatch(ast.unparse(call.func))]


CHECKS = (idle_tests, curt_names, namesakes, mocks, silent_skips, sleeps)


@pytest.mark.parametrize("check", CHECKS)
def test_the_tests_pass_their_own_check(check: Callable[[str], list[str]]) -> None:
    sources = [file for file in sorted(TESTS.rglob("*.py")) if file != Path(__file__)]
    found = {str(file.relative_to(TESTS)): check(file.read_text("utf-8")) for file in sources}
    may = MAY_SLEEP if check is sleeps else ()
    assert len(found) > 30
    assert {file: faults for file, faults in found.items() if faults and not file.startswith(may)} == {}


def test_no_test_needs_what_lies_outside_the_repository() -> None:
    found = {
        str(file.relative_to(TESTS)): reaches_outside(file, file.read_text("utf-8")) for file in TESTS.rglob("*.py")
    }
    assert {file: paths for file, paths in found.items() if paths} == {}


def test_a_path_that_leaves_the_repository_would_be_found() -> None:
    file = TESTS / "bot" / "test_it.py"
    assert reaches_outside(file, "DATA = Path(__file__).parents[3] / 'data'") == ["Path(__file__).parents[3]"]
    assert reaches_outside(file, "DATA = ROOT" + ".parent / 'data'") == ["ROOT" + ".parent"]
    assert reaches_outside(file, "DATA = Path(__file__).parents[2] / 'data'") == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (idle_tests, "def test_that_it_only_runs():\n    run()"),
        (curt_names, "def test_amount():\n    assert 1"),
        (namesakes, "def test_that_it_is_so():\n    assert 1\ndef test_that_it_is_so():\n    assert 2"),
        (mocks, "from unittest.mock import Mock"),
        (mocks, "from unittest import mock"),
        (mocks, "def test_that_it_is_so(mocker):\n    assert mocker"),
        (silent_skips, "@pytest.mark.skip('later')\ndef test_that_it_is_so():\n    assert 1"),
        (silent_skips, "pytest.skip()"),
        (sleeps, "time.sleep(1)"),
        (sleeps, "sleep(1)"),
        (sleeps, "async def run():\n    await asyncio.sleep(1)"),
        (sleeps, "Event().wait(0.5)"),
        (sleeps, "view.page.wait_for_timeout(300)"),
        (silent_skips, "@pytest.mark.xfail\ndef test_that_it_is_so():\n    assert 1"),
    ],
)
def test_a_test_that_proves_nothing_would_be_found(check: Callable[[str], list[str]], source: str) -> None:
    assert check(source) != []


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "source",
    [
        "def test_that_it_is_so():\n    assert 1",
        "def test_that_it_is_refused():\n    with pytest.raises(ValueError):\n        run()",
        "def test_that_it_is_told():\n    expect_reply('x')",
        "pytest.skip('the data is not here')",
        "stopped.wait(5)",
    ],
)
def test_a_sound_test_is_left_in_peace(check: Callable[[str], list[str]], source: str) -> None:
    assert check(source) == []
