"""Whether words given where a figure was doubted say why it is right, or are only words."""

from __future__ import annotations

import re

from messages.thai.manners import bare, is_mere_manners, key, list_wordings
from messages.thai.status import has_cause, is_status_alone
from messages.words import Keyword, asks_back, understand

_AGREEING = {Keyword.YES, Keyword.CONFIRM}
_NO_REASON = re.compile(
    "(?:ขอ|ช่วย|ต้องการ|อยาก)?(?:"
    "อ้าว|เอ้ย|งั้น|เกินมา|"
    "แก้|เปลี่ยน|ลบ|พิมพ์|ผิด|ไม่ใช่|ที่จริง|จริงๆ|จริง ๆ|เดี๋ยว|รอก่อน|รอเดี๋ยว|รอแป๊บ|รอสักครู่|แป๊บ|ดูก่อน|ตรวจก่อน|ตรวจสอบก่อน|เช็คก่อน"
    "|ไม่มี$|ไม่ทราบ|ไม่รู้|ไม่แน่ใจ|ไม่เข้าใจ|ทดสอบ|ลองดู|test|ส่ง(?!คืน|เสริม|มอบ|ใช้|ผล|เงิน|ซ่อม)|ยืนยัน|บันทึก|ช่วยเหลือ|ทำไง|ทำยังไง|ทำอย่างไร"
    "|ทำไม|รายงาน(?!ผล)|ข้าม(?!ปี)|ต่อไป|ถัดไป|ทำต่อ|ไปต่อ|ดำเนินการต่อ|สวัสดี|หวัดดี|ขอบคุณ|เรียบร้อย|โอเค|ok|เหตุผล$"
    ")"
)
"""Beginnings of corrections, of commands and of talk to the bot."""
_SLIPPED = re.compile("(?:กด|พิมพ์|พิม|ใส่|คีย์|เลือก|กรอก|แตะ|จิ้ม)(?:เลข)?(?:ผิด|เกิน|ตก)")
_ASKED_MUCH = re.compile("(?:เท่าไหร่|เท่าไร|กี่บาท)(?:นะ|เนี่ย|อะ)?$")
_ANNOUNCING = {"เหตุผล", "ขอบอกเหตุผล", "บอกเหตุผล", "มีเหตุผล", "พิมพ์เหตุผล", "ให้เหตุผล", "แจ้งเหตุผล", "เหตุผลคือ"}
_FIGURES = re.compile(
    "[0-9][0-9,. ]*|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|เอ็ด|ยี่|ครึ่ง|บาท|สตางค์|ถ้วน|ประมาณ"
    "|ราว|รวม|เป็น|ยอด|เบิกจ่าย|เบิกไป|เบิก|จ่าย|สะสม|งวดที่|งวด|แรก|ไตรมาส|ครั้งที่|ครั้ง|เหลือ|ที่|แล้ว|ไป|กว่า|นี้|อีก|กับ|และ"
)
"""What a sentence of figures alone is made of."""
_LOOKED_AT = 400
"""Characters; the first sentences of a long text say what it is."""
_CONSONANT = re.compile("[ก-ฮa-z]")
_FEWEST = 6
"""Consonants of the shortest words that may explain something: ของแพงขึ้น."""


def explains(text: str) -> bool:
    """Whether the words say why: no command, question, courtesy, figure alone, or status told once more."""
    said = _without_agreement(bare(text[:_LOOKED_AT])).lower()
    if (
        not said
        or is_mere_manners(said)
        or announces_reason(text)
        or asks_back(text)
        or understand(said)
        or _NO_REASON.match(said)
        or _SLIPPED.search(said)
        or _ASKED_MUCH.search(said)
    ):
        return False
    told = _FIGURES.sub("", said)
    if is_status_alone(said):
        return False
    return has_cause(told) or len(_CONSONANT.findall(told)) >= _FEWEST


def announces_reason(text: str) -> bool:
    """Whether the words only say that a reason is to come: ขอบอกเหตุผล."""
    return any(key(said) in _ANNOUNCING for said in list_wordings(text))


def _without_agreement(said: str) -> str:
    """What follows ใช่, ถูกต้องค่ะ, ส่งเลย."""
    clauses = said.split()
    while clauses and _agrees(clauses[0]):
        clauses = clauses[1:]
    return " ".join(clauses)


def _agrees(clause: str) -> bool:
    understood = understand(clause)
    return (understood is not None and understood.keyword in _AGREEING) or is_mere_manners(clause)
