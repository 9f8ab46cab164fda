"""Numbers as a workbook's number formats show them: `format_value` for the usual formats, None where one is unknown.

Thai formats name their calendar and numerals in the locale: [$-107041E] shows Buddhist years, [$-D00041E] Thai digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from messages.sheets.sheet import Mark
from messages.thai.dates import BUDDHIST_ERA, full_date, short_date, weekday_date
from messages.thai.text import thai_digits

GENERAL = "General"
_SYSTEM = "as the system shows dates"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: _SYSTEM, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: _SYSTEM, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    59: "t0", 60: "t0.00", 61: "t#,##0", 62: "t#,##0.00", 67: "t0%", 68: "t0.00%", 69: "# ?/?", 70: "# ??/??",
}  # fmt: skip
"""Formats by number that no file spells out. 14 and 22 follow the settings of the machine that shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<skip>[_*].)|\[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[0-9A-Fa-f]+|[A-Za-z]{2}-[A-Za-z]{2}(?:,[0-9A-Fa-f]+)?))?\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|b+|h+|s+)"
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[0#?]+)|(?P<percent>%)|(?P<exponent>[eE][+-])|(?P<text>@)|(?P<any>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)", re.IGNORECASE)
_MAX_LENGTH = 255
_BUDDHIST, _THAI_DIGITS, _THAI, _ENGLISH = 7, 0x0D, 0x041E, 0x0409
_PRECISE = Context(prec=400)
_PLACES = Decimal("1E-11")
_DAYS = 2_958_465


@dataclass(frozen=True, slots=True)
class _FormatToken:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Locale:
    """`language` is None where the format names none: months then follow the machine that shows them."""

    language: int | None = None
    buddhist: bool = False
    thai_digits: bool = False


def format_value(value: float, code: str, *, from_1904: bool = False) -> Mark:
    """What a cell with that number and format code shows; times and dates count days from 1900, or 1904."""
    if code == _SYSTEM:
        return Mark("date", None)
    number = Decimal(str(value))
    section = _section(code, number) if number.is_finite() else None
    if section is None:
        return Mark("number", None)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    kind, text, scale = "number", None, 1
    if "date" in kinds or "elapsed" in kinds:
        kind, text = "date", _date(value, tokens, from_1904=from_1904)
    elif "unknown" not in kinds and "exponent" not in kinds:
        kind = "percent" if "percent" in kinds else "number"
        signed = abs(number) if _has_own_sign(code, number) else number
        text, scale = _number(signed, tokens)
    if text is not None and _locale(tokens).thai_digits:
        text = thai_digits(text)
    return Mark(kind, None if text is None else text.strip(), scale)  # type: ignore[arg-type]


def general(number: Decimal) -> str:
    """As a cell without a format shows it, to eleven digits."""
    rounded = number.quantize(_PLACES, ROUND_HALF_UP) if abs(number) < 10**11 else number
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(code: str) -> list[str]:
    sections, at = [], 0
    while at <= len(code):
        found = _SECTION.match(code, at)
        end = found.end() if found else len(code)
        sections.append(code[at:end])
        if end < len(code) and code[end] != ";":
            return []
        at = end + 1
    return sections


def _section(code: str, number: Decimal) -> str | None:
    """The part of the code that shows this number; None for one with conditions or without end."""
    sections = _sections(code)[:3] if len(code) <= _MAX_LENGTH else []
    if not sections or any(re.search(r"\[[<>=]", section) for section in sections):
        return None
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _has_own_sign(code: str, number: Decimal) -> bool:
    return number < 0 and len(_sections(code)) > 1


def _tokens(section: str) -> list[_FormatToken]:
    found = list(_read(section))
    if found and found[0] == _FormatToken("literal", "t") and any(token.kind == "digits" for token in found):
        found[0] = _FormatToken("locale", "D00041E")
    return found


def _read(section: str) -> Iterator[_FormatToken]:
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "", match[0]
        if kind in {"quoted", "escaped", "any"}:
            yield _FormatToken("literal", match[kind])
        elif kind in {"currency", "locale"}:
            yield _FormatToken("literal", match["currency"])
            yield _FormatToken("locale", match["locale"] or "")
        elif kind == "bracket":
            yield from _bracket(match["bracket"])
        elif kind == "skip":
            yield _FormatToken("literal", " " if text[0] == "_" else "")
        else:
            yield _FormatToken(kind, text)


def _bracket(inside: str) -> Iterator[_FormatToken]:
    if re.fullmatch("h+|m+|s+", inside, re.IGNORECASE):
        yield _FormatToken("elapsed", inside.lower())
    elif not _COLOUR.fullmatch(inside):
        yield _FormatToken("unknown", inside)


def _locale(tokens: Sequence[_FormatToken]) -> _Locale:
    """Numerals, calendar and language of [$-NNCCLLLL], hexadecimal, or of [$-th-TH,NNCC]."""
    codes = [_locale_code(token.text) for token in tokens if token.kind == "locale" and token.text]
    if not codes:
        return _Locale()
    code = codes[0]
    language, calendar, numerals = code & 0xFFFF, code >> 16 & 0x7F, code >> 24 & 0xFF
    return _Locale(language or None, calendar == _BUDDHIST, numerals == _THAI_DIGITS)


def _locale_code(text: str) -> int:
    name, _, how = text.partition(",")
    if "-" not in name:
        return int(name, 16)
    return (_THAI if name.lower() == "th-th" else _ENGLISH) + (int(how or "0", 16) << 16)


def _number(number: Decimal, tokens: Sequence[_FormatToken]) -> tuple[str | None, int]:
    """The text, and by what the number is divided in it."""
    runs = [token.text for token in tokens if token.kind == "digits"]
    if len(runs) > 1 or any(token.kind == "literal" and token.text == "/" for token in tokens):
        return None, 1
    scale = 1000 ** (len(runs[0]) - len(runs[0].rstrip(","))) if runs else 1
    percents = sum(token.kind == "percent" for token in tokens)
    parts = {"digits": "", "general": general(abs(number)), "text": general(abs(number)), "percent": "%"}
    if runs:
        parts["digits"] = _digits(abs(number) * 100**percents / scale, runs[0].rstrip(","))
    told = "".join(token.text if token.kind == "literal" else parts.get(token.kind, "") for token in tokens)
    return ("-" if number < 0 else "") + told, scale


def _digits(number: Decimal, run: str) -> str:
    whole, _, decimals = run.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, _PRECISE) if number < 10**20 else number
    before, _, after = f"{rounded:f}".partition(".")
    least, fewest = whole.count("0"), decimals.count("0")
    before = before.lstrip("0").rjust(least, "0")
    if "," in whole and before:
        before = f"{int(before):,}".rjust(least, "0")
    while len(after) > fewest and after.endswith("0"):
        after = after[:-1]
    return before + ("." + after if after or (decimals == "" and "." in run) else "")


