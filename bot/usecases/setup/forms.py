"""Keeps the forms of this release in each office's database."""

from __future__ import annotations

from messages.forms.loader import library
from storage.database import Storage


def store_forms(storage: Storage, office_id: str) -> None:
    """Keeps the source of every form version, so that a draft can end on the version it began."""
    with storage.office(office_id).reading() as work:
        new = [form for form in library().values() if work.forms.source(form.id, form.version) != form.source]
    if not new:
        return
    with storage.office(office_id).work() as work:
        for form in new:
            work.forms.keep(form.id, form.version, form.source)
        work.commit()
