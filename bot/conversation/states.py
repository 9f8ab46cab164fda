"""Where a conversation stands. Frozen values; `stored.py` turns them into JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from messages.answer_values import Answer, Answers, TextAnswer, reason_question
from messages.figures.spending import is_spending
from messages.forms.several import ProposedAnswer
from messages.parts import Part
from messages.project import ProjectId


@dataclass(frozen=True, slots=True)
class Draft:
    """A report being filled in. It ends on the form version it began.

    `confirmed`: the contradictions (messages.forms.checks) the person accepted. `archived`: cancelled, kept to be
    offered again, and no draft in anybody else's eyes. `no`: what its owner was told last that the project is called
    (0: before that was kept, when it was its id). `based_on`: the newest revision sent that its owner knows of.
    `proposed`: what messages would answer, until its owner says that it was understood rightly.
    `revisiting`: its owner went back, and goes once more through the answers that follow.
    """

    session: str
    round_id: str
    project_id: ProjectId
    form: str
    form_version: int
    answers: Answers = field(default_factory=lambda: MappingProxyType({}))
    skipped: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    confirmed: tuple[str, ...] = ()
    archived: bool = False
    no: int = 0
    based_on: int = 0
    proposed: tuple[ProposedAnswer, ...] = ()
    revisiting: bool = False

    def answering(self, question: str, answer: Answer, parts: tuple[Part, ...] = ()) -> Draft:
        """The draft with this answer, made of `parts`: no longer skipped, and no other proposed.

        Contradictions are looked at anew where it changes what they are about.
        """
        weighty = is_spending(question) or (question == "status" and question in self.answers)
        return replace(
            self,
            answers={**self.answers, question: answer},
            skipped=tuple(name for name in self.skipped if name != question),
            parts=(*(part for part in self.parts if part.question != question), *parts),
            confirmed=() if weighty and self.answers.get(question) != answer else self.confirmed,
            proposed=tuple(item for item in self.proposed if item.question != question),
        )

    def parts_of(self, question: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.question == question)

    def message_of(self, question: str) -> str:
        """The message a short answer came in; empty where it was a button."""
        return next((part.message_id for part in self.parts_of(question) if part.role == "answer"), "")

    def confirming(self, rule: str, reason: str = "", message_id: str = "") -> Draft:
        """The draft whose owner accepts a contradiction or a doubt; a reason takes the place of one given before."""
        accepted = replace(self, confirmed=(*self.reopening(rule).confirmed, rule))
        if not reason:
            return accepted
        question = reason_question(rule)
        return accepted.answering(question, TextAnswer(reason), (Part(question, message_id, reason),))

    def without_reason(self, rule: str) -> Draft:
        """The draft whose owner takes back the reason for a case."""
        question = reason_question(rule)
        return replace(
            self,
            answers={key: value for key, value in self.answers.items() if key != question},
            parts=tuple(part for part in self.parts if part.question != question),
        )

    def reopening(self, rule: str) -> Draft:
        """The draft whose contradiction is asked about once more; the reason given stays until it is answered."""
        return replace(self, confirmed=tuple(name for name in self.confirmed if name != rule))


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is being asked."""


@dataclass(frozen=True, slots=True)
class ChoosingProject:
    """The list of projects was shown, or those that words may mean (`offered`); a bare number chooses.

    `text`, of that message, waits to be what the chosen project's report is filled with.
    """

    offered: tuple[ProjectId, ...] = ()
    text: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    session: str
    question: str


