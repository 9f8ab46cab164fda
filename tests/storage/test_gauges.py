"""How the whole installation is doing, told from the rows of every office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import Gauges, Quota
from storage.tables import HEARTBEAT
from storage.work import OfficeStorage
from tests.storage.samples import DIED, MINUTE, NOW, OFFICE, REFUSED, changing, letter, photo, set_up

OTHER = replace(OFFICE, id="other")


def gauges(storage: Storage) -> Gauges:
    return storage.gauges.read(NOW - 5 * MINUTE)


@pytest.fixture
def other(storage: Storage) -> OfficeStorage:
    return set_up(storage.office(OTHER.id), OTHER)


def test_an_empty_installation_has_nothing_under_way(storage: Storage) -> None:
    read = gauges(storage)
    assert (read.waiting, read.oldest_at, read.settled, read.photos_waiting, read.quotas) == ({}, None, {}, 0, {})


def test_deliveries_under_way_are_counted_by_kind_across_offices(
    storage: Storage, office: OfficeStorage, other: OfficeStorage
) -> None:
    with changing(office) as work:
        work.outbox.post(letter())
        work.outbox.post(replace(letter("a reminder"), kind=DeliveryKind.REMINDER, created_at=NOW - MINUTE))
    with changing(other) as work:
        work.outbox.post(replace(letter("theirs"), office_id=OTHER.id))
    read = gauges(storage)
    assert (read.waiting, read.oldest_at) == ({"reply": 2, "reminder": 1}, NOW - MINUTE)


def test_what_is_claimed_is_under_way_still(storage: Storage, office: OfficeStorage) -> None:
    with changing(office) as work:
        work.outbox.post(letter())
    storage.outbox.claim(NOW, MINUTE, 1)
    assert gauges(storage).waiting == {"reply": 1}


def test_settled_deliveries_are_counted_by_kind_and_outcome(storage: Storage, office: OfficeStorage) -> None:
    with changing(office) as work:
        for cause in ("sent", "sent too", "failed", "doubtful"):
            work.outbox.post(letter(cause))
        work.outbox.post(replace(letter("superseded"), kind=DeliveryKind.REMINDER))
        work.outbox.supersede(DeliveryKind.REMINDER, "Uowner", NOW)
    storage.outbox.claim(NOW, MINUTE, 0, sent=[letter("sent"), letter("sent too")])
    storage.outbox.give_up(letter("failed"), NOW, REFUSED)
    storage.outbox.give_up(letter("doubtful"), NOW, DIED)
    read = gauges(storage)
    replies = {("reply", "sent"): 2, ("reply", "failed"): 1, ("reply", "doubtful"): 1}
    assert read.settled == {**replies, ("reminder", "superseded"): 1}
    assert (read.waiting, read.oldest_at) == ({}, None)


def test_what_was_settled_before_is_not_counted(storage: Storage, office: OfficeStorage) -> None:
    with changing(office) as work:
        work.outbox.post(letter())
    storage.outbox.claim(NOW - 5 * MINUTE, MINUTE, 0, sent=[letter()])
    assert gauges(storage).settled == {}


def test_photos_to_be_downloaded_are_counted_and_kept_ones_are_not(storage: Storage, office: OfficeStorage) -> None:
    with changing(office) as work:
        work.photos.add(photo("500001"))
        work.photos.add(photo("500002"))
        work.photos.keep(photo("500002").id, 1, 2, 3)
    assert gauges(storage).photos_waiting == 1


def test_the_months_messages_are_told_by_office(storage: Storage, office: OfficeStorage, other: OfficeStorage) -> None:
    quotas = {OFFICE.id: Quota("2021-03", NOW, 300, 120, 3, 25), OTHER.id: Quota("2021-03", NOW)}
    for one in (office, other):
        with changing(one) as work:
            work.quota.save(quotas[work.office_id])
    assert gauges(storage).quotas == quotas


def test_a_beat_is_counted_with_its_moment(storage: Storage) -> None:
    before = gauges(storage).ticks
    for moment in (NOW, NOW + MINUTE):
        storage.gauges.beat(moment)
    read = gauges(storage)
    assert (read.ticks - before, read.ticked_at) == (2, NOW + MINUTE)


def test_the_clocks_row_belongs_to_no_office() -> None:
    assert [column.name for column in HEARTBEAT.columns] == ["name", "times", "at"]
