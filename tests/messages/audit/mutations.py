"""Errors to plant in correct reports: each changes one thing, and says in which project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.messages.audit.made import (
    STARTED,
    Report,
    correct_policy,
    correct_quarterly,
    correct_table,
    sentence,
    share,
)

Place = int | None
"""The number of the project an error was planted in; None where it belongs to no project."""


@dataclass(frozen=True)
class Mutation:
    """`plant` changes one thing; `rule` is what must be found. `alone`: and nothing else at all."""

    correct: Callable[[Random, int], Report]
    plant: Callable[[Report, Random], Place]
    rule: str
    alone: bool = True


def one(report: Report, random: Random, *needed: str) -> int:
    """The row of a project that has something in each of these columns."""
    return random.choice([row for row in report.projects if all(report.get(row, role) > 0 for role in needed)])


def remaining(report: Report, random: Random) -> Place:
    row = one(report, random, "used", "remaining")
    report.put(row, "remaining", report.get(row, "remaining") + 300_000)
    return report.no(row)


def used(report: Report, random: Random) -> Place:
    row = one(report, random, "used", "remaining")
    report.put(row, "used", report.get(row, "used") + 77_777)
    return report.no(row)


def percent_cut(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "budget", 330_000)
    report.put(row, "used", 85_000)
    report.put(row, "remaining", 245_000)
    report.put(row, "percent", 25.75)
    resum(report)
    return report.no(row)


def percent(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "percent", share(report.get(row, "used"), report.get(row, "budget")) + 1.5)
    return report.no(row)


def percent_left_out(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "percent", None)
    return report.no(row)


def resum(report: Report) -> None:
    """The totals of a table after its rows were changed: each section's and that of all."""
    half = len(report.projects) // 2
    members = [report.projects[:half], report.projects[half:], report.projects]
    for total, rows in zip(report.totals, members, strict=True):
        for role in ("budget", "used", "remaining"):
            report.put(total, role, report.sum(role, rows))
        report.put(total, "percent", share(report.get(total, "used"), report.get(total, "budget")))


def number_skipped(report: Report, random: Random) -> Place:
    at = random.randrange(2, len(report.projects))
    for row in report.projects[at:]:
        report.put(row, "no", report.no(row) + 1)
    return report.no(report.projects[at]) - 1


def number_twice(report: Report, random: Random) -> Place:
    at = random.randrange(1, len(report.projects))
    for row in report.projects[at:]:
        report.put(row, "no", report.no(row) - 1)
    return report.no(report.projects[at])


def group_blank(report: Report, random: Random) -> Place:
    row = random.choice(report.projects)
    report.put(row, "group", None)
    return report.no(row)


def not_started(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "progress", "ยังไม่ได้ดำเนินการ")
    return report.no(row)


def not_funded(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "progress", "- ไม่ใช่โครงการที่ได้รับการจัดสรรงบประมาณในไตรมาสที่ 1-2")
    return report.no(row)


def done_for_nothing(report: Report, random: Random) -> Place:
    row = random.choice(report.projects)
    for role in ("used", "percent"):
        report.put(row, role, "-")
    report.put(row, "remaining", report.get(row, "budget"))
    report.put(row, "progress", "ดำเนินการแล้วเสร็จ")
    resum(report)
    return report.no(row)


def over_budget(report: Report, random: Random) -> Place:
    row = random.choice(report.projects)
    budget = report.get(row, "budget")
    report.put(row, "used", budget + 500)
    report.put(row, "percent", share(budget + 500, budget))
    report.put(row, "remaining", -500)
    report.put(row, "progress", STARTED)
    resum(report)
    return report.no(row)


def negative(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "used", -report.get(row, "used"))
    return report.no(row)


def negative_budget(report: Report, random: Random) -> Place:
    row = random.choice(report.projects)
    report.put(row, "budget", f"-{report.get(row, 'budget'):,}")
    return report.no(row)


def same_figure(report: Report, random: Random) -> Place:
    row = one(report, random, "used", "remaining")
    report.put(row, "used", report.get(row, "budget"))
    report.put(row, "remaining", report.get(row, "budget"))
    return report.no(row)


def total(role: str) -> Callable[[Report, Random], Place]:
    def plant(report: Report, random: Random) -> Place:
        row = report.totals[-1]
        report.put(row, role, report.get(row, role) + 4_321)
        return None

    return plant


def subtotal(report: Report, random: Random) -> Place:
    report.put(report.totals[0], "used", report.get(report.totals[0], "used") + 9)
    return None


def total_percent(report: Report, random: Random) -> Place:
    row = report.totals[-1]
    report.put(row, "percent", share(report.get(row, "used"), report.get(row, "budget")) + 2)
    return None


def group_count(report: Report, random: Random) -> Place:
    row = random.choice(report.groups)
    report.rows[row] = [str(report.rows[row][0]).replace(" 4 ", " 5 ")]
    return None


def heading_year(report: Report, random: Random) -> Place:
    report.rows[0] = [str(report.rows[0][0]).replace("2564", "2563")]
    return None


def plan_twice(report: Report, random: Random) -> Place:
    row = one(report, random, "q2", "q3")
    extra = report.get(row, "q2") - report.get(row, "q3")
    report.put(row, "q3", report.get(row, "q2"))
    report.put(report.totals[0], "q3", report.get(report.totals[0], "q3") + extra)
    return report.no(row)


def missing_from_quarter(report: Report, random: Random) -> Place:
    row = one(report, random, "spent_q1", "used")
    lost = report.get(row, "spent_q1")
    report.put(row, "spent_q1", "-")
    report.put(report.totals[0], "spent_q1", report.get(report.totals[0], "spent_q1") - lost)
    return report.no(row)


