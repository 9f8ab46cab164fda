"""Lists of projects: what is first, what a line opens, and what stands in words beside the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from messages.chat import lists
from messages.chat.bubbles import Button, Card, Figure
from messages.chat.lists import PAGE, Listed
from messages.chat.postback import Postback, unpack
from messages.project import ReportState
from messages.thai.text import utf16
from storage.records import Project, Round
from tests.support.identity import project_id

ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
TODAY = date(2021, 3, 22)


def listed(*states: str) -> list[Listed]:
    return [
        (Project(no, f"โครงการทดสอบ {no}", 100, id=project_id(no)), ReportState(state))
        for no, state in enumerate(states, start=1)
    ]


def headings(card: Card) -> list[str]:
    return [item.heading for item in card.items]


def opened(button: Button | None) -> Postback:
    assert button is not None
    return unpack(button.data)


def test_drafts_stand_first_then_what_is_still_to_do() -> None:
    card = lists.choose_project(listed("submitted", "missing", "draft", "returned", "accepted"))
    assert headings(card) == ["ที่ 3", "ที่ 2", "ที่ 4"]
    assert [item.tone for item in card.items] == ["attention", "open", "attention"]
    assert [item.tag for item in card.items] == ["ทำค้างไว้", "ยังไม่รายงาน", "ส่งกลับให้แก้"]


def test_what_is_sent_has_a_page_of_its_own_so_that_a_phone_shows_what_is_still_to_do() -> None:
    some = listed("submitted", "missing", "draft", "returned", "accepted")
    first, second = lists.choose_project(some), lists.choose_project(some, 1)
    assert [(key.label, opened(key).action) for key in first.keys] == [("ดูที่ส่งแล้ว", "page:1")]
    assert headings(second) == ["ที่ 1", "ที่ 5"]
    assert [item.tone for item in second.items] == ["done", "done"]


def test_where_all_is_sent_the_first_page_is_of_that() -> None:
    assert headings(lists.choose_project(listed("submitted", "accepted"))) == ["ที่ 1", "ที่ 2"]


@pytest.mark.parametrize("made", [lists.choose_project, lists.my_projects])
def test_a_list_ends_in_how_many_are_still_to_send(made: Callable[[Sequence[Listed]], Card]) -> None:
    assert made(listed("missing", "submitted", "returned")).note.startswith("ยังไม่ส่ง 2 จาก 3 โครงการ\n")
    assert "ยังไม่ส่ง" not in made(listed("submitted")).note


def test_a_draft_is_named_above_the_list_with_the_words_to_go_on() -> None:
    card = lists.choose_project(listed("missing", "draft"))
    assert card.subtitle == "ที่ 2 ทำค้างไว้ · เลือกทำต่อหรือเลือกโครงการอื่น"
    assert card.alt.startswith(card.subtitle)
    assert 'พิมพ์ "รายงาน 2"' in card.note


def test_what_waits_to_be_confirmed_stands_first_and_says_how() -> None:
    some = listed("missing", "draft", "unconfirmed")
    chosen, stood = lists.choose_project(some), lists.status(some, ROUND, TODAY)
    assert headings(chosen) == headings(stood) == ["ที่ 3", "ที่ 2", "ที่ 1"]
    assert chosen.items[0].tag == "ตอบครบแล้ว รอยืนยัน"
    assert stood.note.splitlines()[-1] == 'ที่ 3 ตอบครบแล้ว รอยืนยัน · พิมพ์ "รายงาน 3" เพื่อตรวจและส่ง'
    assert stood.buttons[0].label == "ตรวจและส่งที่ 3"
    assert stood.figure == Figure("ส่งแล้ว", "0 จาก 3 โครงการ")


def test_without_a_draft_nothing_is_said_of_one() -> None:
    assert "ค้าง" not in lists.choose_project(listed("missing", "submitted")).alt


def test_a_whole_line_does_what_its_quick_reply_does() -> None:
    card = lists.choose_project(listed("missing", "missing"))
    assert [item.button for item in card.items] == list(card.buttons)


def test_sixty_projects_are_pages_that_lead_on_and_back_to_the_first() -> None:
    many = listed(*["missing"] * 60)
    pages = [lists.choose_project(many, page, untouched=60) for page in range(6)]
    assert sorted(heading for page in pages for heading in headings(page)) == sorted(f"ที่ {no}" for no in range(1, 61))
    assert [opened(page.keys[0]).action for page in pages] == [
        "page:1",
        "page:2",
        "page:3",
        "page:4",
        "page:5",
        "page:0",
    ]
    assert all(len(page.buttons) <= 13 for page in pages)
    assert pages[1].subtitle == "หน้า 2 จาก 6"


def test_the_ways_on_are_keys_too_since_quick_replies_do_not_show_everywhere() -> None:
    card = lists.choose_project(listed(*["missing"] * 12), untouched=12)
    assert [opened(key).action for key in card.keys] == ["page:1", "all_not_started"]
    assert card.buttons[-2:] == card.keys


def test_a_page_that_is_no_more_shows_the_last() -> None:
    assert headings(lists.choose_project(listed("missing", "missing"), 9)) == ["ที่ 1", "ที่ 2"]


def test_the_list_in_words_names_its_projects_with_their_states() -> None:
    alt = lists.choose_project(listed("missing", "submitted")).alt
    assert alt.splitlines() == [
        'รายงานโครงการใด พิมพ์ "รายงาน" ตามด้วยเลขที่ เช่น รายงาน 1',
        "ที่ 1 โครงการทดสอบ 1 · ยังไม่รายงาน",
    ]


def test_candidates_keep_their_order_and_offer_all_projects() -> None:
    card = lists.choose_among(listed("submitted", "missing"))
    assert headings(card) == ["ที่ 1", "ที่ 2"]
    assert opened(card.keys[0]) == Postback("page:0", question="project")


def test_long_lists_are_cut_in_words_at_a_line_and_keep_what_to_do() -> None:
    long = [(Project(no, "กิจกรรม" * 20, 100), ReportState.MISSING) for no in range(1, 61)]
    lines = lists.my_projects(long).alt.splitlines()
    assert utf16("\n".join(lines)) <= 1500
    assert all(line.endswith("ยังไม่รายงาน") for line in lines[1:-2])
    assert lines[-2:] == ["…", 'แตะโครงการ หรือพิมพ์ "รายงาน 1" เพื่อเริ่ม']


def test_my_projects_open_from_anywhere_and_ask_nothing() -> None:
    card = lists.my_projects(listed("submitted", "missing"))
    assert [opened(item.button) for item in card.items] == [Postback("report:1002"), Postback("report:1001")]
    assert [item.button.says for item in card.items if item.button] == ["รายงาน 2", "แก้ 1"]
    assert [unpack(button.data).action for button in card.buttons] == ["report:1002"]


def test_more_projects_than_a_page_lead_on_to_the_list() -> None:
    card = lists.my_projects(listed(*["missing"] * (PAGE + 1)))
    assert len(card.items) == PAGE
    assert opened(card.keys[0]) == Postback("page:1", question="project")
    assert not lists.my_projects(listed(*["missing"] * PAGE)).keys


def test_the_status_shows_how_many_are_sent_and_those_that_are_not() -> None:
    card = lists.status(listed("submitted", "missing", "draft"), ROUND, TODAY)
    assert card.figure is not None
    assert card.figure.value == "1 จาก 3 โครงการ"
    assert headings(card) == ["ที่ 3", "ที่ 2"]
    assert "ส่งแล้ว 1 จาก 3 โครงการ" in card.alt
    assert "25 มีนาคม 2564" in card.subtitle


def test_a_status_with_nothing_left_names_no_project() -> None:
    card = lists.status(listed("submitted", "accepted"), ROUND, TODAY)
    assert card.items == card.buttons == ()
    assert "ส่งครบ 2 โครงการแล้ว" in card.note


@pytest.mark.parametrize(("count", "more"), [(30, ""), (32, "และที่ 31, 32")])
def test_what_would_be_sent_at_once_is_named_as_far_as_there_is_room(count: int, more: str) -> None:
    card = lists.sweep([project for project, _ in listed(*["missing"] * count)], "ยังไม่ดำเนินการ")
    assert len(card.items) == 30
    assert card.note.startswith(more)
    assert card.leads
    assert [unpack(key.data) for key in card.keys] == [
        Postback(way, question="all_not_started") for way in ("yes", "no")
    ]
    assert card.buttons == card.keys
