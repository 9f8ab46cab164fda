"""What people type, in context, is understood as a person would understand it, or asked about: never silently wrong."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.support.utterances import PLACES, Utterance, corpus, observe

MAX_ASKED = 0.05
"""Share of what a person would have understood that may be asked about all the same."""


@cache
def observed() -> list[tuple[Utterance, str]]:
    return [(one, observe(one)) for one in corpus()]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_silently_taken_for_something_else(place: str) -> None:
    here = [(one, made) for one, made in observed() if one.place == place]
    assert [(one.text, one.means, made) for one, made in here if not (one.is_right(made) or one.is_asked(made))] == []


def test_little_is_asked_that_a_person_would_have_understood() -> None:
    definite = [(one, made) for one, made in observed() if one.is_definite]
    asked = [(one.place, one.text, made) for one, made in definite if not one.is_right(made)]
    assert len(asked) <= MAX_ASKED * len(definite), asked


def test_every_kind_has_twenty_lines() -> None:
    counted = Counter(one.kind for one, _ in observed())
    assert {kind: many for kind, many in counted.items() if many < 20} == {}