@dataclass(frozen=True, slots=True)
class ConfirmingAmount:
    """An amount (satang) was understood, from that message, but waits for its owner's yes.

    `held`: words typed meanwhile (in the message `held_in`) that may be the reason why it is right.
    """

    session: str
    question: str
    satang: int
    message_id: str = ""
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class ChoosingAmount:
    """Of what `text` said of money, in that message, several amounts were offered, or one that is not sure."""

    session: str
    question: str
    text: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmingText:
    """`text`, of that message, may be no answer to the question: it waits for its owner to say that it is one."""

    session: str
    question: str
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class ConfirmingAnswers:
    """What the draft's messages would answer (`proposed`) was shown, and waits for its owner's yes.

    `question`: the one that was open; empty on the review card. `text`: what was typed there, in that message.
    """

    session: str
    question: str = ""
    text: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ResolvingContradiction:
    """Two answers contradict each other by `rule` of messages.forms.checks.

    `held`: words typed meanwhile (in the message `held_in`) that may be the reason why both are right.
    """

    session: str
    rule: str
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The review card is shown; `shown` when, in ISO 8601 (UTC), empty where that is not known.

    `held`: words typed there (in the message `held_in`) that answer a question otherwise than the card does.
    """

    session: str
    shown: str = ""
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has sent the report that this draft is of: asked whether to go on with it."""

    session: str


@dataclass(frozen=True, slots=True)
class ConfirmingBulk:
    """Untouched projects were `listed` (id and number), to be sent as not started by one confirmation."""

    listed: tuple[tuple[ProjectId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmingDeletion:
    """Asked whether the person's data shall be deleted."""


@dataclass(frozen=True, slots=True)
class ConfirmingReminder:
    """A planner was asked whether to remind these people (by id)."""

    people: tuple[str, ...] = ()


DraftStep = (
    Answering
    | ConfirmingAmount
    | ChoosingAmount
    | ConfirmingText
    | ConfirmingAnswers
    | ResolvingContradiction
    | Reviewing
    | Overtaken
)
"""Steps within one report."""


@dataclass(frozen=True, slots=True)
class ChoosingRequested:
    """Asked which project a request is about; `to` names who is to have it, "" nobody, as that message wrote it."""

    session: str
    to: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmingRequest:
    """A request about that project was shown and is not sent yet; the conversation goes on at `back` afterwards."""

    session: str
    project_id: ProjectId
    to: str = ""
    message_id: str = ""
    back: Idle | ChoosingProject | DraftStep = Idle()


RequestStep = ChoosingRequested | ConfirmingRequest
Step = Idle | ChoosingProject | DraftStep | ConfirmingBulk | ConfirmingDeletion | ConfirmingReminder | RequestStep


@dataclass(frozen=True, slots=True)
class EndedAnswer:
    """The long answer that the turn before has ended, or added to: it can still be typed on, or taken back.

    Its last message, `message_id`, was handled at `handled_at`, and sent at `sent_at` by LINE's clock; None where that
    is unknown or where no other message can belong to it any more.
    """

    session: str
    question: str
    handled_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The step, and every draft of this person, the one being answered included.

    `confused`: how many messages in a row were not understood by one side or the other.
    """

    step: Step = Idle()
    drafts: tuple[Draft, ...] = ()
    confused: int = 0
    ended: EndedAnswer | None = None

    def draft(self, session: str) -> Draft | None:
        return next((draft for draft in self.drafts if draft.session == session), None)

    @property
    def open_drafts(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if not draft.archived)

    def draft_of(self, round_id: str, project_id: ProjectId) -> Draft | None:
        """The draft being answered; else an archived one."""
        wanted = (round_id, project_id)
        found = [draft for draft in self.drafts if (draft.round_id, draft.project_id) == wanted]
        return min(found, key=lambda draft: draft.archived, default=None)

    def keeping(self, draft: Draft) -> State:
        """The state with this draft put in place of its older self."""
        others = tuple(other for other in self.drafts if other.session != draft.session)
        return replace(self, drafts=(*others, draft))

    def without(self, session: str) -> State:
        """Idle, and that draft gone."""
        return State(Idle(), tuple(draft for draft in self.drafts if draft.session != session))

    def finished_with(self, draft: Draft) -> State:
        """Idle, and every draft of that project in that round gone, an archived one included."""
        same = (draft.round_id, draft.project_id)
        return State(Idle(), tuple(other for other in self.drafts if (other.round_id, other.project_id) != same))

    def at(self, step: Step) -> State:
        return replace(self, step=step)

    @property
    def more_confused(self) -> State:
        """The state after one more message that was not understood."""
        return replace(self, confused=self.confused + 1)
