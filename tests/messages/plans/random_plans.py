"""Plans of random layout, written as files, each with what is right for it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter

from messages.thai.text import thai_digits

GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มนิเทศ ติดตามและประเมินผล", "หน่วยตรวจสอบภายใน")
NAMES = ("อบรมครู", "นิเทศภายใน", "ปลูกป่า 10³ ไร่", "พัฒนาหลักสูตร", "CO₂ ต่ำ 2½ วัน", "อ่านออกเขียนได้", "วิจัยในชั้นเรียน")
UNITS = {"": 1, "พันบาท": 1_000, "แสนบาท": 100_000, "ล้านบาท": 1_000_000}
QUARTERS = tuple(f"ไตรมาสที่ {quarter}" for quarter in "1234")


@dataclass(frozen=True)
class Right:
    """A project as it should be read: satang."""

    name: str
    group: str
    budget: int
    plan: tuple[int, ...] | None
    duration: str = ""


@dataclass
class Cell:
    """A value with what a workbook keeps beside it. `shown` is the text an .ods writes with it."""

    value: object = None
    format: str = ""
    formula: str = ""
    down: int = 1
    """Rows merged, itself included."""
    kind: str = ""
    shown: str = ""


@dataclass
class Made:
    """A file and what is right. `speaks`: it must not be read without a question; `clean`: it must be read so."""

    data: bytes
    filename: str
    right: list[Right]
    speaks: bool
    clean: bool
    features: list[str]


@dataclass
class _Layout:
    chance: Random
    kind: str
    right: list[Right] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    features: list[str] = field(default_factory=list)
    speaks: bool = False
    clean: bool = True
    header_at: int = 0
    columns: list[str] = field(default_factory=list)
    projects_at: list[int] = field(default_factory=list)
    sheet: str = "แผน"

    def choose(self, what: str, *ways: str) -> str:
        way = self.chance.choice(ways)
        if way:
            self.features.append(f"{what}:{way}")
        return way


def random_plan(seed: int) -> Made:
    chance = Random(seed)
    kind = chance.choice(("openpyxl", "xlsxwriter", "csv", "ods"))
    layout = _Layout(chance, kind, features=[kind])
    _write(layout)
    _trap(layout)
    writer: Callable[[_Layout], tuple[bytes, str]] = {
        "openpyxl": _openpyxl, "xlsxwriter": _xlsxwriter, "csv": _csv, "ods": _ods,
    }[kind]  # fmt: skip
    data, filename = writer(layout)
    return Made(data, filename, layout.right, layout.speaks, layout.clean, layout.features)


def _write(layout: _Layout) -> None:
    chance = layout.chance
    unit_name = layout.choose("unit", "", "", *UNITS)
    place = layout.choose("unit-at", "header", "title", "row") if unit_name else ""
    unit = UNITS[unit_name]
    moved = layout.choose("moved", "", "", "transfers", "parts")
    quartered = layout.choose("quarters", "", "yes") == "yes"
    grouped = layout.choose("groups", "column", "rows")
    numbers = layout.choose("numbers", "plain", "dotted", "brackets", "thai", "worded", "none")
    amounts = layout.choose("amounts", "number", "commas", "thai", "dash")
    money = {"": ["งบประมาณ"], "transfers": ["งบประมาณเดิม", "โอนเพิ่ม", "โอนลด", "งบประมาณหลังโอน"],
             "parts": ["งบดำเนินงาน", "งบลงทุน", "รวมทั้งสิ้น"]}[moved]  # fmt: skip
    columns = ["โครงการ", *money, *(QUARTERS if quartered else ()), "ระยะเวลาดำเนินงาน"]
    if grouped == "column":
        columns.insert(chance.choice((1, len(columns))), "กลุ่ม")
    if numbers != "none":
        columns.insert(0, "ที่")
    layout.columns = columns
    if chance.random() < 0.6 or place in {"title", "row"}:
        title = "แผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2567" + (f" (หน่วย : {unit_name})" if place == "title" else "")
        layout.rows.append([Cell(title)])
    if place == "row":
        layout.rows.append(
            [Cell()] * (len(columns) - 1) + [Cell(chance.choice((f"หน่วย : {unit_name}", f"({unit_name})")))]
        )
    layout.header_at = len(layout.rows) + 1
    suffix = f" ({unit_name})" if place == "header" else ""
    of_money = {*money, *QUARTERS}
    layout.rows.append([Cell(column + (suffix if column in of_money else "")) for column in columns])
    _projects(layout, unit, moved, quartered, grouped, numbers, amounts, money)
    if chance.random() < 0.5:
        _total(layout, unit, amounts, money)


def _projects(
    layout: _Layout,
    unit: int,
    moved: str,
    quartered: bool,
    grouped: str,
    numbers: str,
    amounts: str,
    money: Sequence[str],
) -> None:
    chance, group = layout.chance, ""
    for no in range(1, chance.randint(2, 7) + 1):
        if grouped == "rows" and (no == 1 or chance.random() < 0.3):
            group = chance.choice(GROUPS)
            layout.rows.append([Cell(group)])
        mine = group if grouped == "rows" else chance.choice(GROUPS)
        step = max(unit // 100, 1)
        quarters = tuple(chance.randint(1, 400) * step for _ in range(4))
        budget = sum(quarters)
        values = _moneys(chance, moved, budget, step)
        duration, shown = _duration(layout)
        name = f"{chance.choice(NAMES)} {no}"
        row = {"โครงการ": Cell(name), "กลุ่ม": Cell(mine), "ระยะเวลาดำเนินงาน": duration, "ที่": Cell(_number(no, numbers))}
        row |= {column: _amount(value, unit, amounts) for column, value in zip(money, values, strict=True)}
        row |= {column: _amount(value, unit, amounts) for column, value in zip(QUARTERS, quarters, strict=True)}
        layout.rows.append([row[column] for column in layout.columns])
        layout.projects_at.append(len(layout.rows))
        plan = tuple(quarter * 100 for quarter in quarters) if quartered else None
        layout.right.append(Right(name, mine, budget * 100, plan, shown))


def _moneys(chance: Random, moved: str, budget: int, step: int) -> list[int]:
    """Whole baht, the budget last."""
    if not moved:
        return [budget]
    one = chance.randint(0, budget // step) * step
    if moved == "parts":
        return [one, budget - one, budget]
    more, less = chance.randint(0, 50) * step, chance.randint(0, 50) * step
    before = budget - more + less
    return [before, more, less, budget] if before >= 0 else [budget, 0, 0, budget]


def _duration(layout: _Layout) -> tuple[Cell, str]:
    ways = ["text", "text"] if layout.kind == "csv" else ["text", "date", "percent", "zeros"]
    day = date(2023, layout.chance.randint(10, 12), layout.chance.randint(1, 28))
    months = {10: "ต.ค.", 11: "พ.ย.", 12: "ธ.ค."}
    thai = f"{day.day} {months[day.month]} {(day.year + 543) % 100}"
    match layout.chance.choice(ways):
        case "date":
            return Cell(day, "[$-107041E]d mmm yy;@", kind="date", shown=thai), thai
        case "percent":
            return Cell(0.8, "0%", kind="percentage", shown="80%"), "80%"
        case "zeros":
            return Cell(7, "0000", shown="0007"), "0007"
        case _:
            return Cell("ต.ค. 66 - ก.ย. 67"), "ต.ค. 66 - ก.ย. 67"


def _number(no: int, numbers: str) -> object:
    return {"plain": no, "dotted": f"{no}.", "brackets": f"({no})", "thai": thai_digits(str(no)),
            "worded": f"โครงการที่ {no}", "none": None}[numbers]  # fmt: skip


def _amount(baht: int, unit: int, amounts: str) -> Cell:
    value = Decimal(baht) / unit
    if amounts == "number":
        return Cell(float(value) if value % 1 else int(value), "#,##0.00" if value % 1 else "", shown=f"{value:,.2f}")
    text = f"{value:,}"
    return Cell({"commas": text, "thai": thai_digits(text), "dash": f"{text}.-" if value % 1 == 0 else text}[amounts])


def _total(layout: _Layout, unit: int, amounts: str, money: Sequence[str]) -> None:
    total = sum(project.budget for project in layout.right) // 100
    row = [Cell() for _ in layout.columns]
    row[layout.columns.index("โครงการ")] = Cell("รวมทั้งสิ้น")
    row[layout.columns.index(money[-1])] = _amount(total, unit, amounts)
    layout.rows.append(row)


def _trap(layout: _Layout) -> None:
    """Half of the plans hold something their office does not see, or nobody can be sure of."""
    if layout.chance.random() < 0.5:
        return
    traps = TEXT_TRAPS if layout.kind == "csv" else BOOK_TRAPS
    trap = layout.chance.choice(traps)
    layout.features.append(f"trap:{trap.__name__.strip('_')}")
    layout.clean = False
    layout.speaks = True
    trap(layout)


def _budget_at(layout: _Layout) -> int:
    names = ("งบประมาณหลังโอน", "รวมทั้งสิ้น", "งบประมาณ")
    return next(layout.columns.index(name) for name in names if name in layout.columns)


def _some_project(layout: _Layout) -> list[Cell]:
    return layout.rows[layout.chance.choice(layout.projects_at) - 1]


def _hidden_row(layout: _Layout) -> None:
    layout.hidden_rows.add(layout.chance.choice(layout.projects_at))


def _hidden_rival(layout: _Layout) -> None:
    """A hidden column of another budget, left of all."""
    for at, row in enumerate(layout.rows, start=1):
        header = at == layout.header_at
        row.insert(0, Cell("งบประมาณทั้งสิ้น" if header else (99 if at in layout.projects_at else None)))
    layout.columns.insert(0, "hidden")
    layout.hidden_columns.add(0)


def _hidden_group(layout: _Layout) -> None:
    layout.hidden_columns.add(_budget_at(layout))


def _percent(layout: _Layout) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(0.5, "0%", kind="percentage", shown="50%")


def _date(layout: _Layout) -> None:
    day = Cell(date(2023, 10, 1), "d/m/yyyy", kind="date", shown="1/10/2023")
    _some_project(layout)[_budget_at(layout)] = day


def _uncomputed(layout: _Layout) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(formula="1+1")


def _too_fine(layout: _Layout) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(1333.83333333333, "#,##0.00", shown="1,333.83")


def _scaled(layout: _Layout) -> None:
    """Shown in another scale than the plan's unit."""
    thousands = Cell(1_250_000, "#,##0,", shown="1,250")
    millions = Cell(1_250_000, "#,##0.00,,", shown="1.25")
    in_thousands = "unit:พันบาท" in layout.features
    _some_project(layout)[_budget_at(layout)] = millions if in_thousands else thousands


