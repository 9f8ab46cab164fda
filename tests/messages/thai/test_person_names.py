"""Who is meant by a name as people say it; never a guess."""

from __future__ import annotations

import pytest

from messages.thai.person_names import find_person

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
    found = find_person(said, PEOPLE)
    assert found is not None
    assert PEOPLE[found] == name


@pytest.mark.parametrize("said", ["", "ครู", "สมชาย", "ครูสมชาย", "มาลี ใจร้าย", "มาลีวัลย์", "สมศรี"])
def test_a_name_of_nobody_or_of_two_is_nobodys(said: str) -> None:
    assert find_person(said, PEOPLE) is None
