"""The rows of the table of transitions where no report is open, and what is done alike everywhere (transitions.py)."""

from __future__ import annotations

from collections.abc import Mapping

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
    tell_not_kept,
)
from bot.conversation.bulk import decline_bulk, offer_bulk, send_bulk
from bot.conversation.deleting import delete_data, keep_data
from bot.conversation.finding import choose_project, find_project
from bot.conversation.handlers import Handlers
from bot.conversation.holding import for_planners
from bot.conversation.leaving import edit_over, end_over, stop_choosing
from bot.conversation.opening import open_report, open_sent, show_unconfirmed, show_unconfirmed_or_open
from bot.conversation.reminding import (
    answer_about_somebody,
    decline_reminders,
    offer_reminder,
    offer_reminders,
    send_reminders,
    show_missing,
    take_at_reminder,
)
from bot.conversation.request import KeywordHandler
from bot.conversation.requesting import begin_request, choose_requested, keep_project, withdraw_request
from bot.conversation.situations import Gathering, RoundOver, Situation
from bot.conversation.speaking import ASIDES, greet, open_other
from bot.conversation.states import (
    ChoosingProject,
    ChoosingRequested,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    Idle,
)
from bot.conversation.telling import list_others, open_chosen, open_offered, open_other_told
from messages.words import Keyword

K = Keyword

ALWAYS: Mapping[K, KeywordHandler[Situation]] = {
    **EVERYWHERE,
    **ASIDES,
    **dict.fromkeys((K.AS_ANSWER, K.APPEND, K.REPLACE), say_nothing_held),
    K.REPORT: open_report,
    K.EDIT: open_report,
    K.SEND: open_report,
    K.ALL_NOT_STARTED: offer_bulk,
    K.WHO_MISSING: show_missing,
    K.REMIND: offer_reminder,
    K.REMIND_ALL: offer_reminders,
    **dict.fromkeys((K.NOT_MINE, K.HAND_OVER), begin_request),
    K.WITHDRAW: withdraw_request,
}
FOR_PLANNERS: Mapping[K, KeywordHandler[Gathering]] = {
    keyword: for_planners(ALWAYS[keyword])
    for keyword in (K.SUMMARY, K.WHO_MISSING, K.REMIND_ALL, K.DOCUMENTS, K.BIND_GROUP)
}
"""Where a long text is asked for: the words of others than planners are held beside what they are told."""
TYPING_ON = (K.MORE, K.CLEAR, K.DROP_LAST)
NOTHING_OPEN: Mapping[K, KeywordHandler[Situation]] = {
    **dict.fromkeys((K.BACK, K.SKIP, K.PAUSE, K.CANCEL, K.DONE, *TYPING_ON), say_nothing_open),
    **dict.fromkeys((K.CONFIRM, K.AS_SHOWN), say_nothing_to_confirm),
}
NO_SHORTCUTS: Mapping[K, KeywordHandler[Situation]] = dict.fromkeys(
    (K.RESUME, K.UNTOUCHED, K.NEXT, K.DROP_PHOTO, K.SAME_ALL, K.SAME, K.DROP_REASON), take_as_answer
)

_OUTSIDE: Mapping[K, KeywordHandler[Situation]] = {
    **ALWAYS,
    **NOTHING_OPEN,
    **NO_SHORTCUTS,
    **dict.fromkeys((K.YES, K.NO), take_as_answer),
    K.CORRECTION: open_sent,
    **dict.fromkeys((K.ANEW, K.RESTART), open_report),
    K.REMOVE: say_nothing_to_remove,
    K.OTHER_PROJECT: open_other,
}
_TAKES_BACK = (K.NO, K.BACK, K.CANCEL, K.PAUSE, K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART)
"""Words by which what was just asked for is asked for no more."""
_WAITING: Mapping[K, KeywordHandler[Idle | ChoosingProject]] = {
    K.CONFIRM: show_unconfirmed,
    K.SEND: show_unconfirmed_or_open,
}
IDLE: Handlers[Idle] = Handlers(
    {**_OUTSIDE, **_WAITING, K.GREETING: greet, K.ASKING: answer_about_somebody, K.OTHER_PROJECT: open_other_told},
    find_project,
    refuse_photo,
)
CHOOSING: Handlers[ChoosingProject] = Handlers(
    {
        **_OUTSIDE,
        **_WAITING,
        **dict.fromkeys((K.BACK, K.CANCEL, K.PAUSE), stop_choosing),
        **dict.fromkeys((K.REPORT, K.EDIT), open_chosen),
        K.YES: open_offered,
        K.NO: list_others,
        K.OTHER_PROJECT: open_other_told,
    },
    choose_project,
    refuse_photo,
)

BULK: Handlers[ConfirmingBulk] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys((K.YES, K.CONFIRM, K.SEND, K.AS_SHOWN), send_bulk),
        **dict.fromkeys(_TAKES_BACK, decline_bulk),
    },
    ask_again_after_text,
    refuse_photo,
)
DELETION: Handlers[ConfirmingDeletion] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys(_TAKES_BACK, keep_data),
        **dict.fromkeys((K.YES, K.REMOVE), delete_data),
        **dict.fromkeys((K.CONFIRM, K.AS_SHOWN), ask_again),
    },
    ask_again_after_text,
    refuse_photo,
)
REMINDER: Handlers[ConfirmingReminder] = Handlers(
    {
        **_OUTSIDE,
        **dict.fromkeys((K.YES, K.CONFIRM), send_reminders),
        K.ASKING: answer_about_somebody,
        **dict.fromkeys(_TAKES_BACK, decline_reminders),
    },
    take_at_reminder,
    refuse_photo,
)
CHOOSING_REQUESTED: Handlers[ChoosingRequested] = Handlers(
    {**_OUTSIDE, **dict.fromkeys(_TAKES_BACK, keep_project)},
    choose_requested,
    refuse_photo,
)
ROUND_OVER: Handlers[RoundOver] = Handlers(
    {
        **ALWAYS,
        K.EDIT: edit_over,
        **dict.fromkeys((*NOTHING_OPEN, *NO_SHORTCUTS, K.YES, K.NO), end_over),
        **dict.fromkeys((K.CORRECTION, K.REMOVE, K.ANEW, K.RESTART), end_over),
        K.OTHER_PROJECT: open_other,
    },
    tell_not_kept,
    refuse_photo,
)
