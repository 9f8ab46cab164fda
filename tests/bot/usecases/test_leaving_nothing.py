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

from bot.usecases import my_data
from bot.usecases.answering import answer
from bot.usecases.incoming import BotLeft, Incoming, MessageUnsent, OtherShown, TextSaid
from bot.usecases.ports import LineMessages
from bot.usecases.posting import post
from bot.usecases.ticking import chosen_in
from bot.usecases.tidying import tidy
from messages.bubbles import Bubble
from storage.records import Delivery, Photo, Round
from storage.tables import METADATA
from tests.support.desk import CHANNEL, OFFICE, Desk, open_desk

USER = "U0c75e2e5de9b4bd2be9ce3ba4d6a2f71"
OTHER = "Uffffe2e5de9b4bd2be9ce3ba4d6a2f72"
GROUP = "Cbb9ce3ba4d6a2f710c75e2e5de9b4bd2"
TYPED = "ครูจันทร์ขอเลื่อนเพราะป่วย"
FORM = "quarterly-narrative"


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    with open_desk(tmp_path, form=FORM, url=database_url) as desk:
        yield desk


def everything(desk: Desk) -> bytes:
    """All there is to read: of SQLite every byte of its files, of PostgreSQL every row of every table."""
    url = str(desk.storage._url.render_as_string(hide_password=False))
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        rows = [connection.execute(f"SELECT t::text FROM {name} t").fetchall() for name in sorted(METADATA.tables)]
    return repr(rows).encode()


def holds(desk: Desk, text: str) -> bool:
    found = everything(desk)
    return any(kind.encode() in found for kind in (text, text.encode("unicode_escape").decode()))


def lives_a_round(desk: Desk) -> None:
    """Wrong codes, a code, an answer under way, photos awaited, reminders sent and waiting, a group."""
    desk.say(USER, "ABCD-2345", desk.code("นิดา", "planner", "4,8"))
    desk.say(USER, "ABCD-2346")
    shown = desk.say(USER, "ยอมรับ", "ผูกกลุ่ม")
    assert "ผูกกลุ่มนี้แล้ว" in desk.say(USER, shown.splitlines()[-1].partition(": ")[2], group=GROUP)
    desk.say(USER, "รายงาน 4", "0", "0", TYPED)
    desk.hear(USER, OtherShown("image", "a photo"))
    with desk.storage.office(OFFICE).work() as work:
        for kind, due in (("reminder", timedelta()), ("reminder", timedelta(days=1)), ("snooze", timedelta(days=1))):
            messages = ({"type": "text", "text": TYPED},)
            work.outbox.post(Delivery(uuid4(), OFFICE, kind, USER, messages, desk.now + due, desk.now, 5))
        work.commit()
    desk.postman.deliver_all()


def test_before_it_is_asked_for_there_is_something_to_erase(desk: Desk) -> None:
    lives_a_round(desk)
    assert holds(desk, USER)
    assert holds(desk, TYPED)


def test_who_has_their_data_deleted_is_to_be_found_nowhere(desk: Desk) -> None:
    lives_a_round(desk)
    desk.say(USER, "ลบข้อมูลของฉัน")
    assert "ยกเลิกการลงทะเบียนแล้ว" in desk.say(USER, "ใช่")
    assert desk.storage.remnants.cut_off()
    assert not holds(desk, USER)
    assert not holds(desk, TYPED)


def test_nothing_that_waited_is_sent_to_them_any_more(desk: Desk) -> None:
    lives_a_round(desk)
    desk.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    before = len(desk.messenger.tried)
    desk.wait(days=2)
    desk.postman.deliver_all()
    assert [call for call in desk.messenger.tried[before:] if call.to == USER] == []


