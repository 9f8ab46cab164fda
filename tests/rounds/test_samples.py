"""The sample offices of the formats without a whole published report: plan, people and answers fit together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from messages.samples import sample
from tests.support.product import run_product

MOMENTS = {
    "policy-status": "2021-03-22T10:00:00+07:00",
    "narrative": "2021-03-22T10:00:00+07:00",
    "quarterly-narrative": "2023-03-27T10:00:00+07:00",
}


def spent(answers: Mapping[str, str]) -> Decimal:
    return sum(
        (Decimal(text) for question, text in answers.items() if question.startswith("spent") and text), Decimal()
    )


@pytest.mark.parametrize("name", sorted(MOMENTS))
def test_every_project_can_be_reported_by_its_owner(name: str, tmp_path: Path) -> None:
    office = sample(name)
    with run_product(tmp_path, MOMENTS[name]) as product:
        office_id = product.open_office(office)
        for person in office.people:
            actor = product.enrol(office_id, person)
            for no in (int(no) for no in person.projects.split(",") if no):
                actor.report(no, office.answers[no])
        with product.storage.office(office_id).reading() as work:
            (round_,) = work.rounds.all()
        export = product.export(office_id, round_.id)
        assert {project["no"]: project["state"] for project in export["projects"]} == dict.fromkeys(
            office.answers, "submitted"
        )
        assert Decimal(export["totals"]["spent"]) == sum(map(spent, office.answers.values()))
        assert product.simulator.calls.refused() == []
