"""A chart as a picture, drawn by Typst (chart.typ): others cannot shape Thai letters (deploy/docs/thai-facts.md)."""

from __future__ import annotations

import json
from dataclasses import asdict

from messages.documents.blocks import Chart, Pie
from messages.documents.writers.typesetting import find_font, typeset

CHART_WIDTH = 16.0
_BARS, _PIE = 8.0, 5.5
"""Centimetres."""


def chart_height(chart: Chart | Pie) -> float:
    """Centimetres, in every file."""
    return _PIE if isinstance(chart, Pie) else _BARS


def draw_chart(chart: Chart | Pie) -> bytes:
    """A PNG. Raises NoThaiFont."""
    data = {"chart": asdict(chart), "width": CHART_WIDTH, "height": chart_height(chart), "font": find_font()}
    return typeset(("chart.typ", "chart_page.typ"), json.dumps(data), picture=True)
