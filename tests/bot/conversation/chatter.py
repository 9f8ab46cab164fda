"""One random person in one random context, and the promises that hold after every event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.effects import EraseMessage, ForgetMe, KeepPhoto, PlaceRequest, Say, Submit
from bot.conversation.states import ConfirmingAmount, Draft, State
from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.answer_values import AmountAnswer, Answer, Answers, ChoiceAnswer, TextAnswer, amounts, text
from messages.chat.bubbles import Bubble, Card
from messages.chat.missing import Awaited, Hindrance, RoundWatch
from messages.chat.postback import unpack
from messages.forms.form import path
from messages.forms.loader import library
from messages.parts import Part
from messages.project import ReportState
from messages.speech import listen
from messages.thai.money import baht
from messages.words import Keyword, understand
from tests.bot.conversation.chatter_words import FOREIGN, TELLING, WORDS
from tests.bot.conversation.promises import asks_what_is_open, holds_message, keeps_or_tells_back
from tests.support.forms import find_form, own_forms
from tests.support.talk import NOON, Talk, assignment, project, turn_context

DROPPING = ("no", "as_answer", "correction", "remove", "anew", "restart", "clear")
"""Keywords after which nothing that was understood need wait."""
ONWARD = ("confirm", "done", "in_progress", "report:4", "4", "skip")
KINDS = ("image", "sticker", "audio", "video", "file", "location")
AGREED = (Keyword.YES, Keyword.CONFIRM)
LOST = ("gone", "not_a_picture", "too_large", "given_up")
AMOUNTS = (0, 1, 99_99, 525_00, 7_406_00, 10_000_00, 600_000_00)


class Broken(Exception):
    """A promise that was not kept; the message says which."""


@dataclass
class Chatter:
    """Speaks one sequence of events drawn from `random`.

    `script` is what was done so far; `card` the last review card heard, by what stands on it.
    """

    random: Random
    script: list[str] = field(default_factory=list)
    heard: tuple[Bubble, ...] = ()
    old: list[str] = field(default_factory=list)
    card: Card | None = None
    photos: list[str] = field(default_factory=list)
    doing: str = ""
    said: str = ""

    def speak(self) -> str:
        """The first promise broken with the way there; empty where all were kept."""
        self.talk = a_talk(self.random)
        try:
            for _ in range(self.random.randint(5, 40)):
                self._event()
        except Broken as broken:
            return f"{broken} after {self.script}"
        return ""

    def _event(self) -> None:
        before = self.talk.state
        deed = self.random.choices(tuple(_DEEDS), weights=tuple(_DEEDS.values()))[0]
        heard = deed(self)
        self._keep_promises(before, heard)
        self.heard = heard or self.heard
        self.old += [button.data for bubble in heard for button in bubble.buttons]
        self._live_on()

    def _say(self) -> tuple[Bubble, ...]:
        said = self.random.choice(WORDS)
        if self.random.random() < 0.3:
            said = self.random.choice(TELLING).format(self.random.randint(1, 9_999))
        return self._type(said)

    def _hurry(self) -> tuple[Bubble, ...]:
        """A text sent right behind another, before its answer was read, or before one that came sooner."""
        said, gap = self.random.choice(WORDS), self.random.choice((0.0, 0.01, 2.5, 5.0, 60.0, -30.0))
        return self._type(said, gap)

    def _type(self, said: str, gap: float | None = None) -> tuple[Bubble, ...]:
        self.said = said
        return self._do(f"says {said[:40]!r}", lambda: self.talk.say(said, gap=gap))

    def _tap(self) -> tuple[Bubble, ...]:
        buttons = [data for bubble in self.heard for data in data_in(bubble)]
        data = self.random.choice(buttons or FOREIGN)
        return self._do(f"taps {data}", lambda: self.talk.tap(data))

    def _go_on(self) -> tuple[Bubble, ...]:
        """What brings the report on: its buttons, or else an amount or a text."""
        offered = {unpack(data).action: data for bubble in self.heard for data in data_in(bubble)}
        ways = [offered[action] for action in ONWARD if action in offered]
        if ways and self.random.random() < 0.7:
            return self._do(f"goes on {ways[0]}", lambda: self.talk.tap(ways[0]))
        said = self.random.choice(("525", "0", "7,406", "ประชุมครูแกนนำ", "เสร็จแล้ว"))
        return self._type(said)

    def _tap_old(self) -> tuple[Bubble, ...]:
        data = self.random.choice((*self.old, *FOREIGN))
        return self._do(f"taps old {data}", lambda: self.talk.tap(data))

    def _show(self) -> tuple[Bubble, ...]:
        kind = self.random.choice(KINDS)
        heard = self._do(f"shows {kind}", lambda: self.talk.show(kind))
        self.photos += [effect.message_id for effect in self.talk.effects if isinstance(effect, KeepPhoto)]
        return heard

    def _fetch(self) -> tuple[Bubble, ...]:
        message_id = self.photos.pop() if self.photos else "message-0"
        reason = self.random.choice(("", "", "", *LOST))
        return self._do(f"fetched {message_id} {reason}", lambda: self.talk.fetch(message_id, reason))

    def _unsend(self) -> tuple[Bubble, ...]:
        message_id = (
            f"message-{self.random.randint(max(1, self.talk.turns - self.random.choice((3, 40))), self.talk.turns + 1)}"
        )
        return self._do(f"unsends {message_id}", lambda: self.talk.unsend(message_id))

    def _follow(self) -> tuple[Bubble, ...]:
        return self._do("follows", self.talk.follow)

    def _do(self, deed: str, act: Callable[[], tuple[Bubble, ...]]) -> tuple[Bubble, ...]:
        self.doing = deed
        self.said = self.said if deed.startswith("says") else ""
        self.script.append(deed)
        try:
            return act()
        except Exception as error:
            raise Broken(f"{type(error).__name__}: {error}") from error

    def _live_on(self) -> None:
        """What the turn leads to: a report sent is in the context, and the review card is before one's eyes."""
        for submit in self._submits():
            self.talk.context = with_submitted(self.talk.context, submit)
        cards = [bubble for bubble in self.heard if isinstance(bubble, Card) and bubble.rows]
        self.card = cards[-1] if cards else self.card

    def _submits(self) -> list[Submit]:
        return [effect for effect in self.talk.effects if isinstance(effect, Submit)]

    def _keep_promises(self, before: State, heard: tuple[Bubble, ...]) -> None:
        self._is_answered(heard)
        self._is_accepted_by_line(heard)
        for draft in before.drafts:
            for part in draft.parts:
                self._is_not_lost(before, draft, part)
            self._is_not_forgotten(before, draft)
            self._keeps_proposals(draft)
        self._keeps_the_order()
        for submit in self._submits():
            self._was_echoed(submit)
        self._asks_the_planners_on_a_yes_alone()
        self._forgets_nothing_and_asks_on(before, heard)

    def _forgets_nothing_and_asks_on(self, before: State, heard: tuple[Bubble, ...]) -> None:
        if self.doing.startswith("unsends") and holds_message(self.talk, self.doing.split()[1]):
            raise Broken("still holds what was taken back")
        if not asks_what_is_open(self.talk, heard):
            raise Broken(f"the last bubble does not ask what is open: {self.talk.state.step}")
        if self.said and not keeps_or_tells_back(self.talk, before, self.said, heard):
            raise Broken(f"vanished unsaid: {self.said[:40]!r} at {before.step}")

    def _is_answered(self, heard: tuple[Bubble, ...]) -> None:
        """Here, or by who carries out what was asked; what was taken back and never was an answer needs no word."""
        elsewhere = any(not isinstance(effect, Say | Submit | EraseMessage) for effect in self.talk.effects)
        if not heard and not elsewhere and not self.doing.startswith(("unsends", "fetched")):
            raise Broken("silence")

    def _is_accepted_by_line(self, heard: tuple[Bubble, ...]) -> None:
        refused = check([dict(message) for message in render(heard)]) if heard else []
        if refused:
            raise Broken(f"LINE refuses {refused}")

    def _is_not_lost(self, before: State, draft: Draft, part: Part) -> None:
        """What was told is in the draft or in the report sent, unless its owner took it away or replaced it."""
        kept = self.talk.state.draft(draft.session)
        holds_nothing = part.role == "opens" and not part.text
        if holds_nothing or (kept and part in kept.parts):
            return
        if not (self._was_sent(draft, part) or self._was_given_up(draft) or self._was_replaced(draft, kept, part)):
            raise Broken(f"lost {part} of {draft.project_id}")

    def _keeps_proposals(self, draft: Draft) -> None:
        """What was understood goes on waiting until it is an answer, is doubted, is said to be wrong, or taken back."""
        kept = self.talk.state.draft(draft.session)
        step = self.talk.state.step
        doubted = step.question if isinstance(step, ConfirmingAmount) else ""
        if kept is None or self.doing.startswith("unsends") or self._drops():
            return
        told = {*kept.answers, *(item.question for item in kept.proposed), doubted, ""}
        lost = [item for item in draft.proposed if item.question not in told]
        if lost:
            raise Broken(f"lost what was understood: {lost}")

    def _drops(self) -> bool:
        heard = listen(self.doing.removeprefix("says ").strip("'"))
        return any(map(self._asked_for, DROPPING)) or (heard is not None and heard.keyword in DROPPING)

    def _was_sent(self, draft: Draft, part: Part) -> bool:
        """In the report, or off its path; a short answer is in it as its value."""
        sent = [submit for submit in self._submits() if submit.draft.project_id == draft.project_id]
        if not sent:
            return False
        off_path = part.question not in sent[0].answers
        other_draft = sent[0].draft.session != draft.session
        return part in sent[0].parts or part.role == "answer" or off_path or other_draft

    def _was_given_up(self, draft: Draft) -> bool:
        """Cancelled: a change of a report sent leaves that report; a draft put aside gives way to the next one."""
        cancels = self._asked_for("cancel") or self._asked_for("restart")
        over = self.talk.context.round is None or draft.round_id != self.talk.context.round.id
        return ForgetMe() in self.talk.effects or over or (cancels and self._gives_way(draft))

    def _asked_for(self, keyword: str) -> bool:
        """Whether what was said or tapped asks for that."""
        command = understand(self.doing.removeprefix("says ").strip("'"))
        return (command is not None and command.keyword == keyword) or (
            unpack(self.doing.rpartition(" ")[2]).action == keyword
        )

    def _gives_way(self, draft: Draft) -> bool:
        found = self.talk.context.assignment(draft.project_id)
        return draft.archived or bool(found and found.submitted)

    def _was_replaced(self, draft: Draft, kept: Draft | None, part: Part) -> bool:
        """By the same question's new answer, by taking the message back, by taking the photo out; captions go along."""
        if kept is None:
            return False
        taken_back = self.doing.startswith(("unsends", "fetched")) and part.message_id in self.doing.split()
        dropped = "ลบรูป" in self.doing and part.role in {"photo", "caption"}
        dropped |= part.question.startswith("reason_") and ("ลบเหตุผล" in self.doing or "a=drop_reason" in self.doing)
        anew_asked = "พิมพ์ใหม่" in self.doing or self._asked_for("anew")
        ended = part.question in draft.answers
        anew = ended and (kept.parts_of(part.question) != () or kept.answers.get(part.question) is not None)
        photoless = part.role == "caption" and not kept.parts_of(part.question)
        emptied = self._asked_for("clear") or self._asked_for("drop_last")
        return taken_back or dropped or anew or anew_asked or photoless or emptied

    def _is_not_forgotten(self, before: State, draft: Draft) -> None:
        """A draft and its short answers go only as its words do."""
        kept = self.talk.state.draft(draft.session)
        sent = any(submit.draft.project_id == draft.project_id for submit in self._submits())
        if kept is None and not sent and not self._was_given_up(draft) and (draft.answers or draft.parts):
            raise Broken(f"lost the draft of {draft.project_id}: {dict(draft.answers)}")

    def _keeps_the_order(self) -> None:
        for draft in self.talk.state.drafts:
            for question in {part.question for part in draft.parts}:
                numbers = [int(part.message_id.rpartition("-")[2]) for part in _told(draft, question)]
                if numbers != sorted(numbers):
                    raise Broken(f"{question} is out of order: {numbers}")

    def _asks_the_planners_on_a_yes_alone(self) -> None:
        if not any(isinstance(effect, PlaceRequest) for effect in self.talk.effects):
            return
        tapped = unpack(self.doing.rpartition(" ")[2]).action
        said = self.doing.removeprefix("says ").strip("'") if self.doing.startswith("says") else ""
        agreed = understand(said or tapped.removeprefix("say:"))
        if tapped not in AGREED and (agreed is None or agreed.keyword not in AGREED):
            raise Broken("asked of the planners without a yes")

    def _was_echoed(self, submit: Submit) -> None:
        """Every figure sent stood on the card its owner confirmed; «not started, nothing spent» is said in words."""
        shown = {row.value for row in self.card.rows} if self.card else set()
        for question, satang in amounts(submit.answers).items():
            in_words = satang == 0 and text(submit.answers, "status") == "not_started"
            if f"{baht(satang)} บาท" not in shown and not in_words:
                raise Broken(f"{question} = {satang} was sent and not shown")


