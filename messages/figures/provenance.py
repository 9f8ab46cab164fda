"""Where the figures of a document came from, told to whoever holds the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from messages.answer_values import Answer, plain_text
from messages.texts import catalogue, say
from messages.thai.dates import BANGKOK, date_and_time


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure or choice of a report. `text` is `value` as people read it.

    `before`: the text of the revision before, empty where it said the same or there was none.
    """

    question: str
    label: str
    value: Answer
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One revision of a project's report. `by` is empty where the person was removed.

    `used`: it is the one the document has its figures from.
    """

    round_id: str
    round: str
    revision: int
    by: str
    at: datetime
    figures: tuple[Stated, ...]
    used: bool


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """Everything stated of a project, oldest first. `revised`: since the document was written, also for the first."""

    no: int
    name: str
    statements: tuple[Statement, ...]
    revised: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """A document and the histories of its projects. `written_at`: when these bytes were made first.

    `forms`: the forms its reports answered, each with its version.
    """

    office_id: str
    office: str
    round_id: str
    round: str
    sha256: str
    written_at: datetime
    kind: str
    draft: bool
    format: str
    forms: tuple[str, ...]
    histories: tuple[ProjectHistory, ...]


def reason_label(question: str) -> str:
    """What the reason of that question id explains, as columns and documents head it."""
    return catalogue().get(f"export.heading.{question}", question)


def provenance_text(found: Provenance) -> str:
    """For people: the document, then each project with its revisions."""
    state = say("provenance.draft" if found.draft else "provenance.final")
    told = {"round": found.round, "office": found.office, "moment": date_and_time(found.written_at)}
    lines = [
        say("provenance.document", kind=found.kind, state=state, **told),
        say("provenance.forms", format=found.format, forms=", ".join(found.forms) or "-"),
    ]
    for history in found.histories:
        lines += ["", *_history(history)]
    return "\n".join(lines)


def _history(history: ProjectHistory) -> Iterator[str]:
    yield say("provenance.project", no=history.no, name=history.name)
    if not any(statement.used for statement in history.statements):
        yield say("provenance.nothing_then")
    for statement in history.statements:
        yield from _statement(statement)
    yield say("provenance.revised" if history.revised else "provenance.unchanged")


def _statement(statement: Statement) -> Iterator[str]:
    yield say(
        "provenance.used" if statement.used else "provenance.statement",
        round=statement.round,
        revision=statement.revision,
        name=statement.by or say("provenance.removed"),
        moment=date_and_time(statement.at),
    )
    for stated in statement.figures:
        told = {"label": stated.label, "value": stated.text}
        yield (
            say("provenance.changed", before=stated.before, **told)
            if stated.before
            else say("provenance.figure", **told)
        )


def provenance_json(found: Provenance) -> dict[str, Any]:
    """For programs: amounts in baht as decimal strings, moments in ISO 8601 with Bangkok's zone."""
    return {
        "office": found.office_id,
        "round": found.round_id,
        "sha256": found.sha256,
        "written_at": _moment(found.written_at),
        "kind": found.kind,
        "draft": found.draft,
        "format": found.format,
        "forms": list(found.forms),
        "projects": [_history_json(history) for history in found.histories],
    }


def _history_json(history: ProjectHistory) -> dict[str, Any]:
    statements = [_statement_json(statement) for statement in history.statements]
    return {"no": history.no, "name": history.name, "revised_since": history.revised, "statements": statements}


def _statement_json(statement: Statement) -> dict[str, Any]:
    return {
        "round": statement.round_id,
        "revision": statement.revision,
        "by": statement.by or None,
        "at": _moment(statement.at),
        "used": statement.used,
        "figures": {stated.question: plain_text(stated.value) for stated in statement.figures},
        "changed": [stated.question for stated in statement.figures if stated.before],
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(BANGKOK).isoformat(timespec="seconds")
