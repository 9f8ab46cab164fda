"""A document as PDF, set by Typst (document.typ)."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from messages.documents.blocks import Block, Cell, Chart, Column, Document, Gallery, Picture, Pie, Section, Table
from messages.documents.writers.charts import CHART_WIDTH, chart_height
from messages.documents.writers.grid import PlacedCell, cell_align, place_cells
from messages.documents.writers.page import fit_picture, gallery_rows, page_margins, select_for_paper
from messages.documents.writers.typesetting import find_font, typeset

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="{picture.width}" height="{picture.height}"><image width="{picture.width}" height="{picture.height}"'
    ' xlink:href="data:image/jpeg;base64,{jpeg}"/></svg>'
)


def write_pdf(document: Document) -> bytes:
    """The bytes of a .pdf. Raises NoThaiFont."""
    data = {
        "font": find_font(),
        "title": document.title,
        "author": document.author,
        "draft": document.draft,
        "thai_digits": document.thai_digits,
        "sections": [_section(section) for section in select_for_paper(document.all_sections)],
    }
    return typeset(("chart.typ", "document.typ"), json.dumps(data))


def _section(section: Section) -> dict[str, Any]:
    return {
        "landscape": section.landscape,
        "text_size": section.text_size,
        "margins": asdict(page_margins(section)),
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {"is": type(block).__name__, **_block_json(block)}


def _block_json(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            return _table(block)
        case Gallery():
            return {"rows": [[_picture(picture) for picture in line] for line in gallery_rows(block.pictures)]}
        case Chart() | Pie():
            return asdict(block) | {"width": CHART_WIDTH, "height": chart_height(block)}
        case _:
            return asdict(block)


def _picture(picture: Picture) -> dict[str, Any]:
    """As SVG around the JPEG: what Typst is given has to be text."""
    told = {"caption": picture.caption, "missing": picture.missing}
    if not picture.jpeg:
        return told
    width, height = fit_picture(picture)
    jpeg = b64encode(picture.jpeg).decode("ascii")
    return told | {"width": width, "height": height, "svg": _SVG.format(picture=picture, jpeg=jpeg)}


def _table(table: Table) -> dict[str, Any]:
    lines = zip(table.rows, _cells(table, [row.cells for row in table.rows]), strict=True)
    return {
        "columns": [column.width for column in table.columns],
        "header": list(_cells(table, table.header)),
        "rows": [{"kind": row.kind, "cells": cells} for row, cells in lines],
    }


def _cells(table: Table, rows: Sequence[Sequence[Cell]]) -> Iterator[list[dict[str, Any]]]:
    for line in place_cells(rows, len(table.columns)):
        yield [_cell(place, table.columns) for place in line if not place.continued]


def _cell(place: PlacedCell, columns: Sequence[Column]) -> dict[str, Any]:
    cell = place.cell
    return {"text": cell.text, "columns": cell.columns, "rows": cell.rows, "align": cell_align(place, columns)}
