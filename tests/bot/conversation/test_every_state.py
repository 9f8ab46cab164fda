"""Every state answers every event: no dead ends, no silence."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.effects import ForgetMe
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ConfirmingAmount,
    ConfirmingDeletion,
    Draft,
    Idle,
    Reviewing,
)
from tests.support.talk import Talk, text_of


def states(talk: Talk) -> dict[str, Talk]:
    """A talk in every kind of step."""
    drafted = Talk(talk.scene)
    drafted.say("รายงาน 4", "2")
    draft: Draft = drafted.state.drafts[0]
    steps = (
        Idle(),
        ChoosingProject(),
        Answering(draft.session, "spent"),
        Answering(draft.session, "progress"),
        ConfirmingAmount(draft.session, "spent", 99),
        Reviewing(draft.session),
        ConfirmingDeletion(),
        Reviewing("a session long gone"),
        Answering(draft.session, "a question of no form"),
    )
    return {str(step): Talk(talk.scene, drafted.state.at(step)) for step in steps}


SAID = (
    *("รายงาน", "รายงาน 4", "รายงาน 99", "แก้", "แก้ 1", "แก้ 99", "ย้อนกลับ", "ข้าม", "พัก", "ยกเลิก", "ยืนยัน"),
    *("เสร็จแล้ว", "โครงการของฉัน", "สถานะ", "ช่วยเหลือ", "ใช่", "ไม่", "สวัสดี", "12500", "๔", "", "\u200b", "😀" * 50),
)


def test_every_state_answers_every_event(talk: Talk) -> None:
    for name in states(talk):
        for said in SAID:
            fresh = states(talk)[name]
            heard = text_of(fresh.say(said))
            assert heard or fresh.effects == (ForgetMe(),), (name, said)
        for act in ("show_sticker", "follow"):
            assert text_of(getattr(states(talk)[name], act)()), (name, act)


def test_every_state_answers_without_projects_and_without_a_round(talk: Talk) -> None:
    for change in ({"assignments": ()}, {"round": None}):
        for name in states(talk):
            for said in SAID:
                fresh = states(talk)[name]
                fresh.scene = replace(fresh.scene, **change)
                assert text_of(fresh.say(said)) or ForgetMe() in fresh.effects, (name, said, change)
