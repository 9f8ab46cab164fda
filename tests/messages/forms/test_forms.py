"""Forms as data: the path they give, and how a wrong one is refused."""

from __future__ import annotations

import json
import re
import tomllib
from hashlib import sha256
from typing import get_args

import pytest

from messages.chat.form_preview import preview
from messages.figures.spending import Period
from messages.forms.form import CONDITIONS, Kind, ProjectFacts, every_question, on_path, path
from messages.forms.loader import FormRefused, library, load
from messages.texts import catalogue
from tests.support.answers import PlainAnswers, answers
from tests.support.forms import find_form

GOOD = """
id = "own"
version = 1
title = "แบบของสำนักงาน"
[[question]]
id = "status"
kind = "choice"
label = "สถานะ"
ask = "ถึงไหนแล้ว"
choices = ["not_started", "done", { id = "other", label = "อื่น ๆ" }]
"""


PRINTED = {
    "table": {"status", "spent", "progress"},
    "policy-status": {"status", "spent_q2"},
    "narrative": {
        *("status", "output", "outcome", "indicators", "activities", "planned", "spent", "reason"),
        *("results", "problems", "suggestions"),
    },
    "quarterly-plan": {"spent_q1", "spent_q2", "status", "progress"},
    "quarterly-narrative": {
        *("spent_q1", "spent_q2", "reason", "results_q1", "results_q2", "problems", "suggestions", "photos"),
    },
}
"""What the official document of each shipped form prints of a round of two quarters."""


RELEASED = {
    ("table", 2): "70b0d7d2c77e9f6f",
    ("policy-status", 2): "40ee6a6e79622492",
    ("narrative", 3): "c41d0312afe4c853",
    ("quarterly-plan", 2): "f277208a2dbd9f25",
    ("quarterly-narrative", 2): "155d4c0e61e0e5b7",
}
"""What each shipped form says, by form and version: offices keep it, and start no program that says otherwise."""


@pytest.mark.parametrize("form", sorted(library()))
def test_a_shipped_form_says_what_was_released_of_its_version(form: str) -> None:
    shipped = library()[form]
    said = json.dumps(tomllib.loads(shipped.source), ensure_ascii=False, sort_keys=True)
    assert sha256(said.encode()).hexdigest()[:16] == RELEASED[shipped.id, shipped.version]


@pytest.mark.parametrize("form", sorted(library()))
def test_a_shipped_form_asks_for_all_that_its_document_prints(form: str) -> None:
    assert form in PRINTED, f"tell in PRINTED which questions of `{form}` its document prints"
    asked = every_question(library()[form], ProjectFacts(2566, (1, 2), 100))
    assert {question.id for question in asked} >= PRINTED[form]


def ids(form: str, facts: ProjectFacts, plain: PlainAnswers | None = None) -> list[str]:
    return [question.id for question in path(find_form(form), facts, answers(plain))]


def test_a_question_of_each_quarter_is_asked_once_a_quarter_of_the_round() -> None:
    assert ids("every-quarter", ProjectFacts(2566, (1, 2), 100)) == ["spent_q1", "spent_q2", "results_q1", "results_q2"]


def test_a_question_of_the_last_quarter_is_asked_of_that_only() -> None:
    assert ids("last-quarter", ProjectFacts(2563, (1, 2), 100)) == ["status", "spent_q2"]


def test_a_quarter_already_reported_is_left_out() -> None:
    assert ids("new-quarters", ProjectFacts(2566, (1, 2), 100)) == ["spent_q1", "spent_q2", "status"]
    known = ProjectFacts(2566, (1, 2), 100, before=(Period((1,), 5),))
    assert ids("new-quarters", known) == ["spent_q2", "status"]


def test_the_cumulative_question_names_the_last_day_of_the_round() -> None:
    (_, spent, _) = path(find_form("cumulative"), ProjectFacts(2564, (1, 2), 100), {})
    assert spent.ask == "เบิกจ่ายสะสมถึง 31 มีนาคม 2564 กี่บาท"


def test_nothing_more_is_asked_of_a_project_not_started() -> None:
    assert ids("conditions", ProjectFacts(2565, (1, 2), 100), {"status": "not_started"}) == ["status"]


def test_a_reason_is_asked_only_where_spent_differs_from_planned() -> None:
    facts, same = ProjectFacts(2565, (1, 2), 100), {"status": "done", "planned": 500, "spent": 500}
    assert ids("conditions", facts, same) == ["status", "planned", "spent", "results"]
    assert ids("conditions", facts, {**same, "spent": 700}) == ["status", "planned", "spent", "reason", "results"]


def test_a_reason_is_asked_only_where_nothing_was_spent() -> None:
    facts = ProjectFacts(2567, (1, 2), 100)
    assert "reason" in ids("every-quarter", facts, {"spent_q1": 0, "spent_q2": 0})
    assert "reason" not in ids("every-quarter", facts, {"spent_q1": 0, "spent_q2": 5})


