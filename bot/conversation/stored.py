"""A conversation's state as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingAmount,
    ConfirmingAnswers,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    ConfirmingText,
    Draft,
    EndedAnswer,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
    Step,
)
from messages.answer_values import answers_from_json, answers_to_json
from messages.forms.several import proposals_from_json, proposals_to_json
from messages.parts import parts_from_json, parts_to_json

_STEPS: Mapping[str, type[Step]] = {
    "idle": Idle,
    "choosing": ChoosingProject,
    "answering": Answering,
    "doubting": ConfirmingAmount,
    "holding": ConfirmingText,
    "choosing_amount": ChoosingAmount,
    "proposing": ConfirmingAnswers,
    "weighing": ResolvingContradiction,
    "reviewing": Reviewing,
    "overtaken": Overtaken,
    "sweeping": ConfirmingBulk,
    "forgetting": ConfirmingDeletion,
    "reminding": ConfirmingReminder,
    "choosing_requested": ChoosingRequested,
    "requesting": ConfirmingRequest,
}
"""Stored name of each step: conversations kept in databases hold it, so that only a migration may change one."""
_STORED_NAMES = {kind: name for name, kind in _STEPS.items()}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _STEPS.values()}
_DRAFT_FIELDS = frozenset(field.name for field in fields(Draft))


def to_json(state: State) -> dict[str, Any]:
    """{"step": {"kind": "answering", …}, "drafts": […]}, and "ended" where a long answer has just ended."""
    drafts = [_draft_to_json(draft) for draft in state.drafts]
    ended = {} if state.ended is None else {"ended": _ended_to_json(state.ended)}
    return {"step": _step_to_json(state.step), "drafts": drafts, "confused": state.confused, **ended}


def _ended_to_json(ended: EndedAnswer) -> dict[str, Any]:
    return {
        "session": ended.session,
        "question": ended.question,
        "handled_at": ended.handled_at.isoformat(),
        "sent_at": ended.sent_at.isoformat() if ended.sent_at else None,
        "message_id": ended.message_id,
    }


def _step_to_json(step: Step) -> dict[str, Any]:
    """Its kind and its fields; a step to go back to likewise."""
    values = {name: getattr(step, name) for name in _FIELDS[type(step)]}
    if isinstance(step, ConfirmingRequest):
        values["back"] = _step_to_json(step.back)
    return {"kind": _STORED_NAMES[type(step)], **values}


def _draft_to_json(draft: Draft) -> dict[str, Any]:
    plain = {name: getattr(draft, name) for name in ("session", "round_id", "project_id", "form", "form_version")}
    return {
        **plain,
        "answers": answers_to_json(draft.answers),
        "skipped": list(draft.skipped),
        "confirmed": list(draft.confirmed),
        "put_aside": draft.archived,
        "no": draft.no,
        "based_on": draft.based_on,
        "revisiting": draft.revisiting,
        "parts": list(parts_to_json(draft.parts)),
        "proposed": proposals_to_json(draft.proposed),
    }


def from_json(stored: Mapping[str, Any]) -> State:
    """The state `to_json` wrote; {} is a conversation that has not begun."""
    drafts = tuple(_draft_from_json(entry) for entry in stored.get("drafts", ()))
    ended = _ended_from_json(stored["ended"]) if "ended" in stored else None
    step = _step_from_json(stored.get("step", {"kind": "idle"}))
    return State(step, drafts, stored.get("confused", 0), ended)


def _ended_from_json(stored: Mapping[str, Any]) -> EndedAnswer:
    sent_at = datetime.fromisoformat(stored["sent_at"]) if stored["sent_at"] else None
    return EndedAnswer(**{**stored, "handled_at": datetime.fromisoformat(stored["handled_at"]), "sent_at": sent_at})


def _step_from_json(stored: Mapping[str, Any]) -> Step:
    """What a newer program wrote and this one does not know is left out: whoever goes back loses no conversation."""
    kind = _STEPS.get(stored["kind"], Idle)
    values = {key: value for key, value in stored.items() if key in _FIELDS[kind]}
    if "listed" in values:
        values["listed"] = tuple((project_id, no) for project_id, no in values["listed"])
    if "people" in values:
        values["people"] = tuple(values["people"])
    if "back" in values:
        values["back"] = _step_from_json(values["back"])
    if "offered" in values:
        values["offered"] = tuple(values["offered"])
    return kind(**values)


def _draft_from_json(entry: Mapping[str, Any]) -> Draft:
    named = {("archived" if key == "put_aside" else key): value for key, value in entry.items()}
    values = {key: value for key, value in named.items() if key in _DRAFT_FIELDS}
    return Draft(
        **{
            **values,
            "answers": answers_from_json(entry["answers"]),
            "skipped": tuple(entry["skipped"]),
            "confirmed": tuple(entry.get("confirmed", ())),
            "parts": parts_from_json(entry["parts"]),
            "proposed": proposals_from_json(entry.get("proposed", ())),
        }
    )
