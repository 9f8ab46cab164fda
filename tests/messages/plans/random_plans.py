"""Plans of random layout, written as files, each with what is right for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from messages.thai.text import thai_digits
from tests.messages.plans.plan_files import write_csv, write_ods, write_openpyxl, write_xlsxwriter
from tests.messages.plans.plan_sheet import Cell, Made, PlanSheet, Right

GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มนิเทศ ติดตามและประเมินผล", "หน่วยตรวจสอบภายใน")
NAMES = ("อบรมครู", "นิเทศภายใน", "ปลูกป่า 10³ ไร่", "พัฒนาหลักสูตร", "CO₂ ต่ำ 2½ วัน", "อ่านออกเขียนได้", "วิจัยในชั้นเรียน")
UNITS = {"": 1, "พันบาท": 1_000, "แสนบาท": 100_000, "ล้านบาท": 1_000_000}
QUARTERS = tuple(f"ไตรมาสที่ {quarter}" for quarter in "1234")


def random_plan(seed: int) -> Made:
    chance = Random(seed)
    kind = chance.choice(("openpyxl", "xlsxwriter", "csv", "ods"))
    layout = PlanSheet(chance, kind, features=[kind])
    _write(layout)
    _trap(layout)
    writer: Callable[[PlanSheet], tuple[bytes, str]] = {
        "openpyxl": write_openpyxl, "xlsxwriter": write_xlsxwriter, "csv": write_csv, "ods": write_ods,
    }[kind]  # fmt: skip
    data, filename = writer(layout)
    return Made(data, filename, layout.right, layout.speaks, layout.clean, layout.features)


def _write(layout: PlanSheet) -> None:
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
    layout: PlanSheet,
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


def _duration(layout: PlanSheet) -> tuple[Cell, str]:
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


def _total(layout: PlanSheet, unit: int, amounts: str, money: Sequence[str]) -> None:
    total = sum(project.budget for project in layout.right) // 100
    row = [Cell() for _ in layout.columns]
    row[layout.columns.index("โครงการ")] = Cell("รวมทั้งสิ้น")
    row[layout.columns.index(money[-1])] = _amount(total, unit, amounts)
    layout.rows.append(row)


def _trap(layout: PlanSheet) -> None:
    """Half of the plans hold something their office does not see, or nobody can be sure of."""
    if layout.chance.random() < 0.5:
        return
    traps = TEXT_TRAPS if layout.kind == "csv" else BOOK_TRAPS
    trap = layout.chance.choice(traps)
    layout.features.append(f"trap:{trap.__name__.strip('_')}")
    layout.clean = False
    layout.speaks = True
    trap(layout)


def _budget_at(layout: PlanSheet) -> int:
    names = ("งบประมาณหลังโอน", "รวมทั้งสิ้น", "งบประมาณ")
    return next(layout.columns.index(name) for name in names if name in layout.columns)


def _some_project(layout: PlanSheet) -> list[Cell]:
    return layout.rows[layout.chance.choice(layout.projects_at) - 1]


def _hidden_row(layout: PlanSheet) -> None:
    layout.hidden_rows.add(layout.chance.choice(layout.projects_at))


def _hidden_rival(layout: PlanSheet) -> None:
    """A hidden column of another budget, left of all."""
    for at, row in enumerate(layout.rows, start=1):
        header = at == layout.header_at
        row.insert(0, Cell("งบประมาณทั้งสิ้น" if header else (99 if at in layout.projects_at else None)))
    layout.columns.insert(0, "hidden")
    layout.hidden_columns.add(0)


def _hidden_group(layout: PlanSheet) -> None:
    layout.hidden_columns.add(_budget_at(layout))


def _percent(layout: PlanSheet) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(0.5, "0%", kind="percentage", shown="50%")


def _date(layout: PlanSheet) -> None:
    day = Cell(date(2023, 10, 1), "d/m/yyyy", kind="date", shown="1/10/2023")
    _some_project(layout)[_budget_at(layout)] = day


def _uncomputed(layout: PlanSheet) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(formula="1+1")


def _too_fine(layout: PlanSheet) -> None:
    _some_project(layout)[_budget_at(layout)] = Cell(1333.83333333333, "#,##0.00", shown="1,333.83")


def _scaled(layout: PlanSheet) -> None:
    """Shown in another scale than the plan's unit."""
    thousands = Cell(1_250_000, "#,##0,", shown="1,250")
    millions = Cell(1_250_000, "#,##0.00,,", shown="1.25")
    in_thousands = "unit:พันบาท" in layout.features
    _some_project(layout)[_budget_at(layout)] = millions if in_thousands else thousands


def _merged(layout: PlanSheet) -> None:
    first, second = layout.projects_at[:2]
    if second != first + 1:
        _hidden_row(layout)
        return
    layout.rows[first - 1][_budget_at(layout)].down = 2


def _conflict(layout: PlanSheet) -> None:
    header = layout.rows[layout.header_at - 1]
    at = _budget_at(layout)
    header[at] = Cell(f"{header[at].value} (หมื่นบาท)")
    layout.rows.insert(0, [Cell("หน่วย : ล้านบาท")])
    layout.hidden_rows = {row + 1 for row in layout.hidden_rows}
    layout.projects_at = [row + 1 for row in layout.projects_at]


def _wrong_after(layout: PlanSheet) -> None:
    at = _budget_at(layout)
    for number, row in enumerate(layout.rows, start=1):
        header = number == layout.header_at
        row.insert(at + 1, Cell("งบประมาณหลังปรับแผน" if header else (77 if number in layout.projects_at else None)))


def _instalments(layout: PlanSheet) -> None:
    at = _budget_at(layout)
    for number, row in enumerate(layout.rows, start=1):
        header = number == layout.header_at
        row.insert(at, Cell("วงเงินจัดสรรงวดที่ 1" if header else (3 if number in layout.projects_at else None)))


def _garbled(layout: PlanSheet) -> None:
    _some_project(layout)[layout.columns.index("โครงการ")] = Cell("โครงการพฒั นา ครู")


def _activities(layout: PlanSheet) -> None:
    """Money of activities that does not come to their project's."""
    at = layout.projects_at[0]
    row = [Cell() for _ in layout.columns]
    row[layout.columns.index("โครงการ")] = Cell("1.1 ประชุม")
    row[_budget_at(layout)] = Cell(1)
    layout.rows.insert(at, row)


def _note_unit(layout: PlanSheet) -> None:
    layout.rows.append([Cell("หมายเหตุ : หน่วยเป็นหมื่นบาท")])


def _again(layout: PlanSheet) -> None:
    """The first project's number once more."""
    if "ที่" not in layout.columns:
        _garbled(layout)
        return
    place = layout.columns.index("ที่")
    first, last = layout.rows[layout.projects_at[0] - 1], layout.rows[layout.projects_at[-1] - 1]
    last[place] = first[place]


def _cut(layout: PlanSheet) -> None:
    layout.features.append("unquoted")


def _open_quote(layout: PlanSheet) -> None:
    layout.features.append("open-quote")


BOOK_TRAPS = (
    _hidden_row, _hidden_rival, _hidden_group, _percent, _date, _uncomputed, _too_fine, _scaled, _merged, _conflict,
    _wrong_after, _instalments, _garbled, _activities, _note_unit, _again,
)  # fmt: skip
TEXT_TRAPS = (_conflict, _wrong_after, _instalments, _garbled, _activities, _note_unit, _again, _cut, _open_quote)
