"""`tanrob office apply` with a front matter, and `tanrob report` of a book with it and with photos."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import docx
import pytest
from click.testing import Result
from docx.document import Document as Word

from messages.answer_values import AnswerPhoto, PhotosAnswer
from storage.database import Storage
from storage.photo_files import PhotoFiles
from storage.records import Photo, Submission
from tests.messages.documents.book import front_matter, picture
from tests.support.answers import stored
from tests.support.command_line import Run
from tests.support.fonts import need_thai_font

SAMPLE = files("messages.samples") / "quarterly-narrative"
OFFICE, ROUND = "quarterly-narrative", "2566-6m"
NOW = datetime(2023, 3, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TANROB_PHOTOS", (tmp_path / "photos").as_uri())
    monkeypatch.setenv("QUARTERLY_NARRATIVE_CHANNEL_SECRET", "a channel secret")
    monkeypatch.setenv("QUARTERLY_NARRATIVE_CHANNEL_ACCESS_TOKEN", "a channel token")
    monkeypatch.setenv("TANROB_NOW", "2023-03-22T10:00+07:00")
    return run


def apply(run: Run, folder: Path, more: str = "", front: bytes | None = None) -> Result:
    (folder / "office.toml").write_text((SAMPLE / "office.toml").read_text("utf-8") + more, "utf-8")
    if front is not None:
        (folder / "front.docx").write_bytes(front)
    return run("office", "apply", folder / "office.toml")


FRONT = '\n[report]\nfront_matter = "front.docx"\n'


def book(run: Run, folder: Path) -> Word:
    assert run("plan", "import", OFFICE, SAMPLE / "plan.xlsx").exit_code == 0
    heard = run("report", OFFICE, ROUND, "--format", "docx", "--out", folder / "book.docx")
    assert (heard.exit_code, heard.stderr) == (0, "")
    return docx.Document(BytesIO((folder / "book.docx").read_bytes()))


def test_a_front_matter_is_kept_with_the_office_and_begins_the_book(run: Run, tmp_path: Path) -> None:
    need_thai_font()
    heard = apply(run, tmp_path, FRONT, front_matter())
    assert "ใช้ front.docx เป็นส่วนหน้าของรายงานฉบับ Word" in heard.output
    (tmp_path / "front.docx").unlink()
    texts = [paragraph.text for paragraph in book(run, tmp_path).paragraphs]
    assert texts[0] == "คำนำ"
    assert "ส่วนที่ ๓ แผนงาน/โครงการและงบประมาณ" in texts


def test_applied_again_nothing_changes_and_a_file_without_one_gives_it_up(run: Run, tmp_path: Path) -> None:
    need_thai_font()
    apply(run, tmp_path, FRONT, front_matter())
    assert "ไม่มีอะไรเปลี่ยน" in apply(run, tmp_path, FRONT).output
    assert "เลิกใช้ front.docx เป็นส่วนหน้าของรายงาน" in apply(run, tmp_path).output
    assert book(run, tmp_path).paragraphs[0].text.startswith("ส่วนที่ ๓")


@pytest.mark.parametrize(
    ("more", "front", "said"),
    [
        (FRONT, None, "อ่านไฟล์ front.docx ไม่ได้ · วางไฟล์ไว้ข้างไฟล์สำนักงาน"),
        (FRONT, b"PK nothing", "ไม่ใช่เอกสาร Word (.docx) หรือไฟล์เสีย"),
        (FRONT, b"\xd0\xcf\x11\xe0 locked", "เป็น .doc รุ่นเก่าหรือตั้งรหัสผ่านไว้"),
        (FRONT, b"PK" + b"0" * 10_485_760, "ใหญ่เกินไป"),
        ('\n[report]\nfront_matter = "front.pdf"\n', None, "[report] front_matter ไม่ถูกต้อง · ต้องเป็นชื่อไฟล์ .docx"),
        ("\n[report]\nfront_matter = 5\n", None, "[report] front_matter ไม่ถูกต้อง"),
        ('\n[report]\nfront = "front.docx"\n', None, "front ที่ไม่รู้จัก"),
    ],
)
def test_what_is_no_front_matter_is_told_and_nothing_is_applied(
    run: Run, tmp_path: Path, more: str, front: bytes | None, said: str
) -> None:
    heard = apply(run, tmp_path, more, front)
    assert (heard.exit_code, said in heard.stderr) == (1, True), heard.stderr
    assert "ไม่พบสำนักงาน" in run("round", "list", OFFICE).stderr


def sent(folder: Path, message: str, data: bytes | None) -> None:
    """A photo somebody sent for project 2; in the photo store where there is `data`."""
    owner, cause = uuid5(NAMESPACE_URL, "owner"), uuid5(NAMESPACE_URL, message)
    photo = Photo(cause, OFFICE, message, owner, "a session", NOW, NOW)
    storage = Storage.open(f"sqlite:///{folder / 'tanrob.db'}", "")
    with storage.office(OFFICE).work() as work:
        work.photos.add(photo)
        work.photos.keep(photo.id, 1, 1, 1)
        work.commit()
    storage.close()
    if data is not None:
        PhotoFiles.open((folder / "photos").as_uri()).put(photo.key, data)


def reported(folder: Path, photos: PhotosAnswer) -> None:
    owner = uuid5(NAMESPACE_URL, "owner")
    answers = stored(spent_q1=960_000, spent_q2=0, photos=photos)
    storage = Storage.open(f"sqlite:///{folder / 'tanrob.db'}", "")
    with storage.office(OFFICE).work() as work:
        work.submissions.add(Submission(owner, ROUND, 10_002, 1, owner, OFFICE, 1, answers, NOW))
        work.commit()
    storage.close()


def test_photos_come_into_the_book_and_a_sentence_where_their_file_is_gone(run: Run, tmp_path: Path) -> None:
    need_thai_font()
    apply(run, tmp_path)
    sent(tmp_path, "m1", picture().jpeg)
    sent(tmp_path, "m2", None)
    reported(tmp_path, PhotosAnswer((AnswerPhoto("m1", "ประชุมครู"), AnswerPhoto("m2", "นิเทศ"))))
    word = book(run, tmp_path)
    assert [cell.text for row in word.tables[-1].rows for cell in row.cells] == [
        "",
        "ไม่พบไฟล์ของภาพนี้ · ขอภาพจากผู้รับผิดชอบแล้วใส่แทน",
        "ประชุมครู",
        "นิเทศ",
    ]
    assert "ประชุมครู" in [shape._inline.docPr.get("descr") for shape in word.inline_shapes]


def test_the_plan_gives_the_book_its_objectives_and_categories(run: Run, tmp_path: Path) -> None:
    need_thai_font()
    apply(run, tmp_path)
    word = book(run, tmp_path)
    texts = [paragraph.text for paragraph in word.paragraphs]
    first = texts.index("๑. วัตถุประสงค์")
    assert texts[first + 1].startswith("๑. เพื่อพัฒนาผู้บริหารสถานศึกษา")
    assert [row.cells[0].text for row in word.tables[1].rows][1:3] == ["งบบุคลากร", "งบดำเนินงาน"]


def test_a_photo_store_that_is_down_ends_the_command_with_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(run, tmp_path)
    assert run("plan", "import", OFFICE, SAMPLE / "plan.xlsx").exit_code == 0
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("TANROB_PHOTOS", (tmp_path / "no folder" / "photos").as_uri())
    heard = run("report", OFFICE, ROUND, "--format", "docx", "--out", tmp_path / "book.docx")
    assert (heard.exit_code, heard.exception.__class__, len(heard.stderr.splitlines())) == (1, SystemExit, 1)
