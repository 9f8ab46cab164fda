"""Forms as data: the path they give, and how a wrong one is refused."""

from __future__ import annotations

import pytest

from messages.chat.form_preview import preview
from messages.figures.spending import Period
from messages.forms.form import ProjectFacts, on_path, path
from messages.forms.loader import FormRefused, library, load

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


def ids(form: str, facts: ProjectFacts) -> list[str]:
    return [question.id for question in path(library()[form], facts, {})]


def test_the_two_forms_ask_what_the_interfaces_name() -> None:
    facts = ProjectFacts(2566, (1, 2), 100)
    assert ids("table", facts) == ["status", "spent", "progress"]
    assert ids("quarterly-plan", facts) == ["spent_q1", "spent_q2", "status", "progress"]


def test_a_quarter_already_reported_is_left_out() -> None:
    assert ids("quarterly-plan", ProjectFacts(2566, (1, 2), 100, before=(Period((1,), 5),)))[0] == "spent_q2"


def test_the_cumulative_question_names_the_last_day_of_the_round() -> None:
    (_, spent, _) = path(library()["table"], ProjectFacts(2564, (1, 2), 100), {})
    assert spent.ask == "เบิกจ่ายสะสมถึง 31 มีนาคม 2564 กี่บาท"


def test_only_answers_on_the_path_are_submitted() -> None:
    questions = path(library()["quarterly-plan"], ProjectFacts(2566, (2,), 100), {})
    assert on_path(questions, {"spent_q1": 1, "spent_q2": 2, "status": "done"}) == {"spent_q2": 2, "status": "done"}


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


def test_the_narrative_form_asks_nothing_more_of_a_project_not_started() -> None:
    facts = ProjectFacts(2565, (1, 2), 100)
    assert [question.id for question in path(library()["narrative"], facts, {"status": "not_started"})] == ["status"]


def test_the_narrative_form_asks_for_a_reason_only_where_spent_differs_from_planned() -> None:
    facts = ProjectFacts(2565, (1, 2), 100)
    same = {"status": "done", "planned": 500, "spent": 500}
    assert "reason" not in [question.id for question in path(library()["narrative"], facts, same)]
    other = [question.id for question in path(library()["narrative"], facts, {**same, "spent": 700})]
    assert other == [
        *("status", "output", "outcome", "indicators", "activities", "planned", "spent", "reason"),
        *("results", "problems", "suggestions"),
    ]


def test_the_narrative_by_quarters_asks_for_a_reason_only_where_nothing_was_spent() -> None:
    facts = ProjectFacts(2567, (1, 2), 100)
    nothing = path(library()["quarterly-narrative"], facts, {"spent_q1": 0, "spent_q2": 0})
    assert [question.id for question in nothing] == [
        *("spent_q1", "spent_q2", "reason", "results_q1", "results_q2", "problems", "suggestions", "photos"),
    ]
    some = path(library()["quarterly-narrative"], facts, {"spent_q1": 0, "spent_q2": 5})
    assert "reason" not in [question.id for question in some]


def test_the_policy_form_asks_the_rounds_last_quarter_only() -> None:
    assert ids("policy-status", ProjectFacts(2563, (1, 2), 100)) == ["status", "spent_q2"]


def test_an_unknown_condition_of_a_question_is_refused() -> None:
    with pytest.raises(FormRefused, match="when"):
        load(GOOD.replace('ask = "ถึงไหนแล้ว"', 'ask = "ก"\nwhen = "the moon is full"'))


@pytest.mark.parametrize("form", sorted(library()))
def test_a_preview_shows_every_question_under_its_id(form: str) -> None:
    shown = preview(library()[form])
    for question in library()[form].questions:
        assert f"— {question.id.partition('{')[0]}" in shown
        assert question.ask.partition("{")[0] in shown
