"""The keywords are those of words.toml, and no two mean the same word."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from messages.thai.manners import key
from messages.words import Instruction, Keyword, is_asked_by_name, keyword_named, reminded_in, understand, word

TABLE = tomllib.loads((files("messages") / "words.toml").read_text("utf-8"))


def test_every_entry_of_the_words_is_a_keyword() -> None:
    assert list(TABLE) == [str(keyword) for keyword in Keyword]


def test_no_word_stands_for_two_keywords() -> None:
    spoken = Counter(key(one) for words in TABLE.values() for one in words)
    assert [one for one, times in spoken.items() if times > 1] == []


@pytest.mark.parametrize("keyword", Keyword)
def test_the_word_a_button_shows_is_understood_as_its_keyword(keyword: Keyword) -> None:
    assert understand(word(keyword)) == Instruction(keyword)


def test_a_keyword_is_found_by_the_name_a_button_carries() -> None:
    assert keyword_named("all_not_started") == Keyword.ALL_NOT_STARTED


def test_a_name_of_no_keyword_is_none() -> None:
    assert keyword_named("in_progress") is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("เตือน สมชาย", "สมชาย"),
        ("เตือนสมชายด้วยค่ะ", "สมชายด้วยค่ะ"),
        ("ช่วยเตือนครูมาลีหน่อย", "ครูมาลีหน่อย"),
        ("เตือน: มาลี", "มาลี"),
    ],
)
def test_whom_to_remind_stands_behind_the_word(said: str, named: str) -> None:
    assert reminded_in(said) == Instruction(Keyword.REMIND, argument=named)


@pytest.mark.parametrize("said", ["เตือน", "สมชายเตือน", "เตือน" + "ก" * 100])
def test_without_a_name_behind_the_word_nobody_is_named(said: str) -> None:
    assert reminded_in(said) is None


def test_a_keywords_own_word_is_told_from_others_of_the_same_meaning() -> None:
    assert is_asked_by_name("ช่วยเหลือหน่อยค่ะ", Keyword.HELP)
    assert not is_asked_by_name("ช่วยด้วย", Keyword.HELP)
