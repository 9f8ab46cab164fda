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

from storage.records import Delivery

HELD = "held"
"""The error of what was taken up and not sent, because nobody is written to at that hour."""
_IN_DOUBT = ("unknown", "unavailable:5")
_ANSWERED_ELSEWHERE = ("unavailable:3", "unavailable:4")
_BY_LINE = "unavailable:401"
"""An access token it knows no more."""


def earlier(delivery: Delivery) -> str:
    """How the attempts before ended; nothing recorded of one means that its process died."""
    return delivery.error or ("unknown:died" if delivery.attempted_at else "")


def is_in_doubt(error: str) -> bool:
    """Whether LINE may have taken what ended so."""
    return error.startswith(_IN_DOUBT)


def may_have_come(error: str) -> bool:
    """Whether a reply that ended so is said again with a word of that.

    Who answers in LINE's place hardly ever passes a call on, so that nothing follows from it but this word.
    """
    return is_in_doubt(error) or (error.startswith(_ANSWERED_ELSEWHERE) and error != _BY_LINE)


def with_earlier(error: str, delivery: Delivery) -> str:
    """How all attempts ended: a doubt outlasts a failure that is certain, which says nothing of the attempt before."""
    before = earlier(delivery)
    return before if is_in_doubt(before) and not is_in_doubt(error) else error
