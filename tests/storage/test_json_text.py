"""JSON as text: whatever it holds comes back as Python's own JSON would bring it back, halves of pairs aside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage import json_text

HALF = "\ud83d"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INTEGERS = st.integers(-(2**63), 2**64 - 1)
PLAIN = st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(TEXTS | INTEGERS, inner, max_size=4)
    ),
    max_leaves=20,
)


def outcome(read: Callable[[str], Any], text: str) -> str:
    """What was read, to its types; or that it was refused."""
    try:
        return repr(read(text))
    except ValueError:
        return "refused"


def nested(depth: int) -> Any:
    value: Any = "ก"
    for _ in range(depth):
        value = [value]
    return value


@given(VALUES)
def test_any_value_comes_back_as_by_pythons_own_json(value: Any) -> None:
    assert json_text.load(json_text.dump(value)) == json.loads(json.dumps(value))


@given(VALUES, st.booleans())
def test_what_python_wrote_is_read_as_python_reads_it(value: Any, escaped: bool) -> None:
    text = json.dumps(value, ensure_ascii=escaped)
    assert repr(json_text.load(text)) == repr(json.loads(text))


@given(st.text(st.sampled_from('[]{}",:0123456789.-+eEtruefalsn\\ud83 \n'), max_size=30))
def test_what_python_refuses_is_refused(text: str) -> None:
    assume(not re.search("[0-9]{19}", text))  # as long as integers that may become floats
    assert outcome(json_text.load, text) == outcome(json.loads, text)


def test_it_is_compact_and_thai_stays_readable() -> None:
    assert json_text.dump({"ก": ["ดำเนินการแล้ว", 1, None]}) == '{"ก":["ดำเนินการแล้ว",1,null]}'


@pytest.mark.parametrize("value", [HALF, {HALF: 1}, ["ก", {"parts": f"จบด้วย {HALF}"}]], ids=ascii)
def test_half_a_surrogate_pair_is_written_as_what_every_file_can_hold(value: Any) -> None:
    text = json_text.dump(value)
    assert text.encode() == text.replace(HALF, "\ufffd").encode()
    assert json_text.load(text) == json.loads(json.dumps(value).replace("\\ud83d", "\\ufffd"))


def test_half_a_surrogate_pair_is_read_as_one_letter_that_every_file_can_hold() -> None:
    read = {"text": "\ufffd5"}
    assert json_text.load('{"text":"\\ud83d5"}') == json_text.load(f'{{"text":"{HALF}5"}}') == read
    assert json_text.load('"\\ud83d\\ude00"') == "😀"


@given(st.recursive(st.text(st.characters(codec=None), max_size=9), lambda inner: st.lists(inner, max_size=3)))
def test_no_text_fails_to_become_bytes(value: Any) -> None:
    assert json_text.load(json_text.dump(value).encode().decode()) == json_text.load(json.dumps(value))


@pytest.mark.parametrize("value", [2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, -(2**63)])
def test_an_integer_stays_exact(value: int) -> None:
    assert repr(json_text.load(json_text.dump({"budget": [value]}))) == repr({"budget": [value]})


@pytest.mark.parametrize("value", [2**64, 2**64 + 1, -(2**63) - 1, 10**40])
def test_an_integer_that_would_not_come_back_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        json_text.dump({"budget": [value]})


def test_digits_in_a_text_are_no_integer() -> None:
    value = {"id": "616654896148021583999999", "text": HALF}
    assert json_text.load(json_text.dump(value)) == {**value, "text": "\ufffd"}


def test_a_number_as_a_key_becomes_text() -> None:
    assert json_text.load(json_text.dump({1: {2: "ข"}})) == {"1": {"2": "ข"}}


@pytest.mark.parametrize("depth", [100, 253, 254, 255, 400])
def test_a_deep_value_comes_back(depth: int) -> None:
    assert json_text.load(json_text.dump(nested(depth))) == nested(depth)


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, {"a": b"bytes"}, {(1, 2): 3}], ids=["object", "set", "bytes", "key"]
)
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        json_text.dump(value)


@pytest.mark.parametrize(
    "text", ["", " ", "{", "[1,]", "1 2", "01", "'a'", '{"a"}', '"\x01"', "\ufeff1", "nul", "1" * 5000]
)
def test_no_json_is_refused(text: str) -> None:
    assert outcome(json_text.load, text) == "refused"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"events":' + "[" * 5_000 + "]" * 5_000 + "}"])
def test_what_is_nested_too_deeply_is_refused_as_no_json_is(text: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        json_text.load(text)
