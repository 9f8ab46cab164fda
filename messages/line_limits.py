"""LINE's limits of what is sent to it, each told once."""

from __future__ import annotations

LABEL_LIMIT = 20
"""Grapheme clusters on a quick reply's label (LINE)."""
TEXT_LIMIT = 5_000
"""UTF-16 units of a text (LINE)."""
ALT_LIMIT = 1500
"""UTF-16 units of a card's alt text (LINE)."""
