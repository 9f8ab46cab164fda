"""An office's own row and its sealed LINE channel."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, update

from storage.database import Storage
from storage.errors import WrongSecretKey
from storage.records import Channel, Contact, ReminderPolicy, SummaryPolicy
from storage.tables import METADATA
from storage.work import OfficeStorage
from tests.storage.samples import OFFICE, changing, set_up

OFFICES = METADATA.tables["office"]
CHANNEL = Channel("8c570fa6dd201bb328f1c1eac23a96d8", "an-access-token-nobody-may-read")


def test_an_office_comes_back_as_it_was_saved(office: OfficeStorage) -> None:
    changed = replace(
        OFFICE,
        thai_digits=True,
        reminders=ReminderPolicy((5, 0), (2,), time(8, 30), 7, (date(2021, 4, 12),), (time(20), time(7)), 3),
        summary=SummaryPolicy((), time(15, 45), (Decimal(32), None, Decimal("77.25"), Decimal(100)), (2,)),
        contact=Contact("กลุ่มนโยบายและแผน", "043 123 456 ต่อ 12", "จันทร์–ศุกร์"),
    )
    with changing(office) as work:
        work.office.save(changed)
    with office.reading() as work:
        assert work.office.load() == changed
        assert work.office.contact() == changed.contact


def test_an_office_without_quiet_hours_comes_back_without(office: OfficeStorage) -> None:
    changed = replace(OFFICE, reminders=ReminderPolicy(quiet=None))
    with changing(office) as work:
        work.office.save(changed)
    with office.reading() as work:
        assert work.office.load() == changed


def test_an_office_kept_by_an_earlier_version_has_the_defaults_of_what_is_new(
    storage: Storage, office: OfficeStorage
) -> None:
    earlier = {"days_before": [5], "overdue_days": [2], "send_at": "08:30:00", "reserve": 7}
    with storage._writer.connect() as connection:
        connection.execute(METADATA.tables["office"].update().values(reminders=earlier))
        connection.commit()
    with office.reading() as work:
        assert work.office.load() == replace(OFFICE, reminders=ReminderPolicy((5,), (2,), time(8, 30), 7))


@pytest.mark.parametrize("new", [field.name for field in fields(ReminderPolicy)])
def test_an_office_kept_before_there_was_a_setting_of_reminders_has_its_default(
    storage: Storage, office: OfficeStorage, new: str
) -> None:
    """A setting is added to offices that are there already: no earlier row names it."""
    with storage._writer.connect() as connection:
        kept = connection.execute(select(OFFICES.c.reminders)).scalar_one()
        earlier = {name: value for name, value in kept.items() if name != new}
        connection.execute(update(OFFICES).values(reminders=earlier))
        connection.commit()
    with office.reading() as work:
        assert work.office.load() == OFFICE, f"storage/offices.py cannot read an office kept without {new}"


def test_an_office_nobody_set_up_is_none(storage: Storage) -> None:
    with storage.office("nowhere").reading() as work:
        assert work.office.load() is None
        assert work.office.channel() is None


def test_every_office_is_listed_by_id(storage: Storage) -> None:
    for office_id in ("b", "a"):
        set_up(storage.office(office_id), replace(OFFICE, id=office_id))
    assert storage.office_ids() == ("a", "b")


def test_a_channel_comes_back(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.office.save_channel(CHANNEL)
    with office.reading() as work:
        assert work.office.channel() == CHANNEL


def test_saving_an_office_again_keeps_its_channel(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.office.save_channel(CHANNEL)
        work.office.save(replace(OFFICE, form="narrative"))
    with office.reading() as work:
        assert work.office.channel() == CHANNEL


def test_a_new_channel_takes_the_place_of_the_old_one(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.office.save_channel(CHANNEL)
        assert work.office.channel() == CHANNEL
        work.office.save_channel(Channel("new", "newer"))
        assert work.office.channel() == Channel("new", "newer")


def test_a_channel_cannot_be_opened_with_another_key(database_url: str) -> None:
    for key, write in (("one key", True), ("another key", False)):
        storage = Storage.open(database_url, key)
        if write:
            with changing(set_up(storage.office(OFFICE.id))) as work:
                work.office.save_channel(CHANNEL)
        else:
            with pytest.raises(WrongSecretKey), storage.office(OFFICE.id).reading() as work:
                work.office.channel()
        storage.close()


def test_a_channel_moved_to_another_office_cannot_be_opened(sqlite_storage: Storage) -> None:
    for office_id in ("a", "b"):
        set_up(sqlite_storage.office(office_id), replace(OFFICE, id=office_id))
    with changing(sqlite_storage.office("a")) as work:
        work.office.save_channel(CHANNEL)
        sealed_for_a = select(OFFICES.c.channel).where(OFFICES.c.id == "a").scalar_subquery()
        work._transaction.run(update(OFFICES).values(channel=sealed_for_a))
    with pytest.raises(WrongSecretKey), sqlite_storage.office("b").reading() as work:
        work.office.channel()


def test_the_channels_of_several_offices_are_read_together(storage: Storage) -> None:
    for office_id in ("a", "b"):
        set_up(storage.office(office_id), replace(OFFICE, id=office_id))
    with changing(storage.office("a")) as work:
        work.office.save_channel(CHANNEL)
    assert storage.channels(("a", "b", "nowhere")) == {"a": CHANNEL, "b": None, "nowhere": None}
    with changing(storage.office("b")) as work:
        work.office.save_channel(replace(CHANNEL, access_token="a new one"))
    assert storage.channels(()) == {}
    assert storage.channels(["b"]) == {"b": replace(CHANNEL, access_token="a new one")}


def test_a_channel_cannot_be_read_from_the_file(sqlite_storage: Storage) -> None:
    with changing(set_up(sqlite_storage.office(OFFICE.id))) as work:
        work.office.save_channel(CHANNEL)
    at_rest = everything_at_rest(sqlite_storage)
    assert OFFICE.name.encode() in at_rest
    assert CHANNEL.secret.encode() not in at_rest
    assert CHANNEL.access_token.encode() not in at_rest


def test_a_printed_channel_shows_nothing() -> None:
    assert CHANNEL.secret not in repr(CHANNEL)
    assert CHANNEL.access_token not in repr(CHANNEL)


def everything_at_rest(storage: Storage) -> bytes:
    """The bytes of the SQLite file and what is beside it."""
    path = storage._url.database or ""
    return b"".join(Path(path + suffix).read_bytes() for suffix in ("", "-wal"))
