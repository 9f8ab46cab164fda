"""What people may do, and what one sees of it."""

from __future__ import annotations

from threading import Timer

import pytest

from bot.simulator.records import Impossible
from tests.simulator.line_harness import HELLO, LineHarness


def test_ids_look_like_lines(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    assert (harness.user[0], len(harness.user), group[0], len(group)) == ("U", 33, "C", 33)


def test_the_timeline_has_both_sides_in_order(harness: LineHarness) -> None:
    harness.reply(harness.token())
    lines = harness.simulator.chats.lines_in(harness.user)
    assert [(line.from_bot, line.message["text"]) for line in lines] == [(False, "hello"), (True, "answer 0")]
    assert lines[0].at == harness.clock.now


def test_the_timeline_goes_on_from_a_number(harness: LineHarness) -> None:
    harness.reply(harness.token())
    first, second = harness.simulator.chats.lines_in(harness.user)
    assert harness.simulator.chats.lines_in(harness.user, since=first.number) == [second]


def test_quick_replies_show_under_the_last_message_only(harness: LineHarness) -> None:
    action = {"type": "postback", "label": "yes", "data": "a=yes"}
    harness.push_raw({**HELLO, "quickReply": {"items": [{"type": "action", "action": action}]}})
    assert harness.simulator.chats.last_quick_replies(harness.user) == [action]
    harness.simulator.users.say(harness.user, "no")
    assert harness.simulator.chats.last_quick_replies(harness.user) == []


def test_waiting_ends_when_the_message_comes(harness: LineHarness) -> None:
    timer = Timer(0.05, harness.push)
    timer.start()
    assert harness.simulator.chats.wait_for(harness.user, 1, timeout=5)
    timer.join()


def test_waiting_in_vain_ends_too(harness: LineHarness) -> None:
    assert not harness.simulator.chats.wait_for(harness.user, 1, timeout=0.05)


def test_nobody_writes_to_an_account_they_blocked(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    with pytest.raises(Impossible):
        harness.simulator.users.say(harness.user, "hello")


def test_strangers_do_not_speak_in_a_group(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.simulator.directory.add_person("b")], "planners")
    with pytest.raises(Impossible):
        harness.simulator.users.say(harness.user, "hello", group=group)


def test_nobody_types_more_than_line_lets(harness: LineHarness) -> None:
    assert harness.simulator.users.say(harness.user, "ก" * 5000).status == 200
    with pytest.raises(Impossible):
        harness.simulator.users.say(harness.user, "ก" * 5001)


def test_with_several_accounts_one_says_which(harness: LineHarness) -> None:
    harness.simulator.accounts.add("other", "other token", "")
    with pytest.raises(Impossible):
        harness.simulator.users.say(harness.user, "hello")
    assert harness.simulator.users.say(harness.user, "hello", account=harness.account).status == 200


def test_an_account_set_up_again_keeps_its_identity(harness: LineHarness) -> None:
    again = harness.simulator.accounts.add("new secret", harness.account.access_token, "http://127.0.0.1:9/")
    assert again is harness.account
    assert (again.secret, again.webhook_url) == ("new secret", "http://127.0.0.1:9/")


def test_nobody_takes_back_what_another_said(harness: LineHarness) -> None:
    sent = harness.simulator.users.say(harness.user, "hello")
    with pytest.raises(Impossible):
        harness.simulator.users.unsend(harness.simulator.directory.add_person("b"), sent.message_id)


def test_edits_are_told_of_in_groups_only(harness: LineHarness) -> None:
    sent = harness.simulator.users.say(harness.user, "hello")
    with pytest.raises(Impossible):
        harness.simulator.users.edit(harness.user, sent.message_id, "good bye")


def test_a_forgotten_chat_is_empty(harness: LineHarness) -> None:
    harness.push()
    harness.simulator.chats.forget(harness.user)
    assert harness.simulator.chats.messages_to(harness.user) == []
