"""One section laid out on a worksheet, from its first row down."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from messages.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Gallery,
    Heading,
    Memo,
    Paragraph,
    Picture,
    Pie,
    Section,
    Table,
)
from messages.documents.writers.charts import chart_height
from messages.documents.writers.formulas import write_formula
from messages.documents.writers.grid import FONT, POINTS_A_CM, PlacedCell, cell_align, count_lines, place_cells
from messages.documents.writers.page import PICTURE_HEIGHT, fit_picture, gallery_rows, page_margins, text_width
from messages.documents.writers.xlsx_charts import Charts
from messages.documents.writers.xlsx_formats import SATANG, Formats

_LINE = 1.35
"""Height of a line in the size of its letters."""
_HIGHEST = 409
"""Points; Excel knows no higher row."""
_PIXELS_A_CM = 96 / 2.54
_INCHES_A_CM = 1 / 2.54
_SHADE = "#E8EEF4"


class SheetWriter:
    """A worksheet that fills from the top."""

    def __init__(self, book: Workbook, section: Section, formats: Formats, draft: str) -> None:
        self.worksheet = book.add_worksheet(section.name)
        self._book, self._section, self._formats, self._row = book, section, formats, 0
        self._columns = _columns(section)
        self._set_page(draft)

    def has(self, kind: type[Block]) -> bool:
        """Whether the section holds such a block."""
        return any(isinstance(block, kind) for block in self._section.blocks)

    def _set_page(self, draft: str) -> None:
        sheet, sides = self.worksheet, page_margins(self._section)
        sheet.set_paper(9)
        if self._section.landscape:
            sheet.set_landscape()
        sheet.set_margins(*(side * _INCHES_A_CM for side in (sides.left, sides.right, sides.top, sides.bottom)))
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        sheet.set_header(f'&R&"{FONT},Bold"&20&KC00000{draft}' if draft else "")
        sheet.set_footer(f'&C&"{FONT},Regular"&16- &P -')
        for number, column in enumerate(self._columns):
            sheet.set_column_pixels(number, number, round(column.width * _PIXELS_A_CM))

    def write(self, charts: Charts | None) -> None:
        """All blocks of the section; `charts` draws those it has."""
        for block in self._section.blocks:
            match block:
                case Heading():
                    large = block.level == 1
                    self._across(block.text, font_size=18 if large else 16, bold=True, align=_centre(centred=large))
                case Paragraph():
                    inset = 2 if block.inset else 0
                    self._across(block.text, font_size=16, indent=inset, align=block.align)
                case Memo():
                    self._memo(block)
                case Table():
                    self._table(block)
                case Chart() | Pie() if charts:
                    self._chart(block, charts)
                case Gallery():
                    self._gallery(block)

    def _across(self, text: str, **properties: Any) -> None:
        """A line of text over the whole width."""
        width = sum(column.width for column in self._columns) - 0.5 * properties.get("indent", 0)
        self._set_height(count_lines(text, width, properties["font_size"]), properties["font_size"])
        self._put(
            PlacedCell(0, Cell(text, columns=len(self._columns)), continued=False), self._formats.of(**properties), 0
        )
        self._row += 1

    def _memo(self, memo: Memo) -> None:
        self._across(memo.heading, font_size=29, bold=True, align="center")
        for fields in memo.fields:
            self._across(" ".join(f"{label} {value}" for label, value in fields), font_size=16, bold=True)
        self._across(" ".join(memo.to), font_size=16)
        for text in memo.paragraphs:
            self._across(text, font_size=16)
        self._row += 2
        for line in memo.signature:
            self._across(line, font_size=16, align="center")

    def _table(self, table: Table) -> None:
        """The header stays in sight and comes again on each page."""
        top = self._row
        for line in place_cells(table.header, len(table.columns)):
            self._table_row(line, table, "header", top)
        if self._section.landscape:
            self.worksheet.freeze_panes(self._row, 2)
            self.worksheet.repeat_rows(top, self._row - 1)
        first = self._row
        for row, line in zip(
            table.rows, place_cells([row.cells for row in table.rows], len(table.columns)), strict=True
        ):
            self._table_row(line, table, row.kind, first)
        self._row += 1

    def _table_row(self, line: tuple[PlacedCell, ...], table: Table, kind: str, first: int) -> None:
        size = self._section.text_size
        self._set_height(max(self._lines(place, table) for place in line), size)
        for place in line:
            if not place.continued:
                looks = {"border": 1, "font_size": size, "align": cell_align(place, table.columns)}
                marked = {"bold": True, "bg_color": _SHADE} if kind != "item" else {}
                middle = {"valign": "vcenter"} if kind == "header" else {}
                self._put(place, self._formats.of(**looks, **marked, **middle, **self._numbers(place.cell)), first)
        self._row += 1

    def _numbers(self, cell: Cell) -> dict[str, str]:
        return {} if _value(cell) is None else {"num_format": self._formats.number(cell)}

    def _lines(self, place: PlacedCell, table: Table) -> int:
        """How high the cell makes its row; one that reaches over several rows makes none of them higher."""
        if place.cell.rows > 1 or _value(place.cell) is not None:
            return 1
        reached = table.columns[place.column : place.column + place.cell.columns]
        return count_lines(place.cell.text, sum(column.width for column in reached) - 0.2, self._section.text_size)

    def _put(self, place: PlacedCell, look: Format, first: int) -> None:
        """Writes a cell; `first` is the sheet's row of its table's first row, for the formula."""
        sheet, cell, row, column = self.worksheet, place.cell, self._row, place.column
        if cell.columns > 1 or cell.rows > 1:
            sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", look)
        value = _value(cell)
        if value is None:
            if cell.text:
                sheet.write_string(row, column, cell.text, look)
            else:
                sheet.write_blank(row, column, None, look)
        elif cell.formula is None:
            sheet.write_number(row, column, value, look)
        else:
            sheet.write_formula(row, column, write_formula(cell.formula, row, column, first), look, value)

    def _set_height(self, count: int, size: int) -> None:
        self.worksheet.set_row(self._row, min(_HIGHEST, count * size * _LINE))

    def _chart(self, chart: Chart | Pie, charts: Charts) -> None:
        drawn = charts.draw(chart)
        width, height = sum(column.width for column in self._columns), chart_height(chart)
        drawn.set_size({"width": width * _PIXELS_A_CM, "height": height * _PIXELS_A_CM})
        self.worksheet.insert_chart(self._row, 0, drawn)
        rows = round(height * POINTS_A_CM / (16 * _LINE)) + 1
        for _ in range(rows):
            self._set_height(1, 16)
            self._row += 1

    def _gallery(self, gallery: Gallery) -> None:
        """Pictures in a row, what is said of them in the next."""
        look = self._formats.of(font_size=14, align="center")
        for line in gallery_rows(gallery.pictures):
            self.worksheet.set_row(self._row, (PICTURE_HEIGHT + 0.3) * POINTS_A_CM)
            for column, picture in enumerate(line):
                self._picture(column, picture, look)
                self.worksheet.write_string(self._row + 1, column, picture.caption, look)
            self._row += 1
            self._set_height(max(count_lines(picture.caption, self._columns[0].width, 14) for picture in line), 14)
            self._row += 1

    def _picture(self, column: int, picture: Picture, look: Format) -> None:
        if not picture.jpeg:
            self.worksheet.write_string(self._row, column, picture.missing, look)
            return
        width, height = (side * _PIXELS_A_CM for side in fit_picture(picture))
        self.worksheet.insert_image(
            self._row,
            column,
            "picture.jpeg",
            {
                "image_data": BytesIO(picture.jpeg),
                "x_scale": width / picture.width,
                "y_scale": height / picture.height,
                "x_offset": (self._columns[column].width * _PIXELS_A_CM - width) / 2,
                "y_offset": 4,
                "description": picture.caption,
            },
        )


def _columns(section: Section) -> tuple[Column, ...]:
    """Those of the section's table; where it has none two, so that LibreOffice fits them to the page."""
    tables = (block.columns for block in section.blocks if isinstance(block, Table))
    return next(tables, (Column(text_width(section) / 2),) * 2)


def _value(cell: Cell) -> float | None:
    """The number a spreadsheet counts with: baht, percent or a count."""
    if cell.amount is not None:
        return cell.amount / SATANG
    return float(cell.percent) if cell.percent is not None else cell.count


def _centre(*, centred: bool) -> str:
    return "center" if centred else "left"
