"""Every import contract and every banned call, broken once: the check must see it and name it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

VIOLATIONS: Mapping[str, tuple[str, str]] = {
    "packages": ("messages/bubbles.py", "import storage.records"),
    "bot": ("bot/usecases/codes.py", "import bot.web.app"),
    "conversation-pure": ("bot/conversation/events.py", "import bot.clock"),
    "pure": ("messages/postback.py", "import socket"),
    "simulator": ("bot/simulator/__init__.py", "import bot.usecases.codes"),
    "linebot": ("bot/usecases/ports.py", "import linebot"),
    "database": ("bot/usecases/rounds.py", "import sqlalchemy"),
    "tables": ("bot/usecases/scenes.py", "import storage.tables"),
    "thai": ("messages/words.py", "import pythainlp"),
    "documents": ("messages/exports.py", "import python_calamine"),
    "apscheduler": ("bot/usecases/tidying.py", "import apscheduler"),
    "flask": ("bot/commands/office.py", "import flask"),
    "granian": ("bot/commands/plan.py", "import granian"),
    "click": ("bot/usecases/steps.py", "import click"),
    "no-cycles": ("messages/project.py", "import messages.prompts"),
}
"""A file, and a line put on top of its imports, for each contract of pyproject.toml."""

CALLS: Mapping[str, tuple[str, str]] = {
    "datetime.datetime.now": ("bot/usecases/codes.py", "from datetime import datetime\nprint(datetime.now())"),
    "datetime.date.today": ("messages/postback.py", "from datetime import date\nprint(date.today())"),
    "os.getenv": ("storage/records.py", 'import os\nprint(os.getenv("X"))'),
    "os.environ": ("bot/web/app.py", 'import os\nprint(os.environ["X"])'),
    "time.time": ("bot/usecases/tidying.py", "import time\nprint(time.time())"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("bot", "storage", "messages"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(copy: Path, file: str, line: str) -> None:
    target = copy / file
    source = target.read_text("utf-8")
    marker = "from __future__ import annotations\n"
    head, found, tail = source.partition(marker)
    target.write_text(f"{head}{found}{line}\n{tail}" if found else f"{source}\n{line}\n", "utf-8")


def broken_contracts(copy: Path) -> tuple[int, set[str]]:
    run = subprocess.run([BIN / "lint-imports", "--no-cache"], cwd=copy, capture_output=True, text=True, check=False)
    return run.returncode, {line.removesuffix(" BROKEN") for line in run.stdout.splitlines() if line.endswith(" BROKEN")}


def names() -> dict[str, str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in contracts}


def test_every_contract_has_its_violation_here() -> None:
    assert set(names()) == set(VIOLATIONS)


def test_the_tree_as_it_stands_breaks_nothing(copy: Path) -> None:
    assert broken_contracts(copy) == (0, set())


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violation_is_seen_and_named(copy: Path, contract: str) -> None:
    plant(copy, *VIOLATIONS[contract])
    code, broken = broken_contracts(copy)
    assert code != 0
    assert names()[contract] in broken


def test_a_new_module_of_bot_must_find_its_layer(copy: Path) -> None:
    (copy / "bot" / "annex.py").write_text('"""Nowhere."""\n', "utf-8")
    code, broken = broken_contracts(copy)
    assert code != 0
    assert names()["bot"] in broken


@pytest.mark.parametrize("call", CALLS)
def test_a_banned_call_is_seen_and_told_where_it_is_allowed(copy: Path, call: str) -> None:
    plant(copy, *CALLS[call])
    ruff = [BIN / "ruff", "check", "--select", "TID251", "--output-format", "json", "--no-cache", "."]
    run = subprocess.run(ruff, cwd=copy, capture_output=True, text=True, check=False)
    messages = [found["message"] for found in json.loads(run.stdout)]
    assert len(messages) == 1
    assert call in messages[0]
    assert "only bot/" in messages[0].lower()
