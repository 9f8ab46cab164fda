"""What a sentence about money answers to a question, beside what is known of the project and was answered before.

What is beyond doubt is taken. Else amounts are offered, each with what it means or how it was worked out; never a
wrong one alone, and none where the sentence is about something else than the question. All amounts are satang.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from messages.answer_values import Answers
from messages.figures.spending import is_spending
from messages.forms.form import ProjectFacts, Question
from messages.forms.offered_amounts import AskedAmount, OfferedAmount, SpokenReading, add_up, decline, each_of, offer
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount, Reading, read_amount
from messages.thai.manners import bare, key
from messages.thai.money import baht
from messages.thai.money_sentence import AmountRole, AmountTime, MoneySentence, SpokenAmount, SpokenShare
from messages.thai.sentences import read_sentence, speaks_of_time

_AS_BEFORE = re.compile(
    "(?:ยัง|คง)*(?:เท่า|เหมือน)(?:กับ)?(?:เดิม|ของเดิม|รอบก่อน|รอบที่แล้ว|ครั้งก่อน)"
    "|(?:รอบนี้)?(?:ยัง)?(?:ไม่ได้|ไม่มี|ไม่)(?:การ)?เบิกเพิ่ม(?:เติม)?|รอบนี้(?:ยัง)?(?:ไม่มี|ไม่ได้)(?:การ|ยอด)?เบิก(?:เลย)?"
)
"""What says that all that is spent is what was spent before: เท่าเดิม, ไม่ได้เบิกเพิ่ม."""


def read_spoken(question: Question, text: str, facts: ProjectFacts, answers: Answers) -> SpokenReading:
    """What `text` answers to a question about money."""
    read = read_amount(text)
    if isinstance(read, Amount) and (question.quarter is None or not speaks_of_time(text)):
        return read
    sentence = read_sentence(text)
    asked = AskedAmount(question, facts, answers)
    if not is_spending(question.id):
        return _read_planned(asked, sentence, read)
    if question.quarter is None and facts.previous and _AS_BEFORE.fullmatch(key(bare(text))):
        return offer((OfferedAmount(facts.previous),))
    return _read_spending(asked, sentence, read)


def _read_planned(asked: AskedAmount, sentence: MoneySentence, read: Reading) -> SpokenReading:
    """Of a question that asks for no spending, any money named alone is the answer."""
    if isinstance(read, Amount):
        return read
    named = [mention for mention in sentence.mentions if mention.role in _PLANNED]
    if len(named) == 1 == len(sentence.mentions) and named[0].firm and not sentence.unexplained:
        return Amount(named[0].satang[0])
    if sentence.mentions:
        return offer(each_of(sentence.mentions)) if named else decline("unclear")
    return offer((*_everything(asked, sentence), *_of_shares(asked, sentence)))


def _read_spending(asked: AskedAmount, sentence: MoneySentence, read: Reading) -> SpokenReading:
    """The first rule that has something to say of the sentence."""
    for rule in _RULES:
        reading = rule(asked, sentence)
        if reading is not None:
            return reading
    return read if isinstance(read, Amount) else NotAmount()


def _by_product(_asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """25 คน × 120 บาท = 3,000, or 25 คน คนละ 120 บาท."""
    product = sentence.product
    if product and not sentence.mentions:
        made = OfferedAmount(product.satang, " × ".join(product.factors))
        if product.stated is None or product.stated != product.satang:
            return offer((made, *((OfferedAmount(product.stated),) if product.stated is not None else ())))
        return Amount(product.satang)
    prices = [mention for mention in sentence.mentions if mention.role == AmountRole.EACH]
    if not prices or len(prices) < len(sentence.mentions):
        return None
    return offer(_multiplied(prices, sentence)) if _multiplied(prices, sentence) else decline("each")


def _multiplied(prices: list[SpokenAmount], sentence: MoneySentence) -> list[OfferedAmount]:
    if len(prices) != 1 or len(prices[0].satang) != 1:
        return []
    price = prices[0].satang[0]
    counts = [count for count, unit in sentence.counts if unit == prices[0].unit or len(sentence.counts) == 1]
    return [OfferedAmount(count * price, f"{count:,} × {baht(price)}") for count in counts]


def _denied(_asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """ไม่ใช่ 30,000 leaves nothing to offer; ไม่ใช่ 30,000 เป็น 3,000 does."""
    left = [mention for mention in sentence.mentions if mention.role != AmountRole.DENIED]
    if len(left) == len(sentence.mentions):
        return None
    if len(left) == 1 and left[0].role in _SPENT and left[0].firm:
        return Amount(left[0].satang[0])
    return offer(each_of(left)) if left else decline("denied")


def _of_another_time(asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """Amounts of a quarter to a question for all of it, of all to a question for one quarter, of a round before."""
    spent = _find(sentence, *_SPENT, AmountRole.ADDED)
    if not spent:
        return None
    if asked.quarter is not None:
        return _to_one_quarter(asked, asked.quarter, spent)
    return _to_date(asked, spent)


def _to_one_quarter(asked: AskedAmount, quarter: int, spent: list[SpokenAmount]) -> SpokenReading | None:
    named = {_quarter_of(mention, quarter) for mention in spent} - {None}
    mine = [mention for mention in spent if _quarter_of(mention, quarter) == quarter]
    if named and not mine:
        return decline("one_quarter", quarter=quarter)
    if len(named) > 1:
        return offer(add_up(mine, say("conversation.working.quarter", quarter=quarter)))
    if (
        len(spent) != 1
        or mine
        or spent[0].time not in {AmountTime.TO_DATE, AmountTime.MONTH}
        or len(spent[0].satang) != 1
    ):
        return None
    return _to_date_in_quarter(asked, quarter, spent[0])


def _quarter_of(mention: SpokenAmount, asked: int) -> int | None:
    """The quarter the amount is said to be of; 0 for one before that is not told."""
    if mention.quarter is not None:
        return mention.quarter
    return {AmountTime.THIS: asked, AmountTime.BEFORE: 0}.get(mention.time)


def _to_date_in_quarter(asked: AskedAmount, quarter: int, mention: SpokenAmount) -> SpokenReading | None:
    """สะสม 14,175 to a question for one quarter: what was known before is taken off."""
    said, before = mention.satang[0], asked.before(quarter)
    if mention.time == AmountTime.TO_DATE and before == 0 and quarter == max(asked.facts.quarters):
        return None
    worked_out: tuple[OfferedAmount, ...] = ()
    if mention.time == AmountTime.TO_DATE and before and said >= before:
        text = say("conversation.working.difference", total=baht(said), before=baht(before))
        worked_out = (OfferedAmount(said - before, text),)
    as_said = OfferedAmount(said, say("conversation.working.quarter", quarter=quarter))
    return offer((*worked_out, as_said), say("conversation.offered.one_quarter", quarter=quarter))


def _to_date(asked: AskedAmount, spent: list[SpokenAmount]) -> SpokenReading | None:
    """ไตรมาสนี้ 5,000 to a question for all that is spent: what was known before is added."""
    if all(mention.time == AmountTime.BEFORE for mention in spent):
        return decline("to_date")
    if len(spent) != 1 or len(spent[0].satang) != 1:
        return None
    mention, why = spent[0], say("conversation.offered.to_date")
    if mention.time == AmountTime.TO_DATE or (
        mention.quarter is None and mention.time not in {AmountTime.THIS, AmountTime.MONTH}
    ):
        return None
    said = mention.satang[0]
    as_said = OfferedAmount(said, say("conversation.working.to_date"))
    if mention.quarter not in {None, asked.last}:
        return offer((as_said,), why)
    before = asked.before(asked.last)
    if before == 0 and mention.time != AmountTime.MONTH:
        return None
    if not before:
        return offer((as_said,), why)
    return offer((OfferedAmount(before + said, f"{baht(before)} + {baht(said)}"), as_said), why)


def _of_several(_asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """งวดแรก 15,000 งวดสอง 20,000: their sum first; a figure that is the sum of the others is the answer."""
    spent = _find(sentence, *_SPENT)
    parts = [*spent, *_find(sentence, AmountRole.ADDED)] if spent else []
    if len(parts) < 2:
        return None
    if sentence.either or any(len(mention.satang) != 1 for mention in parts):
        return offer(each_of(parts))
    values = [mention.satang[0] for mention in parts]
    totals = [mention.satang[0] for mention in parts if mention.role == AmountRole.TOTAL]
    whole = totals[0] if len(totals) == 1 else values[0] if _is_broken_down(parts) else None
    if whole is not None and 2 * whole == sum(values) and all(mention.firm for mention in parts):
        return None if _find(sentence, AmountRole.REMAINING, AmountRole.UNSPENT) else Amount(whole)
    if totals:
        stated = [OfferedAmount(total, say("conversation.working.as_said")) for total in totals]
        return offer((*stated, *add_up([part for part in parts if part.role != AmountRole.TOTAL])))
    return offer((*add_up(parts), *each_of(parts)))


def _is_broken_down(parts: list[SpokenAmount]) -> bool:
    """เบิก 5,400 เป็นค่าอาหาร 3,000 ค่าวิทยากร 2,400: the first is what the others make."""
    return parts[0].role != AmountRole.COST and all(part.role == AmountRole.COST for part in parts[1:])


def _of_one(asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """One amount that is spent: taken where nothing beside it speaks against it."""
    spent = _find(sentence, *_SPENT)
    if len(spent) != 1:
        return None
    mention = spent[0]
    if len(mention.satang) != 1:
        return offer(each_of(spent))
    if sentence.not_all and mention.satang[0] >= asked.budget - asked.others:
        return decline("unclear")
    rivals = tuple(_rivals(asked, sentence, mention.satang[0]))
    as_said = OfferedAmount(mention.satang[0], _repaired(sentence))
    if rivals or not _is_beyond_doubt(asked, sentence, mention):
        return offer((as_said, *rivals))
    return Amount(mention.satang[0])


def _is_beyond_doubt(asked: AskedAmount, sentence: MoneySentence, mention: SpokenAmount) -> bool:
    rests = _find(sentence, AmountRole.REMAINING)
    if rests and not sentence.unexplained:
        return all(asked.others + mention.satang[0] + rest.satang[0] == asked.budget for rest in rests if rest.satang)
    if not mention.firm or mention.part or sentence.unexplained or sentence.repaired:
        return False
    if mention.role in {AmountRole.SPENT, AmountRole.TOTAL} and mention.near:
        return True
    if any(budget.satang != (asked.budget,) for budget in _find(sentence, AmountRole.BUDGET)):
        return False
    confirmed = bool(_find(sentence, AmountRole.REMAINING, AmountRole.BUDGET)) or sentence.whole
    return (mention.near or mention.role == AmountRole.COST or confirmed) and (not sentence.uneasy or confirmed)


def _rivals(asked: AskedAmount, sentence: MoneySentence, said: int) -> Iterator[OfferedAmount]:
    """What other words of the sentence make of the amount, where they do not confirm it."""
    for mention in _find(sentence, AmountRole.REMAINING):
        if len(mention.satang) == 1 and asked.others + said + mention.satang[0] != asked.budget:
            yield from _of_rest(asked, mention.satang[0])
    for share in sentence.shares:
        if not _confirms(asked, share, said):
            yield from _of_share(asked, share)
    if sentence.everything and said != asked.budget - asked.others:
        yield from _everything(asked, sentence)
    for mention in _find(sentence, AmountRole.RETURNED):
        if len(mention.satang) == 1 and mention.satang[0] <= said:
            yield OfferedAmount(said - mention.satang[0], f"{baht(said)} − {baht(mention.satang[0])}")


def _confirms(asked: AskedAmount, share: SpokenShare, said: int) -> bool:
    """Whether the percentage is, to one in a hundred, the amount's of the budget or that of what it leaves."""
    if not asked.budget:
        return True
    shares = [Decimal(each) * 100 / asked.budget for each in (said, said + asked.others)]
    return any(abs(each - told) <= 1 for each in shares for told in (share.percent, 100 - share.percent))


