"""Two people who answer for one project: whoever sent its report first hears of it when the other sends it anew."""

from __future__ import annotations

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Batch, Notice, WordedNotice
from bot.usecases.notices.outstanding import is_reachable, projects_of
from bot.usecases.notices.posting import post
from bot.usecases.ports import Ports
from messages.answer_values import answers_from_json
from messages.chat import notices
from messages.chat.review import OtherSender
from messages.figures.spending import spent_until
from storage.kinds import DeliveryKind
from storage.records import Person, Submission
from storage.work import Work


def tell_sender_before(ports: Ports, work: Work, by: Person, before: Submission, sent: Submission) -> None:
    """In the transaction that stores `sent`, once, where the month's messages allow it.

    Nobody is told of what is no longer theirs.
    """
    office, round_, owner = work.office.load(), work.rounds.get(sent.round_id), work.people.get(before.person_id)
    if office is None or round_ is None or owner is None or not is_reachable(owner):
        return
    mine = [one for one in projects_of(work, owner, round_.fiscal_year) if one.id == sent.project_id]
    if not mine:
        return
    last, now = max(round_.quarters), sent.submitted_at
    spent = tuple(spent_until(last, answers_from_json(each.answers), ()) for each in (before, sent))
    step = f"revised-{sent.project_id}-{sent.revision}"
    notice = Notice(DeliveryKind.REVISED, round_.id, (step,), now, str(owner.id), owner.line_user_id or "")
    left = quota.load_quota(work, now).left
    if quota.affordable([Batch(DeliveryKind.REVISED.traits.rank, [notice])], left, office.reminders.reserve, 0):
        bubble = notices.revised_report(mine[0], OtherSender(by.name, now), *spent)
        post(ports, work, [WordedNotice(notice, (bubble,))], now)
