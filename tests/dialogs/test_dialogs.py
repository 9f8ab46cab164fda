"""Every conversation in this folder, spoken to the real app through the simulator.

A turn `says` a text or `taps` the button with that action (postback `a`); `hears` names parts of the answer, `asks` the
question it waits for ("" for none). `at` moves the clock, `tick` lets what is due arrive.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.actors import Actor, Message, buttons_of, question_of
from messages.postback import pack
from messages.samples import Sample, SamplePerson, sample
from tests.support.house import House, running_house

DIALOGS = sorted(Path(__file__).parent.glob("*.toml"))


def office_of(dialog: Mapping[str, Any]) -> Sample:
    """The sample office, reporting in the dialog's form."""
    found = sample(dialog["office"])
    form = dialog.get("form")
    if form is None:
        return found
    lines = [f'form = "{form}"' if line.startswith("form =") else line for line in found.office_toml.splitlines()]
    return Sample("\n".join(lines), found.plan, found.people, found.answers)


def words_in(heard: Sequence[Message]) -> str:
    """All a person can read in the messages: texts, and for cards what they hold."""
    return "\n".join(str(text) for message in heard for text in texts_in(message))


def texts_in(value: Any) -> Sequence[str]:
    if isinstance(value, dict):
        own = [value[key] for key in ("text", "altText", "label") if isinstance(value.get(key), str)]
        return [*own, *(text for item in value.values() for text in texts_in(item))]
    return [text for item in value for text in texts_in(item)] if isinstance(value, list) else []


def act(house: House, actor: Actor, turn: Mapping[str, Any], heard: Sequence[Message]) -> Sequence[Message]:
    if "tick" in turn:
        before = len(house.simulator.messages_to(actor.user_id))
        house.tick()
        house.settle()
        return house.simulator.messages_to(actor.user_id)[before:]
    if "taps" in turn:
        offered = [button for button in buttons_of(heard) if button.action == turn["taps"]]
        assert offered, f"no button {turn['taps']} among {[button.action for button in buttons_of(heard)]}"
        return actor.tap(pack(offered[0]))
    return actor.say(turn["says"])


def expect(turn: Mapping[str, Any], heard: Sequence[Message]) -> None:
    for part in turn.get("hears", []):
        assert part in words_in(heard), f"{turn}: not heard, but:\n{words_in(heard)}"
    for part in turn.get("hears_not", []):
        assert part not in words_in(heard), f"{turn}: heard"
    if "asks" in turn:
        assert question_of(heard) == turn["asks"], turn


@pytest.mark.parametrize("file", DIALOGS, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, tmp_path: Path) -> None:
    dialog = tomllib.loads(file.read_text("utf-8"))
    with running_house(tmp_path, dialog["at"]) as house:
        office_id = house.open_office(office_of(dialog))
        person = SamplePerson("ผู้รับผิดชอบ", dialog.get("role", "owner"), dialog.get("projects", ""))
        actor = house.enrol(office_id, person)
        heard: Sequence[Message] = []
        for turn in dialog["turn"]:
            if "at" in turn:
                house.clock.move_to(turn["at"])
            heard = act(house, actor, turn, heard)
            expect(turn, heard)
        assert house.simulator.refusals == []