_DEEDS: Mapping[Callable[[Chatter], tuple[Bubble, ...]], int] = {
    Chatter._say: 50,
    Chatter._hurry: 15,
    Chatter._tap: 35,
    Chatter._go_on: 40,
    Chatter._tap_old: 4,
    Chatter._show: 4,
    Chatter._fetch: 3,
    Chatter._unsend: 3,
    Chatter._follow: 1,
}
"""What a person does, and how often."""


def _told(draft: Draft, question: str) -> list[Part]:
    """What messages of this talk gave to the answer."""
    return [part for part in draft.parts_of(question) if part.text and part.message_id]


def data_in(bubble: Bubble) -> Iterator[str]:
    """Every button one can tap: quick replies and, on a card, keys and lines."""
    yield from (button.data for button in bubble.buttons)
    if isinstance(bubble, Card):
        yield from (key.data for key in bubble.keys)
        yield from (line.button.data for line in (*bubble.rows, *bubble.items) if line.button)


def a_talk(random: Random) -> Talk:
    """A person of any role with up to fourteen projects in any form, some reported, some with drafts."""
    form = random.choice(sorted((*library(), *own_forms())))
    some = [an_assignment(random, number * 4, form) for number in range(1, random.randint(1, 15))]
    made = turn_context(*some, form=form, is_planner=random.choice([False, True]))
    watch = a_watch(random, some) if made.is_planner else None
    talk = Talk(replace(made, today=random.choice([made.today, made.today.replace(day=29)]), watch=watch))
    for item in random.sample(some, min(len(some), random.randint(0, 2))):
        talk.say(f"รายงาน {item.project.no}", random.choice(WORDS), "พัก")
    if random.random() < 0.05:
        talk.context = replace(talk.context, round=None)
    if talk.context.round and random.random() < 0.05:
        talk.context = replace(talk.context, round=replace(talk.context.round, id="2564-12m"))
    return talk


