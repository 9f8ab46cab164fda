"""Numbers made of words, or of figures and words: "สามหมื่นห้าพัน", "1.5 หมื่น", "3 แสน 2 หมื่น", "12k".

Own rules, not pythainlp's `thaiword_to_num` and `text_to_num`: those make 10001.5 of หนึ่งจุดห้าล้าน and 30005 of
สามหมื่นห้า, which people say for 35,000 (deploy/docs/thai-facts.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from messages.thai.figures import Number, read_figure
from messages.thai.tokens import (
    DIGITS,
    FIGURE,
    HALF,
    MILLION,
    MILLIONS_MARK,
    POINT,
    POWERS,
    THOUSANDS_MARK,
    ZERO,
    Token,
)
from messages.thai.wordsums import is_usual_count, read_sum

_MILLION = 1_000_000
_MARKS = {THOUSANDS_MARK: 1_000, MILLIONS_MARK: _MILLION}
_FRACTION = re.compile(r"(?P<digits>[DZ]+|N)(?P<powers>P?L*)")
_MAX_DECIMALS = 6  # of ล้าน, to the baht; and Decimal rounds after 28 digits
_UNMISTAKABLE = 100
"""Below it จุด is a decimal point for sure; "สองล้านจุดห้า" may mean 2,500,000."""

Tokens = Sequence[Token]


def read_numeral(tokens: Tokens) -> Number | None:
    """What the tokens say as one number; None where they are not one."""
    kinds = kinds_of(tokens)
    if kinds == FIGURE:
        return read_figure(tokens[0].text)
    if kinds == ZERO:
        return Number((Decimal(0),), sure=True, formal=Decimal(0))
    if re.fullmatch("N[KM]", kinds):
        return _marked(*tokens)
    if re.fullmatch("NP?L+|NP", kinds):
        return _read_scaled(tokens)
    if POINT in kinds:
        return _read_with_point(tokens, kinds.index(POINT))
    return _read_with_half(tokens, kinds) if HALF in kinds else read_sum(tokens)


def kinds_of(tokens: Tokens) -> str:
    """The kinds of the tokens, a letter each."""
    return "".join(token.kind for token in tokens)


def _marked(figure: Token, mark: Token) -> Number | None:
    """12k; ม. and m stand for metres and minutes too, so they are asked about."""
    read = read_figure(figure.text)
    certain = mark.kind == THOUSANDS_MARK and "," not in figure.text
    return _multiply(read, _MARKS[mark.kind], certain=certain) if read else None


def _read_scaled(tokens: Tokens) -> Number | None:
    """1.5 หมื่น, 2 พันล้าน, 1,500 ล้าน."""
    read = read_figure(tokens[0].text)
    if read is None:
        return None
    usual = tokens[1].kind == MILLION or is_usual_count(read.values[0], POWERS[tokens[1].text])
    return _multiply(read, _size(tokens[1:]), certain=usual)


def _multiply(number: Number, factor: int, *, certain: bool) -> Number:
    return Number(tuple(value * factor for value in number.values), sure=number.sure and certain)


def _read_with_point(tokens: Tokens, at: int) -> Number | None:
    """หนึ่งจุดห้าล้าน, สิบสองจุดห้า."""
    whole, rest = read_numeral(tokens[:at]), tokens[at + 1 :]
    shape = _FRACTION.fullmatch(kinds_of(rest))
    if whole is None or len(whole.values) != 1 or shape is None:
        return None
    units = f"{whole.values[0]:f}"
    decimals = "".join(_digit(token) for token in rest[: shape.end("digits")])
    if not (units.isdecimal() and decimals.isdecimal() and len(decimals) <= _MAX_DECIMALS):
        return None
    value = Decimal(f"{units}.{decimals}") * _size(rest[shape.end("digits") :])
    return Number((value,), sure=whole.sure and whole.values[0] < _UNMISTAKABLE)


def _read_with_half(tokens: Tokens, kinds: str) -> Number | None:
    """ครึ่งล้าน, สามหมื่นครึ่ง: half of the last size named. Always asked about."""
    if re.fullmatch("HP?L*", kinds) and len(tokens) > 1:
        return Number((Decimal(_size(tokens[1:])) / 2,), sure=False)
    whole = read_numeral(tokens[:-1]) if kinds.index(HALF) == len(tokens) - 1 > 0 else None
    if whole is None:
        return None
    sizes = re.search("P?L*$", kinds[:-1])
    half = Decimal(_size(tokens[sizes.start() : -1] if sizes else ())) / 2
    return Number(tuple(value + half for value in whole.values), sure=False)


def _size(tokens: Tokens) -> int:
    return prod(POWERS.get(token.text, _MILLION) for token in tokens)


def _digit(token: Token) -> str:
    return token.text if token.kind == FIGURE else str(DIGITS.get(token.text, 0))
