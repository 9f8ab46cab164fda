"""Documents that leave the house: made when a link is opened, and kept by their hash, so that they can be explained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.reports.compiling import Write, official_report, write
from bot.usecases.reports.document_links import still_holds
from bot.usecases.reports.link_tokens import Linked, NoSuchLink
from bot.usecases.reports.report_photos import Fetch
from messages.chat.document_links import file_name
from storage.database import Storage
from storage.records import IssuedDocument


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link gave: the file and what it is called."""

    data: bytes
    name: str


def open_linked(storage: Storage, linked: Linked, now: datetime, fetch: Fetch, write: Write = write) -> Opened:
    """Makes the document and keeps where its figures came from.

    Raises NoSuchLink where the round is gone or its holder is no planner any more, and what
    bot.usecases.reports.compiling.official_report raises.
    """
    with storage.office(linked.office_id).reading() as work:
        round_ = work.rounds.get(linked.round_id)
        if round_ is None or (linked.holder and not still_holds(work, linked.holder)):
            raise NoSuchLink
        written = official_report(work, round_, linked.kind, now, fetch, draft=linked.draft, write=write)
        name = file_name(round_, written.office, linked.kind, draft=written.document.draft)
        known = work.documents.find(written.document.sha256)
    if known is None:
        keep_document(storage, linked.office_id, written.document)
    return Opened(written.data, name)


def keep_document(storage: Storage, office_id: str, document: IssuedDocument) -> None:
    """In a transaction of its own: making a document is slow, and nobody is to wait for it."""
    with storage.office(office_id).work() as work:
        work.documents.keep(document)
        work.commit()
