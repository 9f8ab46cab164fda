"""Everything that is wrong with a form's TOML, each problem worded for its author."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from messages.forms.form import CONDITIONS, REPETITIONS, Choice, Kind
from messages.line_limits import MAX_QUICK_REPLY_LABEL
from messages.texts import catalogue, say
from messages.thai.text import graphemes, utf16

_KEYS = {"id", "version", "title", "question"}
_QUESTION_KEYS = {"id", "kind", "label", "ask", "hint", "optional", "choices", "each", "when"}
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}(?:\{quarter\})?")
_FORM_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_CHOICE_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TAKEN = {"review", "proposal", "project", "forget", "all_not_started"}
"""What the conversation's own buttons name as their question."""
_ACTIONS = {
    *("back", "skip", "pause", "cancel", "confirm", "edit", "report", "page", "resume"),
    *("all_not_started", "same", "same_all", "untouched"),
}
"""What they do at a choice, so that no choice may be called so."""
_TAKEN_BEGINNINGS = ("confirm_", "reason_")
_NEEDED = {"spent_differs_from_planned": {"spent", "planned"}, "started": {"status"}}
"""The questions without which a condition never changes."""
MAX_QUESTIONS = 30
"""So that the review card stays within LINE's 30 KB."""
MAX_CHOICES = 10
"""Of LINE's 13 quick replies; the others are the ways back and out."""
MAX_LABEL = 60
"""Grapheme clusters of a question's or choice's name on a card."""
MAX_WORDING = 1000
"""UTF-16 units of a question and its hint; LINE's 5,000 hold what stands before and behind them too."""


def read_choice(item: str | Mapping[str, str]) -> Choice:
    """A choice as the form names it: a standard status by its id, or with words of its own.

    Raises KeyError or TypeError where it is neither.
    """
    given: Mapping[str, str] = {"id": item} if isinstance(item, str) else item
    standard = catalogue()
    label = given.get("label") or standard[f"status.{given['id']}"]
    button = given.get("button") or standard.get(f"status.button.{given['id']}", label)
    return Choice(id=given["id"], label=label, button=button, when=given.get("when", ""))


def problems_of(table: Mapping[str, Any]) -> Iterator[str]:
    """Every problem of the form; nothing where it can be used."""
    yield from _head_problems(table)
    questions = [entry for entry in _as_list(table.get("question")) if isinstance(entry, Mapping)]
    names = [str(entry.get("id") or position) for position, entry in enumerate(questions, start=1)]
    for name in (name for name, times in Counter(names).items() if times > 1):
        yield say("forms.twice", question=name)
    for name, entry in zip(names, questions, strict=True):
        yield from _question_problems(entry, name)
        yield from _condition_problems(entry, name, set(names))
    if len(questions) > MAX_QUESTIONS:
        yield say("forms.too_many_questions", most=MAX_QUESTIONS)
    if sum(entry.get("kind") == "photos" for entry in questions) > 1:
        yield say("forms.photos_once")


def _as_list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _head_problems(table: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in (("id", str), ("version", int), ("title", str), ("question", list)):
        if not isinstance(table.get(key), kind) or not table[key]:
            yield say("forms.missing", key=key)
    for key in sorted(set(table) - _KEYS):
        yield say("forms.unknown_head_key", key=key)
    if isinstance(table.get("id"), str) and not _FORM_ID.fullmatch(table["id"]):
        yield say("forms.bad_form_id", id=table["id"])


def _question_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in sorted(set(entry) - _QUESTION_KEYS):
        yield say("forms.unknown_key", question=where, key=key)
    for key in ("id", "kind", "label", "ask"):
        if not isinstance(entry.get(key), str):
            yield say("forms.question_missing", question=where, key=key)
    if entry.get("kind") not in get_args(Kind):
        yield say("forms.unknown_kind", question=where, kinds=", ".join(get_args(Kind)))
    if not isinstance(entry.get("optional", False), bool):
        yield say("forms.bad_optional", question=where)
    yield from _name_problems(entry, where)
    yield from _wording_problems(entry, where)
    yield from _choices_problems(entry, where)


def _name_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    if isinstance(entry.get("id"), str) and not _ID.fullmatch(where):
        yield say("forms.bad_id", question=where)
    if where in _TAKEN or where.startswith(_TAKEN_BEGINNINGS):
        yield say("forms.taken_id", question=where)
    each = entry.get("each", "")
    if each not in {"", *REPETITIONS}:
        yield say("forms.unknown_each", question=where, known=", ".join(REPETITIONS))
    elif bool(each) != ("{quarter}" in where):
        yield say("forms.each_quarter", question=where)


def _condition_problems(entry: Mapping[str, Any], where: str, names: set[str]) -> Iterator[str]:
    condition = entry.get("when", "")
    if condition not in {"", *CONDITIONS}:
        yield say("forms.unknown_when", question=where, known=", ".join(CONDITIONS))
        return
    missing = _NEEDED.get(condition, set()) - names
    if missing:
        yield say("forms.when_needs", question=where, when=condition, needed=", ".join(sorted(missing)))


def _wording_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in ("id", "label", "ask", "hint"):
        try:
            str(entry.get(key, "")).format(quarter=1, until="")
        except (KeyError, ValueError, IndexError):
            yield say("forms.bad_placeholder", question=where, key=key)
    if graphemes(str(entry.get("label", ""))) > MAX_LABEL:
        yield say("forms.long_label", question=where, limit=MAX_LABEL)
    if utf16(f"{entry.get('ask', '')}{entry.get('hint', '')}") > MAX_WORDING:
        yield say("forms.long_wording", question=where, limit=MAX_WORDING)


def _choices_problems(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    items = _as_list(entry.get("choices", []))
    is_choice = entry.get("kind") == "choice"
    if is_choice and not items:
        yield say("forms.no_choices", question=where)
    if not is_choice and "choices" in entry:
        yield say("forms.choices_unused", question=where)
    if len(items) > MAX_CHOICES:
        yield say("forms.too_many_choices", question=where, most=MAX_CHOICES)
    seen: set[str] = set()
    for item in items:
        try:
            choice = read_choice(item)
        except (KeyError, TypeError, AttributeError):
            yield say("forms.bad_choice", question=where, choice=item)
            continue
        if choice.id in seen:
            yield say("forms.choice_twice", question=where, choice=choice.id)
        seen.add(choice.id)
        yield from _choice_problems(choice, where)


def _choice_problems(choice: Choice, where: str) -> Iterator[str]:
    if not _CHOICE_ID.fullmatch(choice.id) or choice.id in _ACTIONS:
        yield say("forms.bad_choice_id", question=where, choice=choice.id)
    if graphemes(choice.label) > MAX_LABEL:
        yield say("forms.long_choice", question=where, choice=choice.id, limit=MAX_LABEL)
    if graphemes(choice.button) > MAX_QUICK_REPLY_LABEL:
        yield say("forms.long_button", question=where, choice=choice.button, limit=MAX_QUICK_REPLY_LABEL)
    if choice.when not in {"", *CONDITIONS}:
        yield say("forms.unknown_when", question=where, known=", ".join(CONDITIONS))
