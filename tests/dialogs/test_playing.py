"""The player itself: whatever a file expects and does not come is found, and a misspelt expectation is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import urllib3

from bot.simulator.server import Simulator
from tests.dialogs.dialog import DialogRefused, read_dialog
from tests.dialogs.playing import play, refused_by

HEAD = 'office = "khonkaen2"\nform = "cumulative"\nat = "2021-03-22T10:00:00+07:00"\nprojects = "8"\n'
REPORTED = ('says = "รายงาน"', 'taps = "in_progress"', 'says = "525"', 'taps = "skip"', 'taps = "confirm"')


def written(*turns: str, closing: str = "") -> str:
    return "\n".join((HEAD, *(f"[[turn]]\n{turn}" for turn in turns), closing))


def found(tmp_path: Path, *turns: str, closing: str = "") -> str:
    return "\n".join(play(read_dialog(written(*turns, closing=closing)), tmp_path))


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ('says = "รายงาน"\nhears = ["งบประมาณ 99 บาท"]', "turn 1: not heard ['งบประมาณ 99 บาท']"),
        ('says = "รายงาน"\nhears_not = ["ข้อ 1"]', "heard ['ข้อ 1']"),
        ('says = "รายงาน"\nasks = "spent"', "asks 'status', not 'spent'"),
        ('says = "รายงาน"\nasks = ""', "asks 'status', not ''"),
        ('says = "รายงาน"\nsilent = true', "turn 1: heard"),
        ("unsends = 1", "no message was sent in turn 1"),
        ('at = "2021-03-14T10:00:00+07:00"\nticks = true', "heard nothing"),
        ('taps = "in_progress"', "no button in_progress"),
        ('sends = "a smell"', "nobody can send a smell"),
    ],
)
def test_what_does_not_come_as_written_is_told_with_its_turn(turn: str, said: str, tmp_path: Path) -> None:
    assert said in found(tmp_path, turn)


def test_a_button_that_is_not_offered_is_told_with_those_that_are(tmp_path: Path) -> None:
    assert "turn 2: no button confirm among ['status:not_started'" in found(tmp_path, REPORTED[0], 'taps = "confirm"')


def test_what_line_refuses_is_told() -> None:
    line = Simulator(clock=lambda: datetime(2021, 3, 22, tzinfo=UTC))
    line.start()
    line.accounts.add("secret", "token", "http://127.0.0.1:1/")
    body = {"to": line.directory.add_person("ครูมาลี"), "messages": [{"type": "text", "text": ""}]}
    headers = {"Authorization": "Bearer token"}
    urllib3.request("POST", f"{line.base_url}/v2/bot/message/push", json=body, headers=headers)
    line.stop()
    assert refused_by(line) == [f"LINE refused {body}"]


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        ('[expects.export.8]\nspent_total = "526.00"', "spent_total is '525.00', not '526.00'"),
        ("[expects.export.8]\nrevision = 2", "revision is 1"),
        ('[expects.export.8]\nanswers = { spent = "525.00" }', "answers is"),
        ("[expects.told.8]\nprogress = [3]", "progress is not what was told in [3]"),
    ],
)
def test_an_export_that_differs_is_told(closing: str, said: str, tmp_path: Path) -> None:
    assert said in found(tmp_path, *REPORTED, closing=closing)


@pytest.mark.parametrize(
    ("turn", "where"),
    [
        ('says = "รายงาน"\nhear = ["ข้อ 1"]', "turn 1: nobody knows hear"),
        ('hears = ["ข้อ 1"]', "turn 1: does 0 of"),
        ('says = "รายงาน"\ntaps = "done"', "turn 1: does 2 of"),
    ],
)
def test_a_turn_not_written_as_told_is_refused(turn: str, where: str) -> None:
    with pytest.raises(DialogRefused, match=where):
        read_dialog(written(turn))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("office =", "Invalid"),
        ('at = "2021-03-22T10:00:00+07:00"', "the head: .*office"),
        ('offices = "khonkaen2"', "the head: nobody knows offices"),
        ("[[before]]\nid = 'x'", "before: .*quarters"),
        ("[[person]]\nprojekts = '4'", "person: nobody knows projekts"),
    ],
)
def test_a_head_not_written_as_told_is_refused(text: str, where: str) -> None:
    with pytest.raises(DialogRefused, match=where):
        read_dialog(text)
