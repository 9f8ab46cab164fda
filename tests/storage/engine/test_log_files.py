"""SQLite's log removed while it is in use: what was stored stays, and nothing is stored where it would be lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Storage
from storage.errors import Replaced
from storage.work import OfficeStorage
from tests.storage.samples import OFFICE, changing
from tests.support.databases import SECRET_KEY

LOST = {"the log and its index": ("-wal", "-shm"), "the log": ("-wal",), "the index": ("-shm",)}


@pytest.fixture
def office(sqlite_storage: Storage) -> OfficeStorage:
    office = sqlite_storage.office(OFFICE.id)
    with changing(office) as work:
        work.office.save(OFFICE)
    keep(office, 1)
    return office


@pytest.fixture(params=LOST)
def lost(request: pytest.FixtureRequest, office: OfficeStorage, tmp_path: Path) -> OfficeStorage:
    """An office whose database has lost these of its files."""
    with office.reading():
        pass
    for suffix in LOST[request.param]:
        (tmp_path / f"tanrob.db{suffix}").unlink()
    return office


def keep(office: OfficeStorage, version: int) -> None:
    with changing(office) as work:
        work.forms.keep("table", version, f"source {version}")


def kept(office: OfficeStorage) -> list[str | None]:
    with office.reading() as work:
        return [work.forms.source("table", version) for version in (1, 2)]


@pytest.fixture
def after_a_crash(tmp_path: Path) -> Iterator[OfficeStorage]:
    """The office as another process finds it that starts when all others were killed."""
    folder = tmp_path / "found"
    folder.mkdir()
    opened = Storage.open(f"sqlite:///{folder / 'tanrob.db'}", SECRET_KEY)
    yield opened.office(OFFICE.id)
    opened.close()


def crash(tmp_path: Path) -> None:
    for file in tmp_path.glob("tanrob.db*"):
        if not file.name.endswith("-shm"):  # of no use to who comes after a crash
            shutil.copy(file, tmp_path / "found")


def test_nothing_is_stored_in_files_that_are_lost(lost: OfficeStorage) -> None:
    with pytest.raises(Replaced):
        keep(lost, 2)


def test_what_was_stored_before_survives(lost: OfficeStorage, tmp_path: Path, after_a_crash: OfficeStorage) -> None:
    with pytest.raises(Replaced):
        kept(lost)
    crash(tmp_path)
    assert kept(after_a_crash) == ["source 1", None]


def test_it_goes_on_by_itself_and_keeps_what_follows(
    lost: OfficeStorage, tmp_path: Path, after_a_crash: OfficeStorage
) -> None:
    with pytest.raises(Replaced):
        keep(lost, 2)
    keep(lost, 2)
    crash(tmp_path)
    assert kept(lost) == kept(after_a_crash) == ["source 1", "source 2"]


def test_a_connection_opened_after_the_loss_stores_nothing_either(lost: OfficeStorage, sqlite_storage: Storage) -> None:
    sqlite_storage._writer.dispose()
    with pytest.raises(Replaced):
        keep(lost, 2)
