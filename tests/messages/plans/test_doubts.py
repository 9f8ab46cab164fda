"""What an office does not see in its sheet, or sees otherwise than it is: asked about before anything is stored."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import read_sheets
from messages.sheets.sheet import Mark, Merged, Sheet
from tests.messages.plans.made import HEADER, QUARTERLY, ods, read, read_under_header, saved, sheet
from tests.support.hostile_plans import SHEET, pack, parts

FIRST = (1, "อบรมครู", 500, "กลุ่มนิเทศ")
SECOND = (2, "นิเทศ", 700, "กลุ่มนิเทศ")


def asked(reading: PlanReading) -> list[str]:
    return [finding.rule for finding in reading.questions]


def book(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return made


def of_book(made: openpyxl.Workbook) -> PlanReading:
    return read_plan(read_sheets(saved(made), "plan.xlsx"))


def test_rows_a_filter_hides_are_asked_about() -> None:
    made = book(HEADER, FIRST, SECOND)
    made.active.auto_filter.ref = "A1:D3"
    made.active.row_dimensions[3].hidden = True
    assert asked(of_book(made)) == ["hidden_rows"]


def test_a_row_of_no_height_is_hidden() -> None:
    made = book(HEADER, FIRST, SECOND)
    made.active.row_dimensions[3].height = 7
    part = parts(saved(made))[SHEET].replace(b'ht="7"', b'ht="0"')
    data = pack({**parts(saved(made)), SHEET: part})
    assert asked(read_plan(read_sheets(data, "plan.xlsx"))) == ["hidden_rows"]


def test_a_hidden_row_that_is_no_project_asks_nothing() -> None:
    made = book(HEADER, FIRST, (None, "หมายเหตุ: ถัวจ่าย"))
    made.active.row_dimensions[3].hidden = True
    assert asked(of_book(made)) == []


def test_a_hidden_budget_does_not_beat_the_one_people_see() -> None:
    made = book(("ที่", "โครงการ", "งบประมาณทั้งสิ้น", "งบประมาณ", "กลุ่ม"), (1, "อบรม", 900, 500, "ก"))
    made.active.column_dimensions["C"].hidden = True
    reading = of_book(made)
    assert reading.budget == 50_000
    assert asked(reading) == ["hidden_column"]
    assert 'C "งบประมาณทั้งสิ้น" ซ่อนอยู่' in reading.questions[0].text


def test_a_hidden_column_that_is_read_is_asked_about() -> None:
    made = book(HEADER, FIRST)
    made.active.column_dimensions["D"].hidden = True
    assert asked(of_book(made)) == ["hidden_column"]


def test_a_hidden_column_nobody_reads_asks_nothing() -> None:
    made = book((*HEADER, "หมายเหตุ"), (*FIRST, "x"))
    made.active.column_dimensions["E"].hidden = True
    assert asked(of_book(made)) == []


def test_a_hidden_sheet_with_a_plan_is_named() -> None:
    made = book(HEADER, FIRST)
    other = made.create_sheet("แผนเดิม")
    for row in (HEADER, FIRST, SECOND):
        other.append(row)
    other.sheet_state = "hidden"
    reading = of_book(made)
    assert (len(reading.projects), asked(reading)) == (1, ["hidden_sheets"])
    assert "แผนเดิม" in reading.questions[0].text


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_rows_and_columns_hidden_in_an_ods_are_known(how: str) -> None:
    data = ods([HEADER, FIRST, SECOND], hidden={3: how})
    assert read_sheets(data, "a.ods")[0].hidden_rows == {3}
    assert asked(read_plan(read_sheets(data, "a.ods"))) == ["hidden_rows"]


def test_a_value_left_under_a_merged_cell_is_asked_about() -> None:
    reading = read_under_header(FIRST, (2, "นิเทศ", 700, "กลุ่มอื่น"), merged=[Merged(2, 3, 3, 3)])
    assert [project.group for project in reading.projects] == ["กลุ่มนิเทศ"] * 2
    assert asked(reading) == ["under_merge"]


def test_quarters_shared_by_two_projects_are_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 3: ที่ 2 ใช้ช่อง ไตรมาสที่ 1 ร่วมกับแถวบน"):
        read(QUARTERLY, (1, "ก", 100, 100, 0, 0, 0), (2, "ข", 0, None, 0, 0, 0), merged=[Merged(2, 3, 3, 3)])


def marked(mark: Mark, column: int = 2, value: object = 1) -> Sheet:
    row = list(FIRST)
    row[column] = value  # type: ignore[call-overload]
    return replace(sheet(HEADER, tuple(row)), marks={(2, column): mark})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mark", "value", "reason"),
    [
        (Mark("percent", "50%"), 0.5, '"50%" เป็นร้อยละ ไม่ใช่จำนวนเงิน'),
        (Mark("date", "1/10/2020"), date(2020, 10, 1), '"1/10/2020" เป็นวันที่'),
        (Mark("error", "#REF!"), None, '"#REF!" เป็นสูตรที่ผิดพลาด'),
        (Mark("uncomputed", ""), None, "สูตรที่ยังไม่มีใครคำนวณ"),
        (Mark("number", ""), 900, "มีค่า 900 แต่รูปแบบของช่องซ่อนค่าไว้"),
    ],
)
def test_a_cell_that_shows_no_amount_is_refused_with_its_row(mark: Mark, value: object, reason: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_plan([marked(mark, value=value)])
    assert reason in str(refused.value)
    assert str(refused.value).startswith("แถว 2: ")


def test_an_amount_finer_than_a_satang_is_refused_with_what_it_shows() -> None:
    with pytest.raises(PlanRefused, match=r'"1333.8333" ละเอียดกว่าสตางค์ แม้ช่องแสดง 1,333.83'):
        read_plan([marked(Mark("number", "1,333.83"), value=1333.8333)])


@pytest.mark.parametrize("column", [0, 1])
def test_a_number_or_a_name_that_is_an_error_is_refused(column: int) -> None:
    with pytest.raises(PlanRefused, match="#REF!"):
        read_plan([marked(Mark("error", "#REF!"), column, None)])


def test_a_group_that_is_an_error_is_asked_about() -> None:
    assert asked(read_plan([marked(Mark("error", "#N/A"), 3, None)])) == ["text_unread"]


def test_a_date_shown_nobody_knows_how_is_asked_about() -> None:
    made = sheet((*HEADER, "ระยะเวลา"), (*FIRST, date(2020, 10, 1)))
    reading = read_plan([replace(made, marks={(2, 4): Mark("date", None)})])
    assert asked(reading) == ["text_unshown"]


def test_a_total_nobody_computed_is_said() -> None:
    made = sheet(HEADER, FIRST, ("รวม", None, None, None))
    reading = read_plan([replace(made, marks={(3, 2): Mark("uncomputed", "")})])
    assert [finding.rule for finding in reading.findings] == ["sum_unread"]


def with_formula(result: object) -> PlanReading:
    """A plan whose budget is a formula, as a program writes it that cannot compute."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    page = made.add_worksheet("แผน")
    page.write_row(0, 0, HEADER)
    page.write_row(1, 0, (1, "อบรม", None, "ก"))
    page.write_formula(1, 2, "=100+400", None, result)
    made.close()
    return read_plan(read_sheets(file.getvalue(), "plan.xlsx"))


