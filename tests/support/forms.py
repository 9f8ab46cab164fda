"""The tests' own forms (tests/forms/*.toml), one a feature, so that the shipped ones may change without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from messages.forms.form import Form
from messages.forms.loader import library, load
from messages.samples import Sample
from storage.work import Work

FOLDER = Path(__file__).parents[1] / "forms"


@cache
def own_forms() -> Mapping[str, Form]:
    """The tests' own forms, by id."""
    forms = (load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml")))
    return {form.id: form for form in forms}


def find_form(form_id: str) -> Form:
    """A form of the tests' own, or else a shipped one. Raises KeyError."""
    return own_forms().get(form_id) or library()[form_id]


def source_of(form: str) -> str:
    """The TOML of a form of the tests' own, named by its id; any other TOML as it is."""
    return own_forms()[form].source if form in own_forms() else form


def in_form(sample: Sample, form: str) -> Sample:
    """The sample office reporting in that form: one of the tests' own, a shipped one or a TOML; empty, in its own."""
    if not form:
        return sample
    named = f'form = "{form if form in library() else "own-form.toml"}"'
    lines = [named if line.startswith("form =") else line for line in sample.office_toml.splitlines()]
    return replace(sample, office_toml="\n".join(lines))


def keep_own_forms(work: Work) -> None:
    """Keeps the tests' own forms with the office, as `tanrob office apply` keeps one an office brings."""
    for form in own_forms().values():
        work.forms.keep(form.id, form.version, form.source)
