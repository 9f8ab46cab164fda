"""A person's own data: shown and deleted on request (PDPA B.E. 2562, sections 30 and 33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.stored import from_json
from bot.usecases.notices.outstanding import projects_of
from bot.usecases.rounds import current_round
from bot.usecases.turns.erasing import forget_account
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.thai.dates import bangkok_day
from storage.records import Person
from storage.work import Work


def show(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Everything stored under the person's name."""
    round_ = current_round(work, bangkok_day(now))
    year = round_.fiscal_year if round_ else work.plan.newest_year()
    drafts = from_json(work.conversations.load(person.id).state).drafts
    sent = sum(
        submission.person_id == person.id
        for other in work.rounds.all()
        for submission in work.submissions.latest(other.id).values()
    )
    projects = [project.no for project in projects_of(work, person, year)]
    return (notices.my_data(person.name, person.role, projects, person.consented_at, len(drafts), sent),)


def forget(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Deletes the LINE id wherever it stands, the consent and the conversation with its photos.

    Reports sent stay, with their photos: they are the office's documents. So does the name the office gave, and which
    projects the person answers for: that is the office's own list. Of the farewell the outbox forgets to whom it goes
    when it is settled.
    """
    forget_account(work, person, now)
    work.people.save(replace(person, line_user_id=None, consented_at=None, blocked_at=None))
    return (plain("notices.forgotten"),)
