"""What the wiring puts to work."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from PIL import Image

from bot.conversation.events import TextReceived
from bot.usecases.ports import Download
from bot.wiring import Background
from storage.records import Photo
from tests.support.usecase_harness import OFFICE, open_harness
from tests.support.waiting import comes_true


def make_jpeg() -> bytes:
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "JPEG")
    return written.getvalue()


def test_the_background_fetches_photos_and_carries_messages(tmp_path: Path) -> None:
    with open_harness(tmp_path) as harness:
        harness.messenger.contents["500001"] = Download("ready", make_jpeg())
        photo = Photo(uuid4(), OFFICE, "500001", uuid4(), "a session", harness.now, harness.now)
        with harness.storage.office(OFFICE).work() as work:
            work.photos.add(photo)
            work.commit()
        harness.hear("U1", TextReceived, "m", "สวัสดี")
        background = Background(harness.ports, lambda: harness.now)
        try:
            assert comes_true((tmp_path / "photos" / photo.key).exists)
            assert comes_true(lambda: len(harness.messenger.accepted) == 1)
        finally:
            background.stop()


MANY_THREADS = """
from ctypes import CDLL
from threading import Barrier, Thread
from bot.memory import tune_memory

tune_memory()
together = Barrier(8)
def allocate():
    kept = [bytearray(5000) for _ in range(100)]
    together.wait()
threads = [Thread(target=allocate) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
CDLL(None).malloc_stats()
"""


def test_threads_share_one_heap() -> None:
    ended = subprocess.run([sys.executable, "-c", MANY_THREADS], capture_output=True, text=True, check=True)
    assert ended.stderr.count("Arena ") == 1
