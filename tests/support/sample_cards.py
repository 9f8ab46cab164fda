"""Every card Tanrob sends, with the names and figures of the sample offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from messages.answer_values import AmountAnswer, Answers
from messages.chat import lists, requests, review, summaries
from messages.chat.bubbles import Card
from messages.chat.contact import contact_card
from messages.chat.document_links import Handout, links_card
from messages.chat.lists import Listed
from messages.chat.prompts import ReportView, SentBefore
from messages.chat.requests import WaitingRequest
from messages.chat.review import Sent
from messages.chat.summaries import SummaryExtras
from messages.figures.report import OfficeFacts, Report, compile_report
from messages.findings import Finding
from messages.forms.form import ProjectFacts, path
from messages.forms.loader import library
from messages.plans.reading import read_plan
from messages.project import ReportState
from messages.samples import sample
from messages.sheets.reading import read_sheets
from storage.records import Contact, Project, Round
from tests.support.answers import PlainAnswers
from tests.support.answers import answers as values
from tests.support.identity import kept, project_id

ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
NOW = datetime(2021, 3, 22, 7, 5, tzinfo=UTC)
LONG = "จัดประชุมเชิงปฏิบัติการครูแกนนำ 2 รุ่น ณ ห้องประชุมสำนักงานเขตพื้นที่ มีผู้เข้าร่วม 86 คน แล้วนิเทศติดตามถึงโรงเรียน " * 95


@cache
def projects() -> Mapping[int, Project]:
    """Sixty real projects by number: those of both sample offices, the second office's numbered on."""
    sheets = [read_sheets(sample(office).plan, "plan.xlsx") for office in ("khonkaen2", "rayong2")]
    found = [project for plan in sheets for project in read_plan(plan, fiscal_year=2564).projects]
    return {
        no: Project(no, item.name, item.budget, plan=item.plan, id=project_id(no))
        for no, item in enumerate(found[:60], start=1)
    }


def listed(states: Mapping[int, ReportState]) -> list[Listed]:
    return [(projects()[no], state) for no, state in states.items()]


def report(no: int, form: str, plain: PlainAnswers) -> ReportView:
    chosen, project, answers = library()[form], projects()[no], values(plain)
    facts = ProjectFacts(2564, (1, 2), project.budget, project.plan or (0, 0, 0, 0))
    return ReportView("2f7cace3", chosen.version, project, facts, path(chosen, facts, answers), answers)


TABLE: PlainAnswers = {
    "status": "in_progress",
    "spent": 740_600,
    "progress": "ประชุมครูแกนนำ 1 ครั้ง และแจ้งโรงเรียน 12 แห่งแล้ว",
}
NARRATIVE: PlainAnswers = {
    **dict.fromkeys(("output", "outcome", "indicators", "reason", "results", "problems"), LONG),
    "status": "in_progress",
    "planned": 2_000_000,
    "spent": 1_525_050,
    "activities": "ประชุมคณะทำงาน 1 ครั้ง",
}
EXPLAINED: PlainAnswers = {
    "status": "in_progress",
    "spent": 62_740_600,
    "progress": "จัดอบรม 2 รุ่น\n- เสร็จสิ้นโครงการ/รายงานผลการดำเนินงานเรียบร้อยแล้ว",
    "reason_over_budget": "ได้รับโอนเพิ่มจาก สพฐ. 30,000 บาท ตามหนังสือ ศธ 04007/ว 512 ลงวันที่ 15 กุมภาพันธ์ 2564",
}
QUARTERLY: PlainAnswers = {"spent_q1": 21_000, "spent_q2": 1_155_025, "status": "done"}
NO_STATUS: PlainAnswers = {"spent_q1": 0, "spent_q2": 0, "reason": "กำหนดอบรมเดือนพฤษภาคม", "results_q1": "-"}
SENT = Sent(NOW, late=False, deadline=ROUND.deadline, left=2, following=(projects()[8], projects()[11]))


