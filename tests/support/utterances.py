"""The corpus of what people type (tests/data/utterances/*.toml), and what the conversation makes of each line of it.

A file is one kind of utterance. A table of it is a place in the conversation, a line what is typed there and what a
person would understand by it:

    [spent]                                     # "how much was spent by 31 March?", project 8, budget 92,100
    "เบิกไป 7,406 บาทครับ" = "spent 7,406"

What may be understood, and how it is written:

    status in_progress       the choice is stored          spent 7,406      the amount (baht) is stored
    text                     the words are the answer, as they were typed
    text …                   the words after it are the answer: what was typed without its commands
    items 3                  so many things were told, one after another
    none                     the long question is closed: there is nothing to tell
    emptied                  the answer that stood there is gone
    reason                   kept as the reason of what looks odd
    yes / no                 what was asked is confirmed / taken back
    sent                     the report is sent
    several status=done spent=12,500 …          several answers are put together, to be confirmed or already filled
    asks 35,000 30,005       asked which of these amounts, and of no other
    asks                     asked again, nothing offered, since nobody could know
    proposes done            offered as the choice that is meant, nothing stored
    held                     put aside and asked whether it is the answer
    opens 26                 the report of that project is opened, or asked about
    keyword help             does what that word does; the open question stays open and nothing is stored
    keyword remind ครูนิดา    asks whether to remind these, by name; nobody where none can be
    quiet                    said in the group, and not answered

Alternatives stand behind " | ". `asks …`, `proposes …` and `held` are right answers where they are written; where
something definite is written they count as asked though a person would have understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.conversation.effects import ShowDocuments, ShowSummary
from bot.conversation.states import Answering, ConfirmingAmount, ConfirmingReminder, Draft
from messages.answer_values import AmountAnswer, Answer, ChoiceAnswer, DateAnswer, ItemsAnswer, TextAnswer, items_of
from messages.chat.bubbles import Bubble
from messages.chat.missing import Awaited, RoundWatch
from messages.chat.postback import unpack
from messages.parts import sanitize_typed
from messages.project import ReportState
from messages.speech import listen
from messages.thai.amounts import Amount, read_amount
from messages.thai.money import baht
from messages.thai.nothing import nothing_in
from messages.words import Keyword
from storage.records import Project
from tests.support.answers import answers
from tests.support.group_talk import hear_in_group
from tests.support.identity import project_id
from tests.support.talk import Talk, assignment, turn_context

FOLDER = Path(__file__).parents[1] / "data" / "utterances"
ALTERNATIVE = " | "
NAMES: Mapping[int, str] = {
    4: "การพัฒนาโรงเรียนสู่คุณภาพตามแนวคิดมอนเตสซอริ",
    8: "รับนักเรียน ปีการศึกษา 2564",
    13: "ส่งเสริมการอ่านในโรงเรียนขนาดเล็ก",
    26: "นิเทศ ติดตาม และประเมินผลการจัดการศึกษา",
}
BUDGET = 92_100
"""Baht, of project 8."""


def owner(form: str = "cumulative", *, before: Mapping[int, int] | None = None, previous: int | None = None) -> Talk:
    """An owner of four projects; of project 8 earlier rounds reported that of quarters, or in all (satang)."""
    projects = [Project(no, name, BUDGET * 100, id=project_id(no)) for no, name in NAMES.items()]
    told = [assignment(one, before, previous) if one.no == 8 else assignment(one) for one in projects]
    return Talk(turn_context(*told, form=form))


def after(*said: str, form: str = "cumulative", **known: object) -> Talk:
    talk = owner(form, **known)  # type: ignore[arg-type]
    talk.say(*said)
    return talk


def sent() -> Talk:
    """Project 8 is reported, and nothing is open."""
    talk = after("รายงาน 8", "2", "500", "ข้าม", "ยืนยัน")
    reported = replace(
        talk.context.assignments[1],
        state=ReportState.SUBMITTED,
        submitted=answers(status="in_progress", spent=50_000),
        revision=1,
    )
    first, _, *others = talk.context.assignments
    talk.context = replace(talk.context, assignments=(first, reported, *others))
    return talk


LATE = ((Project(8, NAMES[8], 1, id=project_id(8)), ReportState.MISSING),)
WATCH = RoundWatch(
    (Awaited("p1", "ครูนิดา", LATE), Awaited("p2", "สมชาย ใจดี", LATE), Awaited("p3", "มานะ", (), "all_sent")),
    expected=37,
)
"""Who is awaited where planners look."""


def planning(talk: Talk) -> Talk:
    """The same of somebody who is of the planning group."""
    talk.context = replace(talk.context, is_planner=True, watch=WATCH)
    return talk


def planner() -> Talk:
    """Somebody of the planning group, or a director, who has no projects."""
    return planning(Talk(turn_context()))


PLACES: Mapping[str, Callable[[], Talk]] = {
    "idle": owner,
    "idle after sending": sent,
    "choosing": lambda: after("รายงาน"),
    "status": lambda: after("รายงาน 8"),
    "spent": lambda: after("รายงาน 8", "2"),
    "spent, 5,000 before": lambda: after("รายงาน 8", "2", previous=500_000),
    "quarter 2": lambda: after("รายงาน 8", "2", form="last-quarter", before={1: 1_000_000}),
    "spent answered": lambda: after("รายงาน 8", "2", "30,000"),
    "progress": lambda: after("รายงาน 8", "2", "500"),
    "progress begun": lambda: after("รายงาน 8", "2", "500", "ประชุมชี้แจงครูแกนนำแล้ว", "พิมพ์ต่อ"),
    "activities": lambda: after("รายงาน 8", form="items"),
    "date": lambda: after("รายงาน 8", form="date"),
    "odd amount": lambda: after("รายงาน 8", "2", "120,000"),
    "contradiction": lambda: after("รายงาน 8", "1", "500"),
    "review": lambda: after("รายงาน 8", "2", "500", "ข้าม"),
    "deletion": lambda: after("ลบข้อมูลของฉัน"),
    "planner": planner,
    "director": planner,
    "owner who plans": lambda: planning(owner()),
    "owner who plans, spent": lambda: planning(after("รายงาน 8", "2")),
    "owner who plans, progress": lambda: planning(after("รายงาน 8", "2", "500")),
}
"""Where something is typed, by the name of its table, but for GROUP. Each begins in project 8."""
GROUP = "group"
"""The planning group in LINE: nothing but the whole product hears what is typed there."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A line of the corpus: its `kind` is the file's name."""

    kind: str
    place: str
    text: str
    means: tuple[str, ...]

    @property
    def is_definite(self) -> bool:
        """Whether a person would have understood it at once."""
        return not any(re.match("asks|proposes|held", meaning) for meaning in self.means)

    def is_right(self, observed: str) -> bool:
        """Whether what was made of it is what it means."""
        return any(_is_same(meaning, observed) for meaning in self.means)

    def is_asked(self, observed: str) -> bool:
        """Whether it is asked about, and nothing is offered but what somebody may have meant."""
        word, *offered = observed.split()
        meant = {value for meaning in self.means for value in re.split("[ =]", meaning)}
        return word in {"asks", "proposes", "held"} and (not offered or bool(meant & set(offered)))


