"""Owners, planners and directors: each is greeted, helped and offered what is theirs."""

from __future__ import annotations

import pytest

from tests.support.usecase_harness import UsecaseHarness

OWNERS_WORD, PLANNERS_WORD = "รายงาน – ", "ใครยังไม่ส่ง – "


def offered(harness: UsecaseHarness) -> list[str]:
    """What the buttons of the last answer say, in their order."""
    last = harness.messenger.accepted[-1].messages[-1]
    return [item["action"]["displayText"] for item in last.get("quickReply", {}).get("items", ())]


@pytest.mark.parametrize("role", ["planner", "director"])
def test_who_sees_the_office_is_greeted_with_what_they_can_ask(harness: UsecaseHarness, role: str) -> None:
    heard = harness.say("U3", harness.code("พรทิพย์", role), "ยอมรับ")
    assert '"สรุป"' in heard
    assert '"ใครยังไม่ส่ง"' in heard
    assert '"รายงาน"' not in heard
    assert offered(harness) == ["สรุป", "ใครยังไม่ส่ง", "เอกสาร"]


@pytest.mark.parametrize("role", ["planner", "director"])
def test_who_sees_the_office_is_helped_without_the_owners_words(harness: UsecaseHarness, role: str) -> None:
    heard = harness.say(harness.enrolled("U3", "พรทิพย์", role), "ช่วยเหลือ")
    assert PLANNERS_WORD in heard
    assert OWNERS_WORD not in heard
    assert offered(harness)[:3] == ["สรุป", "ใครยังไม่ส่ง", "เอกสาร"]


def test_an_owner_is_helped_without_the_planners_words(harness: UsecaseHarness) -> None:
    heard = harness.say(harness.enrolled("U1", "นิดา", projects="4"), "ช่วยเหลือ")
    assert OWNERS_WORD in heard
    assert PLANNERS_WORD not in heard
    assert "สรุป" not in offered(harness)


def test_who_is_both_hears_the_planners_words_first(harness: UsecaseHarness) -> None:
    greeted = harness.say("U5", harness.code("มาลี", "planner", "4,8"), "ยอมรับ")
    assert greeted.index('"สรุป"') < greeted.index("ที่ 4")
    assert offered(harness) == ["สรุป", "ใครยังไม่ส่ง", "เอกสาร", "รายงาน 4", "รายงาน 8"]
    helped = harness.say("U5", "ช่วยเหลือ")
    assert helped.index(PLANNERS_WORD) < helped.index(OWNERS_WORD)


@pytest.mark.parametrize("said", ["รายงาน", "โครงการของฉัน"])
def test_a_planner_without_projects_is_told_what_is_theirs(harness: UsecaseHarness, said: str) -> None:
    heard = harness.say(harness.enrolled("U3", "พรทิพย์", "planner"), said)
    assert '"สรุป"' in heard
    assert '"ใครยังไม่ส่ง"' in heard


def test_words_nobody_understands_lead_a_planner_to_the_planners_help(harness: UsecaseHarness) -> None:
    assert PLANNERS_WORD in harness.say(harness.enrolled("U3", "พรทิพย์", "planner"), "กขค")


@pytest.mark.parametrize("said", ["สรุป", "ใครยังไม่ส่ง", "เอกสาร"])
def test_each_button_of_the_greeting_is_answered(harness: UsecaseHarness, said: str) -> None:
    planner = harness.enrolled("U3", "พรทิพย์", "planner")
    items = harness.messenger.accepted[-1].messages[-1]["quickReply"]["items"]
    (data,) = [item["action"]["data"] for item in items if item["action"]["displayText"] == said]
    assert harness.tap(planner, data) == harness.say(planner, said) or said == "เอกสาร"
    assert "ใช้ไม่ได้แล้ว" not in harness.tap(planner, data)


def test_help_tells_each_word_once(harness: UsecaseHarness) -> None:
    heard = harness.say(harness.enrolled("U5", "มาลี", "planner", "4,8"), "ช่วยเหลือ")
    words = [line.partition(" – ")[0] for line in heard.splitlines() if " – " in line]
    assert len(words) == len(set(words))


def test_a_planner_who_is_not_understood_is_not_sent_to_the_planners(harness: UsecaseHarness) -> None:
    heard = harness.say(harness.enrolled("U3", "พรทิพย์", "planner"), "กขค", "งจฉ")
    assert "ถ้ายังติดอยู่ ถามผู้ดูแลระบบ" in heard


@pytest.mark.parametrize("said", ["สรุป", "ใครยังไม่ส่ง", "เตือนทุกคน", "เอกสาร"])
def test_between_rounds_a_planner_is_promised_no_message_that_goes_to_owners(
    harness: UsecaseHarness, said: str
) -> None:
    harness.wait(days=-21)
    heard = harness.say(harness.enrolled("U3", "พรทิพย์", "planner"), said)
    assert "ไม่มีรอบรายงาน" in heard
    assert "แจ้งให้ทราบทางนี้" not in heard
