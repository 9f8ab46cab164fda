"""A reminder that could not go at once, worded anew: of what is still outstanding, by today's count of days.

Where LINE may have accepted an earlier attempt it goes in that one's words: a retry key goes with one body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.usecases.attempt_result import is_in_doubt, last_attempt
from bot.usecases.notices.round_facts import read_current_facts
from bot.usecases.notices.sources import words_of
from bot.usecases.ports import Ports
from messages.chat.bubbles import Bubble
from storage.records import SUPERSEDED, Delivery
from storage.work import Work

NEWS = timedelta(minutes=10)
"""How long a notice that was not tried yet may wait for its turn on a morning when much is due, and go as it is."""


def renew(ports: Ports, notice: Delivery, now: datetime) -> Delivery | None:
    """`notice`, in today's words where it is late and LINE has certainly not taken it before.

    None where nothing of it is outstanding any more, and it is settled, or another postman holds it by now.
    """
    is_late = notice.attempted_at is not None or now - notice.created_at > NEWS
    if not notice.kind.traits.is_of_outstanding or not is_late:
        return notice
    with ports.storage.office(notice.office_id).reading() as work:
        told = work.ledger.steps_of_delivery(notice.id)
        bubbles = list(_bubbles(work, told, now))
    if not told:
        return notice
    if not bubbles:
        ports.storage.outbox.give_up(notice, now, SUPERSEDED)
        return None
    if is_in_doubt(last_attempt(notice)):
        return notice
    anew = replace(notice, messages=ports.render(bubbles))
    return anew if ports.storage.outbox.keep_words(anew) else None


def _bubbles(work: Work, told: Mapping[tuple[str, str], Sequence[str]], now: datetime) -> Iterator[Bubble]:
    facts = read_current_facts(work, now)
    for (round_id, target), steps in told.items():
        if facts and facts.round_.id == round_id:
            yield from words_of(facts, target, steps)