def misplaced(report: Report, random: Random) -> Place:
    row = one(report, random, "q4", "used")
    report.put(row, "spent_q4", report.get(row, "q4"))
    report.put(row, "q4", "-")
    return report.no(row)


def spent_twice(report: Report, random: Random) -> Place:
    row = one(report, random, "spent_q1", "spent_q2")
    report.put(row, "spent_q2", report.get(row, "spent_q2") + report.get(row, "spent_q1"))
    return report.no(row)


def later_quarter(report: Report, random: Random) -> Place:
    row = one(report, random, "spent_q2", "used")
    amount = report.get(row, "spent_q2")
    report.put(row, "spent_q2", "-")
    report.put(row, "spent_q3", amount)
    for role, change in (("spent_q2", -amount), ("spent_q3", amount)):
        report.put(report.totals[0], role, report.get(report.totals[0], role) + change)
    return report.no(row)


def over_plan(report: Report, random: Random) -> Place:
    row = one(report, random, "q4")
    planned = report.get(row, "q1") + report.get(row, "q2")
    changes = {"spent_q1": planned + 5, "spent_q2": 0, "used": planned + 5}
    changes["remaining"] = report.get(row, "budget") - planned - 5
    for role, due in changes.items():
        total = report.get(report.totals[0], role) + due - report.get(row, role)
        report.put(row, role, due)
        report.put(report.totals[0], role, total)
    report.put(row, "progress", "- อยู่ระหว่างดำเนินโครงการ")
    return report.no(row)


def unread(report: Report, random: Random) -> Place:
    row = one(report, random, "used")
    report.put(row, "used", "12.500,00 หรือ 13,000")
    return report.no(row)


def prior_left_in(report: Report, random: Random) -> Place:
    rows = [row for row in report.projects if "(" in str(report.rows[row][report.columns["used"]])]
    row = random.choice(rows)
    used_cell = str(report.rows[row][report.columns["used"]])
    report.put(row, "remaining", report.get(row, "remaining") + int(used_cell.split("(")[1].strip(")")))
    return report.no(row)


def wrong_sentence(report: Report, random: Random) -> Place:
    total = report.totals[0]
    report.rows[-1] = [None, sentence(report.get(total, "budget"), report.get(total, "used") - 1_000)]
    return None


def name_twice(report: Report, random: Random) -> Place:
    first, second = report.projects[1], random.choice(report.projects[2:])
    report.put(second, "name", report.rows[first][report.columns["name"]])
    return report.no(second)


MUTATIONS = {
    "remaining is not budget less spent": Mutation(correct_table, remaining, "remaining"),
    "remaining is wrong beside quarters": Mutation(correct_quarterly, remaining, "remaining"),
    "spent is wrong beside remaining and percent": Mutation(correct_table, used, "used"),
    "spent is wrong beside remaining and quarters": Mutation(correct_quarterly, used, "used"),
    "a percent is cut off": Mutation(correct_table, percent_cut, "percent_cut"),
    "a percent is wrong": Mutation(correct_table, percent, "percent"),
    "a percent is left out": Mutation(correct_table, percent_left_out, "percent"),
    "a number is skipped": Mutation(correct_table, number_skipped, "number_gap"),
    "a number stands twice": Mutation(correct_quarterly, number_twice, "number_twice"),
    "a group is blank": Mutation(correct_table, group_blank, "no_group"),
    "spending against not started": Mutation(correct_table, not_started, "spent_but_not_started"),
    "spending against not funded": Mutation(correct_quarterly, not_funded, "spent_but_not_started"),
    "done with nothing spent": Mutation(correct_table, done_for_nothing, "done_with_nothing_spent"),
    "over budget without a reason": Mutation(correct_table, over_budget, "over_budget"),
    "negative spending": Mutation(correct_table, negative, "negative"),
    "a negative budget": Mutation(correct_quarterly, negative_budget, "negative"),
    "one figure as spent and as remaining": Mutation(correct_quarterly, same_figure, "same_figure"),
    "a total budget is wrong": Mutation(correct_table, total("budget"), "total"),
    "a total remaining is wrong": Mutation(correct_policy, total("remaining"), "total"),
    "a quarter's total is wrong": Mutation(correct_quarterly, total("spent_q2"), "total"),
    "a subtotal is wrong": Mutation(correct_table, subtotal, "total"),
    "a total's percent is wrong": Mutation(correct_table, total_percent, "percent"),
    "a group counts its projects wrong": Mutation(correct_quarterly, group_count, "group_count"),
    "last year stands in a heading": Mutation(correct_table, heading_year, "heading_year"),
    "a quarter's plan entered twice": Mutation(correct_quarterly, plan_twice, "quarters_sum", alone=False),
    "spending missing from its quarter": Mutation(correct_quarterly, missing_from_quarter, "quarter_missing"),
    "a plan in the column of spending": Mutation(correct_quarterly, misplaced, "misplaced"),
    "a quarter's spending entered twice": Mutation(correct_quarterly, spent_twice, "spent_sum"),
    "spending in a quarter to come": Mutation(correct_quarterly, later_quarter, "later_quarter"),
    "over the plan without a reason": Mutation(correct_quarterly, over_plan, "over_plan"),
    "an amount nobody can read": Mutation(correct_table, unread, "unread"),
    "the quarters before are not taken off": Mutation(correct_policy, prior_left_in, "remaining"),
    "the sentence disagrees with the table": Mutation(correct_policy, wrong_sentence, "sentence"),
    "a project stands there twice": Mutation(correct_table, name_twice, "name_repeated"),
}
