"""What one office remembers, no other office sees or changes, subject by subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Channel, FrontMatter, Quota
from storage.tables import METADATA
from storage.vocabulary import RequestOutcome, SubmissionState
from storage.work import OfficeStorage, Work
from tests.storage.samples import (
    MINUTE,
    NOW,
    OFFICE,
    OWNER,
    PLANNER,
    PROJECTS,
    REFUSED,
    ROUND,
    YEAR,
    changing,
    document,
    invitation,
    letter,
    photo,
    report,
    request,
    set_up,
)

OTHER = replace(OFFICE, id="other")
LONG_AGO, FAR_AHEAD = NOW - timedelta(days=99), NOW + timedelta(days=99)

READINGS: dict[str, Callable[[Work], Any]] = {
    "office": lambda work: work.office.load(),
    "channel": lambda work: work.office.channel(),
    "rounds": lambda work: work.rounds.all(),
    "a round": lambda work: work.rounds.get(ROUND.id),
    "plan": lambda work: work.plan.projects(YEAR),
    "plan as it ever was": lambda work: work.plan.projects_ever(YEAR),
    "plan before the last import": lambda work: work.plan_versions.newest(),
    "plan at a moment": lambda work: work.plan_versions.at(YEAR, LONG_AGO),
    "numbers at a moment": lambda work: work.plan_versions.numbers_at(YEAR, LONG_AGO),
    "years": lambda work: work.plan.years(),
    "people": lambda work: work.people.all(),
    "a person": lambda work: work.people.get(OWNER.id),
    "a line account": lambda work: work.people.by_line_user("Uowner"),
    "assignments": lambda work: work.people.assignments(YEAR),
    "a person's projects": lambda work: work.people.projects_of(OWNER.id, YEAR),
    "requests": lambda work: work.requests.open(),
    "a request": lambda work: work.requests.get(request().id),
    "a person's requests": lambda work: work.requests.asked_by(OWNER.id),
    "a decided request": lambda work: work.requests.decided_on(YEAR, 2),
    "untold requests": lambda work: work.requests.untold(OWNER.id),
    "an invitation": lambda work: work.invitations.find("hash-1"),
    "wrong codes": lambda work: work.invitations.misses_since("Uowner", LONG_AGO),
    "a conversation": lambda work: work.conversations.load(OWNER.id).state,
    "conversations": lambda work: work.conversations.all(),
    "latest reports": lambda work: work.submissions.latest(ROUND.id),
    "the latest report": lambda work: work.submissions.latest_of(ROUND.id, 1),
    "revisions": lambda work: work.submissions.revisions(ROUND.id, 1),
    "reports with a message": lambda work: work.submissions.having_message(OWNER.id, "500001"),
    "messages in reports": lambda work: work.submissions.messages_of(OWNER.id),
    "a photo": lambda work: work.photos.get(photo().id),
    "the photo of a message": lambda work: work.photos.of_message("500001"),
    "photos to come": lambda work: work.photos.waiting_in("a session"),
    "kept photos": lambda work: work.photos.kept_before(FAR_AHEAD),
    "told": lambda work: work.ledger.targets_of(ROUND.id, "-3"),
    "erasing": lambda work: work.photos.get(photo("500003").id),
    "heard": lambda work: work.ledger.steps_by_target(ROUND.id),
    "a document": lambda work: work.documents.find(document().sha256),
    "group": lambda work: work.groups.current(),
    "quota": lambda work: work.quota.load(),
    "under way": lambda work: work.outbox.under_way(),
    "form": lambda work: work.forms.source("table", 1),
    "front matter": lambda work: work.front_matter.load(),
}

CHANGES: dict[str, Callable[[Work], Any]] = {
    "office": lambda work: work.office.save(replace(OTHER, form="narrative")),
    "channel": lambda work: work.office.save_channel(Channel("theirs", "theirs")),
    "a round": lambda work: work.rounds.save(replace(ROUND, quarters=(3,))),
    "closing": lambda work: work.rounds.close(ROUND.id, NOW),
    "reopening": lambda work: work.rounds.reopen(ROUND.id),
    "plan": lambda work: work.plan.save(YEAR, [replace(PROJECTS[0], budget=7)]),
    "removing projects": lambda work: work.plan.remove(YEAR, [1, 2, 4], NOW),
    "keeping a version": lambda work: work.plan_versions.keep(YEAR, PROJECTS, NOW),
    "undoing": lambda work: work.plan_versions.mark_undone(1),
    "a person": lambda work: work.people.save(replace(OWNER, name="คนอื่น")),
    "removing a person": lambda work: work.people.remove(OWNER.id),
    "assigning": lambda work: work.people.assign(OWNER.id, YEAR, [4]),
    "taking away": lambda work: work.people.unassign(OWNER.id, YEAR, [1]),
    "requesting": lambda work: work.requests.place(request("theirs")),
    "withdrawing": lambda work: work.requests.withdraw(OWNER.id, YEAR, 1, NOW),
    "deciding": lambda work: deciding(work),
    "forgetting requests": lambda work: work.requests.erase(OWNER.id),
    "forgetting a successor": lambda work: work.requests.erase_successor(PLANNER.id),
    "forgetting a message": lambda work: work.requests.erase_message(OWNER.id, "500004"),
    "inviting": lambda work: work.invitations.add(invitation("hash-2")),
    "claiming": lambda work: work.invitations.claim("hash-1", "Uother"),
    "enrolling": lambda work: work.invitations.mark_enrolled("hash-1", NOW),
    "binding by code": lambda work: work.invitations.mark_group_bound("hash-1", NOW),
    "missing": lambda work: work.invitations.count_miss("Uowner", NOW),
    "forgetting misses": lambda work: work.invitations.forget_misses_before(FAR_AHEAD),
    "talking": lambda work: work.conversations.save(OWNER.id, {"theirs": 1}, 0, NOW),
    "erasing": lambda work: work.conversations.erase(OWNER.id),
    "reporting": lambda work: work.submissions.add(replace(report(), answers={})),
    "returning": lambda work: work.submissions.set_state(report().id, SubmissionState.RETURNED),
    "rewriting": lambda work: work.submissions.rewrite(report().id, {}, ()),
    "sending a photo": lambda work: work.photos.add(replace(photo(), office_id="other")),
    "keeping a photo": lambda work: work.photos.keep(photo().id, 1, 1, 1),
    "losing a photo": lambda work: work.photos.lose(photo().id, NOW),
    "erasing photos": lambda work: work.photos.erase(["500001", "500002", "500003"], NOW),
    "having erased a photo": lambda work: work.photos.forget(photo("500003").id),
    "telling": lambda work: work.ledger.record(ROUND.id, "planner", "-3", None, NOW),
    "dating back": lambda work: work.ledger.date_back(NOW - MINUTE),
    "writing a document": lambda work: work.documents.keep(replace(document(), kind="pdf")),
    "binding": lambda work: work.groups.bind(BoundGroup("Ctheirs", NOW, PLANNER.id)),
    "leaving": lambda work: work.groups.mark_left("Cours", NOW),
    "asking for the quota": lambda work: work.quota.save(Quota("2021-03", NOW, most=1)),
    "spending": lambda work: work.quota.spend(7),
    "superseding": lambda work: work.outbox.supersede(DeliveryKind.REMINDER, "Uowner", NOW),
    "keeping a form": lambda work: work.forms.keep("table", 1, "their source"),
    "supplying a front matter": lambda work: work.front_matter.save(FrontMatter("theirs.docx", b"theirs")),
    "giving up a front matter": lambda work: work.front_matter.remove(),
    "forgetting events": lambda work: work.inbox.forget_before(FAR_AHEAD),
}


def deciding(work: Work) -> None:
    """A request of the same id, decided and told."""
    work.requests.place(request())
    work.requests.decide(request(), RequestOutcome.DENIED, PLANNER.id, NOW)
    work.requests.mark_told(OWNER.id, NOW)


def fill(office: OfficeStorage) -> None:
    """A row in every table."""
    with changing(office) as work:
        work.office.save_channel(Channel("our secret", "our token"))
        work.plan_versions.keep(YEAR, PROJECTS, NOW)
        work.people.assign(OWNER.id, YEAR, [1])
        work.requests.place(request())
        work.requests.place(request("decided", 2))
        work.requests.decide(request("decided", 2), RequestOutcome.GRANTED, PLANNER.id, NOW)
        work.invitations.add(invitation("hash-1"))
        work.invitations.count_miss("Uowner", NOW)
        work.conversations.save(OWNER.id, {"ours": 1}, 0, NOW)
        work.inbox.claim("event", NOW)
        work.submissions.add(
            replace(report(), parts=({"question": "progress", "message_id": "500001", "text": "ของเรา"},))
        )
        for message_id in ("500001", "500002", "500003"):
            work.photos.add(photo(message_id))
        work.photos.keep(photo("500002").id, 1, 2, 3)
        work.photos.erase(["500003"], NOW)
        work.outbox.post(letter())
        work.outbox.post(replace(letter("a reminder"), kind=DeliveryKind.REMINDER))
        work.quota.save(Quota("2021-03", NOW))
        work.ledger.record(ROUND.id, "owner", "-3", letter().id, NOW)
        work.documents.keep(document())
        work.groups.bind(BoundGroup("Cours", NOW, PLANNER.id))
        work.forms.keep("table", 1, "our source")
        work.front_matter.save(FrontMatter("ours.docx", b"ours"))


@pytest.fixture
def filled(office: OfficeStorage) -> OfficeStorage:
    """The sample office with a row in every table."""
    fill(office)
    return office


def test_the_filled_office_has_a_row_in_every_table(filled: OfficeStorage) -> None:
    with filled.reading() as work:
        counts = {
            table: work._transaction.run(select(func.count()).select_from(text(table))).scalar()
            for table in METADATA.tables
        }
    assert all(counts.values()), counts


@pytest.mark.parametrize("subject", READINGS)
def test_an_office_sees_its_own(filled: OfficeStorage, subject: str) -> None:
    with filled.reading() as work:
        assert READINGS[subject](work)


@pytest.mark.parametrize("subject", READINGS)
def test_another_office_sees_nothing_of_it(storage: Storage, filled: OfficeStorage, subject: str) -> None:
    with storage.office("other").reading() as work:
        assert not READINGS[subject](work)


@pytest.mark.parametrize("change", CHANGES)
def test_another_offices_change_leaves_it_alone(storage: Storage, filled: OfficeStorage, change: str) -> None:
    other = set_up(storage.office("other"), OTHER)
    before = everything(filled)
    with changing(other) as work:
        CHANGES[change](work)
    assert everything(filled) == before


def test_the_same_event_reaches_each_office(storage: Storage, filled: OfficeStorage) -> None:
    with changing(set_up(storage.office("other"), OTHER)) as work:
        assert work.inbox.claim("event", NOW)


def test_another_offices_forgetting_does_not_let_an_event_in_again(storage: Storage, filled: OfficeStorage) -> None:
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.inbox.forget_before(FAR_AHEAD)
    with filled.work() as work:
        assert not work.inbox.claim("event", NOW)


def test_the_outbox_shows_each_office_its_own(storage: Storage, filled: OfficeStorage) -> None:
    theirs = replace(letter("theirs"), office_id="other")
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.outbox.post(theirs)
    storage.outbox.give_up(theirs, NOW, REFUSED)
    assert {one.office_id for one in storage.outbox.waiting(OFFICE.id)} == {OFFICE.id}
    assert storage.outbox.failures(OFFICE.id) == ()
    assert [one.office_id for one in storage.outbox.failures("other")] == ["other"]


def test_settling_a_delivery_leaves_another_offices_of_the_same_id_alone(
    storage: Storage, filled: OfficeStorage
) -> None:
    mine, theirs = letter("shared"), replace(letter("shared"), office_id="other")
    with changing(filled) as work:
        work.outbox.post(mine)
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.outbox.post(theirs)
    storage.outbox.give_up(theirs, NOW, REFUSED)
    assert mine.id in {one.id for one in storage.outbox.waiting(OFFICE.id)}
    assert storage.outbox.waiting("other") == ()


def test_the_postman_serves_every_office(storage: Storage, filled: OfficeStorage) -> None:
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.outbox.post(replace(letter("theirs"), office_id="other"))
    assert {one.office_id for one in storage.outbox.claim(NOW, MINUTE, 9)} == {OFFICE.id, "other"}


def test_photos_of_every_office_are_claimed(storage: Storage, filled: OfficeStorage) -> None:
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.photos.add(replace(photo("theirs"), office_id="other"))
    assert {one.office_id for one in storage.photo_queue.claim(NOW, MINUTE, 9)} == {OFFICE.id, "other"}


def test_every_key_of_every_table_starts_with_the_office() -> None:
    for table in METADATA.sorted_tables:
        first = next(iter(table.primary_key)).name
        assert first == {"office": "id", "heartbeat": "name"}.get(table.name, "office_id"), table.name


def everything(office: OfficeStorage) -> dict[str, Any]:
    with office.reading() as work:
        return {subject: read(work) for subject, read in READINGS.items()}


def test_a_claim_takes_one_offices_delivery_where_another_has_one_of_the_same_id(
    storage: Storage, filled: OfficeStorage
) -> None:
    with changing(set_up(storage.office("other"), OTHER)) as work:
        work.outbox.post(replace(letter(), office_id="other"))
    claims = [storage.outbox.claim(NOW, MINUTE, 1) for _ in range(3)]
    assert {one.office_id for claim in claims for one in claim} == {OFFICE.id, "other"}
