"""What is known of the month's messages."""

from __future__ import annotations

from dataclasses import replace

from storage.records import Quota
from storage.work import OfficeStorage
from tests.storage.samples import NOW, changing

MARCH = Quota("2021-03", NOW, most=300, used=120, spent=3, members=25)


def test_before_line_was_asked_nothing_is_known(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.quota.load() is None


def test_what_is_known_comes_back(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.quota.save(Quota("2021-02", NOW))
        work.quota.save(MARCH)
    with office.reading() as work:
        assert work.quota.load() == MARCH


def test_what_is_spent_is_added_up(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.quota.save(MARCH)
        work.quota.spend(25)
        work.quota.spend(2)
        assert work.quota.load() == replace(MARCH, spent=30)


def test_spending_before_line_was_asked_is_not_counted(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.quota.spend(1)
        assert work.quota.load() is None


def test_messages_left_are_neither_used_nor_spent_and_never_fewer_than_none() -> None:
    assert MARCH.left == 177
    assert replace(MARCH, spent=999).left == 0
    assert replace(MARCH, most=None).left is None
