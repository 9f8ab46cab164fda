"""A chart as a picture, drawn by Typst (chart.typ): others cannot shape Thai letters (deploy/docs/thai-facts.md)."""

from __future__ import annotations

import json
from dataclasses import asdict

from messages.documents.blocks import Chart, Pie
from messages.documents.writers.typesetting import installed, typeset

CHART_WIDTH = 16.0
_BARS, _PIE = 8.0, 5.5
"""Centimetres."""


def height_of(chart: Chart | Pie) -> float:
    """Centimetres, in every file."""
    return _PIE if isinstance(chart, Pie) else _BARS


def draw(chart: Chart | Pie) -> bytes:
    """A PNG. Raises NoThaiFont."""
    data = {"chart": asdict(chart), "width": CHART_WIDTH, "height": height_of(chart), "font": installed()}
    return typeset(("chart.typ", "chart_page.typ"), json.dumps(data), picture=True)
