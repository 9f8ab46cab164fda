"""The card that hands planners the official report as links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from messages.chat.bubbles import Card, Figure, Link
from messages.chat.summaries import round_title
from messages.figures.report import Report, Share
from messages.project import RoundLike
from messages.texts import say
from messages.thai.dates import date_and_time


@dataclass(frozen=True, slots=True)
class Handout:
    """The address of each kind (pdf, docx, xlsx), of no use after `until`; `draft`: the documents are so marked."""

    urls: Mapping[str, str]
    until: datetime
    draft: bool


def links_card(report: Report, given: Handout) -> Card:
    """The report's links: PDF first, which opens on the phone."""
    totals, title = report.totals, say("handout.title")
    count = say("handout.count", reported=totals.reported, expected=totals.expected)
    state = say("handout.draft") if given.draft else _closed(totals)
    note = say("handout.note", moment=date_and_time(given.until))
    named = round_title(report.round)
    return Card(
        alt="\n".join((title, named, f"{state} · {count}", note)),
        title=title,
        subtitle=named,
        figure=Figure(say("handout.reported"), count, state),
        note=note,
        keys=tuple(Link(say(f"handout.kind.{kind}"), url) for kind, url in given.urls.items()),
        leads=True,
    )


def _closed(totals: Share) -> str:
    """Ready to be signed, or what of it is missing."""
    if totals.reported == totals.expected:
        return say("handout.final")
    return say("handout.final_missing", count=totals.expected - totals.reported)


def file_name(round_: RoundLike, office: str, kind: str, *, draft: bool) -> str:
    """What the file is called where it is saved; `office` is its short name."""
    text_id = "handout.draft_file_name" if draft else "handout.file_name"
    return f"{say(text_id, round=round_title(round_), office=office)}.{kind}"
