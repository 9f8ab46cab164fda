"""Fixtures every test may ask for."""

from __future__ import annotations

import os

pytest_plugins = ["tests.support.databases"]

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
