"""Names and what people type for them in one comparable spelling: abbreviations written out, no spaces, short years."""

from __future__ import annotations

import re

from messages.thai.text import arabic_digits, clean

WORD_EDGE = "|"
"""Stands around Latin words, whose edges are sure: NT is not the middle of Montessori. Thai words have none."""

_LONG_FORMS = {"รร": "โรงเรียน", "นร": "นักเรียน", "ผอ": "ผู้อำนวยการ", "ภ": "ภาษา", "ปีงบ": "ปีงบประมาณ"}
_OFFICES = {
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา": "สพป",
    "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา": "สพม",
    "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน": "สพฐ",
}
_OTHER_SCRIPT = {
    "โควิด": "covid",
    "แอคทีฟ": "active",
    "เลิร์นนิ่ง": "learning",
    "เลิร์นนิง": "learning",
    "connext ed": "คอนเน็กซ์อีดี",
}
_PROJECT = "โครงการ"

_THAI = "\u0e01-\u0e4e"
_SHORT = "|".join(_LONG_FORMS)
_SHORTENED = re.compile(rf"(?:{_SHORT})\.|(?<![{_THAI}])(?:{_SHORT})(?![{_THAI}])")
_DOT_WITHIN = re.compile(r"(?<=[\u0e01-\u0e2e])\.(?=[\u0e01-\u0e2e]\.)")
_BUDDHIST_YEAR = re.compile(r"(?<!\d)25(\d\d)(?!\d)")
_NOT_SAID = re.compile(rf"[^a-z0-9{_THAI}]+")
_LATIN_WORD = re.compile("[a-z]+")


def comparison_key(text: str) -> str:
    """`text` for comparing only, never for showing; empty where it has no letter to go by.

    Spaces and punctuation go (people space Thai at will), and a Buddhist Era year is its last two digits.
    """
    typed = arabic_digits(clean(text)).lower()
    spelled = _BUDDHIST_YEAR.sub(r"\1", _write_out(typed)).strip().removeprefix(_PROJECT)
    edged = _LATIN_WORD.sub(rf"{WORD_EDGE}\g<0>{WORD_EDGE}", _NOT_SAID.sub(" ", spelled))
    said = edged.replace(" ", "")
    return "" if said.isdigit() else said


def _write_out(text: str) -> str:
    for here, there in _OTHER_SCRIPT.items():
        text = text.replace(here, there)
    for long, short in _OFFICES.items():  # kept beside the long form, which would outweigh all else in a short query
        text = text.replace(long, short + long)
    return _SHORTENED.sub(lambda found: _LONG_FORMS[found[0].rstrip(".")], _DOT_WITHIN.sub("", text))
