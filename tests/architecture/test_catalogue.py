"""The catalogue and the sources agree: every id said is there, every id there is said, with the values it needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from string import Formatter

from messages.texts import catalogue

ROOT = Path(__file__).parents[2]
SPEAKERS = {"say", "plain", "refuse"}
"""Functions whose first argument is a text id and whose keywords are its values."""

COMPOSED: Mapping[str, str] = {
    "audit.rule.*": "audit.rule.*",
    "audit.todo.*": "audit.todo.*",
    "checks.case.*": "checks.case.*",
    "check.kind.*": "check.kind.*",
    "commands.*.short": "commands.*.short",
    "conversation.explain.*": "conversation.explain.*",
    "conversation.explain.kind_*": "conversation.explain.kind_*",
    "conversation.how_*": "conversation.how_*",
    "conversation.leave.*": "conversation.leave.*",
    "conversation.not_*": "conversation.not_*",
    "conversation.not_read.*": "conversation.not_read.*",
    "conversation.offered.*": "conversation.offered.*",
    "conversation.photo_lost.*": "conversation.photo_lost.*",
    "conversation.receipt.*": "conversation.receipt.*",
    "conversation.receipt.*_title": "conversation.receipt.*_title",
    "conversation.review.*": "conversation.review.*",
    "conversation.shortcut.*": "conversation.shortcut.*",
    "conversation.small_talk.*": "conversation.small_talk.*",
    "conversation.state.*": "conversation.state.*",
    "export.heading.*": "export.heading.*",
    "forms.preview.kind.*": "forms.preview.kind.*",
    "forms.preview.when.*": "forms.preview.when.*",
    "handout.kind.*": "handout.kind.*",
    "handout.page.*": "handout.page.*",
    "missing.hindrance.*": "missing.hindrance.*",
    "missing.state.*": "missing.state.*",
    "notices.role.*": "notices.role.*",
    "office.expected.*": "office.expected.*",
    "office.front_matter.*": "office.front_matter.*",
    "office.unfit.*": "office.unfit.*",
    "office.what.*": "office.what.*",
    "people.state.*": "people.state.*",
    "plan.cell.*": "plan.cell.*",
    "plan.changes.doubt.*": "plan.changes.doubt.*",
    "plan.field.*": "plan.field.*",
    "plan.role.*": "plan.role.*",
    "plan.unit.*": "plan.unit.*",
    "reminders.kind.*": "reminders.kind.*",
    "report.book.*": "report.book.*",
    "report.category.*": "report.category.*",
    "report.closing.missing_note.*": "report.closing.missing_note.*",
    "report.comparison.*": "report.comparison.*",
    "report.comparison.chart_*": "report.comparison.chart_*",
    "report.*.status.*": "report.*.status.*",
    "report.narrative.*": "report.narrative.*",
    "report.narrative.table.*": "report.narrative.table.*",
    "report.narrative.texts.*": "report.narrative.texts.*",
    "report.policy.*": "report.policy.*",
    "report.policy.note.*": "report.policy.note.*",
    "report.quarterly.*": "report.quarterly.*",
    "report.quarterly.status.*": "report.quarterly.status.*",
    "report.table.*": "report.table.*",
    "requests.outcome.*": "requests.outcome.*",
    "richmenu.failed.*": "richmenu.failed.*",
    "richmenu.line.*": "richmenu.line.*",
    "simulator.jump.*": "simulator.jump.*",
    "status.*": "status.*",
    "status.button.*": "status.button.*",
    "storage.*": "storage.*",
    "summary.decision.*": "summary.decision.*",
    "summary.due.*": "summary.due.*",
}
"""Ids put together from values, as the sources write them, and which ids are meant by that."""


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """(place, node) of everything written in the sources that speak."""
    return tuple(
        (f"{source.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node)
        for folder in ("bot", "messages")
        for source in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
    )


def constants(node: ast.AST | None) -> Iterator[str]:
    """The texts an argument may be: itself, or either side of an `if`."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*constants(body), *constants(orelse))


def spoken() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """(place, id, names of its values) of every call of a speaker; None where values are passed on as `**`."""
    for place, node in nodes():
        if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS:
            names = [keyword.arg for keyword in node.keywords]
            values = None if None in names else frozenset(name for name in names if name)
            yield from ((place, text, values) for text in constants(node.args[0]))


def composed() -> set[str]:
    """Every f-string of the sources that could be an id, with * for each of its values."""
    written = {
        "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        for _, node in nodes()
        if isinstance(node, ast.JoinedStr)
    }
    files = {text_id.partition(".")[0] for text_id in catalogue()}
    return {text for text in written if " " not in text and "." in text and text.partition(".")[0] in files}


def is_said(text_id: str, literal: set[str]) -> bool:
    """Whether an id stands in the sources: whole, by the table it is in, or put together from values."""
    table = text_id.rpartition(".")[0]
    in_table = "." in table and table in literal
    return text_id in literal or in_table or any(fnmatchcase(text_id, ids) for ids in COMPOSED.values())


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_every_id_said_is_in_the_catalogue() -> None:
    said = [(place, text) for place, text, _ in spoken() if "." in text]
    assert len(said) > 100
    assert [(place, text) for place, text in said if text not in catalogue()] == []


def test_every_id_of_the_catalogue_is_said() -> None:
    literal = {text for _, node in nodes() for text in constants(node)}
    unsaid = [text_id for text_id in catalogue() if not is_said(text_id, literal)]
    assert unsaid == [], "nothing says these: delete them, or declare in COMPOSED the f-string that does"


def test_an_id_nobody_says_would_be_found() -> None:
    assert not is_said("conversation.forgotten_sentence", {"conversation.echo", "conversation"})


def test_ids_put_together_from_values_are_declared_here() -> None:
    assert composed() == set(COMPOSED), "COMPOSED is to declare each f-string that is an id, with the ids it means"


def test_each_declaration_means_some_id() -> None:
    assert [ids for ids in COMPOSED.values() if not any(fnmatchcase(text_id, ids) for text_id in catalogue())] == []


def test_every_sentence_gets_the_values_it_needs_and_no_others() -> None:
    wrong = [
        (place, text, sorted(values ^ placeholders(catalogue()[text])))
        for place, text, values in spoken()
        if text in catalogue() and values is not None and values != placeholders(catalogue()[text])
    ]
    assert wrong == []
