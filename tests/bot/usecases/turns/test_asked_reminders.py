"""A planner asks who has not reported, and has them reminded: once, at its cost, and never in place of the clock's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.events import ButtonTapped
from bot.usecases.incoming import Unfollowed
from bot.usecases.notices.asked_reminders import remind_people, watch_round
from bot.usecases.notices.round_ledger import NUDGED_BY, read_ledger
from bot.usecases.ports import Outcome, Verdict
from messages.chat.postback import Postback
from storage.records import Person
from tests.support.identity import project_id
from tests.support.reminder_harness import at, limit_quota, recipients_of, report, send_back, set_quota_left, tick
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness, open_harness


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    """นิดา (U1) of 4 and 11, สมชาย (U2) of 8, the planner พรทิพย์ (U3); reminded on Thursday; it is Friday at 10."""
    with open_harness(tmp_path, url=database_url) as harness:
        limit_quota(harness)
        tick(harness, 15)
        tick(harness, 18)
        harness.now = at(19, 10, 2)
        yield harness


def pushed(harness: UsecaseHarness, user: str, *texts: str) -> list[Call]:
    """What was pushed, in whatever order, while the user said these."""
    before = len(harness.messenger.accepted)
    harness.say(user, *texts)
    return [call for call in harness.messenger.accepted[before:] if not call.to.startswith("reply")]


def person(harness: UsecaseHarness, user: str) -> Person:
    with harness.storage.office(OFFICE).reading() as work:
        found = work.people.by_line_user(user)
    assert found
    return found


# Who has not reported


def test_a_planner_sees_by_person_what_is_missing_and_how_far_it_is(harness: UsecaseHarness) -> None:
    report(harness, "U1", 11)
    send_back(harness, 11)
    harness.say("U2", "รายงาน 8", "2")
    heard = harness.say("U3", "ใครยังไม่ส่งบ้างคะ")
    assert "• นิดา\nที่ 4 ยังไม่รายงาน · ที่ 11 ส่งกลับให้แก้ · เตือนล่าสุด 18 มีนาคม 2564" in heard
    assert "• สมชาย\nที่ 8 ทำค้างไว้" in heard
    assert "ยังไม่ส่ง 3 จาก 3 โครงการ · 2 คน\nเตือนตอนนี้ พิมพ์" in heard


def test_who_is_out_of_reach_is_to_be_called(harness: UsecaseHarness) -> None:
    harness.code("มานะ", projects="8")
    harness.hear("U2", Unfollowed)
    heard = harness.say("U3", "ใครยังไม่ส่ง")
    assert "• มานะ\nที่ 8 ยังไม่รายงาน · ยังไม่ลงทะเบียน โทรหาแทน" in heard
    assert "• สมชาย\nที่ 8 ยังไม่รายงาน · บล็อกทันรอบไว้ โทรหาแทน" in heard


def test_who_has_sent_everything_is_not_listed(harness: UsecaseHarness) -> None:
    report(harness, "U2", 8)
    heard = harness.say("U3", "ใครยังไม่ส่ง")
    assert "สมชาย" not in heard
    assert "ยังไม่ส่ง 2 จาก 3 โครงการ · 1 คน" in heard


def test_an_owner_is_told_that_the_list_is_for_planners_and_where_they_stand(harness: UsecaseHarness) -> None:
    heard = harness.say("U1", "ใครยังไม่ส่ง")
    assert "กลุ่มนโยบายและแผน" in heard
    assert "สมชาย" not in heard
    assert "ส่งแล้ว 0 จาก 2 โครงการ" in heard


# Whom, of what, at what cost


def test_it_is_asked_once_with_its_cost_before_anybody_is_reminded(harness: UsecaseHarness) -> None:
    before = len(harness.messenger.accepted)
    heard = harness.say("U3", "เตือนสมชายหน่อยค่ะ")
    assert heard.startswith("เตือน สมชาย: ที่ 8 ยังไม่รายงาน\nใช้ 1 ข้อความ เหลือ 298 จาก 300")
    assert [call.to[:5] for call in harness.messenger.accepted[before:]] == ["reply"]


def test_a_yes_reminds_in_the_words_of_any_reminder_and_is_receipted(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    (call,) = pushed(harness, "U3", "ยืนยันค่ะ")
    assert call.to == "U2"
    assert "ยังไม่ได้รายงาน 1 จาก 1 โครงการ" in call.text


def test_the_receipt_names_whom_and_what_is_left(harness: UsecaseHarness) -> None:
    heard = harness.say("U3", "เตือน 4", "ใช่")
    assert "เตือนแล้ว: นิดา\nข้อความเดือนนี้เหลือ 297 จาก 300" in heard


def test_everybody_is_reminded_of_their_own(harness: UsecaseHarness) -> None:
    assert "เตือน 2 คน รวม 3 โครงการ: นิดา, สมชาย\nใช้ 2 ข้อความ" in harness.say("U3", "เตือนทุกคน")
    assert recipients_of(pushed(harness, "U3", "ยืนยัน")) == ["U1", "U2"]


def test_a_day_the_clock_missed_is_not_caught_up_with_after_a_reminder_asked_for(tmp_path: Path) -> None:
    with open_harness(tmp_path) as harness:
        limit_quota(harness)
        tick(harness, 15)
        harness.now = at(19, 10)
        harness.say("U3", "เตือน สมชาย", "ยืนยัน")
        assert recipients_of(tick(harness, 19, 11)) == ["U1"]


@pytest.mark.parametrize("said", ["ยกเลิก", "ไม่", "ไม่ค่ะ"])
def test_a_no_reminds_nobody(harness: UsecaseHarness, said: str) -> None:
    harness.say("U3", "เตือนทุกคน")
    assert pushed(harness, "U3", said) == []
    assert pushed(harness, "U3", "ยืนยัน") == []


def test_one_name_of_several_people_is_asked_about(harness: UsecaseHarness) -> None:
    harness.enrolled("U5", "สมชาย ใจดี", projects="11")
    harness.enrolled("U6", "สมชาย มีสุข", projects="11")
    heard = harness.say("U3", "เตือน สมชาย ใจดี", "ยกเลิก", "เตือน สม")
    assert heard.startswith("หมายถึงคนใด\nสมชาย · ที่ 8\nสมชาย มีสุข · ที่ 11\nสมชาย ใจดี · ที่ 11")


@pytest.mark.parametrize("said", ["เตือนนิดากับสมชาย", "เตือน นิดา และ สมชาย ด้วยครับ", "ทวงนิดา, สมชาย"])
def test_several_named_together_are_asked_about_together(harness: UsecaseHarness, said: str) -> None:
    assert harness.say("U3", said).startswith("เตือน 2 คน รวม 3 โครงการ: นิดา, สมชาย\nใช้ 2 ข้อความ")


@pytest.mark.parametrize("said", ["ทวงสมชายหน่อย", "ตามงานสมชายให้ที", "ส่งข้อความเตือนสมชาย", "สมชายส่งหรือยังคะ"])
def test_whoever_is_to_be_followed_up_may_be_reminded(harness: UsecaseHarness, said: str) -> None:
    assert harness.say("U3", said).startswith("เตือน สมชาย: ที่ 8 ยังไม่รายงาน")


def test_who_is_asked_about_and_has_sent_everything_is_told(harness: UsecaseHarness) -> None:
    report(harness, "U2", 8)
    assert harness.say("U3", "สมชายส่งหรือยัง") == "สมชาย ส่งครบแล้ว"


@pytest.mark.parametrize("said", ["เตือนเจ้าของโครงการ 8", "เตือนผู้รับผิดชอบที่ 8 ค่ะ"])
def test_whoever_answers_for_a_number_is_meant_by_it(harness: UsecaseHarness, said: str) -> None:
    assert harness.say("U3", said).startswith("เตือน สมชาย: ที่ 8")


def test_a_button_means_its_person_whoever_has_the_same_name(harness: UsecaseHarness) -> None:
    harness.hear("U3", ButtonTapped, Postback(f"remind:{person(harness, 'U2').id}"))
    assert [call.to for call in pushed(harness, "U3", "ยืนยัน")] == ["U2"]


def test_a_name_nobody_has_is_not_guessed_at(harness: UsecaseHarness) -> None:
    assert "ไม่พบชื่อ" in harness.say("U3", "เตือน ประยุทธ")
    assert "ไม่มีโครงการที่ 99 ในแผน" in harness.say("U3", "เตือน 99")


def test_a_text_of_a_report_that_begins_with_the_word_stays_its_answer(harness: UsecaseHarness) -> None:
    harness.enrolled("U5", "มาลี", role="planner", projects="8")
    harness.say("U5", "รายงาน 8", "2", "100", "เตือนภัยไซเบอร์ในโรงเรียน 3 ครั้ง")
    assert "เตือนภัยไซเบอร์ในโรงเรียน 3 ครั้ง" in harness.say("U5", "เสร็จแล้ว")


# Who is not reminded


def test_a_person_out_of_reach_is_not_reminded_but_called(harness: UsecaseHarness) -> None:
    harness.code("มานะ", projects="8")
    harness.hear("U1", Unfollowed)
    assert "มานะ ยังไม่ลงทะเบียน · โทรหาแทน" in harness.say("U3", "เตือน มานะ")
    assert "นิดา บล็อกทันรอบไว้ · โทรหาแทน" in harness.say("U3", "เตือน นิดา")
    assert pushed(harness, "U3", "ยืนยัน") == []


def test_who_has_sent_everything_is_not_reminded(harness: UsecaseHarness) -> None:
    report(harness, "U2", 8)
    assert "สมชาย ส่งครบแล้ว" in harness.say("U3", "เตือน สมชาย")


def test_of_a_project_that_is_sent_nobody_is_said_to_be_missing(harness: UsecaseHarness) -> None:
    report(harness, "U1", 4)
    assert "ที่ 4 ส่งแล้ว ไม่ต้องเตือน" in harness.say("U3", "เตือน 4")


def test_of_a_project_nobody_answers_for_that_is_told(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.people.unassign(person(harness, "U2").id, 2564, [project_id(8)])
        work.commit()
    assert "ที่ 8 ยังไม่มีผู้รับผิดชอบ" in harness.say("U3", "เตือน 8")


def test_who_sent_between_question_and_yes_is_not_reminded(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    report(harness, "U2", 8)
    before = len(harness.messenger.accepted)
    assert harness.say("U3", "ยืนยัน") == "สมชาย ส่งครบแล้ว"
    assert len(harness.messenger.accepted) == before + 1


def test_once_all_who_were_asked_about_have_sent_nothing_is_asked_any_more(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    report(harness, "U2", 8)
    assert 'พิมพ์ "ยืนยัน"' not in harness.say("U3", "สรุป")
    assert "ไม่พบ" in harness.say("U3", "เตือน ประยุทธ")
    assert "พิมพ์ได้เลย" in harness.say("U3", "อะไรสักอย่าง")


def test_where_messages_would_not_suffice_nobody_is_reminded(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 2)
    tick(harness, 22)
    harness.now = at(22, 11)
    heard = harness.say("U3", "เตือน สมชาย")
    assert "และต้องเก็บ" in heard
    assert pushed(harness, "U3", "ยืนยัน") == []


# Once


def test_a_second_yes_and_a_second_planner_remind_nobody_again(harness: UsecaseHarness) -> None:
    harness.enrolled("U4", "ประนอม", role="director")
    harness.say("U4", "เตือน สมชาย")
    assert len(pushed(harness, "U3", "เตือน สมชาย", "ยืนยัน", "ยืนยัน")) == 1
    before = len(harness.messenger.accepted)
    assert "เพิ่งเตือน สมชาย เมื่อ 19 มีนาคม 2564 10.02 น." in harness.say("U4", "ยืนยัน")
    assert len(harness.messenger.accepted) == before + 1


def test_a_second_tap_of_the_yes_says_that_it_was_answered(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    harness.tap("U3", "q=remind&a=yes")
    assert harness.tap("U3", "q=remind&a=yes").startswith("เรื่องเตือนนี้ตอบไปแล้ว ไม่ได้เตือนซ้ำ")
    assert "ไม่มีเรื่องที่รอยืนยัน" in harness.say("U3", "ยืนยัน")


def test_once_a_day_however_many_hours_later(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย", "ยืนยัน")
    harness.wait(hours=5)
    assert "เพิ่งเตือน สมชาย" in harness.say("U3", "เตือน สมชาย")


def test_right_after_the_clocks_own_reminder_there_is_no_other(harness: UsecaseHarness) -> None:
    tick(harness, 22)
    harness.now = at(22, 9, 30)
    assert "เพิ่งเตือน สมชาย เมื่อ 22 มีนาคม 2564 9.00 น." in harness.say("U3", "เตือน สมชาย").replace("09.00", "9.00")


def test_an_answer_of_line_that_was_lost_sends_it_once(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    harness.messenger.next_outcomes = [Outcome(Verdict.ACCEPTED), Outcome(Verdict.UNKNOWN, "timeout")]
    before = len(harness.messenger.tried)
    harness.say("U3", "ยืนยัน")
    harness.wait(minutes=5)
    harness.tick()
    keys = {call.key for call in harness.messenger.tried[before:] if call.to == "U2"}
    assert len(keys) == 1


def test_where_another_planner_was_faster_nothing_is_posted(harness: UsecaseHarness) -> None:
    by, whom = person(harness, "U3"), str(person(harness, "U2").id)
    with harness.storage.office(OFFICE).work() as work:
        remind_people(harness.ports, work, by, (whom,), harness.now)
        work.commit()
    before = len(harness.storage.outbox.waiting(OFFICE))
    with harness.storage.office(OFFICE).work() as work:
        remind_people(harness.ports, work, by, (whom,), harness.now)
        work.commit()
    assert len(harness.storage.outbox.waiting(OFFICE)) == before


# Beside the clock's own


def test_on_a_day_with_a_reminder_of_its_own_that_one_is_named(harness: UsecaseHarness) -> None:
    harness.now = at(22, 8, 30)
    assert "สมชาย จะได้รับการเตือนตามกำหนดวันนี้" in harness.say("U3", "เตือน สมชาย")
    assert recipients_of(tick(harness, 22)) == ["U1", "U2"]


def test_a_reminder_asked_for_silences_none_of_the_clocks(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือนทุกคน", "ยืนยัน")
    assert [recipients_of(tick(harness, day)) for day in (22, 24, 25)] == [["U1", "U2"]] * 3


def test_asked_for_in_the_evening_it_comes_in_the_morning_of_the_next_working_day(harness: UsecaseHarness) -> None:
    harness.now = at(18, 20)
    heard = harness.say("U3", "เตือน สมชาย")
    assert "ตอนนี้อยู่นอกเวลาส่ง จะเตือน" in heard
    assert pushed(harness, "U3", "ยืนยัน") == []
    assert recipients_of(tick(harness, 19, 8)) == []
    assert recipients_of(tick(harness, 19)) == ["U2"]
    assert recipients_of(tick(harness, 19, 10)) == []


def test_asked_for_on_a_weekend_it_comes_with_mondays_own(harness: UsecaseHarness) -> None:
    harness.now = at(20, 10)
    harness.say("U3", "เตือน สมชาย", "ยืนยัน")
    assert [recipients_of(tick(harness, 22, hour)) for hour in (8, 9, 12)] == [[], ["U1", "U2"], []]


def test_one_that_comes_late_is_worded_anew_and_dropped_where_all_is_sent(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    harness.messenger.next_outcomes = [Outcome(Verdict.ACCEPTED), Outcome(Verdict.UNAVAILABLE, "503")]
    harness.say("U3", "ยืนยัน")
    report(harness, "U2", 8)
    harness.wait(hours=1)
    assert harness.tick() == []


def test_who_asked_is_kept(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย", "ยืนยัน")
    planner, owner = person(harness, "U3"), person(harness, "U2")
    with harness.storage.office(OFFICE).reading() as work:
        rows = read_ledger(work, ROUND).rows
    assert [key for key in rows[str(planner.id)] if key.startswith(NUDGED_BY)] == [
        f"{NUDGED_BY}{owner.id}-nudged-2021-03-19"
    ]


def test_between_two_rounds_there_is_nobody_to_remind(harness: UsecaseHarness) -> None:
    harness.say("U3", "เตือน สมชาย")
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.save(replace(ROUND, closed_at=harness.now - timedelta(days=1)))
        work.rounds.close(ROUND.id, harness.now)
        work.commit()
    with harness.storage.office(OFFICE).reading() as work:
        assert watch_round(work, harness.now) is None
    assert pushed(harness, "U3", "ยืนยัน") == []
    assert "ไม่มีรอบรายงาน" in harness.say("U3", "ใครยังไม่ส่ง")
