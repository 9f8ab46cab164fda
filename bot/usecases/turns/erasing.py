"""What must not be kept any longer.

A message taken back (LINE: its content must go) leaves every revision of the reports already sent, and its photo goes
with it. Figures and choices an owner confirmed stay: they are the office's report, not the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.erasing import copies_of, erased, without_message
from bot.conversation.stored import from_json, to_json
from bot.usecases.delivery.unreachable import forget_group
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.parts import from_plain, to_plain
from storage.records import Person, Submission
from storage.work import Work


def erase_message(work: Work, person: Person, message_id: str, now: datetime) -> Sequence[Bubble]:
    """Says from which reports it was erased; nothing where it was in none."""
    touched = work.submissions.with_message(person.id, message_id)
    if touched:
        _erase_everywhere(work, touched, message_id, now)
    photo = work.photos.of_message(message_id)
    if photo and photo.person_id == person.id:  # nobody takes back what another showed
        work.photos.erase((message_id,), now)
    work.leave_no_remnants()
    numbers = sorted({_number(work, submission) for submission in touched})
    listed = ", ".join(str(no) for no in numbers)
    return (plain("conversation.unsent_sent", numbers=listed, no=numbers[0]),) if numbers else ()


def _erase_everywhere(work: Work, sent: Sequence[Submission], message_id: str, now: datetime) -> None:
    """In what was sent, and in what was copied from it: another owner's revision, a later round's, anybody's draft."""
    copies: dict[tuple[str, int | str], str] = {}
    for one in sent:
        copies |= copies_of(one.answers, from_plain(one.parts), message_id)
    projects = {one.project_id for one in sent}
    for one in (each for project_id in sorted(projects) for each in work.submissions.of_project(project_id)):
        answers, left = erased(one.answers, from_plain(one.parts), message_id, copies)
        if answers != one.answers or to_plain(left) != tuple(one.parts):
            work.submissions.rewrite(one.id, answers, to_plain(left))
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

    That is: what waits to be sent there, that anything was, codes claimed and mistyped, the conversation, and photos
    in no report.
    """
    if person.line_user_id:
        forget_line_id(work, person.line_user_id, now)
    work.invitations.forget_claimed_of(person.id)
    work.conversations.erase(person.id)
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
    known = work.plan.ever(round_.fiscal_year) if round_ else ()
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
    bound = work.groups.bound()
    ends_group = bound is not None and bound.bound_by == person.id
    if bound and ends_group:
        forget_group(work, bound.group_id, now)
    work.people.remove(person.id)
    return ends_group
