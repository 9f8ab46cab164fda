"""The keywords are those of words.toml, and no two mean the same word."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from messages.thai.manners import key
from messages.words import Instruction, Keyword, keyword_named, understand, word

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
