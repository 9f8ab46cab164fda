"""/readyz names what does not stand, /healthz stays; an event nobody kept is to be sent again, whatever the reason."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from bot.usecases import readiness
from bot.web.app import create_app
from storage.database import Storage
from tests.bot.web.test_webhook import post, said
from tests.support.usecase_harness import KEY, OFFICE, UsecaseHarness, open_harness

GOOD = {"database": "ok", "migrations": "ok", "key": "ok", "clock": "ok", "disk": "ok"}


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        harness.tick()
        yield harness


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """Its file is office.db."""
    with open_harness(tmp_path) as harness:
        harness.tick()
        yield harness


def visitor(harness: UsecaseHarness) -> FlaskClient:
    return create_app(harness.ports, lambda: harness.now).test_client()


def ready(harness: UsecaseHarness) -> tuple[int, dict[str, str]]:
    """What a web process that has not looked yet tells."""
    answer = visitor(harness).get("/readyz")
    return answer.status_code, answer.get_json()


def test_everything_stands(harness: UsecaseHarness) -> None:
    assert ready(harness) == (200, GOOD)


def test_a_clock_that_ticks_no_more_is_named(harness: UsecaseHarness) -> None:
    harness.wait(minutes=4)
    assert ready(harness) == (503, GOOD | {"clock": "silent"})


def test_a_clock_that_never_ticked_is_named(tmp_path: Path) -> None:
    with open_harness(tmp_path) as harness:
        assert ready(harness) == (503, GOOD | {"clock": "never"})


def test_a_clock_far_ahead_is_named(harness: UsecaseHarness) -> None:
    harness.now -= timedelta(hours=35)
    assert ready(harness) == (503, GOOD | {"clock": "silent"})


def test_a_lost_key_is_named(harness: UsecaseHarness) -> None:
    other = Storage(harness.storage._url, "another key, which opens nothing here")
    assert readiness.readiness(other, harness.now)["key"] == "lost"
    other.close()


def test_a_disk_nearly_full_is_named(on_sqlite: UsecaseHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "SCARCE_BYTES", 10**18)
    assert ready(on_sqlite) == (503, GOOD | {"disk": "scarce"})


def remove(path: Path, _: UsecaseHarness) -> None:
    path.unlink()


def replace(path: Path, _: UsecaseHarness) -> None:
    shutil.copy(path, path.with_name("copy.db"))
    path.with_name("copy.db").replace(path)


def damage(path: Path, harness: UsecaseHarness) -> None:
    harness.storage._writer.dispose()
    harness.storage._reader.dispose()
    for log in path.parent.glob("office.db-*"):
        log.unlink()
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def make_read_only(_: Path, harness: UsecaseHarness) -> None:
    each_connection(harness, "PRAGMA query_only = ON")


def each_connection(harness: UsecaseHarness, pragma: str) -> None:
    for engine in (harness.storage._writer, harness.storage._prober):
        engine.dispose()
        event.listen(engine, "connect", lambda raw, _: raw.execute(pragma))


BROKEN: dict[str, Callable[[Path, UsecaseHarness], None]] = {
    "cannot_open": remove,
    "replaced": replace,
    "damaged": damage,
    "read_only": make_read_only,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_database_of_no_use_is_named(on_sqlite: UsecaseHarness, tmp_path: Path, kind: str) -> None:
    assert post(visitor(on_sqlite), said("สถานะ")) == 200
    BROKEN[kind](tmp_path / "office.db", on_sqlite)
    status, found = ready(on_sqlite)
    assert status == 503
    assert found["database"] in {kind, "replaced"}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("known", ["a person known", "nobody known"])
def test_an_event_not_kept_is_to_be_sent_again(
    on_sqlite: UsecaseHarness, tmp_path: Path, kind: str, known: str
) -> None:
    web = visitor(on_sqlite)
    if known == "a person known":
        assert post(web, said("สถานะ")) == 200
    BROKEN[kind](tmp_path / "office.db", on_sqlite)
    assert post(web, said("สถานะ")) == 503


def test_an_event_the_disk_has_no_room_for_is_to_be_sent_again(on_sqlite: UsecaseHarness) -> None:
    each_connection(on_sqlite, "PRAGMA max_page_count = 1")  # it may not grow, and fails as on a full disk
    web = visitor(on_sqlite)
    assert any(post(web, said("ก" * 4000)) == 503 for _ in range(500))


def test_another_programs_lock_is_named_soon(on_sqlite: UsecaseHarness, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "office.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert ready(on_sqlite) == (503, {"database": "busy"})  # while the lock is held: it is not waited for
    other.close()


@pytest.mark.parametrize("kind", BROKEN)
def test_a_database_of_no_use_has_no_metrics(on_sqlite: UsecaseHarness, tmp_path: Path, kind: str) -> None:
    BROKEN[kind](tmp_path / "office.db", on_sqlite)
    assert visitor(on_sqlite).get("/metrics").status_code in ({503} if kind != "read_only" else {200})


def test_what_was_found_is_told_for_some_seconds(harness: UsecaseHarness) -> None:
    web = visitor(harness)
    assert web.get("/readyz").status_code == 200
    harness.wait(minutes=4)
    assert web.get("/readyz").status_code == 200


def test_a_channel_sealed_with_another_key_has_the_event_sent_again(harness: UsecaseHarness) -> None:
    other = Storage(harness.storage._url, KEY[::-1])
    with other.office(OFFICE).work() as work:
        work.office.save_channel(harness.storage.channels([OFFICE])[OFFICE] or pytest.fail("no channel"))
        work.commit()
    other.close()
    assert post(visitor(harness), said("สถานะ")) == 503


def test_an_office_no_database_can_name_is_404(harness: UsecaseHarness) -> None:
    assert visitor(harness).post("/line/%00/webhook", data=b"{}").status_code == 404


def test_nothing_is_taken_for_what_it_is_not(harness: UsecaseHarness) -> None:
    web = visitor(harness)
    answers = [web.get(path) for path in ("/healthz", "/readyz", "/metrics", "/d/x", "/nowhere")]
    assert {answer.headers.get("X-Content-Type-Options") for answer in answers} == {"nosniff"}
