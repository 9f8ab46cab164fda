"""What LINE's API is asked for besides messages: contents and the sign that an answer is under way."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from bot.line.messenger import LineMessenger, data_base
from bot.simulator.records import ActionResult
from bot.usecases.ports import Download, Outcome, Verdict
from messages.documents.pictures import MAX_BYTES
from storage.records import Channel
from tests.simulator.line_harness import SECRET, TOKEN, LineHarness, open_line_harness
from tests.support.calls import call_line

CHANNEL = Channel(SECRET, TOKEN)
PICTURE = b"\xff\xd8 what a person sent"


@pytest.fixture
def harness() -> Iterator[LineHarness]:
    with open_line_harness() as harness:
        yield harness


@pytest.fixture
def messenger(harness: LineHarness) -> Iterator[LineMessenger]:
    messenger = LineMessenger(harness.simulator.base_url)
    yield messenger
    messenger.close()


def sent(harness: LineHarness, data: bytes = PICTURE, preparing: int = 0) -> ActionResult:
    return harness.simulator.users.send_image(harness.user, data, preparing=preparing)


def asked(harness: LineHarness, messenger: LineMessenger, message_id: str | None) -> Download:
    assert message_id
    return messenger.content(CHANNEL, message_id)


def test_a_content_comes_as_it_was_sent(harness: LineHarness, messenger: LineMessenger) -> None:
    assert asked(harness, messenger, sent(harness).message_id) == Download("ready", PICTURE)


def test_a_content_in_preparation_is_asked_for_again(harness: LineHarness, messenger: LineMessenger) -> None:
    message_id = sent(harness, preparing=2).message_id
    verdicts = [asked(harness, messenger, message_id).verdict for _ in range(3)]
    assert verdicts == ["preparing", "preparing", "ready"]


def test_a_content_taken_back_is_gone(harness: LineHarness, messenger: LineMessenger) -> None:
    message_id = sent(harness).message_id
    assert message_id
    harness.simulator.users.unsend(harness.user, message_id)
    assert asked(harness, messenger, message_id) == Download("gone")


def test_a_content_line_does_not_know_is_gone(harness: LineHarness, messenger: LineMessenger) -> None:
    assert asked(harness, messenger, "404") == Download("gone")


def test_an_odd_message_id_asks_for_nothing_else(harness: LineHarness, messenger: LineMessenger) -> None:
    assert asked(harness, messenger, "../info?") == Download("gone")
    assert harness.simulator.calls[-1].path.endswith("/content")


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_what_may_pass_is_unavailable(harness: LineHarness, messenger: LineMessenger, status: int) -> None:
    message_id = sent(harness).message_id
    harness.simulator.faults.fail_next(status=status, on="/content")
    assert asked(harness, messenger, message_id) == Download("unavailable")
    assert asked(harness, messenger, message_id).verdict == "ready"


def test_a_connection_that_breaks_is_unavailable(harness: LineHarness, messenger: LineMessenger) -> None:
    message_id = sent(harness).message_id
    harness.simulator.faults.drop_response_after_accept(2, on="/content")  # aiohttp asks once more by itself
    assert asked(harness, messenger, message_id) == Download("unavailable")


def test_a_line_that_is_not_there_is_unavailable() -> None:
    assert LineMessenger("http://127.0.0.1:9").content(CHANNEL, "1") == Download("unavailable")


@pytest.mark.parametrize(("size", "read"), [(MAX_BYTES, MAX_BYTES), (MAX_BYTES + 9, MAX_BYTES + 1)])
def test_no_more_is_read_than_tells_that_it_is_too_much(
    harness: LineHarness, messenger: LineMessenger, size: int, read: int
) -> None:
    content = asked(harness, messenger, sent(harness, b"x" * size).message_id)
    assert (content.verdict, len(content.data)) == ("ready", read)


def test_after_a_content_cut_off_the_next_one_is_whole(harness: LineHarness, messenger: LineMessenger) -> None:
    asked(harness, messenger, sent(harness, b"x" * (MAX_BYTES + 9)).message_id)
    assert asked(harness, messenger, sent(harness).message_id) == Download("ready", PICTURE)


def test_contents_are_asked_of_lines_data_host() -> None:
    assert data_base("https://api.line.me") == "https://api-data.line.me"
    assert data_base("http://127.0.0.1:8001") == "http://127.0.0.1:8001"


def test_a_person_is_shown_that_an_answer_is_under_way(harness: LineHarness, messenger: LineMessenger) -> None:
    messenger.show_loading(CHANNEL, harness.user)
    call = harness.simulator.calls[-1]
    assert (call.path, call.status) == ("/v2/bot/chat/loading/start", 202)
    assert call.body == {"chatId": harness.user, "loadingSeconds": 20}


def test_that_it_cannot_be_shown_stops_nothing(harness: LineHarness, messenger: LineMessenger) -> None:
    harness.simulator.faults.fail_next(status=500, on="/loading")
    messenger.show_loading(CHANNEL, harness.user)
    harness.simulator.faults.drop_response_after_accept(on="/loading")
    messenger.show_loading(CHANNEL, harness.user)
    LineMessenger("http://127.0.0.1:9").show_loading(CHANNEL, harness.user)
    assert [call.status for call in harness.simulator.calls] == [500, 0]


@pytest.mark.parametrize("silent", [True, False])
def test_line_is_told_whether_a_push_makes_a_sound(
    harness: LineHarness, messenger: LineMessenger, silent: bool
) -> None:
    pushed = call_line(
        messenger, "push", CHANNEL, harness.user, ({"type": "text", "text": "สรุป"},), uuid4(), silent=silent
    )
    assert pushed == Outcome(Verdict.ACCEPTED)
    assert harness.simulator.calls[-1].body["notificationDisabled"] is silent
