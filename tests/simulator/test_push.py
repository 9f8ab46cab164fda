"""Push and multicast: whom they reach, what they cost, and the retry key."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from linebot.v3.messaging import ApiException, MulticastRequest, TextMessage

from tests.simulator.stage import HELLO, Stage

KEY = "11111111-2222-4333-8444-555555555555"
MONTHLY = "You have reached your monthly limit."


def multicast(stage: Stage, *people: str, key: str | None = None) -> None:
    request = MulticastRequest(to=list(people), messages=[TextMessage(text="hello")])
    stage.api.multicast(request, x_line_retry_key=key)


def test_a_push_arrives_and_counts_once_whatever_it_holds(stage: Stage) -> None:
    assert stage.push_raw(HELLO, HELLO, HELLO).status == 200
    assert len(stage.line.messages_to(stage.user)) == 3
    assert stage.api.get_message_quota_consumption().total_usage == 1


def test_a_push_to_a_group_counts_once_a_member_without_the_account(stage: Stage) -> None:
    group = stage.line.add_group([stage.user, stage.line.add_person("b"), stage.line.add_person("c")], "planners")
    stage.push(group)
    assert stage.line.consumption() == 3
    assert len(stage.line.messages_to(group)) == 1


def test_a_push_to_who_blocked_is_accepted_not_delivered_not_counted(stage: Stage) -> None:
    stage.line.block(stage.user)
    assert stage.push().sent_messages[0].id
    assert stage.line.messages_to(stage.user) == []
    assert stage.line.consumption() == 0


def test_who_unblocks_is_reached_again(stage: Stage) -> None:
    stage.line.block(stage.user)
    stage.line.unblock(stage.user)
    stage.push()
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_push_to_an_unknown_person_is_refused(stage: Stage) -> None:
    with pytest.raises(ApiException) as raised:
        stage.push("U" + "0" * 32)
    assert raised.value.status == 400


def test_a_push_to_what_is_no_id_is_refused_by_name(stage: Stage) -> None:
    refused = stage.call("/v2/bot/message/push", {"to": "somebody", "messages": [HELLO]})
    assert (refused.status, refused.json()["details"][0]["property"]) == (400, "to")


def test_a_push_to_a_group_that_removed_the_account_is_refused(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    stage.line.kick(group)
    with pytest.raises(ApiException) as raised:
        stage.push(group)
    assert raised.value.status == 400


def test_the_quota_lets_the_last_message_through_and_no_more(stage: Stage) -> None:
    stage.channel.quota = 2
    stage.push()
    stage.push()
    with pytest.raises(ApiException) as raised:
        stage.push()
    assert raised.value.status == 429
    assert MONTHLY in str(raised.value.body)
    assert stage.line.consumption() == 2


def test_a_group_that_does_not_fit_in_the_quota_gets_nothing(stage: Stage) -> None:
    group = stage.line.add_group([stage.user, stage.line.add_person("b")], "planners")
    stage.channel.quota = 1
    with pytest.raises(ApiException) as raised:
        stage.push(group)
    assert MONTHLY in str(raised.value.body)
    assert (stage.line.messages_to(group), stage.line.consumption()) == ([], 0)


def test_the_quota_starts_anew_with_the_month_in_japan(stage: Stage) -> None:
    stage.clock.now = datetime(2021, 3, 31, 14, 59, tzinfo=UTC)
    stage.push()
    assert stage.line.consumption() == 1
    stage.clock.wait(minutes=1)
    assert stage.line.consumption() == 0


def test_the_quota_is_told(stage: Stage) -> None:
    quota = stage.api.get_message_quota()
    assert (quota.type, quota.value) == ("limited", 300)


def test_an_account_without_limit_says_so(stage: Stage) -> None:
    stage.channel.quota = None
    assert stage.api.get_message_quota().type == "none"


def test_the_same_retry_key_is_accepted_once(stage: Stage) -> None:
    first = stage.push(key=KEY)
    again = stage.push_raw(HELLO, X_Line_Retry_Key=KEY)
    assert again.status == 409
    assert again.json()["message"] == "The retry key is already accepted"
    assert again.json()["sentMessages"][0]["id"] == first.sent_messages[0].id
    assert again.headers["X-Line-Accepted-Request-Id"] == stage.line.calls[0].request_id
    assert (len(stage.line.messages_to(stage.user)), stage.line.consumption()) == (1, 1)


def test_a_retry_key_is_remembered_for_a_day(stage: Stage) -> None:
    stage.push(key=KEY)
    stage.clock.wait(hours=23, minutes=59)
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


def test_after_a_day_a_retry_key_is_a_new_send(stage: Stage) -> None:
    stage.push(key=KEY)
    stage.clock.wait(hours=24)
    stage.push(key=KEY)
    assert len(stage.line.messages_to(stage.user)) == 2


def test_a_refused_push_leaves_its_retry_key_unused(stage: Stage) -> None:
    stage.channel.quota = 0
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 429
    stage.channel.quota = 1
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 200


def test_two_keys_are_two_sends(stage: Stage) -> None:
    stage.push(key=KEY)
    stage.push(key=str(uuid4()))
    assert len(stage.line.messages_to(stage.user)) == 2


@pytest.mark.parametrize("key", ["", "1", "no-uuid", KEY[:-1], KEY + "0"])
def test_a_retry_key_is_a_uuid(stage: Stage, key: str) -> None:
    assert stage.push_raw(HELLO, X_Line_Retry_Key=key).status == 400
    assert stage.line.messages_to(stage.user) == []


def test_a_multicast_counts_each_person_it_reaches(stage: Stage) -> None:
    second, blocking = stage.line.add_person("b"), stage.line.add_person("c")
    stage.line.block(blocking)
    multicast(stage, stage.user, second, blocking, "U" + "0" * 32)
    assert [len(stage.line.messages_to(one)) for one in (stage.user, second, blocking)] == [1, 1, 0]
    assert stage.line.consumption() == 2


def test_a_multicast_keeps_its_retry_key(stage: Stage) -> None:
    multicast(stage, stage.user, key=KEY)
    with pytest.raises(ApiException) as raised:
        multicast(stage, stage.user, key=KEY)
    assert raised.value.status == 409
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_multicast_goes_to_people_only(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    with pytest.raises(ApiException) as raised:
        multicast(stage, group)
    assert raised.value.status == 400


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (500, 200), (501, 400)])
def test_a_multicast_has_up_to_500_ids(stage: Stage, count: int, status: int) -> None:
    ids = [f"U{number:032x}" for number in range(count)]
    assert stage.call("/v2/bot/message/multicast", {"to": ids, "messages": [HELLO]}).status == status


def test_mentions_are_for_groups(stage: Stage) -> None:
    everybody = {"type": "mention", "mentionee": {"type": "all"}}
    message = {"type": "textV2", "text": "{all} hello", "substitution": {"all": everybody}}
    group = stage.line.add_group([stage.user], "planners")
    assert stage.push_raw(message).status == 400
    assert stage.call("/v2/bot/message/push", {"to": group, "messages": [message]}).status == 200