def _date(value: float, tokens: Sequence[_FormatToken], *, from_1904: bool) -> str | None:
    if not 0 <= value < _DAYS or any(token.kind in {"elapsed", "unknown", "digits", "half"} for token in tokens):
        return None
    moment = _to_moment(value, from_1904=from_1904)
    locale = _locale(tokens)
    parts = [_part(token, at, tokens, moment, locale) for at, token in enumerate(tokens)]
    return None if not parts or None in parts else "".join(part for part in parts if part)


def _to_moment(value: float, *, from_1904: bool) -> datetime:
    """Excel counts 29 February 1900, which never was."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 61 else 31)  # noqa: DTZ001
    return start + timedelta(seconds=round(value * 86_400))


def _part(
    token: _FormatToken, at: int, tokens: Sequence[_FormatToken], moment: datetime, locale: _Locale
) -> str | None:
    if token.kind != "date":
        return token.text if token.kind == "literal" else ""
    text = token.text.lower()
    match text[0]:
        case "m" if len(text) < 3 and _is_minutes(at, tokens):
            return f"{moment.minute:0{len(text)}}"
        case "h":
            return f"{moment.hour:0{min(len(text), 2)}}"
        case "s":
            return f"{moment.second:0{min(len(text), 2)}}"
        case "y" | "b":
            year = moment.year + (BUDDHIST_ERA if locale.buddhist or text[0] == "b" else 0)
            return f"{year % 100:02}" if len(text) < 3 else str(year)
        case _:
            return _day_or_month(text, moment, locale)


def _is_minutes(at: int, tokens: Sequence[_FormatToken]) -> bool:
    """Whether hours stand before, or seconds behind."""
    dates = [(place, token.text[0].lower()) for place, token in enumerate(tokens) if token.kind == "date"]
    before = [letter for place, letter in dates if place < at]
    after = [letter for place, letter in dates if place > at]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _day_or_month(text: str, moment: datetime, locale: _Locale) -> str | None:
    number = moment.day if text[0] == "d" else moment.month
    if len(text) < 3:
        return f"{number:0{len(text)}}"
    if locale.language != _THAI and not locale.buddhist:
        return None
    if text[0] == "m":
        return (short_date if len(text) == 3 else full_date)(moment.date()).split(" ")[1]
    return weekday_date(moment.date()).split("ที่")[0].removeprefix("วัน") if len(text) > 3 else None
