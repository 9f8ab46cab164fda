"""Formats 2 and 3 of 60 projects as docx, xlsx and pdf, opened again and compared with the export of their figures."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Document, Heading, Paragraph, Table, join_unbreakable, use_thai_digits
from messages.documents.exports import export_json
from messages.documents.writers import WRITERS
from messages.documents.writers.grid import place_cells
from messages.documents.writers.page import select_for_paper
from messages.figures.report import Report
from messages.thai.money import baht, parse_plain
from messages.thai.text import thai_digits
from tests.messages.documents.printed import document_of
from tests.messages.documents.reported import ONLY_LISTED, SOURCES, narrative_report, policy_report
from tests.support.fonts import need_thai_font

COUNT = 60
REPORTS: Mapping[str, Callable[[int], Report]] = {"policy-status": policy_report, "narrative": narrative_report}
THAI = {"policy-status": False, "narrative": True}
"""The digits of the office that prints each format."""
_HIGHEST = 409


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


@cache
def document(form: str) -> Document:
    return document_of(REPORTS[form](COUNT), thai_digits=THAI[form])


@cache
def written(form: str, kind: str) -> bytes:
    return WRITERS[kind](document(form))


@cache
def word(form: str) -> Word:
    return docx.Document(BytesIO(written(form, "docx")))


@cache
def pdf_text(form: str, *how: str) -> str:
    """What `pdftotext` reads."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: apt install poppler-utils")
    command = [reader, *how, "-", "-"]
    return subprocess.run(command, input=written(form, "pdf"), capture_output=True, check=True).stdout.decode()


def sheet(form: str, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(written(form, "xlsx"))).get_sheet_by_name(name).to_python()


def exported(form: str) -> list[dict[str, Any]]:
    return list(export_json(REPORTS[form](COUNT))["projects"])


def value(amount: str | None) -> float | str:
    """An amount of the export as a spreadsheet holds it."""
    return "" if amount is None else float(amount)


def bracketed(project: Mapping[str, Any]) -> float | str:
    """What format 2 prints as used in quarter 2, from the export alone."""
    now, before = project["spent"]["q2"], project["spent"]["q1"]
    if before is None or parse_plain(before) == 0:
        return value(now)
    told = "" if now is None else baht(parse_plain(now)) if parse_plain(now) else "-"
    return f"{told} ({baht(parse_plain(before))})".strip()


@pytest.mark.parametrize("form", REPORTS)
def test_every_cell_of_every_table_arrives_in_word(form: str) -> None:
    sections = select_for_paper(join_unbreakable(document(form).sections))
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    for table, found in zip(tables, word(form).tables, strict=True):
        rows = place_cells([*table.header, *(row.cells for row in table.rows)], len(table.columns))
        expected = [[place.cell.text for place in row for _ in range(place.cell.columns)] for row in rows]
        assert [[cell.text for cell in row.cells] for row in found.rows] == expected


@pytest.mark.parametrize("form", REPORTS)
def test_every_line_arrives_in_word(form: str) -> None:
    sections = select_for_paper(join_unbreakable(document(form).sections))[1:]
    blocks = [block for section in sections for block in section.blocks]
    expected = [block.text for block in blocks if isinstance(block, Heading | Paragraph) and block.text]
    found = [paragraph.text for paragraph in word(form).paragraphs if paragraph.text]
    assert found[found.index(expected[0]) :] == expected


@pytest.mark.parametrize("form", REPORTS)
def test_every_line_arrives_in_the_pdf(form: str) -> None:
    """Compared without spaces and line ends, the order of marks on a letter and what fonts have no shape for."""
    read = frozenset(_bare(line) for line in pdf_text(form).splitlines())
    sections = select_for_paper(document(form).sections)[1:]
    lines = [block.text for section in sections for block in section.blocks if isinstance(block, Heading | Paragraph)]
    short = [line for line in lines if line and "\n" not in line and len(line) < 50 and "🎉" not in line]
    assert len(short) > 6
    assert [line for line in short if _bare(line) not in read] == []


def _bare(text: str) -> str:
    return "".join(sorted(text.replace("ำ", "ํา").replace(" ", "")))


def test_the_tables_of_quarters_say_what_the_export_says() -> None:
    first, second = (
        {row[0]: row for row in sheet("policy-status", f"ไตรมาสที่ {quarter}") if isinstance(row[0], float)}
        for quarter in (1, 2)
    )
    for project in exported("policy-status"):
        no = project["no"]
        assert first[no][2:4] == [value(project["budget"]), value(project["spent"]["q1"])]
        assert second[no][2:5] == [value(project["budget"]), bracketed(project), value(project["remaining"])]


def test_the_pdf_holds_what_was_used_as_the_table_prints_it() -> None:
    read = pdf_text("policy-status", "-layout")
    used = [text for project in exported("policy-status") if isinstance(text := bracketed(project), str)]
    assert len(used) > 50
    assert [text for text in used if text not in read] == []


