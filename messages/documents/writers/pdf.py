"""A document as PDF, set by Typst (document.typ)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from messages.documents.blocks import Block, Cell, Column, Document, Section, Table
from messages.documents.writers.charts import CHART_HEIGHT, CHART_WIDTH
from messages.documents.writers.grid import Placed, placed, standing
from messages.documents.writers.page import margins
from messages.documents.writers.typesetting import installed, typeset


def write_pdf(document: Document) -> bytes:
    """The bytes of a .pdf. Raises NoThaiFont."""
    data = {
        "font": installed(),
        "title": document.title,
        "author": document.author,
        "draft": document.draft,
        "thai_digits": document.thai_digits,
        "chart": {"width": CHART_WIDTH, "height": CHART_HEIGHT},
        "sections": [_section(section) for section in document.sections],
    }
    return typeset(("chart.typ", "document.typ"), json.dumps(data))


def _section(section: Section) -> dict[str, Any]:
    return {
        "landscape": section.landscape,
        "text_size": section.text_size,
        "margins": asdict(margins(section)),
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {"is": type(block).__name__, **(_table(block) if isinstance(block, Table) else asdict(block))}


def _table(table: Table) -> dict[str, Any]:
    rows = zip(table.rows, _cells(table, [row.cells for row in table.rows]), strict=True)
    return {
        "columns": [column.width for column in table.columns],
        "header": list(_cells(table, table.header)),
        "rows": [{"kind": row.kind, "cells": cells} for row, cells in rows],
    }


def _cells(table: Table, rows: Sequence[Sequence[Cell]]) -> Iterator[list[dict[str, Any]]]:
    for line in placed(rows, len(table.columns)):
        yield [_cell(place, table.columns) for place in line if not place.continued]


def _cell(place: Placed, columns: Sequence[Column]) -> dict[str, Any]:
    cell = place.cell
    return {"text": cell.text, "columns": cell.columns, "rows": cell.rows, "align": standing(place, columns)}
