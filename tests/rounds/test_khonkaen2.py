"""The whole round of สพป.ขอนแก่น เขต 2, fiscal year 2564, spoken through signed webhooks by several owners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from messages.samples import Sample, sample
from tests.support.printed import KHONKAEN, progress_texts
from tests.support.product import Product, run_product

ROUND = "2564-6m"
LEFT_UNTIL_REMINDED = {3, 10, 19, 26, 35}


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    with run_product(tmp_path, "2021-03-15T08:00+07:00") as product:
        yield product


def report_all(product: Product, office: Sample, progress: Mapping[int, str], numbers: set[int]) -> None:
    for person in office.people:
        for no in (int(no) for no in person.projects.split(",") if no):
            if no in numbers:
                answers = {**office.answers[no], "progress": progress.get(no, "")}
                receipt = product.actors[person.name].report(no, answers)
                assert f"ที่ {no} " in receipt[-1]["altText"]


def play(product: Product, progress: Mapping[int, str]) -> Mapping[str, Any]:
    """The round from enrolment to the last report after a reminder; gives the export."""
    office = sample("khonkaen2")
    office_id = product.open_office(office)
    for person in office.people:
        product.enrol(office_id, person)
    product.clock.move_to("2021-03-15T09:00+07:00")
    assert product.tick() == 4
    product.settle()
    assert product.tick() == 0
    report_all(product, office, progress, set(office.answers) - LEFT_UNTIL_REMINDED)
    product.clock.move_to("2021-03-22T09:00+07:00")
    assert product.tick() == 3
    product.settle()
    assert product.tick() == 0
    report_all(product, office, progress, LEFT_UNTIL_REMINDED)
    return product.export(office_id, ROUND)


def assert_printed_figures(export: Mapping[str, Any]) -> None:
    rows = {row["no"]: row for row in export["projects"]}
    assert len(rows) == 37
    assert {row["state"] for row in rows.values()} == {"submitted"}
    assert Decimal(export["totals"]["budget"]) == 3_256_025
    assert Decimal(export["totals"]["spent"]) == 431_801
    assert Decimal(rows[4]["remaining"]) == 592_594
    assert rows[8]["percent"] == "5.25"
    assert export["totals"]["percent"] == "13.26"


def test_the_round_adds_up_to_the_printed_figures_on_both_databases(database_url: str, tmp_path: Path) -> None:
    with run_product(tmp_path, "2021-03-15T08:00+07:00", database_url) as product:
        assert_printed_figures(play(product, {}))
        assert product.simulator.calls.refused() == []


def test_progress_texts_of_every_length_arrive_as_they_were_typed(product: Product) -> None:
    progress = progress_texts(KHONKAEN)
    export = play(product, progress)
    assert_printed_figures(export)
    kept = {row["no"]: row["answers"]["progress"] for row in export["projects"]}
    assert kept == {no: text.strip() for no, text in progress.items()}
    assert product.simulator.calls.refused() == []


def test_only_those_with_projects_missing_are_reminded(product: Product) -> None:
    play(product, {})
    # Five projects were left, of three owners; the fourth had sent everything and is left in peace.
    texts = {
        name: [message.get("text", "") for message in product.simulator.chats.messages_to(actor.user_id)]
        for name, actor in product.actors.items()
    }
    reminded = {name for name, heard in texts.items() if any("ยังไม่ได้รายงาน" in text for text in heard)}
    assert reminded == {"ครูนิดา", "ครูสมชาย", "วิชัย"}
