"""Whatever people and offices write, LINE takes every bubble that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.answer_values import AmountAnswer, Answer, Answers, ChoiceAnswer, TextAnswer
from messages.chat import lists, notices, prompts, review
from messages.chat.bubbles import Bubble
from messages.chat.lists import Listed
from messages.chat.prompts import ReportView
from messages.chat.review import Sent
from messages.forms.form import ProjectFacts, path
from messages.forms.loader import library
from messages.project import ReportState
from storage.records import Project, Round

ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
TODAY = date(2021, 3, 22)
STATES = tuple(ReportState)
MAX_TEXT = 5000

letters = st.one_of(
    st.characters(exclude_categories=["Cs"]), st.sampled_from("\u0e48\u0e33\u200b\u200d\u202e\n👨👩🏽ก")
)
words = st.builds(
    lambda text, times: (text * times)[:MAX_TEXT], st.text(letters, max_size=60), st.integers(1, MAX_TEXT)
)
satang = st.integers(0, 10**11)
listings = st.lists(st.tuples(words, satang, st.sampled_from(STATES)), min_size=1, max_size=60)


def listed_of(drawn: list[tuple[str, int, ReportState]]) -> list[Listed]:
    return [(Project(no, name, budget), state) for no, (name, budget, state) in enumerate(drawn, start=1)]


def about_lists(listed: list[Listed], page: int) -> Iterator[Bubble]:
    projects = [project for project, _ in listed]
    numbers = [project.no for project in projects]
    yield lists.choose_project(listed, page, untouched=len(listed))
    yield from (lists.choose_among(listed[:3]), lists.my_projects(listed), lists.status(listed, ROUND, TODAY))
    yield from (lists.sweep(projects, projects[0].name), lists.sweep_receipt(numbers, projects[0].name, late=True))
    yield from (
        notices.opening(ROUND, projects),
        notices.reminder(ROUND, TODAY, listed, len(projects), can_wait=True),
    )
    yield notices.welcome(projects, ROUND, TODAY, planner=True)


def about_a_report(report: ReportView) -> Iterator[Bubble]:
    project = report.project
    sent = Sent(
        datetime(2021, 3, 24, 7, 5, tzinfo=UTC),
        late=True,
        deadline=ROUND.deadline,
        left=40,
        following=(project, project),
    )
    yield from (review.card(report), review.which_item(report), review.receipt(report, sent))
    yield from (prompts.ask(report, question) for question in report.questions)


def refused(bubble: Bubble) -> list[dict[str, str]]:
    return check([*render([bubble])])


@settings(deadline=None, max_examples=60)
@given(listings, st.integers(0, 9))
def test_lists_of_any_names_are_accepted(drawn: list[tuple[str, int, ReportState]], page: int) -> None:
    assert [problem for bubble in about_lists(listed_of(drawn), page) for problem in refused(bubble)] == []


@pytest.mark.parametrize("form", sorted(library()))
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_reports_of_any_answers_are_accepted(form: str, data: st.DataObject) -> None:
    chosen, project = library()[form], Project(9999, data.draw(words), data.draw(satang))
    facts, answers = ProjectFacts(2564, (1, 2, 3, 4), project.budget, (0, 0, 0, 0)), answers_of(form, data)
    report = ReportView("0" * 36, chosen.version, project, facts, path(chosen, facts, answers), answers)
    assert [problem for bubble in about_a_report(report) for problem in refused(bubble)] == []


def answers_of(form: str, data: st.DataObject) -> Answers:
    """Answers to some questions of the form: amounts, choices, and texts of any kind."""
    facts = ProjectFacts(2564, (1, 2, 3, 4), 100)
    answers: dict[str, Answer] = {}
    for question in path(library()[form], facts, answers):
        if question.kind == "amount":
            answers[question.id] = AmountAnswer(data.draw(satang))
        elif question.kind in {"long_text", "choice"} and data.draw(st.booleans()):
            chosen = st.sampled_from([ChoiceAnswer(choice.id) for choice in question.choices])
            answers[question.id] = data.draw(chosen if question.choices else words.map(TextAnswer))
    return answers


@settings(deadline=None)
@given(words.filter(bool))
def test_a_text_said_back_is_accepted(text: str) -> None:
    assert refused(lists.meant_to_type(text, ())) == []
