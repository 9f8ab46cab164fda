"""Webhooks: signed, shaped as LINE shapes them, and redelivered with the same id and token."""

from __future__ import annotations

import json
import re

from linebot.v3 import WebhookParser
from linebot.v3.webhooks import (
    FollowEvent,
    JoinEvent,
    LeaveEvent,
    MemberJoinedEvent,
    MemberLeftEvent,
    MessageEditedEvent,
    MessageEvent,
    PostbackEvent,
    UnfollowEvent,
    UnsendEvent,
)

from bot.simulator.events import signature
from bot.simulator.typed_text import Emoji, Mention
from bot.simulator.webhook_client import WEBHOOK_TIMEOUT, WebhookClient
from tests.simulator.line_harness import SECRET, LineHarness
from tests.support.waiting import comes_true, stays


def parsed(harness: LineHarness) -> list[object]:
    """The last webhook as the SDK reads it, its signature checked."""
    body = harness.webhook.bodies[-1].decode()
    events = WebhookParser(SECRET).parse(body, harness.webhook.signatures[-1])
    assert isinstance(events, list)
    return events


def test_the_signature_is_lines_own() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature(SECRET, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_typed_text_is_told(harness: LineHarness) -> None:
    sent = harness.simulator.users.say(harness.user, "รายงาน 4")
    [event] = parsed(harness)
    assert isinstance(event, MessageEvent)
    assert (event.message.text, event.source.user_id, event.mode) == ("รายงาน 4", harness.user, "active")
    assert event.timestamp == int(harness.clock.now.timestamp() * 1000)
    assert event.reply_token == sent.event["replyToken"]
    assert event.delivery_context.is_redelivery is False
    assert (sent.status, sent.message_id) == (200, event.message.id)


def test_mentions_and_lines_emoji_are_told_by_their_places(harness: LineHarness) -> None:
    bot, other = Mention("ทันรอบ", is_self=True), Mention("ครูนิดา", user_id=harness.user)
    harness.simulator.users.write(harness.user, ["😀", bot, " สรุป ", other, Emoji("hahaha")])
    [event] = parsed(harness)
    assert isinstance(event, MessageEvent)
    message = event.message
    assert message.text == "😀@ทันรอบ สรุป @ครูนิดา(hahaha)"
    told = [(place.index, place.length, place.is_self) for place in message.mention.mentionees]
    assert told == [(2, 7, True), (15, 8, False)]
    assert [(place.index, place.length) for place in message.emojis] == [(23, 8)]


def test_the_event_id_is_a_ulid_of_its_moment(harness: LineHarness) -> None:
    event_id = harness.simulator.users.say(harness.user, "hello").event["webhookEventId"]
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event_id)
    value = 0
    for letter in event_id[:10]:
        value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert value == int(harness.clock.now.timestamp() * 1000)


def test_the_webhook_names_its_account(harness: LineHarness) -> None:
    harness.simulator.users.say(harness.user, "hello")
    assert json.loads(harness.webhook.bodies[0])["destination"] == harness.account.bot_id


def test_no_two_events_share_an_id_or_a_token(harness: LineHarness) -> None:
    events = [harness.simulator.users.say(harness.user, "hello").event for _ in range(20)]
    assert len({event["webhookEventId"] for event in events}) == 20
    assert len({event["replyToken"] for event in events}) == 20


def test_a_tap_is_told_with_its_data_and_seen_as_words(harness: LineHarness) -> None:
    harness.simulator.users.tap(harness.user, "a=yes", "ใช่", params={"date": "2021-03-31"})
    [event] = parsed(harness)
    assert isinstance(event, PostbackEvent)
    assert (event.postback.data, event.postback.params) == ("a=yes", {"date": "2021-03-31"})
    assert [entry.message["text"] for entry in harness.simulator.chats.lines_in(harness.user)] == ["ใช่"]


def test_following_is_told(harness: LineHarness) -> None:
    harness.simulator.membership.follow(harness.user)
    [event] = parsed(harness)
    assert isinstance(event, FollowEvent)
    assert event.follow.is_unblocked is False


