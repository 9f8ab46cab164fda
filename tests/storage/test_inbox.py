"""Each webhook event is served once."""

from __future__ import annotations

import threading

from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, changing


def test_an_event_is_claimed_once(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.inbox.claim("event", NOW)
    with changing(office) as work:
        assert not work.inbox.claim("event", NOW)


def test_an_event_whose_turn_failed_can_be_claimed_again(office: OfficeStorage) -> None:
    with office.work() as work:
        assert work.inbox.claim("event", NOW)
    with office.work() as work:
        assert work.inbox.claim("event", NOW)


def test_of_two_at_once_one_is_served(office: OfficeStorage) -> None:
    served = []
    together = threading.Barrier(4)

    def serve() -> None:
        together.wait()
        with changing(office) as work:
            served.append(work.inbox.claim("event", NOW))

    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(served) == [False, False, False, True]


def test_old_events_are_forgotten_and_newer_ones_kept(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.inbox.claim("old", NOW - MINUTE)
        work.inbox.claim("new", NOW)
        assert work.inbox.forget_before(NOW) == 1
        assert work.inbox.claim("old", NOW)
        assert not work.inbox.claim("new", NOW)
