"""Numbers that add up sizes: "สองล้านสามแสนหกร้อยสิบสอง", "3 แสน 2 หมื่น".

Below a million the sizes fall (แสน … สิบ), each with a digit before it, then a last digit; ล้าน multiplies what
stands before it. A digit left over after a size is the trouble: written Thai adds it (สามหมื่นห้า = 30,005),
spoken Thai gives it the next size down (35,000). Both are worked out side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from messages.thai.figures import Number, read_figure
from messages.thai.tokens import DIGIT, DIGITS, ELEVENTH, FIGURE, MILLION, POWER, POWERS, TWO_OF_TWENTY, Token

_TEN = 10
_THOUSAND = 1_000
_MILLION = 1_000_000
_GROUP = re.compile("(?:[DYN]?P)*[DEN]?")
_TERM = re.compile("[DYN]?P|[DEN]")

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class _WordSum:
    """A sum under way. `smallest` is the size named last; `bare`: it began with a size, no digit (ร้อยห้า)."""

    formal: Decimal = Decimal(0)
    spoken: Decimal = Decimal(0)
    smallest: int | None = None
    regular: bool = True
    bare: bool = False

    def plus(self, value: Decimal, *, spoken: Decimal | None = None, regular: bool = True) -> _WordSum:
        """With `value` added, or in speech `spoken`."""
        heard = self.spoken + (value if spoken is None else spoken)
        return replace(self, formal=self.formal + value, spoken=heard, regular=self.regular and regular)

    def millions(self) -> _WordSum:
        """What stood before ล้าน, a million times."""
        return replace(self, formal=self.formal * _MILLION, spoken=self.spoken * _MILLION, smallest=_MILLION)


def read_sum(tokens: Tokens) -> Number | None:
    """What the tokens say as one sum; None where their order makes none."""
    groups = _split_at_millions(tokens)
    total = _first_group(groups[0], alone=len(groups) == 1)
    for group in groups[1:]:
        total = _add_group(total.millions(), group) if total else None
    return _number(total, tokens) if total else None


def is_usual_count(count: Decimal, size: int) -> bool:
    """Whether people count so: 15 หมื่น and 500 พัน, but "500 ร้อย" or "1,500 พัน" only by mistake."""
    return count < (_TEN if size < _THOUSAND else _THOUSAND)


def _split_at_millions(tokens: Tokens) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == MILLION:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def _first_group(group: Tokens, *, alone: bool) -> _WordSum | None:
    if group:
        return _add_group(_WordSum(), group)
    return None if alone else _WordSum(formal=Decimal(1), spoken=Decimal(1), bare=True)


def _add_group(total: _WordSum, group: Tokens) -> _WordSum | None:
    kinds = "".join(token.kind for token in group)
    if not _GROUP.fullmatch(kinds):
        return None
    for found in _TERM.finditer(kinds):
        term = group[found.start() : found.end()]
        after = _add_size(total, term) if term[-1].kind == POWER else _add_last(total, term[0])
        if after is None:
            return None
        total = after
    return total


def _add_size(total: _WordSum, term: Tokens) -> _WordSum | None:
    """สามหมื่น, ยี่สิบ, 3 แสน; a size alone is one of it."""
    size, begins = POWERS[term[-1].text], total.smallest is None
    if not begins and size >= (total.smallest or 0):
        return None
    if len(term) == 1:
        bare = size != _TEN
        one_more = total.plus(Decimal(size), regular=begins or not bare)
        return replace(one_more, smallest=size, bare=total.bare or (begins and bare))
    count = _value(term[0])
    if count is None:
        return None
    regular = _is_regular_count(term[0], count, size, begins=begins)
    return replace(total.plus(count * size, regular=regular), smallest=size)


def _is_regular_count(token: Token, count: Decimal, size: int, *, begins: bool) -> bool:
    """Nobody says หนึ่งสิบ or สองสิบ, nor writes "3 แสน 12 หมื่น" or "1.5 แสน 2 หมื่น", and means it surely."""
    if token.kind == TWO_OF_TWENTY:
        return size == _TEN
    if token.kind == DIGIT:
        return size != _TEN or count > Decimal(2)
    return count % 1 == 0 and is_usual_count(count, size) and (begins or 0 < count < _TEN)


def _add_last(total: _WordSum, token: Token) -> _WordSum | None:
    if token.kind == ELEVENTH:
        return None if total.smallest is None else total.plus(Decimal(1))
    value = _value(token)
    if value is None:
        return None
    if total.smallest is None:
        return total.plus(value, regular=value % 1 == 0)
    if token.kind == DIGIT:
        return _add_last_word(total, value, total.smallest)
    return _add_last_figure(total, value, total.smallest)


def _add_last_word(total: _WordSum, digit: Decimal, smallest: int) -> _WordSum:
    if smallest == _TEN:
        return total.plus(digit, regular=digit > 1)
    return total.plus(digit, spoken=digit * smallest / 10)


def _add_last_figure(total: _WordSum, value: Decimal, smallest: int) -> _WordSum | None:
    """5 พัน 500 fills the places after พัน and is sure; 3 แสน 2 may be 320,000."""
    if value >= smallest:
        return None
    if value < _TEN < smallest:
        return total.plus(value, spoken=value * smallest / 10, regular=False)
    return total.plus(value, regular=value % 1 == 0 and value * 10 >= smallest)


def _value(token: Token) -> Decimal | None:
    if token.kind != FIGURE:
        return Decimal(2 if token.kind == TWO_OF_TWENTY else DIGITS[token.text])
    read = read_figure(token.text)
    return read.values[0] if read is not None and read.sure else None


def _number(total: _WordSum, tokens: Tokens) -> Number:
    spoken = total.spoken
    if total.bare and len(tokens) == 2 and DIGITS.get(tokens[1].text) == 1:
        spoken = total.formal - 1  # ร้อยหนึ่ง is said for one hundred
    values = tuple(dict.fromkeys((spoken, total.formal)))
    only_sizes = total.bare and not any(token.kind in {DIGIT, TWO_OF_TWENTY, FIGURE} for token in tokens)
    in_words = total.regular and not total.bare and all(token.kind != FIGURE for token in tokens)
    sure = total.regular and len(values) == 1 and not only_sizes
    return Number(values, sure, total.formal if in_words else None)
