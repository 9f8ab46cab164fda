"""Push and multicast: whom they reach, what they cost, and the retry key."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from linebot.v3.messaging import ApiException, MulticastRequest, TextMessage

from tests.simulator.line_harness import HELLO, LineHarness

KEY = "11111111-2222-4333-8444-555555555555"
MONTHLY = "You have reached your monthly limit."


def multicast(harness: LineHarness, *people: str, key: str | None = None) -> None:
    request = MulticastRequest(to=list(people), messages=[TextMessage(text="hello")])
    harness.api.multicast(request, x_line_retry_key=key)


def test_a_push_arrives_and_counts_once_whatever_it_holds(harness: LineHarness) -> None:
    assert harness.push_raw(HELLO, HELLO, HELLO).status == 200
    assert len(harness.simulator.chats.messages_to(harness.user)) == 3
    assert harness.api.get_message_quota_consumption().total_usage == 1


def test_a_push_to_a_group_counts_once_a_member_without_the_account(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group(
        [harness.user, harness.simulator.directory.add_person("b"), harness.simulator.directory.add_person("c")],
        "planners",
    )
    harness.push(group)
    assert harness.simulator.platform.quota.used(harness.account) == 3
    assert len(harness.simulator.chats.messages_to(group)) == 1


def test_a_push_to_who_blocked_is_accepted_not_delivered_not_counted(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    assert harness.push().sent_messages[0].id
    assert harness.simulator.chats.messages_to(harness.user) == []
    assert harness.simulator.platform.quota.used(harness.account) == 0


def test_who_unblocks_is_reached_again(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    harness.simulator.membership.unblock(harness.user)
    harness.push()
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_push_to_an_unknown_person_is_refused(harness: LineHarness) -> None:
    with pytest.raises(ApiException) as raised:
        harness.push("U" + "0" * 32)
    assert raised.value.status == 400


def test_a_push_to_what_is_no_id_is_refused_by_name(harness: LineHarness) -> None:
    refused = harness.call("/v2/bot/message/push", {"to": "somebody", "messages": [HELLO]})
    assert (refused.status, refused.json()["details"][0]["property"]) == (400, "to")


def test_a_push_to_a_group_that_removed_the_account_is_refused(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    harness.simulator.membership.kick(group)
    with pytest.raises(ApiException) as raised:
        harness.push(group)
    assert raised.value.status == 400


def test_the_quota_lets_the_last_message_through_and_no_more(harness: LineHarness) -> None:
    harness.account.quota = 2
    harness.push()
    harness.push()
    with pytest.raises(ApiException) as raised:
        harness.push()
    assert raised.value.status == 429
    assert MONTHLY in str(raised.value.body)
    assert harness.simulator.platform.quota.used(harness.account) == 2


def test_a_group_that_does_not_fit_in_the_quota_gets_nothing(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group(
        [harness.user, harness.simulator.directory.add_person("b")], "planners"
    )
    harness.account.quota = 1
    with pytest.raises(ApiException) as raised:
        harness.push(group)
    assert MONTHLY in str(raised.value.body)
    assert (harness.simulator.chats.messages_to(group), harness.simulator.platform.quota.used(harness.account)) == (
        [],
        0,
    )


def test_the_quota_starts_anew_with_the_month_in_japan(harness: LineHarness) -> None:
    harness.clock.now = datetime(2021, 3, 31, 14, 59, tzinfo=UTC)
    harness.push()
    assert harness.simulator.platform.quota.used(harness.account) == 1
    harness.clock.wait(minutes=1)
    assert harness.simulator.platform.quota.used(harness.account) == 0


def test_the_quota_is_told(harness: LineHarness) -> None:
    quota = harness.api.get_message_quota()
    assert (quota.type, quota.value) == ("limited", 300)


def test_an_account_without_limit_says_so(harness: LineHarness) -> None:
    harness.account.quota = None
    assert harness.api.get_message_quota().type == "none"


def test_the_same_retry_key_is_accepted_once(harness: LineHarness) -> None:
    first = harness.push(key=KEY)
    again = harness.push_raw(HELLO, X_Line_Retry_Key=KEY)
    assert again.status == 409
    assert again.json()["message"] == "The retry key is already accepted"
    assert again.json()["sentMessages"][0]["id"] == first.sent_messages[0].id
    assert again.headers["X-Line-Accepted-Request-Id"] == harness.simulator.calls[0].request_id
    assert (
        len(harness.simulator.chats.messages_to(harness.user)),
        harness.simulator.platform.quota.used(harness.account),
    ) == (1, 1)


def test_a_retry_key_is_remembered_for_a_day(harness: LineHarness) -> None:
    harness.push(key=KEY)
    harness.clock.wait(hours=23, minutes=59)
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


def test_after_a_day_a_retry_key_is_a_new_send(harness: LineHarness) -> None:
    harness.push(key=KEY)
    harness.clock.wait(hours=24)
    harness.push(key=KEY)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 2


def test_a_refused_push_leaves_its_retry_key_unused(harness: LineHarness) -> None:
    harness.account.quota = 0
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 429
    harness.account.quota = 1
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 200


def test_two_keys_are_two_sends(harness: LineHarness) -> None:
    harness.push(key=KEY)
    harness.push(key=str(uuid4()))
    assert len(harness.simulator.chats.messages_to(harness.user)) == 2


@pytest.mark.parametrize("key", ["", "1", "no-uuid", KEY[:-1], KEY + "0"])
def test_a_retry_key_is_a_uuid(harness: LineHarness, key: str) -> None:
    assert harness.push_raw(HELLO, X_Line_Retry_Key=key).status == 400
    assert harness.simulator.chats.messages_to(harness.user) == []


def test_a_multicast_counts_each_person_it_reaches(harness: LineHarness) -> None:
    second, blocking = harness.simulator.directory.add_person("b"), harness.simulator.directory.add_person("c")
    harness.simulator.membership.block(blocking)
    multicast(harness, harness.user, second, blocking, "U" + "0" * 32)
    assert [len(harness.simulator.chats.messages_to(one)) for one in (harness.user, second, blocking)] == [1, 1, 0]
    assert harness.simulator.platform.quota.used(harness.account) == 2


def test_a_multicast_keeps_its_retry_key(harness: LineHarness) -> None:
    multicast(harness, harness.user, key=KEY)
    with pytest.raises(ApiException) as raised:
        multicast(harness, harness.user, key=KEY)
    assert raised.value.status == 409
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_multicast_goes_to_people_only(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    with pytest.raises(ApiException) as raised:
        multicast(harness, group)
    assert raised.value.status == 400


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (500, 200), (501, 400)])
def test_a_multicast_has_up_to_500_ids(harness: LineHarness, count: int, status: int) -> None:
    ids = [f"U{number:032x}" for number in range(count)]
    assert harness.call("/v2/bot/message/multicast", {"to": ids, "messages": [HELLO]}).status == status


def test_mentions_are_for_groups(harness: LineHarness) -> None:
    everybody = {"type": "mention", "mentionee": {"type": "all"}}
    message = {"type": "textV2", "text": "{all} hello", "substitution": {"all": everybody}}
    group = harness.simulator.directory.add_group([harness.user], "planners")
    assert harness.push_raw(message).status == 400
    assert harness.call("/v2/bot/message/push", {"to": group, "messages": [message]}).status == 200


@pytest.mark.parametrize(("count", "status"), [(500, 200), (501, 400)])
def test_a_multicast_names_at_most_500_people(harness: LineHarness, count: int, status: int) -> None:
    people = [f"U{number:032x}" for number in range(count)]
    body = {"to": people, "messages": [{"type": "text", "text": "hello"}]}
    assert harness.call("/v2/bot/message/multicast", body).status == status
