"""A message taken back goes from what took its answer over, also where that was typed on since."""

from __future__ import annotations

from bot.conversation.erasing import copies_of, erased
from messages.answer_values import Answer, AnswerItem, ItemsAnswer, TextAnswer
from messages.parts import Part, parts_making

ORIGINAL = (Part("results", "m1", "ผิดคน"), Part("results", "m2", "อบรมครู"))


def without(answers: dict[str, Answer], parts: tuple[Part, ...]) -> tuple[object, tuple[Part, ...]]:
    """What is left when m1 of the original is taken back."""
    copies = copies_of({"results": TextAnswer("ผิดคน\nอบรมครู")}, ORIGINAL, "m1")
    return erased(answers, parts, "m1", copies)


def test_an_answer_taken_over_goes_as_the_one_it_was() -> None:
    assert without({"results": TextAnswer("ผิดคน\nอบรมครู")}, ()) == ({"results": TextAnswer("อบรมครู")}, ())


def test_one_that_was_typed_on_loses_it_from_its_beginning() -> None:
    parts = (*parts_making("results", TextAnswer("ผิดคน\nอบรมครู")), Part("results", "m9", "นิเทศ"))
    answers, left = without({"results": TextAnswer("ผิดคน\nอบรมครู\nนิเทศ")}, parts)
    assert answers == {"results": TextAnswer("อบรมครู\nนิเทศ")}
    assert "ผิดคน" not in str(left)


def test_one_that_is_open_still_loses_it_too() -> None:
    parts = (*parts_making("results", TextAnswer("ผิดคน\nอบรมครู")), Part("results", "m9", "นิเทศ"))
    assert without({}, parts) == ({}, (Part("results", "", "อบรมครู"), Part("results", "m9", "นิเทศ")))


def test_items_taken_over_and_typed_on_lose_it_once() -> None:
    original = (Part("activities", "m1", "ผิดคน", "opens"), Part("activities", "m2", "อบรม", "opens"))
    told = ItemsAnswer((AnswerItem("ผิดคน"), AnswerItem("อบรม")))
    copies = copies_of({"activities": told}, original, "m1")
    parts = (*parts_making("activities", told), Part("activities", "m9", "นิเทศ", "opens"))
    _, left = erased({"activities": told}, parts, "m1", copies)
    assert [part.text for part in left] == ["อบรม", "นิเทศ"]


def test_what_was_taken_over_from_elsewhere_stays() -> None:
    parts = (Part("results", "", "ของตนเอง"), Part("results", "m9", "นิเทศ"))
    assert without({}, parts) == ({}, parts)
