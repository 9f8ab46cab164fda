"""The planning group in LINE."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from bot.conversation.events import ButtonTapped, TextReceived
from bot.line.webhook import events_of
from bot.simulator.typed_text import Emoji, Mention, text_message
from bot.usecases.incoming import BotJoined, BotLeft
from bot.usecases.turns.answering import answer
from messages.chat.postback import Postback
from tests.support.usecase_harness import CHANNEL, OFFICE, UsecaseHarness


def bound(harness: UsecaseHarness) -> str | None:
    with harness.storage.office(OFFICE).reading() as work:
        group = work.groups.current()
    return group.group_id if group else None


def group_code(harness: UsecaseHarness, planner: str) -> str:
    return harness.say(planner, "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]


def test_a_planner_asks_for_a_code_and_binds_the_group_with_it(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    assert "ผูกกลุ่มนี้แล้ว" in harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    assert bound(harness) == "C1"


def test_the_code_a_planner_enrolled_with_binds_once(harness: UsecaseHarness) -> None:
    code = harness.code("พรทิพย์", role="planner")
    harness.say("U3", code, "ยอมรับ")
    assert "ผูกกลุ่มนี้แล้ว" in harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    assert "ใช้ไม่ได้" in harness.say("U3", f"ผูกกลุ่ม {code}", group="C2")
    assert bound(harness) == "C1"


def test_a_code_read_in_the_group_serves_nobody_else(harness: UsecaseHarness) -> None:
    code = harness.code("พรทิพย์", role="planner")
    harness.say(
        "U3",
        code,
        "ยอมรับ",
    )
    harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    assert "ไม่พบรหัส" in harness.say("U9", code)


def test_an_owners_code_binds_no_group(harness: UsecaseHarness) -> None:
    code = harness.code("นิดา", projects="4")
    assert "ใช้ไม่ได้" in harness.say("U1", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(harness) is None


def test_an_expired_code_binds_no_group(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    code = group_code(harness, planner)
    harness.wait(hours=25)
    assert "ใช้ไม่ได้" in harness.say(planner, f"ผูกกลุ่ม {code}", group="C1")


def test_chatter_in_a_group_is_neither_answered_nor_kept(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    for text in (
        *("สวัสดี", "รายงาน", "รายงาน 4", "ยืนยัน", "ลบข้อมูลของฉัน", "สรุปว่าเราไปกันกี่โมง", "ช่วยด้วยค่ะ", "เมนู", "เอกสารอยู่ไหน"),
        *("ใครยังไม่ส่งเงินค่าข้าว", "เตือนด้วยนะ", "เตือน นิดา", "เตือนทุกคน", "โครงการของฉัน", "สถานะโควิดวันนี้"),
    ):
        assert harness.say(planner, text, group="C1") == ""


def test_the_bound_group_may_ask_for_the_summary_and_another_may_not(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say("U7", "สรุป", group="C1")
    assert harness.say("U7", "สรุป", group="C2") == ""


def bound_group(harness: UsecaseHarness) -> None:
    """C1, with นิดา of 4 and 11 and สมชาย of 8."""
    harness.enrolled("U1", "นิดา", projects="4,11")
    harness.enrolled("U2", "สมชาย", projects="8")
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")


@pytest.mark.parametrize("said", ["สรุปครับ", "ขอสรุปหน่อย", "สถานะ", "สถานะค่ะ", "@ทันรอบ สรุป"])
def test_the_group_hears_the_summary_however_politely_it_asks(harness: UsecaseHarness, said: str) -> None:
    bound_group(harness)
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say("U7", said, group="C1")


@pytest.mark.parametrize("said", ["ใครยังไม่ส่ง", "ใครยังไม่ส่งบ้างคะ", "มีใครยังไม่ส่งบ้าง"])
def test_who_is_missing_is_told_to_the_group_by_number_and_without_a_name(harness: UsecaseHarness, said: str) -> None:
    bound_group(harness)
    heard = harness.say("U7", said, group="C1")
    assert "กลุ่มนิเทศ 2: ที่ 4, 11\nกลุ่มส่งเสริม 1: ที่ 8\nยังไม่ส่ง 3 จาก 3 โครงการ: ที่ 4, 8, 11" in heard
    assert not any(name in heard for name in ("นิดา", "สมชาย"))
    assert "แชตส่วนตัว" in heard


def test_help_in_the_group_is_two_lines_with_what_the_group_may_ask(harness: UsecaseHarness) -> None:
    bound_group(harness)
    heard = harness.say("U7", "ช่วยเหลือหน่อยค่ะ", group="C1")
    assert heard.count("\n") == 1
    assert "สรุป · ใครยังไม่ส่ง · เอกสาร" in heard


def test_a_button_of_the_groups_help_is_obeyed(harness: UsecaseHarness) -> None:
    bound_group(harness)
    before = len(harness.messenger.accepted)
    harness.hear("U7", ButtonTapped, Postback("who_missing"), group="C1")
    harness.postman.deliver_all()
    assert "ยังไม่ส่ง 3 จาก 3 โครงการ" in harness.messenger.accepted[before].text


def test_the_summary_in_the_group_is_a_reply_and_costs_nothing(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    harness.say("U7", "สรุป", group="C1")
    assert harness.messenger.accepted[-1].key is None


def test_a_planner_may_ask_in_private_and_an_owner_may_not(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    owner = harness.enrolled("U1", "นิดา", projects="4")
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say(planner, "สรุป")
    assert "สำหรับกลุ่มนโยบายและแผน" in harness.say(owner, "สรุป")


def test_a_group_the_bot_was_removed_from_is_bound_no_more(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    harness.hear("", BotLeft, group="C1")
    assert bound(harness) is None


def test_on_joining_a_group_the_way_to_bind_it_is_told(harness: UsecaseHarness) -> None:
    harness.hear("", BotJoined, group="C1")
    harness.postman.deliver_all()
    assert "ผูกกลุ่ม" in harness.messenger.accepted[-1].text


def test_a_message_in_a_group_without_a_sender_is_harmless(harness: UsecaseHarness) -> None:
    harness.hear("", TextReceived, "m", "ผูกกลุ่ม ABCD-EFGH", group="C1")
    assert bound(harness) is None


def test_the_group_is_bound_and_asks_however_politely(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    assert "ผูกกลุ่มนี้แล้ว" in harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)} ค่ะ", group="C1")
    for said in ("สรุปครับ", "ขอสรุปหน่อยค่ะ", "สรุป!", "@ทันรอบ สรุปนะคะ"):
        assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say(planner, said, group="C1")
    assert harness.say(planner, "สรุปการประชุมครับ", group="C1") == ""


def test_a_strangers_code_binds_no_group_and_stays_usable(harness: UsecaseHarness) -> None:
    code = harness.code("พรทิพย์", role="planner")
    assert "ลงทะเบียนแล้ว" in harness.say("U9", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(harness) is None
    harness.say("U3", code, "ยอมรับ")
    assert "ผูกกลุ่มนี้แล้ว" in harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")


def test_an_owner_binds_no_group_with_a_planners_code(harness: UsecaseHarness) -> None:
    code = harness.code("พรทิพย์", role="planner")
    harness.enrolled("U1", "นิดา", projects="4")
    harness.say("U1", f"ผูกกลุ่ม {code}", group="C1")
    assert bound(harness) is None


def test_codes_guessed_in_groups_are_counted_with_those_guessed_alone(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    for number in range(3):
        assert "ใช้ไม่ได้" in harness.say(planner, f"ผูกกลุ่ม ABCD-234{number + 2}", group=f"C{number}")
    for number in range(2):
        assert "ใช้ไม่ได้" in harness.say(planner, f"ผูกกลุ่ม ABCD-235{number + 2}", group="C9")
    code = group_code(harness, planner)
    assert "หลายครั้งเกินไป" in harness.say(planner, f"ผูกกลุ่ม {code}", group="C1")
    harness.wait(hours=1, seconds=1)
    assert "ผูกกลุ่มนี้แล้ว" in harness.say(planner, f"ผูกกลุ่ม {code}", group="C1")


def test_the_group_bound_before_is_told_that_it_is_no_more(harness: UsecaseHarness) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", role="planner")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C1")
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C2")
    told = [call for call in harness.messenger.accepted if call.to == "C1"]
    assert ["ผูกกลุ่มอื่นแทน" in call.text for call in told] == [True]
    harness.say(planner, f"ผูกกลุ่ม {group_code(harness, planner)}", group="C2")
    assert [call for call in harness.messenger.accepted if call.to == "C2"] == []


def written_in_group(harness: UsecaseHarness, user: str, *pieces: str | Mention | Emoji) -> str:
    """What a text with mentions and LINE's emoji, told as LINE tells it, is answered with."""
    event = {
        "type": "message",
        "source": {"type": "group", "groupId": "C1", "userId": user},
        "webhookEventId": uuid4().hex,
        "replyToken": uuid4().hex,
        "message": {"id": uuid4().hex, **text_message(pieces)},
    }
    before = len(harness.messenger.accepted)
    for incoming in events_of(json.dumps({"events": [event]}), lambda: harness.now):
        answer(harness.ports, OFFICE, CHANNEL, incoming)
    harness.postman.deliver_all()
    return "\n".join(call.text for call in harness.messenger.accepted[before:])


def test_a_group_that_mentions_the_bot_is_bound_and_answered(harness: UsecaseHarness) -> None:
    planner, bot = harness.enrolled("U3", "พรทิพย์", role="planner"), Mention("รายงาน สพป.ทดสอบ", is_self=True)
    code = group_code(harness, planner)
    assert "ผูกกลุ่มนี้แล้ว" in written_in_group(harness, planner, bot, f" ผูกกลุ่ม {code} ค่ะ")
    assert "ส่งแล้ว 0 จาก 3" in written_in_group(harness, planner, "👍🏽", bot, " สรุปครับ", Emoji("hahaha"))
    assert written_in_group(harness, planner, Mention("ครูนิดา", user_id="U1"), " สรุป") == ""
