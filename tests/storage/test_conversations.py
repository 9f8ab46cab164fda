"""Where conversations stand; two turns at once cannot both move one."""

from __future__ import annotations

import pytest

from storage.errors import Conflict
from storage.records import Conversation
from storage.work import OfficeStorage
from tests.storage.samples import NOW, OWNER, PLANNER, changing

STATE = {"question": "spent", "answers": {"spent": {"kind": "amount", "satang": 5_000_00}}, "typed": ["ดำเนินการแล้ว"]}


def test_a_conversation_not_begun_is_empty_at_version_0(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.conversations.load(OWNER.id) == Conversation({}, 0)


def test_a_conversation_comes_back_one_version_on(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, STATE, 0, NOW)
    with office.reading() as work:
        assert work.conversations.load(OWNER.id) == Conversation(STATE, 1, NOW)


def test_a_conversation_moves_on(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, STATE, 0, NOW)
        work.conversations.save(OWNER.id, {}, 1, NOW)
        assert work.conversations.load(OWNER.id) == Conversation({}, 2, NOW)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_turn_that_loaded_another_version_is_a_conflict(office: OfficeStorage, version: int) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, STATE, 0, NOW)
        work.conversations.save(OWNER.id, STATE, 1, NOW)
    with pytest.raises(Conflict), changing(office) as work:
        work.conversations.save(OWNER.id, {}, version, NOW)
    with office.reading() as work:
        assert work.conversations.load(OWNER.id) == Conversation(STATE, 2, NOW)


def test_an_erased_conversation_begins_anew(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, STATE, 0, NOW)
        work.conversations.erase(OWNER.id)
        assert work.conversations.load(OWNER.id) == Conversation({}, 0)
        work.conversations.save(OWNER.id, STATE, 0, NOW)


def test_everybodys_conversation_is_listed(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, STATE, 0, NOW)
        work.conversations.save(PLANNER.id, {}, 0, NOW)
        assert dict(work.conversations.all()) == {
            OWNER.id: Conversation(STATE, 1, NOW),
            PLANNER.id: Conversation({}, 1, NOW),
        }


def test_half_an_emoji_comes_back_as_the_letter_that_stands_for_what_cannot_be_read(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.conversations.save(OWNER.id, {"typed": "\ud83d \x00 ก"}, 0, NOW)
        assert work.conversations.load(OWNER.id).state == {"typed": "\ufffd \x00 ก"}
