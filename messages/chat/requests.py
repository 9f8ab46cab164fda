"""What owners ask the planners for: shown back before it is sent, shown to planners to be decided, told when it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from messages.chat.bubbles import Button, Card, CardItem, CardRow, Text, alt_text
from messages.chat.lists import ITEM_NAME, PAGE
from messages.chat.postback import Postback, pack
from messages.chat.prompts import project_line, report_button
from messages.project import ProjectLike
from messages.texts import say
from messages.thai.dates import date_and_time
from messages.thai.text import shorten
from messages.words import Keyword, word

QUESTION = "request"
"""Of the buttons that send a request or do not."""
WHICH = "request_project"
"""Of the buttons that tell which project it is about."""
NAMESAKES = 5
"""People of one name that are named; the others are counted."""
MAX_TO = 60
"""Grapheme clusters of a name as its writer typed it."""


def wish_of(to: str) -> str:
    """ขอย้ายไปให้ ครูมาลี; ขอไม่รับผิดชอบ where nobody is named."""
    return say("requests.wish_hand_over", to=shorten(to, MAX_TO)) if to else say("requests.wish_not_mine")


def wish_for(no: int, to: str) -> str:
    """ที่ 4 ขอย้ายไปให้ ครูมาลี"""
    return say("requests.wish_of", no=no, wish=wish_of(to))


def ask_to_send(project: ProjectLike, to: str, session: str, *, is_held: bool = False) -> Text:
    """What would be asked of the planners; nothing is sent before a yes. `is_held`: the words may be an answer."""
    named = project_line(project)
    asked = (
        say("requests.ask_hand_over", to=shorten(to, MAX_TO), project=named)
        if to
        else say("requests.ask_not_mine", project=named)
    )
    send, keep = say("requests.send"), say("requests.keep")
    buttons = (
        Button(send, pack(Postback(Keyword.YES, session, QUESTION)), word(Keyword.YES)),
        Button(keep, pack(Postback(Keyword.NO, session, QUESTION)), word(Keyword.NO)),
    )
    if not is_held:
        return Text("\n".join((asked, say("requests.ask_how"))), buttons)
    taken = word(Keyword.AS_ANSWER)
    held = Button(taken, pack(Postback(Keyword.AS_ANSWER, session, QUESTION)), taken)
    return Text("\n".join((asked, say("requests.ask_how"), say("requests.ask_held"))), (*buttons, held))


def which_project(projects: Sequence[ProjectLike]) -> Card:
    """Which of the person's projects the request is about."""
    shown, ask = projects[:PAGE], say("requests.which")
    more = (say("requests.which_more"),) if len(projects) > PAGE else ()
    return Card(
        alt=alt_text((say("requests.which_title"), ask), [project_line(project, 40) for project in shown], more),
        title=say("requests.which_title"),
        items=tuple(
            CardItem(
                say("conversation.list.no", no=project.no),
                shorten(project.name, ITEM_NAME),
                say("requests.choose"),
                button=_which_button(project),
            )
            for project in shown
        ),
        note="\n".join((ask, *more)),
        buttons=tuple(_which_button(project) for project in shown),
        tone="plain",
    )


def _which_button(project: ProjectLike) -> Button:
    label = say("conversation.list.no", no=project.no)
    return Button(label, pack(Postback(str(project.id), question=WHICH)), str(project.no))


def sent(project: ProjectLike, to: str) -> Text:
    """That it is with the planners, what goes on meanwhile, and how it is taken back."""
    heading = (
        say("requests.sent_hand_over", no=project.no, to=shorten(to, MAX_TO))
        if to
        else say("requests.sent_not_mine", no=project.no)
    )
    how = say("requests.how_to_withdraw", no=project.no)
    return Text("\n".join((heading, say("requests.until_decided"), how)))


