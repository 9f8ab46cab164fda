"""What is said while an answer is gathered from several messages: long texts, items, photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from messages.answer_values import Answer, AnswerItem, items_of, plain_text
from messages.chat.bubbles import Bubble, Button, Card, Text
from messages.chat.postback import pack, unpack
from messages.chat.prompts import MAX_ANSWER, MAX_NAME, ReportView
from messages.forms.answers import show_answer
from messages.forms.form import Question
from messages.line_limits import MAX_QUICK_REPLIES
from messages.parts import count_letters
from messages.texts import catalogue, say
from messages.thai.text import one_line, shorten
from messages.words import Keyword, word


def kept(report: ReportView, question: Question, *, can_go_on: bool) -> tuple[str, ...]:
    """The beginning of an answer that has ended, its length where that is cut, and how it may be typed on."""
    answer = report.answers[question.id]
    if question.kind == "photos":
        return ()
    told = _kept_items(question, items_of(answer)) if question.kind == "items" else _kept_text(plain_text(answer))
    return (say("conversation.long.kept_open", kept=told) if can_go_on else told,)


def _kept_items(question: Question, items: Sequence[AnswerItem]) -> str:
    titles = shorten(", ".join(item.title for item in items), MAX_NAME)
    return say("conversation.long.kept_items", label=question.label, count=len(items), titles=titles)


def _kept_text(text: str) -> str:
    said = one_line(text)
    beginning = shorten(said, MAX_NAME)
    if beginning == said:
        return say("conversation.long.kept", beginning=beginning)
    return say("conversation.long.kept_beginning", beginning=beginning, letters=f"{len(text):,}")


def added_to(number: int, said: str, *, can_move: bool = False) -> str:
    """A message was added to the answer of item `number`; `can_move`: it may be meant for the open question."""
    told = say("conversation.long.added_to", number=number, beginning=shorten(one_line(said), MAX_NAME))
    return say("conversation.long.can_move", added=told) if can_move else told


def add_or_replace(report: ReportView, question: Question, said: str) -> Text:
    """An answer that stands, and words typed beside it: added to it or put in its place by one tap."""
    number = report.questions.index(question) + 1
    stands = shorten(show_answer(question, report.answers), MAX_ANSWER)
    named = {"number": number, "label": question.label, "stands": stands, "said": shorten(said, MAX_ANSWER)}
    ways = (Keyword.APPEND, Keyword.REPLACE, Keyword.SKIP, Keyword.BACK, Keyword.PAUSE)
    labels = {Keyword.SKIP: say("conversation.button.keep")}
    buttons = tuple(report.button(question.id, way, labels.get(way, word(way)), word(way)) for way in ways)
    return Text(say("conversation.long.again", **named), buttons)


def left_as_is(question: Question, answer: Answer) -> str:
    """What a skipped question keeps, and how it is emptied."""
    beginning = shorten(one_line(show_answer(question, {question.id: answer})), MAX_NAME)
    return say("conversation.long.as_it_was", beginning=beginning)


def put_beside(bubble: Bubble, ways: Sequence[Keyword]) -> Bubble:
    """The bubble with these ways of the question that its other buttons are of: first, on a card second."""
    asked = next((data for button in bubble.buttons if (data := unpack(button.data)).question), None)
    if asked is None:
        return bubble
    offered = (Button(word(way), pack(replace(asked, action=way)), word(way)) for way in ways)
    first = 1 if isinstance(bubble, Card) else 0
    buttons = (*bubble.buttons[:first], *offered, *bubble.buttons[first:])
    return replace(bubble, buttons=buttons[:MAX_QUICK_REPLIES])


def cleared(question: Question) -> str:
    """An answer was emptied."""
    return say("conversation.long.cleared", label=question.label)


def dropped(question: Question, said: str, left: Answer | None) -> str:
    """The last message was taken out of the answer: what it said, and what is left."""
    gone = say(
        "conversation.long.dropped", said=shorten(one_line(said), MAX_NAME) or say("conversation.photos", count=1)
    )
    remains = show_answer(question, {question.id: left}) if left else ""
    if not remains:
        return say("conversation.long.nothing_left", gone=gone)
    return say("conversation.long.left", gone=gone, left=shorten(one_line(remains), MAX_NAME))


def nothing_to_drop() -> Text:
    """There is no long answer here that could be emptied."""
    return Text(say("conversation.long.nothing_to_drop"))


def progress(report: ReportView, question: Question, said: str = "") -> Text:
    """After each message (`said`) of an answer left open: what was kept, and how to go on or to end."""
    items = (Keyword.NEXT,) if question.kind == "items" else ()
    undo = () if question.kind == "photos" else (Keyword.DROP_LAST,)
    actions = (Keyword.DONE, *items, *undo, Keyword.BACK, Keyword.PAUSE)
    buttons = tuple(report.button(question.id, action, word(action)) for action in actions)
    return Text(_added(report, question, said), buttons)


def _added(report: ReportView, question: Question, said: str) -> str:
    if question.kind == "photos":
        return _kept_photos(report, question)
    answer = report.begun.get(question.id)
    letters = f"{count_letters(answer):,}"
    if answer and question.kind == "items":
        items = items_of(answer)
        title = shorten(items[-1].title, MAX_NAME)
        told = say("conversation.long.item", label=question.label, number=len(items), title=title)
        return "\n".join((told, say("conversation.long.go_on_items")))
    return say("conversation.long.added", beginning=shorten(one_line(said), MAX_NAME), letters=letters)


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


def no_photo_for(said: str) -> str:
    """A caption typed before there is a photo is not kept, and told back."""
    return say("conversation.no_photo_for", said=shorten(one_line(said), MAX_NAME))


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
    """What to do instead of sending a message of that kind.

    Of a photo: `image` to a form that takes none; with no report open `image_alone`, `image_unwanted` where no report
    takes any, `image_closed` where none can be opened; `image_later` while something else is asked.
    """
    known = f"conversation.not_read.{kind}"
    return Text(say(known if known in catalogue() else "conversation.not_read.other"))
