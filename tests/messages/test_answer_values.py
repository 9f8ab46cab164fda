"""Answers as values: stored and read again they are the same, and each says what it is."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.answer_values import (
    AmountAnswer,
    Answer,
    AnswerItem,
    AnswerPhoto,
    Answers,
    ChoiceAnswer,
    DateAnswer,
    ItemsAnswer,
    PhotosAnswer,
    TextAnswer,
    amount,
    amounts,
    answers_from_json,
    answers_to_json,
    items_of,
    photos,
    plain_text,
    sanitize_answer,
    text,
)
from messages.thai.text import sanitize

words = st.text()
answer_values: st.SearchStrategy[Answer] = st.one_of(
    st.builds(TextAnswer, words),
    st.builds(AmountAnswer, st.integers(-(2**63), 2**63 - 1)),
    st.builds(ChoiceAnswer, words),
    st.builds(DateAnswer, st.dates()),
    st.builds(ItemsAnswer, st.lists(st.builds(AnswerItem, words)).map(tuple)),
    st.builds(PhotosAnswer, st.lists(st.builds(AnswerPhoto, words, words)).map(tuple)),
)
PHOTOS = PhotosAnswer((AnswerPhoto("m1", "พิธีเปิด"), AnswerPhoto("m2", "พิธีเปิด"), AnswerPhoto("m3")))
ITEMS = ItemsAnswer((AnswerItem("กิจกรรมหลักที่ ๑ อบรม\nรุ่น 1"), AnswerItem("นิเทศ")))
REPORT: Answers = {"spent": AmountAnswer(740_650), "activities": ITEMS, "photos": PHOTOS}


@given(st.dictionaries(words, answer_values))
def test_answers_read_from_json_are_those_written(answers: Answers) -> None:
    assert answers_from_json(json.loads(json.dumps(answers_to_json(answers)))) == answers


@given(answer_values)
def test_a_sanitized_answer_is_of_its_kind_and_stays_so(answer: Answer) -> None:
    fit = sanitize_answer(answer)
    assert type(fit) is type(answer)
    assert sanitize_answer(fit) == fit
    assert sanitize(plain_text(fit)) == plain_text(fit)


def test_a_kind_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError):
        answers_from_json({"spent": {"kind": "sum", "satang": 5}})


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (TextAnswer("ทำแล้ว\n- รุ่น 1"), "ทำแล้ว\n- รุ่น 1"),
        (AmountAnswer(740_650), "7406.50"),
        (ChoiceAnswer("done"), "done"),
        (DateAnswer(date(2021, 3, 25)), "2021-03-25"),
        (ITEMS, "กิจกรรมหลักที่ ๑ อบรม\nรุ่น 1\nนิเทศ"),
        (PHOTOS, "พิธีเปิด"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_each_kind_has_its_plain_text(answer: Answer, told: str) -> None:
    assert plain_text(answer) == told


def test_an_item_is_named_by_its_first_line_without_the_number_before_it() -> None:
    assert [(item.title, item.text) for item in ITEMS.items] == [("อบรม", "รุ่น 1"), ("นิเทศ", "")]


def test_a_text_that_was_not_told_apart_is_one_item() -> None:
    assert items_of(TextAnswer("อบรม\nรุ่น 1")) == (AnswerItem("อบรม\nรุ่น 1"),)


def test_an_amount_is_that_of_a_question_which_has_one() -> None:
    assert (amount(REPORT, "spent"), amount(REPORT, "activities"), amount(REPORT, "planned")) == (740_650, None, None)
    assert amounts(REPORT) == {"spent": 740_650}


def test_the_text_of_a_question_without_an_answer_is_empty() -> None:
    assert (text(REPORT, "photos"), text(REPORT, "progress")) == ("พิธีเปิด", "")


def test_the_photos_of_a_report_are_those_of_all_its_answers() -> None:
    assert [photo.message_id for photo in photos({**REPORT, "more": PhotosAnswer((AnswerPhoto("m4"),))})] == [
        *("m1", "m2", "m3", "m4")
    ]
