"""The office file: what is read, and how everything wrong in it is said at once."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from bot.usecases.setup.office_file import OfficeFileRefused, read_office_file
from storage.records import Contact, Round

GOOD = """
[office]
id = "khonkaen2"
name = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาขอนแก่น เขต 2"
short_name = "สพป.ขอนแก่น เขต 2"
form = "table"
thai_digits = true

[line]
channel_secret = "env:SECRET"
channel_access_token = "file:token"

[[round]]
id = "2564-6m"
fiscal_year = 2564
quarters = [1, 2]
opens = 2021-03-15
deadline = 2021-03-25

[reminders]
days_before = [5, 0]
send_at = "08:30"
"""


def test_the_file_becomes_the_office_its_channel_and_its_rounds() -> None:
    file = read_office_file(GOOD, lambda reference: f"<{reference}>")
    assert (file.office.id, file.office.form, file.office.thai_digits) == ("khonkaen2", "table", True)
    assert file.channel is not None
    assert (file.channel.secret, file.channel.access_token) == ("<env:SECRET>", "<file:token>")
    assert file.rounds == (Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25)),)
    assert (file.office.reminders.days_before, file.office.reminders.send_at) == ((5, 0), time(8, 30))


def test_what_the_file_leaves_out_has_the_defaults() -> None:
    file = read_office_file(GOOD, str)
    assert file.office.reminders.overdue_days == (1, 3)
    assert file.office.summary.send_at == time(16, 0)


def test_quiet_hours_holidays_and_directors_are_read() -> None:
    more = 'quiet = ["17:00", "07:30"]\nholidays = [2021-04-12]\nescalate_after = 3\n'
    reminders = read_office_file(GOOD + more, str).office.reminders
    assert reminders.quiet == (time(17, 0), time(7, 30))
    assert (reminders.holidays, reminders.escalate_after) == ((date(2021, 4, 12),), 3)


def test_quiet_hours_can_be_switched_off() -> None:
    assert read_office_file(GOOD + "quiet = []\n", str).office.reminders.quiet is None


def test_targets_are_read_as_they_are_written_and_may_be_left_out() -> None:
    summary = read_office_file(GOOD + "[targets]\nq1 = 32\nq3 = 77.1\n", str).office.summary
    assert summary.targets == (Decimal(32), None, Decimal("77.1"), None)


def test_by_default_there_is_no_target() -> None:
    assert read_office_file(GOOD, str).office.summary.targets == (None,) * 4


def test_by_default_nights_are_quiet_and_directors_hear_nothing() -> None:
    reminders = read_office_file(GOOD, str).office.reminders
    assert (reminders.quiet, reminders.escalate_after) == ((time(18, 0), time(8, 0)), None)


@pytest.mark.parametrize(
    ("found", "put", "named"),
    [
        ('form = "table"', 'form = "tabel"', "form"),
        ("fiscal_year = 2564", "fiscal_year = 2021", "fiscal_year"),
        ("quarters = [1, 2]", "quarters = [2, 1]", "quarters"),
        ("quarters = [1, 2]", "quarters = []", "quarters"),
        ("opens = 2021-03-15", 'opens = "15 มีนาคม"', "opens"),
        ("opens = 2021-03-15", "opens = 2021-03-15T09:00:00", "opens"),
        ("deadline = 2021-03-25", "deadline = 2021-03-25T16:30:00+07:00", "deadline"),
        ("deadline = 2021-03-25", "deadline = 9999-12-31", "deadline"),
        ("deadline = 2021-03-25", "deadline = 2654-03-25", "deadline 25 มีนาคม 2654 ไม่เข้ากับปีงบประมาณ 2564"),
        ("deadline = 2021-03-25", "deadline = 2564-02-30", "ไฟล์สำนักงาน"),
        ("opens = 2021-03-15", "opens = 2020-03-15", "opens 15 มีนาคม 2563 .* 1 ตุลาคม 2563 ถึง 31 มีนาคม 2564"),
        ("fiscal_year = 2564", "fiscal_year = 2563", "ไม่เข้ากับปีงบประมาณ 2563"),
        ("fiscal_year = 2564", "fiscal_year = 2565", "opens 15 มีนาคม 2564 ไม่เข้ากับปีงบประมาณ 2565"),
        ("fiscal_year = 2564", "fiscal_year = 2021", "เป็นปี ค.ศ. · เขียนเป็น พ.ศ. คือ 2564"),
        ("fiscal_year = 2564", "fiscal_year = 2664", "ห่างจากปีนี้"),
        ("quarters = [1, 2]", "quarters = [1, 3]", "quarters .*ติดกัน"),
        ("quarters = [1, 2]", "quarters = [1.0]", "quarters"),
        ("quarters = [1, 2]", 'quarters = [1, "2"]', "quarters"),
        ("quarters = [1, 2]", "quarters = [true]", "quarters"),
        ("quarters = [1, 2]", "quarters = [[1], 2]", "quarters"),
        ('"สพป.ขอนแก่น เขต 2"', '"' + "ก" * 600 + '"', "short_name"),
        ('"สพป.ขอนแก่น เขต 2"', '"' + "ก" * 61 + '"', "short_name"),
        ('"สพป.ขอนแก่น เขต 2"', '"\\u0000"', "short_name"),
        ('"สพป.ขอนแก่น เขต 2"', '"ก\\nข"', "short_name"),
        ("days_before = [5, 0]", "reserve = " + "9" * 30, "reserve"),
        ("days_before = [5, 0]", "reserve = " + "9" * 5000, "ไฟล์สำนักงาน"),
        ("days_before = [5, 0]", "days_before = " + "[" * 5000, "ไฟล์สำนักงาน"),
        ("days_before = [5, 0]", "holidays = [2021-04-12T00:00:00]", "holidays"),
        ('"table"', '"ta\x00ble"', "ไฟล์สำนักงาน"),
        ("deadline = 2021-03-25", "deadline = 2021-03-01", "2564-6m"),
        ('send_at = "08:30"', 'send_at = "8.30"', "send_at"),
        ("days_before = [5, 0]", "days_before = [-1]", "days_before"),
        ("days_before = [5, 0]", 'holidays = ["12 เมษา"]', "holidays"),
        ("days_before = [5, 0]", 'quiet = ["18:00"]', "quiet"),
        ("days_before = [5, 0]", 'quiet = ["18:00", "18:00"]', "quiet"),
        ("days_before = [5, 0]", 'quiet = "18:00-08:00"', "quiet"),
        ("days_before = [5, 0]", 'quiet = ["18:00", "8"]', "quiet"),
        ("days_before = [5, 0]", "escalate_after = 0", "escalate_after"),
        ("days_before = [5, 0]", "escalate_after = true", "escalate_after"),
        ('send_at = "08:30"', 'send_at = "07:59"', "send_at 07:59"),
        ("days_before = [5, 0]", 'quiet = ["08:00", "09:00"]', "send_at 08:30"),
        ("[reminders]", '[summary]\nsend_at = "18:00"\n[reminders]', "send_at 18:00"),
        ("[reminders]", "[targets]\nq1 = 0\n[reminders]", "q1"),
        ("[reminders]", "[targets]\nq1 = 100.5\n[reminders]", "q1"),
        ("[reminders]", '[targets]\nq1 = "32"\n[reminders]', "q1"),
        ("[reminders]", "[targets]\nq5 = 32\n[reminders]", "q5"),
        ("[reminders]", "[targets]\nq1 = 32\nq2 = 22\n[reminders]", "[targets]"),
        ("thai_digits = true", 'thai_digits = "yes"', "thai_digits"),
        ("[reminders]", "[reminder]", "reminder"),
        ("thai_digits = true", "thai_digit = true", "thai_digit"),
        ('id = "khonkaen2"', 'id = "ขอนแก่น"', "id"),
        ('short_name = "สพป.ขอนแก่น เขต 2"', "", "short_name"),
    ],
)
def test_a_wrong_line_is_named(found: str, put: str, named: str) -> None:
    assert found in GOOD
    with pytest.raises(OfficeFileRefused, match=named):
        read_office_file(GOOD.replace(found, put, 1), str, today=date(2021, 3, 1))


@pytest.mark.parametrize(
    "written",
    [
        "2564-03-25",
        "2021-03-25",
        '"2564-03-25"',
        '"2021-03-25"',
        '"25 มี.ค. 2564"',
        '"๒๕ มีนาคม พ.ศ. ๒๕๖๔"',
        '"25/3/2564"',
    ],
)
def test_a_day_is_understood_in_either_era(written: str) -> None:
    (round_,) = read_office_file(GOOD.replace("2021-03-25", written), str).rounds
    assert round_.deadline == date(2021, 3, 25)


def test_holidays_are_understood_in_either_era() -> None:
    days = 'holidays = [2564-04-12, 2021-04-13, "14 เมษายน 2564", 2567-02-29]\n'
    holidays = read_office_file(GOOD + days, str).office.reminders.holidays
    assert holidays == (date(2021, 4, 12), date(2021, 4, 13), date(2021, 4, 14), date(2024, 2, 29))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_office_file("\ufeff" + GOOD, str) == read_office_file(GOOD, str)


def test_a_round_may_be_answered_after_its_quarters() -> None:
    late = GOOD.replace("2021-03-15", "2021-06-01").replace("2021-03-25", "2021-09-30")
    assert read_office_file(late, str, today=date(2021, 6, 1)).rounds[0].deadline == date(2021, 9, 30)


def test_only_the_year_is_said_where_it_alone_is_wrong() -> None:
    with pytest.raises(OfficeFileRefused) as refusal:
        read_office_file(GOOD.replace("= 2564", "= 2021"), str)
    assert str(refusal.value) == "[[round]] 1 fiscal_year 2021 เป็นปี ค.ศ. · เขียนเป็น พ.ศ. คือ 2564"


def test_odd_letters_in_names_are_left_out() -> None:
    office = read_office_file(GOOD.replace("เขต 2", "\\u0000เขต\\u202e 2"), str).office
    assert office.short_name == "สพป.ขอนแก่น เขต 2"


def test_everything_wrong_is_said_at_once() -> None:
    broken = GOOD.replace("2564\n", "2021\n").replace('"table"', '"x"')
    with pytest.raises(OfficeFileRefused) as refusal:
        read_office_file(broken, str)
    assert len(str(refusal.value).splitlines()) == 2


def test_two_rounds_of_one_id_are_refused() -> None:
    again = GOOD + GOOD[GOOD.index("[[round]]") : GOOD.index("[reminders]")]
    with pytest.raises(OfficeFileRefused, match="2564-6m"):
        read_office_file(again, str)


def test_what_is_no_toml_is_refused_in_thai() -> None:
    with pytest.raises(OfficeFileRefused, match="อ่านไฟล์สำนักงานไม่ได้"):
        read_office_file("[office", str)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(OfficeFileRefused, match="office"):
        read_office_file("", str)


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ("[2564-04-12, 2465-04-13]", "13 เมษายน 2465"),
        ('["12 เมษายน 2564", "สงกรานต์"]', "สงกรานต์"),
        ("[2564-04-12, 2654-04-13]", "13 เมษายน 2654"),
        ("[2546-04-12]", "12 เมษายน 2546"),
        ("[2564-04-12,\n 2564-02-30]", "2564-02-30"),
        ("[2564-02-29]", "2564-02-29"),
    ],
)
def test_a_holiday_that_does_not_fit_is_named_in_one_thai_sentence(days: str, named: str) -> None:
    with pytest.raises(OfficeFileRefused) as refused:
        read_office_file(f"{GOOD}holidays = {days}", str, today=date(2021, 3, 1))
    assert named in str(refused.value)
    assert "Invalid" not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_day_no_calendar_has_is_named_with_its_line() -> None:
    with pytest.raises(OfficeFileRefused, match=r"บรรทัดที่ 17 .*2564-02-30"):
        read_office_file(GOOD.replace("2021-03-15", "2564-02-30"), str)


CONTACT = '[contact]\nname = " กลุ่มนโยบายและแผน "\ntelephone = "043 123 456 ต่อ 12"\n'


def test_whom_to_call_is_read() -> None:
    office = read_office_file(f'{GOOD}\n{CONTACT}hours = "จันทร์–ศุกร์"', str).office
    assert office.contact == Contact("กลุ่มนโยบายและแผน", "043 123 456 ต่อ 12", "จันทร์–ศุกร์")


def test_an_office_may_name_nobody_to_call() -> None:
    assert read_office_file(GOOD, str).office.contact is None


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ('[contact]\nname = "แผน"', "[contact] ไม่มี telephone"),
        ('[contact]\nname = "แผน"\ntelephone = "ถามที่โต๊ะ"', "[contact] telephone ไม่ถูกต้อง"),
        ('[contact]\nname = ""\ntelephone = "1579"', "[contact] name ไม่ถูกต้อง"),
        (f"{CONTACT}hours = 8", "[contact] hours ไม่ถูกต้อง"),
        (f'{CONTACT}line = "x"', "[contact] มี line ที่ไม่รู้จัก"),
    ],
)
def test_what_is_wrong_about_whom_to_call_is_said(contact: str, said: str) -> None:
    with pytest.raises(OfficeFileRefused) as refused:
        read_office_file(f"{GOOD}\n{contact}", str)
    assert said in str(refused.value)
