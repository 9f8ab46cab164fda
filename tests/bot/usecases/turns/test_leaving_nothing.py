"""Who asks to be forgotten, takes a message back or removes the bot is to be found nowhere in the database any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.conversation.events import MediaReceived, MessageUnsent, TextReceived
from bot.usecases.incoming import BotLeft, Incoming
from bot.usecases.notices.posting import post
from bot.usecases.notices.round_facts import read_current_facts
from bot.usecases.notices.sources import word_notice
from bot.usecases.notices.ticking import choose
from bot.usecases.ports import LineMessages
from bot.usecases.turns import personal_data
from bot.usecases.turns.answering import answer
from bot.usecases.turns.personal_data import tidy
from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind
from storage.records import Delivery, Photo, Round
from storage.tables import METADATA
from tests.support.usecase_harness import CHANNEL, OFFICE, UsecaseHarness, open_harness

USER = "U0c75e2e5de9b4bd2be9ce3ba4d6a2f71"
OTHER = "Uffffe2e5de9b4bd2be9ce3ba4d6a2f72"
GROUP = "Cbb9ce3ba4d6a2f710c75e2e5de9b4bd2"
TYPED = "ครูจันทร์ขอเลื่อนเพราะป่วย"
FORM = "photos"


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, form=FORM, url=database_url) as harness:
        yield harness


def everything(harness: UsecaseHarness) -> bytes:
    """All there is to read: of SQLite every byte of its files, of PostgreSQL every row of every table."""
    url = str(harness.storage._url.render_as_string(hide_password=False))
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        rows = [connection.execute(f"SELECT t::text FROM {name} t").fetchall() for name in sorted(METADATA.tables)]
    return repr(rows).encode()


def holds(harness: UsecaseHarness, text: str) -> bool:
    found = everything(harness)
    return any(kind.encode() in found for kind in (text, text.encode("unicode_escape").decode()))


def lives_a_round(harness: UsecaseHarness) -> None:
    """Wrong codes, a code, an answer under way, photos awaited, reminders sent and waiting, a group."""
    harness.say(USER, "ABCD-2345", harness.code("นิดา", "planner", "4,8"))
    harness.say(USER, "ABCD-2346")
    shown = harness.say(USER, "ยอมรับ", "ผูกกลุ่ม")
    assert "ผูกกลุ่มนี้แล้ว" in harness.say(USER, shown.splitlines()[-1].partition(": ")[2], group=GROUP)
    harness.say(USER, "รายงาน 4", TYPED)
    harness.hear(USER, MediaReceived, "image", "a photo")
    with harness.storage.office(OFFICE).work() as work:
        tomorrow = timedelta(days=1)
        for kind, due in (
            (DeliveryKind.REMINDER, timedelta()),
            (DeliveryKind.REMINDER, tomorrow),
            (DeliveryKind.MOVED, tomorrow),
        ):
            messages = ({"type": "text", "text": TYPED},)
            work.outbox.post(Delivery(uuid4(), OFFICE, kind, USER, messages, harness.now + due, harness.now, 5))
        work.commit()
    harness.postman.deliver_all()


def test_before_it_is_asked_for_there_is_something_to_erase(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    assert holds(harness, USER)
    assert holds(harness, TYPED)


def test_who_has_their_data_deleted_is_to_be_found_nowhere(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    harness.say(USER, "ลบข้อมูลของฉัน")
    assert "ยกเลิกการลงทะเบียนแล้ว" in harness.say(USER, "ใช่")
    assert harness.storage.remnants.cut_off()
    assert not holds(harness, USER)
    assert not holds(harness, TYPED)


NAMED = "ครูวิไลวรรณ"


def hands_over(harness: UsecaseHarness) -> None:
    """Asks the planners to give no. 4 to somebody, in two messages."""
    harness.enrolled(USER, "นิดา", projects="4,8")
    harness.hear(USER, TextReceived, "a wish", f"ที่ 4 ย้ายไปให้{NAMED}")
    harness.say(USER, "ใช่")
    assert holds(harness, NAMED)


def test_what_was_asked_of_the_planners_goes_with_who_has_their_data_deleted(harness: UsecaseHarness) -> None:
    hands_over(harness)
    harness.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    assert harness.storage.remnants.cut_off()
    assert not holds(harness, NAMED)


@pytest.mark.parametrize("decided", ["", "เห็นชอบ 4", "ไม่เห็นชอบ 4"])
def test_what_was_asked_of_the_planners_goes_with_the_message_taken_back(harness: UsecaseHarness, decided: str) -> None:
    hands_over(harness)
    if decided:
        harness.code("วิไลวรรณ", projects="11")
        harness.enrolled(OTHER, "สมชาย", "planner")
        harness.say(OTHER, decided)
    harness.hear(USER, MessageUnsent, "a wish", token=None)
    harness.postman.deliver_all()
    assert harness.storage.remnants.cut_off()
    assert not holds(harness, NAMED)


def test_nothing_that_waited_is_sent_to_them_any_more(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    harness.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    before = len(harness.messenger.tried)
    harness.wait(days=2)
    harness.postman.deliver_all()
    assert [call for call in harness.messenger.tried[before:] if call.to == USER] == []


def test_a_notice_chosen_before_they_were_forgotten_is_not_posted_after(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    with harness.storage.office(OFFICE).reading() as work:
        facts = read_current_facts(work, harness.now)
        assert facts is not None
        worded = [word_notice(facts, notice) for notice in choose(facts)]
    assert USER in {one.notice.to for one in worded}
    harness.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    with harness.storage.office(OFFICE).work() as work:
        assert post(harness.ports, work, worded, harness.now) == 0
        work.commit()
    assert not [one for one in harness.storage.outbox.waiting(OFFICE) if one.to == USER]


def test_what_their_office_needs_stays(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    harness.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    with harness.storage.office(OFFICE).reading() as work:
        (person,) = work.people.all()
        assert (person.name, person.line_user_id, person.consented_at) == ("นิดา", None, None)
        assert len(work.people.projects_of(person.id, 2564)) == 2


def test_a_farewell_that_never_went_out_is_forgotten_with_its_failure(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    harness.say(USER, "ลบข้อมูลของฉัน")
    harness.hear(USER, TextReceived, "last", "ใช่", token=None)
    harness.wait(days=1)
    harness.postman.deliver_all()
    harness.storage.remnants.cut_off()
    assert not holds(harness, USER)


def test_a_farewell_carried_long_after_leaves_nothing_either(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    harness.say(USER, "ลบข้อมูลของฉัน")
    harness.hear(USER, TextReceived, "last", "ใช่")
    assert harness.storage.remnants.cut_off()
    harness.postman.deliver_all()
    harness.storage.remnants.cut_off()
    assert not holds(harness, USER)


def test_a_stranger_is_forgotten_as_soon_as_they_are_answered(harness: UsecaseHarness) -> None:
    assert "รหัสเชิญ" in harness.say(OTHER, "สวัสดี")
    harness.storage.remnants.cut_off()
    assert not holds(harness, OTHER)


def test_a_stranger_who_does_not_consent_may_have_the_claimed_code_forgotten(harness: UsecaseHarness) -> None:
    harness.say(OTHER, harness.code("นิดา", projects="4"))
    assert "ลบไอดี LINE" in harness.say(OTHER, "ลบข้อมูลของฉัน")
    harness.storage.remnants.cut_off()
    assert not holds(harness, OTHER)
    assert "ยังไม่ได้ลงทะเบียน" in harness.say(OTHER, "ยอมรับ")


def test_being_forgotten_gives_a_stranger_no_further_tries(harness: UsecaseHarness) -> None:
    for number in range(5):
        harness.say(OTHER, f"ABCD-234{number + 2}")
    harness.say(OTHER, "ลบข้อมูลของฉัน")
    assert "หลายครั้งเกินไป" in harness.say(OTHER, harness.code("นิดา", projects="4"))


def test_the_account_of_a_telephone_given_up_is_to_be_found_nowhere(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    harness.say(USER, "สถานะ")
    harness.enrolled(OTHER, "นิดา", projects="4")
    harness.storage.remnants.cut_off()
    assert not holds(harness, USER)
    assert "นิดา" in harness.say(OTHER, "ข้อมูลของฉัน")


def test_an_account_an_earlier_version_left_with_a_code_goes_with_its_person(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    with harness.storage.office(OFFICE).work() as work:
        person = work.people.by_line_user(USER)
        assert person is not None
        work.people.save(replace(person, line_user_id=OTHER))
        work.outbox.forget_recipient(USER, harness.now)
        work.commit()
    harness.say(OTHER, "ลบข้อมูลของฉัน", "ใช่")
    harness.storage.remnants.cut_off()
    assert not holds(harness, USER)


@pytest.mark.parametrize("said", ["สถานะ", "รายงาน 4"])
def test_a_turn_decided_before_they_were_forgotten_is_not_carried_out_after(harness: UsecaseHarness, said: str) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    late = Incoming(TextReceived(uuid4().hex, harness.now, "m9", said), USER, None, reply_token="late")

    def forgotten_meanwhile(bubbles: Sequence[Bubble]) -> LineMessages:
        if not forgotten:
            forgotten.append(True)
            with harness.storage.office(OFFICE).work() as work:
                person = work.people.by_line_user(USER)
                assert person is not None
                personal_data.forget_person(work, person, harness.now)
                work.commit()
        return harness.ports.render(bubbles)

    forgotten: list[bool] = []
    answer(replace(harness.ports, render=forgotten_meanwhile), OFFICE, CHANNEL, late)
    harness.postman.deliver_all()
    harness.storage.remnants.cut_off()
    assert not holds(harness, USER)
    with harness.storage.office(OFFICE).reading() as work:
        assert work.conversations.all() == ()


def test_a_claimed_code_nobody_enrolled_with_forgets_its_account_when_it_expires(harness: UsecaseHarness) -> None:
    harness.say(OTHER, harness.code("นิดา", projects="4"))
    harness.wait(days=90)
    tidy(harness.ports, harness.now)
    harness.storage.remnants.cut_off()
    assert not holds(harness, OTHER)


def test_what_a_person_takes_back_is_to_be_found_nowhere(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    harness.say(USER, "รายงาน 4")
    harness.hear(USER, TextReceived, "m1", TYPED)
    harness.postman.deliver_all()
    assert holds(harness, TYPED)
    harness.hear(USER, MessageUnsent, "m1", token=None)
    harness.postman.deliver_all()
    assert harness.storage.remnants.cut_off()
    assert not holds(harness, TYPED)


def test_a_message_taken_back_before_it_was_taken_is_not_kept(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    harness.say(USER, "รายงาน 4")
    harness.hear(USER, MessageUnsent, "m1", token=None)
    harness.hear(USER, TextReceived, "m1", TYPED)
    harness.postman.deliver_all()
    harness.storage.remnants.cut_off()
    assert not holds(harness, TYPED)


def sends_a_report_with(harness: UsecaseHarness, user: str, message_id: str) -> None:
    harness.enrolled(user, "นิดา", projects="4")
    harness.say(user, "รายงาน 4", "2", "0")
    harness.hear(user, TextReceived, message_id, TYPED)
    assert "ส่งแล้ว" in harness.say(user, "เสร็จแล้ว", "ยืนยัน")


@pytest.mark.parametrize("sends_it", [True, False], ids=["sent", "draft"])
def test_what_a_person_takes_back_goes_from_what_another_owner_made_of_it(
    tmp_path: Path, database_url: str, sends_it: bool
) -> None:
    with open_harness(tmp_path, url=database_url) as harness:
        sends_a_report_with(harness, USER, "m1")
        harness.enrolled(OTHER, "มานะ", projects="4")
        assert TYPED in harness.say(OTHER, "แก้ 4")
        if sends_it:
            assert "ส่งแล้ว" in harness.say(OTHER, "ยืนยัน")
        harness.hear(USER, MessageUnsent, "m1", token=None)
        harness.postman.deliver_all()
        harness.storage.remnants.cut_off()
        assert not holds(harness, TYPED)


@pytest.mark.parametrize("sends_it", [True, False], ids=["sent", "draft"])
def test_what_a_person_takes_back_goes_from_a_later_round_that_was_the_same(
    tmp_path: Path, database_url: str, sends_it: bool
) -> None:
    with open_harness(tmp_path, url=database_url) as harness:
        sends_a_report_with(harness, USER, "m1")
        with harness.storage.office(OFFICE).work() as work:
            work.rounds.save(Round("2564-9m", 2564, (3,), date(2021, 6, 1), date(2021, 6, 25)))
            work.commit()
        harness.wait(days=80)
        assert TYPED in harness.say(USER, "รายงาน 4", "เหมือนรอบก่อนทุกข้อ")
        if sends_it:
            assert "ส่งแล้ว" in harness.say(USER, "ยืนยัน")
        harness.hear(USER, MessageUnsent, "m1", token=None)
        harness.postman.deliver_all()
        harness.storage.remnants.cut_off()
        assert not holds(harness, TYPED)


def test_a_group_the_bot_was_removed_from_is_to_be_found_nowhere(harness: UsecaseHarness) -> None:
    lives_a_round(harness)
    assert holds(harness, GROUP)
    harness.tick()
    harness.hear(USER, BotLeft, group=GROUP, token=None)
    assert harness.storage.remnants.cut_off()
    assert not holds(harness, GROUP)
    with harness.storage.office(OFFICE).reading() as work:
        left = work.groups.newest()
        assert left is not None
        assert left.left_at == harness.now


def test_while_somebody_reads_the_log_is_cut_off_later(tmp_path: Path) -> None:
    with open_harness(tmp_path, form=FORM) as harness:
        lives_a_round(harness)
        reader = sqlite3.connect(tmp_path / "office.db")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM office").fetchone()
        harness.say(USER, "ลบข้อมูลของฉัน", "ใช่")
        assert not harness.storage.remnants.cut_off()
        assert holds(harness, USER)
        reader.close()
        harness.tick()
        assert not holds(harness, USER)
        assert harness.storage.remnants.pending() == 0


def test_nobody_takes_back_a_photo_another_person_showed(harness: UsecaseHarness) -> None:
    harness.enrolled(USER, "นิดา", projects="4")
    harness.enrolled(OTHER, "มานะ", projects="8")
    with harness.storage.office(OFFICE).work() as work:
        owner = work.people.by_line_user(USER)
        assert owner is not None
        photo = Photo(uuid4(), OFFICE, "shown", owner.id, "a session", harness.now, harness.now)
        work.photos.add(photo)
        work.commit()
    harness.hear(OTHER, MessageUnsent, "shown", token=None)
    with harness.storage.office(OFFICE).reading() as work:
        assert work.photos.get(photo.id) == photo
    harness.hear(USER, MessageUnsent, "shown", token=None)
    with harness.storage.office(OFFICE).reading() as work:
        left = work.photos.get(photo.id)
        assert left is not None
        assert left.state == "erasing"
