"""Webhooks: signed, shaped as LINE shapes them, and redelivered with the same id and token."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from threading import Event

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
from bot.simulator.webhooks import PATIENCE, Courier
from bot.simulator.writing import Emoji, Mention
from tests.simulator.stage import SECRET, Stage


def parsed(stage: Stage) -> list[object]:
    """The last webhook as the SDK reads it, its signature checked."""
    body = stage.webhook.bodies[-1].decode()
    events = WebhookParser(SECRET).parse(body, stage.webhook.signatures[-1])
    assert isinstance(events, list)
    return events


def wait_until(done: Callable[[], bool]) -> bool:
    for _ in range(100):
        if done():
            return True
        Event().wait(0.02)
    return False


def test_the_signature_is_lines_own() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature(SECRET, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_typed_text_is_told(stage: Stage) -> None:
    sent = stage.line.say(stage.user, "รายงาน 4")
    [event] = parsed(stage)
    assert isinstance(event, MessageEvent)
    assert (event.message.text, event.source.user_id, event.mode) == ("รายงาน 4", stage.user, "active")
    assert event.timestamp == int(stage.clock.now.timestamp() * 1000)
    assert event.reply_token == sent.event["replyToken"]
    assert event.delivery_context.is_redelivery is False
    assert (sent.status, sent.message_id) == (200, event.message.id)


def test_mentions_and_lines_emoji_are_told_by_their_places(stage: Stage) -> None:
    bot, other = Mention("ทันรอบ", is_self=True), Mention("ครูนิดา", user_id=stage.user)
    stage.line.write(stage.user, ["😀", bot, " สรุป ", other, Emoji("hahaha")])
    [event] = parsed(stage)
    assert isinstance(event, MessageEvent)
    message = event.message
    assert message.text == "😀@ทันรอบ สรุป @ครูนิดา(hahaha)"
    told = [(place.index, place.length, place.is_self) for place in message.mention.mentionees]
    assert told == [(2, 7, True), (15, 8, False)]
    assert [(place.index, place.length) for place in message.emojis] == [(23, 8)]


def test_the_event_id_is_a_ulid_of_its_moment(stage: Stage) -> None:
    event_id = stage.line.say(stage.user, "hello").event["webhookEventId"]
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event_id)
    value = 0
    for letter in event_id[:10]:
        value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert value == int(stage.clock.now.timestamp() * 1000)


def test_the_webhook_names_its_account(stage: Stage) -> None:
    stage.line.say(stage.user, "hello")
    assert json.loads(stage.webhook.bodies[0])["destination"] == stage.channel.bot_id


def test_no_two_events_share_an_id_or_a_token(stage: Stage) -> None:
    events = [stage.line.say(stage.user, "hello").event for _ in range(20)]
    assert len({event["webhookEventId"] for event in events}) == 20
    assert len({event["replyToken"] for event in events}) == 20


def test_a_tap_is_told_with_its_data_and_seen_as_words(stage: Stage) -> None:
    stage.line.tap(stage.user, "a=yes", "ใช่", params={"date": "2021-03-31"})
    [event] = parsed(stage)
    assert isinstance(event, PostbackEvent)
    assert (event.postback.data, event.postback.params) == ("a=yes", {"date": "2021-03-31"})
    assert [entry.message["text"] for entry in stage.line.timeline(stage.user)] == ["ใช่"]


def test_following_is_told(stage: Stage) -> None:
    stage.line.follow(stage.user)
    [event] = parsed(stage)
    assert isinstance(event, FollowEvent)
    assert event.follow.is_unblocked is False


def test_unblocking_is_told_as_following_again(stage: Stage) -> None:
    stage.line.block(stage.user)
    stage.line.unblock(stage.user)
    [event] = parsed(stage)
    assert isinstance(event, FollowEvent)
    assert event.follow.is_unblocked is True


def test_blocking_is_told_without_a_reply_token(stage: Stage) -> None:
    stage.line.block(stage.user)
    [event] = parsed(stage)
    assert isinstance(event, UnfollowEvent)
    assert "replyToken" not in stage.webhook.events[-1]


def test_a_group_event_names_group_and_person(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    stage.line.say(stage.user, "สรุป", group=group)
    assert stage.webhook.events[-1]["source"] == {"type": "group", "groupId": group, "userId": stage.user}


def test_joining_and_leaving_a_group_are_told(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners", joined=False)
    stage.line.join(group)
    [joined] = parsed(stage)
    stage.line.kick(group)
    [left] = parsed(stage)
    assert isinstance(joined, JoinEvent)
    assert isinstance(left, LeaveEvent)


def test_members_coming_and_going_are_told(stage: Stage) -> None:
    group, newcomer = stage.line.add_group([stage.user], "planners"), stage.line.add_person("b")
    stage.line.add_member(group, newcomer)
    [came] = parsed(stage)
    stage.line.remove_member(group, newcomer)
    [went] = parsed(stage)
    assert isinstance(came, MemberJoinedEvent)
    assert isinstance(went, MemberLeftEvent)
    assert came.joined.members[0].user_id == newcomer


def test_stickers_places_and_files_are_told(stage: Stage) -> None:
    stage.line.send_sticker(stage.user)
    stage.line.send_location(stage.user, title="school")
    stage.line.send_file(stage.user, "plan.xlsx", b"1234")
    stage.line.send_audio(stage.user, b"sound")
    stage.line.send_image(stage.user, b"picture")
    kinds = [event["message"]["type"] for event in stage.webhook.events]
    assert kinds == ["sticker", "location", "file", "audio", "image"]
    assert stage.webhook.events[2]["message"]["fileSize"] == 4
    assert len(parsed(stage)) == 1


def test_taking_back_is_told(stage: Stage) -> None:
    sent = stage.line.say(stage.user, "oops")
    stage.line.unsend(stage.user, sent.message_id)
    [event] = parsed(stage)
    assert isinstance(event, UnsendEvent)
    assert event.unsend.message_id == sent.message_id


def test_an_edit_in_a_group_is_told(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    sent = stage.line.say(stage.user, "500", group=group)
    stage.line.edit(stage.user, sent.message_id, "5000")
    [event] = parsed(stage)
    assert isinstance(event, MessageEditedEvent)
    assert event.message.text == "5000"


def test_several_events_go_in_one_webhook(stage: Stage) -> None:
    other = stage.line.add_person("b")
    events = [stage.line.message_event(stage.user, "one"), stage.line.message_event(other, "two")]
    assert stage.line.post([*events, events[0]]) == 200
    assert len(stage.webhook.bodies) == 1
    assert stage.webhook.events == [*events, events[0]]
    stage.reply(events[1]["replyToken"])
    assert len(stage.line.messages_to(other)) == 1


def test_a_raw_body_goes_as_it_is(stage: Stage) -> None:
    assert stage.line.deliver_raw(b"no json") == 200
    assert stage.webhook.bodies == [b"no json"]
    assert stage.webhook.signatures == [signature(SECRET, b"no json")]


def test_a_raw_body_goes_with_a_false_signature(stage: Stage) -> None:
    stage.webhook.status = 403
    assert stage.line.deliver_raw(b"{}", signature="false") == 403
    assert stage.webhook.signatures == ["false"]
    assert stage.line.redeliver() == []


def test_what_was_refused_is_redelivered_with_the_same_id_and_token(stage: Stage) -> None:
    stage.webhook.status = 500
    sent = stage.line.say(stage.user, "hello")
    assert sent.status == 500
    stage.webhook.status = 200
    assert stage.line.redeliver() == [200]
    first, second = stage.webhook.events
    assert second == {**first, "deliveryContext": {"isRedelivery": True}}
    assert stage.line.redeliver() == []


def test_what_was_answered_is_not_redelivered(stage: Stage) -> None:
    stage.line.say(stage.user, "hello")
    assert stage.line.redeliver() == []


def test_redelivery_is_off_unless_turned_on(stage: Stage) -> None:
    stage.webhook.status = 500
    stage.line.say(stage.user, "hello")
    Event().wait(0.3)
    assert len(stage.webhook.bodies) == 1


def test_redelivery_goes_on_by_itself_until_answered(stage: Stage) -> None:
    stage.channel.redelivery = True
    stage.webhook.status = 500
    stage.line.say(stage.user, "hello")
    assert wait_until(lambda: len(stage.webhook.bodies) >= 2)
    stage.webhook.status = 200
    assert wait_until(lambda: stage.line.redeliver() == [])
    assert all(event["deliveryContext"]["isRedelivery"] for event in stage.webhook.events[1:])


def test_redelivery_gives_up_after_its_delays(stage: Stage) -> None:
    stage.channel.redelivery = True
    stage.webhook.status = 500
    stage.line.say(stage.user, "hello")
    assert wait_until(lambda: len(stage.webhook.bodies) == 4)
    Event().wait(0.2)
    assert len(stage.webhook.bodies) == 4


def test_a_webhook_nobody_listens_to_has_no_status(stage: Stage) -> None:
    stage.channel.webhook_url = "http://127.0.0.1:9/"
    assert stage.line.say(stage.user, "hello").status == 0


def test_a_webhook_that_takes_too_long_is_redelivered(stage: Stage) -> None:
    stage.line.faults.latency = 0.3
    stage.channel.webhook_url = f"{stage.line.base_url}/v2/bot/slow"
    courier = Courier(delays=(), patience=0.1)
    assert PATIENCE == 2.0
    assert courier.send(stage.channel, [stage.line.message_event(stage.user, "hello")]) == 0
    stage.line.faults.clear()
    stage.channel.webhook_url = f"{stage.line.base_url}/webhook"
    assert courier.redeliver() == [200]
    courier.close()


def test_an_account_without_webhook_tells_nobody(stage: Stage) -> None:
    stage.channel.webhook_url = ""
    assert stage.line.say(stage.user, "hello").status == 0
    assert stage.line.redeliver() == []


def test_each_office_gets_its_own_webhooks(stage: Stage) -> None:
    other = stage.line.add_channel("other secret", "other token", f"{stage.line.base_url}/other")
    stage.line.say(stage.user, "hello", channel=other)
    assert json.loads(stage.webhook.bodies[0])["destination"] == other.bot_id
    assert stage.webhook.signatures[0] == signature("other secret", stage.webhook.bodies[0])
