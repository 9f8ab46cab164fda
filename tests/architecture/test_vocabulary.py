"""The words of the typed vocabularies are written once: elsewhere their members are named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from bot.usecases.ports import Verdict
from messages.project import ReportState
from storage.kinds import DeliveryKind
from storage.vocabulary import AttemptReason, AttemptResult, DeliveryOutcome, PhotoState, Role, SubmissionState

ROOT = Path(__file__).parents[2]
VOCABULARIES: tuple[type[StrEnum], ...] = (
    AttemptReason,
    AttemptResult,
    DeliveryKind,
    DeliveryOutcome,
    PhotoState,
    ReportState,
    Role,
    SubmissionState,
    Verdict,
)
WORDS = {str(word) for vocabulary in VOCABULARIES for word in vocabulary}
IN_SQL = re.compile(r"'(\w+)'")
ELSEWHERE = ("bot/simulator/", "storage/migrations/")
"""LINE's own words, which know nothing of the product; and what old releases stored, which does not change."""

ORDINARY = {
    ("bot/line/menus.py", "rate"): "why menus failed",
    ("bot/line/menus.py", "refused"): "why menus failed",
    ("bot/line/menus.py", "unavailable"): "why menus failed",
    ("bot/line/messenger.py", "reply"): "a call of LINE's API",
    ("bot/line/messenger.py", "unavailable"): "what LINE gave of a photo",
    ("bot/usecases/photos/fetching.py", "no_channel"): "why a photo waits, for the log",
    ("bot/usecases/setup/office_file.py", "summary"): "a section of the office file",
    ("bot/usecases/setup/plan_reading.py", "refused"): "a key of the reader's answer",
    ("bot/web/app.py", "failed"): "what became of an event",
    ("bot/web/app.py", "kept"): "what became of an event",
    ("bot/web/documents.py", "failed"): "a page",
    ("bot/web/documents.py", "unknown"): "a page",
    ("messages/chat/review.py", "sent"): "a text",
    ("messages/documents/official/narrative_sheets.py", "kept"): "a column",
    ("messages/plans/matching.py", "moved"): "a doubt about a plan's row",
    ("messages/sheets/number_formats.py", "unknown"): "a kind of token",
    ("storage/documents.py", "draft"): "a column",
    ("storage/offices.py", "summary"): "a column",
    ("storage/queue.py", "held"): "a statement's parameter",
    ("storage/tables.py", "quota"): "a table",
}
"""(module, word) of strings that are spelled like a member and mean something else, and what they mean."""


def bare_words(root: Path) -> set[tuple[str, str]]:
    """(module, word) of every string that is spelled like a member where a member could stand."""
    files = [file for package in ("bot", "messages", "storage") for file in sorted((root / package).rglob("*.py"))]
    named = {str(file.relative_to(root)): file for file in files}
    return {
        (name, word)
        for name, file in named.items()
        if not name.startswith(ELSEWHERE)
        for word in _words(ast.parse(file.read_text("utf-8")))
    }


def _words(node: ast.AST) -> Iterator[str]:
    for child in _without_names(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield from WORDS & {child.value, *IN_SQL.findall(child.value)}
        yield from _words(child)


def _without_names(node: ast.AST) -> Iterator[ast.AST]:
    """The node's children, but for definitions (StrEnum, Literal) and names of fields (`{"x": …}`, `y["x"]`)."""
    match node:
        case ast.ClassDef(bases=[ast.Name(id="StrEnum")], body=body):
            yield from (one for one in body if isinstance(one, ast.FunctionDef))
        case ast.Dict(keys=keys, values=values):
            yield from (key for key in keys if key and not isinstance(key, ast.Constant))
            yield from values
        case ast.Subscript(value=ast.Name(id="Literal")):
            pass
        case ast.Subscript(value=value, slice=ast.Constant()):
            yield value
        case ast.Call(func=ast.Attribute(attr="get") as function, args=[ast.Constant(), *others]):
            yield from (function, *others)
        case _:
            yield from ast.iter_child_nodes(node)


def test_no_word_of_a_vocabulary_is_written_outside_its_definition() -> None:
    assert bare_words(ROOT) - ORDINARY.keys() == set()


def test_every_ordinary_word_still_stands_where_it_is_allowed() -> None:
    assert ORDINARY.keys() - bare_words(ROOT) == set()


@pytest.mark.parametrize(
    ("planted", "word"),
    [
        ('is_reply = delivery.kind == "reply"', "reply"),
        ('PLANNERS = frozenset({"planner", person.role})', "planner"),
        ('match state:\n    case "returned":\n        pass', "returned"),
        ('work.submissions.set_state(report, state="accepted")', "accepted"),
        ("WAITING = \"SELECT id FROM outbox WHERE outcome IN ('doubtful')\"", "doubtful"),
        ('KINDS = {kind: "opening"}', "opening"),
        ('class Report:\n    state: str = "missing"', "missing"),
    ],
)
def test_a_bare_word_would_be_found(tmp_path: Path, planted: str, word: str) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/module.py").write_text(planted, "utf-8")
    assert bare_words(tmp_path) == {("bot/module.py", word)}


@pytest.mark.parametrize(
    "planted",
    [
        'section = {"summary": {}}',
        'refused = answer["refused"]',
        'section = table.get("summary", {})',
        'class Page(StrEnum):\n    FAILED = "failed"',
        'Reason = Literal["rate", "token"]',
        'text = say("check.kind.reply")',
    ],
)
def test_a_name_that_is_spelled_like_a_word_is_left_in_peace(tmp_path: Path, planted: str) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/module.py").write_text(planted, "utf-8")
    assert bare_words(tmp_path) == set()
