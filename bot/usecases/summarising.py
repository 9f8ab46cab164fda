"""The planning group's summary: on request here, at its hours from `ticking`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.usecases.rounds import compiled, current_round
from messages.bubbles import Bubble
from messages.lists import plain
from messages.summaries import summary
from storage.work import Work


def summary_now(work: Work, today: date) -> Sequence[Bubble]:
    """The summary of the round that is open, or that there is none."""
    round_ = current_round(work, today)
    if round_ is None:
        return (plain("conversation.no_round"),)
    return summary(compiled(work, round_), today=today)