def cards() -> Mapping[str, Card]:
    """Every card Tanrob sends, by the name of its picture."""
    return {**list_cards(), **person_cards(), **report_cards(), **summary_cards(), **handout_cards()}


def list_cards() -> Mapping[str, Card]:
    mine = {
        3: ReportState.MISSING,
        4: ReportState.MISSING,
        8: ReportState.SUBMITTED,
        11: ReportState.RETURNED,
        19: ReportState.ACCEPTED,
    }
    many = listed({no: ReportState.SUBMITTED if no % 5 == 0 else ReportState.MISSING for no in projects()})
    sent = listed(dict.fromkeys(mine, ReportState.SUBMITTED))
    return {
        "list": lists.choose_project(listed(mine)),
        "list-with-unconfirmed": lists.choose_project(
            listed({**mine, 4: ReportState.UNCONFIRMED, 3: ReportState.DRAFT})
        ),
        "status-with-unconfirmed": lists.status(listed({**mine, 4: ReportState.UNCONFIRMED}), ROUND, date(2021, 3, 22)),
        "list-with-draft": lists.choose_project(listed({**mine, 4: ReportState.DRAFT}), untouched=2),
        "list-of-60": lists.choose_project(many, untouched=48),
        "list-of-60-last-page": lists.choose_project(many, 5, untouched=48),
        "candidates": lists.choose_among(
            listed({20: ReportState.MISSING, 21: ReportState.DRAFT, 4: ReportState.SUBMITTED})
        ),
        "my-projects": lists.my_projects(listed(mine)),
        "status": lists.status(listed(mine), ROUND, date(2021, 3, 22)),
        "status-all-sent": lists.status(sent, ROUND, date(2021, 3, 22)),
        "sweep": lists.sweep([projects()[no] for no in (1, 3, 10, 19, 26)], "ยังไม่ดำเนินการ"),
        "sweep-of-40": lists.sweep([projects()[no] for no in range(1, 41)], "ยังไม่ดำเนินการ"),
    }


def person_cards() -> Mapping[str, Card]:
    """Whom to call, and what owners ask the planners for."""
    contact = Contact("กลุ่มนโยบายและแผน คุณสมศรี ใจดี", "043 000 123 ต่อ 12", "จันทร์–ศุกร์ 8.30–16.30 น.")
    known = WaitingRequest("2f7cace3", 4, projects()[4].name, "ครูนิดา", NOW, "ครูมาลี", "นางสาวมาลี ใจดี")
    waiting = [known, replace(known, to="ครูวิไล", successor=""), replace(known, to="", is_last=True), known, known]
    shown = [contact_card(contact), *requests.waiting_cards(waiting, 3)]
    cards = [card for card in shown if isinstance(card, Card)]
    names = ("contact", "request", "request-unknown", "request-last-of-more")
    which = requests.which_project([projects()[no] for no in range(1, 14)])
    return {**dict(zip(names, cards, strict=True)), "request-which": which}


def report_cards() -> Mapping[str, Card]:
    table, unknown = report(4, "table", TABLE), report(4, "table", {"status": "in_progress"})
    done = report(4, "table", {**TABLE, "spent": 60_000_000, "status": "done"})
    before = replace(table, sent=SentBefore({**table.answers, "spent": AmountAnswer(525_000)}, NOW, NOW))
    return {
        "review": review.card(table),
        "review-corrected": review.card(before),
        "review-as-sent": review.card(replace(table, sent=SentBefore(table.answers, NOW, NOW))),
        "receipt-corrected": review.receipt(before, SENT),
        "review-long": review.card(report(4, "narrative", NARRATIVE)),
        "review-explained": review.card(report(4, "table", EXPLAINED)),
        "receipt-explained": review.receipt(report(4, "table", EXPLAINED), SENT),
        "review-quarterly": review.card(report(50, "quarterly-plan", QUARTERLY)),
        "review-without-spending": review.card(unknown),
        "receipt": review.receipt(table, SENT),
        "receipt-late": review.receipt(report(22, "table", TABLE), replace(SENT, late=True)),
        "receipt-last": review.receipt(done, replace(SENT, left=0, following=())),
        "receipt-without-status": review.receipt(report(4, "quarterly-narrative", NO_STATUS), SENT),
        "receipt-without-spending": review.receipt(unknown, SENT),
    }


