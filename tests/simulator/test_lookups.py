"""What the API tells of people, groups, contents and the webhook."""

from __future__ import annotations

from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
    SetWebhookEndpointRequest,
    ShowLoadingAnimationRequest,
)
from linebot.v3.messaging import (
    TestWebhookEndpointRequest as Trial,
)

from tests.simulator.stage import HELLO, TOKEN, Stage


def status_of(call: Any, *given: object) -> int:
    with pytest.raises(ApiException) as raised:
        call(*given)
    return int(raised.value.status)


@pytest.mark.parametrize("header", ["", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_without_the_right_token_nothing_is_told(stage: Stage, header: str) -> None:
    refused = stage.push_raw(HELLO, Authorization=header)
    assert refused.status == 401
    assert stage.line.messages_to(stage.user) == []


def test_every_answer_has_a_request_id(stage: Stage) -> None:
    ids = {stage.get(path).headers["X-Line-Request-Id"] for path in ("/v2/bot/info", "/v2/bot/nothing")}
    assert len(ids) == 2


def test_an_unknown_path_is_not_found(stage: Stage) -> None:
    assert stage.get("/v2/bot/nothing").status == 404


def test_a_profile_has_the_name(stage: Stage) -> None:
    assert stage.api.get_profile(stage.user).display_name == "somebody"


def test_who_blocked_has_no_profile(stage: Stage) -> None:
    stage.line.block(stage.user)
    assert status_of(stage.api.get_profile, stage.user) == 404


def test_a_stranger_has_no_profile(stage: Stage) -> None:
    assert status_of(stage.api.get_profile, "U" + "0" * 32) == 404


def test_the_account_knows_itself(stage: Stage) -> None:
    assert stage.api.get_bot_info().user_id == stage.channel.bot_id


def test_a_group_is_described(stage: Stage) -> None:
    group = stage.line.add_group([stage.user, stage.line.add_person("b")], "planners")
    assert stage.api.get_group_summary(group).group_name == "planners"
    assert stage.api.get_group_member_count(group).count == 2
    assert stage.api.get_group_member_profile(group, stage.user).display_name == "somebody"


def test_who_is_not_in_the_group_is_not_found_there(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    assert status_of(stage.api.get_group_member_profile, group, stage.line.add_person("b")) == 404


def test_a_left_group_is_closed(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    stage.api.leave_group(group)
    assert status_of(stage.api.get_group_member_count, group) == 404
    assert status_of(stage.push, group) == 400


def test_a_group_of_another_account_is_closed(stage: Stage) -> None:
    other = stage.line.add_channel("other", "other token", "")
    group = stage.line.add_group([stage.user], "planners", channel=other)
    assert status_of(stage.api.get_group_summary, group) == 404


def test_followers_leave_out_who_blocked(stage: Stage) -> None:
    stage.line.block(stage.line.add_person("b"))
    assert stage.api.get_followers().user_ids == [stage.user]


def test_a_photo_can_be_fetched(stage: Stage) -> None:
    sent = stage.line.send_image(stage.user, b"picture", media_type="image/png")
    answer = stage.blob.get_message_content_with_http_info(sent.message_id)
    assert (answer.status_code, bytes(answer.data)) == (200, b"picture")
    assert answer.headers["Content-Type"] == "image/png"


def test_a_photo_takes_its_time(stage: Stage) -> None:
    sent = stage.line.send_image(stage.user, b"picture", preparing=2)
    assert stage.blob.get_message_content_transcoding_by_message_id(sent.message_id).status == "processing"
    path = f"/v2/bot/message/{sent.message_id}/content"
    assert [stage.get(path).status for _ in range(3)] == [202, 202, 200]
    assert stage.blob.get_message_content_transcoding_by_message_id(sent.message_id).status == "succeeded"


def test_a_photo_taken_back_is_gone(stage: Stage) -> None:
    sent = stage.line.send_image(stage.user, b"picture")
    stage.line.unsend(stage.user, sent.message_id)
    assert status_of(stage.blob.get_message_content, sent.message_id) == 410


def test_an_unknown_photo_is_not_found(stage: Stage) -> None:
    assert status_of(stage.blob.get_message_content, "1") == 404


def test_another_accounts_photo_is_not_found(stage: Stage) -> None:
    other = stage.line.add_channel("other", "other token", "")
    sent = stage.line.send_image(stage.user, b"picture", channel=other)
    assert status_of(stage.blob.get_message_content, sent.message_id) == 404


def test_loading_is_shown_to_a_person(stage: Stage) -> None:
    answer = stage.api.show_loading_animation_with_http_info(
        ShowLoadingAnimationRequest(chatId=stage.user, loadingSeconds=5)
    )
    assert answer.status_code == 202


@pytest.mark.parametrize(("seconds", "status"), [(0, 400), (5, 202), (7, 400), (60, 202), (65, 400), ("5", 400)])
def test_loading_lasts_5_to_60_seconds_by_fives(stage: Stage, seconds: object, status: int) -> None:
    body = {"chatId": stage.user, "loadingSeconds": seconds}
    assert stage.call("/v2/bot/chat/loading/start", body).status == status


def test_loading_is_not_for_groups(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    assert stage.call("/v2/bot/chat/loading/start", {"chatId": group}).status == 400


def test_the_webhook_address_is_told_and_changed(stage: Stage) -> None:
    stage.api.set_webhook_endpoint(SetWebhookEndpointRequest(endpoint=f"{stage.line.base_url}/new"))
    assert stage.api.get_webhook_endpoint().endpoint == f"{stage.line.base_url}/new"


def test_the_webhook_is_tried_without_events(stage: Stage) -> None:
    answer = stage.api.test_webhook_endpoint(Trial())
    assert (answer.success, answer.status_code) == (True, 200)
    assert stage.webhook.events == []
    assert len(stage.webhook.bodies) == 1


def test_a_webhook_that_refuses_fails_its_trial(stage: Stage) -> None:
    stage.webhook.status = 403
    answer = stage.api.test_webhook_endpoint(Trial())
    assert (answer.success, answer.status_code) == (False, 403)
