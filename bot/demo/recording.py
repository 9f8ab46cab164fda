"""Writes down a conversation on the simulator as a dialog file (tests/dialogs/dialog.py tells how those are written).

It begins where the demo begins: everybody enrolled, and the sample's reports sent except those left to the visitor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.demo.actors import Message, buttons_of, keys_of, question_of
from bot.simulator.controls import NotSaved
from bot.simulator.platform import Platform
from bot.simulator.records import ChatLine
from messages.chat.postback import pack, unpack
from messages.samples import Sample, SamplePerson, sample
from messages.texts import say
from messages.thai.dates import BANGKOK
from storage.vocabulary import Role

_SENDS = {"sticker": "sticker", "image": "image", "audio": "voice", "file": "file", "location": "location"}
_MAX_LINE = 120
"""Characters of a line that is expected: enough to know it by."""


@dataclass
class _RecordedTurn:
    """`action` is what the person did, as a line of TOML; `heard` what was answered."""

    at: datetime
    action: str
    person: str = ""
    heard: list[Message] = field(default_factory=list)


def record_dialog(platform: Platform, chat: str, since: int, office: str) -> str:
    """The lines of `chat` from number `since` on, as a dialog of that sample office. Raises NotSaved."""
    entries = platform.chats.lines_in(chat, since=since - 1)
    if any(entry.message.get("unsent") for entry in entries):
        raise NotSaved(say("simulator.save.unsent"))
    turns = list(_turns(platform, entries))
    if not turns:
        raise NotSaved(say("simulator.save.nothing"))
    is_group = chat in platform.directory.groups
    head = list(_head(platform, chat, sample(office), office, turns[0].at))
    tables = [line for turn in turns for line in ("", *_turn_lines(turn, in_group=is_group))]
    return "\n".join((*head, *tables, ""))


def _turns(platform: Platform, entries: Sequence[ChatLine]) -> Iterator[_RecordedTurn]:
    turn: _RecordedTurn | None = None
    earlier: Sequence[Message] = ()
    for entry in entries:
        if not entry.from_bot:
            if turn:
                yield turn
                earlier = turn.heard or earlier
            turn = _RecordedTurn(entry.at, _action_line(entry, earlier), platform.directory.people[entry.sender])
            continue
        if turn is None or (entry.pushed and turn.heard and not _together(turn, entry)):
            if turn:
                yield turn
                earlier = turn.heard or earlier
            turn = _RecordedTurn(entry.at, "ticks = true")
        turn.heard.append(entry.message)
    if turn:
        yield turn


def _together(turn: _RecordedTurn, entry: ChatLine) -> bool:
    """Whether a push belongs to what was pushed a moment before."""
    return turn.action == "ticks = true" and entry.at - turn.at < timedelta(seconds=5)


def _action_line(entry: ChatLine, earlier: Sequence[Message]) -> str:
    if entry.tapped is not None:
        return _tap(entry.tapped, earlier)
    kind = str(entry.message["type"])
    if kind == "text":
        return f"says = {_quote(str(entry.message['text']))}"
    if kind not in _SENDS:
        raise NotSaved(say("simulator.save.unknown"))
    return f"sends = {_quote(_SENDS[kind])}"


def _tap(data: str, earlier: Sequence[Message]) -> str:
    """A tap by what the button does; a button that lies further back cannot be named."""
    offered = [*buttons_of(earlier), *keys_of(earlier)] if earlier else []
    button = unpack(data)
    if pack(button) not in map(pack, offered):
        raise NotSaved(say("simulator.save.old_button"))
    same = [other for other in offered if other.action == button.action]
    asked = f"\nof = {_quote(button.question)}" if len({other.question for other in same}) > 1 else ""
    return f"taps = {_quote(button.action)}{asked}"


def _head(platform: Platform, chat: str, found: Sample, office: str, at: datetime) -> Iterator[str]:
    yield f"# {say('simulator.save.title', day=at.astimezone(BANGKOK).date().isoformat())}"
    yield f"office = {_quote(office)}"
    yield f"at = {_quote(_iso(at))}"
    group = platform.directory.groups.get(chat)
    if group:
        yield f"group = {_quote(group.name)}"
    members = group.members if group else [chat]
    names = {platform.directory.people[member] for member in members}
    people = [person for person in found.people if person.name in names]
    if not people:
        raise NotSaved(say("simulator.save.stranger"))
    seen = people if all(person.role == Role.OWNER for person in people) else found.people
    yield f"reported = {_quote(','.join(_reported_numbers(seen, found)))}"
    for person in people:
        yield from ("", "[[person]]", f"name = {_quote(person.name)}", f"role = {_quote(person.role)}")
        yield f"projects = {_quote(person.projects)}"


def _reported_numbers(people: Sequence[SamplePerson], found: Sample) -> Iterator[str]:
    """What had been sent when the visitor came: an owner sees only their own of it, planners see all."""
    for person in people:
        yield from (no for no in person.projects.split(",") if no and int(no) not in found.left_in_demo)


def _turn_lines(turn: _RecordedTurn, *, in_group: bool) -> Iterator[str]:
    yield "[[turn]]"
    if turn.person:
        yield f"person = {_quote(turn.person)}"
    yield f"at = {_quote(_iso(turn.at))}"
    if in_group:
        yield "in_group = true"
    yield turn.action
    if not turn.heard:
        yield "silent = true"
        return
    yield f"asks = {_quote(question_of(turn.heard))}"
    expected = [line for message in turn.heard if (line := _first_line(message))]
    yield f"hears = [{', '.join(map(_quote, expected))}]"


def _first_line(message: Message) -> str:
    words = str(message.get("text") or message.get("altText") or "")
    return next((line for line in words.splitlines() if line), "")[:_MAX_LINE]


def _iso(moment: datetime) -> str:
    return moment.astimezone(BANGKOK).isoformat(timespec="seconds")


def _quote(text: str) -> str:
    """A TOML basic string: JSON's escapes are all among TOML's."""
    return json.dumps(text, ensure_ascii=False)
