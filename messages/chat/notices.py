"""What Tanrob says of its own accord or at the door.

Enrolment, opening, reminder, personal data, the planners' group.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from messages.chat.bubbles import Button, Text
from messages.chat.lists import Listed, change_button, planner_buttons, sort_by_urgency, unconfirmed_line, way_on
from messages.chat.postback import Postback, pack
from messages.chat.prompts import project_line, report_button
from messages.chat.review import OtherSender
from messages.chat.summaries import Late, due_text, round_title
from messages.line_limits import MAX_TEXT
from messages.project import ProjectLike, ReportState, RoundLike
from messages.texts import say
from messages.thai.dates import bangkok_day, clock, date_and_time, weekday_date
from messages.thai.money import baht
from messages.thai.text import cut_utf16, utf16
from messages.words import Keyword, word

LISTED = 8
"""Projects named in an opening or a reminder; the others are counted."""


def consent(office: str, role: str, numbers: Sequence[int]) -> Text:
    """The privacy notice at enrolment (PDPA B.E. 2562), accepted with yes."""
    if numbers:
        duty = say("notices.consent_projects", count=len(numbers), numbers=_join_numbers(numbers))
    else:
        duty = say("notices.consent_no_projects", role=say(f"notices.role.{role}"))
    lines = (
        say("notices.heading", office=office),
        duty,
        say("notices.consent_privacy"),
        say("notices.consent_how"),
    )
    return Text("\n".join(lines), _consent_buttons())


def privacy_details() -> Text:
    return Text(say("notices.privacy_details"), _consent_buttons())


def _consent_buttons() -> tuple[Button, ...]:
    accept, details = say("notices.consent_accept"), say("notices.consent_details")
    return (
        Button(accept, pack(Postback(Keyword.YES, question="consent")), accept),
        Button(details, pack(Postback("more", question="consent")), details),
    )


def _join_numbers(numbers: Sequence[int]) -> str:
    return ", ".join(str(no) for no in numbers)


def welcome(projects: Sequence[ProjectLike], round_: RoundLike | None, today: date, *, planner: bool) -> Text:
    """After enrolment: what is due and when, or that nothing is yet; to planners first what they can ask."""
    lines = [say("notices.welcome"), *((say("notices.welcome_planner"),) if planner else ())]
    if round_ and projects:
        due = due_text(round_.deadline, today)
        lines += [say("notices.welcome_round", round=round_title(round_), due=due), *_named(projects)]
        lines.append(say("notices.start"))
    elif projects:
        lines.append(say("notices.welcome_no_round"))
    buttons = (*(planner_buttons() if planner else ()), *(_report_buttons(projects) if round_ else ()))
    return Text("\n".join(lines), buttons)


def opening(round_: RoundLike, projects: Sequence[ProjectLike], *, has_moved: bool = False) -> Text:
    """The round has opened: what this person has to report, and by when (another day than was told, if it moved)."""
    lines = (
        *_deadline_lines(round_, has_moved=has_moved),
        say("notices.opening", round=round_title(round_)),
        say("notices.opening_due", day=weekday_date(round_.deadline)),
        say("notices.to_report", count=len(projects)),
        *_named(projects),
        say("notices.start"),
    )
    return Text("\n".join(lines), _report_buttons(projects))


def reminder(
    round_: RoundLike,
    today: date,
    missing: Sequence[Listed],
    count: int,
    *,
    can_wait: bool,
    has_moved: bool = False,
) -> Text:
    """One a person, however many of the person's `count` projects are missing; says first where the deadline moved.

    What is all answered and waits to be confirmed is told apart. `can_wait`: whether another reminder may be asked for;
    not where it would come after the deadline.
    """
    lines = (
        *_deadline_lines(round_, has_moved=has_moved),
        due_text(round_.deadline, today),
        *_missing_lines(missing, count),
        *((say("notices.or_snooze", snooze=word(Keyword.SNOOZE)),) if can_wait else ()),
    )
    buttons = tuple(way_on(item) for item in sort_by_urgency(missing)[:LISTED])
    return Text("\n".join(lines), (*buttons, *((_snooze_button(),) if can_wait else ())))


def _missing_lines(missing: Sequence[Listed], count: int) -> tuple[str, ...]:
    """Those that wait to be confirmed first: one word is all they need."""
    unconfirmed = [project for project, state in missing if state == ReportState.UNCONFIRMED]
    others = [project for project, state in missing if state != ReportState.UNCONFIRMED]
    to_confirm = (
        (say("notices.unconfirmed", count=len(unconfirmed)), *_named(unconfirmed), unconfirmed_line(unconfirmed[0]))
        if unconfirmed
        else ()
    )
    told = {"missing": len(others), "count": count}
    to_begin = (say("notices.missing_of", **told), *_named(others), say("notices.start")) if others else ()
    return (*to_confirm, *to_begin)


def deadline_moved(round_: RoundLike, today: date) -> Text:
    """To the planners and their group: the deadline is another day from now on."""
    lines = (
        *_deadline_lines(round_, has_moved=True),
        round_title(round_),
        due_text(round_.deadline, today),
        say("notices.moved_how", summary=word(Keyword.SUMMARY)),
    )
    return Text("\n".join(lines))


def _deadline_lines(round_: RoundLike, *, has_moved: bool) -> tuple[str, ...]:
    return (say("notices.moved", day=weekday_date(round_.deadline)),) if has_moved else ()


def _snooze_button() -> Button:
    return Button(word(Keyword.SNOOZE), pack(Postback(Keyword.SNOOZE)), word(Keyword.SNOOZE))


def snooze_receipt(morning: datetime, *, in_time: bool) -> Text:
    """The reminder asked for comes at that moment; `in_time`: before the deadline has passed, or long after it."""
    named = {"day": weekday_date(bangkok_day(morning)), "time": clock(morning)}
    return Text(say("notices.snoozed" if in_time else "notices.snoozed_too_late", **named))


def returned_reports(round_: RoundLike, today: date, projects: Sequence[ProjectLike]) -> Text:
    """Reports the planners sent back: what to correct, and by when."""
    lines = (
        say("notices.returned", count=len(projects)),
        due_text(round_.deadline, today),
        *_named(projects),
        say("notices.correct", no=projects[0].no),
    )
    return Text("\n".join(lines), _report_buttons(projects))


def revised_report(project: ProjectLike, by: OtherSender, before: int | None, after: int | None) -> Text:
    """To whoever sent the report before: who sent it anew, and what its spending (satang) became."""
    spent = {"before": _amount(before), "after": _amount(after)}
    lines = (
        say("notices.revised", name=by.name, project=project_line(project, 50), moment=date_and_time(by.at)),
        *((say("notices.revised_spent", **spent),) if before != after else ()),
        say("notices.revised_how", no=project.no),
    )
    return Text("\n".join(lines), (change_button(project),))


def _amount(satang: int | None) -> str:
    return "-" if satang is None else baht(satang)


def escalation(round_: RoundLike, today: date, late: Sequence[Late]) -> Text:
    """To a director: who of the group has not reported, and what of; what several answer for is one project."""
    lines = (
        round_title(round_),
        due_text(round_.deadline, today),
        say("notices.late", count=len({no for _, numbers in late for no in numbers})),
        *(say("notices.late_person", name=name, numbers=_join_numbers(numbers)) for name, numbers in late),
    )
    how = "\n" + say("notices.late_how")
    return Text(cut_utf16("\n".join(lines), MAX_TEXT - utf16(how)) + how)


def running_short(left: int, most: int) -> Text:
    """To a planner: the month's messages are nearly used up, and what to do."""
    lines = (
        say("notices.running_short.left", left=left, most=most),
        say("notices.running_short.kept"),
        say("notices.running_short.how"),
    )
    return Text("\n".join(lines))


