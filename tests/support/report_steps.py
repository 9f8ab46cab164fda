"""Reports sent and links opened, for the tests of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from bot.conversation.events import TextReceived
from bot.usecases.reports.compiling import WrittenReport, official_report
from storage.records import Person, Round, Submission
from tests.support.answers import stored
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness

OWNER = Person(UUID(int=7), "มาลี ใจดี", "owner")


def send(harness: UsecaseHarness, no: int, spent: int, round_: Round = ROUND, by: Person = OWNER, **more: str) -> None:
    """The next revision of the project's report, with these answers too, a minute after whatever was before."""
    harness.wait(minutes=1)
    with harness.storage.office(OFFICE).work() as work:
        work.people.save(by)
        latest = work.submissions.latest_of(round_.id, project_id(no))
        revision = latest.revision + 1 if latest else 1
        answers = stored(status="in_progress", spent=spent, progress="ประชุม", **more)
        work.submissions.add(
            Submission(uuid4(), round_.id, project_id(no), revision, by.id, "cumulative", 1, answers, harness.now)
        )
        work.commit()


def add_round(harness: UsecaseHarness, round_: Round) -> Round:
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.save(round_)
        work.commit()
    return round_


def earlier(round_id: str, days: int, **changes: Any) -> Round:
    """A round like the harness's that opened so many days before it."""
    return replace(ROUND, id=round_id, opens=ROUND.opens - timedelta(days=days), **changes)


def write(harness: UsecaseHarness, kind: str = "xlsx", round_: Round = ROUND) -> WrittenReport:
    """The document now, kept."""
    with harness.storage.office(OFFICE).work() as work:
        written = official_report(
            work, work.rounds.get(round_.id) or round_, kind, harness.now, harness.ports.photos.get
        )
        work.documents.keep(written.document)
        work.commit()
    return written


def ask(harness: UsecaseHarness, user: str, text: str = "เอกสาร", group: str | None = None) -> list[Call]:
    """What saying that is answered with, as LINE got it."""
    before = len(harness.messenger.accepted)
    harness.hear(user, TextReceived, uuid4().hex, text, group=group)
    harness.postman.deliver_all()
    return harness.messenger.accepted[before:]


def addresses(calls: list[Call]) -> dict[str, str]:
    """The keys of the only card in the calls that open an address, by their labels."""
    cards = [message["contents"] for call in calls for message in call.messages if message["type"] == "flex"]
    actions = [key["action"] for card in cards for key in card.get("footer", {}).get("contents", [])]
    return {action["label"]: action["uri"] for action in actions if action["type"] == "uri"}


def bind_group(harness: UsecaseHarness, planner: str, group: str) -> None:
    code = harness.say(planner, "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say(planner, f"ผูกกลุ่ม {code}", group=group)
