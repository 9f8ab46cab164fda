"""The official documents an office had written: where the figures of a file came from can be told by its hash."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from storage.engine.subject import Subject, insert_new
from storage.records import IssuedDocument, Source
from storage.tables import DOCUMENT

_KEPT = ("sha256", "at", "round_id", "kind", "draft", "format", "sources")
_FIND = select(*(DOCUMENT.c[column] for column in _KEPT)).where(
    DOCUMENT.c.office_id == bindparam("office"), DOCUMENT.c.sha256 == bindparam("sha256")
)
_KEEP = insert_new(DOCUMENT)


class Documents(Subject):
    def keep(self, document: IssuedDocument) -> bool:
        """Whether it is new: the same bytes written again are the document they were the first time."""
        row = {column: getattr(document, column) for column in _KEPT}
        return self._insert(_KEEP, row | {"sources": [_plain(source) for source in document.sources]})

    def find(self, sha256: str) -> IssuedDocument | None:
        row = self._run(_FIND, sha256=sha256).one_or_none()
        return None if row is None else _document(row._asdict())


def _plain(source: Source) -> list[Any]:
    return [str(value) if isinstance(value, UUID) else value for value in astuple(source)]


def _document(row: dict[str, Any]) -> IssuedDocument:
    sources = tuple(_source(*plain) for plain in row.pop("sources"))
    return IssuedDocument(**row, sources=sources)


def _source(round_id: str, project_id: int, revision: int, submission_id: str, form: str, version: int) -> Source:
    return Source(round_id, project_id, revision, UUID(submission_id), form, version)
