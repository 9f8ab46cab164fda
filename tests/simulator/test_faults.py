"""Trouble on demand, before and after LINE accepted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer
from time import monotonic

import pytest
import urllib3
from linebot.v3.messaging import ApiException, PushMessageRequest, TextMessage

from tests.simulator.line_harness import HELLO, LineHarness

KEY = "11111111-2222-4333-8444-555555555555"


def push_within(harness: LineHarness, seconds: float) -> None:
    request = PushMessageRequest(to=harness.user, messages=[TextMessage(text="hello")])
    harness.api.push_message(request, x_line_retry_key=KEY, _request_timeout=(1, seconds))


def test_a_failure_before_acceptance_delivers_nothing(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(status=500)
    with pytest.raises(ApiException) as raised:
        harness.push(key=KEY)
    assert raised.value.status == 500
    assert harness.simulator.chats.messages_to(harness.user) == []
    harness.push(key=KEY)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1


def test_a_failure_after_acceptance_has_delivered(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(status=500, when="after")
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 500
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


def test_a_failure_after_acceptance_uses_the_reply_token(harness: LineHarness) -> None:
    token = harness.token()
    harness.simulator.faults.fail_next(status=500, when="after")
    body = {"replyToken": token, "messages": [HELLO]}
    assert [harness.call("/v2/bot/message/reply", body).status for _ in range(2)] == [500, 400]


def test_as_many_calls_fail_as_were_told_to(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(2, status=503)
    assert [harness.push_raw(HELLO).status for _ in range(3)] == [503, 503, 200]


def test_the_rate_limit_is_worded_unlike_the_quota(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(status=429)
    refused = harness.push_raw(HELLO)
    assert (refused.status, refused.json()["message"]) == (
        429,
        "The API rate limit has been exceeded. Try again later.",
    )


def test_failures_meet_sending_only_unless_said(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(status=500)
    assert harness.get("/v2/bot/message/quota").status == 200
    harness.simulator.faults.fail_next(status=500, on="/quota")
    assert harness.get("/v2/bot/message/quota").status == 500


def test_a_dropped_answer_was_accepted(harness: LineHarness) -> None:
    harness.simulator.faults.drop_response_after_accept()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(harness, 2)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1
    assert harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
def test_a_hanging_call_times_out(harness: LineHarness, when: str, delivered: int) -> None:
    harness.simulator.faults.hang_next(when=when)  # type: ignore[arg-type]
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(harness, 0.1)
    assert len(harness.simulator.chats.messages_to(harness.user)) == delivered
    push: Callable[[], int] = lambda: harness.push_raw(HELLO, X_Line_Retry_Key=KEY).status  # noqa: E731
    assert push() == (409 if delivered else 200)


def test_a_hanging_call_is_cut_off_when_released(harness: LineHarness) -> None:
    harness.simulator.faults.hang_next()
    timer = Timer(0.05, harness.simulator.faults.release)
    timer.start()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(harness, 5)
    timer.join()


def test_latency_slows_every_call(harness: LineHarness) -> None:
    harness.simulator.faults.latency = 0.1
    before = monotonic()
    harness.push()
    assert monotonic() - before >= 0.1


def test_cleared_trouble_is_over(harness: LineHarness) -> None:
    harness.simulator.faults.fail_next(5)
    harness.simulator.faults.lasting.add("down")
    harness.simulator.faults.clear()
    assert harness.push_raw(HELLO).status == 200


def test_standing_trouble_meets_every_call(harness: LineHarness) -> None:
    harness.simulator.faults.lasting.add("down")
    assert [harness.get("/v2/bot/info").status for _ in range(2)] == [500, 500]
    harness.simulator.faults.lasting.clear()
    assert harness.get("/v2/bot/info").status == 200


def test_prepared_trouble_comes_before_standing_trouble(harness: LineHarness) -> None:
    harness.simulator.faults.lasting.add("down")
    harness.simulator.faults.fail_next(status=429)
    assert [harness.push_raw(HELLO).status for _ in range(2)] == [429, 500]


def test_answers_lost_on_the_way_were_accepted_once(harness: LineHarness) -> None:
    harness.simulator.faults.lasting.add("lost")
    for _ in range(2):
        with pytest.raises(urllib3.exceptions.HTTPError):
            push_within(harness, 2)
    assert len(harness.simulator.chats.messages_to(harness.user)) == 1
    assert harness.get("/v2/bot/info").status == 200


def test_a_quota_used_up_elsewhere_refuses_pushes(harness: LineHarness) -> None:
    harness.push()
    harness.account.used_up = True
    assert harness.api.get_message_quota_consumption().total_usage == harness.account.quota
    assert harness.push_raw(HELLO).status == 429
    harness.account.used_up = False
    assert (harness.push_raw(HELLO).status, harness.simulator.platform.quota.used(harness.account)) == (200, 2)


def test_calls_are_remembered_with_what_was_answered(harness: LineHarness) -> None:
    harness.simulator.faults.drop_response_after_accept()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(harness, 2)
    harness.push_raw(HELLO, X_Line_Retry_Key=KEY)
    assert [(call.path, call.status, call.retry_key) for call in harness.simulator.calls] == [
        ("/v2/bot/message/push", 0, KEY),
        ("/v2/bot/message/push", 409, KEY),
    ]
    assert harness.simulator.calls.refused() == []
