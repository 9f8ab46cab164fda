"""Every import contract and every ban of pyproject.toml, broken once: the check must see it and name it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
TOOLS: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
CONTRACTS = {contract["id"]: contract for contract in TOOLS["importlinter"]["contracts"]}
BANNED = TOOLS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]

VIOLATIONS: Mapping[str, tuple[str, str]] = {
    "packages": ("messages/chat/bubbles.py", "import storage.records"),
    "bot": ("bot/usecases/codes.py", "import bot.web.app"),
    "usecases": ("bot/usecases/notices/steps.py", "import bot.usecases.turns.answering"),
    "messages": ("messages/figures/spending.py", "import messages.forms.form"),
    "storage": ("storage/engine/prepared.py", "import storage.work"),
    "conversation-pure": ("bot/conversation/events.py", "import bot.clock"),
    "pure": ("messages/chat/postback.py", "import socket"),
    "simulator": ("bot/simulator/__init__.py", "import bot.usecases.codes"),
    "linebot": ("bot/usecases/ports.py", "import linebot"),
    "network": ("bot/usecases/delivery/postman.py", "import urllib3"),
    "database": ("bot/usecases/rounds.py", "import sqlalchemy"),
    "tables": ("bot/usecases/turns/context.py", "import storage.tables"),
    "engine": ("bot/usecases/turns/answering.py", "import storage.engine.group_commit"),
    "thai": ("messages/words.py", "import pythainlp"),
    "documents": ("messages/chat/lists.py", "import docx"),
    "sheets": ("messages/documents/exports.py", "import python_calamine"),
    "apscheduler": ("bot/usecases/turns/personal_data.py", "import apscheduler"),
    "flask": ("bot/commands/office.py", "import flask"),
    "granian": ("bot/commands/plan.py", "import granian"),
    "prometheus": ("bot/usecases/notices/ticking.py", "import prometheus_client"),
    "click": ("bot/usecases/notices/steps.py", "import click"),
    "no-cycles": ("messages/project.py", "import messages.chat.prompts"),
}
"""A file, and a line put on top of its imports, for each contract of pyproject.toml."""

USES: Mapping[str, tuple[str, str]] = {
    "datetime.datetime.now": ("bot/usecases/codes.py", "from datetime import datetime\nprint(datetime.now())"),
    "datetime.datetime.utcnow": ("bot/line/render.py", "from datetime import datetime\nprint(datetime.utcnow())"),
    "datetime.date.today": ("messages/chat/postback.py", "from datetime import date\nprint(date.today())"),
    "time.time": ("bot/usecases/turns/personal_data.py", "import time\nprint(time.time())"),
    "os.environ": ("bot/web/app.py", 'import os\nprint(os.environ["X"])'),
    "os.getenv": ("storage/records.py", 'import os\nprint(os.getenv("X"))'),
    "unittest.mock": ("bot/demo/actors.py", "from unittest.mock import Mock"),
    "requests": ("bot/usecases/ports.py", "import requests"),
    "urllib.request": ("bot/wiring.py", "from urllib.request import urlopen"),
}
"""A file and forbidden lines for each banned name of pyproject.toml."""

HABITS: Mapping[str, tuple[str, str]] = {
    "T201": ("messages/chat/lists.py", 'print("said")'),
    "FIX002": ("storage/plan.py", "# TODO: later"),
    "S608": ("storage/rounds.py", 'QUERY = f"SELECT * FROM round WHERE id = {__name__}"'),
}
"""A file and lines for other rules the code relies on: nothing printed, nothing put off, no SQL put together."""


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


def lint_imports(copy: Path) -> str:
    """What lint-imports says of the copy; its lines are not folded."""
    command = [sys.executable, str(BIN / "lint-imports"), "--no-cache"]
    wide = os.environ | {"COLUMNS": "300"}
    run = subprocess.run(command, cwd=copy, env=wide, capture_output=True, text=True, check=False)
    assert (run.returncode != 0) == ("BROKEN" in run.stdout), run.stdout + run.stderr
    return run.stdout


def broken_contracts(copy: Path) -> set[str]:
    lines = lint_imports(copy).splitlines()
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


def findings(copy: Path, rule: str) -> list[str]:
    """The messages of ruff's `rule` on the copy."""
    command = [str(BIN / "ruff"), "check", "--select", rule, "--output-format", "json", "--no-cache", "."]
    run = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    return [found["message"] for found in json.loads(run.stdout)]


def test_every_contract_and_every_ban_has_its_violation_here() -> None:
    assert set(CONTRACTS) == set(VIOLATIONS)
    assert set(BANNED) == set(USES)


def test_the_tree_as_it_stands_breaks_nothing(copy: Path) -> None:
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violation_is_seen_and_named(copy: Path, contract: str) -> None:
    plant(copy, *VIOLATIONS[contract])
    assert CONTRACTS[contract]["name"] in broken_contracts(copy)


def test_a_new_module_of_bot_must_find_its_layer(copy: Path) -> None:
    (copy / "bot" / "annex.py").write_text('"""Nowhere."""\n', "utf-8")
    assert CONTRACTS["bot"]["name"] in broken_contracts(copy)


def plant_all_protected(copy: Path) -> Iterator[str]:
    """Imports every protected module where none is allowed; gives what the check must say of each."""
    protected = [module for contract in CONTRACTS.values() for module in contract.get("protected_modules", ())]
    (copy / "bot/usecases/annex.py").write_text("".join(f"import {module}\n" for module in protected), "utf-8")
    yield from (f"bot.usecases.annex -> {module} " for module in protected)


def plant_all_forbidden(copy: Path) -> Iterator[str]:
    """Imports every forbidden module from every package it is forbidden to; gives what the check must say of each."""
    for contract in CONTRACTS.values():
        for source in contract.get("source_modules", ()):
            forbidden = contract["forbidden_modules"]
            file = copy / source.replace(".", "/") / f"annex_{contract['id'].replace('-', '_')}.py"
            file.write_text("".join(f"import {module}\n" for module in forbidden), "utf-8")
            yield from (f"{source} is not allowed to import {module}:" for module in forbidden)


def test_every_protected_module_is_guarded_not_only_the_first(copy: Path) -> None:
    expected = list(plant_all_protected(copy))
    said = lint_imports(copy)
    assert [line for line in expected if line not in said] == []


def test_every_forbidden_module_is_guarded_not_only_the_first(copy: Path) -> None:
    expected = list(plant_all_forbidden(copy))
    said = lint_imports(copy)
    assert [line for line in expected if line not in said] == []


@pytest.mark.parametrize("name", USES)
def test_a_banned_name_is_seen_and_told_what_to_do_instead(copy: Path, name: str) -> None:
    plant(copy, *USES[name])
    assert findings(copy, "TID251") == [f"`{name}` is banned: {BANNED[name]['msg']}"]


@pytest.mark.parametrize("rule", HABITS)
def test_a_bad_habit_is_seen(copy: Path, rule: str) -> None:
    assert findings(copy, rule) == []
    plant(copy, *HABITS[rule])
    assert len(findings(copy, rule)) == 1
