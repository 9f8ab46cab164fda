"""`tanrob report`: the official document of a round as a file."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import Result

from tests.support.command_line import Run
from tests.support.fonts import need_thai_font

SAMPLE = files("messages.samples") / "khonkaen2"
ROUND = "2564-6m"


def apply(run: Run, folder: Path, form: str = "table", digits: str = "") -> None:
    source = (SAMPLE / "office.toml").read_text("utf-8").replace('form = "table"', f'form = "{form}"\n{digits}')
    (folder / "office.toml").write_text(source, "utf-8")
    assert run("office", "apply", folder / "office.toml").exit_code == 0
    assert run("plan", "import", "khonkaen2", SAMPLE / "plan.xlsx").exit_code == 0


def report(run: Run, out: Path, *options: str) -> Result:
    kind = out.suffix.removeprefix(".")
    return run("report", "khonkaen2", ROUND, "--format", kind, "--out", out, *options)


def mark(out: Path) -> str:
    return str(docx.Document(BytesIO(out.read_bytes())).sections[0].header.paragraphs[0].text)


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_document_is_written_to_the_file(run: Run, tmp_path: Path, kind: str, start: bytes) -> None:
    need_thai_font()
    apply(run, tmp_path)
    heard = report(run, tmp_path / f"report.{kind}")
    assert (heard.exit_code, heard.output) == (0, f"เขียนเอกสารแล้ว: {tmp_path / f'report.{kind}'}\n")
    assert (tmp_path / f"report.{kind}").read_bytes().startswith(start)


def test_it_is_a_draft_until_the_round_is_closed_and_after_that_when_asked_for(run: Run, tmp_path: Path) -> None:
    apply(run, tmp_path)
    out, marks = tmp_path / "report.docx", []
    report(run, out)
    marks.append(mark(out))
    run("round", "close", "khonkaen2", ROUND)
    for options in ((), ("--draft",)):
        report(run, out, *options)
        marks.append(mark(out))
    assert marks == ["ร่าง", "", "ร่าง"]


def test_the_director_signs_and_the_offices_digits_are_used(run: Run, tmp_path: Path) -> None:
    apply(run, tmp_path, digits="thai_digits = true")
    assert run("people", "invite", "khonkaen2", "--name", "นายสมชาย ใจดี", "--role", "director").exit_code == 0
    report(run, tmp_path / "report.docx")
    word = docx.Document(BytesIO((tmp_path / "report.docx").read_bytes()))
    assert "(นายสมชาย ใจดี)" in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[0].rows[2].cells[2].text == "๑๓๒,๑๔๕"


def test_a_form_without_an_official_document_is_refused_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'id = "own"\nversion = 1\ntitle = "ก"\n[[question]]\nid = "spent"\nkind = "amount"\nlabel = "ข"\nask = "ค"\n',
        "utf-8",
    )
    apply(run, tmp_path, "own.toml")
    heard = report(run, tmp_path / "report.xlsx")
    assert (heard.exit_code, heard.stdout) == (1, "")
    assert heard.stderr == "แบบ own ยังไม่มีเอกสารทางการ · ส่งออกตัวเลขด้วย tanrob export แทน\n"


def test_an_office_without_a_plan_is_told_to_import_one(run: Run, tmp_path: Path) -> None:
    assert run("office", "apply", SAMPLE / "office.toml").exit_code == 0
    heard = report(run, tmp_path / "report.xlsx")
    assert (heard.exit_code, "tanrob plan import khonkaen2" in heard.stderr) == (1, True)
    assert not (tmp_path / "report.xlsx").exists()


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    apply(run, tmp_path)
    heard = report(run, tmp_path / "nowhere" / "report.xlsx")
    assert heard.exit_code == 1
    assert "เขียนไฟล์" in heard.stderr
