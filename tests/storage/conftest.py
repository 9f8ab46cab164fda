"""The storage tests run on both databases."""

from __future__ import annotations

import pytest

from storage.database import Storage
from storage.work import OfficeStorage
from tests.storage.samples import OFFICE, set_up


@pytest.fixture
def office(storage: Storage) -> OfficeStorage:
    """The sample office, on either database."""
    return set_up(storage.office(OFFICE.id))
