"""Format 3, `narrative`: how many projects each source has in which status, then each of them in words.

See deploy/docs/report-formats.md. On paper projects are told one after another; in a workbook they are two tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Percentage,
    Pie,
    Section,
    Slice,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official import closing, memo, narrative_sheets
from messages.documents.official.answer_text import answer_paragraphs
from messages.documents.official.cells import (
    NOTHING,
    carried_note,
    count_text,
    number_cell,
    percent_cell,
    period_text,
    spent_sentence,
    title_cell,
)
from messages.documents.official.edition import Edition, build_document
from messages.documents.official.narrative_parts import (
    SECTIONS,
    activities,
    is_only_named,
    reason_text,
    status_name,
)
from messages.figures.breakdowns import OfStatus, against_plan, by_status
from messages.figures.report import Report, ReportRow
from messages.texts import say
from messages.thai.money import baht, percent

_COLUMNS = (Column(8.0), Column(4.0, "center"), Column(4.0, "center"))
_COUNT = 1
_EMPTY_LINE = Paragraph("")


def document(report: Report, edition: Edition) -> Document:
    """The memorandum, the summary by source, and what each project did."""
    lines = (
        say("report.narrative.title", year=report.round.fiscal_year),
        report.office.name,
        period_text(report.round),
    )
    opening: tuple[Block, ...] = (*(Heading(line) for line in lines), Paragraph(spent_sentence(report), indented=True))
    return build_document(
        report,
        edition,
        lines[0],
        (
            memo.present_memo(report, edition),
            Section(
                say("report.closing.sheet"),
                (*opening, *_summary(report), *closing.missing_paragraphs(report)),
                text_size=14,
            ),
            *(_work(fund, rows) for fund, rows in _sources(report)),
            narrative_sheets.projects_table(report),
            narrative_sheets.texts_table(report),
        ),
    )


def _sources(report: Report) -> Iterator[tuple[str, tuple[ReportRow, ...]]]:
    for fund in report.by_fund:
        yield fund.name, tuple(row for row in report.rows if row.fund == fund.name)


def _summary(report: Report) -> Iterator[Block]:
    for fund, rows in _sources(report):
        name, groups = _count_text(fund, len(rows)), by_status(rows)
        yield Heading(name, 2)
        yield _table(groups, len(rows))
        yield Pie(name, tuple(_slice(group) for group in groups if group.rows))


def _count_text(fund: str, projects: int) -> str:
    return count_text(fund, projects) if fund else say("report.narrative.all", projects=projects)


def _table(groups: Sequence[OfStatus], projects: int) -> Table:
    header = tuple(title_cell(f"report.narrative.{name}") for name in ("status_column", "projects", "percent"))
    rows = tuple(TableRow(_figures(group)) for group in groups)
    count = Cell(str(projects), count=projects, formula=Sum(rows=tuple(range(len(rows)))))
    whole = percent_cell(percent(projects, projects), Percentage(_COUNT, _COUNT))
    return Table(_COLUMNS, (header,), (*rows, TableRow((Cell(say("report.narrative.total")), count, whole), "total")))


def _figures(group: OfStatus) -> tuple[Cell, ...]:
    projects = len(group.rows)
    return (
        Cell(status_name(group.status)),
        number_cell(projects) if projects else Cell(NOTHING),
        percent_cell(group.percent),
    )


def _slice(group: OfStatus) -> Slice:
    projects = len(group.rows)
    text = say("report.narrative.slice", projects=projects, percent=group.percent)
    return Slice(status_name(group.status), projects, text)


def _work(fund: str, rows: Sequence[ReportRow]) -> Section:
    told = [tuple(_of_status(fund, group)) for group in by_status(rows) if group.rows]
    blocks = [block for group in told for block in (_EMPTY_LINE, *group)]
    return Section(fund or say("report.narrative.work_sheet"), tuple(blocks[1:]), only="paper")


def _of_status(fund: str, group: OfStatus) -> Iterator[Block]:
    said = say("report.narrative.of_status", status=status_name(group.status), projects=len(group.rows))
    yield Heading(say("report.narrative.of_fund", fund=fund, text=said) if fund else said)
    for row in group.rows:
        if is_only_named(row):
            yield Paragraph(closing.project_line(row), inset=True)
        else:
            yield from _project(row)


def _project(row: ReportRow) -> Iterator[Block]:
    yield Heading(say("report.narrative.project", no=row.no, name=row.name), 2)
    for section, questions in SECTIONS.items():
        yield Heading(say(f"report.narrative.{section}"), 3)
        for question in questions:
            yield Paragraph(say(f"report.narrative.{question}"), kept=True)
            yield from answer_paragraphs(row.answers.get(question))
        if section == "activities":
            yield from _activities(row)
        if section == "money":
            yield from _money(row)


def _activities(row: ReportRow) -> Iterator[Paragraph]:
    items = activities(row)
    if not items:
        yield Paragraph(NOTHING, inset=True)
    for place, item in enumerate(items, 1):
        title = say("report.narrative.activity", place=place, title=item.title)
        yield Paragraph(title, kept=bool(item.text))
        if item.text:
            yield Paragraph(item.text, inset=True)


def _money(row: ReportRow) -> Iterator[Paragraph]:
    money = against_plan(row)
    yield Paragraph(say("report.narrative.planned", planned=_baht(money.planned)))
    yield Paragraph(
        " ".join(filter(None, (say("report.narrative.spent", spent=_baht(money.spent)), carried_note(row))))
    )
    if money.kept:
        yield Paragraph(say("report.narrative.to_plan"))
    elif money.kept is not None:
        yield from _because(reason_text(row))
    yield from (Paragraph(told, inset=True) for told in closing.reason_texts(row))


def _because(reason: str) -> Iterator[Paragraph]:
    """One reason on the line, several below it."""
    because = say("report.narrative.because")
    if "\n" not in reason:
        yield Paragraph(say("report.narrative.not_to_plan", because=because, reason=reason or NOTHING))
        return
    yield Paragraph(say("report.narrative.not_to_plan", because=because, reason="").strip(), kept=True)
    yield Paragraph(reason, inset=True)


def _baht(satang: int | None) -> str:
    return NOTHING if satang is None else baht(satang)
