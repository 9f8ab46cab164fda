"""Money of earlier rounds in the files people open: Word reopened, and the text of the pdf, in every format."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from random import Random

import docx
import pytest

from messages.documents.blocks import Table, join_unbreakable
from messages.documents.official import official_document
from messages.documents.official.edition import Edition
from messages.documents.writers import WRITERS
from messages.figures.report import Report
from messages.texts import say
from tests.messages.figures.years import FORMS, Year
from tests.support.fonts import need_thai_font


def carrying(form: str) -> Report:
    """The first round of the made years in which one project is carried and another was never reported."""
    for seed in range(100):
        year = Year(Random(seed))
        for at in range(len(year.rounds)):
            report = year.report(at, form)
            if len(report.totals.carried) > 0 and report.totals.known < report.totals.expected and report.totals.spent:
                return report
    raise AssertionError("no such round")


def written(form: str, kind: str) -> bytes:
    return WRITERS[kind](official_document(carrying(form), Edition()))


def amounts(form: str) -> set[str]:
    """Every amount the document's tables print."""
    document = official_document(carrying(form), Edition())
    sections = [section for section in document.sections if section.only != "sheets"]
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    return {cell.text for table in tables for row in table.rows for cell in row.cells if cell.amount}


@pytest.mark.parametrize("form", FORMS)
def test_word_prints_every_amount_and_marks_what_is_carried(form: str) -> None:
    word = docx.Document(BytesIO(written(form, "docx")))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    said = "\n".join((*cells, *(paragraph.text for paragraph in word.paragraphs)))
    assert amounts(form) <= cells
    for each in carrying(form).totals.carried:
        assert join_unbreakable(say("report.carried", quarter=each.quarter)) in said


@pytest.mark.parametrize("form", FORMS)
def test_the_pdf_prints_every_amount(form: str) -> None:
    need_thai_font()
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: apt install poppler-utils")
    command = [reader, "-layout", "-", "-"]
    text = subprocess.run(command, input=written(form, "pdf"), capture_output=True, check=True).stdout.decode()
    assert [amount for amount in amounts(form) if amount not in text] == []
