"""What a person takes back goes from wherever it waited: held, understood, told back, or asked of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.events import MessageUnsent, TextReceived
from tests.bot.usecases.turns.test_leaving_nothing import holds
from tests.support.usecase_harness import open_harness

SECRET = "ครูจันทร์ป่วยหนัก"
SEVERAL = f"เบิกจ่าย: 500\nสถานะ: กำลังดำเนินการ\nผลผลิต: {SECRET}\nวัตถุประสงค์: {SECRET}"
PLACES: dict[str, tuple[str, list[str], str, list[str]]] = {
    "held beside a long question": ("cumulative", ["รายงาน 4", "2", "500"], f"ต้องใส่ยังไงคะ {SECRET}", []),
    "an answer told again": ("cumulative", ["รายงาน 4", "2", "500", "อบรม", "แก้ 3"], SECRET, []),
    "a long answer typed on": ("cumulative", ["รายงาน 4", "2", "500"], SECRET, ["พิมพ์ต่อ"]),
    "several answers understood": ("narrative", ["รายงาน 4"], SEVERAL, []),
    "several answers stored": ("narrative", ["รายงาน 4"], SEVERAL, ["ใช่"]),
    "what no question asks for": ("narrative", ["รายงาน 4"], SEVERAL, ["ใช่", "เป็นคำตอบ"]),
    "told with no report open": ("cumulative", [], f"เบิก 500 บาท อบรม{SECRET}แล้ว เสร็จแล้ว", []),
    "a reason": ("cumulative", ["รายงาน 4", "2", "900,000,000"], f"เพราะ{SECRET}", ["อบรม"]),
    "what may be a reason": ("cumulative", ["รายงาน 4", "2", "900,000,000"], SECRET, []),
    "words at the card": ("cumulative", ["รายงาน 4", "2", "500", "ข้าม"], f"เบิก 600 {SECRET}", []),
    "a wish to hand over": ("cumulative", [], f"ที่ 4 ย้ายไปให้ครู{SECRET}", []),
}
"""The form, what is said before, the message, and what is said after it."""


@pytest.mark.parametrize("place", PLACES)
def test_what_is_taken_back_is_kept_nowhere_and_the_talk_goes_on(tmp_path: Path, database_url: str, place: str) -> None:
    form, before, message, after = PLACES[place]
    with open_harness(tmp_path, form=form, url=database_url) as harness:
        harness.enrolled("U1", "นิดา", projects="4,8")
        harness.enrolled("U2", "มาลี", projects="11")
        harness.say("U1", *before)
        harness.hear("U1", TextReceived, "m1", message)
        harness.say("U1", *after)
        harness.hear("U2", MessageUnsent, "m1", token=None)
        assert holds(harness, SECRET)
        for _ in range(2):
            harness.hear("U1", MessageUnsent, "m1", token=None)
        harness.postman.deliver_all()
        harness.storage.remnants.cut_off()
        assert not holds(harness, SECRET)
        assert harness.say("U1", "สถานะ")
