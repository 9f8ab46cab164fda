"""A long answer typed on, emptied, or with its last message taken back: the one asked here, or that has just ended."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.anywhere import ask_again, say_nothing_held
from bot.conversation.asking import ask, proceed
from bot.conversation.bursts import added_last, without_added
from bot.conversation.collecting import end_answer, open_answer, open_item, take_part, without_answer
from bot.conversation.effects import Turn
from bot.conversation.ended import ask_on, ended_question
from bot.conversation.events import TextReceived
from bot.conversation.filling import ask_to_answer_first, take_answer
from bot.conversation.prompting import with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import AtContradiction, AtQuestion, AtReview, Gathering
from bot.conversation.states import Draft
from messages.chat import collecting
from messages.forms.form import Question
from messages.parts import combine_parts

OnReport = AtQuestion | AtContradiction | AtReview
"""Where the answer that has just ended may be typed on."""


def type_on(request: Request, at: OnReport) -> Turn:
    """Opens the long answer asked here, or else the one that ended last, for more messages until a word ends it."""
    question = _gathered(at) or ended_question(request, at.view) or _answered_before(at)
    if question is None:
        return ask_again(request, at)
    opened = open_answer(at.view.draft, question)
    return ask(request.state, at.view.with_draft(opened), question)


def begin_next_item(request: Request, at: OnReport) -> Turn | None:
    """Begins another item where items have just ended; otherwise taken as other words are."""
    question = ended_question(request, at.view)
    if question is None or question.kind != "items":
        return None
    return open_item(request, at.view.with_draft(open_answer(at.view.draft, question)), question)


def end_ended(request: Request, at: AtQuestion) -> Turn | None:
    """Asks again where a long answer has just ended by itself; otherwise taken as other words are."""
    if ended_question(request, at.view) is None:
        return None
    return ask_on(request, at.view, ask(request.state, at.view, at.question))


def confirm_ended(request: Request, at: AtQuestion) -> Turn:
    """Ends an answer that is open, keeps one given; asks again where one has just ended, or else to answer first."""
    if isinstance(at, Gathering) and at.view.begun.get(at.question.id):
        return end_answer(request, at)
    if at.question.id in at.view.draft.answers and not ended_question(request, at.view):
        return proceed(request.state, at.view, at.question)
    return end_ended(request, at) or ask_to_answer_first(request, at)


def take_added(request: Request, at: AtQuestion) -> Turn:
    """Takes the message just added to the answer before as the answer here; without one, says that nothing is held."""
    found, ended = added_last(request, at.view), request.ended
    if found is None or ended is None:
        return say_nothing_held(request, at)
    view = without_added(request, at.view)
    asked = replace(request, state=request.state.keeping(view.draft), ended=None)
    text = TextReceived(request.event.id, request.event.at, ended.message_id, found)
    if isinstance(at, Gathering):
        return take_part(asked, replace(at, view=view), text)
    return take_answer(asked, replace(at, view=view), text)


def clear_answer(request: Request, at: OnReport) -> Turn:
    """Empties the long answer asked here, or else the one that has just ended, and asks it anew where it must be."""
    asked, view = _gathered(at), at.view
    question = asked or ended_question(request, view)
    if question is None:
        return _nothing_there(request, at)
    cleared = view.with_draft(_emptied(view.draft, question))
    if question == asked or not question.optional:
        return ask(request.state, cleared, question, collecting.cleared(question))
    skipped = replace(cleared.draft, skipped=(*cleared.draft.skipped, question.id))
    return proceed(request.state, cleared.with_draft(skipped), question, collecting.cleared(question))


def drop_last(request: Request, at: OnReport) -> Turn:
    """Takes the last message out of the long answer asked here, or that has just ended, and tells what is left."""
    asked, view = _gathered(at), at.view
    question = asked or ended_question(request, view)
    if question is None:
        return _nothing_there(request, at)
    draft, dropped = _without_last(view.draft, question)
    told = collecting.dropped(question, dropped, combine_parts(draft.parts_of(question.id)))
    left = view.with_draft(draft)
    if question == asked or not draft.parts_of(question.id):
        return ask(request.state, left, question, told)
    return ask_on(request, left, proceed(request.state, left, question, told))


def _nothing_there(request: Request, at: OnReport) -> Turn:
    return with_prompt(request.context, request.state, at, collecting.nothing_to_drop())


def _gathered(at: OnReport) -> Question | None:
    """The question asked here, where messages make its answer and some are there."""
    if not isinstance(at, Gathering):
        return None
    told = at.question.id in at.view.draft.answers or at.view.begun.get(at.question.id)
    return at.question if told else None


def _answered_before(at: OnReport) -> Question | None:
    """The last long question with an answer, before the one asked here."""
    until = at.view.position(at.question) if isinstance(at, AtQuestion) else len(at.view.questions)
    before = at.view.questions[:until]
    told = (question for question in reversed(before) if question.kind in {"long_text", "items"})
    return next((question for question in told if question.id in at.view.draft.answers), None)


def _emptied(draft: Draft, question: Question) -> Draft:
    parts = tuple(part for part in draft.parts if part.question != question.id)
    return replace(without_answer(draft, question), parts=parts)


def _without_last(draft: Draft, question: Question) -> tuple[Draft, str]:
    """The draft without the last message of that answer, and what that message said; a photo says nothing."""
    opened = open_answer(draft, question)
    parts = opened.parts_of(question.id)
    last = next(part for part in reversed(parts) if part.text or part.role == "photo")
    dropped = [part for part in parts if part is last or (last.message_id and part.message_id == last.message_id)]
    left = replace(opened, parts=tuple(part for part in opened.parts if all(part is not gone for gone in dropped)))
    answer = combine_parts(left.parts_of(question.id))
    said = "\n".join(part.text for part in dropped)
    if answer is None:
        return _emptied(left, question), said
    was_ended = question.id in draft.answers
    return replace(left, answers={**draft.answers, question.id: answer} if was_ended else draft.answers), said
