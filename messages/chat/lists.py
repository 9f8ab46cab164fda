"""Lists of an owner's projects and the short answers that are not about one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from messages.chat.bubbles import Button, Card, CardItem, Figure, Text, Tone, alt_text
from messages.chat.postback import Postback, pack
from messages.chat.prompts import project_line, report_button
from messages.chat.summaries import due_text, round_title
from messages.line_limits import MAX_POSTBACK_DATA, MAX_QUICK_REPLY_LABEL
from messages.project import ProjectLike, ReportState, RoundLike
from messages.texts import say
from messages.thai.text import shorten
from messages.words import Keyword, word

PAGE = 11
"""Projects on one page: LINE shows 13 quick replies at most and two are kept for the ways on."""
ITEM_NAME = 90
"""Grapheme clusters of a project's name on a card: three lines of a five-inch phone."""
SWEPT_NAMES = 30

Listed = tuple[ProjectLike, ReportState]

_ORDER = (ReportState.UNCONFIRMED, ReportState.DRAFT)
"""What needs least comes first."""
_TONES: Mapping[ReportState, Tone] = {
    ReportState.MISSING: "open",
    ReportState.DRAFT: "attention",
    ReportState.UNCONFIRMED: "attention",
    ReportState.RETURNED: "attention",
}


def choose_project(listed: Sequence[Listed], page: int = 0, *, untouched: int = 0) -> Card:
    """Which project to report: drafts first, then those still to do, one line each; what is sent has pages of its own.

    A chat shows the end of a card: there stands what is still to do, and how many. A page that is no more (an old
    button) shows the last one. With several `untouched` projects their common way is offered too.
    """
    pages = _pages(listed)
    page = min(page, len(pages) - 1)
    shown = pages[page]
    ways = (*_page_ways(page, pages), *((_sweep_button(),) if untouched > 1 else ()))
    drafts = [project.no for project, state in listed if state == ReportState.DRAFT]
    begun = (say("conversation.list.drafts", numbers=_numbers(drafts)),) if drafts else ()
    going_on = (*_unconfirmed_lines(listed), *begun)
    heading = say("conversation.list.choose", no=shown[0][0].no)
    return Card(
        alt=alt_text((*going_on, heading), _lines(shown, 40)),
        title=say("conversation.list.title"),
        subtitle="\n".join((*going_on, *_page_line(page, len(pages)))),
        items=tuple(_item(item, _choice_button(item[0])) for item in shown),
        note="\n".join((*_count_to_do(listed), say("conversation.list.how", no=shown[0][0].no))),
        buttons=(*(_choice_button(project) for project, _ in shown), *ways),
        keys=ways,
    )


def ask_meant(listed: Listed) -> Text:
    """Whether the one project that the words may mean is meant."""
    project = listed[0]
    text = say("conversation.list.meant", project=project_line(project))
    return Text(text, (_choice_button(project), _page_button(0)))


def choose_among(listed: Sequence[Listed]) -> Card:
    """The projects that the words may mean, best first; none is opened before it is chosen."""
    return Card(
        alt=alt_text((say("conversation.list.which"),), _lines(listed, 60)),
        title=say("conversation.list.which_title"),
        items=tuple(_item(item, _choice_button(item[0])) for item in listed),
        note=say("conversation.list.how", no=listed[0][0].no),
        buttons=(*(_choice_button(project) for project, _ in listed), _page_button(0)),
        keys=(_page_button(0),),
    )


def sort_by_urgency(listed: Sequence[Listed]) -> list[Listed]:
    """What waits to be confirmed, drafts, what else is still to do, what is sent."""
    places = {state: place for place, state in enumerate(_ORDER)}
    return sorted(listed, key=lambda item: (places.get(item[1], len(places)), not item[1].is_outstanding))


def _unconfirmed_lines(listed: Sequence[Listed]) -> tuple[str, ...]:
    """Which of them wait to be confirmed; their lines are tapped."""
    unconfirmed = [project.no for project, state in listed if state == ReportState.UNCONFIRMED]
    return (say("conversation.list.unconfirmed_ones", numbers=_numbers(unconfirmed)),) if unconfirmed else ()


def unconfirmed_line(project: ProjectLike) -> str:
    """That the report only waits for its owner's yes, and how to give it."""
    return say("conversation.list.unconfirmed", no=project.no)


def way_on(item: Listed) -> Button:
    """Starts or resumes that project's report from anywhere; one that waits to be confirmed says so."""
    project, state = item
    button = report_button(project)
    return (
        replace(button, label=say("conversation.list.check", no=project.no))
        if state == ReportState.UNCONFIRMED
        else button
    )


