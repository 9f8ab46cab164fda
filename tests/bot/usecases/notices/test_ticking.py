"""What the clock brings, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from bot.conversation.events import TextReceived
from bot.line.render import render
from bot.usecases.incoming import BotLeft, Unfollowed
from bot.usecases.notices.ticking import tick
from bot.usecases.ports import LineMessages
from bot.usecases.turns.personal_data import EVENTS_KEPT, tidy
from messages.chat.bubbles import Bubble, Text
from storage.records import Office, Person, Project
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness


@pytest.fixture
def staffed(harness: UsecaseHarness) -> Iterator[UsecaseHarness]:
    """Two owners and a planner whose group is bound, before the round opens."""
    harness.now = datetime(2021, 3, 12, 2, 0, tzinfo=UTC)
    harness.enrolled("U1", "นิดา", projects="4,11")
    harness.enrolled("U2", "สมชาย", projects="8")
    harness.enrolled("U3", "พรทิพย์", role="planner")
    code = harness.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    return harness


def at(harness: UsecaseHarness, day: int, hour: int = 9) -> list[Call]:
    harness.now = datetime(2021, 3, day, hour - 7, 0, tzinfo=UTC)
    return harness.tick()


def report(harness: UsecaseHarness, user: str, no: int) -> None:
    harness.say(user, f"รายงาน {no}", "2", "100", "ข้าม", "ยืนยัน")


def test_the_opening_tells_each_owner_what_is_due_and_when(staffed: UsecaseHarness) -> None:
    calls = at(staffed, 15)
    assert sorted(call.to for call in calls) == ["U1", "U2"]
    (nida,) = [call.text for call in calls if call.to == "U1"]
    assert "เปิดรอบรายงาน · รอบ 6 เดือน ปีงบประมาณ 2564" in nida
    assert "วันพฤหัสบดีที่ 25 มีนาคม 2564" in nida
    assert "มอนเตสซอริ" in nida
    assert "โรงเรียนคุณภาพ" in nida


def test_a_second_tick_says_nothing_more(staffed: UsecaseHarness) -> None:
    at(staffed, 15)
    assert at(staffed, 15) == []
    assert at(staffed, 16) == []


def test_one_message_a_person_however_many_projects(staffed: UsecaseHarness) -> None:
    at(staffed, 15)
    calls = [call for call in at(staffed, 18) if call.to == "U1"]
    assert len(calls) == 1
    assert "ยังไม่ได้รายงาน 2 จาก 2 โครงการ" in calls[0].text


def test_those_who_answered_are_left_in_peace(staffed: UsecaseHarness) -> None:
    at(staffed, 15)
    report(staffed, "U2", 8)
    assert [call.to for call in at(staffed, 22)] == ["U1"]


def test_only_the_missing_projects_are_named(staffed: UsecaseHarness) -> None:
    at(staffed, 15)
    report(staffed, "U1", 4)
    (call,) = [call for call in at(staffed, 22) if call.to == "U1"]
    assert "โรงเรียนคุณภาพ" in call.text
    assert "มอนเตสซอริ" not in call.text


def test_after_the_deadline_the_missing_are_reminded_on_the_overdue_days(staffed: UsecaseHarness) -> None:
    at(staffed, 25)
    calls = at(staffed, 26)
    assert {"U1", "U2"} <= {call.to for call in calls}
    assert "เลยกำหนด" in calls[0].text


def test_after_an_outage_each_hears_the_newest_reminder_only(staffed: UsecaseHarness) -> None:
    calls = at(staffed, 24)
    assert sorted(call.to for call in calls if call.to.startswith("U")) == ["U1", "U2"]
    assert "เหลืออีก 1 วัน" in calls[0].text


def test_who_blocked_the_account_is_not_pushed_to(staffed: UsecaseHarness) -> None:
    staffed.hear("U1", Unfollowed)
    assert [call.to for call in at(staffed, 15)] == ["U2"]


def test_after_a_later_reminder_an_earlier_one_is_not_sent_when_the_clock_is_set_back(staffed: UsecaseHarness) -> None:
    at(staffed, 22)
    assert at(staffed, 19) == []


def test_a_summary_is_not_sent_again_when_the_clock_is_set_back(staffed: UsecaseHarness) -> None:
    at(staffed, 24, 16)
    assert [call.to for call in at(staffed, 23, 16) if call.to == "C1"] == []


def test_who_enrols_after_a_reminders_day_is_not_reminded_at_the_door(harness: UsecaseHarness) -> None:
    harness.now = datetime(2021, 3, 19, 2, 0, tzinfo=UTC)
    harness.enrolled("U1", "นิดา", projects="4")
    assert harness.tick() == []
    assert [call.to for call in at(harness, 22)] == ["U1"]


def test_who_enrols_after_the_opening_was_told_of_it_then_and_is_not_told_again(harness: UsecaseHarness) -> None:
    harness.now = datetime(2021, 3, 16, 2, 0, tzinfo=UTC)
    assert "มอนเตสซอริ" in harness.say("U1", harness.code("นิดา", projects="4"), "ยอมรับ")
    assert harness.tick() == []


@pytest.mark.parametrize("day", [15, 22, 25])
@pytest.mark.parametrize(("hour", "told"), [(8, ["U1"]), (10, [])])
def test_on_a_steps_day_only_who_enrolled_before_its_hour_is_told(
    harness: UsecaseHarness, day: int, hour: int, told: list[str]
) -> None:
    harness.now = datetime(2021, 3, day, hour - 7, 0, tzinfo=UTC)
    harness.enrolled("U1", "นิดา", projects="4")
    assert [call.to for call in at(harness, day, 11)] == told


def test_who_has_not_enrolled_hears_nothing(harness: UsecaseHarness) -> None:
    harness.code("นิดา", projects="4")
    assert harness.tick() == []


def test_a_closed_round_keeps_quiet(staffed: UsecaseHarness) -> None:
    with staffed.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, staffed.now)
        work.commit()
    assert at(staffed, 22) == []


def test_the_summary_goes_to_the_bound_group_without_names_of_people(staffed: UsecaseHarness) -> None:
    report_time = at(staffed, 22, 16)
    (summary,) = [call for call in report_time if call.to == "C1"]
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in summary.text
    assert "นิดา" not in summary.text
    assert at(staffed, 22, 17) == []


def test_the_summary_adds_up_overall_and_by_group(staffed: UsecaseHarness) -> None:
    at(staffed, 15)
    report(staffed, "U1", 4)
    (summary,) = [call for call in at(staffed, 22, 16) if call.to == "C1"]
    assert "ส่งแล้ว 1 จาก 3 โครงการ" in summary.text
    assert "เบิกจ่าย 100 จาก 900,000 บาท" in summary.text
    assert "กลุ่มนิเทศ" in summary.text


def test_two_workers_at_once_send_one_message_each_person(staffed: UsecaseHarness) -> None:
    staffed.now = datetime(2021, 3, 15, 2, 0, tzinfo=UTC)
    start = Barrier(2)

    def work() -> None:
        start.wait()
        tick(staffed.ports, staffed.now)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    staffed.postman.deliver_all()
    told = [call.to for call in staffed.messenger.accepted if call.key is not None]
    assert sorted(told) == ["U1", "U2"]


def test_an_office_that_cannot_be_served_does_not_stop_the_others(staffed: UsecaseHarness) -> None:
    with staffed.storage.office("another").work() as work:
        work.office.save(Office("another", "ก", "ก", "table"))
        work.rounds.save(ROUND)
        work.plan.save(2564, [Project(1, "ก", 1, id=project_id(1))])
        person = Person(uuid4(), "ก", "owner", line_user_id="U9")
        work.people.save(person)
        work.people.assign(person.id, 2564, [project_id(1)])
        work.commit()

    def render_or_break(bubbles: Sequence[Bubble]) -> LineMessages:
        if any(isinstance(bubble, Text) and "1 โครงการ\nที่ 1 ก" in bubble.text for bubble in bubbles):
            raise ValueError
        return render(bubbles)

    staffed.ports = replace(staffed.ports, render=render_or_break)
    assert sorted(call.to for call in at(staffed, 15)) == ["U1", "U2"]


def test_old_event_ids_and_wrong_codes_are_forgotten_and_fresh_ones_stay(staffed: UsecaseHarness) -> None:
    staffed.hear("U8", TextReceived, "m", "AAAA-AAAA", event="an event")
    tidy(staffed.ports, staffed.now)
    assert remembers(staffed, "an event")
    tidy(staffed.ports, staffed.now + EVENTS_KEPT + timedelta(seconds=1))
    assert not remembers(staffed, "an event")
    with staffed.storage.office(OFFICE).reading() as work:
        assert work.invitations.misses_since("U8", staffed.now - timedelta(days=1)) == 0


def remembers(harness: UsecaseHarness, event_id: str) -> bool:
    with harness.storage.office(OFFICE).work() as work:
        return not work.inbox.claim(event_id, harness.now)


def test_a_summary_missed_on_its_day_is_not_sent_the_next_morning(staffed: UsecaseHarness) -> None:
    at(staffed, 22, 10)
    assert [call.to for call in at(staffed, 23, 9) if call.to == "C1"] == []


def test_where_the_group_has_removed_the_bot_a_planner_hears_the_summary_and_how_it_comes_back(
    staffed: UsecaseHarness,
) -> None:
    staffed.now = datetime(2021, 3, 19, 3, 0, tzinfo=UTC)
    staffed.hear("", BotLeft, group="C1")
    (call,) = [call for call in at(staffed, 22, 16) if "ยังไม่ส่ง 3" in call.text or "ส่งแล้ว" in call.text]
    assert call.to == "U3"
    assert "ไม่อยู่ในกลุ่มที่ผูกไว้แล้วตั้งแต่วันศุกร์ที่ 19 มีนาคม 2564" in call.text
    assert "ผูกกลุ่ม" in call.text
    assert at(staffed, 22, 17) == []
