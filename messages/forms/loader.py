"""Reads a form's TOML, or refuses it with everything that is wrong in it, worded for its author."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from messages.forms.form import Form, Question
from messages.forms.problems import problems_of, read_choice
from messages.texts import say
from messages.toml import TomlRefused, read_toml


class FormRefused(Exception):
    """The form cannot be used; `problems` says, in Thai, everything that is wrong."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@cache
def library() -> Mapping[str, Form]:
    """The forms that come with Tanrob, by id."""
    folder = files("messages.forms") / "library"
    forms = (load(item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".toml"))
    return {form.id: form for form in forms}


@cache
def load(source: str) -> Form:
    """The form written in `source`. Raises FormRefused with every problem found."""
    try:
        table = read_toml(source)
    except TomlRefused as error:
        raise FormRefused((say("forms.not_toml", reason=error),)) from error
    problems = tuple(problems_of(table))
    if problems:
        raise FormRefused(problems)
    return Form(
        id=table["id"],
        version=table["version"],
        title=table["title"],
        questions=tuple(_question(entry) for entry in table["question"]),
        source=source,
    )


def _question(entry: Mapping[str, Any]) -> Question:
    rest = {key: value for key, value in entry.items() if key != "choices"}
    return Question(**rest, choices=tuple(read_choice(item) for item in entry.get("choices", ())))
