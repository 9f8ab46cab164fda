"""The forms of a release are kept beside those of the releases before it."""

from __future__ import annotations

from bot.usecases.setup.forms import store_forms
from messages.forms.loader import library
from storage.database import Storage
from storage.records import Office


def test_a_release_starts_on_forms_that_another_release_commented_otherwise(sqlite_storage: Storage) -> None:
    with sqlite_storage.office("kk2").work() as work:
        work.office.save(Office("kk2", "สำนักงานทดสอบ", "สพป.ทดสอบ", "table"))
        for form in library().values():
            work.forms.keep(form.id, form.version, f"# released earlier\n{form.source}")
        work.commit()
    store_forms(sqlite_storage, "kk2")
    with sqlite_storage.office("kk2").reading() as work:
        assert (work.forms.source("table", library()["table"].version) or "").startswith("# released earlier")
