"""`/d/<token>`: what a visitor gets, what it may keep, and that the token is told to nobody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from bot.usecases.reports.compiling import write
from bot.usecases.reports.explaining import explain
from bot.usecases.reports.link_tokens import Linked, link_to
from bot.usecases.reports.writer_process import write_apart
from bot.usecases.rounds import compile_figures
from bot.web import documents
from bot.web.app import create_app
from messages.documents.official.edition import Edition
from tests.support.fonts import need_thai_font
from tests.support.report_steps import add_round, earlier, send
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, form="table") as harness:
        send(harness, 4, 740_600)
        yield harness


@pytest.fixture
def visitor(harness: UsecaseHarness) -> FlaskClient:
    return create_app(harness.ports, lambda: harness.now).test_client()


def path(harness: UsecaseHarness, kind: str = "xlsx", round_id: str = ROUND.id, *, draft: bool = False) -> str:
    url = link_to(harness.ports, Linked(OFFICE, round_id, kind, draft), harness.now)
    return url.removeprefix(harness.ports.public_url)


def close(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        work.commit()


@pytest.mark.parametrize(
    ("kind", "start", "mime", "how"),
    [
        ("pdf", b"%PDF", "application/pdf", "inline"),
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    ],
)
def test_a_link_gives_the_file_a_pdf_to_be_looked_at_others_to_be_saved(
    harness: UsecaseHarness, visitor: FlaskClient, kind: str, start: bytes, mime: str, how: str
) -> None:
    need_thai_font()
    got = visitor.get(path(harness, kind))
    assert (got.status_code, got.data[: len(start)], got.mimetype) == (200, start, mime)
    assert got.headers["Content-Disposition"].startswith(f'{how}; filename="khonkaen2-2564-6m.{kind}"; ')


def test_the_file_has_a_thai_name(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    names = []
    for step in (lambda: None, lambda: close(harness)):
        step()
        disposition = visitor.get(path(harness)).headers["Content-Disposition"]
        names.append(unquote(disposition.partition("filename*=UTF-8''")[2]))
    assert names == [
        "ร่างรายงาน รอบ 6 เดือน ปีงบประมาณ 2564 สพป.ทดสอบ.xlsx",
        "รายงาน รอบ 6 เดือน ปีงบประมาณ 2564 สพป.ทดสอบ.xlsx",
    ]


def test_the_answers_are_those_of_the_moment_it_is_opened(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    link = path(harness)
    before = visitor.get(link).data
    assert visitor.get(link).data == before
    send(harness, 8, 1_000)
    assert visitor.get(link).data != before


def test_a_link_made_for_a_draft_gives_one_of_a_closed_round_too(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    close(harness)
    assert visitor.get(path(harness, draft=True)).data != visitor.get(path(harness)).data


def test_what_was_opened_can_be_explained(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    data = visitor.get(path(harness)).data
    assert [history.no for history in explain(harness.storage, data).histories] == [4, 8, 11]


@pytest.mark.parametrize("token", ["nonsense", "W10.x", "%E0%B8%81"])
def test_a_wrong_link_is_answered_by_a_page_that_says_what_to_do(visitor: FlaskClient, token: str) -> None:
    got = visitor.get(f"/d/{token}")
    assert (got.status_code, got.mimetype) == (404, "text/html")
    assert "เปิดลิงก์นี้ไม่ได้" in got.text


def test_an_expired_link_is_gone(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    link = path(harness)
    harness.wait(days=7)
    got = visitor.get(link)
    assert got.status_code == 410
    assert "หมดอายุแล้ว" in got.text


def test_a_link_to_a_round_that_is_not_there_is_wrong(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    assert visitor.get(path(harness, round_id="2570-6m")).status_code == 404


def test_a_round_without_a_plan_has_nothing_to_open(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    add_round(harness, earlier("2563-6m", 365, fiscal_year=2563))
    got = visitor.get(path(harness, round_id="2563-6m"))
    assert (got.status_code, "ยังไม่มีเอกสาร" in got.text) == (404, True)


def test_nothing_is_kept_by_browsers_or_guessed_at(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    for got in (visitor.get(path(harness)), visitor.get("/d/nonsense")):
        assert got.headers["Cache-Control"] == "private, no-store"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Referrer-Policy"] == "no-referrer"


def test_the_token_and_what_people_wrote_are_never_logged(
    harness: UsecaseHarness, visitor: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    link = path(harness)
    caplog.set_level(logging.DEBUG)
    visitor.get(link)
    monkeypatch.setattr(documents, "open_linked", fail)
    got = visitor.get(link)
    assert (got.status_code, "ยังทำเอกสารไม่ได้" in got.text) == (500, True)
    assert "document failed office=khonkaen2 round=2564-6m kind=xlsx" in caplog.text
    assert link.removeprefix("/d/") not in caplog.text


def test_documents_leave_room_for_the_webhook(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    link = path(harness)
    for _ in range(documents.MAX_AT_ONCE):
        documents._SLOTS.acquire()
    try:
        busy = visitor.get(link)
    finally:
        documents._SLOTS.release(documents.MAX_AT_ONCE)
    assert (busy.status_code, busy.headers["Refresh"]) == (503, "3")
    assert visitor.get(link).status_code == 200


def test_a_document_that_failed_makes_room_again(
    harness: UsecaseHarness, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = path(harness, round_id="2570-6m")
    for _ in range(documents.MAX_AT_ONCE + 1):
        assert visitor.get(link).status_code == 404


def test_a_link_opened_in_a_loop_is_told_to_wait(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    link = path(harness, round_id="2570-6m")
    opened = [visitor.get(link) for _ in range(documents.MAX_PER_MINUTE + 5)]
    assert [got.status_code for got in opened] == [404] * documents.MAX_PER_MINUTE + [429] * 5
    assert 0 < int(opened[-1].headers["Retry-After"]) <= 60
    assert "บ่อยเกินไป" in opened[-1].text


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_process_of_its_own_writes_the_same_bytes(harness: UsecaseHarness, visitor: FlaskClient, kind: str) -> None:
    need_thai_font()
    apart = create_app(harness.ports, lambda: harness.now, write_apart).test_client()
    assert apart.get(path(harness, kind)).data == visitor.get(path(harness, kind)).data


def test_what_cannot_be_written_apart_is_told_as_here(tmp_path: Path) -> None:
    with open_harness(tmp_path, form="no-form-of-ours") as harness, harness.storage.office(OFFICE).reading() as work:
        report = compile_figures(work, ROUND)
        told = []
        for how in (write, write_apart):
            with pytest.raises(Exception) as raised:  # noqa: PT011 – whichever it is
                how("docx", report, Edition())
            told.append(type(raised.value))
    assert told[0] is told[1]


@pytest.mark.parametrize("address", ["/d/nonsense", "/no-such-page"])
def test_any_page_may_load_nothing(visitor: FlaskClient, address: str) -> None:
    assert visitor.get(address).headers["Content-Security-Policy"].startswith("default-src 'none'")