def test_a_formula_without_a_value_is_refused() -> None:
    made = book(HEADER, (1, "อบรม", "=100+400", "ก"))
    with pytest.raises(PlanRefused, match="สูตรที่ยังไม่มีใครคำนวณ"):
        of_book(made)


def test_a_formula_of_a_program_that_cannot_compute_is_no_zero() -> None:
    with pytest.raises(PlanRefused, match="สูตรที่ยังไม่มีใครคำนวณ"):
        with_formula(0)


def test_a_formula_somebody_computed_is_read() -> None:
    assert with_formula(500).budget == 50_000


def test_a_formulas_error_in_a_workbook_is_refused_and_not_blank() -> None:
    with pytest.raises(PlanRefused, match='แถว 2: "#REF!" เป็นสูตรที่ผิดพลาด'):
        with_formula("#REF!")


@pytest.mark.parametrize(
    "name", ["โครงการพฒั นา ครู", "่โครงการ", "โครงการ \ue123", "เพื เด็ก", "ผูเ้ รียน เ ก่ง", "โครงการท\ufffd"]
)
def test_thai_copied_from_a_pdf_is_asked_about(name: str) -> None:
    assert asked(read_under_header((1, name, 500, "ก"))) == ["garbled"]


def test_the_glyphs_of_old_thai_fonts_become_their_letters() -> None:
    (project,) = read_under_header((1, "พัฒนาผู\uf70bเรียน", 500, "ก")).projects
    assert project.name == "พัฒนาผู้เรียน"


