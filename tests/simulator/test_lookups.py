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

from tests.simulator.line_harness import HELLO, TOKEN, LineHarness


def status_of(call: Any, *given: object) -> int:
    with pytest.raises(ApiException) as raised:
        call(*given)
    return int(raised.value.status)


@pytest.mark.parametrize("header", ["", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_without_the_right_token_nothing_is_told(harness: LineHarness, header: str) -> None:
    refused = harness.push_raw(HELLO, Authorization=header)
    assert refused.status == 401
    assert harness.simulator.chats.messages_to(harness.user) == []


def test_every_answer_has_a_request_id(harness: LineHarness) -> None:
    ids = {harness.get(path).headers["X-Line-Request-Id"] for path in ("/v2/bot/info", "/v2/bot/nothing")}
    assert len(ids) == 2


def test_an_unknown_path_is_not_found(harness: LineHarness) -> None:
    assert harness.get("/v2/bot/nothing").status == 404


def test_a_profile_has_the_name(harness: LineHarness) -> None:
    assert harness.api.get_profile(harness.user).display_name == "somebody"


def test_who_blocked_has_no_profile(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.user)
    assert status_of(harness.api.get_profile, harness.user) == 404


def test_a_stranger_has_no_profile(harness: LineHarness) -> None:
    assert status_of(harness.api.get_profile, "U" + "0" * 32) == 404


def test_the_account_knows_itself(harness: LineHarness) -> None:
    assert harness.api.get_bot_info().user_id == harness.account.bot_id


def test_a_group_is_described(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group(
        [harness.user, harness.simulator.directory.add_person("b")], "planners"
    )
    assert harness.api.get_group_summary(group).group_name == "planners"
    assert harness.api.get_group_member_count(group).count == 2
    assert harness.api.get_group_member_profile(group, harness.user).display_name == "somebody"


def test_who_is_not_in_the_group_is_not_found_there(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    assert status_of(harness.api.get_group_member_profile, group, harness.simulator.directory.add_person("b")) == 404


def test_a_left_group_is_closed(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    harness.api.leave_group(group)
    assert status_of(harness.api.get_group_member_count, group) == 404
    assert status_of(harness.push, group) == 400


def test_a_group_of_another_account_is_closed(harness: LineHarness) -> None:
    other = harness.simulator.accounts.add("other", "other token", "")
    group = harness.simulator.directory.add_group([harness.user], "planners", account=other)
    assert status_of(harness.api.get_group_summary, group) == 404


def test_followers_leave_out_who_blocked(harness: LineHarness) -> None:
    harness.simulator.membership.block(harness.simulator.directory.add_person("b"))
    assert harness.api.get_followers().user_ids == [harness.user]


def test_a_photo_can_be_fetched(harness: LineHarness) -> None:
    sent = harness.simulator.users.send_image(harness.user, b"picture", media_type="image/png")
    answer = harness.blob.get_message_content_with_http_info(sent.message_id)
    assert (answer.status_code, bytes(answer.data)) == (200, b"picture")
    assert answer.headers["Content-Type"] == "image/png"


def test_a_photo_takes_its_time(harness: LineHarness) -> None:
    sent = harness.simulator.users.send_image(harness.user, b"picture", preparing=2)
    assert harness.blob.get_message_content_transcoding_by_message_id(sent.message_id).status == "processing"
    path = f"/v2/bot/message/{sent.message_id}/content"
    assert [harness.get(path).status for _ in range(3)] == [202, 202, 200]
    assert harness.blob.get_message_content_transcoding_by_message_id(sent.message_id).status == "succeeded"


def test_a_photo_taken_back_is_gone(harness: LineHarness) -> None:
    sent = harness.simulator.users.send_image(harness.user, b"picture")
    harness.simulator.users.unsend(harness.user, sent.message_id)
    assert status_of(harness.blob.get_message_content, sent.message_id) == 410


def test_an_unknown_photo_is_not_found(harness: LineHarness) -> None:
    assert status_of(harness.blob.get_message_content, "1") == 404


def test_another_accounts_photo_is_not_found(harness: LineHarness) -> None:
    other = harness.simulator.accounts.add("other", "other token", "")
    sent = harness.simulator.users.send_image(harness.user, b"picture", account=other)
    assert status_of(harness.blob.get_message_content, sent.message_id) == 404


def test_loading_is_shown_to_a_person(harness: LineHarness) -> None:
    answer = harness.api.show_loading_animation_with_http_info(
        ShowLoadingAnimationRequest(chatId=harness.user, loadingSeconds=5)
    )
    assert answer.status_code == 202


@pytest.mark.parametrize(("seconds", "status"), [(0, 400), (5, 202), (7, 400), (60, 202), (65, 400), ("5", 400)])
def test_loading_lasts_5_to_60_seconds_by_fives(harness: LineHarness, seconds: object, status: int) -> None:
    body = {"chatId": harness.user, "loadingSeconds": seconds}
    assert harness.call("/v2/bot/chat/loading/start", body).status == status


def test_loading_is_not_for_groups(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    assert harness.call("/v2/bot/chat/loading/start", {"chatId": group}).status == 400


def test_the_webhook_address_is_told_and_changed(harness: LineHarness) -> None:
    harness.api.set_webhook_endpoint(SetWebhookEndpointRequest(endpoint=f"{harness.simulator.base_url}/new"))
    assert harness.api.get_webhook_endpoint().endpoint == f"{harness.simulator.base_url}/new"


def test_the_webhook_is_tried_without_events(harness: LineHarness) -> None:
    answer = harness.api.test_webhook_endpoint(Trial())
    assert (answer.success, answer.status_code) == (True, 200)
    assert harness.webhook.events == []
    assert len(harness.webhook.bodies) == 1


def test_a_webhook_that_refuses_fails_its_trial(harness: LineHarness) -> None:
    harness.webhook.status = 403
    answer = harness.api.test_webhook_endpoint(Trial())
    assert (answer.success, answer.status_code) == (False, 403)
