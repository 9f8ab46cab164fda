"""What Tanrob says of its own accord or at the door.

Enrolment, opening, reminder, personal data, the planners' group.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from messages.bubbles import Button, Text
from messages.postback import Postback, pack
from messages.project import Project, Round
from messages.prompts import project_line, report_button
from messages.summaries import due_text, round_title
from messages.texts import say
from messages.thai.dates import date_and_time, weekday_date
from messages.words import word

LISTED = 8
"""Projects named in an opening or a reminder; the others are counted."""


def consent(office: str, role: str, numbers: Sequence[int]) -> Text:
    """The privacy notice at enrolment (PDPA B.E. 2562), accepted with yes."""
    if numbers:
        duty = say("notices.consent_projects", count=len(numbers), numbers=_joined(numbers))
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
        Button(accept, pack(Postback("yes", question="consent")), accept),
        Button(details, pack(Postback("more", question="consent")), details),
    )


def _joined(numbers: Sequence[int]) -> str:
    return ", ".join(str(no) for no in numbers)


def welcome(projects: Sequence[Project], round_: Round | None, today: date, *, planner: bool) -> Text:
    """After enrolment: what is due and when, or that nothing is yet."""
    lines = [say("notices.welcome")]
    if round_ and projects:
        due = due_text(round_.deadline, today)
        lines += [say("notices.welcome_round", round=round_title(round_), due=due), *_named(projects)]
        lines.append(say("notices.start"))
    elif projects:
        lines.append(say("notices.welcome_no_round"))
    if planner:
        lines.append(say("notices.welcome_planner"))
    return Text("\n".join(lines), _report_buttons(projects) if round_ else ())


def opening(round_: Round, projects: Sequence[Project]) -> Text:
    """The round has opened: what this person has to report, and by when."""
    lines = (
        say("notices.opening", round=round_title(round_)),
        say("notices.opening_due", day=weekday_date(round_.deadline)),
        say("notices.to_report", count=len(projects)),
        *_named(projects),
        say("notices.start"),
    )
    return Text("\n".join(lines), _report_buttons(projects))


def reminder(round_: Round, today: date, missing: Sequence[Project], count: int) -> Text:
    """One a person, however many of the person's `count` projects are missing."""
    lines = (
        due_text(round_.deadline, today),
        say("notices.missing_of", missing=len(missing), count=count),
        *_named(missing),
        say("notices.start"),
    )
    return Text("\n".join(lines), _report_buttons(missing))


def _named(projects: Sequence[Project]) -> tuple[str, ...]:
    lines = tuple(project_line(project, 50) for project in projects[:LISTED])
    rest = len(projects) - LISTED
    return (*lines, say("notices.and_more", count=rest)) if rest > 0 else lines


def _report_buttons(projects: Sequence[Project]) -> tuple[Button, ...]:
    return tuple(report_button(project.no) for project in projects[:LISTED])


def my_data(
    name: str, role: str, projects: Sequence[int], consented_at: datetime | None, drafts: int, sent: int
) -> Text:
    """What is stored about a person, in full."""
    listed = say("notices.data.projects", projects=_joined(projects)) if projects else say("notices.data.no_projects")
    moment = (say("notices.data.consented", moment=date_and_time(consented_at)),) if consented_at else ()
    lines = (
        say("notices.data.heading"),
        say("notices.data.name", name=name),
        say("notices.data.role", role=say(f"notices.role.{role}")),
        listed,
        *moment,
        say("notices.data.drafts", count=drafts, sent=sent),
        say("notices.data.how"),
    )
    return Text("\n".join(lines))


def ask_to_forget() -> Text:
    """Before a person's data is deleted."""
    buttons = (
        Button(say("conversation.button.forget"), pack(Postback("yes", question="forget")), word("yes")),
        Button(say("conversation.button.keep_data"), pack(Postback("no", question="forget")), word("no")),
    )
    return Text("\n".join((say("notices.forget.ask"), say("notices.forget.how"))), buttons)


def group_code(code: str, hours: int) -> Text:
    """The one-time code a planner types in the planning group."""
    return Text(
        "\n".join((say("notices.group.code", code=code, hours=hours), say("notices.group.code_how", code=code)))
    )
