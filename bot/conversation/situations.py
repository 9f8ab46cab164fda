"""Where a conversation is: its step together with the draft and the question that step is about.

A step is only what is stored; its round may be over by now, its question gone from the form's path. What a keyword, a
text or a photo does is told by situation (transitions.py). The first line of each class is its name for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.context import TurnContext
from bot.conversation.draft_view import DraftView, view_of
from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingAmount,
    ConfirmingAnswers,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    ConfirmingText,
    DraftStep,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.forms.answers import read
from messages.forms.form import Kind, Question
from messages.forms.offered_amounts import AmountsOffered


@dataclass(frozen=True, slots=True)
class RoundOver:
    """A report is open whose round is over, or whose project is no longer this person's."""

    step: DraftStep


@dataclass(frozen=True, slots=True)
class OnDraft:
    """A report is open."""

    view: DraftView


@dataclass(frozen=True, slots=True)
class QuestionGone(OnDraft):
    """The question that was open is no longer asked of this project."""


@dataclass(frozen=True, slots=True)
class AtQuestion(OnDraft):
    """A question is open that one message answers: a choice, an amount or a date."""

    question: Question


@dataclass(frozen=True, slots=True)
class AtLongText(AtQuestion):
    """A question is open that several messages answer: a long text."""


@dataclass(frozen=True, slots=True)
class AtItems(AtQuestion):
    """A question is open that tells several things one after another: items."""


@dataclass(frozen=True, slots=True)
class AtPhotos(AtQuestion):
    """A question is open that photos with captions answer."""


@dataclass(frozen=True, slots=True)
class AtAmount(AtQuestion):
    """An amount (satang) was understood but looks odd, and waits for a yes.

    `held`: words typed meanwhile that may be the reason.
    """

    satang: int
    message_id: str
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class AtText(AtQuestion):
    """A question is open, and words are held that may be no answer to it."""

    text: str
    message_id: str

    @property
    def is_told_again(self) -> bool:
        """Whether an answer of words stands already, to which those held are added, or which they replace."""
        return self.question.kind in {"long_text", "items"} and self.question.id in self.view.draft.answers

    @property
    def beneath(self) -> AtQuestion:
        """The question alone."""
        return _at_open(self.view, self.question)


@dataclass(frozen=True, slots=True)
class AtCandidates(AtQuestion):
    """An amount was not sure, and the amounts that may be meant (in the message `text`) are offered."""

    offered: AmountsOffered
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class AtProposal(OnDraft):
    """What messages would answer is shown, and waits for a yes.

    `question`: the one that was open; None on the review card. `text`: what was typed there, in that message.
    """

    question: Question | None
    text: str
    message_id: str

    @property
    def can_be_answer(self) -> bool:
        """Whether the whole of what was typed may be the answer to the question that was open."""
        return bool(self.text) and self.question is not None and self.question.kind in {"long_text", "items"}


@dataclass(frozen=True, slots=True)
class AtContradiction(OnDraft):
    """Two answers contradict each other.

    `question`: the one asked about first; None where the contradiction is settled by now. `held`: words typed
    meanwhile that may be the reason.
    """

    rule: str
    question: Question | None
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class AtReview(OnDraft):
    """The review card is shown: everything that would be sent.

    `shown`: when; `held`: words typed there that answer a question otherwise than the card does.
    """

    shown: str = ""
    held: str = ""
    held_in: str = ""


@dataclass(frozen=True, slots=True)
class AtOvertaken(OnDraft):
    """Somebody else has sent this report meanwhile."""


Gathering = AtLongText | AtItems | AtPhotos
DraftSituation = (
    AtQuestion
    | Gathering
    | AtAmount
    | AtCandidates
    | AtText
    | AtProposal
    | AtContradiction
    | AtReview
    | AtOvertaken
    | QuestionGone
)
Situation = (
    Idle
    | ChoosingProject
    | DraftSituation
    | RoundOver
    | ConfirmingBulk
    | ConfirmingDeletion
    | ConfirmingReminder
    | ChoosingRequested
    | ConfirmingRequest
)

_GATHERING: Mapping[Kind, type[AtQuestion]] = {"long_text": AtLongText, "items": AtItems, "photos": AtPhotos}


def situation_of(context: TurnContext, state: State) -> Situation:
    """What the state's step means beside what is known today."""
    step = state.step
    if not isinstance(step, DraftStep):
        return step
    view = view_of(context, state.draft(step.session))
    return _on_draft(view, step) if view else RoundOver(step)


def _on_draft(view: DraftView, step: DraftStep) -> Situation:
    match step:
        case Reviewing(_, shown, held, held_in):
            return AtReview(view, shown, held, held_in)
        case Overtaken():
            return AtOvertaken(view)
        case ConfirmingAnswers(_, open_question, text, message_id):
            return AtProposal(view, view.question(open_question), text, message_id)
        case ResolvingContradiction(_, rule, held, held_in):
            found = view.open_contradiction(rule)
            question = view.question(found.questions[0]) if found else None
            return AtContradiction(view, rule, question, held, held_in)
        case Answering() | ConfirmingAmount() | ChoosingAmount() | ConfirmingText():
            return _at_question(view, step)


def _at_question(view: DraftView, step: Answering | ConfirmingAmount | ChoosingAmount | ConfirmingText) -> Situation:
    question = view.find_question(step.question)
    if question is None:
        return QuestionGone(view)
    if isinstance(step, ConfirmingAmount):
        return AtAmount(view, question, step.satang, step.message_id, step.held, step.held_in)
    if isinstance(step, ChoosingAmount):
        return _at_candidates(view, question, step)
    if isinstance(step, ConfirmingText):
        return AtText(view, question, step.text, step.message_id)
    return _at_open(view, question)


def _at_open(view: DraftView, question: Question) -> AtQuestion:
    return _GATHERING.get(question.kind, AtQuestion)(view, question)


def _at_candidates(view: DraftView, question: Question, step: ChoosingAmount) -> Situation:
    """What was said, read again: the plan may have changed what it means."""
    reading = read(question, step.text, view.assignment.facts, view.draft.answers)
    if isinstance(reading, AmountsOffered) and reading.amounts:
        return AtCandidates(view, question, reading, step.text, step.message_id)
    return AtQuestion(view, question)
