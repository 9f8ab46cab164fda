"""How planners come by the report: asked for in a chat or the group, and sent when a round is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from bot.simulator.limits import check
from bot.usecases import links
from bot.usecases.documents import open_linked
from bot.usecases.handing import send_documents, still_holds
from bot.usecases.incoming import BotLeft, ButtonTapped
from bot.usecases.inviting import find_person
from bot.usecases.links import LINK_LIFE, Linked, NoSuchLink, read_link
from messages.postback import unpack
from storage.records import Office, Round
from tests.support.desk import OFFICE, ROUND, Desk
from tests.support.issuing import add_round, addresses, ask, bind_group, send

NEXT = Round("2564-9m", 2564, (3,), date(2021, 6, 15), date(2021, 6, 25))


def planner(desk: Desk) -> str:
    return desk.enrolled("U3", "พรทิพย์", role="planner")


def close(desk: Desk, cause: str = "closed") -> int:
    with desk.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, desk.now)
        round_ = work.rounds.get(ROUND.id)
        assert round_ is not None
        posted = send_documents(desk.ports, work, round_, cause, desk.now)
        work.commit()
    return posted


def opened(desk: Desk, url: str) -> Linked:
    return read_link(desk.ports, urlsplit(url).path.removeprefix("/d/"), desk.now)


def test_a_planner_gets_the_three_kinds_as_links(desk: Desk) -> None:
    found = addresses(ask(desk, planner(desk)))
    assert {label: replace(opened(desk, url), holder="") for label, url in found.items()} == {
        "PDF": Linked(OFFICE, ROUND.id, "pdf"),
        "Word": Linked(OFFICE, ROUND.id, "docx"),
        "Excel": Linked(OFFICE, ROUND.id, "xlsx"),
    }


def test_the_phone_opens_what_lines_browser_cannot_show(desk: Desk) -> None:
    found = addresses(ask(desk, planner(desk)))
    assert {label: urlsplit(url).query for label, url in found.items()} == {
        "PDF": "",
        "Word": "openExternalBrowser=1",
        "Excel": "openExternalBrowser=1",
    }


def test_the_card_tells_how_many_have_sent_and_that_it_is_a_draft(desk: Desk) -> None:
    send(desk, 4, 740_600)
    (call,) = ask(desk, planner(desk))
    assert call.text.splitlines()[:3] == [
        "เอกสารรายงาน",
        "รอบ 6 เดือน ปีงบประมาณ 2564",
        "ร่าง จนกว่าจะปิดรอบ · 1 จาก 3 โครงการ",
    ]
    assert check(list(call.messages)) == []


def test_the_answer_costs_nothing(desk: Desk) -> None:
    (call,) = ask(desk, planner(desk))
    assert call.to.startswith("reply:")


def test_a_director_gets_them_too(desk: Desk) -> None:
    assert addresses(ask(desk, desk.enrolled("U4", "สมชาย", role="director")))


def test_an_owner_is_told_who_has_them(desk: Desk) -> None:
    owner = desk.enrolled("U1", "นิดา", projects="4")
    assert desk.say(owner, "เอกสาร").startswith("เอกสารรายงานอยู่ที่กลุ่มนโยบายและแผน")


def test_a_planner_who_is_answering_is_asked_the_open_question_again(desk: Desk) -> None:
    user = desk.enrolled("U3", "พรทิพย์", role="planner", projects="4")
    desk.say(user, "รายงาน 4")
    card, question = ask(desk, user)[0].messages
    assert (card["type"], "ข้อ 1" in question["text"]) == ("flex", True)


def test_the_bound_group_gets_them_and_another_group_does_not(desk: Desk) -> None:
    bind_group(desk, planner(desk), "C1")
    assert addresses(ask(desk, "U9", group="C1"))
    assert ask(desk, "U9", group="C2") == []


def test_the_key_on_the_summary_works_in_a_chat_and_in_the_group(desk: Desk) -> None:
    user = planner(desk)
    bind_group(desk, user, "C1")
    for group in (None, "C1"):
        (summary,) = ask(desk, user, "สรุป", group=group)
        (key,) = summary.messages[0]["contents"]["footer"]["contents"]
        before = len(desk.messenger.accepted)
        desk.hear(user, ButtonTapped(unpack(key["action"]["data"])), group=group)
        desk.postman.deliver_all()
        assert addresses(desk.messenger.accepted[before:])


def test_the_newest_round_is_meant_even_when_it_is_closed(desk: Desk) -> None:
    user = planner(desk)
    add_round(desk, NEXT)
    close(desk)
    assert opened(desk, addresses(ask(desk, user))["PDF"]).round_id == ROUND.id
    desk.wait(days=100)
    assert opened(desk, addresses(ask(desk, user))["PDF"]).round_id == NEXT.id


def test_before_the_first_round_opens_there_is_none(desk: Desk) -> None:
    user = planner(desk)
    desk.wait(days=-30)
    assert "ไม่มีรอบรายงานที่เปิดอยู่" in desk.say(user, "เอกสาร")


def test_an_office_with_a_form_of_its_own_has_none(desk: Desk) -> None:
    user = planner(desk)
    with desk.storage.office(OFFICE).work() as work:
        work.office.save(Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", "own"))
        work.forms.keep("own", 1, (work.forms.source("table", 1) or "").replace('"table"', '"own"', 1))
        work.commit()
    assert "ยังไม่มีเอกสารทางการ" in desk.say(user, "เอกสาร")
    assert close(desk) == 0


def test_closing_sends_each_planner_the_links_once(desk: Desk) -> None:
    planner(desk)
    desk.enrolled("U5", "อรุณ", role="planner")
    desk.enrolled("U4", "สมชาย", role="director")
    before = len(desk.messenger.accepted)
    assert (close(desk), close(desk)) == (2, 0)
    desk.postman.deliver_all()
    calls = desk.messenger.accepted[before:]
    assert sorted(call.to for call in calls) == ["U3", "U5"]
    assert "ปิดรอบแล้ว ขาดรายงาน 3 โครงการ" in calls[0].text


def test_a_closed_round_with_every_report_is_ready_to_be_signed(desk: Desk) -> None:
    planner(desk)
    for no in (4, 8, 11):
        send(desk, no, 1_000)
    before = len(desk.messenger.accepted)
    close(desk)
    desk.postman.deliver_all()
    assert "ปิดรอบแล้ว พร้อมลงนาม" in desk.messenger.accepted[before].text


def test_a_planner_who_blocked_the_account_is_not_written_to(desk: Desk) -> None:
    desk.code("พรทิพย์", role="planner")
    assert close(desk) == 0


def test_only_the_newest_links_are_sent_where_several_wait(desk: Desk) -> None:
    planner(desk)
    close(desk, "first")
    close(desk, "second")
    before = len(desk.messenger.accepted)
    desk.postman.deliver_all()
    assert len(desk.messenger.accepted) - before == 1


def still_opens(desk: Desk, url: str) -> bool:
    with desk.storage.office(OFFICE).reading() as work:
        return still_holds(work, opened(desk, url).holder)


def test_the_links_of_a_planner_end_with_their_duty_and_those_of_others_do_not(desk: Desk) -> None:
    mine = next(iter(addresses(ask(desk, planner(desk))).values()))
    other = desk.enrolled("U7", "มานพ", role="planner")
    theirs = next(iter(addresses(ask(desk, other)).values()))
    assert (still_opens(desk, mine), still_opens(desk, theirs)) == (True, True)
    desk.say(other, "ลบข้อมูลของฉัน", "ใช่")
    assert (still_opens(desk, mine), still_opens(desk, theirs)) == (True, False)
    with pytest.raises(NoSuchLink):
        open_linked(desk.storage, opened(desk, theirs), desk.now, desk.ports.photos.get)


def test_the_links_of_a_group_end_when_it_is_bound_no_more(desk: Desk) -> None:
    mine = planner(desk)
    code = desk.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2]
    desk.say(mine, code, group="C1")
    before = len(desk.messenger.accepted)
    desk.say(mine, "เอกสาร", group="C1")
    url = next(iter(addresses(desk.messenger.accepted[before:]).values()))
    assert still_opens(desk, url)
    desk.hear(mine, BotLeft(), group="C1", token=None)
    assert not still_opens(desk, url)


def test_the_links_of_a_group_end_when_another_is_bound(desk: Desk) -> None:
    mine = planner(desk)
    desk.say(mine, desk.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2], group="C1")
    before = len(desk.messenger.accepted)
    desk.say(mine, "เอกสาร", group="C1")
    url = next(iter(addresses(desk.messenger.accepted[before:]).values()))
    desk.wait(minutes=1)
    desk.say(mine, desk.say(mine, "ผูกกลุ่ม").splitlines()[-1].partition(": ")[2], group="C2")
    assert not still_opens(desk, url)


def test_a_planner_who_came_back_as_an_owner_opens_no_link_of_before(desk: Desk) -> None:
    url = next(iter(addresses(ask(desk, planner(desk))).values()))
    with desk.storage.office(OFFICE).work() as work:
        work.people.remove(find_person(work, "พรทิพย์").id)
        work.commit()
    desk.enrolled("U3", "พรทิพย์", projects="4")
    assert not still_opens(desk, url)


def test_a_link_of_an_earlier_version_names_no_holder_and_opens_until_its_day(desk: Desk) -> None:
    values = [OFFICE, ROUND.id, "pdf", 0, int((desk.now + LINK_LIFE).timestamp())]
    token = links._signer(desk.ports).dumps(values)
    assert read_link(desk.ports, str(token), desk.now) == Linked(OFFICE, ROUND.id, "pdf")
