"""The planning group in LINE."""

from __future__ import annotations

import json
from uuid import uuid4

from bot.line.webhook import events_of
from bot.simulator.writing import Emoji, Mention, text_message
from bot.usecases.answering import answer
from bot.usecases.incoming import BotJoined, BotLeft, TextSaid
from tests.support.desk import CHANNEL, OFFICE, Desk


def bound(desk: Desk) -> str | None:
    with desk.storage.office(OFFICE).reading() as work:
        group = work.groups.bound()
    return group.group_id if group else None


def group_code(desk: Desk, planner: str) -> str:
    return desk.say(planner, "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]


def test_a_planner_asks_for_a_code_and_binds_the_group_with_it(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    assert "ผูกกลุ่มนี้แล้ว" in desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    assert bound(desk) == "C1"


def test_the_code_a_planner_enrolled_with_binds_once(desk: Desk) -> None:
    code = desk.code("พรทิพย์", role="planner")
    desk.say("U3", code, "ยอมรับ")
    assert "ผูกกลุ่มนี้แล้ว" in desk.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    assert "ใช้ไม่ได้" in desk.say("U3", f"ผูกกลุ่ม {code}", group="C2")
    assert bound(desk) == "C1"


def test_a_code_read_in_the_group_serves_nobody_else(desk: Desk) -> None:
    code = desk.code("พรทิพย์", role="planner")
    desk.say(
        "U3",
        code,
        "ยอมรับ",
    )
    desk.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    assert "ไม่พบรหัส" in desk.say("U9", code)


def test_an_owners_code_binds_no_group(desk: Desk) -> None:
    code = desk.code("นิดา", projects="4")
    assert "ใช้ไม่ได้" in desk.say("U1", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(desk) is None


def test_an_expired_code_binds_no_group(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    code = group_code(desk, planner)
    desk.wait(hours=25)
    assert "ใช้ไม่ได้" in desk.say(planner, f"ผูกกลุ่ม {code}", group="C1")


def test_chatter_in_a_group_is_neither_answered_nor_kept(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    for text in ("สวัสดี", "รายงาน", "รายงาน 4", "สถานะ", "ยืนยัน", "ลบข้อมูลของฉัน"):
        assert desk.say(planner, text, group="C1") == ""


def test_the_bound_group_may_ask_for_the_summary_and_another_may_not(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in desk.say("U7", "สรุป", group="C1")
    assert desk.say("U7", "สรุป", group="C2") == ""


def test_the_summary_in_the_group_is_a_reply_and_costs_nothing(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    desk.say("U7", "สรุป", group="C1")
    assert desk.messenger.accepted[-1].key is None


def test_a_planner_may_ask_in_private_and_an_owner_may_not(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    owner = desk.enrolled("U1", "นิดา", projects="4")
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in desk.say(planner, "สรุป")
    assert "สำหรับกลุ่มนโยบายและแผน" in desk.say(owner, "สรุป")


def test_a_group_the_bot_was_removed_from_is_bound_no_more(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    desk.hear("", BotLeft(), group="C1")
    assert bound(desk) is None


def test_on_joining_a_group_the_way_to_bind_it_is_told(desk: Desk) -> None:
    desk.hear("", BotJoined(), group="C1")
    desk.postman.deliver_all()
    assert "ผูกกลุ่ม" in desk.messenger.accepted[-1].text


def test_a_message_in_a_group_without_a_sender_is_harmless(desk: Desk) -> None:
    desk.hear("", TextSaid("m", "ผูกกลุ่ม ABCD-EFGH"), group="C1")
    assert bound(desk) is None


def test_the_group_is_bound_and_asks_however_politely(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    assert "ผูกกลุ่มนี้แล้ว" in desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)} ค่ะ", group="C1")
    for said in ("สรุปครับ", "ขอสรุปหน่อยค่ะ", "สรุป!", "@ทันรอบ สรุปนะคะ"):
        assert "ส่งแล้ว 0 จาก 3 โครงการ" in desk.say(planner, said, group="C1")
    assert desk.say(planner, "สรุปการประชุมครับ", group="C1") == ""


def test_a_strangers_code_binds_no_group_and_stays_usable(desk: Desk) -> None:
    code = desk.code("พรทิพย์", role="planner")
    assert "ลงทะเบียนแล้ว" in desk.say("U9", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(desk) is None
    desk.say("U3", code, "ยอมรับ")
    assert "ผูกกลุ่มนี้แล้ว" in desk.say("U3", f"ผูกกลุ่ม {code}", group="C1")


def test_an_owner_binds_no_group_with_a_planners_code(desk: Desk) -> None:
    code = desk.code("พรทิพย์", role="planner")
    desk.enrolled("U1", "นิดา", projects="4")
    desk.say("U1", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(desk) is None


def test_codes_guessed_in_groups_are_counted_with_those_guessed_alone(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    for number in range(3):
        assert "ใช้ไม่ได้" in desk.say(planner, f"ผูกกลุ่ม ABCD-234{number + 2}", group=f"C{number}")
    for number in range(2):
        assert "ใช้ไม่ได้" in desk.say(planner, f"ผูกกลุ่ม ABCD-235{number + 2}", group="C9")
    code = group_code(desk, planner)
    assert "หลายครั้งเกินไป" in desk.say(planner, f"ผูกกลุ่ม {code}", group="C1")
    desk.wait(hours=1, seconds=1)
    assert "ผูกกลุ่มนี้แล้ว" in desk.say(planner, f"ผูกกลุ่ม {code}", group="C1")


def test_the_group_bound_before_is_told_that_it_is_no_more(desk: Desk) -> None:
    planner = desk.enrolled("U3", "พรทิพย์", role="planner")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C1")
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C2")
    told = [call for call in desk.messenger.accepted if call.to == "C1"]
    assert ["ผูกกลุ่มอื่นแทน" in call.text for call in told] == [True]
    desk.say(planner, f"ผูกกลุ่ม {group_code(desk, planner)}", group="C2")
    assert [call for call in desk.messenger.accepted if call.to == "C2"] == []


def written_in_group(desk: Desk, user: str, *pieces: str | Mention | Emoji) -> str:
    """What a text with mentions and LINE's emoji, told as LINE tells it, is answered with."""
    event = {
        "type": "message",
        "source": {"type": "group", "groupId": "C1", "userId": user},
        "webhookEventId": uuid4().hex,
        "replyToken": uuid4().hex,
        "message": {"id": uuid4().hex, **text_message(pieces)},
    }
    before = len(desk.messenger.accepted)
    for incoming in events_of(json.dumps({"events": [event]})):
        answer(desk.ports, OFFICE, CHANNEL, incoming, desk.now)
    desk.postman.deliver_all()
    return "\n".join(call.text for call in desk.messenger.accepted[before:])


def test_a_group_that_mentions_the_bot_is_bound_and_answered(desk: Desk) -> None:
    planner, bot = desk.enrolled("U3", "พรทิพย์", role="planner"), Mention("รายงาน สพป.ทดสอบ", is_self=True)
    code = group_code(desk, planner)
    assert "ผูกกลุ่มนี้แล้ว" in written_in_group(desk, planner, bot, f" ผูกกลุ่ม {code} ค่ะ")
    assert "ส่งแล้ว 0 จาก 3" in written_in_group(desk, planner, "👍🏽", bot, " สรุปครับ", Emoji("hahaha"))
    assert written_in_group(desk, planner, Mention("ครูนิดา", user_id="U1"), " สรุป") == ""
