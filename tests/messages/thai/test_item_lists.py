"""Lists as people type and paste them: which marks begin another item, and which figures are none."""

from __future__ import annotations

import pytest

from messages.answer_values import AnswerItem
from messages.parts import item_parts

LISTS = {
    "1. ประชุมครู\nทำแล้ว\n2. นิเทศ": ["ประชุมครู", "นิเทศ"],
    "๑) ประชุมครู ๒) นิเทศ": ["ประชุมครู", "นิเทศ"],
    "1.ประชุมครู2.นิเทศ3.สรุปผล": ["ประชุมครู", "นิเทศ", "สรุปผล"],
    "(1) ประชุมครู (2) นิเทศ": ["ประชุมครู", "นิเทศ"],
    "4.1 ประชุมครู\n4.2 นิเทศ": ["ประชุมครู", "นิเทศ"],
    "๔.๑ ประชุมครู\n๔.๒ นิเทศ 1.5 ล้าน": ["ประชุมครู", "นิเทศ 1.5 ล้าน"],
    "- ประชุมครู\n- นิเทศ\n– สรุปผล": ["ประชุมครู", "นิเทศ", "สรุปผล"],
    "• ประชุมครู\n• นิเทศ": ["ประชุมครู", "นิเทศ"],
    "• ประชุมครู • นิเทศ": ["ประชุมครู", "นิเทศ"],
    "1. ประชุมครู\n1) รุ่นเช้า\n2) รุ่นบ่าย\n- 40 คน\n2. นิเทศ": ["ประชุมครู", "นิเทศ"],
    "1. ประชุมครู วันที่ 1-3 มี.ค.64 ใช้ 1.5 ล้าน 2. นิเทศ": ["ประชุมครู วันที่ 1-3 มี.ค.64 ใช้ 1.5 ล้าน", "นิเทศ"],
    "กิจกรรมหลักที่ ๑ อบรม\n1. รุ่นแรก\n2. รุ่นสอง\nกิจกรรมหลักที่ ๒ นิเทศ": ["อบรม", "นิเทศ"],
}
NO_LISTS = (
    *(
        "1.5 ล้านบาท",
        "1.1 ล้านบาท\n1.2 ล้านบาท",
        "25.3.64 ประชุมครู 26.3.64 นิเทศ",
        "10.30 น. ประชุม 11.30 น. เลิก",
        "ประชุม 12 โรงเรียน",
        "-5 องศา",
    ),
    *("อบรมครู\n- รุ่นที่ 1\n- รุ่นที่ 2", "อบรมครู\n1. รุ่นแรก\n2. รุ่นสอง", "อบรมวันจันทร์ - ศุกร์", "2564-2565 รวม 2 ปี", "-"),
)


def titles(text: str, *told: str) -> list[str]:
    """Of the items that a message begins, behind those `told`."""
    parts = item_parts("q", "m", text, tuple(map(AnswerItem, told)))
    return [AnswerItem(part.text).title for part in parts if part.role == "opens"]


@pytest.mark.parametrize(("text", "expected"), LISTS.items())
def test_each_of_a_list_is_an_item_without_its_mark(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list_is_one_item(text: str) -> None:
    assert titles(text) == [text.partition("\n")[0]]


def test_the_number_of_something_else_within_a_line_begins_no_item() -> None:
    assert titles("1. อบรมครู รุ่นที่ 2. จำนวน 40 คน") == ["อบรมครู รุ่นที่ 2. จำนวน 40 คน"]


def test_a_list_goes_on_with_the_items_told_before() -> None:
    assert titles("2. นิเทศ\n3. สรุปผล", "1. อบรมครู") == ["นิเทศ", "สรุปผล"]
    assert titles("- นิเทศ\n- สรุปผล", "- อบรมครู") == ["นิเทศ", "สรุปผล"]


def test_a_list_that_does_not_go_on_with_them_belongs_to_the_last() -> None:
    assert titles("1. รุ่นแรก\n2. รุ่นสอง", "อบรมครู") == []
    assert titles("- รุ่นแรก\n- รุ่นสอง", "อบรมครู") == []
