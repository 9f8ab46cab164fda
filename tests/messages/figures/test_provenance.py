"""What is said of a document's figures."""

from __future__ import annotations

from datetime import UTC, datetime

from messages.answer_values import AmountAnswer, ChoiceAnswer
from messages.figures.provenance import ProjectHistory, Provenance, Stated, Statement, provenance_json, provenance_text

SENT, WRITTEN = datetime(2021, 3, 20, 2, 0, tzinfo=UTC), datetime(2021, 3, 24, 3, 30, tzinfo=UTC)
FIRST = Stated("spent", "เบิกจ่ายสะสม", AmountAnswer(100_000), "1,000 บาท")
SECOND = Stated("spent", "เบิกจ่ายสะสม", AmountAnswer(740_650), "7,406.50 บาท", before="1,000 บาท")
STATUS = Stated("status", "สถานะ", ChoiceAnswer("done"), "ดำเนินการแล้วเสร็จ")


def statement(revision: int, figures: tuple[Stated, ...], *, used: bool, by: str = "มาลี") -> Statement:
    return Statement("2564-6m", "รอบ 6 เดือน", revision, by, SENT, figures, used)


def found(*statements: Statement, revised: bool = False) -> Provenance:
    return Provenance(
        office_id="khonkaen2",
        office="สพป.ขอนแก่น เขต 2",
        round_id="2564-6m",
        round="รอบ 6 เดือน",
        sha256="ab" * 32,
        written_at=WRITTEN,
        kind="docx",
        draft=True,
        format="table",
        forms=("table 1",),
        histories=(ProjectHistory(26, "ค่ายวิชาการ", statements, revised),),
    )


BOTH = found(statement(1, (FIRST,), used=False), statement(2, (SECOND, STATUS), used=True))


def test_people_read_who_stated_what_when_and_what_it_was_before() -> None:
    assert provenance_text(BOTH).splitlines() == [
        "เอกสาร docx รอบ 6 เดือน สพป.ขอนแก่น เขต 2 · ร่าง · ทำเมื่อ 24 มีนาคม 2564 10.30 น.",
        "แบบ table · แบบฟอร์มที่ตอบ: table 1",
        "",
        "ที่ 26 ค่ายวิชาการ",
        "- รอบ 6 เดือน ส่งครั้งที่ 1 · มาลี · 20 มีนาคม 2564 09.00 น.",
        "  เบิกจ่ายสะสม: 1,000 บาท",
        "- รอบ 6 เดือน ส่งครั้งที่ 2 · มาลี · 20 มีนาคม 2564 09.00 น. · ใช้ในเอกสารนี้",
        "  เบิกจ่ายสะสม: 7,406.50 บาท (ครั้งก่อน 1,000 บาท)",
        "  สถานะ: ดำเนินการแล้วเสร็จ",
        "หลังทำเอกสารนี้ไม่มีการแก้ไข",
    ]


def test_a_revision_since_says_what_to_do() -> None:
    assert provenance_text(found(revised=True)).endswith("มีการส่งใหม่แล้ว · ทำเอกสารอีกครั้งเพื่อใช้ยอดล่าสุด")


def test_a_project_nobody_had_reported_is_told_as_such() -> None:
    assert "เมื่อทำเอกสารนี้ยังไม่มีรายงาน" in provenance_text(found(statement(1, (FIRST,), used=False)))
    assert "ยังไม่มีรายงาน" not in provenance_text(BOTH)


def test_who_was_removed_is_told_as_such() -> None:
    assert "· ผู้ที่ลบออกจากทันรอบแล้ว ·" in provenance_text(found(statement(1, (FIRST,), used=True, by="")))


def test_programs_read_amounts_in_baht_and_moments_in_bangkoks_zone() -> None:
    told = provenance_json(BOTH)
    assert told["written_at"] == "2021-03-24T10:30:00+07:00"
    (project,) = told["projects"]
    assert (project["no"], project["revised_since"]) == (26, False)
    assert project["statements"][1] == {
        "round": "2564-6m",
        "revision": 2,
        "by": "มาลี",
        "at": "2021-03-20T09:00:00+07:00",
        "used": True,
        "figures": {"spent": "7406.50", "status": "done"},
        "changed": ["spent"],
    }


def test_programs_read_no_name_where_there_is_none() -> None:
    assert provenance_json(found(statement(1, (), used=True, by="")))["projects"][0]["statements"][0]["by"] is None
