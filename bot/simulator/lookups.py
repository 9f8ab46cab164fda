"""What the API tells: quota, profiles, groups, contents, the webhook's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Response

from bot.simulator import limits
from bot.simulator.events import webhook_body
from bot.simulator.platform import Platform
from bot.simulator.quota import consumption
from bot.simulator.records import Answer, Caller, Content, Group, Refused
from bot.simulator.sending import validate
from bot.simulator.webhooks import Courier

View = Callable[..., Answer | Response]
"""Takes the caller, and the variable parts of the path by name."""

_NOT_FOUND = Answer(404, {"message": "Not found"})
_GONE = Answer(410, {"message": "The content is no longer available"})


class Lookups:
    """Views that send nothing."""

    def __init__(self, platform: Platform, courier: Courier) -> None:
        self._platform = platform
        self._courier = courier

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

    def _info(self, caller: Caller) -> Answer:
        bot = caller.channel
        names = {"userId": bot.bot_id, "basicId": f"@{bot.bot_id[1:9]}", "displayName": bot.name}
        return Answer(200, {**names, "chatMode": "bot", "markAsReadMode": "auto"})

    def _quota(self, caller: Caller) -> Answer:
        limit = caller.channel.quota
        return Answer(200, {"type": "none"} if limit is None else {"type": "limited", "value": limit})

    def _consumption(self, caller: Caller) -> Answer:
        return Answer(200, {"totalUsage": consumption(caller.channel, self._platform.clock())})

    def _followers(self, caller: Caller) -> Answer:
        """All at once: LINE would page after 1,000."""
        with self._platform.changed:
            people = [user for user in self._platform.people if user not in caller.channel.blocked]
        return Answer(200, {"userIds": people})

    def _profile(self, caller: Caller, user: str) -> Answer:
        """LINE does not tell of people who blocked the account."""
        if user in caller.channel.blocked:
            raise Refused(_NOT_FOUND)
        return self._named(user)

    def _named(self, user: str) -> Answer:
        name = self._platform.people.get(user)
        if name is None:
            raise Refused(_NOT_FOUND)
        return Answer(200, {"userId": user, "displayName": name, "language": "th"})

    def _group_summary(self, caller: Caller, group: str) -> Answer:
        found = self._group_of(caller, group)
        return Answer(200, {"groupId": found.id, "groupName": found.name})

    def _group_count(self, caller: Caller, group: str) -> Answer:
        """People only: LINE leaves the account out."""
        return Answer(200, {"count": len(self._group_of(caller, group).members)})

    def _group_member(self, caller: Caller, group: str, user: str) -> Answer:
        if user not in self._group_of(caller, group).members:
            raise Refused(_NOT_FOUND)
        return self._named(user)

    def _leave(self, caller: Caller, group: str) -> Answer:
        with self._platform.changed:
            self._group_of(caller, group).channel = None
        return Answer(200, {})

    def _group_of(self, caller: Caller, group_id: str) -> Group:
        group = self._platform.groups.get(group_id)
        if group is None or group.channel is not caller.channel:
            raise Refused(_NOT_FOUND)
        return group

    def _content(self, caller: Caller, message_id: str) -> Answer | Response:
        """202 while LINE prepares it, 410 after unsend."""
        with self._platform.changed:
            content = self._content_of(caller, message_id)
            if content.unsent:
                raise Refused(_GONE)
            if content.preparing > 0:
                content.preparing -= 1
                return Answer(202, {})
        return Response(content.data, 200, content_type=content.media_type)

    def _transcoding(self, caller: Caller, message_id: str) -> Answer:
        content = self._content_of(caller, message_id)
        if content.unsent:
            return Answer(200, {"status": "failed"})
        return Answer(200, {"status": "processing" if content.preparing else "succeeded"})

    def _content_of(self, caller: Caller, message_id: str) -> Content:
        content = self._platform.contents.get(message_id)
        if content is None or content.channel is not caller.channel:
            raise Refused(_NOT_FOUND)
        return content

    def _webhook(self, caller: Caller) -> Answer:
        return Answer(200, {"endpoint": caller.channel.webhook_url, "active": True})

    def _set_webhook(self, caller: Caller) -> Answer:
        validate(limits.WEBHOOK, caller.body)
        caller.channel.webhook_url = caller.body["endpoint"]
        return Answer(200, {})

    def _test_webhook(self, caller: Caller) -> Answer:
        """Posts a webhook without events, as the Verify button does."""
        validate(limits.WEBHOOK_TEST, caller.body or {})
        channel = caller.channel
        url = (caller.body or {}).get("endpoint") or channel.webhook_url
        status = self._courier.post(channel, webhook_body(channel.bot_id, []), url=url)
        said = {"success": status == 200, "timestamp": self._platform.clock().isoformat(), "statusCode": status}
        reason = "OK" if status == 200 else "ERROR_STATUS_CODE" if status else "COULD_NOT_CONNECT"
        return Answer(200, {**said, "reason": reason, "detail": str(status)})
