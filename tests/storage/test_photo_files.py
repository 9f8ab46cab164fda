"""The bytes of photos, in a folder and in a real S3 API (moto's server on loopback)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import urllib3
from moto.server import ThreadedMotoServer

from storage.errors import PhotoStoreDown
from storage.photo_files import PhotoFiles

KEY = "kk2/6f0c7a52.jpg"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 that has the bucket `photos`."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    with urllib3.PoolManager() as web:
        assert web.request("PUT", f"{address}/photos").status == 200
    yield address
    server.stop()


@pytest.fixture
def s3_settings(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """As an administrator sets them; gives the address."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a key for tests alone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret for tests alone")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    return s3


@pytest.fixture(params=["folder", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return (tmp_path / "รูป ๆ" / "photos").as_uri()
    request.getfixturevalue("s3_settings")
    return f"s3://photos/{tmp_path.name}"


@pytest.fixture
def files(url: str) -> PhotoFiles:
    return PhotoFiles.open(url)


def test_what_was_put_is_got(files: PhotoFiles) -> None:
    files.put(KEY, b"\xff\xd8 a photo")
    assert files.get(KEY) == b"\xff\xd8 a photo"


def test_what_is_put_again_takes_its_place(files: PhotoFiles) -> None:
    files.put(KEY, b"first")
    files.put(KEY, b"second")
    assert files.get(KEY) == b"second"


def test_what_was_put_is_there_when_opened_again(files: PhotoFiles, url: str) -> None:
    files.put(KEY, b"kept")
    assert PhotoFiles.open(url).get(KEY) == b"kept"


def test_what_was_deleted_is_gone(files: PhotoFiles) -> None:
    files.put(KEY, b"a photo")
    files.put("kk2/another.jpg", b"another")
    files.delete(KEY)
    with pytest.raises(FileNotFoundError):
        files.get(KEY)
    assert files.get("kk2/another.jpg") == b"another"


def test_deleting_what_is_not_there_is_fine(files: PhotoFiles) -> None:
    files.delete(KEY)
    files.delete(KEY)
    with pytest.raises(FileNotFoundError):
        files.get(KEY)


def test_the_folder_named_is_the_one_used(tmp_path: Path) -> None:
    PhotoFiles.open((tmp_path / "ก 100%").as_uri()).put(KEY, b"a photo")
    assert (tmp_path / "ก 100%" / KEY).read_bytes() == b"a photo"


def test_two_prefixes_of_a_bucket_do_not_meet(s3_settings: str) -> None:
    PhotoFiles.open("s3://photos/one").put(KEY, b"one")
    PhotoFiles.open("s3://photos/two/deeper/").put(KEY, b"two")
    PhotoFiles.open("s3://photos").put(KEY, b"none")
    assert PhotoFiles.open("s3://photos").get(f"one/{KEY}") == b"one"
    assert PhotoFiles.open("s3://photos").get(f"two/deeper/{KEY}") == b"two"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PhotoStoreDown):
        PhotoFiles.open((tmp_path / "file" / "photos").as_uri())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    files = PhotoFiles.open(tmp_path.as_uri())
    (tmp_path / "kk2").touch()
    with pytest.raises(PhotoStoreDown):
        files.put(KEY, b"a photo")


@pytest.mark.parametrize("use", [lambda files: files.put(KEY, b"a photo"), lambda files: files.delete(KEY)])
def test_a_bucket_that_is_not_there_is_told(s3_settings: str, use: Callable[[PhotoFiles], object]) -> None:
    files = PhotoFiles.open("s3://nowhere")
    with pytest.raises(PhotoStoreDown):
        use(files)


def test_a_store_that_does_not_answer_is_told_without_its_address(
    s3_settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    files = PhotoFiles.open("s3://photos")
    for deed in (lambda: files.put(KEY, b"a photo"), lambda: files.get(KEY), lambda: files.delete(KEY)):
        with pytest.raises(PhotoStoreDown) as told:
            deed()
        assert "127.0.0.1" not in str(told.value)
