"""What deploy/ hands out is true: pins are what the tests run on, examples are accepted, scripts refuse clearly."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from bot.usecases.setup.office_file import OfficeFile, read_office_file
from messages.forms.loader import library
from storage.records import ReminderPolicy

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PIN = re.compile(r"([a-z0-9-]+)==([a-z0-9.]+)")
SETTING = re.compile(r"^(?:# )?([A-Z_]+)=(.*)$", re.MULTILINE)
THAI = re.compile("[\u0e00-\u0e7f]")

NEEDED = ("sh", "cat", "cksum", "dirname")
PREPARED = ("cat", "cksum", "date", "dirname", "mkdir", "mktemp", "rm", "sh")
NO_PYTHON = ""
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
PYTHON_WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n'


def pins(name: str) -> dict[str, str]:
    """Package → version of every line that is neither a remark nor the runtime's own list."""
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    required = [line for line in lines if line and not line.startswith("#") and line != "-r requirements.txt"]
    found = [PIN.fullmatch(line) for line in required]
    assert None not in found, required
    return {match[1]: match[2] for match in found if match}


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def named_in_pyproject() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {re.split(r"[^A-Za-z0-9-]", requirement, maxsplit=1)[0].lower() for requirement in wanted}


def test_every_dependency_is_pinned() -> None:
    assert named_in_pyproject() - {*pins("requirements.txt"), *pins("requirements-dev.txt")} == set()


def test_nothing_is_pinned_twice() -> None:
    assert set(pins("requirements.txt")) & set(pins("requirements-dev.txt")) == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_tests_run_on_the_pinned_versions(name: str) -> None:
    other = {package: installed(package) for package, pinned in pins(name).items() if installed(package) != pinned}
    assert {package: found for package, found in other.items() if found is not None} == {}


def example_office() -> OfficeFile:
    return read_office_file((DEPLOY / "offices/example/office.toml").read_text("utf-8"), lambda reference: reference)


def test_the_example_office_is_accepted() -> None:
    example = example_office()
    assert (example.office.id, len(example.rounds)) == ("khonkaen2", 1)
    assert example.office.form in library()


def test_the_example_office_shows_the_reminders_one_gets_without_them() -> None:
    assert example_office().office.reminders == ReminderPolicy()


def test_the_example_office_names_its_secrets_and_holds_none() -> None:
    channel = example_office().channel
    assert channel is not None
    assert channel.secret.startswith("env:")
    assert channel.access_token.startswith("env:")


def example_settings() -> dict[str, str]:
    found = SETTING.findall((DEPLOY / "env.example").read_text("utf-8"))
    return {name: value for name, value in reversed(found) if not name.startswith("KHONKAEN2_")}


def test_the_example_settings_are_accepted() -> None:
    read = read_settings(example_settings() | {"TANROB_SECRET_KEY": "made up for this test, and for no other"})
    assert read.now is not None


def test_the_example_settings_name_every_setting() -> None:
    names = {name.removeprefix("TANROB_").lower() for name in example_settings()}
    assert names == {field.name for field in fields(Settings)} - {"database_lost"}  # which is found, not set


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder with the scripts alone, and a path with the tools they need: nothing is prepared yet."""
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in NEEDED:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


@pytest.fixture
def refusal(fresh: Path) -> Callable[[str, str], list[str]]:
    """Runs a script of deploy/ where python3 is the program given; gives the lines of its refusal."""

    def run(script: str, python: str) -> list[str]:
        if python:
            (fresh / "bin/python3").write_text(python, "utf-8")
            (fresh / "bin/python3").chmod(0o755)
        command = ["sh", str(fresh / "deploy" / script)]
        environment = {"PATH": str(fresh / "bin"), "HOME": str(fresh)}
        done = subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 1, done
        assert done.stdout == ""
        return done.stderr.splitlines()

    return run


@pytest.mark.parametrize("script", ["check", "demo", "test"])
@pytest.mark.parametrize("python", [NO_PYTHON, OLD_PYTHON], ids=["none", "old"])
def test_without_a_new_enough_python_a_script_says_so_in_thai_and_english(
    refusal: Callable[[str, str], list[str]], script: str, python: str
) -> None:
    thai, english = refusal(script, python)
    assert THAI.search(thai)
    assert english.startswith("Python 3.11 or newer was not found.")


@pytest.mark.parametrize("script", ["check", "demo", "test"])
def test_without_venv_a_script_says_what_to_install(refusal: Callable[[str, str], list[str]], script: str) -> None:
    thai, english = refusal(script, PYTHON_WITHOUT_VENV)
    assert THAI.search(thai)
    assert "apt install python3-venv" in english


@pytest.mark.parametrize("script", ["deploy/check", "deploy/demo", "deploy/test", ".ci/run"])
def test_the_scripts_may_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


@dataclass(frozen=True)
class Prepared:
    """The scripts in a folder that is prepared already. Its Python writes down how it is called.

    It fails with the exit code in the file named for its module, if there is one: `ruff`, `mypy`, `pytest`.
    """

    folder: Path

    def run(self, script: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", str(self.folder / "deploy" / script), *words]
        environment = {"PATH": str(self.folder / "bin"), "CALLS": str(self.folder / "calls")}
        return subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)

    def calls(self, module: str = "") -> list[str]:
        """How Python was called, without what it was called to run from the environment's own folder."""
        lines = (self.folder / "calls").read_text("utf-8").replace(f"{self.folder}/.venv/bin/", "").splitlines()
        return [line for line in lines if module in line]


