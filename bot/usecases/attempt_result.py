"""What LINE may have made of an attempt: what each observation of a call proves.

| observed                                                     | verdict       | LINE took it                      |
|--------------------------------------------------------------|---------------|-----------------------------------|
| 200 with the id of each message; 409 to a push, saying that  | `accepted`    | yes                               |
| its retry key is known                                       |               |                                   |
| no connection was made                                       | `unavailable` | no                                |
| 3xx, 401, 403, a 4xx that is not in LINE's words             | `unavailable` | no: somebody else answered        |
| 400 or 413 in LINE's words, 429                              | see ports.py  | no                                |
| 5xx                                                          | `unavailable` | perhaps (LINE says so)            |
| time-out, reset, half an answer; any other 2xx               | `unknown`     | perhaps                           |
| the process died                                             | nothing       | perhaps                           |
| "Invalid reply token", within the token's life, after a      | `token_gone`  | yes, that attempt: a token is     |
| perhaps                                                      |               | refused once it was used          |
| "Invalid reply token", later or without a perhaps before     | `token_gone`  | proves nothing: it goes by push   |

A push may be repeated under its retry key as long as LINE knows the key. A reply has none: where its token cannot tell
any more it is pushed, and says that it may have come before; so it does where somebody else answered, who may have
passed it on all the same. Whoever saw the first has often written since, and then it is not tried again at all:
something newer is said. What tells that something was kept, or lost, is said all the same.
"""

from __future__ import annotations

from storage.records import Attempt, Delivery
from storage.vocabulary import AttemptReason, AttemptResult

HELD = Attempt(AttemptResult.REJECTED, AttemptReason.HELD)
TOO_OLD = Attempt(AttemptResult.REJECTED, AttemptReason.TOO_OLD)
NO_CHANNEL = Attempt(AttemptResult.REJECTED, AttemptReason.NO_CHANNEL)
TOKEN_UNKNOWN = Attempt(AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "401")
"""LINE's own answer to an access token that it knows no more."""
_DIED = Attempt(AttemptResult.UNKNOWN, AttemptReason.UNKNOWN, "died")
SERVER_ERROR = 500
_REDIRECT = 300


def last_attempt(delivery: Delivery) -> Attempt | None:
    """How the attempts before ended; nothing recorded of one means that its process died."""
    return delivery.last or (_DIED if delivery.attempted_at else None)


def is_in_doubt(attempt: Attempt | None) -> bool:
    """Whether LINE may have taken what ended so."""
    return attempt is not None and attempt.result == AttemptResult.UNKNOWN


def may_have_come(attempt: Attempt | None) -> bool:
    """Whether a reply that ended so is said again with a word of that.

    Who answers in LINE's place hardly ever passes a call on, so that nothing follows from it but this word.
    """
    return is_in_doubt(attempt) or (attempt is not None and _is_answered_elsewhere(attempt))


def _is_answered_elsewhere(attempt: Attempt) -> bool:
    is_status = _REDIRECT <= http_status(attempt.detail) < SERVER_ERROR
    return attempt.reason == AttemptReason.UNAVAILABLE and is_status and attempt != TOKEN_UNKNOWN


def http_status(detail: str) -> int:
    """The HTTP status, 0 where the detail is none."""
    return int(detail) if detail.isdecimal() else 0


def with_earlier(attempt: Attempt, delivery: Delivery) -> Attempt:
    """How all attempts ended: a doubt outlasts a failure that is certain, which says nothing of the attempt before."""
    before = last_attempt(delivery)
    return before if before and is_in_doubt(before) and not is_in_doubt(attempt) else attempt