def test_a_notice_chosen_before_they_were_forgotten_is_not_posted_after(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    with desk.storage.office(OFFICE).reading() as work:
        office = work.office.load()
        assert office is not None
        chosen = chosen_in(work, office, desk.now)
    assert USER in {notice.to for notice in chosen}
    desk.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    with desk.storage.office(OFFICE).work() as work:
        assert post(desk.ports, work, chosen, desk.now) == 0
        work.commit()
    assert not [one for one in desk.storage.outbox.waiting(OFFICE) if one.to == USER]


def test_what_their_office_needs_stays(desk: Desk) -> None:
    lives_a_round(desk)
    desk.say(USER, "ลบข้อมูลของฉัน", "ใช่")
    with desk.storage.office(OFFICE).reading() as work:
        (person,) = work.people.all()
        assert (person.name, person.line_user_id, person.consented_at) == ("นิดา", None, None)
        assert len(work.people.projects_of(person.id, 2564)) == 2


def test_a_farewell_that_never_went_out_is_forgotten_with_its_failure(desk: Desk) -> None:
    lives_a_round(desk)
    desk.say(USER, "ลบข้อมูลของฉัน")
    desk.hear(USER, TextSaid("last", "ใช่"), token=None)
    desk.wait(days=1)
    desk.postman.deliver_all()
    desk.storage.remnants.cut_off()
    assert not holds(desk, USER)


def test_a_farewell_carried_long_after_leaves_nothing_either(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    desk.say(USER, "ลบข้อมูลของฉัน")
    desk.hear(USER, TextSaid("last", "ใช่"))
    assert desk.storage.remnants.cut_off()
    desk.postman.deliver_all()
    desk.storage.remnants.cut_off()
    assert not holds(desk, USER)


def test_a_stranger_is_forgotten_as_soon_as_they_are_answered(desk: Desk) -> None:
    assert "รหัสเชิญ" in desk.say(OTHER, "สวัสดี")
    desk.storage.remnants.cut_off()
    assert not holds(desk, OTHER)


def test_a_stranger_who_does_not_consent_may_have_the_claimed_code_forgotten(desk: Desk) -> None:
    desk.say(OTHER, desk.code("นิดา", projects="4"))
    assert "ลบไอดี LINE" in desk.say(OTHER, "ลบข้อมูลของฉัน")
    desk.storage.remnants.cut_off()
    assert not holds(desk, OTHER)
    assert "ยังไม่ได้ลงทะเบียน" in desk.say(OTHER, "ยอมรับ")


def test_being_forgotten_gives_a_stranger_no_further_tries(desk: Desk) -> None:
    for number in range(5):
        desk.say(OTHER, f"ABCD-234{number + 2}")
    desk.say(OTHER, "ลบข้อมูลของฉัน")
    assert "หลายครั้งเกินไป" in desk.say(OTHER, desk.code("นิดา", projects="4"))


def test_the_account_of_a_telephone_given_up_is_to_be_found_nowhere(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    desk.say(USER, "สถานะ")
    desk.enrolled(OTHER, "นิดา", projects="4")
    desk.storage.remnants.cut_off()
    assert not holds(desk, USER)
    assert "นิดา" in desk.say(OTHER, "ข้อมูลของฉัน")


def test_an_account_an_earlier_version_left_with_a_code_goes_with_its_person(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    with desk.storage.office(OFFICE).work() as work:
        person = work.people.by_line_user(USER)
        assert person is not None
        work.people.save(replace(person, line_user_id=OTHER))
        work.outbox.forget_recipient(USER, desk.now)
        work.commit()
    desk.say(OTHER, "ลบข้อมูลของฉัน", "ใช่")
    desk.storage.remnants.cut_off()
    assert not holds(desk, USER)


@pytest.mark.parametrize("said", ["สถานะ", "รายงาน 4"])
def test_a_turn_decided_before_they_were_forgotten_is_not_carried_out_after(desk: Desk, said: str) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    late = Incoming(uuid4().hex, TextSaid("m9", said), USER, None, reply_token="late")

    def forgotten_meanwhile(bubbles: Sequence[Bubble]) -> LineMessages:
        if not forgotten:
            forgotten.append(True)
            with desk.storage.office(OFFICE).work() as work:
                person = work.people.by_line_user(USER)
                assert person is not None
                my_data.forget(work, person, desk.now)
                work.commit()
        return desk.ports.render(bubbles)

    forgotten: list[bool] = []
    answer(replace(desk.ports, render=forgotten_meanwhile), OFFICE, CHANNEL, late, desk.now)
    desk.postman.deliver_all()
    desk.storage.remnants.cut_off()
    assert not holds(desk, USER)
    with desk.storage.office(OFFICE).reading() as work:
        assert work.conversations.all() == ()


def test_a_claimed_code_nobody_enrolled_with_forgets_its_account_when_it_expires(desk: Desk) -> None:
    desk.say(OTHER, desk.code("นิดา", projects="4"))
    desk.wait(days=90)
    tidy(desk.ports, desk.now)
    desk.storage.remnants.cut_off()
    assert not holds(desk, OTHER)


def test_what_a_person_takes_back_is_to_be_found_nowhere(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    desk.say(USER, "รายงาน 4", "0", "0")
    desk.hear(USER, TextSaid("m1", TYPED))
    desk.postman.deliver_all()
    assert holds(desk, TYPED)
    desk.hear(USER, MessageUnsent("m1"), token=None)
    desk.postman.deliver_all()
    assert desk.storage.remnants.cut_off()
    assert not holds(desk, TYPED)


def test_a_message_taken_back_before_it_was_taken_is_not_kept(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    desk.say(USER, "รายงาน 4", "0", "0")
    desk.hear(USER, MessageUnsent("m1"), token=None)
    desk.hear(USER, TextSaid("m1", TYPED))
    desk.postman.deliver_all()
    desk.storage.remnants.cut_off()
    assert not holds(desk, TYPED)


def sends_a_report_with(desk: Desk, user: str, message_id: str) -> None:
    desk.enrolled(user, "นิดา", projects="4")
    desk.say(user, "รายงาน 4", "2", "0")
    desk.hear(user, TextSaid(message_id, TYPED))
    assert "ส่งแล้ว" in desk.say(user, "เสร็จแล้ว", "ยืนยัน")


@pytest.mark.parametrize("sends_it", [True, False], ids=["sent", "draft"])
def test_what_a_person_takes_back_goes_from_what_another_owner_made_of_it(
    tmp_path: Path, database_url: str, sends_it: bool
) -> None:
    with open_desk(tmp_path, url=database_url) as desk:
        sends_a_report_with(desk, USER, "m1")
        desk.enrolled(OTHER, "มานะ", projects="4")
        assert TYPED in desk.say(OTHER, "แก้ 4")
        if sends_it:
            assert "ส่งแล้ว" in desk.say(OTHER, "ยืนยัน")
        desk.hear(USER, MessageUnsent("m1"), token=None)
        desk.postman.deliver_all()
        desk.storage.remnants.cut_off()
        assert not holds(desk, TYPED)


@pytest.mark.parametrize("sends_it", [True, False], ids=["sent", "draft"])
def test_what_a_person_takes_back_goes_from_a_later_round_that_was_the_same(
    tmp_path: Path, database_url: str, sends_it: bool
) -> None:
    with open_desk(tmp_path, url=database_url) as desk:
        sends_a_report_with(desk, USER, "m1")
        with desk.storage.office(OFFICE).work() as work:
            work.rounds.save(Round("2564-9m", 2564, (3,), date(2021, 6, 1), date(2021, 6, 25)))
            work.commit()
        desk.wait(days=80)
        assert TYPED in desk.say(USER, "รายงาน 4", "เหมือนรอบก่อนทุกข้อ")
        if sends_it:
            assert "ส่งแล้ว" in desk.say(USER, "ยืนยัน")
        desk.hear(USER, MessageUnsent("m1"), token=None)
        desk.postman.deliver_all()
        desk.storage.remnants.cut_off()
        assert not holds(desk, TYPED)


def test_a_group_the_bot_was_removed_from_is_to_be_found_nowhere(desk: Desk) -> None:
    lives_a_round(desk)
    assert holds(desk, GROUP)
    desk.tick()
    desk.hear(USER, BotLeft(), group=GROUP, token=None)
    assert desk.storage.remnants.cut_off()
    assert not holds(desk, GROUP)
    with desk.storage.office(OFFICE).reading() as work:
        left = work.groups.last_bound()
        assert left is not None
        assert left.left_at == desk.now


def test_while_somebody_reads_the_log_is_cut_off_later(tmp_path: Path) -> None:
    with open_desk(tmp_path, form=FORM) as desk:
        lives_a_round(desk)
        reader = sqlite3.connect(tmp_path / "desk.db")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM office").fetchone()
        desk.say(USER, "ลบข้อมูลของฉัน", "ใช่")
        assert not desk.storage.remnants.cut_off()
        assert holds(desk, USER)
        reader.close()
        desk.tick()
        assert not holds(desk, USER)
        assert desk.storage.remnants.owed() == 0


def test_nobody_takes_back_a_photo_another_person_showed(desk: Desk) -> None:
    desk.enrolled(USER, "นิดา", projects="4")
    desk.enrolled(OTHER, "มานะ", projects="8")
    with desk.storage.office(OFFICE).work() as work:
        owner = work.people.by_line_user(USER)
        assert owner is not None
        photo = Photo(uuid4(), OFFICE, "shown", owner.id, "a session", desk.now, desk.now)
        work.photos.add(photo)
        work.commit()
    desk.hear(OTHER, MessageUnsent("shown"), token=None)
    with desk.storage.office(OFFICE).reading() as work:
        assert work.photos.get(photo.id) == photo
    desk.hear(USER, MessageUnsent("shown"), token=None)
    with desk.storage.office(OFFICE).reading() as work:
        left = work.photos.get(photo.id)
        assert left is not None
        assert left.state == "erasing"
