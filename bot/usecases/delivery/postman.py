"""The postman: takes what the outbox holds to LINE, each delivery accepted once.

A reply token is free but works once and about a minute; a push costs quota and carries the delivery's id as retry
key from the first attempt on (LINE accepts one key once in 24 hours), so trying again after a crash is safe.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from threading import Event

from bot.backoff import Backoff
from bot.usecases.attempt_result import HELD, NO_CHANNEL, TOO_OLD, is_in_doubt, last_attempt, with_earlier
from bot.usecases.delivery.attempting import TOKEN_FRESH, TOKEN_LIFE, Addressed, attempt, attempt_of
from bot.usecases.delivery.postponing import find_next_attempt, find_send_time, remember_used_up
from bot.usecases.delivery.unreachable import remember_unreachable
from bot.usecases.notices.deadline_moves import take_back
from bot.usecases.notices.renewing import renew
from bot.usecases.ports import Line, Outcome, Ports, Verdict
from storage.errors import StorageError
from storage.records import SUPERSEDED, Attempt, Channel, Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""Longer than the slowest call to LINE (13 s, twice: reply, then push)."""
GIVE_UP = timedelta(hours=23)
"""Before LINE forgets the retry key (24 hours): after that a push would be a new message."""
SENDERS = 256
"""Calls at a time; one waits for LINE most of its time."""
NOTICES = 32
"""Of these at most so many are no replies: on a morning when much is due, who writes is still answered at once."""
EVERY_SECONDS = 0.03
"""How often the postman looks: what a reply is delayed by at most, where looking takes no longer. While it writes, who
answers webhooks waits: looking three times as often, the median answer took longer."""
FAILED_SECONDS = 1.0
"""The longest pause between two looks while the database does not answer."""
MIN_INTERVAL_SECONDS = 0.004
"""Between two looks at least: others get to write, and what comes in meanwhile is claimed together."""


class Postman:
    """Sends up to `SENDERS` deliveries at a time in one event loop, so that one slow call holds up no other.

    The database is only asked in threads: however long it takes, calls under way go on.
    """

    name = "postman"

    def __init__(self, ports: Ports, now: Callable[[], datetime]) -> None:
        self._ports = ports
        self._now = now
        self._accepted: deque[Delivery] = deque()
        self._under_way: dict[asyncio.Task[None], Delivery] = {}

    def run(self, stop: Event) -> None:
        """Sends what falls due until `stop` is set, and ends what is under way."""
        asyncio.run(self._run(stop))

    def deliver_all(self) -> int:
        """Sends what is due until nothing is; what was put off stays for later. Returns how many LINE accepted."""
        return asyncio.run(self._deliver_all())

    async def _run(self, stop: Event) -> None:
        async with self._ports.messenger.connected() as line:
            pause = Backoff(EVERY_SECONDS, FAILED_SECONDS)
            while not stop.is_set():
                next_time = asyncio.get_running_loop().time() + EVERY_SECONDS
                if await _succeeds(self._claim_and_start(line)):
                    pause.reset()
                    await asyncio.sleep(max(next_time - asyncio.get_running_loop().time(), MIN_INTERVAL_SECONDS))
                else:
                    await asyncio.sleep(pause.next_delay())
            await _succeeds(self._drain())

    async def _deliver_all(self) -> int:
        accepted = 0
        async with self._ports.messenger.connected() as line:
            while await self._claim_and_start(line):
                accepted += await self._drain()
        return accepted

    async def _claim_and_start(self, line: Line) -> int:
        """Claims as many as can be sent now and starts on them; returns how many."""
        notices = sum(not delivery.kind.traits.is_answer for delivery in self._under_way.values())
        free = SENDERS - len(self._under_way), NOTICES - notices
        claimed, addressed = await asyncio.to_thread(self._claim, *free)
        for one in addressed:
            task = asyncio.create_task(self._send(line, one))
            self._under_way[task] = one.delivery
            task.add_done_callback(self._under_way.pop)
        return claimed

    async def _drain(self) -> int:
        """Waits for the calls under way and records what became of them. Returns how many LINE accepted."""
        await asyncio.gather(*self._under_way)
        accepted = len(self._accepted)
        await asyncio.to_thread(self._claim, 0, 0)
        return accepted

    def _claim(self, replies: int, notices: int) -> tuple[int, Sequence[Addressed]]:
        """How many were claimed (of each at most so many), and those of them to be sent now.

        What LINE accepted since the last time is recorded in the same transaction. One lost with the process is sent
        again, and LINE tells: it knows the retry key, or refuses the used token.
        """
        accepted = [self._accepted.popleft() for _ in range(len(self._accepted))]
        try:
            claimed = self._ports.storage.outbox.claim(self._now(), LEASE, replies, notices, accepted)
        except Exception:
            self._accepted.extend(accepted)
            raise
        channels = self._channels({delivery.office_id for delivery in claimed}) if claimed else {}
        found = (self._address(delivery, channels) for delivery in claimed)
        return len(claimed), [one for one in found if one]

    def _channels(self, office_ids: Collection[str]) -> dict[str, Channel | None]:
        """Of all of them at once; none where one of them cannot be had: then each is looked up by itself."""
        try:
            return dict(self._ports.storage.channels(office_ids))
        except Exception:
            log.warning("channels looked up one by one offices=%d", len(office_ids))
            return {}

    def _address(self, delivery: Delivery, channels: dict[str, Channel | None]) -> Addressed | None:
        """A delivery nobody foresaw must not stop the others: it is put off like any unknown failure."""
        try:
            return _address(self._ports, delivery, channels, self._now())
        except Exception as error:
            self._put_off_unforeseen(delivery, Verdict.UNAVAILABLE, error)
            return None

    async def _send(self, line: Line, one: Addressed) -> None:
        try:
            outcome = await attempt(self._ports, line, one, self._now)
            _log_outcome(one.delivery, outcome)
            if outcome.verdict == Verdict.ACCEPTED:
                self._accepted.append(one.delivery)
            else:
                await asyncio.to_thread(_handle_not_accepted, self._ports, one.delivery, outcome, self._now())
        except Exception as error:
            await asyncio.to_thread(self._put_off_unforeseen, one.delivery, Verdict.UNKNOWN, error)

    def _put_off_unforeseen(self, delivery: Delivery, verdict: Verdict, error: Exception) -> None:
        log.error("delivery failed office=%s id=%s", delivery.office_id, delivery.id, exc_info=error)
        try:
            _put_off(self._ports, delivery, Outcome(verdict, "exception"), self._now())
        except StorageError:
            log.exception("delivery left to its lease office=%s id=%s", delivery.office_id, delivery.id)


