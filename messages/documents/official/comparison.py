"""The round beside earlier ones and the office's targets: below the summary of every format, a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from messages.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Difference,
    Heading,
    Paragraph,
    Section,
    Series,
    Table,
    TableRow,
)
from messages.documents.official.cells import (
    NOTHING,
    amount_cell,
    carried_sentences,
    number_cell,
    percent_cell,
    removed_sentences,
    round_name,
    title_cell,
)
from messages.figures.comparison import RoundResult
from messages.project import RoundLike
from messages.texts import say
from messages.thai.money import baht

_NAMES = ("round", "expected", "reported", "spent", "percent", "target", "distance")
_COLUMNS = (
    Column(4.0),
    Column(1.6, "right"),
    Column(1.8, "right"),
    Column(2.8, "right"),
    Column(1.6, "right"),
    Column(1.7, "right"),
    Column(2.5, "right"),
)
_PERCENT, _TARGET = 4, 5


def insert_comparison(sections: tuple[Section, ...], standings: tuple[RoundResult, ...]) -> tuple[Section, ...]:
    """The sections with the comparison behind the summary; at their end where they have none."""
    if not standings:
        return sections
    names, summary = [section.name for section in sections], say("report.closing.sheet")
    has_summary = summary in names
    place = names.index(summary) + 1 if has_summary else len(sections)
    return (*sections[:place], _section(standings, continues=has_summary), *sections[place:])


def _section(standings: tuple[RoundResult, ...], *, continues: bool) -> Section:
    heading = Heading(say("report.comparison.heading"), 2)
    blocks: tuple[Block, ...] = (heading, _table(standings), *_notes(standings), _chart(standings))
    return Section(say("report.comparison.sheet"), blocks, text_size=14, continues=continues)


def _table(standings: tuple[RoundResult, ...]) -> Table:
    header = tuple(title_cell(f"report.comparison.{name}") for name in _NAMES)
    return Table(_COLUMNS, (header,), tuple(map(_row, standings)))


def _notes(standings: tuple[RoundResult, ...]) -> Iterator[Paragraph]:
    """Which rounds count money that an earlier one reported, leave some out, or tell less than the one before."""
    for standing in standings:
        sentences = (
            *carried_sentences(standing.totals),
            *removed_sentences(standing.removed),
            *_fallen_notes(standing),
        )
        for sentence in sentences:
            said = say("report.comparison.noted", round=_name(standing.round), text=sentence)
            yield Paragraph(said, inset=True)


def _fallen_notes(standing: RoundResult) -> Iterator[str]:
    if standing.before and standing.fallen:
        listed = ", ".join(str(one.no) for one in standing.fallen)
        spent = baht(sum(one.satang for one in standing.fallen))
        yield say("report.comparison.fallen", numbers=listed, before=_name(standing.before), spent=spent)


def _row(standing: RoundResult) -> TableRow:
    totals, aim = standing.totals, standing.aim
    return TableRow(
        (
            Cell(_name(standing.round)),
            number_cell(totals.expected),
            number_cell(totals.reported),
            amount_cell(totals.spent),
            percent_cell(totals.percent),
            percent_cell(aim.percent if aim else None),
            _distance(aim.ahead if aim else None),
        )
    )


def _name(round_: RoundLike) -> str:
    return say("report.comparison.round_of_year", round=round_name(round_), year=round_.fiscal_year)


def _distance(ahead: Decimal | None) -> Cell:
    """In words on paper; a spreadsheet counts with the points themselves, fewer than the target being negative."""
    if ahead is None:
        return Cell("")
    said = say("report.comparison.on_target")
    if ahead:
        said = say("report.comparison.above" if ahead > 0 else "report.comparison.below", points=abs(ahead))
    return Cell(said, percent=ahead, formula=Difference(_PERCENT, _TARGET))


def _chart(standings: tuple[RoundResult, ...]) -> Chart:
    series = [_series("percent", [standing.totals.percent for standing in standings])]
    targets = [standing.aim.percent if standing.aim else None for standing in standings]
    if any(targets):
        series.append(_series("target", targets))
    return Chart(say("report.comparison.chart"), tuple(_name(standing.round) for standing in standings), tuple(series))


def _series(name: str, percents: list[Decimal | None]) -> Series:
    """A bar's height is in hundredths: of a percent here, of a baht elsewhere."""
    return Series(
        say(f"report.comparison.chart_{name}"),
        tuple(int((percent or 0) * 100) for percent in percents),
        tuple(str(percent) if percent else NOTHING for percent in percents),
    )
