"""Webhook bodies in: what is understood, what is passed over, what cannot harm the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.events import ButtonTapped, Followed, MediaReceived, MessageUnsent, TextReceived
from bot.line.webhook import events_of, is_signed
from bot.simulator.typed_text import Emoji, Mention, text_message
from bot.usecases.incoming import BotJoined, BotLeft, Incoming, LineEvent, Unfollowed
from messages.chat.postback import Postback

EVENT_ID = "01FZ74A0TDDPYRVKNK77XKC3ZR"
NOW = datetime(2021, 7, 7, 13, 41, tzinfo=UTC)
SENT = datetime(2021, 7, 7, 13, 40, 42, 211_000, tzinfo=UTC)
EVERY_KIND = Path(__file__).parents[2] / "data" / "webhooks" / "every_kind.json"


def event(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": 1625665242211,
        "source": {"type": "user", "userId": "U" + "0" * 32},
        "webhookEventId": EVENT_ID,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "token",
        **more,
    }


def text(said: str, **more: Any) -> dict[str, Any]:
    return event("message", message={"type": "text", "id": "1", "text": said, "quoteToken": "q"}, **more)


BOT = Mention("ทันรอบ", is_self=True)
FAR = {"type": "external", "originalContentUrl": "https://example.com/a.jpg"}
STICKER = {"packageId": "1", "stickerId": "2", "stickerResourceType": "STATIC", "quoteToken": "q"}


def body(*events: object) -> str:
    return json.dumps({"destination": "U1", "events": list(events)})


def incoming_of(raw: str) -> list[Incoming]:
    return list(events_of(raw, lambda: NOW))


def heard_in(raw: str) -> list[LineEvent]:
    return [incoming.event for incoming in incoming_of(raw)]


def happened(kind: Callable[..., LineEvent], *told: object, sent: datetime | None = SENT) -> LineEvent:
    return kind(EVENT_ID, NOW, *told, *((sent,) if kind is TextReceived else ()))


def test_the_published_vector_is_signed_and_another_body_is_not() -> None:
    secret = "8c570fa6dd201bb328f1c1eac23a96d8"
    signed = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert is_signed(secret, signed, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")
    assert not is_signed(secret, signed + " ", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")
    assert not is_signed(secret, signed, "")


def test_an_event_tells_when_it_happened() -> None:
    (incoming,) = incoming_of(body(text("สถานะ")))
    assert incoming.happened_at == SENT


@pytest.mark.parametrize("odd", [-1, 2**63, True, "1625665242211", None])
def test_an_odd_moment_of_an_event_harms_nothing(odd: object) -> None:
    assert len(incoming_of(body(text("สถานะ", timestamp=odd)))) == 1


def test_a_text_keeps_its_ids() -> None:
    (incoming,) = incoming_of(body(text("รายงาน")))
    assert incoming.event == happened(TextReceived, "1", "รายงาน")
    assert (incoming.user_id, incoming.group_id) == ("U" + "0" * 32, None)
    assert (incoming.event.id, incoming.reply_token) == (EVENT_ID, "token")


def test_a_postback_is_unpacked() -> None:
    (incoming,) = incoming_of(body(event("postback", postback={"data": "o=s&q=status&v=1&a=done"})))
    assert incoming.event == happened(ButtonTapped, Postback("done", "s", "status", 1))


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (event("follow", follow={"isUnblocked": False}), happened(Followed)),
        (event("unfollow"), happened(Unfollowed)),
        (event("join"), happened(BotJoined)),
        (event("leave"), happened(BotLeft)),
        (event("unsend", unsend={"messageId": "7"}), happened(MessageUnsent, "7")),
        (
            event(
                "message", message={"type": "image", "id": "2", "quoteToken": "q", "contentProvider": {"type": "line"}}
            ),
            happened(MediaReceived, "image", "2"),
        ),
        (
            event("message", message={"type": "image", "id": "2", "contentProvider": FAR}),
            happened(MediaReceived, "other", "2"),
        ),
        (event("message", message={"type": "sticker", "id": "3", **STICKER}), happened(MediaReceived, "sticker", "3")),
    ],
)
def test_each_kind_of_event_is_told_apart(raw: dict[str, Any], content: object) -> None:
    assert heard_in(body(raw)) == [content]


def test_in_standby_nothing_is_heard() -> None:
    assert incoming_of(body(text("รายงาน", mode="standby"))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"type": "message"},
        "text",
        None,
        7,
        event("message"),
        event("message", message={"type": "text"}),
        event("a kind that comes one day", novelty={"x": 1}),
        {**text("x"), "mode": None},
        {**text("x"), "source": {"type": "planet"}},
        {**text("x"), "webhookEventId": None},
    ],
)
def test_a_broken_event_leaves_the_others_served(broken: object) -> None:
    heard = heard_in(body(broken, text("หลัง")))
    assert heard[-1] == happened(TextReceived, "1", "หลัง")


def test_events_are_served_in_the_order_they_happened() -> None:
    later, sooner = text("ทีหลัง", timestamp=2000), text("ก่อน", timestamp=1000)
    heard = [(one.text, one.sent_at) for one in heard_in(body(later, sooner)) if isinstance(one, TextReceived)]
    assert heard == [
        ("ก่อน", datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        ("ทีหลัง", datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)),
    ]


def test_messages_of_one_person_in_one_body_are_told_to_have_come_together() -> None:
    others = text("ของคนอื่น", source={"type": "user", "userId": "Uanother"})
    heard = heard_in(body(text("ก่อน"), others, text("หลัง")))
    assert [one.together for one in heard if isinstance(one, TextReceived)] == [False, False, True]


@pytest.mark.parametrize("junk", ["", "null", "[]", "{", '{"events": {}}', '{"events": null}', '"x"', "[1]"])
def test_a_body_without_events_has_none(junk: str) -> None:
    assert incoming_of(junk) == []


def test_bodies_of_every_kind_are_read_without_harm() -> None:
    bodies = json.loads(EVERY_KIND.read_text("utf-8"))
    heard = [incoming for one in bodies for incoming in incoming_of(json.dumps(one))]
    assert any(isinstance(incoming.event, TextReceived) for incoming in heard)
    assert any(isinstance(incoming.event, ButtonTapped) for incoming in heard)


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (event("follow"), happened(Followed)),
        (
            event(
                "message",
                message={
                    "type": "sticker",
                    "id": "1",
                    "packageId": "1",
                    "stickerId": "1",
                    "stickerResourceType": "STATIC",
                },
            ),
            happened(MediaReceived, "sticker", "1"),
        ),
        (
            {key: value for key, value in text("ไม่ครบ").items() if key not in {"mode", "deliveryContext", "timestamp"}},
            happened(TextReceived, "1", "ไม่ครบ", sent=None),
        ),
    ],
)
def test_what_the_sdk_insists_on_and_nobody_needs_may_be_missing(raw: dict[str, Any], content: object) -> None:
    assert heard_in(body(raw)) == [content]


def written(*pieces: str | Mention | Emoji) -> dict[str, Any]:
    return event("message", message={"id": "1", "quoteToken": "q", **text_message(pieces)})


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ((BOT, " สรุป"), " สรุป"),
        (("😀 สรุป ", BOT, " หน่อย"), "😀 สรุป  หน่อย"),
        ((Mention("ครูนิดา", user_id="U1"), " ", BOT, " ผูกกลุ่ม ABCD-EFGH"), "@ครูนิดา  ผูกกลุ่ม ABCD-EFGH"),
        ((Mention("All"), " สรุป"), "@All สรุป"),
        (("50,000", Emoji("ok")), "50,000"),
        (("จัดอบรม", Emoji("hahaha"), "แล้ว 👍🏽", Emoji("love"), " 2 รุ่น"), "จัดอบรมแล้ว 👍🏽 2 รุ่น"),
        ((BOT, Emoji("hi"), BOT, "สรุป"), "สรุป"),
        (("5", Emoji("0"), Emoji("0")), "5(0)(0)"),
    ],
)
def test_lines_emoji_and_a_mention_of_the_bot_are_cut_by_their_places(
    pieces: tuple[str | Mention | Emoji, ...], read: str
) -> None:
    assert heard_in(body(written(*pieces))) == [happened(TextReceived, "1", read)]


def test_emoji_alone_say_as_much_as_a_sticker() -> None:
    heard = heard_in(body(written(Emoji("hi"), " ", Emoji("love"))))
    assert heard == [happened(MediaReceived, "sticker", "1")]


def test_brackets_that_are_no_emoji_stay() -> None:
    (incoming,) = incoming_of(body(text("จัดอบรม (hahaha) แล้ว")))
    assert incoming.event == happened(TextReceived, "1", "จัดอบรม (hahaha) แล้ว")


places = st.fixed_dictionaries(
    {},
    optional={
        "index": st.integers(-(2**70), 2**70) | st.integers(-3, 40) | st.none() | st.text(max_size=3) | st.floats(),
        "length": st.integers(-(2**70), 2**70) | st.integers(-3, 40) | st.none() | st.booleans(),
        "isSelf": st.booleans() | st.none(),
    },
)
hostile = st.lists(places | st.none() | st.integers(), max_size=5) | st.none() | st.integers() | st.text(max_size=3)


pieces_of_text = st.sampled_from(["@บอต", "(ok)", "😀", "👩🏽\u200d🏫", "สรุป", " ", "\ud83d", "5", "ครับ"])


@settings(deadline=None)
@given(st.lists(pieces_of_text, max_size=6), hostile, hostile)
def test_no_place_of_an_emoji_or_a_mention_takes_other_words(pieces: list[str], emojis: Any, mentionees: Any) -> None:
    said = "".join(pieces)
    message = {"type": "text", "id": "1", "text": said, "emojis": emojis, "mention": {"mentionees": mentionees}}
    heard = heard_in(body(event("message", message=message), text("หลัง")))
    after = heard[-1]
    assert isinstance(after, TextReceived)
    assert after.text == "หลัง"
    if isinstance(heard[0], TextReceived) and "@" not in said:
        words = [word for word in pieces if word in {"สรุป", "5", "ครับ"}]
        assert [heard[0].text.count(word) for word in words] == [said.count(word) for word in words]


def test_a_text_and_a_tap_come_in_without_what_no_file_can_hold() -> None:
    odd = "ก\x00ข\u202eค\ud83d\ufffe"
    heard = heard_in(body(text(odd), event("postback", postback={"data": f"a={odd}"})))
    assert heard == [happened(TextReceived, "1", "กขค"), happened(ButtonTapped, Postback("กขค"))]


def test_figures_that_an_emoji_or_a_mention_stood_between_stay_apart() -> None:
    between = {"type": "text", "id": "1", "text": "5(heart)000 @ทันรอบ1", "emojis": [{"index": 1, "length": 7}]}
    told = event("message", message=between)
    assert heard_in(json.dumps({"events": [told]})) == [happened(TextReceived, "1", "5 000 @ทันรอบ1")]


@pytest.mark.parametrize("where", ["webhookEventId", "userId", "id"])
def test_an_event_whose_ids_no_database_can_hold_is_passed_over(where: str) -> None:
    told = event("message", message={"type": "text", "id": "1", "text": "สถานะ"})
    for table in (told, told["source"], told["message"]):
        table.update({where: "x\x00y"} if where in table else {})
    assert incoming_of(json.dumps({"events": [told]})) == []


@pytest.mark.parametrize(
    "data", ["a=say%3A5%0000", "a=say%3A%E2%80%AE500", "a=say%3A%ED%A0%80500", "a=say%3A%EF%BF%BE500"]
)
def test_a_tap_holds_nothing_unfit_however_it_was_quoted(data: str) -> None:
    (tapped,) = incoming_of(json.dumps({"events": [event("postback", postback={"data": data})]}))
    assert tapped.event == happened(ButtonTapped, Postback(action="say:500"))
