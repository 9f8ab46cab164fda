"""Format 1 as a document: the printed columns, a section for each source, every figure of the report."""

from __future__ import annotations

from messages.documents.blocks import Heading, Memo, Paragraph
from messages.thai.money import baht
from tests.messages.documents.printed import (
    PASTED,
    blocks_of,
    document_of,
    main_table,
    real_reports,
    table_report,
    texts,
)
from tests.messages.figures.made import Project, compiled

HEADER = ["ที่", "งาน/โครงการ", "งบประมาณ", "การเบิกจ่าย", "ความก้าวหน้าการดำเนินงาน", "ร้อยละเบิกจ่าย", "คงเหลือ", "กลุ่มผู้รับผิดชอบ"]


def rows() -> list[list[str]]:
    return texts(main_table(document_of(table_report())))


def paragraphs(**edition: bool) -> list[str]:
    document = document_of(table_report(), **edition)
    return [block.text for block in blocks_of(document) if isinstance(block, Paragraph | Heading)]


def test_the_columns_are_those_of_the_printed_table() -> None:
    assert rows()[0] == HEADER


def test_each_source_has_its_row_its_projects_and_its_sum_and_all_have_a_total() -> None:
    first = [row[0] for row in rows()[1:]]
    assert first == [
        "แผนปฏิบัติการ 3 โครงการ", "1", "3", "5", "รวมแผนปฏิบัติการ",
        "สพฐ. 3 โครงการ", "2", "4", "6", "รวมสพฐ.", "รวมทั้งสิ้น",
    ]  # fmt: skip


def test_a_plan_of_one_source_without_a_name_has_only_the_total() -> None:
    table = main_table(document_of(compiled([Project(1), Project(2)], {})))
    assert [row.kind for row in table.rows] == ["item", "item", "total"]


def test_a_project_prints_what_was_reported_with_a_dash_for_nothing() -> None:
    by_no = {row[0]: row for row in rows()}
    assert by_no["1"] == ["1", "โครงการที่ 1", "100,001", "123.45", "ดำเนินการแล้วเสร็จ", "0.12", "99,877.55", "กลุ่มอำนวยการ"]
    assert by_no["6"][3:7] == ["-", "ยังไม่ดำเนินการ", "-", "100,006"]


def test_a_project_nobody_reported_says_so_and_its_whole_budget_remains() -> None:
    assert next(row for row in rows() if row[0] == "5")[3:7] == ["", "ยังไม่ได้รายงาน", "", "100,005"]


def test_pasted_text_is_printed_as_it_was_typed() -> None:
    assert next(row for row in rows() if row[0] == "2")[4] == PASTED


def test_the_sentence_says_what_the_total_row_says() -> None:
    totals = table_report().totals
    sentence = next(text for text in paragraphs() if text.startswith("สำนักงานเขตพื้นที่การศึกษา เขต 2 มีโครงการ"))
    for figure in (baht(totals.budget), baht(totals.spent), str(totals.percent), baht(totals.remaining)):
        assert figure in rows()[-1]
        assert f" {figure}" in sentence


def test_missing_reports_are_listed_by_name() -> None:
    said = paragraphs()
    assert "โครงการที่ยังไม่ได้รายงาน 1 โครงการ" in said
    assert "ที่ 5 โครงการที่ 5" in said


def test_a_complete_round_lists_nothing_missing() -> None:
    document = document_of(table_report(missing=frozenset()))
    assert not [block for block in blocks_of(document) if isinstance(block, Heading) and "ยังไม่ได้รายงาน" in block.text]


def test_the_closing_note_names_the_delays() -> None:
    assert "- ยังไม่ดำเนินการ 2 โครงการ ได้แก่ ที่ 2, 6" in paragraphs()


def test_the_memorandum_calls_for_the_reports_in_thai_digits() -> None:
    (memo,) = document_of(table_report(), director="นายสมชาย").sections[0].blocks
    assert isinstance(memo, Memo)
    assert memo.fields[1][1] == ("วันที่", "๑๕ มีนาคม ๒๕๖๔")
    assert "ภายในวันที่ ๒๕ มีนาคม ๒๕๖๔" in memo.paragraphs[1]
    assert memo.signature[0] == "(นายสมชาย)"


def test_an_office_of_thai_digits_has_them_in_the_table_too() -> None:
    table = main_table(document_of(table_report(), thai_digits=True))
    assert [cell.text for cell in table.rows[1].cells][:4] == ["๑", "โครงการที่ ๑", "๑๐๐,๐๐๑", "๑๒๓.๔๕"]


def test_khonkaen_prints_its_real_figures() -> None:
    report, _ = real_reports()
    table = texts(main_table(document_of(report)))
    assert table[-1] == ["รวมทั้งสิ้น", "3,256,025", "431,801", "", "13.26", "2,824,224", ""]
    printed = {row[0]: row for row in table if row[0].isdigit()}
    assert len(printed) == 37
    assert printed["4"][2:4] + printed["4"][5:7] == ["600,000", "7,406", "1.23", "592,594"]
