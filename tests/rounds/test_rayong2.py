"""The round of สพป.ระยอง เขต 2, fiscal year 2566, quarters 1 and 2: one amount a quarter, plan beside actual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from messages.samples import sample
from tests.support.printed import RAYONG, progress_texts
from tests.support.product import Product, run_product


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    with run_product(tmp_path, "2023-03-20T08:00+07:00") as product:
        yield product


def play(product: Product, progress: Mapping[int, str]) -> Mapping[str, Any]:
    office = sample("rayong2")
    office_id = product.open_office(office)
    for person in office.people:
        actor = product.enrol(office_id, person)
        for no in (int(no) for no in person.projects.split(",") if no):
            actor.report(no, {**office.answers[no], "progress": progress.get(no, "")})
    return product.export(office_id, "2566-6m")


def assert_printed_figures(export: Mapping[str, Any]) -> None:
    rows = {row["no"]: row for row in export["projects"]}
    assert len(rows) == 49
    assert Decimal(export["totals"]["budget"]) == 1_975_480
    for quarter, baht in (("q1", 189_860), ("q2", 672_510)):
        assert sum(Decimal(row["spent"][quarter]) for row in rows.values()) == baht
    assert Decimal(export["totals"]["spent"]) == 862_370
    assert Decimal(rows[4]["spent"]["q1"]) == 21_440
    assert (rows[12]["spent"]["q3"], rows[12]["spent"]["q4"]) == (None, None)
    assert Decimal(rows[40]["spent_total"]) == 0
    assert rows[26]["plan"] == ["0.00", "15480.00", "15480.00", "7400.00"]


def test_the_round_adds_up_by_quarter_and_in_all(product: Product) -> None:
    assert_printed_figures(play(product, {}))
    assert product.simulator.calls.refused() == []


def test_progress_texts_of_every_length_arrive_as_they_were_typed(product: Product) -> None:
    progress = progress_texts(RAYONG)
    export = play(product, progress)
    assert_printed_figures(export)
    kept = {row["no"]: row["answers"]["progress"] for row in export["projects"]}
    assert kept == {no: text.strip() for no, text in progress.items()}
