"""A talk in every situation of the conversation, and which handler of the table a turn enters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from types import CodeType, FrameType

from bot.conversation.situations import (
    AtAmount,
    AtCandidates,
    AtContradiction,
    AtItems,
    AtLongText,
    AtOvertaken,
    AtPhotos,
    AtProposal,
    AtQuestion,
    AtReview,
    AtText,
    QuestionGone,
    RoundOver,
    Situation,
    situation_of,
)
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingAmount,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    Idle,
    Overtaken,
    Step,
)
from messages.chat.missing import Awaited, RoundWatch
from messages.chat.review import OtherSender
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, assignment, project, turn_context


def spoken(*texts: str, form: str = "cumulative") -> Talk:
    """An owner of projects 4 and 8 who has typed these."""
    talk = Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000)), form=form))
    if texts:
        talk.say(*texts)
    return talk


def drafted(step: Callable[[str], Step]) -> Talk:
    """Project 4 answered in full and not sent, at that step of its session."""
    talk = spoken("รายงาน 4", "2", "500", "ข้าม")
    talk.state = talk.state.at(step(talk.state.drafts[0].session))
    return talk


def overtaken() -> Talk:
    talk = drafted(Overtaken)
    first, *others = talk.context.assignments
    sent = replace(
        first,
        state=ReportState.SUBMITTED,
        submitted=answers(status="done", spent=100),
        revision=1,
        other=OtherSender("สมศรี", datetime(2021, 3, 23, 3, 0, tzinfo=UTC)),
    )
    talk.context = replace(talk.context, assignments=(sent, *others))
    return talk


def round_over() -> Talk:
    talk = spoken("รายงาน 4", "2", "500")
    assert talk.context.round
    talk.context = replace(talk.context, round=replace(talk.context.round, id="2564-12m"))
    return talk


def watching() -> Talk:
    """A planner with a draft, asked whether to remind somebody of project 8."""
    talk = drafted(lambda _: ConfirmingReminder(("p",)))
    late = Awaited("p", "นิดา", ((project(8, 10_000), ReportState.MISSING),))
    talk.context = replace(talk.context, is_planner=True, watch=RoundWatch((late,), expected=2))
    return talk


_BEGINNINGS: Mapping[type[Situation], Callable[[], Talk]] = {
    Idle: lambda: spoken("รายงาน 4", "2", "พัก"),
    ChoosingProject: lambda: spoken("รายงาน 4", "2", "พัก", "รายงาน"),
    AtQuestion: lambda: spoken("รายงาน 4", "2"),
    AtLongText: lambda: spoken("รายงาน 4", "2", "500"),
    AtItems: lambda: spoken("รายงาน 4", "อบรมครู", "พิมพ์ต่อ", form="items"),
    AtPhotos: lambda: spoken("รายงาน 4", "ไม่มีปัญหา", form="photos"),
    AtAmount: lambda: drafted(lambda session: ConfirmingAmount(session, "spent", 700_000_00)),
    AtText: lambda: spoken("รายงาน 4", "2", "500", "20000"),
    AtCandidates: lambda: spoken("รายงาน 4", "2", "สามหมื่นห้า"),
    AtProposal: lambda: spoken("รายงาน 4", "2", "เบิก 500 บาท เสร็จแล้ว"),
    AtContradiction: lambda: spoken("รายงาน 4", "1", "500"),
    AtReview: lambda: spoken("รายงาน 4", "2", "500", "ข้าม"),
    AtOvertaken: overtaken,
    QuestionGone: lambda: drafted(lambda session: Answering(session, "a question of no form")),
    RoundOver: round_over,
    ConfirmingBulk: lambda: drafted(lambda _: ConfirmingBulk(((project_id(4), 4), (project_id(8), 8)))),
    ConfirmingDeletion: lambda: drafted(lambda _: ConfirmingDeletion()),
    ConfirmingReminder: watching,
    ChoosingRequested: lambda: spoken("รายงาน 4", "2", "พัก", "ไม่ใช่โครงการของฉัน"),
    ConfirmingRequest: lambda: spoken("รายงาน 4", "2", "500", "ไม่ใช่โครงการของฉัน"),
}


SITUATIONS = tuple(_BEGINNINGS)


def talk_in(kind: type[Situation]) -> Talk:
    """A talk that has a draft and stands in that situation."""
    return replace(_begun(kind))


@cache
def _begun(kind: type[Situation]) -> Talk:
    return _BEGINNINGS[kind]()


def situation(talk: Talk) -> Situation:
    return situation_of(talk.context, talk.state)


def entered(act: Callable[[], object]) -> set[CodeType]:
    """The code of every function entered meanwhile."""
    codes: set[CodeType] = set()

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(before)
    return codes
