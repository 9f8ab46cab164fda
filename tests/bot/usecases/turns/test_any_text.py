"""Any text at all, half an emoji too: answered, exported in every format, and never the end of either."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.line.webhook import events_of
from bot.simulator.rules.requests import check
from bot.usecases.rounds import compile_figures
from bot.usecases.turns.answering import answer
from messages.documents.exports import export_csv, export_json
from messages.thai.text import clean, cut_utf16, sanitize, shorten, utf16
from storage import json_text
from tests.support.answers import PlainAnswer, stored
from tests.support.report_steps import send, write
from tests.support.usecase_harness import CHANNEL, OFFICE, ROUND, UsecaseHarness, open_harness

ODD = [
    *(
        "\ud83d",
        "\ude00",
        "\ud83d\ude00",
        "\x00",
        "\x01",
        "\x1b[31m",
        "\x1c",
        "\x1e",
        "\x7f",
        "\x85",
        "\u202e",
        "\u2066",
        "\u200d",
    ),
    *(
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0001ffff",
        "\U0010ffff",
        "\ue000",
        "\uf8ff",
        "\U000f0000",
        "\ufffd",
        "\ufeff",
        "\u2028",
    ),
    *(
        "ก" + "\u0e48" * 60,
        "e" + "\u0301" * 300,
        "👨‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "=1+1",
        "]]>",
        "<b>&amp;",
        "#let x = 1",
        "\\",
        '"',
        "ครับ",
    ),
]
EXAMPLES = int(os.environ.get("TANROB_ANY_TEXTS", "10"))
"""Each is written as every document; the odd pieces are in most of them."""

any_text = st.lists(st.sampled_from(ODD) | st.text(st.characters(codec=None), max_size=20), max_size=8).map("".join)


@pytest.fixture(scope="module")
def office() -> Iterator[UsecaseHarness]:
    with TemporaryDirectory() as folder, open_harness(Path(folder), form="table") as harness:
        yield harness.enrolled("U1", "นิดา", projects="4") and harness


def hear(harness: UsecaseHarness, said: str) -> None:
    """One event, as LINE posts it."""
    event = {
        "type": "message",
        "source": {"type": "user", "userId": "U1"},
        "webhookEventId": uuid4().hex,
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": said},
    }
    for incoming in events_of(json.dumps({"events": [event]}), lambda: harness.now):
        answer(harness.ports, OFFICE, CHANNEL, incoming)


def exported(harness: UsecaseHarness) -> list[bytes]:
    with harness.storage.office(OFFICE).reading() as work:
        report = compile_figures(work, ROUND)
    plain = [json.dumps(export_json(report), ensure_ascii=False).encode(), export_csv(report).encode()]
    return [*plain, *(write(harness, kind=kind).data for kind in ("docx", "xlsx", "pdf"))]


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=any_text)
def test_any_text_is_answered_and_exported_in_every_format(office: UsecaseHarness, said: str) -> None:
    office.wait(minutes=1)
    before = len(office.messenger.accepted)
    for words in ("รายงาน 4", "2", "500", said, "เสร็จแล้วค่ะ", "ข้าม", "ยืนยัน", "แก้ 4", said, said, "ยกเลิก"):
        hear(office, words)
    office.postman.deliver_all()
    calls = office.messenger.accepted[before:]
    assert len(calls) == 11
    for call in calls:
        assert check([*call.messages]) == []
        json_text.dump(call.messages).encode()
    assert all(exported(office))


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("\ud83d", ""),
        ("ต้น\x00\x01\ufffe\u202eปลาย", "ต้นปลาย"),
        (("หนึ่ง\x00", "สอง\uffff"), "หนึ่ง\nสอง"),
    ],
    ids=ascii,
)
def test_what_was_stored_before_texts_were_cleaned_is_exported(tmp_path: Path, kept: PlainAnswer, told: str) -> None:
    with open_harness(tmp_path, form="table") as harness:
        send(harness, 4, 1_000)
        with sqlite3.connect(tmp_path / "office.db") as database:
            answers = json.dumps(stored(status="in_progress", spent=1_000, progress=kept))
            database.execute("UPDATE submission SET answers = ?", (answers,))
        assert all(exported(harness))
        (first, *_) = (project for project in json.loads(exported(harness)[0])["projects"] if project["no"] == 4)
        assert first["answers"]["progress"] == told


@settings(deadline=None)
@given(any_text)
def test_a_sanitized_text_is_fit_for_every_file_and_stays_so(text: str) -> None:
    fit = sanitize(text)
    assert fit.encode().decode() == fit == sanitize(fit)
    assert not set(fit) & set("\x00\x0b\x1c\x1e\u202e\ufffe\uffff\ufffd\ue000")


@settings(deadline=None)
@given(any_text, st.integers(1, 60))
def test_no_cut_splits_a_letter(text: str, limit: int) -> None:
    whole = clean(text)
    for cut in (cut_utf16(whole, limit), shorten(whole, limit)):
        assert utf16(cut_utf16(whole, limit)) <= limit
        cut.encode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("จัดอบรม\ud83dแล้ว", "จัดอบรมแล้ว"),
        ("บรรทัดแรก\n\tสอง 😀👨‍👩‍👧‍👦🏽", "บรรทัดแรก\n\tสอง 😀👨‍👩‍👧‍👦🏽"),
        ("ก\x00ข\u202eค\ufffe", "กขค"),
        ("ป\uf70aา\uf712 \uf0b7 ข้อหนึ่ง", "ป\u0e48า\u0e47 • ข้อหนึ่ง"),
        ("น" + "\u0e49" * 50, "น" + "\u0e49" * 8),
    ],
    ids=ascii,
)
def test_only_what_no_file_can_hold_is_left_out(typed: str, kept: str) -> None:
    assert sanitize(typed) == kept
