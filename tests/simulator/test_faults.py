"""Trouble on demand, before and after LINE accepted."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer
from time import monotonic

import pytest
import urllib3
from linebot.v3.messaging import ApiException, PushMessageRequest, TextMessage

from tests.simulator.stage import HELLO, Stage

KEY = "11111111-2222-4333-8444-555555555555"


def push_within(stage: Stage, seconds: float) -> None:
    request = PushMessageRequest(to=stage.user, messages=[TextMessage(text="hello")])
    stage.api.push_message(request, x_line_retry_key=KEY, _request_timeout=(1, seconds))


def test_a_failure_before_acceptance_delivers_nothing(stage: Stage) -> None:
    stage.line.faults.fail_next(status=500)
    with pytest.raises(ApiException) as raised:
        stage.push(key=KEY)
    assert raised.value.status == 500
    assert stage.line.messages_to(stage.user) == []
    stage.push(key=KEY)
    assert len(stage.line.messages_to(stage.user)) == 1


def test_a_failure_after_acceptance_has_delivered(stage: Stage) -> None:
    stage.line.faults.fail_next(status=500, when="after")
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 500
    assert len(stage.line.messages_to(stage.user)) == 1
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


def test_a_failure_after_acceptance_uses_the_reply_token(stage: Stage) -> None:
    token = stage.token()
    stage.line.faults.fail_next(status=500, when="after")
    body = {"replyToken": token, "messages": [HELLO]}
    assert [stage.call("/v2/bot/message/reply", body).status for _ in range(2)] == [500, 400]


def test_as_many_calls_fail_as_were_told_to(stage: Stage) -> None:
    stage.line.faults.fail_next(2, status=503)
    assert [stage.push_raw(HELLO).status for _ in range(3)] == [503, 503, 200]


def test_the_rate_limit_is_worded_unlike_the_quota(stage: Stage) -> None:
    stage.line.faults.fail_next(status=429)
    refused = stage.push_raw(HELLO)
    assert (refused.status, refused.json()["message"]) == (
        429,
        "The API rate limit has been exceeded. Try again later.",
    )


def test_failures_meet_sending_only_unless_said(stage: Stage) -> None:
    stage.line.faults.fail_next(status=500)
    assert stage.get("/v2/bot/message/quota").status == 200
    stage.line.faults.fail_next(status=500, on="/quota")
    assert stage.get("/v2/bot/message/quota").status == 500


def test_a_dropped_answer_was_accepted(stage: Stage) -> None:
    stage.line.faults.drop_response_after_accept()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(stage, 2)
    assert len(stage.line.messages_to(stage.user)) == 1
    assert stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status == 409


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
def test_a_hanging_call_times_out(stage: Stage, when: str, delivered: int) -> None:
    stage.line.faults.hang_next(when=when)  # type: ignore[arg-type]
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(stage, 0.1)
    assert len(stage.line.messages_to(stage.user)) == delivered
    push: Callable[[], int] = lambda: stage.push_raw(HELLO, X_Line_Retry_Key=KEY).status  # noqa: E731
    assert push() == (409 if delivered else 200)


def test_a_hanging_call_is_cut_off_when_released(stage: Stage) -> None:
    stage.line.faults.hang_next()
    timer = Timer(0.05, stage.line.faults.release)
    timer.start()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(stage, 5)
    timer.join()


def test_latency_slows_every_call(stage: Stage) -> None:
    stage.line.faults.latency = 0.1
    before = monotonic()
    stage.push()
    assert monotonic() - before >= 0.1


def test_cleared_trouble_is_over(stage: Stage) -> None:
    stage.line.faults.fail_next(5)
    stage.line.faults.standing.add("down")
    stage.line.faults.clear()
    assert stage.push_raw(HELLO).status == 200


def test_standing_trouble_meets_every_call(stage: Stage) -> None:
    stage.line.faults.standing.add("down")
    assert [stage.get("/v2/bot/info").status for _ in range(2)] == [500, 500]
    stage.line.faults.standing.clear()
    assert stage.get("/v2/bot/info").status == 200


def test_prepared_trouble_comes_before_standing_trouble(stage: Stage) -> None:
    stage.line.faults.standing.add("down")
    stage.line.faults.fail_next(status=429)
    assert [stage.push_raw(HELLO).status for _ in range(2)] == [429, 500]


def test_answers_lost_on_the_way_were_accepted_once(stage: Stage) -> None:
    stage.line.faults.standing.add("lost")
    for _ in range(2):
        with pytest.raises(urllib3.exceptions.HTTPError):
            push_within(stage, 2)
    assert len(stage.line.messages_to(stage.user)) == 1
    assert stage.get("/v2/bot/info").status == 200


def test_a_quota_used_up_elsewhere_refuses_pushes(stage: Stage) -> None:
    stage.push()
    stage.channel.used_up = True
    assert stage.api.get_message_quota_consumption().total_usage == stage.channel.quota
    assert stage.push_raw(HELLO).status == 429
    stage.channel.used_up = False
    assert (stage.push_raw(HELLO).status, stage.line.consumption()) == (200, 2)


def test_calls_are_remembered_with_what_was_answered(stage: Stage) -> None:
    stage.line.faults.drop_response_after_accept()
    with pytest.raises(urllib3.exceptions.HTTPError):
        push_within(stage, 2)
    stage.push_raw(HELLO, X_Line_Retry_Key=KEY)
    assert [(call.path, call.status, call.retry_key) for call in stage.line.calls] == [
        ("/v2/bot/message/push", 0, KEY),
        ("/v2/bot/message/push", 409, KEY),
    ]
    assert stage.line.refusals == []
