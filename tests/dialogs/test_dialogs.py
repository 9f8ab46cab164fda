"""Every conversation in this folder (dialog.py tells how they are written), spoken to the real app."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.forms.loader import library
from messages.samples import sample
from tests.dialogs.dialog import read_dialog
from tests.dialogs.playing import play
from tests.support.forms import in_form

FOLDER = Path(__file__).parent
DIALOGS = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("file", DIALOGS, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, tmp_path: Path) -> None:
    otherwise = play(read_dialog(file.read_text("utf-8")), tmp_path)
    assert not otherwise, "\n".join((f"tests/dialogs/{file.name} goes otherwise:", *otherwise))


@pytest.mark.parametrize("form", sorted(library()))
def test_a_shipped_form_has_a_conversation_of_its_own(form: str) -> None:
    """The file bears the form's name, so that whoever changes the form finds it."""
    dialog = read_dialog((FOLDER / f"{form.replace('-', '_')}.toml").read_text("utf-8"))
    assert f'form = "{form}"' in in_form(sample(dialog.office), dialog.form).office_toml
