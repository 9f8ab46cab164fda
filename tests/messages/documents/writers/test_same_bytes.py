"""The same answers give the same file, whenever and wherever it is written."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from messages.documents.writers import WRITERS
from tests.messages.documents.printed import document_of, quarterly_report
from tests.support.fonts import need_thai_font

ROOT = Path(__file__).parents[4]
ELSEWHERE = """
import hashlib, sys
from messages.documents.writers import WRITERS
from tests.messages.documents.printed import document_of, quarterly_report
print(hashlib.sha256(WRITERS[sys.argv[1]](document_of(quarterly_report()))).hexdigest())
"""


@pytest.mark.parametrize("kind", WRITERS)
def test_another_process_in_another_zone_writes_the_same_bytes(kind: str) -> None:
    need_thai_font()
    here = hashlib.sha256(WRITERS[kind](document_of(quarterly_report()))).hexdigest()
    command = [sys.executable, "-c", ELSEWHERE, kind]
    surroundings = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    there = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True).stdout
    assert there.strip() == here


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_no_part_of_an_archive_tells_when_it_was_written(kind: str) -> None:
    need_thai_font()
    with zipfile.ZipFile(BytesIO(WRITERS[kind](document_of(quarterly_report())))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2021-03-24T07:05:00Z" in archive.read("docProps/core.xml")
