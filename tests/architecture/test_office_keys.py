"""Every key of an office file is shown in the example, listed in the documents, and told when it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.usecases.setup.office_keys import OPTIONAL, REQUIRED
from messages.texts import catalogue

ROOT = Path(__file__).parents[2]
KEYS = sorted({(section, key) for keys in (REQUIRED, OPTIONAL) for section, several in keys.items() for key in several})


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_every_key_is_shown_listed_and_explained(section: str, key: str) -> None:
    example = (ROOT / "deploy/offices/example/office.toml").read_text("utf-8")
    assert re.search(rf"^(# )?{key} = ", example, re.MULTILINE), f"deploy/offices/example/office.toml lacks {key}"
    listed = (ROOT / "deploy/docs/interfaces.md").read_text("utf-8")
    row = next(line for line in listed.splitlines() if re.match(rf"\| `\[+{section}\]+`", line))
    assert f"`{key}`" in row or section == "targets", f"deploy/docs/interfaces.md lacks {key} of [{section}]"
    assert f"office.expected.{key}" in catalogue(), f"messages/texts/th/office.toml does not tell what {key} must be"
