"""A unit of work: one office, one transaction, nothing kept unless committed."""

from storage.database import Storage
from storage.records import Office


def test_what_was_committed_stays(storage: Storage) -> None:
    with storage.office("a").work() as work:
        work.office.save(Office("a", "n", "s", "table"))
        work.commit()
    assert storage.office_ids() == ("a",)
