"""From a stranger with a code to an owner: the code, the privacy notice, the welcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.conversation.events import ButtonTapped, TextReceived
from bot.usecases.codes import code_hash, read_code
from bot.usecases.incoming import LineEvent, Unfollowed
from bot.usecases.notices.outstanding import projects_of
from bot.usecases.ports import Ports
from bot.usecases.rounds import current_round
from bot.usecases.turns.personal_data import MISSES_KEPT, forget_line_id
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.contact import whom_to_ask, whom_to_ask_at_the_door
from messages.chat.lists import plain
from messages.thai.dates import bangkok_day
from messages.words import Keyword, asks_back, understand
from storage.records import Invitation, Person, Project
from storage.work import Work

MISSES_ALLOWED = 5


def answer_stranger(ports: Ports, work: Work, event: LineEvent, user_id: str) -> Sequence[Bubble]:
    """What somebody unknown hears: the way in, the privacy notice for a right code, the welcome after yes."""
    now = event.at
    match event:
        case TextReceived(text=text) if _is_yes(text):
            return _accept(work, user_id, now)
        case TextReceived(text=text) if _is_keyword(text, Keyword.FORGET):
            return _forget(work, user_id)
        case TextReceived(text=text) if _is_keyword(text, Keyword.CONTACT):
            return (plain("notices.stranger_contact", who=whom_a_stranger_asks(work)),)
        case TextReceived(text=text) if read_code(text):
            return _try_code(ports, work, user_id, read_code(text) or "", now)
        case ButtonTapped(postback=postback) if postback.question == "consent":
            return _accept(work, user_id, now) if postback.action == "yes" else (notices.privacy_details(),)
        case Unfollowed():
            return ()
    return _at_the_door(work, user_id, now)


def _at_the_door(work: Work, user_id: str, now: datetime) -> Sequence[Bubble]:
    """The notice again for somebody whose code was right, the way in for anybody else."""
    person = _invited(work, user_id, now)
    if person is None:
        return (plain("notices.stranger", who=whom_a_stranger_asks(work)),)
    return (_notice(work, person, now),)


def _invited(work: Work, user_id: str, now: datetime) -> Person | None:
    """Whose code this account claimed and has not enrolled with yet."""
    invitation = work.invitations.find_claimed(user_id)
    return work.people.get(invitation.person_id) if invitation and invitation.expires_at > now else None


def _notice(work: Work, person: Person, now: datetime) -> Bubble:
    return notices.consent(_office_name(work), person.role, _numbers(work, person, bangkok_day(now)))


def _is_yes(text: str) -> bool:
    return _is_keyword(text, Keyword.YES) and not asks_back(text)


def _is_keyword(text: str, keyword: Keyword) -> bool:
    asked = understand(text)
    return asked is not None and asked.keyword == keyword


def _forget(work: Work, user_id: str) -> Sequence[Bubble]:
    """The code this account claimed goes. Wrong codes stay counted for their hour, or nobody would need to stop."""
    work.invitations.forget_claims(user_id)
    work.leave_no_remnants()
    return (plain("notices.stranger_forgotten", who=whom_a_stranger_asks(work)),)


def _try_code(ports: Ports, work: Work, user_id: str, code: str, now: datetime) -> Sequence[Bubble]:
    if has_missed_too_often(work, user_id, now):
        return (plain("notices.too_many_codes", who=whom_a_stranger_asks(work)),)
    hashed = code_hash(ports.code_key, code)
    invitation = usable(work, hashed, user_id, now)
    person = work.people.get(invitation.person_id) if invitation and not invitation.enrolled_at else None
    if person is None:
        work.invitations.count_miss(user_id, now)
        return (plain("notices.wrong_code", who=whom_a_stranger_asks(work)),)
    work.invitations.claim(hashed, user_id)
    return (_notice(work, person, now),)


def has_missed_too_often(work: Work, user_id: str, now: datetime) -> bool:
    """Whether this account has typed as many wrong codes, here or in a group, as anybody may in an hour."""
    return work.invitations.misses_since(user_id, now - MISSES_KEPT) >= MISSES_ALLOWED


def usable(work: Work, hashed: str, user_id: str, now: datetime) -> Invitation | None:
    """The invitation of that code if it exists, has not expired and belongs to nobody else's account."""
    invitation = work.invitations.find(hashed)
    if invitation is None or invitation.expires_at <= now:
        return None
    return invitation if invitation.claimed_by in {None, user_id} else None


def _accept(work: Work, user_id: str, now: datetime) -> Sequence[Bubble]:
    invitation = work.invitations.find_claimed(user_id)
    person = work.people.get(invitation.person_id) if invitation else None
    if invitation is None or person is None or invitation.expires_at <= now:
        return (plain("notices.stranger", who=whom_a_stranger_asks(work)),)
    if person.line_user_id:
        forget_line_id(work, person.line_user_id, now)
    work.people.save(replace(person, line_user_id=user_id, consented_at=now, blocked_at=None))
    work.invitations.mark_enrolled(invitation.code_hash, now)
    return (_welcome(work, person, bangkok_day(now)),)


def _welcome(work: Work, person: Person, today: date) -> Bubble:
    projects = _projects(work, person, today)
    return notices.welcome(projects, current_round(work, today), today, planner=person.role.sees_office)


def _projects(work: Work, person: Person, today: date) -> tuple[Project, ...]:
    round_ = current_round(work, today)
    year = round_.fiscal_year if round_ else work.plan.newest_year()
    return projects_of(work, person, year)


def _numbers(work: Work, person: Person, today: date) -> tuple[int, ...]:
    return tuple(project.no for project in _projects(work, person, today))


def whom_a_stranger_asks(work: Work) -> str:
    """The group's number, which the office gave to be called, and nobody's name."""
    return whom_to_ask_at_the_door(work.office.contact())


def _office_name(work: Work) -> str:
    office = work.office.load()
    return office.short_name if office else ""


def answer_code_again(ports: Ports, work: Work, person: Person, event: LineEvent) -> Sequence[Bubble]:
    """An enrolled person who types a code: told so, and a code meant for somebody else stays unused.

    Empty where the text is no living code: eight letters may well be an answer.
    """
    code = read_code(event.text) if isinstance(event, TextReceived) else None
    invitation = work.invitations.find(code_hash(ports.code_key, code)) if code else None
    if invitation is None or invitation.expires_at <= event.at:
        return ()
    own = invitation.person_id == person.id
    if own:
        return (plain("notices.already_enrolled"),)
    return (plain("notices.code_of_another", who=whom_to_ask(work.office.contact())),)


def reachable(person: Person, event: LineEvent) -> Person:
    """The person after blocking or unblocking the account."""
    return replace(person, blocked_at=event.at if isinstance(event, Unfollowed) else None)
