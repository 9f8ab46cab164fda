"""Everything a round says of its own accord: where it is decided that it is due, and where it is worded.

A notice is decided first, without words, so that whoever asks whether anything is due, what it costs or who will hear
it composes nothing. `words_of` words it once it is to be posted, and anew where it comes late: both by its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.usecases.notices.deadline_moves import due_moves, move_words
from bot.usecases.notices.escalations import due_escalations, escalation_words
from bot.usecases.notices.notice import Batch, Notice, WordedNotice
from bot.usecases.notices.planning_group import preface_words
from bot.usecases.notices.quota_warning import QUOTA, warning_words
from bot.usecases.notices.reminders import count_last_calls, due_reminders, reminder_words
from bot.usecases.notices.returned import RETURNED, due_returned, returned_words
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from bot.usecases.notices.round_ledger import ESCALATED, MOVED, NUDGED, REMINDED, SUMMARISED, StepNames
from bot.usecases.notices.summaries import due_summaries, summary_words
from messages.chat.bubbles import Bubble

Words = Callable[[WordingRequest], Iterable[Bubble]]
"""Nothing where there is nothing of it to say any more."""


@dataclass(frozen=True, slots=True)
class NoticeSource:
    """`steps`: how the names of its steps begin; `due`: what of it is due, whatever it costs."""

    steps: StepNames
    due: Callable[[RoundFacts], Iterable[Batch]]
    words: Words


SOURCES = (
    NoticeSource(REMINDED, due_reminders, reminder_words),
    NoticeSource(ESCALATED, due_escalations, escalation_words),
    NoticeSource((RETURNED,), due_returned, returned_words),
    NoticeSource((MOVED,), due_moves, move_words),
    NoticeSource(SUMMARISED, due_summaries, summary_words),
)
"""The most urgent first: it is said last, where its buttons show."""
_WORDS: Sequence[tuple[StepNames, Words]] = (
    ((QUOTA,), warning_words),
    (NUDGED, reminder_words),
    *((source.steps, source.words) for source in reversed(SOURCES)),
)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in a round, and how many the deadlines' own days will still have to reach this month."""

    batches: Sequence[Batch]
    last_calls: int

    @property
    def is_empty(self) -> bool:
        return not any(batch.notices for batch in self.batches)


def find_due(facts: RoundFacts) -> Due:
    """Everything due in the round, whatever it costs."""
    return Due([batch for source in SOURCES for batch in source.due(facts)], count_last_calls(facts))


def word_notice(facts: RoundFacts, notice: Notice) -> WordedNotice:
    """With what it says as things stand."""
    words = words_of(facts, notice.target, notice.steps, is_private=notice.preface is not None)
    bubbles = (*preface_words(facts, notice.preface), *words)
    return WordedNotice(notice, bubbles)


def words_of(facts: RoundFacts, target: str, steps: Collection[str], *, is_private: bool = False) -> Iterator[Bubble]:
    """What the steps tell the target; the most urgent last."""
    for names, words in _WORDS:
        mine = [step for step in steps if step.startswith(names)]
        if mine:
            yield from words(WordingRequest(facts, target, mine, is_private))
