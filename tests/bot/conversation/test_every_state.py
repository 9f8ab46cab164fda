"""Every cell of the table is entered: each situation answers each keyword, text and photo, and loses no draft."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.conversation.anywhere import take_as_answer
from bot.conversation.continuing import clear_answer, drop_last
from bot.conversation.deleting import delete_data
from bot.conversation.effects import Say
from bot.conversation.leaving import edit_over, end_over
from bot.conversation.reviewing import confirm, confirm_as_shown, send_or_open, send_report
from bot.conversation.situations import AtContradiction, AtOvertaken, AtQuestion, QuestionGone, RoundOver, Situation
from bot.conversation.states import Draft
from bot.conversation.transitions import TABLE
from messages.words import Keyword, word
from tests.support.situations import SITUATIONS, entered, situation, talk_in
from tests.support.talk import Talk, asked, text_of

NUMBERS = {Keyword.REPORT: " 4", Keyword.EDIT: " 1", Keyword.DROP_PHOTO: " 1"}
LETS_GO = {
    delete_data,
    end_over,
    edit_over,
    confirm,
    confirm_as_shown,
    send_or_open,
    send_report,
    clear_answer,
    drop_last,
}
"""Handlers after which a draft, or an answer of it, is no more: deleted, of a round that is over, sent, or emptied."""
TYPED = [(keyword, f"{word(keyword)}{behind}") for keyword in Keyword for behind in {"", NUMBERS.get(keyword, "")}]
"""Every keyword as people type it, with a number where one may follow."""

every_situation = pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.__name__)


def say(kind: type[Situation], said: str) -> Talk:
    talk = talk_in(kind)
    talk.say(said)
    return talk


def is_answered(talk: Talk) -> bool:
    """Here, or by who carries out what was asked."""
    return any(not isinstance(effect, Say) or text_of(effect.bubbles) for effect in talk.effects)


def kept(draft: Draft, talk: Talk) -> bool:
    """Whether every answer is still in the draft, or in the one that was archived; one may be open again."""
    after = talk.state.draft(draft.session)
    return after is not None and set(draft.answers) <= {*after.answers, *(part.question for part in after.parts)}


@every_situation
def test_the_walk_begins_in_the_situation_it_names(kind: type[Situation]) -> None:
    assert type(situation(talk_in(kind))) is kind


def test_the_walk_knows_every_situation() -> None:
    assert list(SITUATIONS) == list(TABLE)


@every_situation
def test_a_keyword_enters_the_handler_of_its_cell(kind: type[Situation]) -> None:
    codes = {said: entered(partial(say, kind, said)) for _, said in TYPED}
    assert [said for keyword, said in TYPED if TABLE[kind].keywords[keyword].__code__ not in codes[said]] == []


@every_situation
def test_a_keyword_is_answered(kind: type[Situation]) -> None:
    assert [said for _, said in TYPED if not is_answered(say(kind, said))] == []


@every_situation
def test_a_keyword_loses_no_draft(kind: type[Situation]) -> None:
    keeping = [said for keyword, said in TYPED if TABLE[kind].keywords[keyword] not in LETS_GO]
    drafts = talk_in(kind).state.drafts
    assert drafts
    assert [said for said in keeping if not all(kept(draft, say(kind, said)) for draft in drafts)] == []


@every_situation
def test_a_keyword_that_is_none_here_enters_the_handler_for_texts(kind: type[Situation]) -> None:
    answers = [said for keyword, said in TYPED if TABLE[kind].keywords[keyword] is take_as_answer]
    assert [said for said in answers if TABLE[kind].text.__code__ not in entered(partial(say, kind, said))] == []


@every_situation
def test_a_word_that_is_no_keyword_enters_the_handler_for_texts(kind: type[Situation]) -> None:
    talk = talk_in(kind)
    assert TABLE[kind].text.__code__ in entered(lambda: talk.say("ตามเอกสารแนบ"))
    assert is_answered(talk)


@every_situation
def test_a_photo_enters_the_handler_for_photos(kind: type[Situation]) -> None:
    talk = talk_in(kind)
    assert TABLE[kind].photo.__code__ in entered(lambda: talk.show("image"))
    assert is_answered(talk)


SAID = ("", "\u200b", "12500", "๔", "รายงาน 99", "แก้ 99", "😀" * 50)


@every_situation
def test_odd_texts_stickers_and_new_friends_are_answered(kind: type[Situation]) -> None:
    assert [said for said in SAID if not text_of(talk_in(kind).say(said))] == []
    assert text_of(talk_in(kind).show_sticker())
    assert text_of(talk_in(kind).follow())


@pytest.mark.parametrize("change", [{"assignments": ()}, {"round": None}], ids=["no projects", "no round"])
@every_situation
def test_a_keyword_is_answered_without_projects_and_without_a_round(
    kind: type[Situation], change: dict[str, Any]
) -> None:
    for _, said in TYPED:
        talk = talk_in(kind)
        talk.context = replace(talk.context, **change)
        talk.say(said)
        assert is_answered(talk), said


def test_a_row_that_leaves_a_keyword_out_is_refused() -> None:
    whole = TABLE[AtContradiction]
    with pytest.raises(ValueError, match="skip"):
        replace(whole, keywords={key: handler for key, handler in whole.keywords.items() if key != Keyword.SKIP})


def test_whoever_comes_back_as_a_friend_is_asked_again_what_was_open() -> None:
    heard = talk_in(AtQuestion).follow()
    assert len(heard) > 1
    assert asked(heard) == "spent"


@pytest.mark.parametrize("kind", [AtOvertaken, RoundOver])
def test_words_that_answer_nothing_any_more_are_told_back_as_not_kept(kind: type[Situation]) -> None:
    assert 'ยังไม่ได้บันทึก "525.50"' in text_of(talk_in(kind).say("525.50"))
    assert "ยังไม่ได้บันทึก" not in text_of(talk_in(kind).say("ครับ"))


def test_who_stands_at_a_question_that_is_asked_no_more_is_told_how_to_go_on() -> None:
    talk = talk_in(QuestionGone)
    said = text_of(talk.say("จัดอบรมแล้ว"))
    assert "ไม่ต้องตอบแล้ว" in said
    assert 'พิมพ์ "รายงาน 4"' in said
    assert asked(talk.say("รายงาน 4")) == "review"
