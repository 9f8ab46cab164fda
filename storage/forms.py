"""The sources of the forms an office has used: a conversation ends on the version it began."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from storage.errors import FormChanged
from storage.subject import Subject, insert_new
from storage.tables import FORM

_SOURCE = select(FORM.c.source).where(
    FORM.c.office_id == bindparam("office"),
    FORM.c.id == bindparam("form_id"),
    FORM.c.version == bindparam("version"),
)
_NEWEST = (
    select(FORM.c.source)
    .where(FORM.c.office_id == bindparam("office"), FORM.c.id == bindparam("form_id"))
    .order_by(FORM.c.version.desc())
    .limit(1)
)
_KEEP = insert_new(FORM)


class Forms(Subject):
    def keep(self, form_id: str, version: int, source: str) -> None:
        """Keep a form's source. Raises FormChanged where that version is kept with another source."""
        if self._insert(_KEEP, {"id": form_id, "version": version, "source": source}):
            return
        if self.source(form_id, version) != source:
            raise FormChanged

    def newest(self, form_id: str) -> str | None:
        """The source of the form's highest version."""
        found: str | None = self._run(_NEWEST, form_id=form_id).scalar_one_or_none()
        return found

    def source(self, form_id: str, version: int) -> str | None:
        found: str | None = self._run(_SOURCE, form_id=form_id, version=version).scalar_one_or_none()
        return found
