"""The tests' own forms (tests/forms/*.toml), one a feature, so that the shipped ones may change without them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from messages.forms.form import Form
from messages.forms.loader import library, load
from storage.work import Work

FOLDER = Path(__file__).parents[1] / "forms"


@cache
def own_forms() -> Mapping[str, Form]:
    """The tests' own forms, by id."""
    forms = (load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml")))
    return {form.id: form for form in forms}


def form_named(form_id: str) -> Form:
    """A form of the tests' own, or else a shipped one. Raises KeyError."""
    return own_forms().get(form_id) or library()[form_id]


def keep_own_forms(work: Work) -> None:
    """Keeps the tests' own forms with the office, as `tanrob office apply` keeps one an office brings."""
    for form in own_forms().values():
        work.forms.keep(form.id, form.version, form.source)
