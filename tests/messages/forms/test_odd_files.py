"""A form file that is no form, or hardly a file: refused with a sentence, never with a traceback."""

from __future__ import annotations

import pytest

from messages.forms.loader import FormRefused, load
from tests.support.forms import find_form

SOURCE = find_form("cumulative").source


@pytest.mark.parametrize(
    "source", ["[" * 5000, "a = " + "[" * 5000, "a\x00 = 1", "a = " + "9" * 5000, "\ufeff\ufeffa = 1", "a = 2564-02-30"]
)
def test_what_is_no_toml_is_refused_with_its_reason(source: str) -> None:
    with pytest.raises(FormRefused) as refusal:
        load(source)
    assert len(refusal.value.problems) >= 1


def test_a_byte_order_mark_is_passed_over() -> None:
    assert load("\ufeff" + SOURCE).questions == load(SOURCE).questions


def test_letters_that_no_message_can_hold_are_left_out() -> None:
    title = load(SOURCE).title
    assert load(SOURCE.replace(title, f"\\u0000{title}\\u202e", 1)).title == title
