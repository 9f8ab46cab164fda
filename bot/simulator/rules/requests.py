"""Checks an outgoing request's body as LINE would, and words the refusal as LINE does.

Stricter than LINE in one place: LINE passes over unknown properties outside flex messages; here they are
refused, because a misspelt property is a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.simulator.rules.json_checks import Check, Path, Problem, address, flag, items, matching, shape, words
from bot.simulator.rules.menu_object import rich_menu
from bot.simulator.rules.message_objects import message
from messages.line_limits import MAX_MESSAGES_PER_CALL, MAX_MULTICAST_RECIPIENTS

_messages = items(message, 1, MAX_MESSAGES_PER_CALL)
_SEND: Mapping[str, Check] = {
    "messages": _messages,
    "notificationDisabled": flag,
    "customAggregationUnits": items(words(1, 30), 0, 1),
}
_USER = matching("U[0-9a-f]{32}")


def _loading_seconds(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, bool) or value not in range(5, 61, 5):
        yield Problem("Must be a multiple of 5 between 5 and 60", path)


VALIDATE = shape({"messages": _messages}, ("messages",))
REPLY = shape({"messages": _messages, "notificationDisabled": flag, "replyToken": words(1)}, ("replyToken", "messages"))
PUSH = shape({**_SEND, "to": matching("[UCR][0-9a-f]{32}")}, ("to", "messages"))
MULTICAST = shape({**_SEND, "to": items(_USER, 1, MAX_MULTICAST_RECIPIENTS)}, ("to", "messages"))
LOADING = shape({"chatId": _USER, "loadingSeconds": _loading_seconds}, ("chatId",))
RICH_MENU = rich_menu
WEBHOOK = shape({"endpoint": address("https", "http", most=500)}, ("endpoint",))
WEBHOOK_TEST = shape({"endpoint": address("https", "http", most=500)})
"""LINE takes https webhooks only; http is for this machine."""


def check(messages: Any) -> list[dict[str, str]]:
    """What LINE would refuse in a request's `messages`, each as {"message", "property"}; empty where all is well."""
    return [_detail(problem) for problem in VALIDATE({"messages": messages}, ())]


def mentions(messages: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Mentions, for a chat that is no group: LINE takes them in groups only."""
    return [
        Problem("mention is not available in this chat", ("messages", position, "substitution", name))
        for position, sent in enumerate(messages)
        for name, item in (sent.get("substitution") or {}).items()
        if item and item["type"] == "mention"
    ]


def refusal(problems: Sequence[Problem]) -> dict[str, Any]:
    """The body of LINE's 400. LINE looks inside flex messages only when the rest is right, and at one of them."""
    plain = [problem for problem in problems if not _in_flex(problem.path)]
    if plain:
        summary = f"The request body has {len(plain)} error(s)"
        return {"message": summary, "details": [_detail(problem) for problem in plain]}
    first = problems[0].path[1]
    within = [_detail(problem) for problem in problems if problem.path[1] == first]
    return {"message": f"A message (messages[{first}]) in the request body is invalid", "details": within}


def _detail(problem: Problem) -> dict[str, str]:
    return {"message": problem.message, "property": _where(problem.path)}


def _in_flex(path: Path) -> bool:
    return path[0:1] == ("messages",) and path[2:3] == ("contents",)


def _where(path: Path) -> str:
    """messages[0].text; inside a flex container /body/contents/0/text, as LINE writes both."""
    if _in_flex(path) and len(path) > 3:
        return "".join(f"/{part}" for part in path[3:])
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
