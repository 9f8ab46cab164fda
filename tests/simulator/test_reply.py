"""Reply tokens: once, within a minute, up to five messages, free, and without a retry key."""

from __future__ import annotations

from uuid import uuid4

import pytest
from linebot.v3.messaging import ApiException

from tests.simulator.line_harness import HELLO, LineHarness


def assert_invalid_token(raised: pytest.ExceptionInfo[ApiException]) -> None:
    assert raised.value.status == 400
    assert '"Invalid reply token"' in str(raised.value.body)


def test_a_reply_arrives_in_the_chat_it_answers(harness: LineHarness) -> None:
    answer = harness.reply(harness.token())
    assert harness.simulator.chats.messages_to(harness.user) == [{"type": "text", "text": "answer 0"}]
    assert answer.sent_messages[0].quote_token


def test_a_token_replies_once(harness: LineHarness) -> None:
    token = harness.token()
    harness.reply(token)
    with pytest.raises(ApiException) as raised:
        harness.reply(token)
    assert_invalid_token(raised)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_token_lives_for_a_minute(harness: LineHarness) -> None:
    token = harness.token()
    harness.clock.wait(seconds=60)
    harness.reply(token)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_token_is_dead_after_a_minute(harness: LineHarness) -> None:
    token = harness.token()
    harness.clock.wait(seconds=60.001)
    with pytest.raises(ApiException) as raised:
        harness.reply(token)
    assert_invalid_token(raised)


def test_an_unknown_token_is_refused(harness: LineHarness) -> None:
    with pytest.raises(ApiException) as raised:
        harness.reply("0" * 32)
    assert_invalid_token(raised)


def test_another_accounts_token_is_refused(harness: LineHarness) -> None:
    token = harness.token()
    harness.simulator.accounts.add("other", "token-of-another-office", "")
    refused = harness.call(
        "/v2/bot/message/reply",
        {"replyToken": token, "messages": [HELLO]},
        Authorization="Bearer token-of-another-office",
    )
    assert (refused.status, refused.json()) == (400, {"message": "Invalid reply token"})


def test_five_messages_go_in_one_reply(harness: LineHarness) -> None:
    harness.reply(harness.token(), count=5)
    assert [message["text"] for message in harness.simulator.chats.messages_to(harness.user)] == [
        f"answer {n}" for n in range(5)
    ]


def test_six_messages_are_refused_and_the_token_stays_good(harness: LineHarness) -> None:
    token = harness.token()
    refused = harness.call("/v2/bot/message/reply", {"replyToken": token, "messages": [HELLO] * 6})
    assert refused.status == 400
    assert refused.json()["details"] == [{"message": "Size must be between 1 and 5", "property": "messages"}]
    harness.reply(token)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_reply_takes_no_retry_key(harness: LineHarness) -> None:
    body = {"replyToken": harness.token(), "messages": [HELLO]}
    assert harness.call("/v2/bot/message/reply", body, X_Line_Retry_Key=str(uuid4())).status == 400
    assert harness.simulator.chats.messages_to(harness.user) == []


def test_replies_are_free(harness: LineHarness) -> None:
    harness.reply(harness.token())
    assert harness.simulator.platform.quota.used(harness.account) == 0


def test_a_reply_into_a_group_reaches_the_group(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    harness.reply(harness.simulator.users.say(harness.user, "hello", group=group).event["replyToken"])
    assert len(harness.simulator.chats.messages_to(group)) == 1
    assert harness.simulator.chats.messages_to(harness.user) == []
