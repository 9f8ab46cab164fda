"""A notice is decided without words, and every step there is has somebody who words it."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bot.usecases.notices import steps
from bot.usecases.notices.preview import preview
from bot.usecases.notices.round_facts import RoundFacts, read_current_facts
from bot.usecases.notices.sources import SOURCES, NoticeSource, find_due, word_notice
from bot.usecases.notices.ticking import choose, count_held_back
from messages.texts import catalogue, say
from storage.kinds import DeliveryKind
from storage.records import Quota
from tests.support.reminder_harness import at, enrol_director, enrol_two_owners, report, send_back, settle
from tests.support.usecase_harness import OFFICE, UsecaseHarness


@pytest.fixture(autouse=True)
def busy(harness: UsecaseHarness) -> None:
    """An office in which all there is comes due: its group is bound, a report was sent back, messages are few."""
    enrol_two_owners(harness)
    enrol_director(harness, "U9", "")
    harness.enrolled("U3", "พรทิพย์", role="planner")
    code = harness.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")
    settle(harness, escalate_after=3, reserve=12)
    harness.now = at(16)
    report(harness, "U2", 8)
    send_back(harness, 8)
    with harness.storage.office(OFFICE).work() as work:
        work.quota.save(Quota("2021-03", harness.now, most=40))
        work.commit()


def count_said(do: Callable[[], object]) -> int:
    """How many texts of the catalogue were said while it ran."""
    said = 0

    def notice(frame: FrameType, event: str, _: object) -> None:
        nonlocal said
        said += event == "call" and frame.f_code is say.__code__

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        do()
    finally:
        sys.setprofile(before)
    return said


def facts_at(harness: UsecaseHarness, day: int, hour: int, ask: Callable[[RoundFacts], object]) -> object:
    with harness.storage.office(OFFICE).reading() as work:
        facts = read_current_facts(work, at(day, hour))
        assert facts
        return ask(facts)


@pytest.mark.parametrize(
    "ask",
    [
        find_due,
        choose,
        lambda facts: count_held_back(facts.work, facts.now),
        lambda facts: preview(facts.work, facts.office, facts.round_, facts.now),
    ],
    ids=["whether anything is due", "what the quota allows", "what is held back", "the preview"],
)
@pytest.mark.parametrize(("day", "hour"), [(25, 16), (29, 9)])
def test_asking_words_nothing(
    harness: UsecaseHarness, ask: Callable[[RoundFacts], object], day: int, hour: int
) -> None:
    said = facts_at(harness, day, hour, lambda facts: count_said(lambda: ask(facts)))
    assert said == 0, "a notice is worded where it is only asked about: words belong in the source's …_words alone"


def test_what_is_due_is_worded_with_something_to_say(harness: UsecaseHarness) -> None:
    kinds: set[DeliveryKind] = set()
    for day, hour in ((25, 16), (29, 9)):
        chosen = facts_at(harness, day, hour, lambda facts: [word_notice(facts, one) for one in choose(facts)])
        assert isinstance(chosen, list)
        assert all(one.bubbles for one in chosen)
        kinds |= {one.notice.kind for one in chosen}
    assert kinds >= {"reminder", "escalation", "returned", "quota", "summary"}


def test_every_step_has_a_source_that_words_it() -> None:
    names = {value for name, value in vars(steps).items() if name.isupper() and isinstance(value, str)}
    worded = tuple(name for source in SOURCES for name in source.steps)
    wordless = sorted(name for name in names if not name.startswith(worded))
    assert not wordless, f"nobody words these steps: name them in a StepNames of round_ledger.py: {wordless}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.due.__name__)
def test_the_preview_has_a_name_for_every_kind_a_source_decides(source: NoticeSource) -> None:
    module = inspect.getsource(sys.modules[source.due.__module__])
    kinds = {DeliveryKind[name] for name in re.findall(r"DeliveryKind\.([A-Z_]+)", module)}
    assert kinds
    nameless = sorted(kind for kind in kinds if f"reminders.kind.{kind}" not in catalogue())
    assert not nameless, f"messages/texts/th/reminders.toml, [kind], does not name {nameless}"
