"""What every keyword, text and photo does in every situation: one row a situation, one cell a keyword, none left out.

`deploy/docs/states.md` is this table as people read it, made of the first lines of the handlers' docstrings:
`python -m tests.docs` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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
    take_as_answer,
    tell_not_kept,
)
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
from bot.conversation.effects import Turn
from bot.conversation.events import MediaReceived, TextReceived
from bot.conversation.filling import (
    accept_candidate,
    back,
    fill_as_last,
    fill_as_untouched,
    keep_last,
    reject_candidates,
    skip,
)
from bot.conversation.handlers import Handlers
from bot.conversation.holding import let_go, take_held, take_or_hold
from bot.conversation.leaving import cancel, pause
from bot.conversation.opening import resume_archived
from bot.conversation.overtaking import go_on_knowingly, leave_as_sent
from bot.conversation.proposing import (
    ON_PROPOSAL,
    take_at_candidates,
    take_at_review,
    take_long_message,
    take_message,
    take_more,
)
from bot.conversation.request import KeywordHandler, Request
from bot.conversation.requesting import begin_request, leave_request, send_request, withdraw_request
from bot.conversation.retelling import add_both, add_held, add_held_and_end, ask_where, keep_standing, replace_held
from bot.conversation.reviewing import (
    ask_last,
    confirm,
    confirm_as_shown,
    drop_held,
    drop_reason,
    send_or_open,
    send_report,
    use_held,
)
from bot.conversation.rows_outside import (
    ALWAYS,
    BULK,
    CHOOSING,
    CHOOSING_REQUESTED,
    DELETION,
    FOR_PLANNERS,
    IDLE,
    NO_SHORTCUTS,
    REMINDER,
    ROUND_OVER,
    TYPING_ON,
)
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
    DraftSituation,
    Gathering,
    QuestionGone,
    RoundOver,
    Situation,
    situation_of,
)
from bot.conversation.speaking import (
    ASIDES_HELD,
    SMALL_TALK,
    answer_small_talk,
    ask_about_other,
    explain_doubt,
    explain_question,
)
from bot.conversation.states import (
    ChoosingProject,
    ChoosingRequested,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    Idle,
)
from messages.words import Keyword

K = Keyword

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
    K.DROP_PHOTO: ask_again,
    **dict.fromkeys((K.YES, K.NO, K.DROP_REASON), take_as_answer),
}
_GATHERING: Mapping[K, KeywordHandler[Gathering]] = {
    **_ON_QUESTION,
    **ASIDES_HELD,
    **FOR_PLANNERS,
    **dict.fromkeys((K.CORRECTION, K.REMOVE), correct_or_hold),
    K.EDIT: edit_or_hold,
    K.ANEW: begin_answer_anew,
    K.SKIP: keep_or_skip,
    K.DONE: end_answer,
    K.DROP_PHOTO: take_as_answer,
}
_AT_QUESTION: Handlers[AtQuestion] = Handlers(_ON_QUESTION, take_message, take_photo)
_AT_CANDIDATES: Handlers[AtCandidates] = Handlers(
    {**_ON_QUESTION, **dict.fromkeys((K.YES, K.CONFIRM), accept_candidate), K.NO: reject_candidates},
    take_at_candidates,
    take_photo,
)
_AT_LONG_TEXT: Handlers[AtLongText] = Handlers(_GATHERING, take_long_message, take_photo)
_AT_ITEMS: Handlers[AtItems] = Handlers({**_GATHERING, K.NEXT: begin_item}, take_long_message, take_photo)
_AT_PHOTOS: Handlers[AtPhotos] = Handlers({**_GATHERING, K.DROP_PHOTO: drop_photo}, take_or_hold, take_photo)


def on_question(request: Request, at: AtText) -> Turn | None:
    """Lets go of the words held, and does what it does at the question."""
    if request.instruction is None:
        return None
    return row_of(at.beneath).keywords[request.instruction.keyword](let_go(request, at), at.beneath)


def text_on_question(request: Request, at: AtText, text: TextReceived) -> Turn:
    """Lets go of the words held, and is taken as at the question; where an answer stands, both are added to it."""
    return (
        add_both(request, at, text)
        if at.is_told_again
        else row_of(at.beneath).text(let_go(request, at), at.beneath, text)
    )


def photo_on_question(request: Request, at: AtText, photo: MediaReceived) -> Turn:
    """Lets go of the words held, and is taken as at the question."""
    return row_of(at.beneath).photo(let_go(request, at), at.beneath, photo)


_AT_TEXT: Handlers[AtText] = Handlers(
    {
        **dict.fromkeys(K, on_question),
        **EVERYWHERE,
        K.AS_ANSWER: take_held,
        K.APPEND: add_held,
        K.REPLACE: replace_held,
        K.DONE: add_held_and_end,
        K.CONFIRM: ask_where,
        K.YES: ask_again,
        **dict.fromkeys((K.NO, K.REMOVE), keep_standing),
        **dict.fromkeys(SMALL_TALK, answer_small_talk),
        K.ASKING: explain_question,
    },
    text_on_question,
    photo_on_question,
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
        **dict.fromkeys(TYPING_ON, ask_again),
    },
    take_amount_or_reason,
    take_photo,
)
_AT_PROPOSAL: Handlers[AtProposal] = Handlers({**_IN_REPORT, **ON_PROPOSAL}, take_more, take_photo)
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
        **dict.fromkeys((K.AS_ANSWER, K.REPLACE), use_held),
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
    take_at_review,
    take_photo,
)
_AT_OVERTAKEN: Handlers[AtOvertaken] = Handlers(
    {
        **ALWAYS,
        **NO_SHORTCUTS,
        **dict.fromkeys((K.YES, K.CONFIRM, K.AS_SHOWN), go_on_knowingly),
        **dict.fromkeys((K.NO, K.CANCEL), leave_as_sent),
        **dict.fromkeys((K.PAUSE, K.BACK), pause),
        **dict.fromkeys((K.SKIP, K.DONE, *TYPING_ON), take_as_answer),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), ask_again),
        K.OTHER_PROJECT: ask_about_other,
    },
    tell_not_kept,
    refuse_photo,
)
_QUESTION_GONE: Handlers[QuestionGone] = Handlers(
    {
        **_IN_REPORT,
        **dict.fromkeys((K.BACK, K.SKIP, K.CONFIRM, K.AS_SHOWN, K.DROP_REASON, K.DONE, K.YES, K.NO), take_as_answer),
        **dict.fromkeys((K.NEXT, K.SAME, K.SAME_ALL, K.UNTOUCHED, K.DROP_PHOTO, *TYPING_ON), take_as_answer),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW), take_as_answer),
        K.RESTART: restart,
    },
    tell_not_kept,
    take_photo,
)


def go_on_beneath(request: Request, at: ConfirmingRequest) -> Turn | None:
    """Sends nothing, and does what it does where the conversation was."""
    beneath, went_on = _beneath(request, at)
    asked = request.instruction
    return row_of(beneath).keywords[asked.keyword](went_on, beneath) if asked else None


def take_beneath(request: Request, at: ConfirmingRequest, text: TextReceived) -> Turn:
    """Asks again whether to send it; where a question is open beneath, sends nothing and is taken as its answer."""
    beneath, went_on = _beneath(request, at)
    if isinstance(at.back, Idle | ChoosingProject) or not text.message_id:
        return ask_again_after_text(request, at, text)
    return row_of(beneath).text(went_on, beneath, text)


def show_beneath(request: Request, at: ConfirmingRequest, photo: MediaReceived) -> Turn:
    """Sends nothing, and is taken as where the conversation was."""
    beneath, went_on = _beneath(request, at)
    return row_of(beneath).photo(went_on, beneath, photo)


def _beneath(request: Request, at: ConfirmingRequest) -> tuple[Situation, Request]:
    left = request.state.at(at.back)
    return situation_of(request.context, left), replace(request, state=left)


_CONFIRMING_REQUEST: Handlers[ConfirmingRequest] = Handlers(
    {
        **dict.fromkeys(K, go_on_beneath),
        **EVERYWHERE,
        **dict.fromkeys((K.NOT_MINE, K.HAND_OVER), begin_request),
        K.WITHDRAW: withdraw_request,
        **dict.fromkeys((K.YES, K.CONFIRM), send_request),
        **dict.fromkeys((K.NO, K.BACK, K.CANCEL, K.CORRECTION, K.REMOVE, K.ANEW), leave_request),
    },
    take_beneath,
    show_beneath,
)

TABLE: Mapping[type[Situation], Handlers[Any]] = {
    Idle: IDLE,
    ChoosingProject: CHOOSING,
    AtQuestion: _AT_QUESTION,
    AtLongText: _AT_LONG_TEXT,
    AtItems: _AT_ITEMS,
    AtPhotos: _AT_PHOTOS,
    AtAmount: _AT_AMOUNT,
    AtText: _AT_TEXT,
    AtCandidates: _AT_CANDIDATES,
    AtProposal: _AT_PROPOSAL,
    AtContradiction: _AT_CONTRADICTION,
    AtReview: _AT_REVIEW,
    AtOvertaken: _AT_OVERTAKEN,
    QuestionGone: _QUESTION_GONE,
    RoundOver: ROUND_OVER,
    ConfirmingBulk: BULK,
    ConfirmingDeletion: DELETION,
    ConfirmingReminder: REMINDER,
    ChoosingRequested: CHOOSING_REQUESTED,
    ConfirmingRequest: _CONFIRMING_REQUEST,
}
"""The row of each situation, by its class."""


def row_of(at: Situation) -> Handlers[Any]:
    return TABLE[type(at)]
