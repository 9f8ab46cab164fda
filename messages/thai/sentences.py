"""What a sentence says about money: each amount with the part it plays (spent, remaining, a share, what each cost).

Knows nothing of projects: what of it answers a question is told by messages/forms/spoken_amounts.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import prod

from messages.thai import sentence_words as words
from messages.thai.amounts import MAX_LENGTH, hides_digits, normalize
from messages.thai.figures import read_figure
from messages.thai.money_sentence import (
    AmountRole,
    AmountTime,
    MoneySentence,
    Multiplication,
    SpokenAmount,
    SpokenAmounts,
    SpokenShare,
)
from messages.thai.numerals import kinds_of, read_numeral
from messages.thai.phrases import MAX_BAHT, Phrase, find_phrases, in_satang
from messages.thai.sentence_words import sentence_tokens
from messages.thai.tokens import BRACKETS, DASH, FIGURE, HEDGE, MANNERS, MONEY_WORD, NOT, UNKNOWN, Token, tokens_of

_HUNDRED = 100_00
_THOUSAND = 1_000_00
"""Satang; a bare number below a hundred counts something more often than it is money."""


_LETTERS = re.compile(
    r"(?<![a-z0-9])(?=[0-9o|il,.]*[0-9])(?=[0-9,.]*[o|il])[0-9o|il][0-9o|il,.]*(?<![|il])(?![a-z0-9|])"
)
"""A figure with letters for digits, 7,4o6; the l at an end is a litre."""
_AS_DIGITS = str.maketrans("oil|", "0111")

_TELLING = {
    words.SPEND: AmountRole.SPENT,
    words.COST: AmountRole.COST,
    words.TOTAL: AmountRole.TOTAL,
    words.TO_DATE: AmountRole.TOTAL,
    words.REMAINING: AmountRole.REMAINING,
    words.UNSPENT: AmountRole.UNSPENT,
    words.BUDGET: AmountRole.BUDGET,
    words.FROM: AmountRole.BUDGET,
    words.INTENDED: AmountRole.INTENDED,
    words.APART: AmountRole.APART,
    words.RETURNED: AmountRole.RETURNED,
    words.ADDED: AmountRole.ADDED,
    words.EACH: AmountRole.EACH,
    words.DENIAL: AmountRole.DENIED,
    NOT: AmountRole.DENIED,
}
"""The kinds of words that tell what an amount is."""
_TURNED_BY: Mapping[AmountRole, str] = {
    AmountRole.SPENT: NOT + words.UNSPENT + words.INTENDED + words.REMAINING + words.APART,
    AmountRole.COST: NOT + words.UNSPENT + words.INTENDED + words.REMAINING + words.APART,
    AmountRole.BUDGET: words.REMAINING + words.SPEND,
    AmountRole.ADDED: words.REMAINING + words.UNSPENT + words.INTENDED + words.APART,
    AmountRole.TOTAL: words.REMAINING + words.UNSPENT + words.BUDGET + words.SPEND + words.INTENDED + words.COST,
}
"""What another word before it makes of a role: จะเบิก is no เบิก, เหลือเบิก is what remains."""
_PLACES = words.ORDINAL + words.INSTALMENT + words.QUARTER + words.THIS_PERIOD + words.MONTH
_BETWEEN = MONEY_WORD + MANNERS + words.ASIDE + words.COUNT + _PLACES
"""Kinds that may stand between an amount and the word that tells its role."""
_OBSCURE = {UNKNOWN, words.COUNTABLE}
_KEEPING_APART = {*_OBSCURE, words.COUNT}
_TIMES = {words.THIS_PERIOD: AmountTime.THIS, words.PERIOD_BEFORE: AmountTime.BEFORE, words.MONTH: AmountTime.MONTH}
_TO_DATE = {words.TO_DATE, words.QUARTERS}
_OPEN_ROLES = {AmountRole.PLAIN, AmountRole.ADDED, AmountRole.COST}
"""Those that words behind the amount may still decide: ค่าอาหาร 3,000 ยังไม่ได้เบิก."""
_PARTS = re.compile(f"[{words.PARTING}{words.BECAUSE}]")
_BEHIND = re.compile("[FfBw(]*(?P<kind>[erukhvnVb])")
_UNDONE_BEHIND = re.compile("[FfB)]*(?P<kind>[nV])")
_YEAR = re.compile("2[456][0-9]{2}")
_UNEASY = re.compile("[ne]|[rukhjpCA](?!U)")
"""Words that may turn an amount into something else; before an unknown word they speak of that: ยังไม่เสร็จ."""
_ATTACHING = set(words.AND + words.OR + _PLACES + words.PERIOD_BEFORE + words.COST + words.SPEND)
_OTHER_PLACE = re.compile(f"[{words.QUARTER}{words.INSTALMENT}{words.MONTH}]$")
"""ไม่ได้เบิก ไตรมาส 2 เบิก 15,000: what is not spent is of another time."""
_EVERYTHING = re.compile("(?<![Chru])[vb]F*a|^[vbftFBiw]*a[vbftFBwa]*$")
_ALL_SPENT = re.compile("[vb]F*tF*w*")
_ASKED = re.compile(r"\?|Ca")
"""A question, a condition, not all: the amount may be none."""
_QUARTER_BEHIND = re.compile("[FfB()]*q")
_NOTHING = re.compile("^[^a]*u[^at]*$")
_QUARTER_NUMBERS = {"หนึ่ง": 1, "แรก": 1, "สอง": 2, "สาม": 3, "สี่": 4}
_QUARTER = re.compile("[1-4]|" + "|".join(_QUARTER_NUMBERS))
_UNIT = re.compile("[0-9., ]|กว่า|เศษ|ประมาณ|ราว|เกือบ|จำนวน|ทั้งหมด|ทั้งสิ้น|รวม|ครบ|อีก|เพียง|แค่|แล้ว")
_EACH = re.compile("[ /@ๆ]|ละ|ต่อ")
_RESULT = re.compile("=|เท่ากับ|เป็นเงิน")
_NUMBER = re.compile("[0-9](?:[0-9.,]*[0-9])?")


@lru_cache(maxsize=64)
def read_sentence(text: str) -> MoneySentence:
    """What `text` says about money; an empty statement of what is too long to be an answer about it."""
    if len(text) > MAX_LENGTH or hides_digits(text):
        return MoneySentence()
    typed = normalize(text)
    said = _LETTERS.sub(lambda found: found[0].translate(_AS_DIGITS), typed)
    tokens = sentence_tokens(said)
    return replace(_sentence(tokens), repaired=said != typed)


def speaks_of_time(text: str) -> bool:
    """Whether the text names the time of an amount in words that leave the amount itself as it is."""
    return "รวม" in text or "สะสม" in text


def list_money(text: str) -> set[int]:
    """The amounts of money that the text names, by the words around them or by how they are written."""
    named = [mention for mention in read_sentence(text).mentions if mention.firm or _may_be_money(mention)]
    return {satang for mention in named for satang in mention.satang}


def speaks_of_money_alone(text: str) -> bool:
    """Whether every word of the text stands around amounts of money."""
    return read_sentence(text).whole


def _sentence(tokens: Sequence[Token]) -> MoneySentence:
    kinds = kinds_of(tokens)
    phrases = [phrase for phrase in find_phrases(tokens) if not _is_within_word(phrase, tokens)]
    mentions = tuple(_mentions(tokens, kinds, phrases))
    weighed = _worth_weighing(mentions, whole=not _OBSCURE & set(kinds))
    left = "".join(kinds[start:end] for start, end in _gaps(phrases, len(tokens)))
    return MoneySentence(
        mentions=_without_repetition(weighed, kinds, phrases),
        shares=tuple(_shares(tokens)),
        counts=tuple(_counts(tokens)),
        product=next((_product(token.text) for token in tokens if token.kind == words.PRODUCT), None),
        everything=bool(
            _EVERYTHING.search(left) or (_ALL_SPENT.fullmatch(kinds) and any(token.text == "ทั้งหมด" for token in tokens))
        ),
        nothing=bool(_NOTHING.search(left)) and not mentions and words.COUNT not in left,
        not_all=NOT + words.ALL in kinds,
        gives_reason=words.BECAUSE in kinds,
        either=_are_alternatives(kinds, _said_once(kinds, phrases)),
        whole=not _OBSCURE & set(left),
        uneasy=bool(_UNEASY.search("#".join(kinds[start:end] for start, end in _gaps(phrases, len(tokens))))),
        unexplained=bool(_ASKED.search(kinds))
        or any(max(mention.satang, default=0) >= _HUNDRED for mention in set(mentions) - set(weighed)),
    )


def _gaps(phrases: Sequence[Phrase], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of tokens before, between and behind the phrases."""
    start = 0
    for phrase in phrases:
        yield start, phrase.start
        start = phrase.end
    yield start, length


