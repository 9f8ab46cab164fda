"""The documents name only what exists, and every command, path, question and typed word that does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from bot.commands.root import tanrob
from messages.forms.loader import library
from messages.speech import listen
from messages.words import Keyword, understand, word

ROOT = Path(__file__).parents[2]
INTERFACES = ROOT / "deploy/docs/interfaces.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
PATH = re.compile(r"(?<![\w/.-])(?:bot|storage|messages|tests|deploy)/[\w./-]*[\w]")
FILE = re.compile(r"(?<![\w/.-])(?:bot|storage|messages|tests|deploy)/[\w./-]*\.(?:py|toml|md|png|typ)\b")
DOCUMENT = re.compile(r"(?<![\w/.-])[\w-]+\.md\b")
MODULE = re.compile(r"python -m ([\w.]+)")
SETTING = re.compile(r"\bTANROB_[A-Z_]+\b")
READ_FOR_SETTINGS = (".py", ".example")
PLACES = ("bot", "bot/usecases", "messages", "storage")
"""Where rooms are; the last holds a module a subject, too many for a picture."""
ROUTE = re.compile(r"@app\.(get|post)\(\"([^\"]+)\"\)")
COMMAND = re.compile(r"(?<![\w./-])tanrob ([^\n|·]*)")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project itself."""
    folders = ("bot", "storage", "messages", "tests", "deploy")
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*")) if file.is_file())
    return ROOT / "README.md", ROOT / "pyproject.toml", *found


def documents() -> list[Path]:
    return [file for file in files() if file.suffix == ".md"]


def sources() -> list[Path]:
    """What may cite a document or a file: code, forms, wording, templates, tests; these tests make some up."""
    kinds = {".py", ".toml", ".typ", ".mako", ".html", ".js", ".css", ".sh"}
    return [file for file in files() if file.suffix in kinds and file.parent != Path(__file__).parent]


def slug(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    return {slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}


def dead_links(file: Path, text: str) -> list[str]:
    """Links within the repository to a file, or to a heading of a file, that is not there."""
    return [target for target in LINK.findall(text) if "://" not in target and not _resolves(file, target)]


def _resolves(file: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = file.parent / path if path else file
    return found.exists() and (not anchor or anchor in anchors(found.read_text("utf-8")))


def in_code(text: str) -> Iterator[str]:
    """What stands between backticks, and the lines of fenced blocks."""
    for fenced, inline in CODE.findall(text):
        yield from fenced.splitlines() if fenced else (inline,)


def unknown_paths(_file: Path, text: str) -> list[str]:
    """Paths between backticks that are neither file nor folder; one with a <placeholder> is an example."""
    named = (path for code in in_code(text) if "<" not in code for path in PATH.findall(code))
    return [path for path in named if not (ROOT / path).exists()]


def unknown_modules(_file: Path, text: str) -> list[str]:
    """`python -m` what is no module of ours; `bot` stands for the program itself."""
    named = (module for code in in_code(text) for module in MODULE.findall(code))
    return [module for module in named if not _is_module(ROOT.joinpath(*module.split(".")))]


def _is_module(place: Path) -> bool:
    return place.with_suffix(".py").exists() or (place / "__main__.py").exists()


def unknown_commands(_file: Path, text: str) -> list[str]:
    """`tanrob …` that the command line does not know, or with an option it lacks; a <placeholder> is an example."""
    named = (command.strip() for code in in_code(text) if "<" not in code for command in COMMAND.findall(code))
    return [command for command in named if not _is_understood(command)]


def _is_understood(command: str) -> bool:
    found: click.Command = tanrob
    words = re.findall(r"[^\s\[\]|\\…]+", command)
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        following = found.get_command(click.Context(found), words.pop(0))
        if following is None:
            return False
        found = following
    options = {option for one in found.params for option in one.opts} | {"--help", "--version"}
    return all(word in options for word in words if word.startswith("--"))


@cache
def _read_in_code() -> str:
    return "".join(file.read_text("utf-8") for file in files() if file.name.endswith(READ_FOR_SETTINGS))


def unknown_settings(_file: Path, text: str) -> list[str]:
    """Environment variables that nothing reads."""
    return [name for name in SETTING.findall(text) if f'"{name}' not in _read_in_code()]


CHECKS = (dead_links, unknown_paths, unknown_modules, unknown_commands, unknown_settings)


@pytest.mark.parametrize("check", CHECKS)
def test_documents_name_only_what_exists(check: Callable[[Path, str], list[str]]) -> None:
    found = {str(file.relative_to(ROOT)): check(file, file.read_text("utf-8")) for file in documents()}
    assert len(found) > 20
    assert {file: unknown for file, unknown in found.items() if unknown} == {}


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (dead_links, "[gone](gone.md)"),
        (dead_links, "[gone](deploy/docs/testing.md#no-such-heading)"),
        (unknown_paths, "`bot/gone.py`"),
        (unknown_paths, "```sh\nsh deploy/gone\n```"),
        (unknown_modules, "`python -m tests.bench.gone`"),
        (unknown_commands, "`tanrob gone`"),
        (unknown_commands, "`tanrob round gone OFFICE`"),
        (unknown_commands, "```sh\ntanrob report OFFICE ROUND --gone\n```"),
        (unknown_settings, "`TANROB_GONE`"),
    ],
)
def test_what_does_not_exist_would_be_found(check: Callable[[Path, str], list[str]], text: str) -> None:
    assert len(check(ROOT / "README.md", text)) == 1


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "text",
    [
        "[here](deploy/docs/testing.md#benches) [there](https://example.org/gone.md)",
        "`bot/web` `messages/forms/library/<name>.toml` `python -m tests.bench.turns`",
        "`tanrob plan import OFFICE FILE [--dry-run] [--yes]` `tanrob` `TANROB_LOG` and `tanrob …`",
    ],
)
def test_what_exists_is_left_in_peace(check: Callable[[Path, str], list[str]], text: str) -> None:
    assert check(ROOT / "README.md", text) == []


