"""What one report costs its owner: `python -m tests.bench.taps` counts taps and typed messages for each form.

The engine is played by somebody who taps wherever a button does and types only what no button can say. It
begins at a reminder's own button; from the menu beneath the chat it is one tap more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation.context import Assignment
from messages.answer_values import AmountAnswer, Answers, ChoiceAnswer, TextAnswer
from messages.chat.bubbles import Bubble
from messages.chat.postback import unpack
from messages.figures.spending import apply_report as spending_of
from messages.forms.form import Form, ProjectFacts, Question, path
from messages.forms.loader import library
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, project, turn_context

NO = 4
TYPED: Mapping[str, str] = {
    "amount": "7,406",
    "date": "15 มี.ค. 2564",
    "long_text": "ประชุมครูแกนนำ",
    "items": "ประชุมครูแกนนำ",
}
"""What is typed where no button answers, by the kind of question."""
REMINDED = f"a=report:{project_id(NO)}"
"""A reminder's button."""
SENTENCE = "7,406 บาท อยู่ระหว่างดำเนินการ จัดอบรมครูแล้ว 1 รุ่น"
"""All that a report of the table asks, typed at its first question."""
MAX_TURNS = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one report, from the first touch to the receipt."""

    taps: int = 0
    messages: int = 0
    photos: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.taps + other.taps, self.messages + other.messages, self.photos + other.photos)

    def __str__(self) -> str:
        photos = f" + {self.photos} photo" if self.photos else ""
        return f"{self.taps} taps + {self.messages} typed{photos}"


TAP, MESSAGE, PHOTO = Cost(taps=1), Cost(messages=1), Cost(photos=1)


@dataclass
class QuickOwner:
    """Reports project NO. `wish`: full, sentence (the first message tells all it can), untouched, same, resumed."""

    talk: Talk
    form: Form
    wish: str
    cost: Cost = Cost()
    told: str = ""

    def report(self) -> Cost:
        """Raises AssertionError where the report does not come to its receipt."""
        heard = self.talk.tap(REMINDED)
        self.cost += TAP
        if self.wish == "sentence":
            heard = self.talk.say(SENTENCE)
            self.cost += MESSAGE
        for _ in range(MAX_TURNS):
            if self.talk.submitted:
                return self.cost
            heard = self._answer(heard)
        raise AssertionError(f"{self.form.id} does not end")

    def resume(self) -> Cost:
        """What it costs to send a report that was answered in full and put aside."""
        heard = self.talk.tap(REMINDED)
        for _ in range(MAX_TURNS):
            if asked(heard) == "review":
                self.talk.say("พัก")
                self.cost = Cost()
                return self.report()
            heard = self._answer(heard)
        raise AssertionError(f"{self.form.id} does not end")

    def _answer(self, heard: tuple[Bubble, ...]) -> tuple[Bubble, ...]:
        offered = [unpack(button.data).action for button in heard[-1].buttons]
        for action in self._wanted_taps(asked(heard), offered):
            if action in offered:
                self.cost += TAP
                return self.talk.tap(data_of(heard, action))
        return self._tell(asked(heard))

    def _wanted_taps(self, question: str, offered: list[str]) -> tuple[str, ...]:
        """Buttons that would do, the quickest way first."""
        if self.told == question:
            return ("done",)  # of photos
        shortcut = {"untouched": ("untouched", "not_started"), "same": ("same_all", "same")}.get(self.wish, ())
        lazy = () if self.wish in {"full", "sentence", "resumed"} else ("0", "skip")
        return ("confirm", "yes", *shortcut, "in_progress", *lazy)

    def _tell(self, question_id: str) -> tuple[Bubble, ...]:
        self.told = question_id
        kind = next(item.kind for item in self._questions() if item.id == question_id)
        if kind == "photos":
            self.cost += PHOTO
            return self.talk.show_photo()
        self.cost += MESSAGE
        return self.talk.say("-" if kind == "long_text" and self.wish in {"untouched", "same"} else TYPED[kind])

    def _questions(self) -> tuple[Question, ...]:
        draft = self.talk.state.drafts[-1]
        return path(self.form, self.talk.context.assignments[0].facts, draft.answers)


def data_of(heard: tuple[Bubble, ...], action: str) -> str:
    return next(button.data for button in heard[-1].buttons if unpack(button.data).action == action)


def last_round(form: Form, facts: ProjectFacts) -> Answers:
    """What the round before reported of quarter 1."""
    earlier = replace(facts, quarters=(1,))
    asked = path(form, earlier, answers(status="in_progress", planned=1, spent=2))
    told = {"amount": AmountAnswer(3_000_00), "choice": ChoiceAnswer("in_progress")}
    written = TextAnswer("ประชุมครูแกนนำ")
    return {question.id: told.get(question.kind, written) for question in asked if question.kind != "photos"}


def case_for(form: Form, wish: str) -> Assignment:
    found = assignment(project(NO, 600_000))
    if wish != "same":
        return found
    last = last_round(form, found.facts)
    return replace(found, facts=replace(found.facts, before=spending_of((), last, 1)), last=last)


def cost_of(form: Form, wish: str) -> Cost:
    """What the report costs; raises AssertionError where it does not end."""
    other = assignment(project(8, 10_000))
    owner = QuickOwner(Talk(turn_context(case_for(form, wish), other, form=form.id)), form, wish)
    return owner.resume() if wish == "resumed" else owner.report()


WISHES = ("full", "sentence", "untouched", "same", "resumed")


def main() -> None:
    print("from a reminder's button; from the menu one tap more")
    print(f"{'':<22}" + "".join(f"{wish:<30}" for wish in WISHES))
    for form in sorted(library().values(), key=lambda form: form.id):
        print(f"{form.id:<22}" + "".join(f"{cost_of(form, wish)!s:<30}" for wish in WISHES))


if __name__ == "__main__":
    main()
