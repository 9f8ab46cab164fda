"""The product's programs under kills and faults, and several of them on one database.

The long storm is `python -m tests.bench.faults`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.bench.faults import CALM, SPELLS, STORM, Tally, Weather, season
from tests.bench.line import RELIABLE

REMINDERS = 30


def played(database: str, folder: Path, weather: Weather) -> Tally:
    """One round; what went wrong in it is printed."""
    tally = Tally()
    asyncio.run(season(database, folder, 1, REMINDERS, Random(7), tally, weather))
    return tally


def test_in_a_storm_of_kills_and_faults_everything_is_said_and_kept_once(
    empty_database_url: str, tmp_path: Path
) -> None:
    tally = played(empty_database_url, tmp_path, replace(STORM, kills=(1, 1)))
    assert tally.kills
    assert tally.spells
    assert len(tally.calls) > 1
    assert tally.is_clean


@pytest.mark.parametrize("spell", ["stalls", "closes", "proxy"])
def test_while_line_takes_nothing_for_minutes_nothing_counts_as_sent_and_all_is_said_later(
    tmp_path: Path, spell: str
) -> None:
    weather = Weather(RELIABLE, (0, 0), {spell: SPELLS[spell]}, (1, 1), (90,))
    tally = played(f"sqlite:///{tmp_path / 'office.db'}", tmp_path, weather)
    assert len(tally.calls) > 1
    assert tally.is_clean


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
def test_two_webs_and_two_workers_on_one_database_say_and_keep_everything_once(
    empty_database_url: str, tmp_path: Path
) -> None:
    tally = played(empty_database_url, tmp_path, CALM)
    assert tally.reminders == REMINDERS
    assert list(tally.calls) == [""]
    assert tally.is_clean
    for worker in ("worker1", "worker2"):
        assert "outcome=accepted" in (tmp_path / f"{worker}.log").read_text("utf-8")
