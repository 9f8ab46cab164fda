"""Whether this machine can draw Thai letters."""

from __future__ import annotations

import os

import pytest
import typst

from messages.documents.menu_picture import FONTS


def need_thai_font() -> None:
    """Skips the test where no Thai font is installed; on the build machine it fails instead."""
    if not set(FONTS) & set(typst.Fonts().families()) and "CI" not in os.environ:
        pytest.skip("no Thai font on this machine: apt install fonts-tlwg-laksaman-ttf")
