"""Who has not reported yet: by person in the chat of planners and directors, by number alone in their group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from messages.chat.bubbles import Button, Text
from messages.chat.lists import PAGE, Listed
from messages.chat.postback import Postback, pack
from messages.chat.summaries import due_text, number_runs, round_title
from messages.figures.report import Report
from messages.line_limits import MAX_QUICK_REPLY_LABEL
from messages.project import RoundLike
from messages.texts import say
from messages.thai.dates import date_and_time
from messages.thai.text import shorten
from messages.words import Keyword, word

Hindrance = Literal["all_sent", "not_enrolled", "blocked", "just_reminded", "coming"]
"""Why somebody is not to be reminded now: all is sent; no push reaches them; a reminder came or comes by itself."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody who answers for projects of the round, known by `id`.

    `listed`: what is still to report or to correct, by number; `last`: when a reminder went to them last; `coming`:
    when the day's own comes by itself, where that is what hinders.
    """

    id: str
    name: str
    listed: tuple[Listed, ...] = ()
    hindrance: Hindrance | None = None
    last: datetime | None = None
    coming: datetime | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(project.no for project, _ in self.listed)


@dataclass(frozen=True, slots=True)
class RoundWatch:
    """What planners are shown of everybody in a round of `expected` projects.

    `people`: by name, who has sent everything too; `unowned`: numbers missing that nobody answers for; `sent`: numbers
    of which nothing is missing; `left` of `most` messages this month (None: no limit, or LINE never told), of which
    reminders may use `spendable`. `waits_until`: in hours nobody is written to, when a reminder asked for now comes.
    """

    people: tuple[Awaited, ...] = ()
    unowned: tuple[int, ...] = ()
    expected: int = 0
    left: int | None = None
    most: int | None = None
    spendable: int | None = None
    waits_until: datetime | None = None
    sent: tuple[int, ...] = ()

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        return tuple(one for one in self.people if one.listed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of the projects still to come, those of several people once."""
        return tuple(sorted({no for one in self.people for no in one.numbers} | set(self.unowned)))


def list_missing(watch: RoundWatch, round_: RoundLike, today: date, page: int = 1) -> Text:
    """A page of who has still to send, what of, and when they were reminded; the figure is said last, where it shows.

    A page that is no more (an old button) is the last one.
    """
    awaited, numbers = watch.awaited, watch.numbers
    if not numbers:
        return Text(say("missing.complete", expected=watch.expected))
    pages = max(1, -(-len(awaited) // PAGE))
    page = min(max(page, 1), pages)
    shown = awaited[(page - 1) * PAGE : page * PAGE]
    count = {"count": len(numbers), "expected": watch.expected, "people": len(awaited)}
    lines = (
        f"{round_title(round_)} · {due_text(round_.deadline, today)}",
        *((say("missing.page", page=page, pages=pages),) if pages > 1 else ()),
        *(line for one in shown for line in _person_lines(one)),
        *((say("missing.unowned", numbers=number_runs(watch.unowned)),) if watch.unowned else ()),
        say("missing.count_people", **count),
        *_ways(shown, page, pages),
    )
    return Text("\n".join(lines), _buttons(shown, page, pages))


def _person_lines(one: Awaited) -> Iterator[str]:
    yield f"• {one.name}"
    yield " · ".join((*by_state(one.listed), _reached(one)))


def by_state(listed: Sequence[Listed]) -> Iterator[str]:
    """The numbers that are equally far, together."""
    ordered = sorted(listed, key=lambda item: item[1])
    for state, together in groupby(ordered, key=lambda item: item[1]):
        numbers = number_runs([project.no for project, _ in together])
        yield say("missing.of_state", numbers=numbers, state=say(f"conversation.state.{state}"))


def _reached(one: Awaited) -> str:
    if one.hindrance in {"not_enrolled", "blocked"}:
        return say(f"missing.state.{one.hindrance}")
    return say("missing.reminded_at", moment=date_and_time(one.last)) if one.last else say("missing.never_reminded")


def _ways(shown: Sequence[Awaited], page: int, pages: int) -> Iterator[str]:
    reached = [one for one in shown if can_be_reached(one)]
    yield say("missing.how", name=reached[0].name) if reached else say("missing.how_by_phone")
    if page < pages:
        yield say("missing.next_page", page=page + 1)


def can_be_reached(one: Awaited) -> bool:
    """Whether a reminder would arrive."""
    return one.hindrance not in {"all_sent", "not_enrolled", "blocked"}


def _buttons(shown: Sequence[Awaited], page: int, pages: int) -> tuple[Button, ...]:
    reached = [one for one in shown if can_be_reached(one)]
    return (
        *map(remind_button, reached),
        *((_everybody_button(),) if len(reached) > 1 else ()),
        *((_page_button(page + 1),) if page < pages else ()),
    )


def _everybody_button() -> Button:
    said = word(Keyword.REMIND_ALL)
    return Button(said, pack(Postback(Keyword.REMIND_ALL)), said)


def remind_button(one: Awaited) -> Button:
    """Asks whether to remind that person, whatever they are called by then."""
    said = say("missing.remind.button", name=one.name)
    return Button(shorten(said, MAX_QUICK_REPLY_LABEL), pack(Postback(f"{Keyword.REMIND}:{one.id}")), said)


def _page_button(page: int) -> Button:
    data = pack(Postback(f"{Keyword.WHO_MISSING}:{page}"))
    return Button(say("conversation.button.more"), data, f"{word(Keyword.WHO_MISSING)} {page}")


def missing_numbers(report: Report) -> Text:
    """To the group: which projects are still to come, by group; whose they are is no matter of a group's."""
    missing = [row for row in report.rows if row.state.is_outstanding]
    expected = report.totals.expected
    if not missing:
        return Text(say("missing.complete", expected=expected))
    count = {"count": len(missing), "expected": expected, "numbers": number_runs([row.no for row in missing])}
    shares = _by_group((row.group, row.no) for row in missing)
    lines = (
        *(shares if len(shares) > 1 else ()),
        say("missing.count_numbers", **count),
        say("missing.names_in_private"),
    )
    return Text("\n".join(lines))


def _by_group(of: Iterable[tuple[str, int]]) -> list[str]:
    found: dict[str, list[int]] = {}
    for group, no in of:
        found.setdefault(group, []).append(no)
    return [
        say("missing.group", group=group or say("missing.no_group"), count=len(numbers), numbers=number_runs(numbers))
        for group, numbers in found.items()
    ]
