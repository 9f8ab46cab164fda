"""The demo's controls: offices opened one after another, and time set forward with all that falls due on the way."""

from __future__ import annotations

from bot.clock import SettableClock
from bot.demo.session import DemoSession
from bot.simulator.server import Simulator
from messages.thai.dates import bangkok_day


def heard(simulator: Simulator, name: str) -> list[str]:
    (user,) = (user for user, called in simulator.platform.directory.people.items() if called == name)
    return [str(message.get("text") or message.get("altText")) for message in simulator.chats.messages_to(user)]


def test_an_office_opens_mid_round_and_another_takes_its_place(session: DemoSession, simulator: Simulator) -> None:
    assert session.open("policy-status") == (9, 13)
    assert set(simulator.platform.directory.people.values()) == {"ครูนิดา", "ครูสมชาย", "พรทิพย์"}
    assert session.open("narrative") == (6, 10)
    assert len(simulator.platform.accounts.all()) == 1
    assert simulator.calls.refused() == []


def test_on_the_way_to_the_deadline_reminders_and_summaries_arrive_in_their_order(
    session: DemoSession, simulator: Simulator, clock: SettableClock
) -> None:
    session.open("narrative")
    before, (group,) = len(heard(simulator, "ครูนิดา")), simulator.platform.directory.groups
    arrived = session.controls().jumps["to_deadline"]()
    assert bangkok_day(arrived).isoformat() == "2021-03-25"
    told = heard(simulator, "ครูนิดา")[before:]
    assert ["เหลืออีก 3 วัน" in told[0], "เหลืออีก 1 วัน" in told[1], "วันนี้" in told[2]] == [True] * 3
    assert len(simulator.chats.messages_to(group)) > 1


def test_the_next_working_morning_leaps_over_the_weekend(session: DemoSession, clock: SettableClock) -> None:
    session.open("narrative")
    jumps = session.controls().jumps
    days = [bangkok_day(jumps["next_working_morning"]()).isoformat() for _ in range(5)]
    assert days == ["2021-03-23", "2021-03-24", "2021-03-25", "2021-03-26", "2021-03-29"]


def test_starting_over_brings_the_day_and_the_reports_back(
    session: DemoSession, simulator: Simulator, clock: SettableClock
) -> None:
    session.open("narrative")
    session.controls().jumps["next_day"]()
    session.reset()
    assert bangkok_day(clock()).isoformat() == "2021-03-22"
    assert len(simulator.platform.directory.people) == 3
