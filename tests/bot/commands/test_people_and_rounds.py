"""`tanrob people`, `tanrob round` and `tanrob export`."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from bot.settings import read_settings
from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Delivery, Person
from tests.support.command_line import FOUR, Run, csv_plan


def test_an_invitation_prints_its_code_and_its_end(run: Run, planned: str) -> None:
    heard = json.loads(
        run("people", "invite", planned, "--name", "นิดา", "--role", "owner", "--projects", "4,8", "--json").output
    )
    assert len(heard["code"].replace("-", "")) == 8
    assert heard["expires"] == "2021-03-29T08:00:00+07:00"
    assert heard["projects"] == [4, 8]
    (row,) = json.loads(run("people", "list", planned, "--json").output)
    assert (row["name"], row["state"], row["projects"]) == ("นิดา", "invited", [4, 8])


@pytest.mark.parametrize("words", [("planner",), ("owner", "--projects", "4,8")])
def test_no_line_of_an_invitation_ends_in_a_space(run: Run, planned: str, words: tuple[str, ...]) -> None:
    lines = run("people", "invite", planned, "--name", "นิดา", "--role", *words).stdout.splitlines()
    assert lines == [line.rstrip() for line in lines]
    assert not any("  " in line for line in lines)


def test_who_has_no_project_left_is_said_to_have_none(run: Run, planned: str) -> None:
    run("people", "invite", planned, "--name", "นิดา", "--role", "owner", "--projects", "4")
    heard = run("people", "take", planned, "--name", "นิดา", "--projects", "4").output
    assert "นิดา ไม่มีโครงการที่รับผิดชอบ" in heard


def test_a_person_is_removed_by_name(run: Run, planned: str) -> None:
    run("people", "invite", planned, "--name", "นิดา", "--role", "planner")
    assert run("people", "remove", planned, "--name", "นิดา").exit_code == 0
    assert json.loads(run("people", "list", planned, "--json").output) == []


def test_the_group_a_removed_planner_bound_ends_with_all_that_knows_their_account(run: Run, planned: str) -> None:
    found, at, user = read_settings(), datetime(2021, 3, 15, 1, tzinfo=UTC), "U0c75e2e5de9b4bd2be9ce3ba4d6a2f71"
    storage = Storage.open(found.database_url, found.secret_key)
    person = Person(uuid4(), "นิดา", "planner", line_user_id=user)
    with storage.office(planned).work() as work:
        work.people.save(person)
        work.groups.bind(BoundGroup("C1", at, person.id))
        work.outbox.post(Delivery(uuid4(), planned, DeliveryKind.REMINDER, user, (), at, at))
        work.commit()
    assert "กลุ่ม LINE ที่ นิดา ผูกไว้" in run("people", "remove", planned, "--name", "นิดา").output
    with storage.office(planned).reading() as work:
        assert work.groups.current() is None
    storage.close()
    file = Path(found.database_url.removeprefix("sqlite:///"))
    assert [one.name for one in file.parent.glob(f"{file.name}*") if user.encode() in one.read_bytes()] == []


def test_a_round_is_closed_and_reopened(run: Run, planned: str) -> None:
    assert run("round", "close", planned, "2564-6m").exit_code == 0
    assert '"closed": true' in run("round", "list", planned, "--json").output
    assert run("round", "reopen", planned, "2564-6m").exit_code == 0
    assert '"closed": false' in run("round", "list", planned, "--json").output


def test_an_export_before_any_report_has_the_budget_and_no_spending(run: Run, planned: str) -> None:
    found = json.loads(run("export", planned, "2564-6m", "--format", "json").output)
    assert {row["state"] for row in found["projects"]} == {"missing"}
    assert Decimal(found["totals"]["budget"]) == 3_256_025
    assert found["projects"][0]["spent_total"] is None


def test_a_csv_export_goes_to_a_file_excel_opens(run: Run, planned: str, tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    assert run("export", planned, "2564-6m", "--format", "csv", "--out", out).exit_code == 0
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) == 1 + 37 + 1


def test_inviting_again_adds_projects_and_taking_takes_them_away(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, FOUR))
    for projects in ("1", "2,3"):
        heard = run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", projects)
    assert "1, 2, 3" in heard.output
    assert "1, 3" in run("people", "take", office, "--name", "นิดา", "--projects", "2").output
    assert run("people", "take", office, "--name", "นิดา", "--projects", "2").exit_code == 1
    assert run("people", "take", office, "--name", "สมชาย", "--projects", "1").exit_code == 1
    assert "1, 3" in run("people", "list", office).output


def test_a_round_named_in_half_an_emoji_is_refused(run: Run, office: str) -> None:
    heard = run("round", "close", office, "\ud83d")
    assert (heard.exit_code, isinstance(heard.exception, SystemExit)) == (1, True)