@pytest.mark.parametrize("name", ["อบรมครู ณ ห้องประชุม", "ป.1 - ป.6 ฯลฯ", "ต่าง ๆ", "10³ ไร่ 2½ วัน CO₂", "ก็ เก๋ น้ำ แปลก ฤๅ"])
def test_sound_thai_asks_nothing(name: str) -> None:
    reading = read_under_header((1, name, 500, "ก"))
    assert (reading.projects[0].name, asked(reading)) == (name, [])


@pytest.mark.parametrize(
    ("one", "other"), [("อำนวยการ", "กลุ่มอำนวยการ"), ("อำนวยการ", "อำนวยการ."), ("ICT", "ict"), ("กลุ่มแผนฯ", "กลุ่ม แผน")]
)
def test_likely_same_labels_are_asked_about_together(one: str, other: str) -> None:
    reading = read_under_header((1, "ก", 1, one), (2, "ข", 1, other))
    assert asked(reading) == ["similar_groups"]
    assert reading.questions[0].found == f"{one}\n{other}"


def test_labels_that_differ_ask_nothing() -> None:
    assert asked(read_under_header((1, "ก", 1, "กลุ่มนิเทศ"), (2, "ข", 1, "กลุ่มนโยบายและแผน"))) == []


def test_a_file_is_refused_for_all_its_rows_at_once() -> None:
    with pytest.raises(PlanRefused) as refused:
        read_under_header((1, "ก", "ห้าพันเศษ", "ก"), (2, None, 5, "ก"), (3, "ค", 5, "ก"), (4, None, 5, "ก"))
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == ["แถว 2", "แถว 3", "แถว 5"]


def test_rows_refused_for_one_reason_stand_together_and_not_without_end() -> None:
    with pytest.raises(PlanRefused) as refused:
        read_under_header(*[(1, f"ก {row}", 5, "ก") for row in range(40)])
    assert len(str(refused.value).splitlines()) == 1
    assert "…" in str(refused.value)


def test_a_row_drawn_too_small_to_see_is_hidden() -> None:
    made = book(HEADER, FIRST, SECOND)
    made.active.row_dimensions[3].height = 0.75
    assert asked(of_book(made)) == ["hidden_rows"]


def test_a_column_drawn_too_small_to_see_is_hidden() -> None:
    made = book(HEADER, FIRST)
    made.active.column_dimensions["C"].width = 0.1
    assert asked(of_book(made)) == ["hidden_column"]


@pytest.mark.parametrize("name", ["เป็ นเลิศ", "หรื อพัฒนา", "เห็ นผล"])
def test_a_space_behind_a_vowel_that_ends_no_word_is_asked_about(name: str) -> None:
    assert asked(read_under_header((1, name, 500, "ก"))) == ["garbled"]


@pytest.mark.parametrize("name", ["ก็ ดี", "เป็นเลิศ หรือพัฒนา", "พัฒนาครู", "มือใหม่"])
def test_words_as_they_are_ask_nothing(name: str) -> None:
    assert asked(read_under_header((1, name, 500, "ก"))) == []