def own_requests(wishes: Sequence[tuple[int, str]]) -> Text:
    """The person's own that wait: number of the project, and to whom it is to go."""
    if not wishes:
        return Text(say("requests.nothing_to_withdraw"))
    lines = (
        say("requests.mine", count=len(wishes)),
        *(wish_for(no, to) for no, to in wishes),
        say("requests.how_to_withdraw", no=wishes[0][0]),
    )
    return Text("\n".join(lines))


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request as planners see it. `successor`: the listed person meant, "" where there is none of that name.

    `namesakes`: the listed people of that name, where they are several; `is_last`: nobody else answers for the project.
    """

    id: str
    no: int
    name: str
    owner: str
    asked_at: datetime
    to: str = ""
    successor: str = ""
    is_last: bool = False
    namesakes: tuple[str, ...] = ()


def who_succeeds(no: int, to: str, owner: str, namesakes: Sequence[str]) -> Text:
    """Why nobody was given the project: nobody is listed under that name, or several are."""
    told = {"no": no, "to": shorten(to, MAX_TO), "owner": owner}
    if not namesakes:
        return Text(say("requests.successor_not_listed", **told))
    return Text(say("requests.successor_of_several", names=_names(namesakes), name=namesakes[0], **told))


def _names(namesakes: Sequence[str]) -> str:
    more = len(namesakes) - NAMESAKES
    shown = ", ".join(namesakes[:NAMESAKES])
    return say("requests.namesakes_more", names=shown, count=more) if more > 0 else shown


def waiting_cards(waiting: Sequence[WaitingRequest], most: int) -> tuple[Text | Card, ...]:
    """One card a request, the oldest first, at most `most`; what more there is, is counted."""
    if not waiting:
        return (Text(say("requests.none")),)
    shown, left = waiting[:most], len(waiting) - most
    *before, last = (_waiting_card(one, position, len(waiting)) for position, one in enumerate(shown, start=1))
    return (*before, _with_rest(last, left) if left > 0 else last)


def _with_rest(card: Card, left: int) -> Card:
    more = say("requests.more", count=left)
    return replace(card, alt=f"{card.alt}\n{more}", note=f"{card.note}\n{more}")


def _waiting_card(one: WaitingRequest, position: int, count: int) -> Card:
    no, wish, how = one.no, wish_of(one.to), say("requests.how", no=one.no)
    rows = (
        CardRow(say("requests.owner"), one.owner, strong=True),
        CardRow(say("requests.wish"), wish, strong=True),
        *_successor_rows(one),
        CardRow(say("requests.asked_at"), date_and_time(one.asked_at)),
    )
    warning = (say("requests.nobody_else"),) if one.is_last and not one.to else ()
    note = "\n".join((*warning, how))
    successor = [row.value for row in _successor_rows(one)]
    return Card(
        alt="\n".join((say("requests.alt", no=no, owner=one.owner, wish=wish), *successor, note)),
        title=say("requests.title", position=position, count=count, no=no),
        subtitle=one.name,
        rows=rows,
        note=note,
        keys=(_decide_button(Keyword.GRANT, one), _decide_button(Keyword.DENY, one)),
        tone="attention",
    )


def _successor_rows(one: WaitingRequest) -> tuple[CardRow, ...]:
    if not one.to:
        return ()
    return (CardRow(say("requests.successor"), _successor(one)),)


def _successor(one: WaitingRequest) -> str:
    if one.successor:
        return say("requests.successor_known", name=one.successor)
    if one.namesakes:
        return say("requests.successor_several", names=_names(one.namesakes))
    return say("requests.successor_unknown")


def _decide_button(keyword: Keyword, one: WaitingRequest) -> Button:
    """Of this very request, whatever else waits by then."""
    label = word(keyword)
    return Button(label, pack(Postback(f"{keyword}:{one.id}")), f"{label} {one.no}")


def told_to_owner(project: ProjectLike, to: str, successor: str, *, is_granted: bool, who: str) -> Text:
    """To who asked: what was decided, and what that means."""
    named = project_line(project, 50)
    if not is_granted:
        refused = say("requests.owner_denied", project=named, no=project.no, who=who)
        return Text(refused, (report_button(project),))
    if to or successor:
        heir = successor or shorten(to, MAX_TO)
        return Text(say("requests.owner_granted_hand_over", project=named, successor=heir))
    return Text(say("requests.owner_granted_not_mine", project=named))


def asked_once(no: int, to: str, asked_at: datetime, outcome: str | None) -> str:
    """One request as the person's own data: what was asked, when, and what became of it."""
    state = say(f"requests.outcome.{outcome}") if outcome else say("requests.waiting")
    return say("requests.asked_once", wish=wish_for(no, to), moment=date_and_time(asked_at), state=state)


def in_lines(lines: Sequence[str]) -> Text:
    """Several sentences about requests, a line each."""
    return Text("\n".join(lines))


def told_to_successor(project: ProjectLike) -> Text:
    """To who answers for the project from now on."""
    told = say("requests.successor_granted", project=project_line(project, 50), no=project.no)
    return Text(told, (report_button(project),))
