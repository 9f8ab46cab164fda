"""What the API tells: quota, profiles, groups, contents, the webhook's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Response

from bot.simulator.events import webhook_body
from bot.simulator.platform import Platform
from bot.simulator.records import ApiAnswer, ApiCaller, ApiRefusal, Group, MediaContent
from bot.simulator.rules import requests
from bot.simulator.sending import validate

View = Callable[..., ApiAnswer | Response]
"""Takes the caller, and the variable parts of the path by name."""

_NOT_FOUND = ApiAnswer(404, {"message": "Not found"})
_GONE = ApiAnswer(410, {"message": "The content is no longer available"})


class Lookups:
    """Views that send nothing."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def routes(self) -> Iterable[tuple[str, str, View]]:
        """(method, rule, view) of each."""
        yield "GET", "/v2/bot/info", self._info
        yield "GET", "/v2/bot/message/quota", self._quota
        yield "GET", "/v2/bot/message/quota/consumption", self._consumption
        yield "GET", "/v2/bot/followers/ids", self._followers
        yield "GET", "/v2/bot/profile/<user>", self._profile
        yield "GET", "/v2/bot/group/<group>/summary", self._group_summary
        yield "GET", "/v2/bot/group/<group>/members/count", self._group_count
        yield "GET", "/v2/bot/group/<group>/member/<user>", self._group_member
        yield "POST", "/v2/bot/group/<group>/leave", self._leave
        yield "GET", "/v2/bot/message/<message_id>/content", self._content
        yield "GET", "/v2/bot/message/<message_id>/content/preview", self._content
        yield "GET", "/v2/bot/message/<message_id>/content/transcoding", self._transcoding
        yield "GET", "/v2/bot/channel/webhook/endpoint", self._webhook
        yield "PUT", "/v2/bot/channel/webhook/endpoint", self._set_webhook
        yield "POST", "/v2/bot/channel/webhook/test", self._test_webhook

    def _info(self, caller: ApiCaller) -> ApiAnswer:
        bot = caller.account
        names = {"userId": bot.bot_id, "basicId": f"@{bot.bot_id[1:9]}", "displayName": bot.name}
        return ApiAnswer(200, {**names, "chatMode": "bot", "markAsReadMode": "auto"})

    def _quota(self, caller: ApiCaller) -> ApiAnswer:
        limit = caller.account.quota
        return ApiAnswer(200, {"type": "none"} if limit is None else {"type": "limited", "value": limit})

    def _consumption(self, caller: ApiCaller) -> ApiAnswer:
        return ApiAnswer(200, {"totalUsage": self._platform.quota.used(caller.account)})

    def _followers(self, caller: ApiCaller) -> ApiAnswer:
        """All at once: LINE would page after 1,000."""
        with self._platform.changed:
            people = [user for user in self._platform.directory.people if user not in caller.account.blocked]
        return ApiAnswer(200, {"userIds": people})

    def _profile(self, caller: ApiCaller, user: str) -> ApiAnswer:
        """LINE does not tell of people who blocked the account."""
        if user in caller.account.blocked:
            raise ApiRefusal(_NOT_FOUND)
        return self._profile_of(user)

    def _profile_of(self, user: str) -> ApiAnswer:
        name = self._platform.directory.people.get(user)
        if name is None:
            raise ApiRefusal(_NOT_FOUND)
        return ApiAnswer(200, {"userId": user, "displayName": name, "language": "th"})

    def _group_summary(self, caller: ApiCaller, group: str) -> ApiAnswer:
        found = self._group_of(caller, group)
        return ApiAnswer(200, {"groupId": found.id, "groupName": found.name})

    def _group_count(self, caller: ApiCaller, group: str) -> ApiAnswer:
        """People only: LINE leaves the account out."""
        return ApiAnswer(200, {"count": len(self._group_of(caller, group).members)})

    def _group_member(self, caller: ApiCaller, group: str, user: str) -> ApiAnswer:
        if user not in self._group_of(caller, group).members:
            raise ApiRefusal(_NOT_FOUND)
        return self._profile_of(user)

    def _leave(self, caller: ApiCaller, group: str) -> ApiAnswer:
        with self._platform.changed:
            self._group_of(caller, group).account = None
        return ApiAnswer(200, {})

    def _group_of(self, caller: ApiCaller, group_id: str) -> Group:
        group = self._platform.directory.groups.get(group_id)
        if group is None or group.account is not caller.account:
            raise ApiRefusal(_NOT_FOUND)
        return group

    def _content(self, caller: ApiCaller, message_id: str) -> ApiAnswer | Response:
        """202 while LINE prepares it, 410 after unsend."""
        with self._platform.changed:
            content = self._content_of(caller, message_id)
            if content.unsent:
                raise ApiRefusal(_GONE)
            if content.preparing > 0:
                content.preparing -= 1
                return ApiAnswer(202, {})
        return Response(content.data, 200, content_type=content.media_type)

    def _transcoding(self, caller: ApiCaller, message_id: str) -> ApiAnswer:
        content = self._content_of(caller, message_id)
        if content.unsent:
            return ApiAnswer(200, {"status": "failed"})
        return ApiAnswer(200, {"status": "processing" if content.preparing else "succeeded"})

    def _content_of(self, caller: ApiCaller, message_id: str) -> MediaContent:
        content = self._platform.contents.get(message_id)
        if content is None or content.account is not caller.account:
            raise ApiRefusal(_NOT_FOUND)
        return content

    def _webhook(self, caller: ApiCaller) -> ApiAnswer:
        return ApiAnswer(200, {"endpoint": caller.account.webhook_url, "active": True})

    def _set_webhook(self, caller: ApiCaller) -> ApiAnswer:
        validate(requests.WEBHOOK, caller.body)
        caller.account.webhook_url = caller.body["endpoint"]
        return ApiAnswer(200, {})

    def _test_webhook(self, caller: ApiCaller) -> ApiAnswer:
        """Posts a webhook without events, as the Verify button does."""
        validate(requests.WEBHOOK_TEST, caller.body or {})
        account = caller.account
        url = (caller.body or {}).get("endpoint") or account.webhook_url
        status = self._platform.webhooks.post(account, webhook_body(account.bot_id, []), url=url)
        result = {"success": status == 200, "timestamp": self._platform.clock().isoformat(), "statusCode": status}
        reason = "OK" if status == 200 else "ERROR_STATUS_CODE" if status else "COULD_NOT_CONNECT"
        return ApiAnswer(200, {**result, "reason": reason, "detail": str(status)})