CALLED = """#!/bin/sh
printf '%s\n' "$*" >>"$CALLS"
for word; do
    word=${word##*/}
    if [ -f "$CALLS-$word" ]; then echo "wrong: $word"; exit "$(cat "$CALLS-$word")"; fi
done
"""


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in PREPARED:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    programs = tmp_path / ".venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "tanrob"):
        (programs / name).write_text(CALLED, "utf-8")
        (programs / name).chmod(0o755)
    stamp = 'root=$1; . "$1/deploy/prepare.sh"; stamp_of >"$venv/ready-for-requirements-dev.txt"'
    subprocess.run(["sh", "-c", stamp, "sh", str(tmp_path)], check=True)
    return Prepared(tmp_path)


CHECKS = [
    "-m ruff check --quiet .",
    "-m ruff format --check --quiet .",
    "-m mypy",
    "lint-imports",
]


def test_the_check_is_lint_format_types_and_contracts(prepared: Prepared) -> None:
    done = prepared.run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(prepared.calls()) == sorted(CHECKS)


@pytest.mark.parametrize("step", ["check", "format", "mypy", "lint-imports"])
def test_a_check_that_fails_is_told_with_its_code_and_its_words(prepared: Prepared, step: str) -> None:
    (prepared.folder / f"calls-{step}").write_text("3", "utf-8")
    done = prepared.run("check")
    assert done.returncode == 3
    assert f"wrong: {step}" in done.stderr
    assert "ไม่ผ่าน: " in done.stderr


def test_the_tests_begin_with_the_check(prepared: Prepared) -> None:
    assert prepared.run("test").returncode == 0
    assert sorted(prepared.calls()[: len(CHECKS)]) == sorted(CHECKS)
    assert prepared.calls()[len(CHECKS) :] == prepared.calls("pytest")


def test_where_the_check_fails_no_test_is_run(prepared: Prepared) -> None:
    (prepared.folder / "calls-mypy").write_text("2", "utf-8")
    assert prepared.run("test").returncode == 2
    assert prepared.calls("pytest") == []


@pytest.mark.parametrize("words", [(), ("--fast",), ("--coverage",), ("--coverage", "--fast")])
def test_tests_that_fail_end_the_command_with_their_code(prepared: Prepared, words: tuple[str, ...]) -> None:
    (prepared.folder / "calls-pytest").write_text("5", "utf-8")
    done = prepared.run("test", *words)
    assert done.returncode == 5
    assert "ไม่ผ่าน: pytest" in done.stderr


def test_pytests_arguments_reach_it_whole(prepared: Prepared) -> None:
    prepared.run("test", "tests/one.py", "-k", "a and b", "--fast", "-x")
    [call] = prepared.calls("pytest")
    assert call.endswith("tests/one.py -k a and b -m not (browser or postgres or slow) -x")


def test_the_tests_run_in_parallel(prepared: Prepared) -> None:
    prepared.run("test")
    assert "-n logical --dist loadfile" in prepared.calls("pytest")[0]


def test_coverage_is_told_where_asked_for_and_costs_nothing_otherwise(prepared: Prepared) -> None:
    prepared.run("test")
    assert prepared.calls("coverage") == []
    prepared.run("test", "--coverage")
    run, combine, report = prepared.calls("coverage")
    assert run.startswith("-m coverage run -m pytest ")
    assert (combine, report) == ("-m coverage combine --quiet", "-m coverage report --skip-covered")


def test_before_a_commit_the_same_check_is_run_and_nothing_fetched() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"(?:repo|entry|language): *(.*)", text) == ["local", "sh deploy/check", "system"]
    assert "http" not in text


def test_no_script_knows_a_place_of_one_machine() -> None:
    scripts = [*DEPLOY.rglob("*"), ROOT / ".ci/run"]
    texts = {file.name: file.read_text("utf-8") for file in scripts if file.is_file() and file.suffix != ".png"}
    assert [name for name, text in texts.items() if re.search(r"index.url|find-links|(?<!\w)/(root|opt)\b", text)] == []
