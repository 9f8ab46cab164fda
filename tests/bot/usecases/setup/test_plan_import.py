"""A plan imported again mid-round: whatever is kept of a project stays with it, or the import asks first.

`TANROB_REIMPORTS=1000 sh deploy/test tests/bot/usecases/setup/test_plan_import.py` plays that many random versions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread
from uuid import uuid4

import pytest

from bot.conversation.states import Draft, Idle, State
from bot.conversation.stored import from_json, to_json
from bot.usecases.reports.explaining import explain
from bot.usecases.rounds import compile_figures
from bot.usecases.setup.plan_import import Imported, NothingToUndo, PlanFile, Undone, import_plan, undo_import
from messages.answer_values import answers_to_json
from messages.plans.reading import read_plan
from messages.sheets.reading import read_sheets
from storage.records import Person, Project, Submission
from storage.work import Work
from tests.support.answers import answers as values
from tests.support.answers import stored
from tests.support.identity import project_id
from tests.support.report_steps import write
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness

YEAR = 2564
REIMPORTS = int(os.environ.get("TANROB_REIMPORTS", "60"))
FOUR = (
    Project(1, "อบรมครูผู้ช่วยก่อนบรรจุ", 100_000_00, "กลุ่มบุคคล", id=project_id(1)),
    Project(2, "พัฒนาห้องสมุดโรงเรียน", 200_000_00, "กลุ่มนิเทศ", id=project_id(2)),
    Project(3, "ตรวจสอบภายในสถานศึกษา", 300_000_00, "กลุ่มตรวจสอบ", id=project_id(3)),
    Project(4, "ค่ายลูกเสือจิตอาสา", 400_000_00, "กลุ่มส่งเสริม", id=project_id(4)),
)
ADDED = Project(0, "มอบรางวัลครูดีเด่น", 50_000_00, "กลุ่มบุคคล")


def plan_file(*projects: Project, same: Mapping[int, int] | None = None) -> PlanFile:
    """The projects as a file of the office, numbered in this order."""
    lines = ["ที่,โครงการ,งบประมาณ,กลุ่ม"]
    lines += [f"{no},{one.name},{one.budget // 100},{one.group}" for no, one in enumerate(projects, start=1)]
    reading = read_plan(read_sheets("\n".join(lines).encode(), "plan.csv"), fiscal_year=YEAR)
    return PlanFile(reading, YEAR, same=same or {})


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """The script of the finding: four projects, two owners, no. 2 reported with 40,000 baht, no. 3 begun."""
    with open_harness(tmp_path, FOUR) as harness:
        harness.enrolled("U1", "นิดา", projects="1,2")
        harness.enrolled("U2", "สมชาย", projects="3,4")
        harness.say("U1", "รายงาน 2", "2", "40,000", "ข้าม", "ยืนยัน")
        harness.say("U2", "รายงาน 3", "2", "1,500", "พัก")
        yield harness


def imported(harness: UsecaseHarness, *projects: Project, same: Mapping[int, int] | None = None) -> Imported:
    with harness.storage.office(OFFICE).work() as work:
        found = import_plan(work, plan_file(*projects, same=same), harness.now)
        work.commit()
    return found


def rules(found: Imported) -> list[tuple[str, int | None]]:
    return [(question.rule, question.project) for question in found.questions]


def spent(harness: UsecaseHarness) -> dict[str, int | None]:
    """By name of the project, as the report has it."""
    with harness.storage.office(OFFICE).reading() as work:
        return {row.name: row.spent_total for row in compile_figures(work, ROUND).rows if row.spent_total is not None}


def test_a_project_put_in_as_no_2_takes_neither_report_nor_owner(harness: UsecaseHarness) -> None:
    found = imported(harness, FOUR[0], ADDED, *FOUR[1:])
    assert rules(found) == [("renumbered", 3), ("renumbered", 4), ("renumbered", 5)]
    assert spent(harness) == {"พัฒนาห้องสมุดโรงเรียน": 40_000_00}
    assert "ที่ 3 พัฒนาห้องสมุดโรงเรียน" in harness.say("U1", "โครงการของฉัน")
    assert "มอบรางวัลครูดีเด่น" not in harness.say("U1", "โครงการของฉัน")


def test_a_number_typed_as_it_was_when_the_round_opened_is_told_whose_it_is_now(harness: UsecaseHarness) -> None:
    imported(harness, FOUR[0], FOUR[2], FOUR[3])
    heard = harness.say("U2", "รายงาน 3")
    assert "ที่ 3 ตอนนี้คือ ค่ายลูกเสือจิตอาสา (เดิมที่ 4)" in heard
    assert "ที่ 3 เดิมคือ ตรวจสอบภายในสถานศึกษา ตอนนี้เป็นที่ 2" in heard
    assert "ตอนนี้เป็นที่ 3" in harness.say("U2", "พัก", "รายงาน 4")


def test_a_button_and_a_number_that_stayed_are_told_nothing_more(harness: UsecaseHarness) -> None:
    imported(harness, *FOUR, ADDED)
    assert "เดิม" not in harness.say("U2", "รายงาน 4")
    imported(harness, FOUR[0], ADDED, *FOUR[1:])
    assert "เดิมคือ" not in harness.tap("U1", f"q=project&a={project_id(2)}")


def test_a_draft_goes_on_under_the_new_number(harness: UsecaseHarness) -> None:
    imported(harness, FOUR[0], ADDED, *FOUR[1:])
    heard = harness.say("U2", "รายงาน 4")
    assert "จากที่ 3 เป็นที่ 4 ตรวจสอบภายในสถานศึกษา" in heard
    harness.say("U2", "ข้าม", "ยืนยัน")
    assert spent(harness)["ตรวจสอบภายในสถานศึกษา"] == 1_500_00


def test_a_removal_names_the_money_reported_and_brings_all_back(harness: UsecaseHarness) -> None:
    found = imported(harness, FOUR[0], FOUR[2], FOUR[3])
    assert "รายงานเบิกจ่ายไว้แล้ว 40,000 บาท" in next(each.text for each in found.questions if each.rule == "removed")
    assert spent(harness) == {}
    assert "ห้องสมุด" not in harness.say("U1", "โครงการของฉัน")
    found = imported(harness, *FOUR)
    assert [change.back for change in found.changes.changed if change.project.no == 2] == [True]
    assert spent(harness) == {"พัฒนาห้องสมุดโรงเรียน": 40_000_00}
    assert "ห้องสมุด" in harness.say("U1", "โครงการของฉัน")


def test_a_round_that_opened_late_takes_nothing_from_what_later_quarters_told(harness: UsecaseHarness) -> None:
    first = replace(ROUND, id="2564-3m", quarters=(1,), opens=ROUND.opens + timedelta(days=2))
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.save(first)
        work.people.save(OWNER)
        told = stored(status="in_progress", spent=10_000_00)
        sent = Submission(uuid4(), first.id, project_id(2), 1, OWNER.id, "cumulative", 1, told, harness.now)
        work.submissions.add(sent)
        work.commit()
    found = imported_dry(harness, FOUR[0], FOUR[2], FOUR[3])
    assert any("40,000 บาท" in question.text for question in found.questions if question.rule == "removed")


def test_a_confirmation_sends_no_project_that_was_not_listed(harness: UsecaseHarness) -> None:
    harness.enrolled("U3", "มานะ", projects="1,4")
    harness.say("U3", "ยังไม่ดำเนินการทั้งหมด")
    imported(harness, *FOUR, ADDED)
    harness.code("มานะ", projects="5")
    assert "ส่งแล้ว 2 โครงการ: ที่ 1, 4" in harness.say("U3", "ยืนยัน")


def test_what_was_listed_under_other_numbers_is_listed_anew(harness: UsecaseHarness) -> None:
    harness.enrolled("U3", "มานะ", projects="1,4")
    harness.say("U3", "ยังไม่ดำเนินการทั้งหมด")
    imported(harness, FOUR[0], ADDED, *FOUR[1:])
    assert "ที่ 5 ค่ายลูกเสือจิตอาสา" in harness.say("U3", "ยืนยัน")
    assert "ส่งแล้ว 2 โครงการ: ที่ 1, 5" in harness.say("U3", "ยืนยัน")


def test_the_office_says_itself_which_is_which(harness: UsecaseHarness) -> None:
    other = replace(FOUR[1], name="มุมหนังสือ", budget=1_00, group="ICT")
    assert ("removed", 2) in rules(imported_dry(harness, FOUR[0], other, *FOUR[2:]))
    found = imported(harness, FOUR[0], other, *FOUR[2:], same={2: 2})
    assert rules(found) == []
    assert spent(harness) == {"มุมหนังสือ": 40_000_00}


def imported_dry(harness: UsecaseHarness, *projects: Project) -> Imported:
    with harness.storage.office(OFFICE).work() as work:
        return import_plan(work, plan_file(*projects), harness.now)


def test_the_same_plan_again_asks_nothing_and_changes_nothing(harness: UsecaseHarness) -> None:
    found = imported(harness, *FOUR)
    assert (found.questions, found.changes.changed, found.changes.added) == ((), (), ())


def test_a_document_written_before_is_explained_by_the_numbers_it_has(harness: UsecaseHarness) -> None:
    harness.report_in("table")
    data = write(harness).data
    harness.wait(hours=1)
    imported(harness, FOUR[0], ADDED, *FOUR[1:])
    (story,) = explain(harness.storage, data, 2).histories
    assert (story.no, story.name, len(story.statements)) == (2, FOUR[1].name, 1)
    (later,) = explain(harness.storage, write(harness).data, 3).histories
    assert (later.no, later.name) == (3, FOUR[1].name)


def undone(harness: UsecaseHarness) -> Undone:
    with harness.storage.office(OFFICE).work() as work:
        found = undo_import(work, harness.now)
        work.commit()
    return found


def test_an_import_undone_leaves_every_report_with_its_project(harness: UsecaseHarness) -> None:
    imported(harness, FOUR[0], ADDED, *FOUR[2:])
    harness.wait(hours=1)
    harness.code("นิดา", projects="2")
    harness.say("U1", "รายงาน 2", "2", "777", "ข้าม", "ยืนยัน")
    found = undone(harness)
    assert [change.project.name for change in found.changes.changed if change.back] == [FOUR[1].name]
    assert [(one.name, found.attached[one.id].spent) for one in found.changes.removed] == [(ADDED.name, 777_00)]
    assert spent(harness) == {"พัฒนาห้องสมุดโรงเรียน": 40_000_00}
    imported(harness, *FOUR, ADDED)
    assert spent(harness) == {"พัฒนาห้องสมุดโรงเรียน": 40_000_00, ADDED.name: 777_00}


def test_an_import_that_changes_nothing_is_none_to_undo(harness: UsecaseHarness) -> None:
    imported(harness, *FOUR)
    with pytest.raises(NothingToUndo):
        undone(harness)


def test_a_project_undone_gives_its_id_to_no_other(harness: UsecaseHarness) -> None:
    imported(harness, *FOUR, ADDED)
    undone(harness)
    imported(harness, *FOUR, replace(ADDED, name="ห้องเรียนสีเขียว", budget=7_00, group="กลุ่ม ICT"))
    with harness.storage.office(OFFICE).reading() as work:
        ids = [project.id for project in work.plan.projects_ever(YEAR) if project.no == 5]
    assert len(set(ids)) == 2


def test_a_random_walk_of_imports_undone_one_by_one_ends_where_it_began(tmp_path: Path, database_url: str) -> None:
    random, model = Random(7), Model(Random(7))
    model.plan = [model.fresh() for _ in range(6)]
    with open_harness(tmp_path, (), url=database_url) as harness:
        seen = list[object]()
        for _ in range(8):
            with harness.storage.office(OFFICE).reading() as work:
                seen.append(work.plan.projects(YEAR))
            for _ in range(random.randint(1, 4)):
                model.step()
            model.plan.append(model.fresh())
            imported(harness, *(model.known[key] for key in model.plan))
        for before in reversed(seen):
            undone(harness)
            with harness.storage.office(OFFICE).reading() as work:
                assert work.plan.projects(YEAR) == before


def test_of_two_imports_at_once_the_later_is_compared_with_what_the_first_stored(
    tmp_path: Path, database_url: str
) -> None:
    other = replace(ADDED, name="ห้องเรียนสีเขียว", budget=7_00, group="กลุ่ม ICT")
    with open_harness(tmp_path, FOUR, url=database_url) as harness:
        found: list[Imported] = []
        later = Thread(target=lambda: found.append(imported(harness, *FOUR, other)))
        with harness.storage.office(OFFICE).work() as work:
            import_plan(work, plan_file(*FOUR, ADDED), harness.now)
            later.start()
            later.join(0.5)
            work.commit()
        later.join(30)
        with harness.storage.office(OFFICE).reading() as work:
            assert [project.no for project in work.plan.projects(YEAR)] == [1, 2, 3, 4, 5]
    assert ("removed", 5) in rules(found[0])


WORDS = (
    *("อบรม", "พัฒนา", "นิเทศ", "ประกวด", "ค่าย", "วิจัย", "ประชุม", "แข่งขัน", "ตรวจเยี่ยม", "จัดซื้อ"),
    *("ครู", "ห้องสมุด", "ลูกเสือ", "สื่อดิจิทัล", "อาหารกลางวัน", "แผนกลยุทธ์", "งานวิชาการ", "ปฐมวัย", "สุขภาวะ"),
    *("ระดับเขต", "ระดับกลุ่ม", "ต้นแบบ", "เชิงพื้นที่", "คุณธรรม", "อย่างยั่งยืน", "ออนไลน์", "ภาคเรียน", "เครือข่าย"),
)


@dataclass
class Model:
    """What is right: projects by a key of their own, those in the plan in their order, those out of it.

    `ids`: what each is known by in the product; `given`: whom each id was ever given to.
    """

    random: Random
    plan: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    known: dict[str, Project] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    given: dict[int, str] = field(default_factory=dict)

    def fresh(self) -> str:
        key = uuid4().hex
        name = "".join(self.random.sample(WORDS, 5))
        group = self.random.choice(("กลุ่มนิเทศ", "กลุ่มบุคคล", "กลุ่มอำนวยการ"))
        self.known[key] = Project(0, name, self.random.randint(1, 900_000) * 100, group)
        return key

    def step(self) -> None:
        """One thing an office does to its plan."""
        does = (self.insert, self.remove, self.bring_back, self.swap, self.rename, self.budget, self.group)
        self.random.choice(does)()

    def insert(self) -> None:
        if len(self.plan) < 14:
            self.plan.insert(self.random.randint(0, len(self.plan)), self.fresh())

    def remove(self) -> None:
        if len(self.plan) > 3:
            self.out.append(self.plan.pop(self.random.randrange(len(self.plan))))

    def bring_back(self) -> None:
        if self.out and len(self.plan) < 14:
            back = self.out.pop(self.random.randrange(len(self.out)))
            self.plan.insert(self.random.randint(0, len(self.plan)), back)

    def swap(self) -> None:
        one, other = self.random.sample(range(len(self.plan)), 2)
        self.plan[one], self.plan[other] = self.plan[other], self.plan[one]

    def rename(self) -> None:
        key = self.random.choice(self.plan)
        word = self.random.choice((" ใหม่", self.random.choice(WORDS)))
        self.known[key] = replace(self.known[key], name=self.known[key].name + word)

    def budget(self) -> None:
        key = self.random.choice(self.plan)
        self.known[key] = replace(self.known[key], budget=self.random.randint(1, 900_000) * 100)

    def group(self) -> None:
        key = self.random.choice(self.plan)
        self.known[key] = replace(self.known[key], group=self.random.choice(("กลุ่มนิเทศ", "กลุ่ม ICT")))


OWNER = Person(uuid4(), "นิดา", "owner")


def live_on(work: Work, random: Random, harness: UsecaseHarness) -> None:
    """Owners, reports and drafts come to be between two versions of the plan."""
    some = random.choice(work.plan.projects(YEAR))
    work.people.assign(OWNER.id, YEAR, [some.id])
    before = work.submissions.latest_of(ROUND.id, some.id)
    revision = before.revision + 1 if before else 1
    answers = values(status="in_progress", spent=random.randint(0, 10**9))
    if random.random() < 0.5:
        sent = Submission(
            uuid4(), ROUND.id, some.id, revision, OWNER.id, "cumulative", 1, answers_to_json(answers), harness.now
        )
        work.submissions.add(sent)
    kept = work.conversations.load(OWNER.id)
    drafts = (*from_json(kept.state).drafts, Draft(uuid4().hex, ROUND.id, some.id, "cumulative", 1, answers))[-20:]
    work.conversations.save(OWNER.id, to_json(State(Idle(), drafts)), kept.version, harness.now)


def hanging(work: Work) -> object:
    """Everything that refers to a project."""
    drafts = from_json(work.conversations.load(OWNER.id).state).drafts
    return work.people.assignments(YEAR), work.submissions.latest(ROUND.id), drafts


def check(work: Work, model: Model, found: Imported, before: object, unchanged: bool) -> None:
    assert hanging(work) == before
    if unchanged:
        assert found.questions == ()
    stored = {project.no: project for project in work.plan.projects(YEAR)}
    assert [stored[no].name for no in sorted(stored)] == [model.known[key].name for key in model.plan]
    asked = {question.project for question in found.questions}
    for no, key in enumerate(model.plan, start=1):
        its = stored[no].id
        if model.given.setdefault(its, key) != key:
            raise AssertionError(f"no. {no} took what is kept of another")
        if key in model.ids and model.ids[key] != its:
            assert no in asked, f"no. {no} lost what is kept of it without a word"
        model.ids[key] = its
    rows = compile_figures(work, ROUND).rows
    latest = work.submissions.latest(ROUND.id)
    assert {row.id: row.spent_total for row in rows if row.reported} == {
        project.id: latest[project.id].answers["spent"]["satang"] for project in stored.values() if project.id in latest
    }


def test_random_versions_of_a_plan_move_nothing_to_another_project(tmp_path: Path) -> None:
    random = Random(13)
    model = Model(random)
    model.plan = [model.fresh() for _ in range(6)]
    lost = 0
    with open_harness(tmp_path, ()) as harness:
        for time in range(REIMPORTS):
            before_plan, before_known = list(model.plan), dict(model.known)
            for _ in range(random.randint(0, 3) if time else 0):
                model.step()
            unchanged = time > 0 and (model.plan, model.known) == (before_plan, before_known)
            held = dict(model.ids)
            with harness.storage.office(OFFICE).work() as work:
                work.people.save(OWNER)
                kept = hanging(work)
                found = import_plan(work, plan_file(*(model.known[key] for key in model.plan)), harness.now)
                check(work, model, found, kept, unchanged)
                numbers = {key: no for no, key in enumerate(before_plan, 1)}
                moved = any(key in held and numbers.get(key, no) != no for no, key in enumerate(model.plan, 1))
                gone = any(key not in model.plan for key in before_plan)
                assert bool(found.questions) or not (moved or gone), "other numbers and removals are asked"
                live_on(work, random, harness)
                work.commit()
            lost += sum(key in held and model.ids[key] != held[key] for key in model.plan)
    assert lost <= REIMPORTS // 10, "kept apart, though asked"
