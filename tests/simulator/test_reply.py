"""Reply tokens: once, within a minute, up to five messages, free, and without a retry key."""

from __future__ import annotations

from uuid import uuid4

import pytest
from linebot.v3.messaging import ApiException

from tests.simulator.stage import HELLO, Stage


def assert_invalid_token(raised: pytest.ExceptionInfo[ApiException]) -> None:
    assert raised.value.status == 400
    assert '"Invalid reply token"' in str(raised.value.body)


def test_a_reply_arrives_in_the_chat_it_answers(stage: Stage) -> None:
    answer = stage.reply(stage.token())
    assert stage.line.messages_to(stage.user) == [{"type": "text", "text": "answer 0"}]
    assert answer.sent_messages[0].quote_token


def test_a_token_replies_once(stage: Stage) -> None:
    token = stage.token()
    stage.reply(token)
    with pytest.raises(ApiException) as raised:
        stage.reply(token)
    assert_invalid_token(raised)
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_token_lives_for_a_minute(stage: Stage) -> None:
    token = stage.token()
    stage.clock.wait(seconds=60)
    stage.reply(token)
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_token_is_dead_after_a_minute(stage: Stage) -> None:
    token = stage.token()
    stage.clock.wait(seconds=60.001)
    with pytest.raises(ApiException) as raised:
        stage.reply(token)
    assert_invalid_token(raised)


def test_an_unknown_token_is_refused(stage: Stage) -> None:
    with pytest.raises(ApiException) as raised:
        stage.reply("0" * 32)
    assert_invalid_token(raised)


def test_another_accounts_token_is_refused(stage: Stage) -> None:
    token = stage.token()
    stage.line.add_channel("other", "token-of-another-office", "")
    refused = stage.call(
        "/v2/bot/message/reply",
        {"replyToken": token, "messages": [HELLO]},
        Authorization="Bearer token-of-another-office",
    )
    assert (refused.status, refused.json()) == (400, {"message": "Invalid reply token"})


def test_five_messages_go_in_one_reply(stage: Stage) -> None:
    stage.reply(stage.token(), count=5)
    assert [message["text"] for message in stage.line.messages_to(stage.user)] == [f"answer {n}" for n in range(5)]


def test_six_messages_are_refused_and_the_token_stays_good(stage: Stage) -> None:
    token = stage.token()
    refused = stage.call("/v2/bot/message/reply", {"replyToken": token, "messages": [HELLO] * 6})
    assert refused.status == 400
    assert refused.json()["details"] == [{"message": "Size must be between 1 and 5", "property": "messages"}]
    stage.reply(token)
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_reply_takes_no_retry_key(stage: Stage) -> None:
    body = {"replyToken": stage.token(), "messages": [HELLO]}
    assert stage.call("/v2/bot/message/reply", body, X_Line_Retry_Key=str(uuid4())).status == 400
    assert stage.line.messages_to(stage.user) == []


def test_replies_are_free(stage: Stage) -> None:
    stage.reply(stage.token())
    assert stage.line.consumption() == 0


def test_a_reply_into_a_group_reaches_the_group(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    stage.reply(stage.line.say(stage.user, "hello", group=group).event["replyToken"])
    assert len(stage.line.messages_to(group)) == 1
    assert stage.line.messages_to(stage.user) == []
