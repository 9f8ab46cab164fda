"""What the planning group in LINE is answered: the whole product hears it, over a database."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from messages.words import Keyword, word
from tests.support.reminder_harness import at, enrol_planner_with_group, enrol_two_owners
from tests.support.usecase_harness import UsecaseHarness, open_harness

GROUP = "C1"
ANSWERED = (Keyword.SUMMARY, Keyword.WHO_MISSING, Keyword.DOCUMENTS, Keyword.HELP)
"""What the group may ask for."""


@contextmanager
def open_group() -> Iterator[UsecaseHarness]:
    """An office in its round, whose planner has bound the group."""
    with TemporaryDirectory() as folder, open_harness(Path(folder)) as harness:
        enrol_two_owners(harness)
        enrol_planner_with_group(harness)
        harness.now = at(22)
        yield harness


def hear_in_group(text: str) -> str:
    """Which of the words that the group may say is answered alike; quiet where nothing is answered."""
    heard = _group().say("U3", text, group=GROUP)
    return next((f"keyword {named}" for named, answer in _answers().items() if heard == answer), heard) or "quiet"


@cache
def _group() -> UsecaseHarness:
    resources = ExitStack()
    atexit.register(resources.close)
    return resources.enter_context(open_group())


@cache
def _answers() -> Mapping[Keyword, str]:
    return {keyword: _group().say("U3", word(keyword), group=GROUP) for keyword in ANSWERED}