def _is_within_word(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether what reads as a number is a piece of a longer word: the ห้า of ห้าง, the พัน of สัมพันธ์."""
    within = tokens[phrase.start : phrase.end]
    if phrase.marked or any(token.kind == FIGURE for token in within):
        return False
    after = tokens[phrase.end : phrase.end + 1]
    before = tokens[max(phrase.start - 1, 0) : phrase.start]
    goes_on = any(token.kind in {UNKNOWN, words.COUNTABLE} and token.start == within[-1].end for token in after)
    return goes_on or any(token.kind == UNKNOWN and token.end == within[0].start for token in before)


def _mentions(tokens: Sequence[Token], kinds: str, phrases: Sequence[Phrase]) -> Iterator[SpokenAmount]:
    quarters = _quarters_of(tokens, phrases)
    for at, (phrase, (start, end)) in enumerate(zip(phrases, _gaps(phrases, len(tokens)), strict=False)):
        following = phrases[at + 1].start if at + 1 < len(phrases) else len(tokens)
        before, behind = kinds[start:end], kinds[phrase.end : following]
        role, near = _role(before, behind, is_last=following == len(tokens))
        for satang in _amounts(phrase, tokens):
            one = len(satang) == 1 and (phrase.sure or len(phrase.satang) > 1) and not _is_hedged(before, behind)
            yield SpokenAmount(
                satang=satang,
                role=role,
                firm=one and _is_money(phrase, tokens, before, behind, named=near and role != AmountRole.PLAIN),
                near=near,
                quarter=quarters[at],
                time=_time(before),
                unit=_unit(tokens[start:end]) or _unit(tokens[phrase.end : following]),
                part=words.INSTALMENT in before,
            )


def _is_money(phrase: Phrase, tokens: Sequence[Token], before: str, behind: str, *, named: bool) -> bool:
    """Whether the number is money by itself or by the words before it; a bare one that opens the text is, if large."""
    if phrase.marked:
        return True
    if behind.startswith(words.COUNTABLE):
        return False
    worth = min(phrase.satang, default=0)
    if phrase.grouped or ((named or _ATTACHING & set(before)) and (worth >= _HUNDRED or worth == 0)):
        return True
    opens = phrase.start == 0 and phrase.end == 1 and not _YEAR.fullmatch(tokens[0].text)
    return opens and (worth >= _THOUSAND or (worth >= _HUNDRED and not behind.startswith(UNKNOWN)))


def _amounts(phrase: Phrase, tokens: Sequence[Token]) -> list[tuple[int, ...]]:
    """What the phrase can mean; figures in a row that are no one figure are amounts of their own."""
    within = tokens[phrase.start : phrase.end]
    figures = [read_figure(token.text) for token in within if token.kind == FIGURE]
    values = [in_satang(figure.values[0])[0] for figure in figures if figure and figure.sure]
    apart = len(values) > 1 and phrase.grouped and tuple(values) == phrase.satang
    return [(value,) for value in values] if apart else [phrase.satang]


def _is_hedged(before: str, behind: str) -> bool:
    return before.rstrip("Ff").endswith(HEDGE) or behind.startswith(HEDGE)


def _role(before: str, behind: str, *, is_last: bool) -> tuple[AmountRole, bool]:
    """What the words before an amount, or right behind it, say that it is; and whether they stand right beside it."""
    led = _PARTS.split(before)[-1]
    role, near = _led_by(led)
    if behind.lstrip("FfB)(").startswith(words.EACH):
        return AmountRole.EACH, True
    if not is_last:
        return role, near
    told = (_BEHIND if role in _OPEN_ROLES else _UNDONE_BEHIND).match(behind)
    return (_TELLING[told["kind"]], True) if told else (role, near)


def _led_by(led: str) -> tuple[AmountRole, bool]:
    at = next((at for at in range(len(led) - 1, -1, -1) if led[at] in _TELLING), None)
    if at is None:
        return AmountRole.PLAIN, not led.strip("F" + _BETWEEN)
    role, near = _turned(_TELLING[led[at]], led[:at]), not set(led[at + 1 :]) & _KEEPING_APART
    return (AmountRole.PLAIN, False) if role == AmountRole.DENIED and not near else (role, near)


def _turned(role: AmountRole, earlier: str) -> AmountRole:
    """What the words before make of a role: จะเบิก is not spent, ยังไม่ได้เบิกอีก remains."""
    is_elsewhere = bool(_OTHER_PLACE.search(earlier))
    earlier = earlier.rstrip(MONEY_WORD + MANNERS + _PLACES + words.TO_DATE)
    if not earlier:
        return role
    if role == AmountRole.ADDED and earlier[-1] == words.SPEND:
        turned = _turned(AmountRole.SPENT, earlier[:-1])
        return role if turned == AmountRole.SPENT else turned
    if earlier[-1] not in _TURNED_BY.get(role, ""):
        return role
    if is_elsewhere and earlier[-1] == words.UNSPENT:
        return role
    turned = _TELLING[earlier[-1]]
    if turned in {AmountRole.DENIED, AmountRole.UNSPENT}:
        return AmountRole.REMAINING if role == AmountRole.ADDED else AmountRole.UNSPENT
    return _turned(turned, earlier[:-1])


def _time(before: str) -> AmountTime:
    told = next((kind for kind in reversed(before) if kind in _TIMES or kind in _TO_DATE), None)
    if told is None:
        return AmountTime.UNTOLD
    return AmountTime.TO_DATE if told in _TO_DATE else _TIMES[told]


def _quarters_of(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[int | None]:
    """The quarter each amount is of: named before it, holding until another is named; or behind each of them."""
    if not phrases:
        return []
    gaps = [tokens[start:end] for start, end in _gaps(phrases, len(tokens))]
    named = [next((_quarter(token) for token in reversed(gap) if token.kind == words.QUARTER), None) for gap in gaps]
    if named[0] is None and all(_QUARTER_BEHIND.match(kinds_of(gap)) for gap in gaps[1:]):
        return named[1:]
    quarters: list[int | None] = []
    for quarter in named[:-1]:
        quarters.append(quarter if quarter is not None or not quarters else quarters[-1])
    return quarters


def _quarter(token: Token) -> int:
    found = _QUARTER.findall(token.text)[-1]
    return _QUARTER_NUMBERS.get(found) or int(found)


def _worth_weighing(mentions: SpokenAmounts, *, whole: bool) -> SpokenAmounts:
    """Without bare numbers: of those that are money for sure beside them, or that stand among unknown words."""
    keeps_all = whole and not any(mention.firm for mention in mentions)
    return tuple(mention for mention in mentions if keeps_all or mention.firm or _may_be_money(mention))


def _may_be_money(mention: SpokenAmount) -> bool:
    return len(mention.satang) > 1 or (mention.near and mention.role != AmountRole.PLAIN)


def _without_repetition(mentions: SpokenAmounts, kinds: str, phrases: Sequence[Phrase]) -> SpokenAmounts:
    """500 บาท (ห้าร้อยบาทถ้วน): said twice, meant once."""
    if not any(kinds[: phrase.start].endswith("(") for phrase in phrases):
        return mentions
    return tuple(mention for at, mention in enumerate(mentions) if not at or mention.satang != mentions[at - 1].satang)


def _said_once(kinds: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Without what brackets only say again: 14,700 บาท (หนึ่งหมื่นสี่พันเจ็ดร้อยบาทถ้วน)."""
    return [
        phrase
        for at, phrase in enumerate(phrases)
        if not at or not kinds[: phrase.start].endswith(BRACKETS[0]) or phrase.satang != phrases[at - 1].satang
    ]


def _are_alternatives(kinds: str, phrases: Sequence[Phrase]) -> bool:
    return any(
        words.OR in kinds[first.end : second.start]
        or kinds[first.end : second.start] == BRACKETS[0]
        or (first.end == second.start and kinds[first.end - 1] == DASH)
        for first, second in pairwise(phrases)
    )


def _shares(tokens: Sequence[Token]) -> Iterator[SpokenShare]:
    for at, token in enumerate(tokens):
        if token.kind == words.SHARE:
            percent = _percent(token.text)
            role, _ = _led_by(_PARTS.split(kinds_of(tokens[:at]))[-1])
            if percent is not None and percent <= 100:
                yield SpokenShare(percent, remaining=role in {AmountRole.REMAINING, AmountRole.UNSPENT})


def _percent(said: str) -> Decimal | None:
    if "ใน" in said:
        part, whole = (_value(side) for side in said.split("ใน", 1))
        return part / whole * 100 if part is not None and whole else None
    return Decimal(50) if said.startswith("ครึ่ง") else _value(said)


def _value(said: str) -> Decimal | None:
    """The number in a text that has one, in figures or in words."""
    if figure := _NUMBER.search(said):
        number = read_figure(figure[0])
    else:
        number = read_numeral([token for token in tokens_of(said) if token.kind in "DEYPLZOH"])
    return number.values[0] if number and number.values else None


def _counts(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.kind == words.COUNT:
            value = _value(token.text)
            if value is not None and value == int(value):
                yield int(value), _UNIT.sub("", token.text)


def _unit(tokens: Sequence[Token]) -> str:
    each = next((token for token in tokens if token.kind == words.EACH), None)
    return _EACH.sub("", each.text) if each else ""


def _product(text: str) -> Multiplication | None:
    figures = [read_figure(figure) for figure in _NUMBER.findall(text)]
    if not all(figure and figure.sure for figure in figures):
        return None
    values = [figure.values[0] for figure in figures if figure]
    stated = len(values) > 2 and _RESULT.search(text) is not None
    factors = values[:-1] if stated else values
    satang, exact = in_satang(Decimal(prod(factors)))
    if not exact or satang > MAX_BAHT * 100:
        return None
    return Multiplication(
        tuple(f"{value:,f}" for value in factors), satang, in_satang(values[-1])[0] if stated else None
    )
