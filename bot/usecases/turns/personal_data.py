"""A person's data: shown and deleted on request (PDPA B.E. 2562, sections 30 and 33), and forgotten in time.

A message taken back (LINE: its content must go) leaves every revision of the reports already sent, and its photo goes
with it. Figures and choices an owner confirmed stay: they are the office's report, not the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.erasing import copies_of, erased, without_message
from bot.conversation.stored import from_json, to_json
from bot.usecases.delivery.unreachable import forget_group
from bot.usecases.notices.decisions import find_project
from bot.usecases.notices.outstanding import projects_of
from bot.usecases.ports import Ports
from bot.usecases.rounds import current_round
from messages.answer_values import Answer, answers_from_json, answers_to_json
from messages.chat import notices, requests
from messages.chat.bubbles import Bubble
from messages.chat.contact import whom_to_ask
from messages.chat.lists import plain
from messages.parts import parts_from_json, parts_to_json
from messages.thai.dates import bangkok_day
from storage.records import Person, ProjectRequest, Submission
from storage.work import Work

EVENTS_KEPT = timedelta(days=7)
"""LINE redelivers within minutes; a week is far beyond."""
DELIVERIES_KEPT = timedelta(days=90)
"""Settled deliveries hold no text; a failed one stays visible in `tanrob check` for a quarter."""

MISSES_KEPT = timedelta(hours=1)
"""Wrong codes typed, for as long as they count against who typed them."""
PHOTOS_KEPT = timedelta(days=1)
"""A photo in no draft and no report (taken out again, or of a cancelled report that began anew) goes after a day."""


def show_data(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
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
    asked = [_told_request(work, one) for one in work.requests.asked_by(person.id)]
    return (notices.my_data(person.name, person.role, projects, person.consented_at, len(drafts), sent, asked),)


def _told_request(work: Work, request: ProjectRequest) -> str:
    project = find_project(work, request)
    no = project.no if project else request.project_id
    return requests.asked_once(no, request.to_whom, request.asked_at, request.outcome)


def forget_person(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Deletes the LINE id wherever it stands, the consent and the conversation with its photos.

    Reports sent stay, with their photos: they are the office's documents. So does the name the office gave, and which
    projects the person answers for: that is the office's own list. Of the farewell the outbox forgets to whom it goes
    when it is settled.
    """
    forget_account(work, person, now)
    work.people.save(replace(person, line_user_id=None, consented_at=None, blocked_at=None))
    return (plain("notices.forgotten", who=whom_to_ask(work.office.contact())),)


def erase_message(work: Work, person: Person, message_id: str, now: datetime) -> Sequence[Bubble]:
    """Says from which reports it was erased; nothing where it was in none."""
    touched = work.submissions.having_message(person.id, message_id)
    if touched:
        _erase_everywhere(work, touched, message_id, now)
    photo = work.photos.of_message(message_id)
    if photo and photo.person_id == person.id:  # nobody takes back what another showed
        work.photos.erase((message_id,), now)
    work.leave_no_remnants()
    numbers = sorted({_number(work, submission) for submission in touched})
    listed = ", ".join(str(no) for no in numbers)
    withdrawn = (plain("requests.erased"),) if work.requests.erase_message(person.id, message_id) else ()
    told = (plain("conversation.unsent_sent", numbers=listed, no=numbers[0]),) if numbers else ()
    return (*told, *withdrawn)


def _erase_everywhere(work: Work, sent: Sequence[Submission], message_id: str, now: datetime) -> None:
    """In what was sent, and in what was copied from it: another owner's revision, a later round's, anybody's draft."""
    copies: dict[tuple[str, Answer], Answer | None] = {}
    for one in sent:
        copies |= copies_of(answers_from_json(one.answers), parts_from_json(one.parts), message_id)
    projects = {one.project_id for one in sent}
    for one in (each for project_id in sorted(projects) for each in work.submissions.of_project(project_id)):
        before = answers_from_json(one.answers), parts_from_json(one.parts)
        answers, left = erased(*before, message_id, copies)
        if (answers, left) != before:
            work.submissions.rewrite(one.id, answers_to_json(answers), parts_to_json(left))
    for person_id, kept in work.conversations.all():
        state = from_json(kept.state)
        drafts = tuple(
            without_message(draft, message_id, copies) if draft.project_id in projects else draft
            for draft in state.drafts
        )
        if drafts != state.drafts:
            work.conversations.save(person_id, to_json(replace(state, drafts=drafts)), kept.version, now)


def forget_account(work: Work, person: Person, now: datetime) -> None:
    """Erases what is kept of the person's LINE account but the account of the person's own row.

    That is: what waits to be sent there, that anything was, codes claimed and mistyped, the conversation, what was
    asked of the planners, and photos in no report.
    """
    if person.line_user_id:
        forget_line_id(work, person.line_user_id, now)
    work.invitations.forget_claims_on_person(person.id)
    work.conversations.erase(person.id)
    work.requests.erase(person.id)
    work.photos.erase(work.photos.messages_of(person.id) - work.submissions.messages_of(person.id), now)
    work.leave_no_remnants()


def forget_line_id(work: Work, line_user_id: str, now: datetime) -> None:
    """What waits to be sent to that account, that anything was, and codes it claimed and mistyped."""
    work.outbox.forget_recipient(line_user_id, now)
    work.invitations.forget_account(line_user_id)
    work.leave_no_remnants()


def _number(work: Work, sent: Submission) -> int:
    """What the project is called by now; as it was called last where the plan holds it no more."""
    round_ = work.rounds.get(sent.round_id)
    known = work.plan.projects_ever(round_.fiscal_year) if round_ else ()
    return next((project.no for project in known if project.id == sent.project_id), sent.project_id)


def erase_unused_photos(work: Work, before: datetime, now: datetime) -> None:
    """Erases photos received before that moment which are in no draft and in no report (least data kept)."""
    kept = work.photos.kept_before(before)
    for person_id in {photo.person_id for photo in kept}:
        drafts = from_json(work.conversations.load(person_id).state).drafts
        drafted = {part.message_id for draft in drafts for part in draft.parts}
        mine = {photo.message_id for photo in kept if photo.person_id == person_id}
        work.photos.erase(mine - drafted - work.submissions.messages_of(person_id), now)


def remove_person(work: Work, person: Person, now: datetime) -> bool:
    """Takes the person out of the office; gives whether a planning group they had bound goes with them.

    Reports the person sent stay: they are the office's documents.
    """
    forget_account(work, person, now)
    bound = work.groups.current()
    ends_group = bound is not None and bound.bound_by == person.id
    if bound and ends_group:
        forget_group(work, bound.group_id, now)
    work.requests.erase_successor(person.id)
    work.people.remove(person.id)
    return ends_group


def tidy(ports: Ports, now: datetime) -> None:
    """Deletes old event ids, wrong codes typed, settled deliveries and photos nobody uses."""
    for office_id in ports.storage.office_ids():
        with ports.storage.office(office_id).work() as work:
            work.inbox.forget_before(now - EVENTS_KEPT)
            work.invitations.forget_misses_before(now - MISSES_KEPT)
            work.invitations.forget_unused_claims(now)
            erase_unused_photos(work, now - PHOTOS_KEPT, now)
            work.leave_no_remnants()  # of the claims forgotten here, and of texts sent since the last time
            work.commit()
    ports.storage.outbox.forget_before(now - DELIVERIES_KEPT)
