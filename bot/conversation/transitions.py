"""What every keyword, text and photo does in every situation: one row a situation, one cell a keyword, none left out.

`deploy/docs/states.md` is this table as people read it, made of the first lines of the handlers' docstrings:
`python -m tests.docs` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.conversation.amounts import (
    accept_amount,
    drop_amount_reason,
    reject_amount,
    take_amount_or_reason,
    take_held_amount_reason,
)
from bot.conversation.anywhere import (
    EVERYWHERE,
    ask_again,
    ask_again_after_text,
    refuse_photo,
    say_nothing_held,
    say_nothing_open,
    say_nothing_to_confirm,
    say_nothing_to_remove,
    take_as_answer,
)
from bot.conversation.bulk import decline_bulk, offer_bulk, send_bulk
from bot.conversation.changing import edit_item
from bot.conversation.collecting import begin_item, drop_photo, end_answer, keep_or_skip, take_photo
from bot.conversation.continuing import (
    OnReport,
    begin_next_item,
    clear_answer,
    confirm_ended,
    drop_last,
    end_ended,
    take_added,
    type_on,
)
from bot.conversation.contradictions import (
    accept_contradiction,
    ask_first_answer,
    drop_contradiction_reason,
    take_correction_or_reason,
    take_held_reason,
)
from bot.conversation.correcting import (
    begin_answer_anew,
    correct,
    correct_amount,
    correct_contradiction,
    correct_or_hold,
    correct_report,
    edit,
    edit_amount,
    edit_or_hold,
    restart,
    type_again,
)
from bot.conversation.deleting import delete_data, keep_data
from bot.conversation.effects import Turn
from bot.conversation.events import MediaReceived, TextReceived
from bot.conversation.filling import (
    back,
    fill_as_last,
    fill_as_untouched,
    keep_last,
    skip,
    take_answer,
)
from bot.conversation.finding import choose_project, find_project
from bot.conversation.holding import let_go, take_held, take_or_hold
from bot.conversation.leaving import cancel, edit_over, end_over, pause, stop_choosing, tell_over
from bot.conversation.opening import confirm_waiting, open_report, resume_archived, send_waiting
from bot.conversation.overtaking import go_on_knowingly, leave_as_sent
from bot.conversation.reminding import (
    decline_reminders,
    offer_reminder,
    offer_reminders,
    send_reminders,
    show_missing,
)
from bot.conversation.request import KeywordHandler, PhotoHandler, Request, TextHandler
from bot.conversation.reviewing import (
    ask_last,
    confirm,
    confirm_as_shown,
    drop_held,
    drop_reason,
    send_or_open,
    send_report,
    take_words,
    use_held,
)
from bot.conversation.situations import (
    AtAmount,
    AtContradiction,
    AtItems,
    AtLongText,
    AtOvertaken,
    AtPhotos,
    AtQuestion,
    AtReview,
    AtText,
    DraftSituation,
    Gathering,
    QuestionGone,
    RoundOver,
    Situation,
)
from bot.conversation.speaking import (
    ASIDES,
    ASIDES_HELD,
    ask_about_other,
    explain_doubt,
    explain_question,
    greet,
    open_other,
)
from bot.conversation.states import ChoosingProject, ConfirmingBulk, ConfirmingDeletion, ConfirmingReminder, Idle
from messages.words import Keyword

K = Keyword

S = TypeVar("S", bound=Situation)


@dataclass(frozen=True, slots=True)
class Handlers(Generic[S]):
    """What each keyword does in one situation, and other words, and a photo. ValueError where a keyword is left out."""

    keywords: Mapping[K, KeywordHandler[S]]
    text: TextHandler[S]
    photo: PhotoHandler[S]

    def __post_init__(self) -> None:
        missing = set(K) - set(self.keywords)
        if missing:
            raise ValueError(f"no handler for {sorted(missing)}")


ALWAYS: Mapping[K, KeywordHandler[Situation]] = {
    **EVERYWHERE,
    **ASIDES,
    K.AS_ANSWER: say_nothing_held,
    K.REPORT: open_report,
    K.EDIT: open_report,
    K.SEND: open_report,
    K.ALL_NOT_STARTED: offer_bulk,
    K.WHO_MISSING: show_missing,
    K.REMIND: offer_reminder,
    K.REMIND_ALL: offer_reminders,
}
_TYPING_ON = (K.MORE, K.CLEAR, K.DROP_LAST)
_NOTHING_OPEN: Mapping[K, KeywordHandler[Situation]] = {
    **dict.fromkeys((K.BACK, K.SKIP, K.PAUSE, K.CANCEL, K.DONE, *_TYPING_ON), say_nothing_open),
    **dict.fromkeys((K.CONFIRM, K.AS_SHOWN), say_nothing_to_confirm),
}
_NO_SHORTCUTS: Mapping[K, KeywordHandler[Situation]] = dict.fromkeys(
    (K.RESUME, K.UNTOUCHED, K.NEXT, K.DROP_PHOTO, K.SAME_ALL, K.SAME, K.DROP_REASON), take_as_answer
)

_OUTSIDE: Mapping[K, KeywordHandler[Situation]] = {
    **ALWAYS,
    **_NOTHING_OPEN,
    **_NO_SHORTCUTS,
    **dict.fromkeys((K.YES, K.NO), take_as_answer),
    **dict.fromkeys((K.CORRECTION, K.ANEW, K.RESTART), open_report),
    K.REMOVE: say_nothing_to_remove,
    K.OTHER_PROJECT: open_other,
}
_WAITING: Mapping[K, KeywordHandler[Idle | ChoosingProject]] = {K.CONFIRM: confirm_waiting, K.SEND: send_waiting}
_IDLE: Handlers[Idle] = Handlers({**_OUTSIDE, **_WAITING, K.GREETING: greet}, find_project, refuse_photo)
_CHOOSING: Handlers[ChoosingProject] = Handlers(
    {**_OUTSIDE, **_WAITING, **dict.fromkeys((K.BACK, K.CANCEL, K.PAUSE), stop_choosing)},
    choose_project,
    refuse_photo,
)

_IN_REPORT: Mapping[K, KeywordHandler[DraftSituation]] = {
    **ALWAYS,
    K.RESUME: resume_archived,
    K.PAUSE: pause,
    K.CANCEL: cancel,
    K.OTHER_PROJECT: ask_about_other,
}
_ON_ENDED: Mapping[K, KeywordHandler[OnReport]] = {
    K.MORE: type_on,
    K.CLEAR: clear_answer,
    K.DROP_LAST: drop_last,
}
_ON_QUESTION: Mapping[K, KeywordHandler[AtQuestion]] = {
    **_IN_REPORT,
    **_ON_ENDED,
    K.BACK: back,
    K.SKIP: skip,
    **dict.fromkeys((K.CONFIRM, K.AS_SHOWN), confirm_ended),
    K.DONE: end_ended,
    K.AS_ANSWER: take_added,
    K.NEXT: begin_next_item,
    K.SAME: keep_last,
    K.SAME_ALL: fill_as_last,
    K.UNTOUCHED: fill_as_untouched,
    K.ASKING: explain_question,
    **dict.fromkeys((K.CORRECTION, K.REMOVE), correct),
    K.EDIT: edit,
    K.ANEW: type_again,
    K.RESTART: restart,
    **dict.fromkeys((K.DROP_PHOTO, K.YES, K.NO, K.DROP_REASON), take_as_answer),
}
_GATHERING: Mapping[K, KeywordHandler[Gathering]] = {
    **_ON_QUESTION,
    **ASIDES_HELD,
    **dict.fromkeys((K.CORRECTION, K.REMOVE), correct_or_hold),
    K.EDIT: edit_or_hold,
    K.ANEW: begin_answer_anew,
    K.SKIP: keep_or_skip,
    K.DONE: end_answer,
}
_AT_QUESTION: Handlers[AtQuestion] = Handlers(_ON_QUESTION, take_answer, take_photo)
_AT_LONG_TEXT: Handlers[AtLongText] = Handlers(_GATHERING, take_or_hold, take_photo)
_AT_ITEMS: Handlers[AtItems] = Handlers({**_GATHERING, K.NEXT: begin_item}, take_or_hold, take_photo)
_AT_PHOTOS: Handlers[AtPhotos] = Handlers({**_GATHERING, K.DROP_PHOTO: drop_photo}, take_or_hold, take_photo)


def on_question(request: Request, at: AtText) -> Turn | None:
    """Lets go of the words held, and does what it does at the question."""
    if request.instruction is None:
        return None
    return row_of(at.beneath).keywords[request.instruction.keyword](let_go(request, at), at.beneath)


def text_on_question(request: Request, at: AtText, text: TextReceived) -> Turn:
    """Lets go of the words held, and is taken as at the question."""
    return row_of(at.beneath).text(let_go(request, at), at.beneath, text)


def photo_on_question(request: Request, at: AtText, photo: MediaReceived) -> Turn:
    """Lets go of the words held, and is taken as at the question."""
    return row_of(at.beneath).photo(let_go(request, at), at.beneath, photo)


_AT_TEXT: Handlers[AtText] = Handlers(
    {**dict.fromkeys(K, on_question), **EVERYWHERE, K.AS_ANSWER: take_held}, text_on_question, photo_on_question
)
_AT_AMOUNT: Handlers[AtAmount] = Handlers(
    {
        **_IN_REPORT,
        **dict.fromkeys((K.YES, K.CONFIRM, K.SEND, K.AS_SHOWN), accept_amount),
        K.AS_ANSWER: take_held_amount_reason,
        K.DROP_REASON: drop_amount_reason,
        **dict.fromkeys((K.NO, K.BACK, K.REMOVE, K.ANEW), reject_amount),
        K.CORRECTION: correct_amount,
        K.NOTED: take_as_answer,
        K.EDIT: edit_amount,
        K.ASKING: explain_doubt,
        K.RESTART: restart,
        **dict.fromkeys((K.SKIP, K.DONE, K.NEXT, K.SAME, K.SAME_ALL, K.UNTOUCHED, K.DROP_PHOTO), ask_again),
        **dict.fromkeys(_TYPING_ON, ask_again),
    },
    take_amount_or_reason,
    take_photo,
)
_AT_CONTRADICTION: Handlers[AtContradiction] = Handlers(
    {
        **_IN_REPORT,
        **_ON_ENDED,
        K.EDIT: edit_item,
        **dict.fromkeys((K.YES, K.CONFIRM, K.SEND, K.AS_SHOWN, K.SKIP), accept_contradiction),
        K.DONE: ask_again,
        K.AS_ANSWER: take_held_reason,
        K.DROP_REASON: drop_contradiction_reason,
        **dict.fromkeys((K.NO, K.BACK, K.NEXT, K.SAME, K.SAME_ALL, K.UNTOUCHED, K.DROP_PHOTO), ask_first_answer),
        **dict.fromkeys((K.REMOVE, K.ANEW), ask_first_answer),
        K.CORRECTION: correct_contradiction,
        K.NOTED: take_as_answer,
        K.ASKING: explain_doubt,
        K.RESTART: restart,
    },
    take_correction_or_reason,
    take_photo,
)
_AT_REVIEW: Handlers[AtReview] = Handlers(
    {
        **_IN_REPORT,
        **_ON_ENDED,
        K.CONFIRM: confirm,
        K.SEND: send_or_open,
        K.AS_SHOWN: send_report,
        K.YES: confirm_as_shown,
        K.AS_ANSWER: use_held,
        K.DROP_REASON: drop_reason,
        K.NO: drop_held,
        K.EDIT: edit_item,
        K.BACK: ask_last,
        K.NEXT: begin_next_item,
        **dict.fromkeys((K.SKIP, K.DONE), ask_again),
        **dict.fromkeys((K.SAME, K.SAME_ALL, K.UNTOUCHED, K.DROP_PHOTO), take_as_answer),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW), correct_report),
        **dict.fromkeys((K.THANKS, K.NOTED), take_as_answer),
        K.ASKING: explain_doubt,
        K.RESTART: restart,
    },
    take_words,
    take_photo,
)
_AT_OVERTAKEN: Handlers[AtOvertaken] = Handlers(
    {
        **ALWAYS,
        **_NO_SHORTCUTS,
        **dict.fromkeys((K.YES, K.CONFIRM, K.AS_SHOWN), go_on_knowingly),
        **dict.fromkeys((K.NO, K.CANCEL), leave_as_sent),
        **dict.fromkeys((K.PAUSE, K.BACK), pause),
        **dict.fromkeys((K.SKIP, K.DONE, *_TYPING_ON), take_as_answer),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), ask_again),
        K.OTHER_PROJECT: ask_about_other,
    },
    ask_again_after_text,
    refuse_photo,
)
_QUESTION_GONE: Handlers[QuestionGone] = Handlers(
    {
        **_IN_REPORT,
        **dict.fromkeys((K.BACK, K.SKIP, K.CONFIRM, K.AS_SHOWN, K.DROP_REASON, K.DONE, K.YES, K.NO), take_as_answer),
        **dict.fromkeys((K.NEXT, K.SAME, K.SAME_ALL, K.UNTOUCHED, K.DROP_PHOTO, *_TYPING_ON), take_as_answer),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW), take_as_answer),
        K.RESTART: restart,
    },
    ask_again_after_text,
    take_photo,
)
_ROUND_OVER: Handlers[RoundOver] = Handlers(
    {
        **ALWAYS,
        K.EDIT: edit_over,
        **dict.fromkeys((*_NOTHING_OPEN, *_NO_SHORTCUTS, K.YES, K.NO), end_over),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), end_over),
        K.OTHER_PROJECT: open_other,
    },
    tell_over,
    refuse_photo,
)
_BULK: Handlers[ConfirmingBulk] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys((K.YES, K.CONFIRM, K.SEND, K.AS_SHOWN), send_bulk),
        **dict.fromkeys((K.NO, K.CANCEL, K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), decline_bulk),
    },
    ask_again_after_text,
    refuse_photo,
)
_DELETION: Handlers[ConfirmingDeletion] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys((K.YES, K.REMOVE), delete_data),
        **dict.fromkeys((K.NO, K.CORRECTION, K.ANEW, K.RESTART), keep_data),
    },
    ask_again_after_text,
    refuse_photo,
)
_REMINDER: Handlers[ConfirmingReminder] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys((K.YES, K.CONFIRM), send_reminders),
        **dict.fromkeys((K.NO, K.CANCEL, K.BACK, K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), decline_reminders),
    },
    ask_again_after_text,
    refuse_photo,
)

TABLE: Mapping[type[Situation], Handlers[Any]] = {
    Idle: _IDLE,
    ChoosingProject: _CHOOSING,
    AtQuestion: _AT_QUESTION,
    AtLongText: _AT_LONG_TEXT,
    AtItems: _AT_ITEMS,
    AtPhotos: _AT_PHOTOS,
    AtAmount: _AT_AMOUNT,
    AtText: _AT_TEXT,
    AtContradiction: _AT_CONTRADICTION,
    AtReview: _AT_REVIEW,
    AtOvertaken: _AT_OVERTAKEN,
    QuestionGone: _QUESTION_GONE,
    RoundOver: _ROUND_OVER,
    ConfirmingBulk: _BULK,
    ConfirmingDeletion: _DELETION,
    ConfirmingReminder: _REMINDER,
}
"""The row of each situation, by its class."""


def row_of(at: Situation) -> Handlers[Any]:
    return TABLE[type(at)]
