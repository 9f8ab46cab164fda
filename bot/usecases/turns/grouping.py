"""The planning group in LINE: binding it by a one-time code, and the one question it may ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bot.conversation.events import ButtonTapped, TextReceived
from bot.usecases.codes import code_hash, new_code, read_code
from bot.usecases.delivery.unreachable import forget_group
from bot.usecases.incoming import BotJoined, BotLeft, Incoming
from bot.usecases.notices import summaries
from bot.usecases.notices.deadline_moves import pass_on
from bot.usecases.ports import Ports
from bot.usecases.reports import document_links
from bot.usecases.turns.enrolling import has_missed_too_often, usable, whom_a_stranger_asks
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.words import Instruction, Keyword, is_asked_by_name, keyword_named, understand
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Delivery, Invitation, Person
from storage.work import Work

CODE_HOURS = 24


def answer_in_group(ports: Ports, work: Work, incoming: Incoming) -> Sequence[Bubble]:
    """Groups hear nothing but the planners' keywords; what else is said there is neither answered nor kept."""
    group_id, now = incoming.group_id or "", incoming.event.at
    match incoming.event:
        case BotJoined():
            return (plain("notices.group.joined"),)
        case BotLeft():
            forget_group(work, group_id, now)
        case TextReceived(text=text):
            asked = understand(text)
            return _obey(ports, work, group_id, incoming, asked, now) if asked and _is_meant(text, asked) else ()
        case ButtonTapped(postback=postback):
            keyword = keyword_named(postback.action.partition(":")[0])
            return _obey(ports, work, group_id, incoming, Instruction(keyword), now) if keyword else ()
    return ()


def _is_meant(text: str, asked: Instruction) -> bool:
    """Help is asked for by its own word alone: others of the same meaning are said in groups for other things."""
    return asked.keyword != Keyword.HELP or is_asked_by_name(text, Keyword.HELP)


def _obey(
    ports: Ports, work: Work, group_id: str, incoming: Incoming, asked: Instruction, now: datetime
) -> Sequence[Bubble]:
    if asked.keyword == Keyword.BIND_GROUP:
        user_id = incoming.user_id
        return (_bind(ports, work, group_id, user_id, asked.argument, now),) if user_id else ()
    bound = work.groups.current()
    if bound is None or bound.group_id != group_id:
        return ()
    match asked.keyword:
        case Keyword.SUMMARY | Keyword.STATUS:
            return summaries.summary_now(work, now, names_people=False)
        case Keyword.WHO_MISSING:
            return (summaries.missing_now(work, now),)
        case Keyword.HELP:
            return (notices.group_help(),)
        case Keyword.DOCUMENTS:
            return document_links.documents_now(ports, work, document_links.group_holder(bound), now)
    return ()


def _bind(ports: Ports, work: Work, group_id: str, user_id: str, typed: str, now: datetime) -> Bubble:
    """An enrolled planner's unused code binds the group it is typed in; the group bound before is told."""
    if has_missed_too_often(work, user_id, now):
        return plain("notices.too_many_codes", who=whom_a_stranger_asks(work))
    code = read_code(typed)
    invitation = usable(work, code_hash(ports.code_key, code), user_id, now) if code else None
    invited = work.people.get(invitation.person_id) if invitation else None
    if invitation is None or invited is None or not invited.role.sees_office or invitation.group_bound_at is not None:
        work.invitations.count_miss(user_id, now)
        return plain("notices.group.wrong_code")
    typist = work.people.by_line_user(user_id)
    if typist is None or not typist.role.sees_office:
        return plain("notices.group.enrol_first")
    work.invitations.claim(invitation.code_hash, user_id)
    work.invitations.mark_group_bound(invitation.code_hash, now)
    former, last = work.groups.current(), work.groups.newest()
    pass_on(work, last.group_id if last else str(typist.id), group_id, now)
    work.groups.bind(BoundGroup(group_id, now, typist.id))
    if former and former.group_id != group_id:
        work.outbox.post(_unbound(ports, work.office_id, former, now))
    return plain("notices.group.bound")


def _unbound(ports: Ports, office_id: str, former: BoundGroup, now: datetime) -> Delivery:
    """Tells a group that the summaries go to another: nobody waits for them, nor do they go astray unseen."""
    return Delivery(
        id=uuid5(NAMESPACE_URL, f"{office_id}/unbound/{former.group_id}/{now.isoformat()}"),
        office_id=office_id,
        kind=DeliveryKind.UNBOUND,
        to=former.group_id,
        messages=ports.render((plain("notices.group.unbound"),)),
        due_at=now,
        created_at=now,
        priority=DeliveryKind.UNBOUND.traits.priority,
    )


def offer_code(ports: Ports, work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """A fresh code for an enrolled planner, for the group alone: it is already claimed by the planner's own account."""
    shown = new_code()
    hashed = code_hash(ports.code_key, read_code(shown) or "")
    expires = now + timedelta(hours=CODE_HOURS)
    work.invitations.add(Invitation(hashed, person.id, expires, claimed_by=person.line_user_id, enrolled_at=now))
    return (notices.group_code(shown, CODE_HOURS),)
