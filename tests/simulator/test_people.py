"""What people may do, and what one sees of it."""

from __future__ import annotations

from threading import Timer

import pytest

from bot.simulator.records import Impossible
from tests.simulator.stage import HELLO, Stage


def test_ids_look_like_lines(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    assert (stage.user[0], len(stage.user), group[0], len(group)) == ("U", 33, "C", 33)


def test_the_timeline_has_both_sides_in_order(stage: Stage) -> None:
    stage.reply(stage.token())
    lines = stage.line.timeline(stage.user)
    assert [(line.from_bot, line.message["text"]) for line in lines] == [(False, "hello"), (True, "answer 0")]
    assert lines[0].at == stage.clock.now


def test_the_timeline_goes_on_from_a_number(stage: Stage) -> None:
    stage.reply(stage.token())
    first, second = stage.line.timeline(stage.user)
    assert stage.line.timeline(stage.user, since=first.number) == [second]


def test_quick_replies_show_under_the_last_message_only(stage: Stage) -> None:
    action = {"type": "postback", "label": "yes", "data": "a=yes"}
    stage.push_raw({**HELLO, "quickReply": {"items": [{"type": "action", "action": action}]}})
    assert stage.line.last_quick_replies(stage.user) == [action]
    stage.line.say(stage.user, "no")
    assert stage.line.last_quick_replies(stage.user) == []


def test_waiting_ends_when_the_message_comes(stage: Stage) -> None:
    timer = Timer(0.05, stage.push)
    timer.start()
    assert stage.line.wait_for(stage.user, 1, timeout=5)
    timer.join()


def test_waiting_in_vain_ends_too(stage: Stage) -> None:
    assert not stage.line.wait_for(stage.user, 1, timeout=0.05)


def test_nobody_writes_to_an_account_they_blocked(stage: Stage) -> None:
    stage.line.block(stage.user)
    with pytest.raises(Impossible):
        stage.line.say(stage.user, "hello")


def test_strangers_do_not_speak_in_a_group(stage: Stage) -> None:
    group = stage.line.add_group([stage.line.add_person("b")], "planners")
    with pytest.raises(Impossible):
        stage.line.say(stage.user, "hello", group=group)


def test_nobody_types_more_than_line_lets(stage: Stage) -> None:
    assert stage.line.say(stage.user, "ก" * 5000).status == 200
    with pytest.raises(Impossible):
        stage.line.say(stage.user, "ก" * 5001)


def test_with_several_accounts_one_says_which(stage: Stage) -> None:
    stage.line.add_channel("other", "other token", "")
    with pytest.raises(Impossible):
        stage.line.say(stage.user, "hello")
    assert stage.line.say(stage.user, "hello", channel=stage.channel).status == 200


def test_an_account_set_up_again_keeps_its_identity(stage: Stage) -> None:
    again = stage.line.add_channel("new secret", stage.channel.access_token, "http://127.0.0.1:9/")
    assert again is stage.channel
    assert (again.secret, again.webhook_url) == ("new secret", "http://127.0.0.1:9/")


def test_nobody_takes_back_what_another_said(stage: Stage) -> None:
    sent = stage.line.say(stage.user, "hello")
    with pytest.raises(Impossible):
        stage.line.unsend(stage.line.add_person("b"), sent.message_id)


def test_edits_are_told_of_in_groups_only(stage: Stage) -> None:
    sent = stage.line.say(stage.user, "hello")
    with pytest.raises(Impossible):
        stage.line.edit(stage.user, sent.message_id, "good bye")


def test_a_forgotten_chat_is_empty(stage: Stage) -> None:
    stage.push()
    stage.line.forget_messages(stage.user)
    assert stage.line.messages_to(stage.user) == []
