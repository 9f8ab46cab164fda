"""An event becomes a stored answer and one reply, once."""

from __future__ import annotations

from threading import Barrier, Thread

from bot.conversation.events import Followed, MessageUnsent, TextReceived
from bot.usecases.incoming import Unfollowed
from messages.answer_values import AmountAnswer, Answers, TextAnswer, answers_from_json, text
from storage.records import Submission
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness


def sent(harness: UsecaseHarness, no: int) -> Submission | None:
    with harness.storage.office(OFFICE).reading() as work:
        return work.submissions.latest_of(ROUND.id, project_id(no))


def kept(stored: Submission) -> Answers:
    return answers_from_json(stored.answers)


def test_a_confirmed_report_is_stored_with_its_figures_and_its_moment(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4,8")
    receipt = harness.say(nida, "รายงาน 4", "2", "7,406", "ประชุม", "เสร็จแล้ว", "ยืนยัน")
    stored = sent(harness, 4)
    assert stored is not None
    assert kept(stored) == answers(status="in_progress", spent=740_600, progress="ประชุม")
    assert (stored.revision, stored.late, stored.submitted_at) == (1, False, harness.now)
    assert "คงเหลือ 592,594 บาท" in receipt


def test_sending_again_keeps_the_revision_before(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    harness.say(nida, "รายงาน", "2", "7406", "ข้าม", "ยืนยัน", "แก้ 4", "แก้ 2", "8000", "ยืนยัน")
    with harness.storage.office(OFFICE).reading() as work:
        spent = [kept(revision)["spent"] for revision in work.submissions.revisions(ROUND.id, project_id(4))]
    assert set(spent) == {AmountAnswer(740_600), AmountAnswer(800_000)}
    latest = sent(harness, 4)
    assert latest is not None
    assert kept(latest)["spent"] == AmountAnswer(800_000)


def test_the_same_event_twice_is_one_answer_and_one_reply(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    harness.say(nida, "รายงาน", "2", "7406")
    before = len(harness.messenger.accepted)
    for _ in range(2):
        harness.hear(nida, TextReceived, "m", "ทำหนึ่ง", event="the same")
    harness.postman.deliver_all()
    assert len(harness.messenger.accepted) == before + 1
    assert "บันทึกแล้ว: ทำหนึ่ง" in harness.messenger.accepted[-1].text
    harness.say(nida, "เสร็จแล้ว", "ยืนยัน")
    stored = sent(harness, 4)
    assert stored is not None
    assert kept(stored)["progress"] == TextAnswer("ทำหนึ่ง")


def test_two_events_at_once_of_one_person_are_both_kept(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    harness.say(nida, "รายงาน", "2", "7406", "ศูนย์", "พิมพ์ต่อ")
    start = Barrier(2)

    def speak(text: str) -> None:
        start.wait()
        harness.hear(nida, TextReceived, text, text)

    threads = [Thread(target=speak, args=(text,)) for text in ("หนึ่ง", "สอง")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert harness.postman.deliver_all() == 2
    harness.say(nida, "เสร็จแล้ว", "ยืนยัน")
    stored = sent(harness, 4)
    assert stored is not None
    assert sorted(text(kept(stored), "progress").split("\n")) == ["ศูนย์", "สอง", "หนึ่ง"]


def test_a_project_of_another_owner_cannot_be_reported(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    assert "ไม่อยู่ในโครงการที่คุณรับผิดชอบ" in harness.say(nida, "รายงาน 8")


def test_who_blocked_the_account_is_known_and_who_returns_is_greeted(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    harness.hear(nida, Unfollowed)
    with harness.storage.office(OFFICE).reading() as work:
        person = work.people.by_line_user(nida)
    assert person is not None
    assert person.blocked_at == harness.now
    harness.hear(nida, Followed)
    with harness.storage.office(OFFICE).reading() as work:
        person = work.people.by_line_user(nida)
    assert person is not None
    assert person.blocked_at is None


def test_own_data_is_shown_in_full(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4,8")
    harness.say(nida, "รายงาน 4", "2", "7406", "ข้าม", "ยืนยัน", "รายงาน 8", "2", "พัก")
    shown = harness.say(nida, "ข้อมูลของฉัน")
    assert "ชื่อ: นิดา" in shown
    assert "โครงการ: 4, 8" in shown
    assert "คำตอบที่ทำค้างไว้: 1 โครงการ · รายงานที่ส่งแล้ว: 1 ฉบับ" in shown


def test_own_data_is_deleted_and_the_reports_stay(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4,8")
    harness.say(nida, "รายงาน 4", "2", "7406", "ข้าม", "ยืนยัน", "รายงาน 8", "2", "พัก")
    assert "ลบข้อมูล" in harness.say(nida, "ลบข้อมูลของฉัน", "ใช่")
    with harness.storage.office(OFFICE).reading() as work:
        assert work.people.by_line_user(nida) is None
        assert work.conversations.all() == ()
    assert sent(harness, 4) is not None
    assert "ยังไม่ได้ลงทะเบียน" in harness.say(nida, "รายงาน")


def test_answers_between_rounds_keep_what_an_earlier_round_said(harness: UsecaseHarness) -> None:
    nida = harness.enrolled("U1", "นิดา", projects="4")
    harness.say(nida, "รายงาน", "2", "7406", "ข้าม", "ยืนยัน")
    with harness.storage.office(OFFICE).work() as work:
        later = type(ROUND)("2564-9m", 2564, (1, 2, 3), ROUND.opens.replace(month=6), ROUND.deadline.replace(month=6))
        work.rounds.save(later)
        work.commit()
    harness.wait(days=90)
    assert "รอบก่อนรายงานไว้ 7,406 บาท" in harness.say(nida, "รายงาน", "2")


def test_a_message_taken_back_leaves_the_report_already_sent_and_its_sender_is_told(harness: UsecaseHarness) -> None:
    harness.enrolled("U1", "ก", projects="4")
    harness.say("U1", "รายงาน 4", "2", "7,406")
    harness.hear("U1", TextReceived, "first", "ผิดคน")
    harness.say("U1", "พิมพ์ต่อ")
    harness.hear("U1", TextReceived, "second", "อบรมครู 120 คน")
    harness.say("U1", "เสร็จแล้ว", "ยืนยัน")
    told = len(harness.messenger.accepted)
    harness.hear("U1", MessageUnsent, "first", token=None)
    harness.postman.deliver_all()
    assert "ลบข้อความที่ยกเลิกส่งออกจากรายงานที่ 4" in harness.messenger.accepted[told].text
    with harness.storage.office(OFFICE).reading() as work:
        sent = work.submissions.latest(ROUND.id)[project_id(4)]
    assert kept(sent)["progress"] == TextAnswer("อบรมครู 120 คน")
    assert kept(sent)["spent"] == AmountAnswer(740_600)
    assert "ผิดคน" not in str(sent)


def test_a_message_that_gave_nothing_is_taken_back_without_a_word(harness: UsecaseHarness) -> None:
    harness.enrolled("U1", "ก", projects="4")
    told = len(harness.messenger.accepted)
    harness.hear("U1", MessageUnsent, "nothing", token=None)
    harness.postman.deliver_all()
    assert len(harness.messenger.accepted) == told


def test_somebody_elses_report_is_untouched_by_a_message_of_the_same_id(harness: UsecaseHarness) -> None:
    harness.enrolled("U1", "ก", projects="4")
    harness.enrolled("U2", "ข", projects="8")
    harness.say("U1", "รายงาน 4", "2", "7,406")
    harness.hear("U1", TextReceived, "first", "อบรมครู")
    harness.say("U1", "เสร็จแล้ว", "ยืนยัน")
    harness.hear("U2", MessageUnsent, "first", token=None)
    with harness.storage.office(OFFICE).reading() as work:
        assert kept(work.submissions.latest(ROUND.id)[project_id(4)])["progress"] == TextAnswer("อบรมครู")
