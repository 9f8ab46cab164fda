"""What Tanrob writes is for its owner alone, whatever the umask; folders of others stay as they are."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from storage.database import Storage
from storage.photo_files import PhotoFiles

SAMPLE = files("messages.samples") / "khonkaen2"
PHOTO = "khonkaen2/0b9c1a3e-1f0e-5c7b-9d55-1f2e3d4c5b6a.jpg"
SECRET_KEY = "a key of a test, of which nobody knows"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = os.umask(0)
    folder = tmp_path / "shared"
    folder.mkdir()
    yield folder
    os.umask(before)


def tanrob(folder: Path, *words: str, **settings: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'office.db'}",
        "LINE_API_BASE": "http://127.0.0.1:9",
        "KHONKAEN2_CHANNEL_SECRET": "secret",
        "KHONKAEN2_CHANNEL_ACCESS_TOKEN": "token",
        "TANROB_NOW": "2021-03-15T08:00+07:00",
        **settings,
    }
    command = [str(Path(sys.executable).parent / "tanrob"), *words]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def open_to_others(folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def test_all_that_the_commands_make_is_their_owners_alone(folder: Path) -> None:
    photos = folder / "made" / "for" / "photos"
    tanrob(folder, "office", "apply", str(SAMPLE / "office.toml"))
    tanrob(folder, "plan", "import", "khonkaen2", str(SAMPLE / "plan.xlsx"))
    tanrob(folder, "tick", TANROB_PHOTOS=photos.as_uri())
    tanrob(folder, "export", "khonkaen2", "2564-6m", "--format", "csv", "--out", str(folder / "export.csv"))
    tanrob(folder, "report", "khonkaen2", "2564-6m", "--format", "docx", "--out", str(folder / "report.docx"))
    assert {"office.db", "office.db.key", "export.csv", "report.docx"} <= {path.name for path in folder.iterdir()}
    assert photos.is_dir()
    assert open_to_others(folder) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o777


def test_a_file_that_others_could_read_is_closed_when_it_is_written_anew(folder: Path) -> None:
    tanrob(folder, "office", "apply", str(SAMPLE / "office.toml"))
    tanrob(folder, "plan", "import", "khonkaen2", str(SAMPLE / "plan.xlsx"))
    for name in ("export.csv", "report.xlsx"):
        (folder / name).write_bytes(b"of last week")
        (folder / name).chmod(0o666)
    tanrob(folder, "export", "khonkaen2", "2564-6m", "--format", "csv", "--out", str(folder / "export.csv"))
    tanrob(folder, "report", "khonkaen2", "2564-6m", "--format", "xlsx", "--out", str(folder / "report.xlsx"))
    assert b"of last week" not in (folder / "export.csv").read_bytes()
    assert open_to_others(folder) == []


def test_files_of_an_earlier_version_are_closed_and_those_of_others_left(folder: Path) -> None:
    storage = Storage.open(f"sqlite:///{folder / 'office.db'}", SECRET_KEY)
    storage.migrate()
    storage.ping()
    photos = PhotoFiles.open((folder / "photos").as_uri())
    photos.put(PHOTO, b"a photo")
    (folder / "photos" / "of another").mkdir()
    for path in (folder / "office.db", folder / "office.db-wal", folder / "office.db-shm"):
        path.chmod(0o666)
    (folder / "photos" / "khonkaen2").chmod(0o777)
    storage.migrate()
    PhotoFiles.open((folder / "photos").as_uri())
    assert {path for path in open_to_others(folder) if path.startswith("office")} == set()
    assert stat.S_IMODE((folder / "photos" / "khonkaen2").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "photos" / "of another").stat().st_mode) == 0o777
    assert photos.get(PHOTO) == b"a photo"
    storage.close()


def test_what_is_written_beside_the_database_later_has_its_mode(folder: Path) -> None:
    storage = Storage.open(f"sqlite:///{folder / 'office.db'}", SECRET_KEY)
    storage.migrate()
    storage.close()
    again = Storage.open(f"sqlite:///{folder / 'office.db'}", SECRET_KEY)
    again.ping()
    assert {"office.db-wal", "office.db-shm"} <= {path.name for path in folder.iterdir()}
    assert open_to_others(folder) == []
    again.close()