def cited_in_vain(text: str) -> list[str]:
    """Documents and files that code or a test cites and the repository does not hold."""
    written = {file.name for file in documents()}
    files = [path for path in FILE.findall(text) if not (ROOT / path).exists()]
    return files + [name for name in DOCUMENT.findall(text) if name not in written]


def test_code_and_tests_cite_only_what_the_repository_holds() -> None:
    found = {str(file.relative_to(ROOT)): cited_in_vain(file.read_text("utf-8")) for file in sources()}
    assert len(found) > 300
    assert {file: cited for file, cited in found.items() if cited} == {}


@pytest.mark.parametrize("text", ["As in NO_RULES.md.", "(bot/usecases/gone.py)", "deploy/docs/gone.md says so"])
def test_a_citation_of_nothing_would_be_found(text: str) -> None:
    assert len(cited_in_vain(text)) == 1


def test_every_word_the_guide_offers_is_understood() -> None:
    guide = (ROOT / "deploy/guide/typing.md").read_text("utf-8")
    offered = [word for line in guide.splitlines() if line.startswith("| `") for word in re.findall("`([^`]+)`", line)]
    assert len(offered) > 20
    assert [word for word in offered if listen(word) is None] == []


def commands(command: click.Command, name: str) -> Iterator[str]:
    """Every command as it is typed, without its arguments."""
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for step in command.list_commands(context):
        found = command.get_command(context, step)
        if found:
            yield from commands(found, f"{name} {step}")


def test_every_command_is_told_of() -> None:
    told, known = INTERFACES.read_text("utf-8"), list(commands(tanrob, "tanrob"))
    assert len(known) > 20
    missing = [name for name in known if f"`{name}" not in told]
    assert missing == [], f"the table of commands in {INTERFACES.relative_to(ROOT)} lacks them"


def test_every_path_of_the_web_is_told_of() -> None:
    told, known = INTERFACES.read_text("utf-8"), ROUTE.findall((ROOT / "bot/web/app.py").read_text("utf-8"))
    assert len(known) > 4
    missing = [f"{verb.upper()} {path}" for verb, path in known if f"`{verb.upper()} {_as_told(path)}`" not in told]
    assert missing == [], f"the table of paths in {INTERFACES.relative_to(ROOT)} lacks them"


def _as_told(path: str) -> str:
    return path.replace("<office_id>", "<office>")


@pytest.mark.parametrize("form", sorted(library()))
def test_every_question_of_a_shipped_form_is_told_of(form: str) -> None:
    rows = [line for line in INTERFACES.read_text("utf-8").splitlines() if line.startswith(f"| `{form}` | ")]
    assert rows, f"{INTERFACES.relative_to(ROOT)} has no row of `{form}` with its question ids"
    asked = [question.id.replace("{quarter}", "<n>") for question in library()[form].questions]
    missing = [question for question in asked if f"`{question}`" not in rows[0]]
    assert missing == [], f"the question ids of `{form}` in {INTERFACES.relative_to(ROOT)} lack them"


def test_every_typed_word_is_offered_by_the_guide() -> None:
    guide = ROOT / "deploy/guide/typing.md"
    read = [understand(offered) for offered in re.findall("`([^`]+)`", guide.read_text("utf-8"))]
    offered = {instruction.keyword for instruction in read if instruction}
    missing = [word(keyword) for keyword in Keyword if keyword not in offered]
    assert missing == [], f"{guide.relative_to(ROOT)} tells nobody that they may be typed"


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 90


def test_the_picture_of_the_rooms_names_every_room() -> None:
    picture = (ROOT / "deploy/docs/architecture.md").read_text("utf-8").split("## The rooms")[1].split("```")[1]
    packages = {file.parent.name for place in PLACES for file in (ROOT / place).glob("*/__init__.py")}
    modules = {file.stem for place in PLACES[:-1] for file in (ROOT / place).glob("[!_]*.py")}
    assert len(packages) > 20
    assert (packages | modules) - set(re.findall(r"\w+", picture)) == set()
