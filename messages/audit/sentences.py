"""The sentence under a table ("จำนวน 3,233,000 บาท ใช้ไป … คิดเป็นร้อยละ …") against the table's own sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from messages.audit.percents import Percents, format_percent
from messages.audit.printed import Printed, PrintedTable
from messages.findings import Finding
from messages.plans.vocabulary import squeeze
from messages.texts import say
from messages.thai.money import SATANG, baht, plain

_AMOUNT = r"([0-9][0-9,]*(?:\.[0-9]{1,2})?)"
_SIGNED = rf"([-−–]?{_AMOUNT[1:]}"
_SENTENCE = re.compile(
    rf"งบ[^0-9]*จำนวน{_AMOUNT}บาท.*?(?:ใช้ไป|เบิกจ่าย).*?จำนวน{_AMOUNT}บาท.*?ร้อยละ{_AMOUNT}.*?คงเหลือ.*?{_SIGNED}บาท"
)


def sentence_findings(table: PrintedTable, rows: Sequence[Printed], percents: Percents) -> Iterator[Finding]:
    """Each figure of the sentence that is not the table's: of the budget, spent, its percent, and remaining."""
    budget, spent = sum(row.amount("budget") for row in rows), sum(row.spent for row in rows)
    for stray in table.strays:
        found = _SENTENCE.search(squeeze(stray.row.text))
        if found is None or budget <= 0:
            continue
        told = [_satang(found[1]), _satang(found[2]), _satang(found[4])]
        for role, said, due in zip(("budget", "used", "remaining"), told, (budget, spent, budget - spent), strict=True):
            if said != due:
                yield _differs(role, stray.row.row, (baht(said), baht(due)), (plain(said), plain(due)))
        share = Decimal(found[3].replace(",", ""))
        if percents.due(spent, budget) != share:
            both = format_percent(share), format_percent(percents.due(spent, budget))
            yield _differs("percent", stray.row.row, both, both)


def _differs(role: str, row: int, shown: tuple[str, str], figures: tuple[str, str]) -> Finding:
    column = say(f"plan.role.{role}")
    text = say("audit.rule.sentence", column=column, found=shown[0], expected=shown[1])
    told = say("audit.of_row", row=row, text=text)
    return Finding("sentence", "error", None, row, told, figures[1], figures[0])


def _satang(text: str) -> int:
    return int(Decimal(re.sub("[−–]", "-", text).replace(",", "")) * SATANG)
