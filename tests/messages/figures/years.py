"""Fiscal years at random: rounds that grow, reports that are missing, forms that change, beside a simple model.

What an owner states is what was truly spent, in whatever way the form asks; so what is known of a project is the truth
of every quarter that some report covered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from messages.documents.official import FORMATS
from messages.figures.report import OfficeFacts, Report, compile_report
from messages.figures.spending import EarlierRound, spending_before
from messages.forms.form import ProjectFacts, path
from messages.forms.loader import library
from tests.messages.figures.made import Project, Round, Submission
from tests.support.answers import PlainAnswer, PlainAnswers
from tests.support.answers import answers as values

FORMS = tuple(FORMATS)
_ROUNDS = ((1,), (1, 2), (2,), (1, 2, 3), (3,), (2, 3), (1, 2, 3, 4), (4,), (3, 4))
_STATES = ("submitted", "submitted", "accepted", "returned")
_OFFICE = OfficeFacts("made", "สำนักงานเขตพื้นที่การศึกษา เขต 2", "สพป.", "table")


@dataclass
class Played:
    """A round with what was sent in it, and how much of each project is then known, satang by quarter."""

    round: Round
    form: str
    submissions: dict[int, Submission]
    drafts: frozenset[int]
    known: Mapping[int, Mapping[int, int]]

    def model_of(self, no: int) -> int | None:
        """Satang; None where nobody ever reported the project."""
        told = [satang for quarter, satang in self.known[no].items() if quarter <= max(self.round.quarters)]
        return sum(told) if told else None


@dataclass
class Year:
    """`wrong`: whether owners also contradict themselves, correct what they said, and spend above plan and budget."""

    random: Random
    wrong: bool = False
    projects: list[Project] = field(default_factory=list)
    rounds: list[Played] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._compiled: dict[tuple[int, str], Report] = {}
        self.projects = [self._project(no) for no in range(1, self.random.randint(2, 8) + 1)]
        self.truth = {project.no: self._spending(project) for project in self.projects}
        self._form, last = self.random.choice(FORMS), 0
        known: dict[int, dict[int, int]] = {project.no: {} for project in self.projects}
        for quarters in self.random.sample(_ROUNDS, len(_ROUNDS)):
            if max(quarters) == last + 1 or (max(quarters) > last and self.random.random() < 0.3):
                last = max(quarters)
                self._play(quarters, known)

    def _project(self, no: int) -> Project:
        plan = [self.random.choice((0, self.random.randint(1, 300_000_00))) for _ in range(4)]
        plan[3] += 100
        if self.random.random() < 0.15:
            plan = [0] * 4
        group, fund = self.random.choice(("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")), self.random.choice(("แผนปฏิบัติการ", "สพฐ."))
        heading = f"นโยบาย สพฐ.ที่ {1 + no // 3} ด้านคุณภาพ"
        first, second, third, fourth = plan
        category = {"category": self.random.choice(("งบดำเนินงาน", "งบลงทุน"))}
        quarters = (first, second, third, fourth)
        return Project(no, sum(plan), f"โครงการพัฒนา {no}", group, fund, heading, quarters, details=category)

    def _spending(self, project: Project) -> list[int]:
        """Never above the plan to date, unless owners go wrong; nothing where nothing was allotted."""
        assert project.plan is not None
        spent, left = list[int](), 0
        for planned in project.plan:
            left += planned
            most = left * 3 if self.wrong and self.random.random() < 0.1 else left
            spent.append(self.random.choice((0, self.random.randint(0, most))))
            left -= spent[-1]
            left = max(left, 0)
        return spent

    def _play(self, quarters: tuple[int, ...], known: dict[int, dict[int, int]]) -> None:
        if self.random.random() < 0.3:
            self._form = self.random.choice(FORMS)
        opens = date(2020, 10, 1) + timedelta(days=90 * len(self.rounds))
        round_ = Round(f"r{len(self.rounds)}", 2564, quarters, opens, opens + timedelta(days=10))
        share = self.random.choice((0, 0.3, 0.6, 1))
        reported = [project for project in self.projects if self.random.random() < share]
        submissions = {project.id: self._report(project, round_, known[project.no]) for project in reported}
        begun = frozenset(project.id for project in self.projects if self.random.random() < 0.2)
        kept = {no: dict(quarters) for no, quarters in known.items()}
        self.rounds.append(Played(round_, self._form, submissions, begun, kept))

    def _report(self, project: Project, round_: Round, known: dict[int, int]) -> Submission:
        if self.wrong and self.random.random() < 0.15:
            self.truth[project.no] = self._spending(project)
        truth, last = self.truth[project.no], max(round_.quarters)
        spent = sum(truth[:last])
        status = "in_progress" if spent else "not_started"
        if self.wrong and self.random.random() < 0.1:
            status = self.random.choice(("not_started", "done", "in_progress"))
        answers = self._answers(project, round_, status)
        known.update({quarter: truth[quarter - 1] for quarter in _covered(answers, last)})
        return Submission(project.id, answers, self.random.choice(_STATES))

    def _answers(self, project: Project, round_: Round, status: str) -> PlainAnswers:
        """Every question of the form's path, the amounts as they are."""
        before = spending_before(self.earlier(), project.id)
        facts = ProjectFacts(2564, round_.quarters, project.budget, project.plan, before)
        truth, answers = self.truth[project.no], dict[str, PlainAnswer]()
        while asked := [each for each in path(library()[self._form], facts, values(answers)) if each.id not in answers]:
            question = asked[0]
            if question.id == "status":
                answers["status"] = status
            elif question.quarter and question.kind == "amount":
                answers[question.id] = truth[question.quarter - 1]
            elif question.kind == "amount":
                answers[question.id] = sum(truth[: max(round_.quarters)])
            else:
                answers[question.id] = "-"
        return {key: value for key, value in answers.items() if value != "-" or key == "reason"}

    def earlier(self, before: int | None = None) -> tuple[EarlierRound, ...]:
        """The rounds before that one, or all."""
        return tuple(EarlierRound(max(one.round.quarters), one.submissions) for one in self.rounds[:before])

    def report(self, at: int, form: str = "") -> Report:
        """The round compiled, to be printed in that form; compiled once, however often it is asked for."""
        if (at, form) not in self._compiled:
            played = self.rounds[at]
            office = replace(_OFFICE, form=form or played.form)
            self._compiled[at, form] = compile_report(
                office, played.round, self.projects, played.submissions, self.earlier(at), played.drafts
            )
        return self._compiled[at, form]


def _covered(answers: PlainAnswers, last: int) -> range | list[int]:
    """The quarters a report tells the money of."""
    if "spent" in answers or (answers.get("status") == "not_started" and not any("spent" in key for key in answers)):
        return range(1, last + 1)
    return [int(key[-1]) for key in answers if key.startswith("spent_q")]
