"""People's words live in messages/: no Thai elsewhere, every text id known and used, every sentence well formed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from messages.texts import catalogue

ROOT = Path(__file__).parents[2]
THAI = re.compile("[\u0e00-\u0e7f]")

COMPOSED = {
    "check.kind.": "the kind of a delivery",
    "commands.": "each command's help, by its name",
    "conversation.not_": "what was not understood, by the kind of question",
    "conversation.receipt.": "in time or late",
    "conversation.review.": "the computed rows of the review card",
    "conversation.state.": "a project's state",
    "export.": "columns and states of the table",
    "notices.role.": "a person's role",
    "office.expected.": "what a key of the office file must be",
    "office.what.": "a field of the office or a round",
    "people.state.": "a person's state",
    "plan.field.": "a field of a project",
    "plan.role.": "a column of the plan",
    "status.": "a project's status",
    "storage.": "a storage error, by its class",
    "summary.due.": "before, on or after the deadline",
}
"""Beginnings of ids that are put together from values, and from what."""


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def files_with_thai(root: Path) -> list[str]:
    """Files of bot/ and storage/ that hold a Thai letter."""
    files = [*sorted((root / "bot").rglob("*")), *sorted((root / "storage").rglob("*"))]
    texts = [file for file in files if file.suffix in {".py", ".html", ".js", ".css", ".toml", ".mako"}]
    return [str(file.relative_to(root)) for file in texts if THAI.search(file.read_text("utf-8"))]


def test_no_thai_letter_stands_outside_messages() -> None:
    assert files_with_thai(ROOT) == []


def test_a_thai_letter_in_bot_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "storage").mkdir()
    (tmp_path / "bot" / "module.py").write_text('"""ก"""\n', "utf-8")
    assert files_with_thai(tmp_path) == ["bot/module.py"]


def literal_ids() -> set[str]:
    """Every string constant in the sources that could be a text id."""
    found: set[str] = set()
    for source in sources("bot", "messages"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def said_ids() -> Iterator[tuple[str, str]]:
    """(file, id) of every call of say, plain or refuse with a literal id."""
    for source in sources("bot", "messages"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in {"say", "plain", "refuse"} and isinstance(node.args[0].value, str):
                    yield source.name, node.args[0].value


def test_every_text_said_is_in_the_catalogue() -> None:
    unknown = [(file, text_id) for file, text_id in said_ids() if "." in text_id and text_id not in catalogue()]
    assert unknown == []


def test_every_text_of_the_catalogue_is_said() -> None:
    literal = literal_ids()
    unused = [text_id for text_id in catalogue() if text_id not in literal and not text_id.startswith(tuple(COMPOSED))]
    assert unused == []


@pytest.mark.parametrize("text_id", catalogue())
def test_a_sentence_is_well_formed(text_id: str) -> None:
    text = catalogue()[text_id]
    assert text == text.rstrip()
    assert all(name and name.isidentifier() for _, name, _, _ in Formatter().parse(text) if name is not None)
    for wrong in ("!", "ค่ะ", "ครับ", "  "):
        assert wrong not in text
    assert not re.search(r"[^\s]ๆ|ๆ[^\s·,)\"]", text), "a space stands before and after mai yamok"
