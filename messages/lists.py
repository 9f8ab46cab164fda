"""Lists of an owner's projects and the short answers that are not about one report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages.bubbles import LABEL_LIMIT, Button, Text
from messages.postback import DATA_LIMIT, Postback, pack
from messages.project import Project, Round
from messages.prompts import project_line, report_button
from messages.summaries import due_text, round_title
from messages.texts import say
from messages.thai.text import shorten
from messages.words import word

PAGE = 11
"""Projects on one page of quick replies; LINE shows 13 at most and two are kept for the ways on."""
NAMES_PER_LIST = 40
SWEPT_NAMES = 30

Listed = tuple[Project, str]
"""A project and its state: missing, draft, submitted, returned or accepted."""


def choose_project(listed: Sequence[Listed], page: int = 0, *, untouched: int = 0) -> Text:
    """Which project to report: those still to do first, one button each, further pages on demand.

    A page that is no more (an old button) shows the last one. With several `untouched` projects their common way is
    offered too.
    """
    ordered = sorted(listed, key=lambda item: item[1] not in _OPEN_STATES)
    page = min(page, (len(ordered) - 1) // PAGE)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    buttons = [_project_button(project) for project, _ in shown]
    if len(ordered) > (page + 1) * PAGE:
        buttons.append(_page_button(page + 1))
    if untouched > 1:
        buttons.append(_sweep_button())
    heading = say("conversation.list.choose", no=shown[0][0].no)
    return Text("\n".join((heading, *(_item(item, 40) for item in shown))), tuple(buttons))


def choose_among(listed: Sequence[Listed]) -> Text:
    """The projects that the words may mean, best first; none is opened before it is chosen."""
    buttons = (*(_project_button(project) for project, _ in listed), _page_button(0))
    lines = (say("conversation.list.which"), *(_item(item, 60) for item in listed))
    return Text("\n".join(lines), buttons)


_OPEN_STATES = {"missing", "draft", "returned"}


def _project_button(project: Project) -> Button:
    return Button(
        say("conversation.button.report", no=project.no),
        pack(Postback(str(project.no), question="project")),
        f"{word('report')} {project.no}",
    )


def _sweep_button() -> Button:
    said = word("all_not_started")
    return Button(say("conversation.button.all_not_started"), pack(Postback("all_not_started")), said)


def sweep(projects: Sequence[Project]) -> Text:
    """Every project that would be sent as not started, by name as far as there is room, the others by number."""
    named, others = projects[:SWEPT_NAMES], projects[SWEPT_NAMES:]
    lines = [say("conversation.sweep.ask", count=len(projects)), *(project_line(project, 60) for project in named)]
    if others:
        lines.append(say("conversation.sweep.more", numbers=_numbers([project.no for project in others])))
    names = (("yes", word("confirm")), ("no", word("cancel")))
    buttons = tuple(Button(label, pack(Postback(action, question="all_not_started")), label) for action, label in names)
    return Text("\n".join((*lines, say("conversation.sweep.how"))), buttons)


def swept(numbers: Sequence[int], *, late: bool) -> Text:
    """The receipt for all of them."""
    heading = "conversation.sweep.late" if late else "conversation.sweep.sent"
    return Text("\n".join((say(heading, count=len(numbers), numbers=_numbers(numbers)), say("conversation.sweep.as"))))


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(str(no) for no in numbers)


def _page_button(page: int) -> Button:
    return Button(say("conversation.button.more"), pack(Postback(f"page:{page}", question="project")), word("report"))


def _item(item: Listed, limit: int) -> str:
    project, state = item
    line = project_line(project, limit)
    return f"{line} · {say(f'conversation.state.{state}')}"


def my_projects(listed: Sequence[Listed]) -> Text:
    """Every project of the person with its state."""
    heading = say("conversation.list.mine", count=len(listed))
    lines = [_item(item, 50) for item in listed[:NAMES_PER_LIST]]
    return Text("\n".join((heading, *lines, say("conversation.list.next_step"))), _start_buttons(listed))


def status(listed: Sequence[Listed], round_: Round, today: date) -> Text:
    """How many of the person's projects are reported, and until when."""
    missing = [item for item in listed if item[1] in _OPEN_STATES]
    line = say("conversation.status.line", reported=len(listed) - len(missing), expected=len(listed))
    closing = say("conversation.list.next_step") if missing else say("conversation.list.all_sent", count=len(listed))
    lines = (round_title(round_), due_text(round_.deadline, today), line, *(_item(item, 40) for item in missing[:PAGE]))
    return Text("\n".join((*lines, closing)), _start_buttons(listed))


def _start_buttons(listed: Sequence[Listed]) -> tuple[Button, ...]:
    missing = [project.no for project, state in listed if state in _OPEN_STATES]
    return tuple(report_button(no) for no in missing[:PAGE])


def plain(text_id: str, /, **values: object) -> Text:
    """A sentence of the catalogue as a bubble."""
    return Text(say(text_id, **values))


def meant_to_type(text: str, others: Sequence[Button]) -> Text:
    """What a text typed on the wrong layout was meant to be; the first button types it, `others` stay as they were.

    A text too long for a postback has no button: it is typed again.
    """
    data = pack(Postback(f"say:{text}"))
    button = (Button(shorten(text, LABEL_LIMIT), data, text),) if len(data) <= DATA_LIMIT else ()
    return Text(say("conversation.retyped", text=text), (*button, *others))


def help_text(*, planner: bool) -> Text:
    """What can be typed, for owners and, besides, for planners."""
    parts = (say("conversation.help.owner"), *((say("conversation.help.planner"),) if planner else ()))
    start = Button(word("report"), pack(Postback("report")), word("report"))
    return Text("\n".join(parts), (start,))
