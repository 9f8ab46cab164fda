"""Reads a form's TOML, or refuses it with everything that is wrong in it, worded for its author."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from messages.bubbles import LABEL_LIMIT
from messages.forms.form import CONDITIONS, REPETITIONS, Choice, Form, Kind, Question
from messages.texts import catalogue, say
from messages.thai.text import graphemes

_QUESTION_KEYS = {"id", "kind", "label", "ask", "hint", "optional", "choices", "each", "when"}


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
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise FormRefused((say("forms.not_toml", reason=error),)) from error
    problems = tuple(_problems(table))
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
    return Question(**rest, choices=tuple(_choice(item) for item in entry.get("choices", ())))


def _choice(item: str | Mapping[str, str]) -> Choice:
    given: Mapping[str, str] = {"id": item} if isinstance(item, str) else item
    standard = catalogue()
    label = given.get("label") or standard[f"status.{given['id']}"]
    button = given.get("button") or standard.get(f"status.button.{given['id']}", label)
    return Choice(id=given["id"], label=label, button=button, when=given.get("when", ""))


def _problems(table: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in (("id", str), ("version", int), ("title", str), ("question", list)):
        if not isinstance(table.get(key), kind):
            yield say("forms.missing", key=key)
    questions = [entry for entry in table.get("question") or () if isinstance(entry, Mapping)]
    seen: set[str] = set()
    for position, entry in enumerate(questions, start=1):
        where = str(entry.get("id") or position)
        if where in seen:
            yield say("forms.twice", question=where)
        seen.add(where)
        yield from _question_problems(entry, where)


def _question_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in sorted(set(entry) - _QUESTION_KEYS):
        yield say("forms.unknown_key", question=where, key=key)
    for key in ("id", "kind", "label", "ask"):
        if not isinstance(entry.get(key), str):
            yield say("forms.question_missing", question=where, key=key)
    if entry.get("kind") not in get_args(Kind):
        yield say("forms.unknown_kind", question=where, kinds=", ".join(get_args(Kind)))
    if entry.get("each", "") not in {"", *REPETITIONS}:
        yield say("forms.unknown_each", question=where, known=", ".join(REPETITIONS))
    if entry.get("when", "") not in {"", *CONDITIONS}:
        yield say("forms.unknown_when", question=where, known=", ".join(CONDITIONS))
    yield from _wording_problems(entry, where)
    yield from _choice_problems(entry, where)


def _wording_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in ("id", "label", "ask", "hint"):
        try:
            str(entry.get(key, "")).format(quarter=1, until="")
        except (KeyError, ValueError, IndexError):
            yield say("forms.bad_placeholder", question=where, key=key)


def _choice_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    items = entry.get("choices", ())
    if entry.get("kind") == "choice" and not items:
        yield say("forms.no_choices", question=where)
    if len(items) > 10:
        yield say("forms.too_many_choices", question=where)
    for item in items:
        try:
            choice = _choice(item)
        except (KeyError, TypeError):
            yield say("forms.bad_choice", question=where, choice=item)
            continue
        if graphemes(choice.button) > LABEL_LIMIT:
            yield say("forms.long_button", question=where, choice=choice.button, limit=LABEL_LIMIT)
        if choice.when not in {"", *CONDITIONS}:
            yield say("forms.unknown_when", question=where, known=", ".join(CONDITIONS))
