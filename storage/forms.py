"""The sources of the forms an office has used: a conversation ends on the version it began."""

from __future__ import annotations

import tomllib
from typing import Any

from sqlalchemy import Executable, bindparam, select

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_new
from storage.errors import FormChanged
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


class Forms(CachedRepository):
    def keep(self, form_id: str, version: int, source: str) -> None:
        """Keep a form's source. Raises FormChanged where that version is kept and says something else.

        What differs in comments and layout alone says the same: what was kept stays.
        """
        self._cache.change()
        if self._insert(_KEEP, {"id": form_id, "version": version, "source": source}):
            return
        kept = self.source(form_id, version)
        if kept is None or not _says_the_same(kept, source):
            raise FormChanged

    def newest(self, form_id: str) -> str | None:
        """The source of the form's highest version."""
        return self._cache.get(("newest form", form_id), lambda: self._find(_NEWEST, form_id=form_id))

    def source(self, form_id: str, version: int) -> str | None:
        values = {"form_id": form_id, "version": version}
        return self._cache.get(("form", form_id, version), lambda: self._find(_SOURCE, **values))

    def _find(self, statement: Executable, **values: Any) -> str | None:
        found: str | None = self._run(statement, **values).scalar()
        return found


def _says_the_same(kept: str, given: str) -> bool:
    if kept == given:
        return True
    try:
        return tomllib.loads(kept) == tomllib.loads(given)
    except tomllib.TOMLDecodeError:
        return False
