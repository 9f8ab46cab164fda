"""`tanrob people requests`: who asked for what, who decided it and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid5

from bot.commands.cli import load_settings, open_database
from storage.records import ProjectRequest
from storage.vocabulary import RequestOutcome
from tests.storage.samples import CAUSE
from tests.support.command_line import Run

AT = datetime(2021, 3, 22, 2, 0, tzinfo=UTC)


def ask(run: Run) -> None:
    """Nida asked for no. 4 to be handed over, and Somchai refused."""
    for name, role in (("นิดา", "owner"), ("สมชาย", "planner")):
        run("people", "invite", "khonkaen2", "--name", name, "--role", role, "--projects", "4")
    with open_database(load_settings()) as storage, storage.office("khonkaen2").work() as work:
        by_name = {person.name: person for person in work.people.all()}
        project = next(project for project in work.plan.projects(2564) if project.no == 4)
        asked = ProjectRequest(uuid5(CAUSE, "asked"), by_name["นิดา"].id, 2564, project.id, AT, "ครูมาลี")
        work.requests.place(asked)
        work.requests.decide(asked, RequestOutcome.DENIED, by_name["สมชาย"].id, AT)
        work.commit()


def test_a_request_is_listed_with_who_decided_it(run: Run, planned: None) -> None:
    ask(run)
    assert json.loads(run("people", "requests", "khonkaen2", "--json").output) == [
        {
            "project": 4,
            "fiscal_year": 2564,
            "owner": "นิดา",
            "to": "ครูมาลี",
            "asked_at": "2021-03-22T09:00:00+07:00",
            "outcome": "denied",
            "decided_by": "สมชาย",
            "decided_at": "2021-03-22T09:00:00+07:00",
        }
    ]
    assert "นิดา · คำขอ: ที่ 4 ขอย้ายไปให้ ครูมาลี" in run("people", "requests", "khonkaen2").output


def test_where_nobody_asked_that_is_said(run: Run, planned: None) -> None:
    assert run("people", "requests", "khonkaen2").output == "ยังไม่มีคำขอ\n"
    assert run("people", "requests", "khonkaen2", "--json").output.strip() == "[]"
