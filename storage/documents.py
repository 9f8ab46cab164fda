"""The official documents an office had written: where the figures of a file came from can be told by its hash."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from storage.engine.repository import Repository, insert_new
from storage.errors import NoSuchOffice
from storage.records import FrontMatter, IssuedDocument, Source
from storage.tables import DOCUMENT, OFFICE

_KEPT = ("sha256", "at", "round_id", "kind", "draft", "format", "sources")
_FIND = select(*(DOCUMENT.c[column] for column in _KEPT)).where(
    DOCUMENT.c.office_id == bindparam("office"), DOCUMENT.c.sha256 == bindparam("sha256")
)
_KEEP = insert_new(DOCUMENT)

_OWN_ROW = OFFICE.c.id == bindparam("office")
_LOAD_FRONT = select(OFFICE.c.front_name, OFFICE.c.front_docx).where(_OWN_ROW, OFFICE.c.front_docx.is_not(None))
_SAVE_FRONT = update(OFFICE).where(_OWN_ROW).values(front_name=bindparam("new_name"), front_docx=bindparam("new_docx"))


class Documents(Repository):
    def keep(self, document: IssuedDocument) -> bool:
        """Whether it is new: the same bytes written again are the document they were the first time."""
        row = {column: getattr(document, column) for column in _KEPT}
        return self._insert(_KEEP, row | {"sources": [_to_row(source) for source in document.sources]})

    def find(self, sha256: str) -> IssuedDocument | None:
        row = self._run(_FIND, sha256=sha256).one_or_none()
        return None if row is None else _document(row._asdict())


class FrontMatters(Repository):
    """What an office puts before its report: a docx it supplies with its office file, kept whole in its row."""

    def load(self) -> FrontMatter | None:
        """None where the office has none."""
        row = self._run(_LOAD_FRONT).one_or_none()
        return None if row is None else FrontMatter(row.front_name, bytes(row.front_docx))

    def save(self, front: FrontMatter) -> None:
        """In the place of the one it had. Raises NoSuchOffice before the office was saved."""
        if not self._changed(_SAVE_FRONT, new_name=front.name, new_docx=front.docx):
            raise NoSuchOffice

    def remove(self) -> None:
        """That it has none is fine."""
        self._run(_SAVE_FRONT, new_name=None, new_docx=None)


def _to_row(source: Source) -> list[Any]:
    return [str(value) if isinstance(value, UUID) else value for value in astuple(source)]


def _document(row: dict[str, Any]) -> IssuedDocument:
    sources = tuple(_source(*plain) for plain in row.pop("sources"))
    return IssuedDocument(**row, sources=sources)


def _source(round_id: str, project_id: int, revision: int, submission_id: str, form: str, version: int) -> Source:
    return Source(round_id, project_id, revision, UUID(submission_id), form, version)
