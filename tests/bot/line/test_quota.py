"""What LINE tells of the month's messages and of a group, and of a recipient it cannot reach."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from bot.line.messenger import LineMessenger
from bot.usecases.ports import Allowance, Outcome, Verdict
from storage.records import Channel
from tests.simulator.line_harness import SECRET, TOKEN, LineHarness, open_line_harness
from tests.support.calls import call_line

CHANNEL = Channel(SECRET, TOKEN)
HELLO = ({"type": "text", "text": "hello"},)


@pytest.fixture
def harness() -> Iterator[LineHarness]:
    with open_line_harness() as harness:
        yield harness


@pytest.fixture
def messenger(harness: LineHarness) -> Iterator[LineMessenger]:
    messenger = LineMessenger(harness.simulator.base_url)
    yield messenger
    messenger.close()


def test_the_months_limit_and_count_are_told(harness: LineHarness, messenger: LineMessenger) -> None:
    harness.account.quota = 300
    call_line(messenger, "push", CHANNEL, harness.user, HELLO, uuid4())
    assert messenger.allowance(CHANNEL) == Allowance(300, 1)


def test_an_account_without_a_limit_has_none(harness: LineHarness, messenger: LineMessenger) -> None:
    harness.account.quota = None
    assert messenger.allowance(CHANNEL) == Allowance(None, 0)


@pytest.mark.parametrize("path", ["/quota", "/quota/consumption"])
def test_where_line_does_not_tell_nothing_is_known(harness: LineHarness, messenger: LineMessenger, path: str) -> None:
    harness.simulator.faults.fail_next(status=503, on=path)
    assert messenger.allowance(CHANNEL) is None


def test_a_groups_members_are_told(harness: LineHarness, messenger: LineMessenger) -> None:
    group = harness.simulator.directory.add_group(
        [harness.user, harness.simulator.directory.add_person("b")], "planners"
    )
    assert messenger.members(CHANNEL, group) == 2


def test_the_members_of_a_group_the_bot_is_not_in_are_not_told(harness: LineHarness, messenger: LineMessenger) -> None:
    assert messenger.members(CHANNEL, "C" + "0" * 32) is None


def test_who_is_not_there_is_unreachable(harness: LineHarness, messenger: LineMessenger) -> None:
    gone = call_line(messenger, "push", CHANNEL, "U" + "0" * 32, HELLO, uuid4())
    assert gone == Outcome(Verdict.UNREACHABLE)


def test_a_message_line_refuses_leaves_its_recipient_reachable(harness: LineHarness, messenger: LineMessenger) -> None:
    empty = call_line(messenger, "push", CHANNEL, harness.user, ({"type": "text", "text": ""},), uuid4())
    assert empty == Outcome(Verdict.REFUSED, "400")


@pytest.mark.parametrize(("used_up", "verdict"), [(True, "quota"), (False, "rate")])
def test_the_two_kinds_of_too_many_are_told_apart(
    harness: LineHarness, messenger: LineMessenger, used_up: bool, verdict: str
) -> None:
    if used_up:
        harness.account.quota = 0
    else:
        harness.simulator.faults.fail_next(status=429)
    assert call_line(messenger, "push", CHANNEL, harness.user, HELLO, uuid4()).verdict == verdict