def _is_same(meaning: str, observed: str) -> bool:
    """Of several answers, words beside the figures and choices may be kept as a text."""
    if not meaning.startswith("several "):
        return observed == meaning or observed.startswith(f"{meaning} ")
    made = {one for one in observed.split() if re.match("[a-z_0-9]+=", one) and not one.startswith("text=")}
    return observed.startswith("several") and made == {one for one in meaning.split()[1:] if "=" in one}


def corpus() -> Iterator[Utterance]:
    for file in sorted(FOLDER.glob("*.toml")):
        for place, said in tomllib.loads(file.read_text("utf-8")).items():
            for text, means in said.items():
                yield Utterance(file.stem, place, text, tuple(means.split(ALTERNATIVE)))


@cache
def _begun(place: str) -> Talk:
    return PLACES[place]()


def observe(one: Utterance) -> str:
    """What the conversation made of it, written as the corpus writes it."""
    if one.place == GROUP:
        return hear_in_group(one.text)
    talk = replace(_begun(one.place))
    before = talk.state
    heard = talk.say(one.text)
    if talk.submitted:
        return "sent"
    stored = _stored(_open_draft(before.drafts), _open_draft(talk.state.drafts), one.text)
    step = type(talk.state.step).__name__
    if step == "ConfirmingAnswers":
        return f"several {' '.join(_proposed(talk))}"
    if len(stored) > 1:
        return f"several {' '.join(one.replace(' ', '=', 1) for one in stored)}"
    if stored:
        return _as_single(stored[0])
    if step == "ConfirmingText":
        return "held"
    if step == "ChoosingRequested":
        return _acted(one, talk, before.step)
    about_reminding = _reminded(one, talk)
    if about_reminding:
        return about_reminding
    if isinstance(talk.state.step, ConfirmingAmount) and talk.state.step != before.step:
        return "held" if isinstance(before.step, ConfirmingAmount) else f"spent {baht(talk.state.step.satang)}"
    opened = _opened(before.drafts, talk.state.drafts)
    if opened:
        return f"opens {opened}"
    return _asked(talk, heard) or _acted(one, talk, before.step)


def _open_draft(drafts: tuple[Draft, ...]) -> Draft | None:
    return next((draft for draft in drafts if draft.project_id == project_id(8) and not draft.archived), None)


def _stored(before: Draft | None, after: Draft | None, typed: str) -> list[str]:
    """Each answer that is another by now, and its reasons and confirmed contradictions."""
    old, new = (before.answers if before else {}), (after.answers if after else {})
    changed = [name for name in (*new, *(old.keys() - new.keys())) if old.get(name) != new.get(name)]
    told = [_told(name, new.get(name), typed) for name in changed]
    begun = _begun_text(before, after, typed)
    confirmed = ["yes"] if after and before and len(after.confirmed) > len(before.confirmed) and not told else []
    return told + begun + confirmed