async def _succeeds(doing: Awaitable[object]) -> bool:
    """Whatever kept it from being done, the next time or the next postman does it: nothing ends the postman."""
    try:
        await doing
    except Exception:
        log.exception("outbox out of reach")
        return False
    return True


def _address(ports: Ports, delivery: Delivery, channels: dict[str, Channel | None], now: datetime) -> Addressed | None:
    """None where it does not go now; what becomes of it then is recorded. `channels`: those looked up already."""
    office_id = delivery.office_id
    try:
        if office_id not in channels:
            with ports.storage.office(office_id).reading() as work:
                channels[office_id] = work.office.channel()
    except StorageError:
        # LINE was certainly not called: this must not be taken for an attempt whose end is unknown.
        log.exception("channel out of reach office=%s", office_id)
        _put_off(ports, delivery, Outcome(Verdict.UNAVAILABLE, "channel"), now)
        return None
    channel = channels[office_id]
    if channel is None:
        _give_up(ports, delivery, now, NO_CHANNEL)
        return None
    if delivery.kind.traits.is_answer:
        return Addressed(delivery, channel)
    notice = renew(ports, delivery, now) if _is_time_for(ports, delivery, now) else None
    return Addressed(notice, channel) if notice else None


def _is_time_for(ports: Ports, notice: Delivery, now: datetime) -> bool:
    """Whether a notice may go now; where nobody is written to it is held until then, and given up when it is old."""
    may_go_at = find_send_time(ports, notice, now)
    if may_go_at > notice.created_at + GIVE_UP:
        _give_up_late(ports, notice, now, notice.last or TOO_OLD)
        return False
    if may_go_at > now:
        ports.storage.outbox.retry(notice, may_go_at, last_attempt(notice) or HELD)
        return False
    return True


def _log_outcome(delivery: Delivery, outcome: Outcome) -> None:
    log.info(
        "delivery office=%s kind=%s outcome=%s detail=%s attempt=%d",
        delivery.office_id,
        delivery.kind,
        outcome.verdict,
        outcome.detail,
        delivery.attempts,
    )


def _handle_not_accepted(ports: Ports, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    match outcome.verdict:
        case Verdict.REFUSED | Verdict.TOKEN_GONE:
            _give_up(ports, delivery, now, attempt_of(outcome))
        case Verdict.SUPERSEDED:
            ports.storage.outbox.give_up(delivery, now, SUPERSEDED)
        case Verdict.UNREACHABLE:
            _give_up(ports, delivery, now, attempt_of(outcome))
            remember_unreachable(ports, delivery, now)
        case Verdict.QUOTA:
            remember_used_up(ports, delivery, now)
            if delivery.kind.traits.waits_for_quota:
                _put_off(ports, delivery, outcome, now)
            else:
                _give_up(ports, delivery, now, attempt_of(Outcome(Verdict.QUOTA)))
        case Verdict.TAKEN_OVER:
            pass
        case _:
            _put_off(ports, delivery, outcome, now)


def _put_off(ports: Ports, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    last = with_earlier(attempt_of(outcome), delivery)
    again = min([find_next_attempt(ports, delivery, outcome, now), *_turning_points(delivery, now)])
    if again > delivery.created_at + GIVE_UP:
        _give_up_late(ports, delivery, now, last)
    else:
        ports.storage.outbox.retry(delivery, again, last)


def _give_up_late(ports: Ports, delivery: Delivery, now: datetime, last: Attempt) -> None:
    """What it says of a moved deadline is said again, unless LINE may have taken it: no later notice does."""
    _give_up(ports, delivery, now, last)
    if delivery.kind.traits.is_answer or is_in_doubt(with_earlier(last, delivery)):
        return
    with ports.storage.office(delivery.office_id).work() as work:
        take_back(work, delivery.id, now)
        work.commit()


def _turning_points(reply: Delivery, now: datetime) -> list[datetime]:
    """From when on it can go by push, unsure or not, as the token serves no more: nobody waits longer for it."""
    ends = [reply.token_at + age for age in (TOKEN_FRESH, TOKEN_LIFE)] if reply.token_at else []
    return [end for end in ends if now < end]


def _give_up(ports: Ports, delivery: Delivery, now: datetime, last: Attempt) -> None:
    """Settles what will not be tried again: doubtful where LINE may have taken an earlier attempt all the same."""
    ports.storage.outbox.give_up(delivery, now, with_earlier(last, delivery))