def group_left(moment: datetime) -> Text:
    """Before a summary that goes to a planner because the bot is in the group no more: how it comes back."""
    return Text(say("notices.group_left", day=weekday_date(bangkok_day(moment)), bind=word(Keyword.BIND_GROUP)))


def for_you_alone() -> Text:
    """Before a summary that goes to a planner because the group would cost too many messages."""
    return Text(say("notices.for_you_alone"))


def _named(projects: Sequence[ProjectLike]) -> tuple[str, ...]:
    lines = tuple(project_line(project, 50) for project in projects[:LISTED])
    rest = len(projects) - LISTED
    return (*lines, say("notices.and_more", count=rest)) if rest > 0 else lines


def _report_buttons(projects: Sequence[ProjectLike]) -> tuple[Button, ...]:
    return tuple(report_button(project) for project in projects[:LISTED])


def my_data(
    name: str,
    role: str,
    projects: Sequence[int],
    consented_at: datetime | None,
    drafts: int,
    sent: int,
    asked: Sequence[str] = (),
) -> Text:
    """What is stored about a person, in full; `asked`: what was asked of the planners, a line each."""
    listed = (
        say("notices.data.projects", projects=_join_numbers(projects)) if projects else say("notices.data.no_projects")
    )
    moment = (say("notices.data.consented", moment=date_and_time(consented_at)),) if consented_at else ()
    lines = (
        say("notices.data.heading"),
        say("notices.data.name", name=name),
        say("notices.data.role", role=say(f"notices.role.{role}")),
        listed,
        *moment,
        say("notices.data.drafts", count=drafts, sent=sent),
        *asked,
        say("notices.data.how"),
    )
    return Text("\n".join(lines))


def ask_to_forget() -> Text:
    """Before a person's data is deleted."""
    buttons = (
        Button(say("conversation.button.forget"), pack(Postback(Keyword.YES, question="forget")), word(Keyword.YES)),
        Button(say("conversation.button.keep_data"), pack(Postback(Keyword.NO, question="forget")), word(Keyword.NO)),
    )
    return Text("\n".join((say("notices.forget.ask"), say("notices.forget.how"))), buttons)


def group_help() -> Text:
    """What the bound group may ask, in two lines."""
    return Text(say("notices.group.help"), planner_buttons())


def group_code(code: str, hours: int) -> Text:
    """The one-time code a planner types in the planning group."""
    return Text(
        "\n".join((say("notices.group.code", code=code, hours=hours), say("notices.group.code_how", code=code)))
    )