@dataclass(frozen=True)
class Reported:
    """What a summary needs of a stored submission."""

    project_id: int
    answers: Answers
    submitted_at: datetime = NOW
    first_at: datetime = NOW
    late: bool = False
    state: str = ReportState.SUBMITTED
    revision: int = 1


LATE = [("ครูนิดา ใจดี", (33, 34)), ("นางสาวสมหญิง รักเรียน", (35,)), *((f"ครูคนที่ {no}", (36, 37)) for no in range(8))]


def summary_cards() -> Mapping[str, Card]:
    day, last = date(2021, 3, 22), date(2021, 3, 25)
    extras = SummaryExtras(TARGETS, FINDINGS, unreached=(10, 19), before=some_sent(26), since=NOW)
    findings = [replace(FINDINGS[0], project=no) for no in range(1, 19)]
    many = SummaryExtras(TARGETS, findings, unreached=range(1, 61), held=41, left=12, before=large(13), since=NOW)
    return {
        "summary": summaries.summary(some_sent(32), today=day, extras=extras),
        "summary-for-planners": summaries.summary(some_sent(32), today=day, extras=replace(extras, late=LATE)),
        "summary-first": summaries.summary(some_sent(0), today=day),
        "summary-complete": summaries.summary(some_sent(37), today=last, extras=replace(extras, unreached=())),
        "summary-late": summaries.summary(
            some_sent(35, late=True), today=date(2021, 3, 29), extras=SummaryExtras(TARGETS)
        ),
        "summary-of-60": summaries.summary(large(13, 20), today=last, extras=many),
        "summary-without-status": summaries.summary(some_sent(32, NO_STATUS), today=day),
    }


def handout_cards() -> Mapping[str, Card]:
    urls = {kind: f"https://tanrob.example/d/{'x' * 160}-{kind}" for kind in ("pdf", "docx", "xlsx")}
    return {
        "handout": links_card(some_sent(32), Handout(urls, NOW, draft=True)),
        "handout-closed": links_card(some_sent(37), Handout(urls, NOW, draft=False)),
    }


TARGETS = (Decimal(32), Decimal(54), Decimal(77), Decimal(100))
FINDINGS = (
    Finding("over_plan", "question", 13, None, "", "", "", reason="ซื้อครุภัณฑ์ก่อนกำหนด"),
    Finding("spent_but_not_started", "error", 20, None, "", "", ""),
)
FACTS = OfficeFacts("khonkaen2", "สพป.ขอนแก่น เขต 2", "สพป.ขอนแก่น เขต 2", "table")
GROUP = "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร"


def some_sent(count: int, answers: PlainAnswers | None = None, *, late: bool = False) -> Report:
    """The sample office's own plan, its first projects reported."""
    plan = [
        kept(each) for each in read_plan(read_sheets(sample("khonkaen2").plan, "plan.xlsx"), fiscal_year=2564).projects
    ]
    given = {project.id: (project.no, answers or _answers(project.no)) for project in plan[:count]}
    reports = {each: Reported(each, values(sent), late=late and no % 9 == 0) for each, (no, sent) in given.items()}
    return compile_report(FACTS, ROUND, plan, reports)


def large(*sent: int, groups: int = 15) -> Report:
    """Sixty projects in fifteen groups of long names."""
    plan = [replace(project, group=f"{no % groups} {GROUP}") for no, project in projects().items()]
    return compile_report(
        FACTS, ROUND, plan, {project_id(no): Reported(project_id(no), values(_answers(no))) for no in sent}
    )


def _answers(no: int) -> PlainAnswers:
    return {"status": "not_started" if no == 20 else "in_progress" if no % 3 else "done", "spent": 1_234_500}
