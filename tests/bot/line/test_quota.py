"""What LINE tells of the month's messages and of a group, and of a recipient it cannot reach."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from bot.line.messenger import LineMessenger
from bot.usecases.ports import Allowance, Outcome
from storage.records import Channel
from tests.simulator.stage import SECRET, TOKEN, Stage, a_stage
from tests.support.calls import called

CHANNEL = Channel(SECRET, TOKEN)
HELLO = ({"type": "text", "text": "hello"},)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


@pytest.fixture
def messenger(stage: Stage) -> Iterator[LineMessenger]:
    messenger = LineMessenger(stage.line.base_url)
    yield messenger
    messenger.close()


def test_the_months_limit_and_count_are_told(stage: Stage, messenger: LineMessenger) -> None:
    stage.channel.quota = 300
    called(messenger, "push", CHANNEL, stage.user, HELLO, uuid4())
    assert messenger.allowance(CHANNEL) == Allowance(300, 1)


def test_an_account_without_a_limit_has_none(stage: Stage, messenger: LineMessenger) -> None:
    stage.channel.quota = None
    assert messenger.allowance(CHANNEL) == Allowance(None, 0)


@pytest.mark.parametrize("path", ["/quota", "/quota/consumption"])
def test_where_line_does_not_tell_nothing_is_known(stage: Stage, messenger: LineMessenger, path: str) -> None:
    stage.line.faults.fail_next(status=503, on=path)
    assert messenger.allowance(CHANNEL) is None


def test_a_groups_members_are_told(stage: Stage, messenger: LineMessenger) -> None:
    group = stage.line.add_group([stage.user, stage.line.add_person("b")], "planners")
    assert messenger.members(CHANNEL, group) == 2


def test_the_members_of_a_group_the_bot_is_not_in_are_not_told(stage: Stage, messenger: LineMessenger) -> None:
    assert messenger.members(CHANNEL, "C" + "0" * 32) is None


def test_who_is_not_there_is_unreachable(stage: Stage, messenger: LineMessenger) -> None:
    gone = called(messenger, "push", CHANNEL, "U" + "0" * 32, HELLO, uuid4())
    assert gone == Outcome("refused", "unreachable")


def test_a_message_line_refuses_leaves_its_recipient_reachable(stage: Stage, messenger: LineMessenger) -> None:
    empty = called(messenger, "push", CHANNEL, stage.user, ({"type": "text", "text": ""},), uuid4())
    assert empty == Outcome("refused", "400")


@pytest.mark.parametrize(("used_up", "verdict"), [(True, "quota"), (False, "rate")])
def test_the_two_kinds_of_too_many_are_told_apart(
    stage: Stage, messenger: LineMessenger, used_up: bool, verdict: str
) -> None:
    if used_up:
        stage.channel.quota = 0
    else:
        stage.line.faults.fail_next(status=429)
    assert called(messenger, "push", CHANNEL, stage.user, HELLO, uuid4()).verdict == verdict
