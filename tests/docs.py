"""Writes the pages of deploy/docs that are made of the code: `python -m tests.docs`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import grimp

from bot.conversation.anywhere import refuse_media
from bot.conversation.handlers import Handlers
from bot.conversation.rows_outside import ALWAYS
from bot.conversation.transitions import TABLE
from messages.words import Keyword, word

FOLDER = Path(__file__).parents[1] / "deploy" / "docs"
COMMAND = "python -m tests.docs"
PLACES = ("bot", "bot.usecases", "messages")

Handler = Callable[..., Any]


def phrase(value: Handler | type) -> str:
    """The first line of its docstring."""
    return (value.__doc__ or "").partition("\n")[0]


def states_page() -> str:
    """What every keyword, text and photo does in every situation."""
    return "\n".join((*_head(), *_shared(), *(line for kind, row in TABLE.items() for line in _section(kind, row))))


def _head() -> Iterator[str]:
    yield "# What each word does in each state"
    yield ""
    yield f"Made of `bot/conversation/transitions.py` by `{COMMAND}`; do not edit. Words: `messages/words.toml`."
    yield "A state is what is stored; a situation is that state beside its draft and question (`situations.py`)."
    yield ""


def _shared() -> Iterator[str]:
    yield "## Everywhere"
    yield ""
    yield "Unless a situation below says otherwise."
    yield ""
    yield from _table((*_grouped(ALWAYS), ("any message that is no text or photo", phrase(refuse_media))))


def _section(kind: type, row: Handlers[Any]) -> Iterator[str]:
    own = {keyword: handler for keyword, handler in row.keywords.items() if ALWAYS.get(keyword) is not handler}
    yield f"## {kind.__name__}"
    yield ""
    yield phrase(kind)
    yield ""
    yield from _table((*_grouped(own), ("*other words*", phrase(row.text)), ("*a photo*", phrase(row.photo))))


def _table(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield "| what comes | what happens |"
    yield "|---|---|"
    yield from (f"| {said} | {done} |" for said, done in rows)
    yield ""


def _grouped(handlers: Mapping[Keyword, Handler]) -> Iterator[tuple[str, str]]:
    """Keywords with the same handler in one row, in the order of words.toml."""
    ordered = {keyword: handlers[keyword] for keyword in Keyword if keyword in handlers}
    for handler in dict.fromkeys(ordered.values()):
        said = ", ".join(f"{word(keyword)} (`{keyword}`)" for keyword, one in ordered.items() if one is handler)
        yield said, phrase(handler)


def rooms_page() -> str:
    """Which room imports which, by the imports there are."""
    graph = grimp.build_graph("bot", "storage", "messages")
    return "\n".join((*_rooms_head(), *(line for place in PLACES for line in _arrows(graph, place))))


def _rooms_head() -> Iterator[str]:
    yield "# Who imports whom"
    yield ""
    yield f"Made of the imports by `{COMMAND}`; do not edit. What may import what: contracts in `pyproject.toml`."
    yield "What the rooms are for: [architecture.md](architecture.md)."
    yield ""


def _arrows(graph: grimp.ImportGraph, place: str) -> Iterator[str]:
    rooms = sorted(graph.find_children(place))
    arrows = {room: [other for other in rooms if other != room and _imports(graph, room, other)] for room in rooms}
    yield f"## {place}: {len(rooms)} rooms, {sum(map(len, arrows.values()))} arrows"
    yield ""
    yield "```"
    for room, others in arrows.items():
        names = " ".join(other.removeprefix(f"{place}.") for other in others)
        yield f"{room.removeprefix(f'{place}.'):20} ─▶ {names}" if others else room.removeprefix(f"{place}.")
    yield "```"
    yield ""


def _imports(graph: grimp.ImportGraph, room: str, other: str) -> bool:
    return graph.direct_import_exists(importer=room, imported=other, as_packages=True)


PAGES: Mapping[str, Callable[[], str]] = {"states.md": states_page, "rooms.md": rooms_page}
"""Each page by its file."""


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
