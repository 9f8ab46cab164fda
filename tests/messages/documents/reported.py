"""Reports of formats 2 and 3 made up for the tests: satang, brackets, reasons, long and pasted texts."""

from __future__ import annotations

from random import Random

from messages.figures.report import Report
from tests.messages.documents.printed import PASTED, in_form
from tests.messages.figures.made import Project, Round, compiled
from tests.support.answers import PlainAnswers

POLICIES = tuple(
    f"นโยบาย สพฐ.ที่ {no} ด้าน{about}"
    for no, about in enumerate(("ความปลอดภัย", "โอกาส", "คุณภาพ", "ประสิทธิภาพ", "การบริหารจัดการ", "ดิจิทัล"), 1)
)
SOURCES = ("แผนปฏิบัติการประจำปี", "งบประมาณได้รับจัดสรรจาก สพฐ.", "หน่วยงานอื่น")
GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มนิเทศ ติดตามและประเมินผลฯ", "หน่วยตรวจสอบภายใน")
_NAME = "พัฒนาคุณภาพการศึกษาของโรงเรียนในสังกัด เพื่อยกระดับผลสัมฤทธิ์ทางการเรียนของผู้เรียน โครงการย่อยที่ {no}"
_DONE = "ประชุมเชิงปฏิบัติการครูและบุคลากร วันที่ {day} มกราคม 2564 ณ ห้องประชุม สพป.เชียงใหม่ เขต 2 จำนวน {heads} คน"
LONG = 11_000
"""Characters of the longest activities an owner told (deploy/docs/report-formats.md, format 3)."""
OVER, ONLY_LISTED, MISSING = 3, 4, 5
"""Projects of every narrative: one that spent above its plan, one not started, one nobody reported."""


def policy_report(
    count: int = 12,
    missing: frozenset[int] = frozenset({MISSING}),
    unknown: frozenset[int] = frozenset({4}),
    round_: Round | None = None,
) -> Report:
    """Quarter 1 comes from an earlier round, but for those `unknown`; no. 2 used nothing then, no. 3 nothing now."""
    chance = Random(2)
    projects = [
        Project(no, 14_000_000 + 101 * no, _NAME.format(no=no), heading=POLICIES[(no - 1) * len(POLICIES) // count])
        for no in range(1, count + 1)
    ]
    first = {no: {"spent_q1": 0 if no == 2 else chance.randint(1, 500_000)} for no in range(1, count + 1)}
    first = {no: told for no, told in first.items() if no not in unknown}
    first[1] = {"spent_q1": 262_500}
    answers = {no: _used(no, chance) for no in range(1, count + 1) if no not in missing}
    return in_form(compiled(projects, answers, round_=round_, earlier=[first]), "policy-status")


def _used(no: int, chance: Random) -> PlainAnswers:
    if no == 1:
        return {"status": "in_progress", "spent_q2": 1_155_000}
    if no == 3:
        return {"status": "in_progress", "spent_q2": 0}
    return {"status": chance.choice(("in_progress", "done")), "spent_q2": chance.randint(1, 900_000)}


def narrative_report(count: int = 12, missing: frozenset[int] = frozenset({MISSING})) -> Report:
    """Three sources; no. 2 holds the longest activities and pasted text. Others: see OVER, ONLY_LISTED, MISSING."""
    chance = Random(3)
    projects = [
        Project(
            no,
            50_000_000 + 101 * no,
            _NAME.format(no=no),
            GROUPS[no % len(GROUPS)],
            SOURCES[0 if no <= count * 0.5 else 1 if no <= count * 0.9 else 2],
        )
        for no in range(1, count + 1)
    ]
    answers = {no: _told(no, chance) for no in range(1, count + 1) if no not in missing}
    return in_form(compiled(projects, answers), "narrative")


def _told(no: int, chance: Random) -> PlainAnswers:
    if no == ONLY_LISTED or no % 7 == 0:
        return {"status": "not_started"}
    return {
        "status": "cancelled" if no == 11 else "done" if no % 3 == 1 else "in_progress",
        "output": PASTED if no == 2 else f"ครู {chance.randint(20, 300)} คน ได้รับการพัฒนา",
        "outcome": "-" if no % 2 else "1. ผู้เรียนร้อยละ 80 มีผลสัมฤทธิ์สูงขึ้น\n2. ครูจัดการเรียนรู้เชิงรุกได้",
        "indicators": "ร้อยละ 100 ของโรงเรียนได้รับการนิเทศ",
        "activities": activities(chance, LONG) if no == 2 else activities(chance, chance.randint(200, 900)),
        **_money(no, chance),
        "results": "ดำเนินการแล้วตามแผน & ติดตามผล <บางส่วน> 🎉",
        **({"problems": "งบประมาณมาช้า", "suggestions": "-"} if no % 2 else {}),
    }


def _money(no: int, chance: Random) -> PlainAnswers:
    if no == OVER:
        reason = "ได้รับจัดสรรเพิ่มจาก สพฐ.\nโอนงบเงินเดือนครูอัตราจ้างเข้ามาเบิกที่โครงการนี้"
        return {"planned": 1_146_900_600, "spent": 4_611_208_600, "reason": reason}
    planned = chance.randint(1_000_000, 40_000_000)
    if no % 4 == 2:
        return {"planned": planned, "spent": planned - 100_099, "reason": "เนื่องจากกำหนดอบรมเดือนพฤษภาคม 2564"}
    return {"planned": planned, "spent": planned}


def activities(chance: Random, most: int) -> list[str]:
    """Several activities, about `most` characters long."""
    told, left = list[str](), most
    for place in range(1, most):
        lines = [f"{each}. {_DONE.format(day=each, heads=chance.randint(9, 99))}" for each in range(1, 9)]
        told.append("\n".join((f"อบรมครูผู้สอนรุ่นที่ {place}", *lines[: 2 + place % 7]))[: left - 1].rstrip())
        left -= len(told[-1]) + 1
        if left <= 1:
            break
    return told