def a_watch(random: Random, some: Sequence[Assignment]) -> RoundWatch:
    """Up to forty people with up to forty projects each, hindered or not, and few or many messages left."""
    people = tuple(_somebody(random, place, some) for place in range(random.choice((0, 1, 2, 12, 40))))
    left = random.choice((None, 0, 3, 300))
    later = random.choice((None, NOON))
    return RoundWatch(people, (1, 2, 3), 99, left, 300, left and left - random.randint(0, 9), later)


def _somebody(random: Random, place: int, some: Sequence[Assignment]) -> Awaited:
    named = random.choice((f"ครูนิดา {place}", "ครูนิดา", f"นางสาวสมหญิง{'ยาวมาก' * random.randint(0, 15)} {place}"))
    hindrances: tuple[Hindrance, ...] = ("not_enrolled", "blocked", "just_reminded", "coming")
    listed = tuple((item.project, random.choice((ReportState.MISSING, ReportState.DRAFT))) for item in some)
    if not listed or random.random() < 0.2:
        return Awaited(f"person-{place}", named, (), "all_sent")
    return Awaited(f"person-{place}", named, listed, random.choice((None, None, *hindrances)), NOON, NOON)


def an_assignment(random: Random, no: int, form: str) -> Assignment:
    """A project with a long name, with or without a plan, a round before and a report already sent."""
    budget = random.choice(AMOUNTS)
    plan = random.choice((None, (0, 0, budget, 0), (budget, 0, 0, 0), (budget // 2, 0, budget - budget // 2, 0)))
    named = replace(project(no, 0, plan), name="โครงการ" + "ที่ยาวมาก" * random.randint(0, 20), budget=budget)
    known = {1: random.choice(AMOUNTS)} if random.random() < 0.3 else {}
    previous = random.choice((None, None, *AMOUNTS))
    found = assignment(named, known=known, previous=previous)
    if random.random() < 0.4:
        found = replace(found, last=some_answers(random, found, form))
    if random.random() < 0.2:
        found = replace(
            found,
            submitted=some_answers(random, found, form),
            state=random.choice((ReportState.SUBMITTED, ReportState.RETURNED)),
        )
    return found


def some_answers(random: Random, item: Assignment, form: str) -> Answers:
    """Answers to most questions of the form."""
    answers: dict[str, Answer] = {}
    for question in path(find_form(form), item.facts, {}):
        if question.kind == "amount":
            answers[question.id] = AmountAnswer(random.choice(AMOUNTS))
        elif question.choices:
            answers[question.id] = ChoiceAnswer(random.choice(question.choices).id)
        elif question.kind == "long_text" and random.random() < 0.7:
            answers[question.id] = TextAnswer("ทำไปแล้วบางส่วน")
    return answers


def with_submitted(known: TurnContext, submit: Submit) -> TurnContext:
    """The context of the next turn: the report is there."""
    assignments = tuple(
        replace(item, state=ReportState.SUBMITTED, submitted=submit.answers, parts=submit.parts)
        if item.project.id == submit.draft.project_id
        else item
        for item in known.assignments
    )
    return replace(known, assignments=assignments)
