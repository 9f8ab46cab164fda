"""Several answers out of one sentence: what each fills, what is asked, and what must stay whole (several.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from messages.answer_values import AmountAnswer, Answer, ChoiceAnswer, TextAnswer, plain_text
from messages.forms.form import ProjectFacts, path
from messages.forms.loader import library
from messages.forms.several import (
    Known,
    Proposals,
    ProposedAnswer,
    proposals_from_json,
    proposals_to_json,
    read_sentence,
)
from tests.support.forms import find_form

TABLE = tomllib.loads((Path(__file__).parent / "several.toml").read_text("utf-8"))
FACTS = ProjectFacts(2564, (1, 2), 600_000_00)
GIVEN: dict[str, Answer] = {
    "status": ChoiceAnswer("in_progress"),
    **{question: AmountAnswer(5_000_00) for question in ("spent", "spent_q1", "spent_q2")},
}
"""What was answered before the question that is asked; any other text says เดิม."""


def read(line: dict[str, Any]) -> Proposals | None:
    """What the line's sentence answers where its question is open, and those before it are answered."""
    form = library()[line["form"]]
    questions = path(form, FACTS, {})
    position = [question.id for question in questions].index(line.get("asked", questions[0].id))
    before = {question.id: GIVEN.get(question.id, TextAnswer("เดิม")) for question in questions[:position]}
    return read_sentence(Known(form, FACTS, before, questions[position]), line["says"], "message-1")


def says(line: dict[str, Any]) -> str:
    return f"{line['form']}: {line['says'][:40]}"


@pytest.mark.parametrize("line", TABLE["sentence"], ids=says)
def test_a_sentence_fills_what_it_names(line: dict[str, Any]) -> None:
    proposals = read(line)
    assert proposals is not None
    found = {item.question: plain_text(item.answer) for item in proposals.answers if item.question and item.answer}
    assert found == line["answers"]
    unsure = [item.question for item in proposals.answers if item.question and item.answer is None]
    assert unsure == line.get("unsure", [])
    assert [item.said for item in proposals.answers if not item.question] == line.get("left", [])
    assert proposals.sure == line.get("sure", False)


@pytest.mark.parametrize("line", TABLE["whole"], ids=says)
def test_a_sentence_that_answers_what_is_asked_is_not_cut_up(line: dict[str, Any]) -> None:
    assert read(line) is None


def test_the_table_holds_every_form_and_enough_of_each_kind() -> None:
    assert {line["form"] for line in TABLE["sentence"]} == set(library())
    assert len(TABLE["sentence"]) >= 60
    assert len(TABLE["whole"]) >= 20


def test_each_answer_stands_on_the_message_it_came_in() -> None:
    proposals = read({"form": "table", "says": "เสร็จแล้ว ใช้ไป 12,500"})
    assert proposals
    assert {item.message_id for item in proposals.answers} == {"message-1"}


def test_what_replaces_an_answer_is_never_sure() -> None:
    form = library()["table"]
    known = Known(form, FACTS, {"status": ChoiceAnswer("done"), "spent": AmountAnswer(100)})
    proposals = read_sentence(known, "กำลังดำเนินการ เบิก 5,000 บาท", "m")
    assert proposals
    assert [item.question for item in proposals.answers] == ["status", "spent"]
    assert not proposals.sure


def test_an_amount_over_the_budget_is_never_sure() -> None:
    form = library()["table"]
    known = Known(form, FACTS, {}, path(form, FACTS, {})[0])
    proposals = read_sentence(known, "กำลังดำเนินการ เบิก 700,000 บาท", "m")
    assert proposals
    assert not proposals.sure


def test_words_have_no_place_in_a_form_without_a_text() -> None:
    form = find_form("choice")
    known = Known(form, FACTS, {}, path(form, FACTS, {})[0])
    assert read_sentence(known, "เสร็จแล้ว ใช้ไป 12,500", "m") is None


def test_proposals_come_back_as_they_were_stored() -> None:
    proposed = (
        ProposedAnswer("spent", "ใช้ไป 12,500", "m", AmountAnswer(12_500_00)),
        ProposedAnswer("status", "ใกล้เสร็จ", "m"),
    )
    assert proposals_from_json(proposals_to_json(proposed)) == proposed


def test_a_text_that_is_too_long_for_a_sentence_is_none() -> None:
    assert read({"form": "table", "says": "เสร็จแล้ว ใช้ไป 12,500 " + "อบรม " * 400}) is None
