"""What owners ask the planners for: seen and decided by planners, told to whom it concerns, kept with its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.events import MessageUnsent, TextReceived
from bot.conversation.stored import from_json
from bot.usecases.ports import Allowance
from bot.usecases.turns.personal_data import remove_person
from storage.records import ProjectRequest
from storage.vocabulary import RequestOutcome
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, UsecaseHarness, open_harness

NIDA, MALI, PLANNER, SECOND = "U1", "U2", "U3", "U4"


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    """Nida answers for no. 4 and no. 8, Mali for no. 8 and no. 11; two planners."""
    with open_harness(tmp_path, url=database_url) as harness:
        harness.enrolled(NIDA, "นิดา", projects="4,8")
        harness.enrolled(MALI, "นางสาวมาลี ใจดี", projects="11")
        harness.enrolled(PLANNER, "สมชาย", "planner")
        harness.enrolled(SECOND, "พรทิพย์", "planner")
        yield harness


def numbers(harness: UsecaseHarness, user: str) -> list[int]:
    with harness.storage.office(OFFICE).reading() as work:
        person = work.people.by_line_user(user)
        assert person
        held = work.people.projects_of(person.id, 2564)
        return [project.no for project in work.plan.projects(2564) if project.id in held]


def asked_by(harness: UsecaseHarness, user: str) -> tuple[ProjectRequest, ...]:
    with harness.storage.office(OFFICE).reading() as work:
        person = work.people.by_line_user(user)
        assert person
        return work.requests.asked_by(person.id)


def pushed(harness: UsecaseHarness, user: str) -> list[str]:
    return [call.text for call in harness.messenger.accepted if call.key and call.to == user]


def hand_over(harness: UsecaseHarness, no: int = 4, to: str = "ครูมาลี") -> str:
    return harness.say(NIDA, f"ที่ {no} ย้ายไปให้{to}", "ใช่")


def test_until_it_is_confirmed_nothing_is_kept(harness: UsecaseHarness) -> None:
    assert "ยังไม่ได้ส่งคำขอ" in harness.say(NIDA, "ที่ 4 ย้ายไปให้ครูมาลี")
    assert asked_by(harness, NIDA) == ()
    harness.say(NIDA, "ไม่")
    assert asked_by(harness, NIDA) == ()


def test_a_confirmed_request_knows_the_listed_person_that_was_named(harness: UsecaseHarness) -> None:
    assert "ส่งคำขอแล้ว" in hand_over(harness)
    (request,) = asked_by(harness, NIDA)
    with harness.storage.office(OFFICE).reading() as work:
        mali = work.people.by_line_user(MALI)
    assert mali
    assert (request.project_id, request.to_whom, request.successor_id) == (project_id(4), "ครูมาลี", mali.id)
    assert request.outcome is None


def test_the_owner_goes_on_being_asked_and_reminded(harness: UsecaseHarness) -> None:
    hand_over(harness)
    assert numbers(harness, NIDA) == [4, 8]
    assert "ข้อ 1 จาก 3" in harness.say(NIDA, "รายงาน 4")


def test_a_planner_sees_who_asks_for_what_and_an_owner_the_own(harness: UsecaseHarness) -> None:
    hand_over(harness)
    heard = harness.say(PLANNER, "คำขอ")
    assert "ที่ 4" in heard
    assert "นิดา" in heard
    assert "ครูมาลี" in heard
    assert "นางสาวมาลี ใจดี (ในรายชื่อ)" in heard
    assert "ที่ 4 ขอย้ายไปให้ ครูมาลี" in harness.say(NIDA, "คำขอ")
    assert "ไม่มีคำขอ" in harness.say(MALI, "คำขอ")


def test_consent_moves_the_project_and_tells_both(harness: UsecaseHarness) -> None:
    hand_over(harness)
    heard = harness.say(PLANNER, "เห็นชอบ 4")
    assert "ที่ 4 ย้ายจาก นิดา ไปให้ นางสาวมาลี ใจดี" in heard
    assert "แจ้งผู้เกี่ยวข้องแล้ว" in heard
    assert numbers(harness, NIDA) == [8]
    assert numbers(harness, MALI) == [4, 11]
    assert ["เห็นชอบคำขอแล้ว" in text for text in pushed(harness, NIDA)] == [True]
    assert ["ย้ายมาให้คุณรับผิดชอบแล้ว" in text for text in pushed(harness, MALI)] == [True]


def test_the_history_stays_with_the_request(harness: UsecaseHarness) -> None:
    hand_over(harness)
    harness.say(PLANNER, "เห็นชอบ 4")
    (request,) = asked_by(harness, NIDA)
    with harness.storage.office(OFFICE).reading() as work:
        planner = work.people.by_line_user(PLANNER)
    assert planner
    assert (request.outcome, request.decided_by, request.decided_at) == (
        RequestOutcome.GRANTED,
        planner.id,
        harness.now,
    )


def test_a_second_planner_hears_who_decided_it_and_when(harness: UsecaseHarness) -> None:
    hand_over(harness)
    (request,) = asked_by(harness, NIDA)
    harness.tap(PLANNER, f"a=deny:{request.id.hex}")
    for heard in (harness.tap(SECOND, f"a=grant:{request.id.hex}"), harness.say(SECOND, "เห็นชอบ 4")):
        assert "พิจารณาไปแล้ว: สมชาย ไม่เห็นชอบ" in heard
    assert numbers(harness, NIDA) == [4, 8]


def test_a_refusal_tells_the_owner_whose_the_project_stays(harness: UsecaseHarness) -> None:
    hand_over(harness)
    assert "ที่ 4 ยังเป็นของ นิดา" in harness.say(PLANNER, "ไม่เห็นชอบ 4")
    assert ["ไม่เห็นชอบคำขอ" in text for text in pushed(harness, NIDA)] == [True]
    assert pushed(harness, MALI) == []


def test_where_no_message_is_left_it_is_told_free_with_the_next_answer_once(harness: UsecaseHarness) -> None:
    harness.messenger.month = Allowance(0, 0)
    hand_over(harness)
    harness.tick()
    assert "พิมพ์มาครั้งต่อไป" in harness.say(PLANNER, "เห็นชอบ 4")
    assert pushed(harness, NIDA) == []
    assert "เห็นชอบคำขอแล้ว" in harness.say(NIDA, "สถานะ")
    assert "เห็นชอบคำขอแล้ว" not in harness.say(NIDA, "สถานะ")
    assert "ย้ายมาให้คุณ" in harness.say(MALI, "สถานะ")


def test_not_mine_leaves_the_list_and_the_planner_is_told_that_nobody_answers(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "ที่ 4 ไม่ใช่โครงการของฉัน", "ใช่")
    assert "จะไม่มีผู้รับผิดชอบ" in harness.say(PLANNER, "คำขอ")
    heard = harness.say(PLANNER, "เห็นชอบ 4")
    assert "ที่ 4 ไม่มีผู้รับผิดชอบแล้ว" in heard
    assert numbers(harness, NIDA) == [8]


def test_where_another_answers_too_nobody_is_warned(harness: UsecaseHarness) -> None:
    harness.code("นางสาวมาลี ใจดี", projects="4")
    harness.say(NIDA, "ที่ 4 ไม่ใช่โครงการของฉัน", "ใช่")
    assert "ไม่มีผู้รับผิดชอบ" not in harness.say(PLANNER, "เห็นชอบ 4")


def test_an_unknown_name_moves_nothing_until_that_person_is_listed(harness: UsecaseHarness) -> None:
    hand_over(harness, to="ครูวิไล")
    assert 'ยังไม่พบ "ครูวิไล"' in harness.say(PLANNER, "เห็นชอบ 4")
    assert numbers(harness, NIDA) == [4, 8]
    harness.code("วิไล ขยันยิ่ง", projects="11")
    assert "ไปให้ วิไล ขยันยิ่ง" in harness.say(PLANNER, "เห็นชอบ 4")
    assert numbers(harness, NIDA) == [8]


def test_a_name_of_several_people_moves_nothing_and_names_them_all(harness: UsecaseHarness) -> None:
    harness.code("มาลี รักเรียน", projects="11")
    hand_over(harness)
    assert "ชื่อนี้มีหลายคน: นางสาวมาลี ใจดี, มาลี รักเรียน" in harness.say(PLANNER, "คำขอ")
    heard = harness.say(PLANNER, "เห็นชอบ 4")
    assert '"ครูมาลี" ในรายชื่อมีหลายคน' in heard
    assert "ที่ 4 ย้ายไปให้ นางสาวมาลี ใจดี" in heard
    assert numbers(harness, NIDA) == [4, 8]


def test_the_successor_who_has_not_enrolled_is_named(harness: UsecaseHarness) -> None:
    harness.code("วิไล", projects="11")
    hand_over(harness, to="ครูวิไล")
    assert "วิไล ยังไม่ได้ลงทะเบียน" in harness.say(PLANNER, "เห็นชอบ 4")


def test_a_begun_draft_stays_with_who_typed_it_and_is_nobodys_draft_any_more(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "รายงาน 4", "2", "ย้ายไปให้ครูมาลี", "ใช่", "500", "พัก")
    assert "ไม่ได้ย้ายไปด้วย" in harness.say(PLANNER, "เห็นชอบ 4")
    with harness.storage.office(OFFICE).reading() as work:
        nida = work.people.by_line_user(NIDA)
        assert nida
        drafts = from_json(work.conversations.load(nida.id).state).drafts
    assert [(draft.project_id, draft.archived, "spent" in draft.answers) for draft in drafts] == [
        (project_id(4), True, True)
    ]
    assert "ข้อ 1 จาก 3" in harness.say(MALI, "รายงาน 4")


def test_a_report_that_is_open_says_that_the_project_has_gone(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "รายงาน 4", "2", "ย้ายไปให้ครูมาลี", "ใช่")
    harness.say(PLANNER, "เห็นชอบ 4")
    assert "ไม่ได้รับผิดชอบแล้ว" in harness.say(NIDA, "500")


def test_one_word_withdraws_it_and_it_waits_no_more(harness: UsecaseHarness) -> None:
    hand_over(harness)
    assert "ถอนคำขอของที่ 4 แล้ว" in harness.say(NIDA, "ถอนคำขอ")
    assert "ไม่มีคำขอ" in harness.say(PLANNER, "คำขอ")
    assert "ไม่มีคำขอเรื่องที่ 4" in harness.say(PLANNER, "เห็นชอบ 4")


def test_another_wish_for_the_same_project_takes_its_place(harness: UsecaseHarness) -> None:
    hand_over(harness)
    harness.wait(minutes=1)
    harness.say(NIDA, "ที่ 4 ไม่ใช่โครงการของฉัน", "ใช่")
    assert [request.outcome for request in asked_by(harness, NIDA)] == [RequestOutcome.WITHDRAWN, None]


def test_two_peoples_requests_for_one_project_are_decided_by_their_buttons(harness: UsecaseHarness) -> None:
    harness.code("นางสาวมาลี ใจดี", projects="4")
    harness.say(NIDA, "ที่ 4 ไม่ใช่โครงการของฉัน", "ใช่")
    harness.say(MALI, "ที่ 4 ไม่ใช่โครงการของฉัน", "ใช่")
    assert "มีคำขอของหลายคน" in harness.say(PLANNER, "เห็นชอบ 4")
    (request,) = asked_by(harness, MALI)
    assert "นางสาวมาลี ใจดี" in harness.tap(PLANNER, f"a=grant:{request.id.hex}")
    assert numbers(harness, MALI) == [11]
    assert numbers(harness, NIDA) == [4, 8]


def test_a_request_not_sent_yet_ends_with_the_project(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "ที่ 4 ไม่ใช่โครงการของฉัน")
    with harness.storage.office(OFFICE).work() as work:
        nida = work.people.by_line_user(NIDA)
        assert nida
        work.people.unassign(nida.id, 2564, [project_id(4)])
        work.commit()
    assert harness.say(NIDA, "คำขอ").startswith("ไม่ได้ส่งคำขอที่ถามไว้ เพราะโครงการนั้นไม่ใช่ของคุณแล้ว")
    assert harness.say(NIDA, "คำขอ") == "ไม่มีคำขอของคุณที่รอพิจารณา"


def test_a_project_taken_away_meanwhile_is_not_to_be_decided_any_more(harness: UsecaseHarness) -> None:
    hand_over(harness)
    with harness.storage.office(OFFICE).work() as work:
        nida = work.people.by_line_user(NIDA)
        assert nida
        work.people.unassign(nida.id, 2564, [project_id(4)])
        work.commit()
    assert "ไม่มีคำขอ" in harness.say(PLANNER, "คำขอ")


@pytest.mark.parametrize("data", ["a=grant:0", "a=deny:x", "a=grant:", "a=grant:00000000000000000000000000000000"])
def test_a_button_of_no_request_decides_nothing(harness: UsecaseHarness, data: str) -> None:
    hand_over(harness)
    assert harness.tap(PLANNER, data)
    assert numbers(harness, NIDA) == [4, 8]


def test_my_data_tells_what_was_asked_and_what_became_of_it(harness: UsecaseHarness) -> None:
    hand_over(harness)
    assert "คำขอ: ที่ 4 ขอย้ายไปให้ ครูมาลี" in harness.say(NIDA, "ข้อมูลของฉัน")
    harness.say(PLANNER, "ไม่เห็นชอบ 4")
    assert "ไม่เห็นชอบ" in harness.say(NIDA, "ข้อมูลของฉัน")


def test_who_has_their_data_deleted_asks_for_nothing_any_more(harness: UsecaseHarness) -> None:
    hand_over(harness)
    harness.say(NIDA, "ลบข้อมูลของฉัน", "ใช่")
    assert "ไม่มีคำขอ" in harness.say(PLANNER, "คำขอ")


def test_a_removed_person_is_named_in_no_request(harness: UsecaseHarness) -> None:
    hand_over(harness)
    with harness.storage.office(OFFICE).work() as work:
        mali = work.people.by_line_user(MALI)
        assert mali
        remove_person(work, mali, harness.now)
        work.commit()
    (request,) = asked_by(harness, NIDA)
    assert (request.to_whom, request.successor_id) == ("", None)


def test_taking_the_message_back_withdraws_what_it_asked_for(harness: UsecaseHarness) -> None:
    harness.hear(NIDA, TextReceived, "m-1", "ที่ 4 ย้ายไปให้ครูมาลี")
    harness.say(NIDA, "ใช่")
    harness.hear(NIDA, MessageUnsent, "m-1", token=None)
    harness.postman.deliver_all()
    assert asked_by(harness, NIDA) == ()
    assert "ถอนคำขอ" in pushed(harness, NIDA)[-1]


def test_names_are_not_told_in_the_group(harness: UsecaseHarness) -> None:
    group = "C1"
    shown = harness.say(PLANNER, "ผูกกลุ่ม")
    harness.say(PLANNER, shown.splitlines()[-1].partition(": ")[2], group=group)
    hand_over(harness)
    assert harness.say(PLANNER, "คำขอ", group=group) == ""
    heard = harness.say(PLANNER, "สรุป", group=group)
    assert "คำขอรอพิจารณา 1 เรื่อง" in heard
    assert 'พิมพ์ "คำขอ" ในแชตส่วนตัว' in heard
    assert "มาลี" not in heard
    assert "นิดา" not in heard
    assert "ที่ 4" in harness.say(PLANNER, "สรุป").partition("คำขอรอพิจารณา")[2]
