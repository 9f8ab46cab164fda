"""Which bytes are taken as an office's front matter."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from messages.documents import front_matter
from messages.documents.front_matter import FrontMatterRefused, check_front_matter
from messages.documents.writers import WRITERS
from tests.messages.documents import book
from tests.messages.documents.printed import document_of, table_report


def refusal(data: bytes) -> str:
    with pytest.raises(FrontMatterRefused) as refused:
        check_front_matter(data)
    return refused.value.reason


def archive(**parts: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return held.getvalue()


def test_a_docx_is_taken() -> None:
    assert check_front_matter(book.front_matter()) is None


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", "คำนำ".encode(), archive(a=b"b"), book.front_matter()[:-2000]], ids=range(5)
)
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    assert refusal(data) == "not_docx"


def test_a_workbook_is_no_docx() -> None:
    assert refusal(WRITERS["xlsx"](document_of(table_report()))) == "not_docx"


def test_a_locked_docx_and_an_old_doc_are_told_as_such() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999) == "old_or_locked"


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "MAX_BYTES", len(book.front_matter()) - 1)
    assert refusal(book.front_matter()) == "too_large"


def test_a_small_file_that_unpacks_to_much_is_refused() -> None:
    assert refusal(archive(a=b"\0" * (front_matter.MAX_UNPACKED + 1))) == "too_large"
