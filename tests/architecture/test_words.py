"""People's words live in messages/ and keep its voice: no Thai letter elsewhere, every sentence well formed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from messages.texts import catalogue

ROOT = Path(__file__).parents[2]
THAI = re.compile("[\u0e00-\u0e7f]")
READ_BY_NOBODY = {".pyc", ".png", ".ico", ".woff2"}

FAULTS = {
    "an exclamation mark": re.compile("!"),
    "a polite particle of one sex": re.compile("ค่ะ|ครับ|นะคะ"),
    "two spaces": re.compile(r"\S  +\S"),
    "a space at the end of a line": re.compile(r" $", re.MULTILINE),
    "no space around mai yamok": re.compile(r"[^\s]ๆ|ๆ[^\s·,)\"]"),
    "an abbreviation mark set apart": re.compile(r"\sฯ"),
}
"""What no sentence to a person holds (deploy/docs/voice.md), and how it is recognised."""


def files_with_thai(root: Path) -> list[str]:
    """Files of bot/ and storage/ that hold a Thai letter."""
    files = [file for folder in ("bot", "storage") for file in sorted((root / folder).rglob("*")) if file.is_file()]
    texts = [file for file in files if file.suffix not in READ_BY_NOBODY]
    return [str(file.relative_to(root)) for file in texts if THAI.search(file.read_text("utf-8"))]


def form_texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything the forms of the library say."""
    for file in sorted((ROOT / "messages/forms/library").glob("*.toml")):
        yield from _strings(file.stem, tomllib.loads(file.read_text("utf-8")))


def _strings(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _strings(f"{place}.{key}", item)


def faults_in(text: str) -> list[str]:
    """What is wrong with a sentence, by name; its placeholders are plain names."""
    found = [name for name, pattern in FAULTS.items() if pattern.search(text)]
    if not all(field is None or field.isidentifier() for _, field, _, _ in Formatter().parse(text)):
        found.append("a placeholder that is no name")
    return found


def test_no_thai_letter_stands_outside_messages() -> None:
    assert files_with_thai(ROOT) == []


def test_a_thai_letter_in_bot_or_storage_would_be_found(tmp_path: Path) -> None:
    for package, name in (("bot", "module.py"), ("storage", "page.html")):
        (tmp_path / package).mkdir()
        (tmp_path / package / name).write_text('"""\u0e01"""\n', "utf-8")
    assert files_with_thai(tmp_path) == ["bot/module.py", "storage/page.html"]


def test_every_sentence_of_the_catalogue_keeps_the_voice() -> None:
    assert {text_id: found for text_id, text in catalogue().items() if (found := faults_in(text))} == {}


def test_every_sentence_of_the_forms_keeps_the_voice() -> None:
    assert {place: found for place, text in form_texts() if (found := faults_in(text))} == {}


def test_the_forms_have_sentences() -> None:
    assert len(list(form_texts())) > 10


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("ส่งแล้ว!", "an exclamation mark"),
        ("ส่งแล้วครับ", "a polite particle of one sex"),
        ("ส่ง  แล้ว", "two spaces"),
        ("ส่งแล้ว \nพิมพ์", "a space at the end of a line"),
        ("ต่างๆ กัน", "no space around mai yamok"),
        ("ต่าง ๆกัน", "no space around mai yamok"),
        ("กรุงเทพ ฯ", "an abbreviation mark set apart"),
        ("ที่ {project.no}", "a placeholder that is no name"),
        ("ที่ {}", "a placeholder that is no name"),
    ],
)
def test_a_faulty_sentence_would_be_found(sentence: str, fault: str) -> None:
    assert faults_in(sentence) == [fault]


def test_a_sentence_in_the_voice_is_left_in_peace() -> None:
    assert faults_in('ส่งแล้ว · โครงการต่าง ๆ ที่ {no} พิมพ์ "รายงาน" เพื่อดูคะแนน') == []