def _to_do(listed: Sequence[Listed]) -> list[Listed]:
    return [item for item in sort_by_urgency(listed) if item[1].is_outstanding]


def _pages(listed: Sequence[Listed]) -> list[list[Listed]]:
    """What is still to do, then what is sent; no page holds both."""
    to_do = _to_do(listed)
    sent = [item for item in listed if not item[1].is_outstanding]
    return [part[start : start + PAGE] for part in (to_do, sent) for start in range(0, len(part), PAGE)]


def _page_ways(page: int, pages: Sequence[Sequence[Listed]]) -> tuple[Button, ...]:
    """The next page, or what is sent; on the last one the way back to the first."""
    if len(pages) == 1:
        return ()
    if page == len(pages) - 1:
        return (_page_button(0, say("conversation.list.first_page")),)
    turns_to_sent = pages[page][0][1].is_outstanding and not pages[page + 1][0][1].is_outstanding
    return (_page_button(page + 1, say("conversation.list.sent_page") if turns_to_sent else ""),)


def _count_to_do(listed: Sequence[Listed]) -> tuple[str, ...]:
    """How many are still to send, where any are."""
    count = len(_to_do(listed))
    return (say("conversation.list.to_do", count=count, expected=len(listed)),) if count else ()


def _page_line(page: int, pages: int) -> tuple[str, ...]:
    return () if pages == 1 else (say("conversation.list.page", page=page + 1, pages=pages),)


def _page_button(page: int, label: str = "") -> Button:
    data = pack(Postback(f"page:{page}", question="project"))
    return Button(label or say("conversation.button.more"), data, word(Keyword.REPORT))


def _choice_button(project: ProjectLike) -> Button:
    data = pack(Postback(str(project.id), question="project"))
    return Button(say("conversation.button.report", no=project.no), data, f"{word(Keyword.REPORT)} {project.no}")


def _sweep_button() -> Button:
    said = word(Keyword.ALL_NOT_STARTED)
    return Button(say("conversation.button.all_not_started"), pack(Postback(Keyword.ALL_NOT_STARTED)), said)


def _item(item: Listed, button: Button) -> CardItem:
    project, state = item
    return CardItem(
        say("conversation.list.no", no=project.no),
        shorten(project.name, ITEM_NAME),
        say(f"conversation.state.{state}"),
        _TONES.get(state, "done"),
        button,
    )


def _lines(listed: Sequence[Listed], limit: int) -> list[str]:
    return [f"{project_line(project, limit)} · {say(f'conversation.state.{state}')}" for project, state in listed]


def my_projects(listed: Sequence[Listed]) -> Card:
    """Every project of the person with its state."""
    ordered, heading = sort_by_urgency(listed), say("conversation.list.mine", count=len(listed))
    return Card(
        alt=alt_text((heading,), _lines(ordered, 50), (_next_step(listed),)),
        title=heading,
        items=_starting(ordered),
        note="\n".join((*_count_to_do(listed), _next_step(listed))),
        buttons=_start_buttons(listed),
        keys=_more(ordered),
    )


def status(listed: Sequence[Listed], round_: RoundLike, today: date) -> Card:
    """How many of the person's projects are reported, and until when."""
    missing = _to_do(listed)
    counts = {"reported": len(listed) - len(missing), "expected": len(listed)}
    heading = (round_title(round_), due_text(round_.deadline, today), say("conversation.status.line", **counts))
    return Card(
        alt=alt_text(heading, _lines(missing[:PAGE], 40), (_next_step(listed),)),
        title=heading[0],
        subtitle=heading[1],
        figure=Figure(say("conversation.status.sent"), say("conversation.status.count", **counts)),
        items=_starting(missing),
        note="\n".join((*_count_to_do(listed), _next_step(listed))),
        buttons=_start_buttons(listed),
        keys=_more(missing),
    )


def _next_step(listed: Sequence[Listed]) -> str:
    missing = _to_do(listed)
    if missing and missing[0][1] == ReportState.UNCONFIRMED:
        return unconfirmed_line(missing[0][0])
    if missing:
        return say("conversation.list.next_step", no=missing[0][0].no)
    return say("conversation.list.all_sent", count=len(listed))


def _starting(listed: Sequence[Listed]) -> tuple[CardItem, ...]:
    """One page of lines that start, resume or change a report from anywhere."""
    return tuple(
        _item((project, state), way_on((project, state)) if state.is_outstanding else change_button(project))
        for project, state in listed[:PAGE]
    )


