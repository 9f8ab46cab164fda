"""Who is meant by a name as people say it; never a guess."""

from __future__ import annotations

import pytest

from messages.thai.person_names import find_namesakes, find_several

PEOPLE = ("ครูนิดา", "นางสาวมาลี ใจดี", "สมชาย ขยัน", "สมชาย มั่นคง", "ดร.วิชัย")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ครูมาลี", "นางสาวมาลี ใจดี"),
        ("มาลี", "นางสาวมาลี ใจดี"),
        ("น.ส. มาลี  ใจดี", "นางสาวมาลี ใจดี"),
        ("คุณครูนิดา", "ครูนิดา"),
        ("พี่วิชัย", "ดร.วิชัย"),
        ("นายสมชาย มั่นคง", "สมชาย มั่นคง"),
    ],
)
def test_a_name_is_known_with_any_title_and_without(said: str, name: str) -> None:
    assert [PEOPLE[place] for place in find_namesakes(said, PEOPLE)] == [name]


@pytest.mark.parametrize("said", ["", "ครู", "มาลี ใจร้าย", "มาลีวัลย์", "สมศรี"])
def test_another_name_is_nobodys(said: str) -> None:
    assert find_namesakes(said, PEOPLE) == ()


@pytest.mark.parametrize("said", ["สมชาย", "ครูสมชาย"])
def test_a_name_of_two_is_of_both(said: str) -> None:
    assert [PEOPLE[place] for place in find_namesakes(said, PEOPLE)] == ["สมชาย ขยัน", "สมชาย มั่นคง"]


@pytest.mark.parametrize("said", ["นิดากับมาลี", "ครูนิดา, คุณมาลี", "นิดา และ มาลี", "นิดา/มาลีค่ะ"])
def test_several_people_are_named_together(said: str) -> None:
    assert [PEOPLE[place] for place in find_several(said, PEOPLE)] == ["ครูนิดา", "นางสาวมาลี ใจดี"]


@pytest.mark.parametrize("said", ["นิดา", "นิดากับสมชาย", "นิดากับสมศรี", "กับ", ""])
def test_of_several_one_that_is_not_clear_leaves_nobody_named(said: str) -> None:
    assert find_several(said, PEOPLE) == ()
