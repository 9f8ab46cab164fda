"""A reminder a planner asks for: whom, of what, at what cost, asked once; and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.chat.bubbles import Button, Text
from messages.chat.missing import Awaited, RoundWatch, by_state, remind_button
from messages.chat.postback import Postback, pack
from messages.chat.summaries import number_runs
from messages.texts import say
from messages.thai.dates import bangkok_day, clock, date_and_time, weekday_date
from messages.words import Keyword, word

NAMED = 12
"""People named in one sentence; the others are counted."""
QUESTION = "remind"


def ask_to_remind(watch: RoundWatch, chosen: Sequence[Awaited], hindered: Sequence[Awaited] = ()) -> Text:
    """Whom, of what, and what it costs; `hindered`: who was meant too and is not to be reminded now."""
    lines = (
        *why_not(hindered),
        _whom(chosen),
        *_when(watch),
        cost_line(watch, len(chosen)),
        say("missing.remind.how"),
    )
    return Text("\n".join(lines), _answers())


def _whom(chosen: Sequence[Awaited]) -> str:
    if len(chosen) == 1:
        return say("missing.remind.ask", name=chosen[0].name, projects=" · ".join(by_state(chosen[0].listed)))
    projects = {no for one in chosen for no in one.numbers}
    return say("missing.remind.ask_several", count=len(chosen), projects=len(projects), names=_names(chosen))


def _answers() -> tuple[Button, ...]:
    return tuple(
        Button(word(said), pack(Postback(action, question=QUESTION)), word(said))
        for action, said in ((Keyword.YES, Keyword.CONFIRM), (Keyword.NO, Keyword.CANCEL))
    )


def _when(watch: RoundWatch) -> Iterator[str]:
    if watch.waits_until:
        moment = watch.waits_until
        yield say("missing.remind.later", day=weekday_date(bangkok_day(moment)), time=clock(moment))


def cost_line(watch: RoundWatch, cost: int) -> str:
    """What it costs, and what is left of the month's messages where LINE told."""
    if watch.left is None:
        return say("missing.remind.cost", cost=cost)
    return say("missing.remind.cost_of", cost=cost, left=watch.left, most=watch.most)


def too_dear(watch: RoundWatch, cost: int) -> Text:
    """The month's messages would not suffice."""
    left, spendable = watch.left or 0, max(watch.spendable or 0, 0)
    if left > spendable:
        kept = left - spendable
        return Text(say("missing.remind.short", left=left, most=watch.most, kept=kept, cost=cost))
    return Text(say("missing.remind.short_all", left=left, most=watch.most, cost=cost))


def why_not(hindered: Sequence[Awaited]) -> Iterator[str]:
    """A line for each of few, one for many."""
    if len(hindered) > NAMED:
        yield say("missing.remind.not_these", count=len(hindered), names=_names(hindered))
        return
    yield from map(_hindrance, hindered)


def _hindrance(one: Awaited) -> str:
    moment = date_and_time(one.last) if one.last else ""
    time = clock(one.coming) if one.coming else ""
    return say(f"missing.hindrance.{one.hindrance}", name=one.name, moment=moment, time=time)


def nobody_to_remind(hindered: Sequence[Awaited]) -> Text:
    """Why none of those meant is reminded."""
    alone = () if len(hindered) == 1 else (say("missing.remind.nobody_to_remind"),)
    return Text("\n".join((*why_not(hindered), *alone)))


def nobody_of(watch: RoundWatch, no: int) -> Text:
    """Why nobody is to be reminded of that project: it is sent, nobody answers for it, or there is none."""
    if no in watch.sent:
        return Text(say("missing.remind.sent_number", no=no))
    return Text(say("missing.remind.unowned_number" if no in watch.unowned else "missing.remind.no_such_number", no=no))


def which_person(several: Sequence[Awaited]) -> Text:
    """Several who have still to send may be meant by the words."""
    shown = several[:NAMED]
    lines = (
        say("missing.remind.which"),
        *(say("missing.remind.which_person", name=one.name, numbers=number_runs(one.numbers)) for one in shown),
        say("missing.remind.which_how", no=shown[0].numbers[0]),
    )
    return Text("\n".join(lines), tuple(map(remind_button, shown)))


def receipt(watch: RoundWatch, told: Sequence[Awaited], hindered: Sequence[Awaited]) -> Text:
    """Who was reminded, or will be, and who was not; `watch` as it was before."""
    lines = (*_told(watch, told), *why_not(hindered), *_left(watch, told))
    return Text("\n".join(lines) or say("missing.remind.none"))


def _told(watch: RoundWatch, told: Sequence[Awaited]) -> Iterator[str]:
    if not told:
        return
    if watch.waits_until:
        day, time = weekday_date(bangkok_day(watch.waits_until)), clock(watch.waits_until)
        yield say("missing.remind.wished", day=day, time=time, names=_names(told))
    else:
        yield say("missing.remind.done", names=_names(told))


def _left(watch: RoundWatch, told: Sequence[Awaited]) -> Iterator[str]:
    if watch.left is not None and told and not watch.waits_until:
        yield say("missing.remind.left", left=max(watch.left - len(told), 0), most=watch.most)


def _names(people: Sequence[Awaited]) -> str:
    named = ", ".join(one.name for one in people[:NAMED])
    more = len(people) - NAMED
    return say("missing.remind.ask_more", names=named, count=more) if more > 0 else named