def test_unblocking_is_told_as_following_again(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    harness.simulator.membership.unblock(harness.user)
    [event] = parsed(harness)
    assert isinstance(event, FollowEvent)
    assert event.follow.is_unblocked is True


def test_blocking_is_told_without_a_reply_token(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    [event] = parsed(harness)
    assert isinstance(event, UnfollowEvent)
    assert "replyToken" not in harness.webhook.events[-1]


def test_a_group_event_names_group_and_person(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    harness.simulator.users.say(harness.user, "สรุป", group=group)
    assert harness.webhook.events[-1]["source"] == {"type": "group", "groupId": group, "userId": harness.user}


def test_joining_and_leaving_a_group_are_told(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners", joined=False)
    harness.simulator.membership.join(group)
    [joined] = parsed(harness)
    harness.simulator.membership.kick(group)
    [left] = parsed(harness)
    assert isinstance(joined, JoinEvent)
    assert isinstance(left, LeaveEvent)


def test_members_coming_and_going_are_told(harness: LineHarness) -> None:
    group, newcomer = (
        harness.simulator.directory.add_group([harness.user], "planners"),
        harness.simulator.directory.add_person("b"),
    )
    harness.simulator.membership.add_member(group, newcomer)
    [came] = parsed(harness)
    harness.simulator.membership.remove_member(group, newcomer)
    [went] = parsed(harness)
    assert isinstance(came, MemberJoinedEvent)
    assert isinstance(went, MemberLeftEvent)
    assert came.joined.members[0].user_id == newcomer


def test_stickers_places_and_files_are_told(harness: LineHarness) -> None:
    harness.simulator.users.send_sticker(harness.user)
    harness.simulator.users.send_location(harness.user, title="school")
    harness.simulator.users.send_file(harness.user, "plan.xlsx", b"1234")
    harness.simulator.users.send_audio(harness.user, b"sound")
    harness.simulator.users.send_image(harness.user, b"picture")
    kinds = [event["message"]["type"] for event in harness.webhook.events]
    assert kinds == ["sticker", "location", "file", "audio", "image"]
    assert harness.webhook.events[2]["message"]["fileSize"] == 4
    assert len(parsed(harness)) == 1


def test_taking_back_is_told(harness: LineHarness) -> None:
    sent = harness.simulator.users.say(harness.user, "oops")
    harness.simulator.users.unsend(harness.user, sent.message_id)
    [event] = parsed(harness)
    assert isinstance(event, UnsendEvent)
    assert event.unsend.message_id == sent.message_id


def test_an_edit_in_a_group_is_told(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    sent = harness.simulator.users.say(harness.user, "500", group=group)
    harness.simulator.users.edit(harness.user, sent.message_id, "5000")
    [event] = parsed(harness)
    assert isinstance(event, MessageEditedEvent)
    assert event.message.text == "5000"


def test_several_events_go_in_one_webhook(harness: LineHarness) -> None:
    other = harness.simulator.directory.add_person("b")
    events = [
        harness.simulator.events.message_event(harness.user, "one"),
        harness.simulator.events.message_event(other, "two"),
    ]
    assert harness.simulator.events.post([*events, events[0]]) == 200
    assert len(harness.webhook.bodies) == 1
    assert harness.webhook.events == [*events, events[0]]
    harness.reply(events[1]["replyToken"])
    assert len(harness.simulator.chats.messages_to(other)) == 1


def test_a_raw_body_goes_as_it_is(harness: LineHarness) -> None:
    assert harness.simulator.events.deliver_raw(b"no json") == 200
    assert harness.webhook.bodies == [b"no json"]
    assert harness.webhook.signatures == [signature(SECRET, b"no json")]


def test_a_raw_body_goes_with_a_false_signature(harness: LineHarness) -> None:
    harness.webhook.status = 403
    assert harness.simulator.events.deliver_raw(b"{}", signature="false") == 403
    assert harness.webhook.signatures == ["false"]
    assert harness.simulator.events.redeliver() == []


def test_what_was_refused_is_redelivered_with_the_same_id_and_token(harness: LineHarness) -> None:
    harness.webhook.status = 500
    sent = harness.simulator.users.say(harness.user, "hello")
    assert sent.status == 500
    harness.webhook.status = 200
    assert harness.simulator.events.redeliver() == [200]
    first, second = harness.webhook.events
    assert second == {**first, "deliveryContext": {"isRedelivery": True}}
    assert harness.simulator.events.redeliver() == []


def test_what_was_answered_is_not_redelivered(harness: LineHarness) -> None:
    harness.simulator.users.say(harness.user, "hello")
    assert harness.simulator.events.redeliver() == []


def test_redelivery_is_off_unless_turned_on(harness: LineHarness) -> None:
    harness.webhook.status = 500
    harness.simulator.users.say(harness.user, "hello")
    assert stays(lambda: len(harness.webhook.bodies) == 1)


def test_redelivery_goes_on_by_itself_until_answered(harness: LineHarness) -> None:
    harness.account.redelivery = True
    harness.webhook.status = 500
    harness.simulator.users.say(harness.user, "hello")
    assert comes_true(lambda: len(harness.webhook.bodies) >= 2)
    harness.webhook.status = 200
    assert comes_true(lambda: harness.simulator.events.redeliver() == [])
    assert all(event["deliveryContext"]["isRedelivery"] for event in harness.webhook.events[1:])


def test_redelivery_gives_up_after_its_delays(harness: LineHarness) -> None:
    harness.account.redelivery = True
    harness.webhook.status = 500
    harness.simulator.users.say(harness.user, "hello")
    assert comes_true(lambda: len(harness.webhook.bodies) == 4)
    assert stays(lambda: len(harness.webhook.bodies) == 4)


def test_a_webhook_nobody_listens_to_has_no_status(harness: LineHarness) -> None:
    harness.account.webhook_url = "http://127.0.0.1:9/"
    assert harness.simulator.users.say(harness.user, "hello").status == 0


def test_a_webhook_that_takes_too_long_is_redelivered(harness: LineHarness) -> None:
    harness.simulator.faults.latency = 0.3
    harness.account.webhook_url = f"{harness.simulator.base_url}/v2/bot/slow"
    client = WebhookClient(delays=(), timeout=0.1)
    assert WEBHOOK_TIMEOUT == 2.0
    assert client.send(harness.account, [harness.simulator.events.message_event(harness.user, "hello")]) == 0
    harness.simulator.faults.clear()
    harness.account.webhook_url = f"{harness.simulator.base_url}/webhook"
    assert client.redeliver() == [200]
    client.close()


def test_an_account_without_webhook_tells_nobody(harness: LineHarness) -> None:
    harness.account.webhook_url = ""
    assert harness.simulator.users.say(harness.user, "hello").status == 0
    assert harness.simulator.events.redeliver() == []


def test_each_office_gets_its_own_webhooks(harness: LineHarness) -> None:
    other = harness.simulator.accounts.add("other secret", "other token", f"{harness.simulator.base_url}/other")
    harness.simulator.users.say(harness.user, "hello", account=other)
    assert json.loads(harness.webhook.bodies[0])["destination"] == other.bot_id
    assert harness.webhook.signatures[0] == signature("other secret", harness.webhook.bodies[0])
