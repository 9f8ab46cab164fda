"""A conversation's state as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.conversation.states import (
    Answering,
    Choosing,
    Doubting,
    Draft,
    Forgetting,
    Idle,
    Overtaken,
    Reviewing,
    State,
    Step,
    Sweeping,
    Weighing,
)
from messages.parts import from_plain, to_plain

_STEPS: Mapping[str, type[Step]] = {
    kind.__name__.lower(): kind
    for kind in (Idle, Choosing, Answering, Doubting, Weighing, Reviewing, Overtaken, Sweeping, Forgetting)
}

_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _STEPS.values()}


def to_json(state: State) -> dict[str, Any]:
    """{"step": {"kind": "answering", …}, "drafts": […]}; amounts are satang."""
    step = {
        "kind": type(state.step).__name__.lower(),
        **{name: getattr(state.step, name) for name in _FIELDS[type(state.step)]},
    }
    return {"step": step, "drafts": [_draft_to_json(draft) for draft in state.drafts]}


def _draft_to_json(draft: Draft) -> dict[str, Any]:
    plain = {name: getattr(draft, name) for name in ("session", "round_id", "project_id", "form", "form_version")}
    return {
        **plain,
        "answers": dict(draft.answers),
        "skipped": list(draft.skipped),
        "confirmed": list(draft.confirmed),
        "put_aside": draft.put_aside,
        "no": draft.no,
        "based_on": draft.based_on,
        "parts": list(to_plain(draft.parts)),
    }


def from_json(stored: Mapping[str, Any]) -> State:
    """The state `to_json` wrote; {} is a conversation that has not begun."""
    drafts = tuple(_draft_from_json(entry) for entry in stored.get("drafts", ()))
    return State(_step_from_json(stored.get("step", {"kind": "idle"})), drafts)


def _step_from_json(stored: Mapping[str, Any]) -> Step:
    kind = _STEPS.get(stored["kind"], Idle)
    values = {key: value for key, value in stored.items() if key != "kind"}
    if "listed" in values:
        values["listed"] = tuple((project_id, no) for project_id, no in values["listed"])
    return kind(**values)


def _draft_from_json(entry: Mapping[str, Any]) -> Draft:
    return Draft(
        **{
            **entry,
            "skipped": tuple(entry["skipped"]),
            "confirmed": tuple(entry.get("confirmed", ())),
            "parts": from_plain(entry["parts"]),
        }
    )