def _of_the_rest(asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """เหลือ 84,694: the budget without it. What is not spent yet may also mean that nothing is."""
    rests = _find(sentence, AmountRole.REMAINING, AmountRole.UNSPENT)
    if len(rests) != 1 or len(rests[0].satang) != 1:
        return decline("rest") if rests else None
    rest = rests[0]
    offered = list(_of_rest(asked, rest.satang[0]))
    if rest.role == AmountRole.UNSPENT:
        offered.append(OfferedAmount(0, say("conversation.working.nothing")))
    elif not rest.near and offered:
        offered.append(OfferedAmount(rest.satang[0], say("conversation.working.as_said")))
    return offer(offered) if offered else decline("rest")


def _of_rest(asked: AskedAmount, rest: int) -> Iterator[OfferedAmount]:
    spent = asked.budget - rest - asked.others
    if spent >= 0:
        text = say("conversation.working.rest", budget=baht(asked.budget), rest=baht(rest))
        yield OfferedAmount(spent, text + _without_others(asked))


def _of_a_share(asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """เบิก 50%, ครึ่งหนึ่ง: that share of the budget. เบิกหมดแล้ว: all of it."""
    if sentence.mentions and any(mention.satang != (asked.budget,) for mention in sentence.mentions):
        return None
    shares = [share for share in sentence.shares if not (sentence.everything and share.percent == 100)]
    offered = (*_everything(asked, sentence), *(one for share in shares for one in _of_share(asked, share)))
    return offer(offered) if offered else None


def _of_shares(asked: AskedAmount, sentence: MoneySentence) -> Iterator[OfferedAmount]:
    for share in sentence.shares:
        yield from _of_share(asked, share)


def _of_share(asked: AskedAmount, share: SpokenShare) -> Iterator[OfferedAmount]:
    percent = 100 - share.percent if share.remaining else share.percent
    part = int((asked.budget * percent / 100).to_integral_value(ROUND_HALF_UP))
    text = say("conversation.working.share", percent=f"{percent.normalize():f}", budget=baht(asked.budget))
    if percent == 100:
        yield from _all_of(asked)
    elif asked.budget and part >= asked.others:
        yield OfferedAmount(part - asked.others, text + _without_others(asked))
        if asked.others:
            yield OfferedAmount(part, text)


def _everything(asked: AskedAmount, sentence: MoneySentence) -> Iterator[OfferedAmount]:
    if sentence.everything:
        yield from _all_of(asked)


def _all_of(asked: AskedAmount) -> Iterator[OfferedAmount]:
    if asked.budget and asked.budget >= asked.others:
        yield OfferedAmount(
            asked.budget - asked.others, say("conversation.working.all") + _without_others(asked), is_all=True
        )


def _without_others(asked: AskedAmount) -> str:
    return say("conversation.working.others", others=baht(asked.others)) if asked.others else ""


def _of_money_apart(asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    """Money that is not spent by the words: to be spent, borrowed, owed, added, or the budget alone."""
    added = _find(sentence, AmountRole.ADDED)
    if len(added) == 1 == len(sentence.mentions) and len(added[0].satang) == 1:
        return offer(_added(asked, added[0].satang[0]))
    apart = _find(sentence, AmountRole.INTENDED, AmountRole.APART)
    if apart and not _find(sentence, AmountRole.ADDED):
        counted = [OfferedAmount(one.satang, say("conversation.working.counted")) for one in each_of(apart)]
        return offer((*counted[:2], OfferedAmount(0, say("conversation.working.nothing"))))
    if sentence.mentions:
        return decline("budget" if _find(sentence, AmountRole.BUDGET) else "unclear")
    return None


def _added(asked: AskedAmount, more: int) -> Iterator[OfferedAmount]:
    before = 0 if asked.quarter else asked.facts.previous
    if before:
        yield OfferedAmount(before + more, f"{baht(before)} + {baht(more)}")
    yield OfferedAmount(more, say("conversation.working.as_said"))


def _nothing_yet(_asked: AskedAmount, sentence: MoneySentence) -> SpokenReading | None:
    return offer((OfferedAmount(0, say("conversation.working.nothing")),)) if sentence.nothing else None


_SPENT = (AmountRole.SPENT, AmountRole.COST, AmountRole.PLAIN, AmountRole.TOTAL)
_PLANNED = (*_SPENT, AmountRole.BUDGET, AmountRole.INTENDED)
_RULES = (
    _by_product,
    _denied,
    _of_another_time,
    _of_several,
    _of_one,
    _of_a_share,
    _of_the_rest,
    _of_money_apart,
    _nothing_yet,
)


def _find(sentence: MoneySentence, *roles: AmountRole) -> list[SpokenAmount]:
    return [mention for mention in sentence.mentions if mention.role in roles]


def _repaired(sentence: MoneySentence) -> str:
    return say("conversation.working.repaired") if sentence.repaired else ""


def restate(question: Question, text: str, facts: ProjectFacts, answers: Answers) -> SpokenReading:
    """Another amount for a question that waits for a yes to one; NotAmount where figures are only mentioned.

    เพราะซื้อเพิ่ม 500 บาท gives a reason, ได้รับจัดสรรเพิ่ม 20,000 too; เบิก 3,000 บาท and ไม่ใช่ 30,000 state the answer anew.
    """
    read = read_spoken(question, text, facts, answers)
    if isinstance(read_amount(text), Amount):
        return read
    sentence = read_sentence(text)
    if sentence.gives_reason or not (sentence.mentions or sentence.whole):
        return NotAmount()
    roles = {mention.role for mention in sentence.mentions}
    states = roles <= {AmountRole.SPENT, AmountRole.PLAIN, AmountRole.TOTAL, AmountRole.DENIED}
    return read if states and (isinstance(read, Amount) or sentence.whole) else NotAmount()
