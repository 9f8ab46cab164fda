"""Sends events to the accounts' webhooks: signed, with LINE's two seconds to answer, and redelivered when refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock, Timer

import urllib3

from bot.simulator.events import again, signature, webhook_body
from bot.simulator.records import JSON, Account

WEBHOOK_TIMEOUT = 2.0
"""Seconds LINE waits for the webhook's 200."""


@dataclass(eq=False)
class UndeliveredWebhook:
    account: Account
    events: Sequence[JSON]
    tried: int = 1


OnDelivered = Callable[[Account, Sequence[JSON], int], object]
"""Called with the events sent to an account's webhook, and the status of its answer (0: none in time)."""


class WebhookClient:
    """`delays`: seconds of real time before each redelivery, for accounts that have redelivery turned on.

    `twice`: carries every event a second time although it was answered, as LINE may.
    """

    def __init__(
        self, delays: Sequence[float], timeout: float = WEBHOOK_TIMEOUT, on_delivered: OnDelivered = lambda *_: None
    ) -> None:
        self.twice = False
        self._delays = tuple(delays)
        self._on_delivered = on_delivered
        self._pool = urllib3.PoolManager(maxsize=16, retries=False, timeout=urllib3.Timeout(total=timeout))
        self._undelivered: list[UndeliveredWebhook] = []
        self._timers: set[Timer] = set()
        self._closed = False
        self._lock = Lock()

    def send(self, account: Account, events: Sequence[JSON]) -> int:
        """Posts one webhook and gives its status, 0 where none came in time; keeps what was not answered 200.

        An account without a URL has no webhook: nothing is sent or kept.
        """
        if not account.webhook_url:
            return 0
        status = self._deliver(account, events)
        if status != 200:
            self._keep(UndeliveredWebhook(account, events))
        elif self.twice:
            self._deliver(account, [again(event) for event in events])
        return status

    def post(self, account: Account, body: bytes, signed: str | None = None, url: str = "") -> int:
        """Posts a raw body, signed with the account's secret unless another signature is given."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "X-Line-Signature": signature(account.secret, body) if signed is None else signed,
        }
        try:
            to = url or account.webhook_url
            answer = self._pool.request("POST", to, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError:
            return 0
        return answer.status

    def redeliver(self) -> list[int]:
        """Tries everything undelivered once more, now; gives the statuses."""
        with self._lock:
            waiting = tuple(self._undelivered)
        return [self._try_again(one) for one in waiting]

    def close(self) -> None:
        """Ends the timers and the connections."""
        with self._lock:
            self._closed = True
            timers = tuple(self._timers)
        for timer in timers:
            timer.cancel()
            timer.join()
        self._pool.clear()

    def _try_again(self, one: UndeliveredWebhook) -> int:
        with self._lock:
            if one not in self._undelivered:
                return 200
            self._undelivered.remove(one)
        status = self._deliver(one.account, [again(event) for event in one.events])
        if status != 200:
            self._keep(UndeliveredWebhook(one.account, one.events, one.tried + 1))
        return status

    def _deliver(self, account: Account, events: Sequence[JSON]) -> int:
        status = self.post(account, webhook_body(account.bot_id, events))
        self._on_delivered(account, events, status)
        return status

    def _keep(self, one: UndeliveredWebhook) -> None:
        with self._lock:
            self._undelivered.append(one)
            if one.account.redelivery and not self._closed and one.tried <= len(self._delays):
                timer = Timer(self._delays[one.tried - 1], self._due, (one,))
                timer.daemon = True
                self._timers = {other for other in self._timers if other.is_alive()} | {timer}
                timer.start()

    def _due(self, one: UndeliveredWebhook) -> None:
        if not self._closed:
            self._try_again(one)
