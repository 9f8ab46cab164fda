"""`tanrob richmenu install` as an administrator meets it, against the simulated LINE."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from messages.documents import menu_picture
from tests.simulator.line_harness import SECRET, TOKEN, LineHarness, open_line_harness
from tests.support.command_line import OFFICE, Run
from tests.support.fonts import need_thai_font


@pytest.fixture
def harness() -> Iterator[LineHarness]:
    with open_line_harness() as harness:
        yield harness


@pytest.fixture
def run(run: Run, harness: LineHarness, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("LINE_API_BASE", harness.simulator.base_url)
    return run


def expect_refusal(heard: Result, *words: str) -> None:
    """One sentence on stderr, nothing else."""
    assert heard.exit_code == 1
    assert heard.stdout == ""
    assert len(heard.stderr.splitlines()) == 1
    assert [word for word in words if word not in heard.stderr] == []


def test_the_menu_is_drawn_and_installed_and_a_second_run_says_it_is_there(
    run: Run, office: str, harness: LineHarness
) -> None:
    need_thai_font()
    first, second = run("richmenu", "install", office), run("richmenu", "install", office)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "ติดตั้งเมนูแล้ว" in first.stdout
    assert second.stdout == "เมนูเป็นรุ่นล่าสุดอยู่แล้ว\n"
    assert harness.account.default_menu is not None
    assert harness.account.default_menu.body["name"].startswith("tanrob-")
    assert len(harness.account.menus) == 1
    assert harness.simulator.calls.refused() == []


def test_without_a_thai_font_the_command_says_what_to_install(
    run: Run, office: str, harness: LineHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_picture, "FONTS", ("No Such Font",))
    expect_refusal(run("richmenu", "install", office), "ฟอนต์ไทย", "fonts-tlwg-laksaman-ttf")
    assert harness.account.menus == {}


def test_an_unknown_office_is_refused_by_name(run: Run, office: str) -> None:
    expect_refusal(run("richmenu", "install", "nowhere"), "nowhere", office)


def test_an_office_without_a_channel_is_told_how_to_set_one(run: Run, tmp_path: Path) -> None:
    bare = Path(OFFICE).read_text("utf-8").partition("[line]")
    file = tmp_path / "office.toml"
    file.write_text(bare[0] + bare[2][bare[2].index("[[round]]") :], "utf-8")
    assert run("office", "apply", file).exit_code == 0
    expect_refusal(run("richmenu", "install", "khonkaen2"), "ช่อง LINE", "tanrob office apply")


@pytest.mark.parametrize(
    ("status", "words"), [(401, "access token"), (429, "1 ชั่วโมง"), (500, "อินเทอร์เน็ต"), (400, "รุ่นล่าสุด")]
)
def test_what_line_refuses_is_said_in_one_sentence(
    run: Run, office: str, harness: LineHarness, status: int, words: str
) -> None:
    need_thai_font()
    harness.simulator.faults.fail_next(status=status, on="richmenu")
    expect_refusal(run("richmenu", "install", office), words, "สั่งใหม่อีกครั้ง")


def test_wrong_usage_is_exit_2(run: Run) -> None:
    assert run("richmenu", "install").exit_code == 2
    assert run("richmenu", "remove", "khonkaen2").exit_code == 2


def test_the_help_is_in_thai(run: Run) -> None:
    assert "ติดตั้งเมนูใต้แชต LINE" in run("--help").output
    assert "สั่งซ้ำได้" in run("richmenu", "install", "--help").output