def test_only_answers_on_the_path_are_submitted() -> None:
    questions = path(find_form("new-quarters"), ProjectFacts(2566, (2,), 100), {})
    assert on_path(questions, answers(spent_q1=1, spent_q2=2, status="done")) == answers(spent_q2=2, status="done")


def test_standard_states_bring_their_labels_and_short_buttons() -> None:
    form = load(GOOD)
    assert next((choice.label, choice.button) for choice in form.questions[0].choices) == (
        "ยังไม่ดำเนินการ",
        "ยังไม่ดำเนินการ",
    )


@pytest.mark.parametrize(
    ("found", "put", "named"),
    [
        ('kind = "choice"', 'kind = "essay"', "kind"),
        ("version = 1", "", "version"),
        ('label = "สถานะ"', "", "label"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ถึง{when}"', "ask"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ก"\ncolour = "red"', "colour"),
        ('"not_started"', '"no_such_state"', "no_such_state"),
        ('label = "อื่น ๆ"', 'label = "' + "ยาว" * 30 + '"', "20"),
        ('label = "อื่น ๆ"', 'label = "ก", when = "the moon is full"', "when"),
        ('choices = ["not_started", "done", { id = "other", label = "อื่น ๆ" }]', "", "choices"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ก"\neach = "month"', "each"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ก"\neach = "quarter"', "quarter"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ก"\nwhen = "spent_differs_from_planned"', "planned"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "ก"\noptional = "yes"', "optional"),
        ('ask = "ถึงไหนแล้ว"', 'ask = "' + "ก" * 1001 + '"', "1000"),
        ('label = "สถานะ"', 'label = "' + "ก" * 61 + '"', "60"),
        ('id = "status"', 'id = "Status"', "Status"),
        ('id = "status"', 'id = "confirm_status"', "confirm_status"),
        ('id = "status"', 'id = "review"', "review"),
        ('id = "other"', 'id = "skip"', "skip"),
        ('id = "other"', 'id = "done"', "done"),
        ('kind = "choice"', 'kind = "amount"', "choices"),
        ("version = 1", "version = 1\nlanguage = 'th'", "language"),
        ("version = 1", "version = 0", "version"),
    ],
)
def test_a_wrong_form_is_refused_naming_the_place(found: str, put: str, named: str) -> None:
    assert found in GOOD
    with pytest.raises(FormRefused, match=named):
        load(GOOD.replace(found, put, 1))


def test_a_form_longer_than_the_review_card_is_refused() -> None:
    more = "".join(f'[[question]]\nid = "q{n}"\nkind = "amount"\nlabel = "ก"\nask = "ก"\n' for n in range(30))
    with pytest.raises(FormRefused, match="30"):
        load(GOOD + more)


def test_photos_are_asked_for_once() -> None:
    more = "".join(f'[[question]]\nid = "p{n}"\nkind = "photos"\nlabel = "ก"\nask = "ก"\n' for n in range(2))
    with pytest.raises(FormRefused, match="photos"):
        load(GOOD + more)


def test_a_question_asked_twice_is_refused() -> None:
    with pytest.raises(FormRefused, match="ซ้ำ"):
        load(GOOD + GOOD[GOOD.index("[[question]]") :])


def test_every_problem_is_listed() -> None:
    with pytest.raises(FormRefused) as refusal:
        load(GOOD.replace("version = 1", "").replace('"choice"', '"essay"'))
    assert len(refusal.value.problems) == 3


def test_an_unknown_condition_of_a_question_is_refused() -> None:
    with pytest.raises(FormRefused, match="when"):
        load(GOOD.replace('ask = "ถึงไหนแล้ว"', 'ask = "ก"\nwhen = "the moon is full"'))


@pytest.mark.parametrize("form", sorted(library()))
def test_a_preview_shows_every_question_under_its_id(form: str) -> None:
    shown = preview(library()[form], with_ids=True)
    for question in library()[form].questions:
        assert f"— {question.id.partition('{')[0]}" in shown
        assert question.ask.partition("{")[0] in shown


@pytest.mark.parametrize("form", sorted(library()))
def test_a_preview_for_people_shows_every_question_and_no_code(form: str) -> None:
    shown = preview(library()[form])
    for question in library()[form].questions:
        assert question.ask.partition("{")[0] in shown
    assert re.findall("[a-z]+_[a-z]+|when =|long_text", shown) == []


@pytest.mark.parametrize("condition", sorted(CONDITIONS))
def test_a_preview_for_people_tells_when_a_question_is_asked(condition: str) -> None:
    assert f"forms.preview.when.{condition}" in catalogue()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_preview_for_people_tells_how_a_question_is_answered(kind: str) -> None:
    assert f"forms.preview.kind.{kind}" in catalogue()
