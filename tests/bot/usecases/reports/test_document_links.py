"""How planners come by the report: asked for in a chat or the group, and sent when a round is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.conversation.events import ButtonTapped
from bot.simulator.rules.requests import check
from bot.usecases.incoming import BotLeft
from bot.usecases.reports import link_tokens
from bot.usecases.reports.document_links import send_documents, still_holds
from bot.usecases.reports.documents import open_linked
from bot.usecases.reports.link_tokens import LINK_LIFE, Linked, NoSuchLink, read_link
from bot.usecases.setup.inviting import find_person
from messages.chat.postback import unpack
from storage.records import Round
from tests.support.report_steps import add_round, addresses, ask, bind_group, send
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness

NEXT = Round("2564-9m", 2564, (3,), date(2021, 6, 15), date(2021, 6, 25))


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """An office whose form has an official document."""
    with open_harness(tmp_path, form="table") as harness:
        yield harness


def planner(harness: UsecaseHarness) -> str:
    return harness.enrolled("U3", "พรทิพย์", role="planner")


def close(harness: UsecaseHarness, cause: str = "closed") -> int:
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        round_ = work.rounds.get(ROUND.id)
        assert round_ is not None
        posted = send_documents(harness.ports, work, round_, cause, harness.now)
        work.commit()
    return posted


def opened(harness: UsecaseHarness, url: str) -> Linked:
    return read_link(harness.ports, urlsplit(url).path.removeprefix("/d/"), harness.now)


def test_a_planner_gets_the_three_kinds_as_links(harness: UsecaseHarness) -> None:
    found = addresses(ask(harness, planner(harness)))
    assert {label: replace(opened(harness, url), holder="") for label, url in found.items()} == {
        "PDF": Linked(OFFICE, ROUND.id, "pdf"),
        "Word": Linked(OFFICE, ROUND.id, "docx"),
        "Excel": Linked(OFFICE, ROUND.id, "xlsx"),
    }


def test_the_phone_opens_what_lines_browser_cannot_show(harness: UsecaseHarness) -> None:
    found = addresses(ask(harness, planner(harness)))
    assert {label: urlsplit(url).query for label, url in found.items()} == {
        "PDF": "",
        "Word": "openExternalBrowser=1",
        "Excel": "openExternalBrowser=1",
    }


def test_the_card_tells_how_many_have_sent_and_that_it_is_a_draft(harness: UsecaseHarness) -> None:
    send(harness, 4, 740_600)
    (call,) = ask(harness, planner(harness))
    assert call.text.splitlines()[:3] == [
        "เอกสารรายงาน",
        "รอบ 6 เดือน ปีงบประมาณ 2564",
        "ร่าง จนกว่าจะปิดรอบ · 1 จาก 3 โครงการ",
    ]
    assert check(list(call.messages)) == []


def test_the_answer_costs_nothing(harness: UsecaseHarness) -> None:
    (call,) = ask(harness, planner(harness))
    assert call.to.startswith("reply:")


def test_a_director_gets_them_too(harness: UsecaseHarness) -> None:
    assert addresses(ask(harness, harness.enrolled("U4", "สมชาย", role="director")))


def test_an_owner_is_told_who_has_them(harness: UsecaseHarness) -> None:
    owner = harness.enrolled("U1", "นิดา", projects="4")
    assert harness.say(owner, "เอกสาร").startswith("เอกสารรายงานอยู่ที่กลุ่มนโยบายและแผน")


def test_a_planner_who_is_answering_is_asked_the_open_question_again(harness: UsecaseHarness) -> None:
    user = harness.enrolled("U3", "พรทิพย์", role="planner", projects="4")
    harness.say(user, "รายงาน 4")
    card, question = ask(harness, user)[0].messages
    assert (card["type"], "ข้อ 1" in question["text"]) == ("flex", True)


def test_the_bound_group_gets_them_and_another_group_does_not(harness: UsecaseHarness) -> None:
    bind_group(harness, planner(harness), "C1")
    assert addresses(ask(harness, "U9", group="C1"))
    assert ask(harness, "U9", group="C2") == []


def test_every_key_on_the_summary_works_in_a_chat_and_in_the_group(harness: UsecaseHarness) -> None:
    user = planner(harness)
    bind_group(harness, user, "C1")
    for group in (None, "C1"):
        (summary,) = ask(harness, user, "สรุป", group=group)
        before = len(harness.messenger.accepted)
        for key in summary.messages[0]["contents"]["footer"]["contents"]:
            heard = len(harness.messenger.accepted)
            harness.hear(user, ButtonTapped, unpack(key["action"]["data"]), group=group)
            harness.postman.deliver_all()
            assert harness.messenger.accepted[heard:], key
        assert addresses(harness.messenger.accepted[before:])


def test_the_newest_round_is_meant_even_when_it_is_closed(harness: UsecaseHarness) -> None:
    user = planner(harness)
    add_round(harness, NEXT)
    close(harness)
    assert opened(harness, addresses(ask(harness, user))["PDF"]).round_id == ROUND.id
    harness.wait(days=100)
    assert opened(harness, addresses(ask(harness, user))["PDF"]).round_id == NEXT.id


def test_before_the_first_round_opens_there_is_none(harness: UsecaseHarness) -> None:
    user = planner(harness)
    harness.wait(days=-30)
    assert "ไม่มีรอบรายงานที่เปิดอยู่" in harness.say(user, "เอกสาร")


def test_an_office_with_a_form_of_its_own_has_none(harness: UsecaseHarness) -> None:
    user = planner(harness)
    harness.report_in("cumulative")
    assert "ยังไม่มีเอกสารทางการ" in harness.say(user, "เอกสาร")
    assert close(harness) == 0


def test_closing_sends_each_planner_the_links_once(harness: UsecaseHarness) -> None:
    planner(harness)
    harness.enrolled("U5", "อรุณ", role="planner")
    harness.enrolled("U4", "สมชาย", role="director")
    before = len(harness.messenger.accepted)
    assert (close(harness), close(harness)) == (2, 0)
    harness.postman.deliver_all()
    calls = harness.messenger.accepted[before:]
    assert sorted(call.to for call in calls) == ["U3", "U5"]
    assert "ปิดรอบแล้ว ขาดรายงาน 3 โครงการ" in calls[0].text


def test_a_closed_round_with_every_report_is_ready_to_be_signed(harness: UsecaseHarness) -> None:
    planner(harness)
    for no in (4, 8, 11):
        send(harness, no, 1_000)
    before = len(harness.messenger.accepted)
    close(harness)
    harness.postman.deliver_all()
    assert "ปิดรอบแล้ว พร้อมลงนาม" in harness.messenger.accepted[before].text


def test_a_planner_who_blocked_the_account_is_not_written_to(harness: UsecaseHarness) -> None:
    harness.code("พรทิพย์", role="planner")
    assert close(harness) == 0


def test_only_the_newest_links_are_sent_where_several_wait(harness: UsecaseHarness) -> None:
    planner(harness)
    close(harness, "first")
    close(harness, "second")
    before = len(harness.messenger.accepted)
    harness.postman.deliver_all()
    assert len(harness.messenger.accepted) - before == 1


def still_opens(harness: UsecaseHarness, url: str) -> bool:
    with harness.storage.office(OFFICE).reading() as work:
        return still_holds(work, opened(harness, url).holder)


def test_the_links_of_a_planner_end_with_their_duty_and_those_of_others_do_not(harness: UsecaseHarness) -> None:
    mine = next(iter(addresses(ask(harness, planner(harness))).values()))
    other = harness.enrolled("U7", "มานพ", role="planner")
    theirs = next(iter(addresses(ask(harness, other)).values()))
    assert (still_opens(harness, mine), still_opens(harness, theirs)) == (True, True)
    harness.say(other, "ลบข้อมูลของฉัน", "ใช่")
    assert (still_opens(harness, mine), still_opens(harness, theirs)) == (True, False)
    with pytest.raises(NoSuchLink):
        open_linked(harness.storage, opened(harness, theirs), harness.now, harness.ports.photos.get)


def test_the_links_of_a_group_end_when_it_is_bound_no_more(harness: UsecaseHarness) -> None:
    mine = planner(harness)
    code = harness.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2]
    harness.say(mine, code, group="C1")
    before = len(harness.messenger.accepted)
    harness.say(mine, "เอกสาร", group="C1")
    url = next(iter(addresses(harness.messenger.accepted[before:]).values()))
    assert still_opens(harness, url)
    harness.hear(mine, BotLeft, group="C1", token=None)
    assert not still_opens(harness, url)


def test_the_links_of_a_group_end_when_another_is_bound(harness: UsecaseHarness) -> None:
    mine = planner(harness)
    harness.say(mine, harness.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2], group="C1")
    before = len(harness.messenger.accepted)
    harness.say(mine, "เอกสาร", group="C1")
    url = next(iter(addresses(harness.messenger.accepted[before:]).values()))
    harness.wait(minutes=1)
    harness.say(mine, harness.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2], group="C2")
    assert not still_opens(harness, url)


def test_a_planner_who_came_back_as_an_owner_opens_no_link_of_before(harness: UsecaseHarness) -> None:
    url = next(iter(addresses(ask(harness, planner(harness))).values()))
    with harness.storage.office(OFFICE).work() as work:
        work.people.remove(find_person(work, "พรทิพย์").id)
        work.commit()
    harness.enrolled("U3", "พรทิพย์", projects="4")
    assert not still_opens(harness, url)


def test_a_link_of_an_earlier_version_names_no_holder_and_opens_until_its_day(harness: UsecaseHarness) -> None:
    values = [OFFICE, ROUND.id, "pdf", 0, int((harness.now + LINK_LIFE).timestamp())]
    token = link_tokens._signer(harness.ports).dumps(values)
    assert read_link(harness.ports, str(token), harness.now) == Linked(OFFICE, ROUND.id, "pdf")
