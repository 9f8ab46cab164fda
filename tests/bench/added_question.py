"""What a question more costs: `python -m tests.bench.added_question [form …] [--tests tests/dialogs …]`.

In a copy of this tree each shipped form in turn gets an optional question in its middle and the next version, as the
recipe of deploy/docs/contributing.md says. Printed are the tests that fail then and pass without it; more than six a
form, and the exit code is 1. The whole takes as long as the tests do, once a form.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from argparse import REMAINDER, ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2

ROOT = Path(__file__).parents[2]
LIBRARY = Path("messages/forms/library")
MAX_FAILING = 6
TESTS = ("tests/bench", "tests/bot", "tests/dialogs", "tests/messages", "tests/rounds", "tests/storage")
QUESTION = """[[question]]
id = "added"
kind = "long_text"
label = "ข้อที่เพิ่ม"
ask = "มีอะไรจะเพิ่มเติม"
hint = "จบแล้วพิมพ์ \\"เสร็จแล้ว\\" · ไม่มีพิมพ์ \\"ข้าม\\""
optional = true

"""
_HEAD = "[[question]]\n"


def with_question(form: str) -> str:
    """The form's TOML with one more question in its middle and its version raised."""
    head, *questions = form.split(_HEAD)
    middle = len(questions) // 2
    raised = re.sub(r"^version = (\d+)$", lambda found: f"version = {int(found[1]) + 1}", head, flags=re.MULTILINE)
    before = "".join(_HEAD + question for question in questions[:middle])
    after = "".join(_HEAD + question for question in questions[middle:])
    return raised + before + ("" if before.endswith("\n\n") else "\n") + QUESTION + after


@dataclass(frozen=True)
class Copy:
    """A copy of this tree, and where its pytest remembers what failed."""

    tree: Path
    cache: Path

    @classmethod
    def make(cls, folder: Path) -> Copy:
        copy = cls(folder / "tree", folder / "cache")
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        for name in subprocess.check_output(listed, cwd=ROOT, text=True).split("\0"):
            if (ROOT / name).is_file():
                (copy.tree / name).parent.mkdir(parents=True, exist_ok=True)
                copy2(ROOT / name, copy.tree / name)
        return copy

    def failing_with_question(self, form: Path, tests: Sequence[str]) -> list[str]:
        """The tests that fail with the question added and pass without it."""
        source = (self.tree / form).read_text("utf-8")
        (self.tree / form).write_text(with_question(source), "utf-8")
        failing = self._run(tests)
        (self.tree / form).write_text(source, "utf-8")
        return sorted(failing - self._run([*tests, "--last-failed", "--last-failed-no-failures=none"]))

    def _run(self, arguments: Sequence[str]) -> set[str]:
        """Runs pytest; the tests that failed, which pytest keeps in its cache."""
        options = ["--quiet", "--tb=no", "--override-ini", f"cache_dir={self.cache}"]
        environment = {**os.environ, "PYTHONPATH": str(self.tree)}
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, *arguments],
            cwd=self.tree, env=environment, stdout=sys.stderr, check=False,
        )  # fmt: skip
        kept = self.cache / "v/cache/lastfailed"
        return set(json.loads(kept.read_text("utf-8"))) if kept.exists() else set()


def _readable(name: str) -> str:
    """A test's name with the letters pytest escapes."""
    return re.sub(r"\\u[0-9a-f]{4}", lambda found: chr(int(found[0][2:], 16)), name)


def main() -> int:
    forms = sorted(file.stem for file in (ROOT / LIBRARY).glob("*.toml"))
    asked = ArgumentParser(prog="python -m tests.bench.added_question", description=__doc__)
    asked.add_argument("forms", nargs="*", choices=[*forms, []], help="which forms (all)")
    asked.add_argument("--tests", nargs=REMAINDER, default=TESTS, help="all that follows is pytest's")
    given = asked.parse_args()
    kept = []
    for form in given.forms or forms:
        with tempfile.TemporaryDirectory(prefix="tanrob-question-") as folder:
            failing = Copy.make(Path(folder)).failing_with_question(LIBRARY / f"{form}.toml", given.tests)
        print(f"\n{form}: {len(failing)} tests fail with a question more (at most {MAX_FAILING})")
        print("".join(f"    {_readable(name)}\n" for name in failing), end="", flush=True)
        kept.append(len(failing) <= MAX_FAILING)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
