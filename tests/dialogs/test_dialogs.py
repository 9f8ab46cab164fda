"""Every conversation in this folder (dialog.py tells how they are written), spoken to the real app."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.dialog import read_dialog
from tests.dialogs.playing import play

DIALOGS = sorted(Path(__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("file", DIALOGS, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, tmp_path: Path) -> None:
    assert play(read_dialog(file.read_text("utf-8")), tmp_path) == []