def _merged(layout: _Layout) -> None:
    first, second = layout.projects_at[:2]
    if second != first + 1:
        _hidden_row(layout)
        return
    layout.rows[first - 1][_budget_at(layout)].down = 2


def _conflict(layout: _Layout) -> None:
    header = layout.rows[layout.header_at - 1]
    at = _budget_at(layout)
    header[at] = Cell(f"{header[at].value} (หมื่นบาท)")
    layout.rows.insert(0, [Cell("หน่วย : ล้านบาท")])
    layout.hidden_rows = {row + 1 for row in layout.hidden_rows}
    layout.projects_at = [row + 1 for row in layout.projects_at]


def _wrong_after(layout: _Layout) -> None:
    at = _budget_at(layout)
    for number, row in enumerate(layout.rows, start=1):
        header = number == layout.header_at
        row.insert(at + 1, Cell("งบประมาณหลังปรับแผน" if header else (77 if number in layout.projects_at else None)))


def _instalments(layout: _Layout) -> None:
    at = _budget_at(layout)
    for number, row in enumerate(layout.rows, start=1):
        header = number == layout.header_at
        row.insert(at, Cell("วงเงินจัดสรรงวดที่ 1" if header else (3 if number in layout.projects_at else None)))


def _garbled(layout: _Layout) -> None:
    _some_project(layout)[layout.columns.index("โครงการ")] = Cell("โครงการพฒั นา ครู")


