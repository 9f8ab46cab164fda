"""Last year's number left in a heading: every heading of a report names the same fiscal year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from messages.audit.vocabulary import years_in
from messages.findings import Finding
from messages.texts import say
from messages.thai.text import shorten

_HEADING = 60
"""Graphemes of a heading that are told."""


def year_findings(headings: Iterable[str], year: int | None = None) -> Iterator[Finding]:
    """Headings of another fiscal year (Buddhist Era) than `year`, or than most of them where it is not known."""
    said = {heading: years for heading in headings if (years := years_in(heading))}
    counts = Counter(named for years in said.values() for named in years)
    if not counts:
        return
    # Of two named as often the later: what is left behind is last year's.
    due = year or max(counts, key=lambda named: (counts[named], named))
    for heading, years in said.items():
        for wrong in sorted(set(years) - {due}):
            text = say("audit.rule.heading_year", heading=shorten(heading, _HEADING), found=wrong, expected=due)
            yield Finding("heading_year", "error", None, None, text, str(due), str(wrong))
