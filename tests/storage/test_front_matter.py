"""The docx an office puts before its report."""

from __future__ import annotations

import pytest

from storage.database import Storage
from storage.errors import NoSuchOffice
from storage.records import FrontMatter
from storage.work import OfficeStorage
from tests.storage.samples import OFFICE, changing

FRONT = FrontMatter("front.docx", b"PK\x03\x04\x00\xff")


def test_an_office_has_none_at_first(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.front_matter.load() is None


def test_it_comes_back_byte_for_byte(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.front_matter.save(FRONT)
    with office.reading() as work:
        assert work.front_matter.load() == FRONT


def test_a_new_one_takes_the_place_of_the_old(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.front_matter.save(FRONT)
        work.front_matter.save(FrontMatter("new.docx", b"new"))
        assert work.front_matter.load() == FrontMatter("new.docx", b"new")


def test_a_removed_one_is_gone(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.front_matter.save(FRONT)
        work.front_matter.remove()
        assert work.front_matter.load() is None


def test_saving_the_office_leaves_it_alone(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.front_matter.save(FRONT)
        work.office.save(OFFICE)
        assert work.front_matter.load() == FRONT


def test_an_office_that_is_not_there_has_no_place_for_one(storage: Storage) -> None:
    with storage.office("nowhere").work() as work, pytest.raises(NoSuchOffice):
        work.front_matter.save(FRONT)


def test_its_bytes_are_not_printed() -> None:
    assert "PK" not in repr(FRONT)
