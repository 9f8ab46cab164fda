"""A chart as a picture, drawn by Typst (chart.typ): other writers cannot shape Thai letters (THAI.md, Charts)."""

from __future__ import annotations

import json
from dataclasses import asdict

from messages.documents.blocks import Chart
from messages.documents.writers.typesetting import installed, typeset

CHART_WIDTH, CHART_HEIGHT = 16.0, 8.0
"""Centimetres."""


def draw(chart: Chart) -> bytes:
    """A PNG. Raises NoThaiFont."""
    data = {"chart": asdict(chart), "width": CHART_WIDTH, "height": CHART_HEIGHT, "font": installed()}
    return typeset(("chart.typ", "chart_page.typ"), json.dumps(data), picture=True)
