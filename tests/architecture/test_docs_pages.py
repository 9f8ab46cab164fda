"""The pages of deploy/docs that are made of the code are those that the code makes today."""

from __future__ import annotations

import pytest

from bot.conversation.transitions import TABLE
from tests.docs import COMMAND, FOLDER, PAGES, phrase


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_of_the_code_is_current(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), f"deploy/docs/{name} is stale: run `{COMMAND}`"


def test_every_cell_of_the_table_has_a_phrase() -> None:
    handlers = {one for row in TABLE.values() for one in (*row.keywords.values(), row.text, row.photo)}
    assert [handler.__name__ for handler in handlers if not phrase(handler).endswith(".")] == []


def test_every_situation_has_a_phrase() -> None:
    assert [kind.__name__ for kind in TABLE if not phrase(kind).endswith(".")] == []
