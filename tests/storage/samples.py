"""An office with a round, a plan and two people, and short ways to make the values the tests store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from storage.kinds import DeliveryKind
from storage.records import (
    Attempt,
    Delivery,
    Invitation,
    IssuedDocument,
    Office,
    Person,
    Photo,
    Project,
    ProjectRequest,
    Round,
    Source,
    Submission,
)
from storage.vocabulary import AttemptReason, AttemptResult
from storage.work import OfficeStorage, Work
from tests.support.answers import stored

NOW = datetime(2021, 3, 20, 2, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
YEAR = 2564

CAUSE = UUID("6f0c7a52-35a5-4a9e-8b8e-3b5f2d1c9a10")
REFUSED = Attempt(AttemptResult.REJECTED, AttemptReason.REFUSED, "400")
BROKEN = Attempt(AttemptResult.UNKNOWN, AttemptReason.UNAVAILABLE, "500")
DIED = Attempt(AttemptResult.UNKNOWN, AttemptReason.UNKNOWN, "died")


def id_of(cause: str) -> UUID:
    return uuid5(CAUSE, cause)


OFFICE = Office("kk2", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาขอนแก่น เขต 2", "สพป.ขอนแก่น เขต 2", "table")
ROUND = Round("2564-6m", YEAR, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
OWNER = Person(id_of("owner"), "มาลี", "owner", line_user_id="Uowner")
PLANNER = Person(id_of("planner"), "สมชาย", "planner", line_user_id="Uplanner")
PROJECTS = (  # whose ids are not their numbers
    Project(11, "โครงการที่หนึ่ง", 100_000_00, id=1),
    Project(12, "โครงการที่สอง", 2_550_50, "กลุ่มอำนวยการ", "งบ สพฐ.", "ด้านที่ 1", (1, 2, 3, 4), id=2),
    Project(
        14,
        "โครงการที่สี่",
        0,
        details={"objectives": "1. เพื่อพัฒนาครู\n2. เพื่อนิเทศ", "category": "งบลงทุน"},
        id=4,
    ),
)


@contextmanager
def changing(office: OfficeStorage) -> Iterator[Work]:
    """A unit of work that is committed where nothing fails."""
    with office.work() as work:
        yield work
        work.commit()


def set_up(office: OfficeStorage, of: Office = OFFICE) -> OfficeStorage:
    """Save the sample office with its round, plan and people."""
    with changing(office) as work:
        work.office.save(of)
        work.rounds.save(ROUND)
        work.plan.save(YEAR, PROJECTS)
        work.people.save(OWNER)
        work.people.save(PLANNER)
    return office


ANSWERS = {"status": "in_progress", "spent": 592_669_68, "progress": "ดำเนินการแล้ว"}
"""Also as they were kept before revision 0017."""


def report(project_id: int = 1, revision: int = 1, round_id: str = ROUND.id) -> Submission:
    return Submission(
        id=id_of(f"{round_id}/{project_id}/{revision}"),
        round_id=round_id,
        project_id=project_id,
        revision=revision,
        person_id=OWNER.id,
        form="table",
        form_version=1,
        answers=stored(ANSWERS),
        submitted_at=NOW,
    )


def letter(cause: str = "a letter", due_at: datetime = NOW, priority: int = 0) -> Delivery:
    return Delivery(
        id=id_of(cause),
        office_id=OFFICE.id,
        kind=DeliveryKind.REPLY,
        to="Uowner",
        messages=({"type": "text", "text": "ได้รับรายงานแล้ว"},),
        due_at=due_at,
        created_at=NOW,
        priority=priority,
        reply_token="a-reply-token",
        token_at=NOW,
    )


def photo(message_id: str = "500001", due_at: datetime = NOW, session: str = "a session") -> Photo:
    return Photo(
        id=id_of(f"photo {message_id}"),
        office_id=OFFICE.id,
        message_id=message_id,
        person_id=OWNER.id,
        session=session,
        received_at=NOW,
        due_at=due_at,
        reply_token="a-photo-token",
    )


def request(cause: str = "a request", project_id: int = 1) -> ProjectRequest:
    return ProjectRequest(id_of(cause), OWNER.id, YEAR, project_id, NOW, "สมชาย", "500004", PLANNER.id)


def invitation(code_hash: str = "hash-1", person: Person = OWNER) -> Invitation:
    return Invitation(code_hash, person.id, NOW + timedelta(days=7))


def document(name: str = "a document") -> IssuedDocument:
    sources = tuple(Source(ROUND.id, no, 1, report(no).id, "table", 1) for no in (1, 2))
    return IssuedDocument(sha256(name.encode()).hexdigest(), NOW, ROUND.id, "docx", False, "table", sources)