def _start_buttons(listed: Sequence[Listed]) -> tuple[Button, ...]:
    return tuple(way_on(item) for item in _to_do(listed)[:PAGE])


def _more(ordered: Sequence[Listed]) -> tuple[Button, ...]:
    """The way to the projects that are not on the card: the list to choose from goes on where it ends."""
    return (_page_button(1),) if len(ordered) > PAGE else ()


def change_button(project: ProjectLike) -> Button:
    """Opens that project's report again from anywhere; belongs to no session."""
    label, said = say("conversation.list.change", no=project.no), f"{word(Keyword.EDIT)} {project.no}"
    return Button(label, pack(Postback(f"report:{project.id}")), said)


def sweep(projects: Sequence[ProjectLike], status: str) -> Card:
    """Every project that would be sent as not started (`status`, as the form says it).

    By name as far as there is room, the others by number.
    """
    named, others = projects[:SWEPT_NAMES], projects[SWEPT_NAMES:]
    numbers = _numbers([project.no for project in others])
    closing = (*((say("conversation.sweep.more", numbers=numbers),) if others else ()), say("conversation.sweep.how"))
    ask = say("conversation.sweep.ask", count=len(projects), status=status)
    ways = (
        _sweep_answer_button(Keyword.YES, word(Keyword.CONFIRM)),
        _sweep_answer_button(Keyword.NO, word(Keyword.CANCEL)),
    )
    return Card(
        alt=alt_text((ask,), [project_line(project) for project in named], closing),
        title=say("conversation.sweep.title"),
        subtitle=ask,
        items=tuple(
            CardItem(say("conversation.list.no", no=project.no), shorten(project.name, ITEM_NAME)) for project in named
        ),
        note="\n".join(closing),
        buttons=ways,
        keys=ways,
        leads=True,
    )


def _sweep_answer_button(action: Keyword, label: str) -> Button:
    return Button(label, pack(Postback(action, question="all_not_started")), label)


def sweep_receipt(numbers: Sequence[int], status: str, *, late: bool) -> Text:
    """The receipt for all of them."""
    heading = "conversation.sweep.late" if late else "conversation.sweep.sent"
    lines = (say(heading, count=len(numbers), numbers=_numbers(numbers)), say("conversation.sweep.as", status=status))
    return Text("\n".join(lines))


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(str(no) for no in numbers)


def plain(text_id: str, /, **values: object) -> Text:
    """A sentence of the catalogue as a bubble."""
    return Text(say(text_id, **values))


def meant_to_type(text: str, others: Sequence[Button]) -> Text:
    """What a text typed on the wrong layout was meant to be; the first button types it, `others` stay as they were.

    A text too long for a postback has no button: it is typed again.
    """
    return Text(say("conversation.retyped", text=text), (*retyped_button(text), *others))


def retyped_button(text: str) -> tuple[Button, ...]:
    """Types that text; none where it is too long for a button."""
    data = pack(Postback(f"say:{text}"))
    return (Button(shorten(text, MAX_QUICK_REPLY_LABEL), data, text),) if len(data) <= MAX_POSTBACK_DATA else ()


def lateness(round_: RoundLike, today: date, whom_to_ask: str | None) -> Text:
    """Until when a report may come and what counts as late; whom to ask for more time, None for who grants it."""
    more = (
        say("conversation.lateness.planner")
        if whom_to_ask is None
        else say("conversation.lateness.owner", who=whom_to_ask)
    )
    return Text("\n".join((due_text(round_.deadline, today), say("conversation.lateness.taken"), more)))


def help_text(no: int | None, whom_to_ask: str, *, is_planner: bool, is_owner: bool = True) -> Text:
    """What can be typed: for planners, for owners (of project `no`, among others), or both; and whom to call."""
    numbered = "" if no is None else "\n" + say("conversation.help.numbered", no=no)
    parts = (
        say("conversation.help.heading"),
        *((say("conversation.help.planner"),) if is_planner else ()),
        *((say("conversation.help.owner", numbered=numbered),) if is_owner else ()),
        say("conversation.help.everybody"),
        say("conversation.help.person", who=whom_to_ask),
    )
    buttons = (*(planner_buttons() if is_planner else ()), *((_word_button(Keyword.REPORT),) if is_owner else ()))
    return Text("\n".join(parts), buttons)


def planner_buttons() -> tuple[Button, ...]:
    """What planners come for, in their own chat and in their group."""
    return tuple(map(_word_button, (Keyword.SUMMARY, Keyword.WHO_MISSING, Keyword.DOCUMENTS)))


def _word_button(keyword: Keyword) -> Button:
    return Button(word(keyword), pack(Postback(keyword)), word(keyword))
