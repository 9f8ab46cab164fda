"""A book of format 5 made up for the tests: long texts, satang, reasons, categories, photos, a front matter."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

import docx
from docx.shared import Cm
from PIL import Image, ImageDraw

from messages.answer_values import AnswerPhoto, PhotosAnswer
from messages.documents.pictures import CleanedPicture, shrink_for_print
from messages.figures.report import Report
from messages.project import Details
from tests.messages.documents.printed import PASTED, in_form
from tests.messages.figures.made import Project, compiled
from tests.support.answers import PlainAnswers

GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา", "หน่วยตรวจสอบภายใน")
CATEGORIES = ("งบดำเนินงาน", "งบลงทุน", "งบบุคลากร", "งบเงินอุดหนุน", "งบรายจ่ายอื่น")
_DONE = "ประชุมเชิงปฏิบัติการครูและบุคลากร เมื่อวันที่ {day} มกราคม 2567 ณ ห้องประชุม สพป.จันทบุรี เขต 2 จำนวน {heads} คน"


def answers_of(no: int, chance: Random) -> PlainAnswers:
    """Every fourth project has spent nothing and says why; the others tell their quarters in numbered lines."""
    if no % 4 == 1:
        reason = "เนื่องจากกำหนดอบรมเดือนพฤษภาคม 2567"
        return {"spent_q1": 0, "spent_q2": 0, "reason": reason, "results_q1": "-", "results_q2": "-"}
    lines = [f"{place}. {_DONE.format(day=place, heads=chance.randint(9, 99))}" for place in range(1, 5)]
    return {
        "spent_q1": chance.randint(0, 4_000_000),
        "spent_q2": chance.randint(1, 4_000_000),
        "results_q1": PASTED if no == 2 else "\n".join(lines[:2]),
        "results_q2": "\n".join(lines),
        "problems": "" if no % 2 else "งบประมาณมาช้า & ครูติดราชการ <บางส่วน> 🎉",
        "suggestions": "",
        **({"photos": photo_answer(no)} if no % 3 == 0 else {}),
    }


def details_of(no: int) -> Details:
    """Every fifth project has no words in the plan but its category."""
    category = {"category": CATEGORIES[no % 5]}
    if no % 5 == 0:
        return category
    return category | {
        "objectives": "1. เพื่อพัฒนาครูให้จัดการเรียนรู้เชิงรุกได้\n2. เพื่อนิเทศ ติดตามโรงเรียนในสังกัดทุกโรงเรียน",
        "output": "ครูและบุคลากรทางการศึกษา จำนวน 120 คน ได้รับการพัฒนา",
        "outcome": "ผู้เรียนร้อยละ 80 มีผลสัมฤทธิ์สูงขึ้น",
        "duration": "1 ตุลาคม 2566 - 30 กันยายน 2567",
    }


def photo_answer(no: int, count: int = 3) -> PhotosAnswer:
    """The first two photos share a caption."""
    captions = ("พิธีเปิดการประชุม น้ำใจที่นี่", "พิธีเปิดการประชุม น้ำใจที่นี่", f"ครูร่วมกิจกรรมกลุ่ม โครงการที่ {no}")
    return PhotosAnswer(tuple(AnswerPhoto(f"{no}-{place}", captions[place % 3]) for place in range(count)))


def book(count: int = 12, missing: frozenset[int] = frozenset({7})) -> Report:
    """As many projects in four groups; no. 2 holds pasted text, no. 7 is missing."""
    chance = Random(5)
    projects = [
        Project(
            no,
            10_000_000 + 101 * no,
            f"พัฒนาคุณภาพการศึกษาของโรงเรียนในสังกัด เพื่อยกระดับผลสัมฤทธิ์ทางการเรียนของผู้เรียน โครงการย่อยที่ {no}",
            GROUPS[(no - 1) * len(GROUPS) // count],
            details=details_of(no),
        )
        for no in range(1, count + 1)
    ]
    answers = {no: answers_of(no, chance) for no in range(1, count + 1) if no not in missing}
    return in_form(compiled(projects, answers), "quarterly-narrative")


def pictures_of(count: int = 12, gone: frozenset[str] = frozenset({"3-2"})) -> dict[str, CleanedPicture]:
    """The photos of `book`, upright ones among them, without those `gone`."""
    ids = [f"{no}-{place}" for no in range(3, count + 1, 3) for place in range(3)]
    return {each: picture(upright=each.endswith("1")) for each in ids if each not in gone}


@cache
def picture(*, upright: bool = False) -> CleanedPicture:
    """A drawing as large as phones send it, made for print."""
    size = (1536, 2048) if upright else (2048, 1536)
    image = Image.effect_noise(size, 30).convert("RGB")
    ImageDraw.Draw(image).ellipse((200, 200, 1300, 1300), fill="darkorange")
    held = BytesIO()
    image.save(held, "JPEG")
    return shrink_for_print(held.getvalue())


@cache
def front_matter() -> bytes:
    """A foreword with a style, a header, a picture and a page border of its own, as an office might write it."""
    word = docx.Document()
    word.styles["Normal"].font.name = "Courier New"
    word.styles["Normal"].paragraph_format.first_line_indent = Cm(4)
    word.sections[0].header.paragraphs[0].text = "สพป.จันทบุรี เขต 2"
    word.sections[0].footer.paragraphs[0].text = "ส่วนหน้า"
    word.sections[0].different_first_page_header_footer = True
    word.settings.odd_and_even_pages_header_footer = True
    word.add_heading("คำนำ", 1)
    word.add_paragraph("สำนักงานจัดทำรายงานฉบับนี้ขึ้นเพื่อเสนอผลการดำเนินงาน", style="Intense Quote")
    word.add_picture(BytesIO(picture().jpeg), width=Cm(6))
    word.add_page_break()
    word.add_heading("ส่วนที่ ๑ ข้อมูลพื้นฐาน", 1)
    held = BytesIO()
    word.save(held)
    return held.getvalue()
