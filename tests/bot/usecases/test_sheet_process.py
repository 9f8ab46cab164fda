"""Spreadsheets of strangers: whatever they ask for, their reader ends within its limits and the product goes on."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from datetime import date

import pytest

from bot.usecases import sheet_process
from bot.usecases.sheet_process import read_apart
from messages.samples import sample
from messages.sheets.reading import UnreadableSheet, read_sheets
from tests.messages.plans.made import HEADER, ods, xlsx
from tests.support.hostile_plans import HOSTILE, LARGE


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - LARGE))
def test_a_hostile_file_is_refused_in_thai_or_read_as_the_little_it_holds(name: str) -> None:
    with suppress(UnreadableSheet):
        assert sum(len(row) for sheet in read_apart(HOSTILE[name](), name) for row in sheet.rows) < 100


@pytest.mark.parametrize("name", ["many-sectors.xls", "looping.xls", "string-count.xlsx"])
def test_what_would_take_the_memory_ends_the_reader_and_nobody_else(name: str) -> None:
    with pytest.raises(UnreadableSheet, match="หน่วยความจำหรือเวลามากเกินไป"):
        read_apart(HOSTILE[name](), name)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "MAX_SECONDS", 0.001)
    with pytest.raises(UnreadableSheet, match="หน่วยความจำหรือเวลามากเกินไป"):
        read_apart(sample("khonkaen2").plan, "plan.xlsx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (sample("khonkaen2").plan, "plan.xlsx"),
        (sample("rayong2").plan, "plan.xlsx"),
        (xlsx([HEADER, (1, "ก", 1.5, date(2020, 10, 1)), (2, True, None, "ข")], "A3:B4"), "a.xlsx"),
        (ods([HEADER, (1, "ก", 2, None)]), "a.ods"),
        ("ที่,โครงการ\n1,ก\n".encode(), "แผน.csv"),
    ],
)
def test_a_sound_file_is_read_as_it_is_within_this_process(data: bytes, name: str) -> None:
    assert read_apart(data, name) == read_sheets(data, name)


def test_a_refusal_is_the_same_sentence() -> None:
    with pytest.raises(UnreadableSheet, match=r"อ่านได้เฉพาะไฟล์ \.xlsx"):
        read_apart(b"%PDF-1.4", "plan.pdf")


def test_the_reader_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *words, **how: started.append(how["env"]) or run(*words, **how))
    read_apart(b"1,2\n", "a.csv")
    assert started == [{"PYTHONUTF8": "1"}]
