"""What a report costs in taps and typed messages, from a reminder's button; from the menu it is one tap more."""

from __future__ import annotations

import pytest

from messages.forms.loader import library
from tests.bench.taps import Cost, cost_of

MAX_TAPS = 3
ASKS_MORE_OF_THE_UNTOUCHED = {"quarterly-narrative"}
"""Forms that want words even where nothing was done: the reason, and what each quarter brought."""
SPENT_BY_QUARTER = {"policy-status", "quarterly-plan"}
"""Forms whose figure is the new quarter's own: no earlier round can have told it, so it takes one tap more."""


FULL = {
    "table": Cost(taps=3, messages=2),
    "policy-status": Cost(taps=3, messages=1),
    "narrative": Cost(taps=3, messages=9),
    "quarterly-plan": Cost(taps=3, messages=3),
    "quarterly-narrative": Cost(taps=3, messages=6, photos=1),
}
"""What a report costs that leaves no question out."""


def test_every_form_is_counted() -> None:
    assert set(FULL) == set(library()), "a shipped form's full cost is to be told in FULL"
    assert set(library()) >= ASKS_MORE_OF_THE_UNTOUCHED | SPENT_BY_QUARTER


@pytest.mark.parametrize("form", sorted(set(library()) - ASKS_MORE_OF_THE_UNTOUCHED))
def test_an_untouched_project_is_reported_in_three_taps(form: str) -> None:
    assert cost_of(library()[form], "untouched") == Cost(taps=MAX_TAPS)


@pytest.mark.parametrize("form", sorted(set(library()) - SPENT_BY_QUARTER - ASKS_MORE_OF_THE_UNTOUCHED))
def test_the_same_as_last_round_is_reported_in_three_taps(form: str) -> None:
    assert cost_of(library()[form], "same") == Cost(taps=MAX_TAPS)


@pytest.mark.parametrize("form", sorted(SPENT_BY_QUARTER))
def test_the_same_as_last_round_with_nothing_spent_since_takes_one_tap_more(form: str) -> None:
    assert cost_of(library()[form], "same") == Cost(taps=MAX_TAPS + 1)


@pytest.mark.parametrize(("form", "cost"), FULL.items())
def test_a_full_report_types_only_what_no_button_can_say(form: str, cost: Cost) -> None:
    assert cost_of(library()[form], "full") == cost


def test_a_table_is_reported_by_one_sentence() -> None:
    assert cost_of(library()["table"], "sentence") == Cost(taps=2, messages=1)


@pytest.mark.parametrize("form", sorted(library()))
def test_a_report_answered_in_full_and_put_aside_is_sent_by_two_taps(form: str) -> None:
    assert cost_of(library()[form], "resumed") == Cost(taps=2)
