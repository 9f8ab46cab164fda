"""What is said while an answer is gathered from several messages: long texts, items, photos."""

from __future__ import annotations

from messages.answer_values import items_of
from messages.chat.bubbles import Text
from messages.chat.prompts import MAX_ANSWER, MAX_NAME, ReportView
from messages.forms.form import Question
from messages.parts import count_letters
from messages.texts import catalogue, say
from messages.thai.text import shorten
from messages.words import Keyword, word


def progress(report: ReportView, question: Question) -> Text:
    """After each message of a long answer: how much was kept, and how to go on or to end."""
    items = (Keyword.NEXT,) if question.kind == "items" else ()
    actions = (Keyword.DONE, *items, Keyword.BACK, Keyword.PAUSE)
    buttons = tuple(report.button(question.id, action, word(action)) for action in actions)
    return Text(_kept_texts(report, question), buttons)


def _kept_texts(report: ReportView, question: Question) -> str:
    if question.kind == "photos":
        return _kept_photos(report, question)
    answer = report.begun.get(question.id)
    letters = f"{count_letters(answer):,}"
    if answer and question.kind == "items":
        items = items_of(answer)
        kept = {"number": len(items), "title": shorten(items[-1].title, MAX_NAME), "letters": letters}
        return say("conversation.got_item", label=question.label, **kept)
    return say("conversation.got_part", letters=letters)


def _kept_photos(report: ReportView, question: Question) -> str:
    photos = report.photos(question)
    caption = photos[-1].caption if photos else ""
    if caption:
        return say("conversation.got_caption", count=len(photos), caption=shorten(caption, MAX_ANSWER))
    return say("conversation.got_photo", count=len(photos))


def next_item(report: ReportView, question: Question) -> Text:
    """Invites to the next item; what was told stays."""
    answer = report.begun.get(question.id)
    number = len(items_of(answer)) + 1 if answer else 1
    actions = (Keyword.DONE, Keyword.PAUSE)
    buttons = tuple(report.button(question.id, action, word(action)) for action in actions)
    return Text(say("conversation.next_item", label=question.label, number=number), buttons)


def nothing_yet(question: Question) -> str:
    """Why a long answer cannot be ended: nothing is there."""
    return say("conversation.no_photo_yet" if question.kind == "photos" else "conversation.nothing_yet")


def no_such_photo(question: Question, count: int) -> str:
    """The number typed names no photo."""
    return say("conversation.no_such_photo", count=count) if count else nothing_yet(question)


def photo_dropped(number: int) -> str:
    """A photo was taken out of the answer."""
    return say("conversation.photo_dropped", number=number)


def confirm_photo(report: ReportView, question: Question) -> Text:
    """A photo came while another question was open: where it was put."""
    number = report.questions.index(question) + 1
    count = len(report.photos(question))
    return Text(say("conversation.photo_kept", number=number, label=question.label, count=count))


def photo_lost(reason: str) -> Text:
    """A photo could not be had. `reason`: gone, not_a_picture, too_large, given_up."""
    return Text(say(f"conversation.photo_lost.{reason}"))


def not_read(kind: str) -> Text:
    """What to do instead of sending a message of that kind; `image_alone`: a photo with no report open."""
    known = f"conversation.not_read.{kind}"
    return Text(say(known if known in catalogue() else "conversation.not_read.other"))
