"""What is kept of the official documents an office had written."""

from __future__ import annotations

from dataclasses import replace

from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, changing, document


def test_a_document_is_found_by_the_hash_of_its_bytes(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.documents.keep(document())
        assert work.documents.keep(document("another"))
    with office.reading() as work:
        assert work.documents.find(document().sha256) == document()


def test_a_file_nobody_wrote_is_not_found(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.documents.find(document().sha256) is None


def test_the_same_bytes_again_stay_the_document_they_were(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.documents.keep(document())
        assert not work.documents.keep(replace(document(), at=NOW + MINUTE, draft=True, sources=()))
        assert work.documents.find(document().sha256) == document()
