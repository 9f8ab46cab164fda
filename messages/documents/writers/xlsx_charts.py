"""Native charts of a workbook. A chart of Excel draws cells; a sheet of their own holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.utility import xl_range_abs

from messages.documents.blocks import Cell, Chart, Pie, Series
from messages.documents.writers.grid import FONT
from messages.documents.writers.xlsx_formats import SATANG, Formats

_FONT = {"name": FONT, "size": 14}
_UNCROWDED = 8
"""Bars; above more of them amounts stand upright (chart.typ does the same)."""
_GRIDLINES = {"visible": True, "line": {"color": "#D0D0D0"}}
_COLOURS = ("#2F5D8A", "#E08E2B", "#5B9A5B", "#9A5B8F", "#C0504D", "#4BACC6", "#8C8C8C")
"""Those of chart.typ."""


class Charts:
    """Draws charts, and writes what they show on the last sheet of the workbook."""

    def __init__(self, book: Workbook, sheet: str, formats: Formats) -> None:
        self._book, self._sheet, self._formats, self._row = book, sheet, formats, 0
        self._worksheet = book.add_worksheet(sheet)
        self._worksheet.set_column_pixels(0, 8, 130)

    def draw(self, chart: Chart | Pie) -> Drawn:
        """The chart, not yet on any sheet."""
        match chart:
            case Chart():
                drawn = self._bars(chart)
            case Pie():
                drawn = self._pie(chart)
        drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 16, "bold": True}})
        return drawn

    def _bars(self, chart: Chart) -> Drawn:
        drawn = self._book.add_chart({"type": "column"})
        for described in self._series(chart):
            drawn.add_series(described)
        drawn.set_x_axis({"num_font": _FONT})
        drawn.set_y_axis({"num_font": _FONT, "num_format": "#,##0", "major_gridlines": _GRIDLINES})
        drawn.set_legend({"position": "bottom", "font": _FONT})
        return drawn

    def _series(self, chart: Chart) -> Iterator[Mapping[str, Any]]:
        top = self._names(chart.categories)
        finest = max((satang for series in chart.series for satang in series.amounts), key=lambda each: each % SATANG)
        money = self._formats.number(Cell("", amount=finest))
        crowded = len(chart.categories) * len(chart.series) > _UNCROWDED
        label = _FONT | ({"rotation": -90} if crowded else {})
        for column, series in enumerate(chart.series, 1):
            self._column(top, column, series, money)
            yield self._series_ranges(top, column, len(series.amounts)) | {
                "fill": {"color": _COLOURS[(column - 1) % len(_COLOURS)]},
                "data_labels": {"value": True, "font": label, "num_format": money},
            }

    def _column(self, top: int, column: int, series: Series, shape: str) -> None:
        self._worksheet.write_string(top, column, series.name, self._formats.of(font_size=16))
        look = self._formats.of(font_size=16, num_format=shape)
        self._worksheet.write_column(top + 1, column, [satang / SATANG for satang in series.amounts], look)

    def _pie(self, pie: Pie) -> Drawn:
        """Excel counts the percents itself."""
        top, count = self._names(tuple(part.name for part in pie.slices)), len(pie.slices)
        look = self._formats.of(font_size=16, num_format=self._formats.number(Cell("", count=0)))
        self._worksheet.write_string(top, 1, pie.title, self._formats.of(font_size=16))
        self._worksheet.write_column(top + 1, 1, [part.count for part in pie.slices], look)
        drawn = self._book.add_chart({"type": "pie"})
        colours = [{"fill": {"color": _COLOURS[place % len(_COLOURS)]}} for place in range(count)]
        label = {"percentage": True, "position": "best_fit", "font": _FONT, "num_format": self._formats.rate}
        drawn.add_series(self._series_ranges(top, 1, count) | {"points": colours, "data_labels": label})
        drawn.set_legend({"position": "right", "font": _FONT})
        return drawn

    def _names(self, names: tuple[str, ...]) -> int:
        """Writes them one below the other; gives the row above them, left for headings."""
        top = self._row
        self._worksheet.write_column(top + 1, 0, names, self._formats.of(font_size=16))
        self._row = top + len(names) + 2
        return top

    def _series_ranges(self, top: int, column: int, count: int) -> dict[str, Any]:
        """Where XlsxWriter finds a series of `count` figures below row `top`."""
        last = top + count
        return {
            "name": [self._sheet, top, column],
            "categories": f"='{self._sheet}'!{xl_range_abs(top + 1, 0, last, 0)}",
            "values": f"='{self._sheet}'!{xl_range_abs(top + 1, column, last, column)}",
        }