def _told(name: str, answer: Answer | None, typed: str) -> str:
    if name.startswith("reason_"):
        return "reason"
    match answer:
        case None:
            return "emptied"
        case AmountAnswer(satang):
            return f"{name} {baht(satang)}"
        case ChoiceAnswer(choice):
            return f"{name} {choice}"
        case DateAnswer(day):
            return f"{name} {day.isoformat()}"
        case ItemsAnswer() if nothing_in(items_of(answer)[0].typed):
            return "none"
        case ItemsAnswer():
            return f"items {len(items_of(answer))}"
        case TextAnswer(text):
            return _told_text(name, text, typed)
    return f"{name} {answer}"


def _told_text(name: str, text: str, typed: str) -> str:
    if re.fullmatch("[-–—]|ไม่มี.{0,20}", text):
        return "none"
    if text != sanitize_typed(typed):
        return f"text {text}"
    return "items 1" if name == "activities" else "text"


def _begun_text(before: Draft | None, after: Draft | None, typed: str) -> list[str]:
    """A message more of a long answer that is still open."""
    old, new = (before.parts if before else ()), (after.parts if after else ())
    added = [part for part in new if part not in old and after and part.question not in after.answers]
    taken = [part for part in old if part not in new and after and part.question not in after.answers]
    if taken and not added:
        return ["emptied"]
    if added and added[0].question == "activities":
        return [f"items {sum(part.role == 'opens' for part in added)}"]
    return ["text" if part.text == sanitize_typed(typed) else f"text {part.text}" for part in added if part.text]


def _as_single(stored: str) -> str:
    return "yes" if stored == f"spent {baht(120_000_00)}" else stored


def _proposed(talk: Talk) -> list[str]:
    """What waits to be confirmed; of a piece that may mean several things only its question."""
    waiting = [one for draft in talk.state.drafts for one in draft.proposed]
    told = [_told(one.question, one.answer, "") if one.answer else f"{one.question}?" for one in waiting]
    return [one.replace(" ", "=", 1) for one in told]


def _opened(before: tuple[Draft, ...], after: tuple[Draft, ...]) -> int:
    known = {draft.project_id for draft in before}
    return next((no for draft in after for no in NAMES if draft.project_id == project_id(no) not in known), 0)


def _asked(talk: Talk, heard: tuple[Bubble, ...]) -> str:
    """What the buttons of the last bubble offer; empty where they offer nothing that was not offered before."""
    offered = [unpack(button.data) for button in heard[-1].buttons] if heard else []
    choices = {choice.id for question in talk.context.form.questions for choice in question.choices}
    chosen = [one.action for one in offered if one.action in choices]
    if chosen and len(chosen) < len(choices):
        return f"proposes {' '.join(chosen)}"
    amounts = [_baht_of(one.action) for one in offered if re.match("spent|planned", one.question)]
    found = [amount for amount in amounts if amount and amount != "0"]
    if found:
        return f"asks {' '.join(found)}"
    projects = [one.action for one in offered if one.question == "project" and one.action.isdigit()]
    if projects and len(projects) < len(NAMES):
        return f"opens {' '.join(str(no) for no in NAMES if str(project_id(no)) in projects)}"
    return ""


def _baht_of(action: str) -> str:
    read = read_amount(action) if re.fullmatch(r"[0-9.]+", action) else None
    return baht(read.satang) if isinstance(read, Amount) else ""


def _reminded(one: Utterance, talk: Talk) -> str:
    """Whom a planner is asked whether to remind; empty where no reminding was asked for."""
    asked_for, watch = listen(one.text), talk.context.watch
    spoken = asked_for.keyword if asked_for else None
    chosen = talk.state.step.people if isinstance(talk.state.step, ConfirmingReminder) else ()
    if watch is None or not (chosen or spoken in {Keyword.REMIND, Keyword.REMIND_ALL}):
        return ""
    named = ", ".join(person.name for person in watch.people if person.id in chosen)
    keyword = Keyword.REMIND_ALL if spoken == Keyword.REMIND_ALL else Keyword.REMIND
    return f"keyword {keyword} {named or 'nobody'}"


def _acted(one: Utterance, talk: Talk, before: object) -> str:
    """What was done without storing anything."""
    named = {ShowSummary: "summary", ShowDocuments: "documents"}
    shown = [named[type(effect)] for effect in talk.effects if type(effect) in named]
    if shown:
        return f"keyword {shown[0]}"
    if isinstance(before, Answering) and talk.state.step == before:
        asked_for = listen(one.text)
        return f"keyword {asked_for.keyword}" if asked_for else "asks"
    if one.place in {"odd amount", "contradiction"} and isinstance(talk.state.step, Answering):
        return "no"
    asked_for = listen(one.text)
    return f"keyword {asked_for.keyword}" if asked_for else "asks"