def _activities(layout: _Layout) -> None:
    """Money of activities that does not come to their project's."""
    at = layout.projects_at[0]
    row = [Cell() for _ in layout.columns]
    row[layout.columns.index("โครงการ")] = Cell("1.1 ประชุม")
    row[_budget_at(layout)] = Cell(1)
    layout.rows.insert(at, row)


def _note_unit(layout: _Layout) -> None:
    layout.rows.append([Cell("หมายเหตุ : หน่วยเป็นหมื่นบาท")])


def _again(layout: _Layout) -> None:
    """The first project's number once more."""
    if "ที่" not in layout.columns:
        _garbled(layout)
        return
    place = layout.columns.index("ที่")
    first, last = layout.rows[layout.projects_at[0] - 1], layout.rows[layout.projects_at[-1] - 1]
    last[place] = first[place]


def _cut(layout: _Layout) -> None:
    layout.features.append("unquoted")


def _open_quote(layout: _Layout) -> None:
    layout.features.append("open-quote")


BOOK_TRAPS = (
    _hidden_row, _hidden_rival, _hidden_group, _percent, _date, _uncomputed, _too_fine, _scaled, _merged, _conflict,
    _wrong_after, _instalments, _garbled, _activities, _note_unit, _again,
)  # fmt: skip
TEXT_TRAPS = (_conflict, _wrong_after, _instalments, _garbled, _activities, _note_unit, _again, _cut, _open_quote)


