"""What an office puts before its report: a docx it supplies with its office file, kept whole in the office's row."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from storage.engine.subject import Subject
from storage.errors import NoSuchOffice
from storage.records import FrontMatter
from storage.tables import OFFICE

_MINE = OFFICE.c.id == bindparam("office")
_LOAD = select(OFFICE.c.front_name, OFFICE.c.front_docx).where(_MINE, OFFICE.c.front_docx.is_not(None))
_SAVE = update(OFFICE).where(_MINE).values(front_name=bindparam("new_name"), front_docx=bindparam("new_docx"))


class FrontMatters(Subject):
    def load(self) -> FrontMatter | None:
        """None where the office has none."""
        row = self._run(_LOAD).one_or_none()
        return None if row is None else FrontMatter(row.front_name, bytes(row.front_docx))

    def save(self, front: FrontMatter) -> None:
        """In the place of the one it had. Raises NoSuchOffice before the office was saved."""
        if not self._changed(_SAVE, new_name=front.name, new_docx=front.docx):
            raise NoSuchOffice

    def remove(self) -> None:
        """That it has none is fine."""
        self._run(_SAVE, new_name=None, new_docx=None)