def test_the_table_of_projects_says_what_the_export_says() -> None:
    rows = {row[0]: row for row in sheet("narrative", "ตารางโครงการ") if isinstance(row[0], float)}
    assert len(rows) == COUNT
    for project in exported("narrative"):
        figures = [
            project["answers"].get("planned"),
            *(project[name] for name in ("spent_total", "remaining", "percent")),
        ]
        assert rows[project["no"]][3:8] == [value(project["budget"]), *map(value, figures)]
        assert rows[project["no"]][9] == project["group"]


def test_the_sheet_of_texts_holds_every_answer_whole() -> None:
    rows = sheet("narrative", "ผลรายโครงการ")[1:]
    for project in exported("narrative"):
        told = _squeezed("".join(row[3] for row in rows if row[0] == project["no"]))
        answers = (project["answers"].get(question, "") for question in ("output", "results", "reason"))
        for line in "\n".join(answers).splitlines():
            assert _squeezed(use_thai_digits(line.removeprefix("เนื่องจาก"))) in told
        for item in project["items"].get("activities", []):
            assert _squeezed(use_thai_digits(f"{item['title']}\n{item['text']}")) in told


def test_the_money_of_each_project_is_told_in_word() -> None:
    found = [paragraph.text for paragraph in word("narrative").paragraphs]
    for project in exported("narrative"):
        if project["state"] == "missing" or project["answers"]["status"] == "not_started":
            continue
        at = found.index(thai_digits(f"โครงการที่ {project['no']} {project['name']}"))
        money = found.index("การเบิกจ่าย", at)
        for line, amount in zip(
            found[money + 1 :], (project["answers"]["planned"], project["spent_total"]), strict=False
        ):
            assert line.endswith(join_unbreakable(f" {thai_digits(baht(parse_plain(amount)))} บาท"))


def test_the_longest_activities_arrive_in_every_file() -> None:
    project = exported("narrative")[1]
    last = project["items"]["activities"][-1]["text"].splitlines()[-1]
    assert sum(len(item["text"]) for item in project["items"]["activities"]) > 10_000
    assert any(thai_digits(last) in paragraph.text for paragraph in word("narrative").paragraphs)
    assert any(thai_digits(last) in str(row[3]) for row in sheet("narrative", "ผลรายโครงการ"))
    assert thai_digits(last.split(" ", 1)[0]) in pdf_text("narrative")


@pytest.mark.parametrize("form", REPORTS)
def test_no_cell_holds_more_than_a_row_shows_or_excel_takes(form: str) -> None:
    book = openpyxl.load_workbook(BytesIO(written(form, "xlsx")))
    for worksheet in book.worksheets[:-1]:
        for row in worksheet.iter_rows():
            assert (worksheet.row_dimensions[row[0].row].height or 0) < _HIGHEST
            assert max(len(str(cell.value or "")) for cell in row) < 2_000


def test_long_texts_are_told_on_paper_and_tabled_in_the_workbook() -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(written("narrative", "xlsx"))).sheet_names
    assert names == ["บันทึกข้อความ", "สรุป", "ตารางโครงการ", "ผลรายโครงการ", "ข้อมูลแผนภูมิ"]
    assert (len(word("narrative").tables), len(word("narrative").sections)) == (len(SOURCES), 2 + len(SOURCES))


def test_projects_not_begun_have_no_section_of_their_own() -> None:
    found = [paragraph.text for paragraph in word("narrative").paragraphs]
    listed, told = (
        [text for text in found if text.startswith(thai_digits(f"{how} {ONLY_LISTED} "))] for how in ("ที่", "โครงการที่")
    )
    assert (len(listed), told) == (1, [])


@pytest.mark.parametrize("form", REPORTS)
def test_every_run_is_set_as_thai(form: str) -> None:
    runs = list(word(form).element.iter(qn("w:r")))
    assert len(runs) > 500
    for run in runs:
        style = run.find(qn("w:rPr"))
        assert style.find(qn("w:rFonts")).get(qn("w:cs")) == "TH SarabunPSK"
        assert style.find(qn("w:szCs")).get(qn("w:val")) == style.find(qn("w:sz")).get(qn("w:val"))
        assert style.find(qn("w:bCs")).get(qn("w:val")) == style.find(qn("w:b")).get(qn("w:val"))
        assert style.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("form", REPORTS)
def test_a_second_run_gives_the_same_bytes(form: str, kind: str) -> None:
    again = document_of(REPORTS[form](COUNT), thai_digits=THAI[form])
    assert hashlib.sha256(WRITERS[kind](again)).digest() == hashlib.sha256(written(form, kind)).digest()


def test_the_two_header_rows_come_again_on_each_page() -> None:
    pages = pdf_text("policy-status", "-layout").split("\f")
    table = [page for page in pages if "140,0" in page and "จากแผนภาพ" not in page]
    assert len(table) > 6
    assert [page for page in table if "ที่ได้รับ" not in page or "การดำเนินการ" not in page] == []


def _squeezed(text: str) -> str:
    return "".join(text.split())
