"""Conversations as databases hold them: the stored names stay, whatever the classes are called."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

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
from bot.conversation.stored import from_json, to_json
from messages.answer_values import AmountAnswer
from messages.forms.several import ProposedAnswer

HELD = {"held": "ของแพง", "held_in": "m2"}
STORED: list[tuple[dict[str, Any], Step]] = [
    ({"kind": "idle"}, Idle()),
    ({"kind": "choosing", "offered": [], "text": "", "message_id": ""}, ChoosingProject()),
    (
        {"kind": "choosing", "offered": [4, 8], "text": "เบิก 5", "message_id": "m"},
        ChoosingProject((4, 8), "เบิก 5", "m"),
    ),
    ({"kind": "answering", "session": "s", "question": "spent"}, Answering("s", "spent")),
    (
        {"kind": "doubting", "session": "s", "question": "spent", "satang": 9, "message_id": "m", **HELD},
        ConfirmingAmount("s", "spent", 9, "m", "ของแพง", "m2"),
    ),
    (
        {"kind": "weighing", "session": "s", "rule": "over_plan", **HELD},
        ResolvingContradiction("s", "over_plan", "ของแพง", "m2"),
    ),
    (
        {"kind": "reviewing", "session": "s", "shown": "2021-03-24T07:05:00+00:00", **HELD},
        Reviewing("s", "2021-03-24T07:05:00+00:00", "ของแพง", "m2"),
    ),
    (
        {"kind": "holding", "session": "s", "question": "progress", "text": "งง", "message_id": "m"},
        ConfirmingText("s", "progress", "งง", "m"),
    ),
    (
        {"kind": "choosing_amount", "session": "s", "question": "spent", "text": "สามหมื่นห้า", "message_id": "m"},
        ChoosingAmount("s", "spent", "สามหมื่นห้า", "m"),
    ),
    (
        {"kind": "proposing", "session": "s", "question": "spent", "text": "เบิก 5", "message_id": "m"},
        ConfirmingAnswers("s", "spent", "เบิก 5", "m"),
    ),
    ({"kind": "overtaken", "session": "s"}, Overtaken("s")),
    ({"kind": "sweeping", "listed": [[4, 7]]}, ConfirmingBulk(((4, 7),))),
    ({"kind": "forgetting"}, ConfirmingDeletion()),
    ({"kind": "reminding", "people": ["p"]}, ConfirmingReminder(("p",))),
    (
        {"kind": "choosing_requested", "session": "s", "to": "มาลี", "message_id": "m"},
        ChoosingRequested("s", "มาลี", "m"),
    ),
    (
        {
            "kind": "requesting",
            "session": "s",
            "project_id": 4,
            "to": "มาลี",
            "message_id": "m",
            "back": {"kind": "answering", "session": "d", "question": "spent"},
        },
        ConfirmingRequest("s", 4, "มาลี", "m", Answering("d", "spent")),
    ),
]


@pytest.mark.parametrize(("stored", "step"), STORED, ids=lambda value: str(value)[:20])
def test_a_step_is_read_by_its_stored_name(stored: dict[str, Any], step: Step) -> None:
    assert from_json({"step": stored, "drafts": []}) == State(step)


BEFORE_WORDS_WERE_HELD: list[tuple[dict[str, Any], Step]] = [
    (
        {"kind": "doubting", "session": "s", "question": "spent", "satang": 9, "message_id": "m"},
        ConfirmingAmount("s", "spent", 9, "m"),
    ),
    ({"kind": "weighing", "session": "s", "rule": "over_plan"}, ResolvingContradiction("s", "over_plan")),
    ({"kind": "reviewing", "session": "s"}, Reviewing("s")),
]


@pytest.mark.parametrize(("stored", "step"), BEFORE_WORDS_WERE_HELD, ids=lambda value: str(value)[:20])
def test_a_step_stored_before_words_were_held_is_read(stored: dict[str, Any], step: Step) -> None:
    assert from_json({"step": stored, "drafts": []}) == State(step)


@pytest.mark.parametrize(("stored", "step"), STORED, ids=lambda value: str(value)[:20])
def test_a_step_is_written_under_its_stored_name(stored: dict[str, Any], step: Step) -> None:
    assert json.loads(json.dumps(to_json(State(step))))["step"] == stored


def test_every_step_has_a_stored_name() -> None:
    assert {type(step) for _, step in STORED} == set(Step.__args__)


def test_an_archived_draft_is_stored_as_put_aside() -> None:
    state = State(Idle(), (Draft("s", "r", 4, "table", 1, archived=True),))
    stored = json.loads(json.dumps(to_json(state)))
    assert stored["drafts"][0]["put_aside"] is True
    assert from_json(stored) == state


def test_a_list_stored_before_texts_were_kept_with_it_is_read() -> None:
    assert from_json({"step": {"kind": "choosing"}}) == State(ChoosingProject())


def test_a_draft_keeps_what_is_proposed() -> None:
    proposed = (ProposedAnswer("spent", "เบิก 5", "m", AmountAnswer(5_00)), ProposedAnswer("status", "ใกล้เสร็จ", "m"))
    state = State(ConfirmingAnswers("s", "status"), (Draft("s", "r", 4, "table", 1, proposed=proposed),))
    assert from_json(json.loads(json.dumps(to_json(state)))) == state


def test_a_conversation_that_has_not_begun_is_idle() -> None:
    assert from_json({}) == State()


def test_the_answer_that_has_just_ended_is_stored_beside_the_step() -> None:
    moment = datetime(2021, 3, 24, 7, 5, 0, 250_000, tzinfo=UTC)
    for ended in (EndedAnswer("s", "output", moment, moment, "m"), EndedAnswer("s", "output", moment)):
        state = State(Answering("s", "outcome"), ended=ended)
        assert from_json(json.loads(json.dumps(to_json(state)))) == state


def test_what_a_newer_program_stored_is_left_out_and_the_drafts_stay() -> None:
    state = State(Reviewing("s"), (Draft("s", "r", 4, "table", 1),))
    stored = to_json(state)
    (draft,) = stored["drafts"]
    newer = {**stored, "step": {**stored["step"], "novel": 1}, "drafts": [{**draft, "novel": 1}]}
    assert from_json(newer) == state
    assert from_json({**newer, "step": {"kind": "novel", "session": "s"}}) == state.at(Idle())
