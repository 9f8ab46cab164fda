"""Fixtures every test may ask for, and what no test may leave to the next."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.support.kinds", "tests.support.databases"]

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")


def pytest_collection_finish() -> None:
    """What is loaded stays: each collection of garbage would look through all of it again, a quarter of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_logging_left_over() -> Iterator[None]:
    """A command run in this process starts the log of its process: on a stream that ends with the test."""
    root, level = logging.getLogger(), logging.getLogger().level
    uncaught, uncaught_in_thread = sys.excepthook, threading.excepthook
    yield
    for handler in [found for found in root.handlers if type(found) is logging.StreamHandler]:
        root.removeHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