def _openpyxl(layout: _Layout) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = layout.sheet
    for at, row in enumerate(layout.rows, start=1):
        for column, cell in enumerate(row, start=1):
            made = sheet.cell(at, column, f"={cell.formula}" if cell.formula else cell.value)
            if cell.format:
                made.number_format = cell.format
    for at, row in enumerate(layout.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.down > 1:
                sheet.merge_cells(start_row=at, end_row=at + 1, start_column=column, end_column=column)
    for row_at in layout.hidden_rows:
        sheet.row_dimensions[row_at].hidden = True
    for column in layout.hidden_columns:
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), "plan.xlsx"


def _xlsxwriter(layout: _Layout) -> tuple[bytes, str]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet(layout.sheet)
    merged = set()
    for at, row in enumerate(layout.rows):
        for column, cell in enumerate(row):
            style = book.add_format({"num_format": cell.format} if cell.format else {})
            if cell.formula:
                sheet.write_formula(at, column, f"={cell.formula}", style)
            elif cell.down > 1:
                sheet.merge_range(at, column, at + 1, column, cell.value, style)
                merged.add((at + 1, column))
            elif isinstance(cell.value, date):
                sheet.write_datetime(at, column, cell.value, style)
            elif cell.value is not None and (at, column) not in merged:
                sheet.write(at, column, cell.value, style)
    for row_at in layout.hidden_rows:
        sheet.set_row(row_at - 1, None, None, {"hidden": True})
    for column in layout.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    book.close()
    return file.getvalue(), "plan.xlsx"


def _csv(layout: _Layout) -> tuple[bytes, str]:
    file = io.StringIO()
    width = max(len(row) for row in layout.rows)
    writer = csv.writer(file)
    for row in layout.rows:
        writer.writerow([*(cell.value for cell in row), *[None] * (width - len(row))])
    lines = file.getvalue().split("\r\n")
    at = layout.projects_at[-1] - 1
    if "unquoted" in layout.features:
        lines[at] = lines[at].replace(layout.right[-1].name, "ครู, ผู้บริหาร")
    if "open-quote" in layout.features:
        lines[at] = lines[at].replace(layout.right[-1].name, '"' + layout.right[-1].name)
    encoding = layout.chance.choice(("utf-8", "utf-8-sig"))
    return "\r\n".join(lines).encode(encoding), "plan.csv"


_URN = "urn:oasis:names:tc:opendocument:xmlns:"


def _ods(layout: _Layout) -> tuple[bytes, str]:
    width = max(len(row) for row in layout.rows)
    columns = "".join(
        f'<table:table-column table:visibility="{"collapse" if at in layout.hidden_columns else "visible"}"/>'
        for at in range(width)
    )
    covered: set[tuple[int, int]] = set()
    body = "".join(_ods_row(layout, at, row, covered) for at, row in enumerate(layout.rows, start=1))
    text = (
        f'<office:document-content xmlns:office="{_URN}office:1.0" xmlns:table="{_URN}table:1.0"'
        f' xmlns:text="{_URN}text:1.0"><office:body><office:spreadsheet><table:table'
        f" table:name={quoteattr(layout.sheet)}>"
        f"{columns}{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_URN}manifest:1.0"/>')
        archive.writestr("content.xml", text)
    return file.getvalue(), "plan.ods"


def _ods_row(layout: _Layout, at: int, row: Sequence[Cell], covered: set[tuple[int, int]]) -> str:
    visibility = ' table:visibility="filter"' if at in layout.hidden_rows else ""
    cells = []
    for column, cell in enumerate(row):
        name = "covered-table-cell" if (at, column) in covered else "table-cell"
        if cell.down > 1:
            covered.add((at + 1, column))
        cells.append(_ods_cell(name, cell))
    return f"<table:table-row{visibility}>{''.join(cells)}</table:table-row>"


def _ods_cell(name: str, cell: Cell) -> str:
    spans = f' table:number-rows-spanned="{cell.down}" table:number-columns-spanned="1"' if cell.down > 1 else ""
    shown = f"<text:p>{escape(cell.shown or str(cell.value))}</text:p>"
    match cell.value:
        case None if cell.formula:
            return f'<table:{name} table:formula="of:={cell.formula}"/>'
        case None:
            return f"<table:{name}/>"
        case date():
            return (
                f'<table:{name} office:value-type="date" office:date-value="{cell.value}"{spans}>{shown}</table:{name}>'
            )
        case int() | float():
            kind = cell.kind or "float"
            told = f'office:value-type="{kind}" office:value="{cell.value}"'
        case _:
            told = 'office:value-type="string"'
    return f"<table:{name} {told}{spans}>{shown}</table:{name}>"
