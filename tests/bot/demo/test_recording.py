"""A conversation on the demo's phones, saved as a test, passes as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.actors import Actor, buttons_of, question_of
from bot.demo.session import DemoSession
from bot.simulator.controls import NotSaved
from bot.simulator.server import Simulator
from messages.chat.postback import pack
from messages.words import Keyword, word
from tests.dialogs.dialog import read_dialog
from tests.dialogs.playing import play


def actor(simulator: Simulator, name: str) -> Actor:
    (user,) = (user for user, called in simulator.platform.directory.people.items() if called == name)
    return Actor(simulator, user)


def saved(session: DemoSession, chat: str) -> str:
    save = session.controls().save_dialog
    assert save
    return save(chat, 0)


def tap(person: Actor, action: str) -> None:
    """Taps that button under the newest message, as the page does."""
    newest = person.simulator.chats.messages_to(person.user_id)[-1:]
    (button,) = (pack(item) for item in buttons_of(newest) if item.action == action)
    before = len(person.simulator.chats.messages_to(person.user_id))
    person.simulator.users.tap(person.user_id, button, action)
    assert person.simulator.chats.wait_for(person.user_id, before + 1)


def skip_to(person: Actor, question: str) -> None:
    """Skips whatever else the form asks before that question."""
    while question_of(person.simulator.chats.messages_to(person.user_id)[-1:]) != question:
        person.say(word(Keyword.SKIP))


def test_a_report_by_taps_and_words_with_a_reminder_in_between(
    session: DemoSession, simulator: Simulator, tmp_path: Path
) -> None:
    session.open("policy-status")
    nida = actor(simulator, "ครูนิดา")
    nida.say("รายงาน 4")
    tap(nida, "in_progress")
    skip_to(nida, "spent_q2")
    session.controls().jumps["next_working_morning"]()
    nida.say("สามพันห้า")
    nida.say("3,500")
    skip_to(nida, "review")
    tap(nida, "confirm")
    text = saved(session, nida.user_id)
    assert 'taps = "in_progress"' in text
    assert "ticks = true" in text
    assert 'says = "สามพันห้า"' in text
    assert play(read_dialog(text), tmp_path) == []


def test_a_sticker(session: DemoSession, simulator: Simulator, tmp_path: Path) -> None:
    session.open("narrative")
    nida = actor(simulator, "ครูนิดา")
    before = len(simulator.chats.messages_to(nida.user_id))
    simulator.users.send_sticker(nida.user_id)
    simulator.chats.wait_for(nida.user_id, before + 1)
    assert play(read_dialog(saved(session, nida.user_id)), tmp_path) == []


def test_the_planning_groups_chat(session: DemoSession, simulator: Simulator, tmp_path: Path) -> None:
    session.open("narrative")
    (group,) = simulator.platform.directory.groups
    actor(simulator, "พรทิพย์").say(word(Keyword.SUMMARY), group=group)
    text = saved(session, group)
    assert "in_group = true" in text
    assert play(read_dialog(text), tmp_path) == []


def test_nothing_said_is_nothing_to_save(session: DemoSession, simulator: Simulator) -> None:
    session.open("narrative")
    with pytest.raises(NotSaved, match="ยังไม่มีข้อความ"):
        saved(session, actor(simulator, "ครูนิดา").user_id)


def test_a_message_taken_back_is_not_saved(session: DemoSession, simulator: Simulator) -> None:
    session.open("narrative")
    nida = actor(simulator, "ครูนิดา")
    nida.say("รายงาน 1")
    nida.say("2")
    sent = simulator.users.say(nida.user_id, "ผิด")
    simulator.users.unsend(nida.user_id, sent.message_id)
    with pytest.raises(NotSaved, match="ยกเลิกส่ง"):
        saved(session, nida.user_id)
