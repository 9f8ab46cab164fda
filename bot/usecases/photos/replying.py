"""What is said when a photo has been fetched (fetching.py)."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.events import PhotoFetched
from bot.usecases.delivery.replying import RECEIPT_PRIORITY, REPLY_PRIORITY, reply
from bot.usecases.incoming import ReplyToken
from bot.usecases.ports import Ports
from bot.usecases.turns.conversing import converse
from storage.kinds import DeliveryKind
from storage.records import Photo
from storage.work import Work


def tell_of_photo(ports: Ports, work: Work, photo: Photo, reason: str, now: datetime) -> None:
    """Answers the photo's message once it is kept, or with the `reason` why it is not (see PhotoFetched).

    Of several photos sent together only the last one fetched is answered.
    """
    person = work.people.get(photo.person_id)
    if person is None or person.line_user_id is None or (not reason and work.photos.waiting_in(photo.session)):
        return
    cause = f"{photo.office_id}/photo/{photo.message_id}"
    bubbles = converse(ports, work, person, PhotoFetched(cause, now, photo.message_id, reason), None)
    if bubbles:
        token = ReplyToken(photo.reply_token, photo.token_at) if photo.reply_token else None
        priority = RECEIPT_PRIORITY if reason else REPLY_PRIORITY
        to = person.line_user_id
        work.outbox.post(reply(ports, photo.office_id, cause, to, bubbles, now, DeliveryKind.REPLY, token, priority))
