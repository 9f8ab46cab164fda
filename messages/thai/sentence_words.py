"""The words that stand around amounts in a sentence (sentence_words.toml), and what looks like an amount and is none.

As in `tokens.py` every token has a kind of one letter. The kinds of numbers and of baht are the same; what an amount
leaves open there is told apart here: spent, remaining, a share, a count, a date.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import product

from messages.thai import tokens
from messages.thai.manners import SURE
from messages.thai.tokens import HEDGE, MANNERS, MONEY_WORD, NOT, POWERS, Lexicon, any_of
from messages.thai.typed_dates import MONTH_PATTERN

SPEND = "v"
COST = "i"  # ค่าอาหาร, ซื้อ: what money was spent on
TOTAL = "t"
TO_DATE = "c"
REMAINING = "r"
UNSPENT = "u"
BUDGET = "b"
FROM = "j"
INTENDED = "h"
APART = "k"  # borrowed, owed, advanced: money, but not spending
RETURNED = "V"
ADDED = "p"
EACH = "e"
DENIAL = "n"
ALL = "a"
AND = "s"
OR = "o"
PARTING = "w"  # a comma, a particle, what begins another thought
BECAUSE = "R"
QUARTER = "q"
QUARTERS = "l"
THIS_PERIOD = "m"
PERIOD_BEFORE = "z"
MONTH = "d"
ORDINAL = "x"
INSTALMENT = "Q"
COUNT = "y"
COUNTABLE = "J"
SHARE = "g"
PRODUCT = "I"
ASKING = "?"
ASIDE = "_"  # a date, a time, a telephone number, a document

_KNOWN: Mapping[str, list[str]] = tomllib.loads(
    (files("messages.thai") / "sentence_words.toml").read_text("utf-8"),
)
_VERBS = ("เบิกจ่าย", "เบิก", "ใช้จ่าย", "ใช้", "จ่าย")
_FUNDS = ("", "เงิน", "งบ", "งบประมาณ")
_NOT_YET = ("ยังไม่ได้", "ยังไม่", "ไม่ได้", "มิได้", "ยังมิได้", "ยังไม่มีการ", "ไม่มีการ", "ยังไม่ได้ทำการ")


_LARGE_COUNT = any_of(_KNOWN["counted"])
_SMALL_COUNT = any_of(_KNOWN["counted_in_small"])
_STARTS_COUNT = "".join({word[0] for word in (*_KNOWN["counted"], *_KNOWN["counted_in_small"])})
_STARTS_NUMBERED = "".join({word[0] for word in _KNOWN["numbered"]})
_COUNTED = any_of((*_KNOWN["counted"], *_KNOWN["counted_in_small"], "หัว", "อย่าง"))
_NUMBERED = any_of(_KNOWN["numbered"])
_DIGIT_WORD = any_of((*tokens.DIGITS, "สิบ"))
_SPELLED = any_of((*tokens.DIGITS, *POWERS, "เอ็ด", "ยี่", "ล้าน"))
_FIGURE = "[0-9]++(?:[.,]++[0-9]++)*+"
_NUMBER = f"(?:{_FIGURE}|{_SPELLED}+)"
_ENDS = "(?![0-9]|[.,][0-9])"
_NO_MONEY = rf"{_ENDS}(?! ?(?:บาท|บ\.|฿|\.-|พัน|หมื่น|แสน|ล้าน|k(?![a-z])|สตางค์))"
_SMALL = f"[0-9]{{1,3}}{_NO_MONEY}"
_AND_MORE = f"(?: ?(?:-|,|ถึง) ?{_SMALL})*"
_PLACE_WORD = f"{_DIGIT_WORD}(?! ?(?:{_SPELLED}|บาท))"
_LATER_WORD = f"(?!หนึ่ง|นึง){_PLACE_WORD}"
_YEAR = f"(?:25)?[0-9]{{2}}{_NO_MONEY}"
_SURE_YEAR = f"(?:25[0-9]{{2}}|[4-7][0-9]){_NO_MONEY}"
_MONTH_AND_YEAR = rf"(?:เดือน ?)?{MONTH_PATTERN}(?: ?(?:ปี|พ\.? ?ศ\.?)? ?{_SURE_YEAR})?"
_UNIT = "(?> ?+(?:(?!คูณ|เท่ากับ|เป็นเงิน|รวมเป็นเงิน)[ก-๙./]){1,14}+)?+ ?+"
_TIMES = "(?:[x×*@]|คูณ)"

_PAPER = (
    r"(?:(?:ที่ ?)?(?:ศธ|สพป\.?[ก-๙]*|สพฐ\.?)|เลขที่[ก-๙]*|เลขบัญชี|บัญชีเลขที่|รหัส[ก-๙]*|หนังสือ(?:เลข)?ที่|"
    r"ฎีกา(?:เลข)?(?:ที่)?|คำสั่ง(?:ที่)?|ใบสำคัญ(?:ที่)?|ใบเสร็จ(?:เลข)?ที่|บันทึก(?:ข้อความ)?ที่|สัญญา(?:เลข)?ที่|บค\.|บจ\.|po) ?[.:]? ?"
    rf"(?:[ก-ฮ]{{1,4}}\.? ?)?[0-9]+(?:[./-] ?(?:[ก-ฮ]{{1,2}}\.? ?)?[0-9]+)*{_NO_MONEY}"
)
_TELEPHONE = (
    r"(?:โทรศัพท์|โทร\.?|เบอร์โทร|เบอร์|มือถือ|tel\.?) ?:? ?0[0-9 -]{6,}[0-9]|0[0-9]{1,2}-?[0-9]{3,4}-?[0-9]{3,4}" + _ENDS
)
_IDENTITY = "[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]|[0-9]{3}-[0-9]-[0-9]{5}-[0-9]|[0-9]{13}" + _ENDS
_DAY = rf"(?:วันที่ ?)?[0-9]{{1,2}}(?: ?(?:-|ถึง|และ) ?[0-9]{{1,2}})? ?{_MONTH_AND_YEAR}"
_DAY_IN_FIGURES = "|".join(
    f"[0-9]{{1,2}}{mark}[0-9]{{1,2}}{mark}(?:25|20)?[0-9]{{2}}(?![0-9]|[.,/-][0-9])" for mark in ("/", r"\.", "-")
)
_OTHER_DAY = f"วันที่ ?[0-9]{{1,2}}(?:/[0-9]{{1,2}})?{_NO_MONEY}|(?:ถึง|ณ|สิ้น|ถึงสิ้น|สิ้นสุด|เมื่อ) ?{_MONTH_AND_YEAR}"
_NAMED_YEAR = rf"(?:ปีงบประมาณ|ปีงบ|ปีการศึกษา|ปี|พ\.? ?ศ\.?) ?(?:พ\.? ?ศ\.?)? ?{_YEAR}"
_CLOCK = (
    r"เวลา ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?น\.?(?![ก-๙]))?|[0-9]{1,2}[.:][0-9]{2} ?น\.?(?![ก-๙])|"
    "[0-9]{1,2}:[0-9]{2}(?![0-9])|[0-9]{1,2} ?(?:โมง|ทุ่ม)"
)
_CIRCULAR = r"(?<![ก-๙])ว\.? ?[0-9]{1,5}(?:/[0-9]{2,4})?" + _ENDS
_FRACTION_OF_YEAR = f"[0-9]{{1,5}}/[0-9]{{2,4}}(?![0-9]|[.,/][0-9]){_NO_MONEY}"
_HALF = (
    "(?<!ล้าน)(?<!แสน)(?<!หมื่น)(?<!พัน)(?<!ร้อย)(?<!บาท)(?<!โมง)ครึ่ง(?:หนึ่ง|นึง|1)?"
    "(?! ?(?:ล้าน|แสน|หมื่น|พัน|ร้อย|ปี|เดือน|วัน|ทาง|ชั่วโมง|หลัง|แรก|เทอม))"
)
_PERCENT = (
    f"(?:ร้อยละ|%) ?{_NUMBER}|{_NUMBER} ?(?:%|เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซ็น|เปอร์เซน|เปอเซ็น|เปอร์(?![ก-๙])|percent)|"
    rf"(?:[1-9]|{_DIGIT_WORD}) ?ใน ?(?:[1-9]|{_DIGIT_WORD}|ร้อย)(?!\S?[0-9ก-๙])"
)
_ONE_QUARTER = "(?:ไตรมาส(?:ที่)?|q)"
_SEVERAL_QUARTERS = (
    "(?:ทั้ง ?|รวม ?)?(?:[234]|สอง|สาม|สี่|ทุก|ทั้ง) ?ไตรมาส(?! ?(?:ที่|ละ|[0-9](?![0-9.,])))|"
    f"(?:ถึง|สิ้น|จนถึง|ณ สิ้น|ถึงสิ้น)(?:สุด)? ?{_ONE_QUARTER} ?[1-4]{_NO_MONEY}|"
    rf"{_ONE_QUARTER} ?1 ?(?:-|ถึง|และ|กับ|,|\+) ?(?:{_ONE_QUARTER} ?)?[234]{_NO_MONEY}"
)
_PERIOD = "(?:ไตรมาส|เดือน|งวด|รอบ|ครั้ง|คราว"
_EACH = rf"{_COUNTED} ?(?:ๆ ?)?ละ|ๆ ?ละ|(?:ต่อ|/) ?{_COUNTED}(?![ก-๙])|@"
_LEADING = "(?:ประมาณ|ราวๆ?|เกือบ|จำนวน|ทั้งหมด|ทั้งสิ้น|รวม|ครบ|อีก|เพียง|แค่|แล้ว|อย่างน้อย|ไม่น้อยกว่า|มากกว่า) ?"
_GOES_ON = "(?! ?(?:ละ|ๆ ?ละ|เดียว|แรก|ที่(?!นั่ง)|นี้|ก่อน|สุดท้าย|เอง|จาก|บ้าน|ถ้วน))"
_NEXT_IS_NO_PLACE = f"(?!{_DIGIT_WORD}|[0-9]|(?:(?<=งวด)|(?<=รอบ)|(?<=ระยะ)|(?<=ไตรมาส)) [0-9]{{1,2}}(?![0-9,.]))"
"""100 งวดสอง 200 counts no instalments: the word belongs to what follows."""
_GRADE = rf"(?<![ก-๙])[ปมอ]\. ?[1-6](?: ?- ?(?:[ปม]\. ?)?[1-6])?{_ENDS}"
_LISTED = r"\([1-9]\)(?= ?\S)|(?:^|(?<= ))[1-9][.)] (?=[ก-๙])"

_DIGITS = "0-9"
_SPELLED_START = "หนสเแรพยล"
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    (PRODUCT, _DIGITS, f"{_FIGURE}{_UNIT}{_TIMES}(?: ?{_FIGURE}{_UNIT}{_TIMES})*+ ?{_FIGURE}"
                       f"(?:{_UNIT}(?:=|เท่ากับ|เป็นเงิน|รวมเป็นเงิน) ?{_FIGURE})?"),
    (ASIDE, "โเมt0", _TELEPHONE),
    (ASIDE, _DIGITS, f"{_IDENTITY}|{_DAY_IN_FIGURES}|{_FRACTION_OF_YEAR}"),
    (ASIDE, "ทศสเบรหฎคใp", _PAPER),
    (ASIDE, "ว", _CIRCULAR),
    (ASIDE, f"ว{_DIGITS}", _DAY),
    (ASIDE, "วถณสเ", _OTHER_DAY),
    (ASIDE, "ปพ", _NAMED_YEAR),
    (ASIDE, f"เ{_DIGITS}", _CLOCK),
    (ASIDE, "จสทใ", r"(?:จังหวัด|จ\.|สพ[ปม]\.?|ที่|ใน) ?ร้อยเอ็ด"),
    (SHARE, f"%{_SPELLED_START}{_DIGITS}", _PERCENT),
    (SHARE, "ค", _HALF),
    (QUARTERS, "ทร234สถจณไq", _SEVERAL_QUARTERS),
    (QUARTER, "ไq", f"{_ONE_QUARTER} ?(?:[1-4]{_NO_MONEY}|(?:หนึ่ง|สอง|สาม|สี่|แรก)(?! ?{_SPELLED}))"),
    (THIS_PERIOD, "ไเงรค", f"{_PERIOD})(?:นี้|ปัจจุบัน|ล่าสุด)|ไตรมาสเดียว"),
    (PERIOD_BEFORE, "ไเงรคป", f"{_PERIOD}|ปี|ปีงบ|ปีงบประมาณ)(?:ที่แล้ว|ก่อน|ที่ผ่านมา)"),
    (MONTH, "เมกพสตธjfmasond", _MONTH_AND_YEAR),
    (EACH, f"{_STARTS_COUNT}หอๆต/@", _EACH),
    (COUNT, f"ปรเจทคอพแไม{_SPELLED_START}{_DIGITS}",
     f"(?:{_LEADING})?{_NUMBER}(?: ?(?:กว่า|เศษ))? ?{_LARGE_COUNT}{_GOES_ON}"),
    (COUNT, f"ปรเจทคอพแไม{_SPELLED_START}{_DIGITS}",
     f"(?:{_LEADING})?(?:[0-9]{{1,3}}{_ENDS}|{_DIGIT_WORD}+)(?: ?(?:กว่า|เศษ))? ?{_SMALL_COUNT}"
     f"{_NEXT_IS_NO_PLACE}{_GOES_ON}"),
    (INSTALMENT, "งคร",
     f"(?:งวด|ครั้ง|รุ่น|รอบ|ระยะ)(?:ที่)? ?(?:(?!1(?![0-9])){_SMALL}|{_LATER_WORD}|สุดท้าย|หลัง){_AND_MORE}"),
    (ORDINAL, _STARTS_NUMBERED,
     f"{_NUMBERED}(?:ที่)? ?(?:{_SMALL}|{_PLACE_WORD}|แรก|สุดท้าย|หลัง|ถัดไป|ต่อไป){_AND_MORE}"),
    (ORDINAL, f"ทปมอ({_DIGITS}", f"(?<!อยู่)(?<!ไป)ที่ ?{_SMALL}{_AND_MORE}|{_GRADE}|{_LISTED}"),
)  # fmt: skip
"""Kind, the letters a pattern can begin with (looked at first: it is tried nowhere else), and the pattern."""
_GUARDED = tuple((kind, f"(?=[{start}])(?:{pattern})") for kind, start, pattern in _PATTERNS)

_WORDS: Mapping[str, Iterable[str]] = {
    **{kind: words for kind, words in tokens.WORDS.items() if kind != tokens.PERCENT},
    SPEND: (*_KNOWN["spend"], *(f"{verb}{fund}" for verb, fund in product(_VERBS, _FUNDS))),
    COST: _KNOWN["cost"],
    TOTAL: _KNOWN["total"],
    TO_DATE: _KNOWN["to_date"],
    REMAINING: (
        *_KNOWN["remaining"],
        *(f"{not_yet}{verb}{fund}อีก" for not_yet, verb, fund in product(_NOT_YET[:5], _VERBS, _FUNDS)),
        *(f"อีก{not_yet}{verb}" for not_yet, verb in product(_NOT_YET[:2], _VERBS)),
    ),
    UNSPENT: (
        *_KNOWN["unspent"],
        *(f"{that}{not_yet}{verb}{fund}" for that, not_yet, verb, fund in product(("", "ที่"), _NOT_YET, _VERBS, _FUNDS)),
    ),
    BUDGET: _KNOWN["budget"],
    FROM: _KNOWN["from"],
    INTENDED: _KNOWN["intended"],
    APART: _KNOWN["apart"],
    RETURNED: _KNOWN["returned"],
    ADDED: _KNOWN["added"],
    DENIAL: _KNOWN["denial"],
    ALL: _KNOWN["all"],
    AND: _KNOWN["and"],
    OR: _KNOWN["or"],
    PARTING: (*SURE, *_KNOWN["parting"]),
    BECAUSE: _KNOWN["because"],
    HEDGE: (
        *(word for word in tokens.WORDS[HEDGE] if word not in {*_KNOWN["and"], *_KNOWN["or"], *_KNOWN["parting"]}),
        *_KNOWN["hedge"],
    ),
    ASKING: _KNOWN["asking"],
    MANNERS: _KNOWN["manners"],
    MONEY_WORD: _KNOWN["money"],
    NOT: tokens.WORDS[NOT],
    COUNTABLE: _KNOWN["counted_in_small"],
}
_SENTENCES = Lexicon(_WORDS, (*_GUARDED, *tokens.BEFORE_WORDS), tokens.AFTER_WORDS)


def sentence_tokens(said: str) -> tuple[tokens.Token, ...]:
    """`said`, cleaned, in lower case and ASCII digits, cut into what stands in a sentence about money."""
    return _SENTENCES.cut(said)
