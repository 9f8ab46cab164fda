"""A message that answers several questions: what was understood is shown, and stored by one yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.anywhere import ask_again
from bot.conversation.asking import ask, ask_proposed, proceed
from bot.conversation.changing import change_named, change_other
from bot.conversation.correcting import restart
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn
from bot.conversation.events import TextReceived
from bot.conversation.filling import choose_candidate, doubt_or_store, take_answer
from bot.conversation.holding import take_held, take_or_hold
from bot.conversation.opening import open_report
from bot.conversation.prompting import with_prompt
from bot.conversation.request import KeywordHandler, Request
from bot.conversation.reviewing import take_words
from bot.conversation.situations import (
    AtCandidates,
    AtItems,
    AtLongText,
    AtProposal,
    AtQuestion,
    AtReview,
    AtText,
    situation_of,
)
from bot.conversation.states import ConfirmingAnswers, ConfirmingText, Draft, State
from messages.answer_values import AmountAnswer, ChoiceAnswer
from messages.chat import prompts
from messages.chat.lists import plain
from messages.forms.answers import read
from messages.forms.checks import doubt_about
from messages.forms.form import Question
from messages.forms.headings import read_message
from messages.forms.several import Known, Proposals, ProposedAnswer
from messages.parts import sanitize_typed
from messages.speech import Correction, read_correction
from messages.texts import say
from messages.thai.nothing import nothing_in
from messages.thai.text import has_letters
from messages.words import Keyword, number_in, refuses, understand


def take_message(request: Request, at: AtQuestion, text: TextReceived) -> Turn:
    """Taken as the answer, or as several; a wish to change another answer, by its name, is done at once."""
    changed = change_other(request, at, text)
    return changed or propose_answers(request.state, at.view, at.question, text) or take_answer(request, at, text)


def take_at_candidates(request: Request, at: AtCandidates, text: TextReceived) -> Turn:
    """One of the amounts offered, by its number on the list or by itself; other words as at the question."""
    return propose_answers(request.state, at.view, at.question, text) or choose_candidate(request, at, text)


def take_long_message(request: Request, at: AtLongText | AtItems, text: TextReceived) -> Turn:
    """Shows what was understood where it answers other questions too; else keeps it as the answer, or holds it."""
    is_first = not at.view.begun.get(at.question.id)
    several = propose_answers(request.state, at.view, at.question, text) if is_first else None
    return several or take_or_hold(request, at, text)


def take_at_review(request: Request, at: AtReview, text: TextReceived) -> Turn:
    """A number or a name changes that item; several answers are shown, one is offered; all else is not kept."""
    changed = change_named(request, at, text)
    return changed or propose_answers(request.state, at.view, None, text) or take_words(request, at, text)


def propose_answers(state: State, view: DraftView, asked: Question | None, text: TextReceived) -> Turn | None:
    """What the message answers besides what is `asked` (None: the review card), shown or, beyond doubt, filled in."""
    found = _understood(view, asked, text)
    if found is None:
        return None
    named = {item.question for item in found.answers} - {""}
    waiting = tuple(item for item in view.draft.proposed if item.question not in named)
    proposed = view.with_draft(replace(view.draft, proposed=(*waiting, *found.answers)))
    if found.sure and not waiting:
        filled = _without_doubt(state, proposed.filled, asked, found)
        if filled:
            return filled
    if not any(item.answer for item in proposed.draft.proposed):
        return proceed(state, proposed, None)
    step = ConfirmingAnswers(view.session, asked.id if asked else "", sanitize_typed(text.text), text.message_id)
    return ask_proposed(state, proposed, step)


def _understood(view: DraftView, asked: Question | None, text: TextReceived) -> Proposals | None:
    """A tapped button answers one question, and so does a mere figure; a word with a meaning is no sentence."""
    if not text.message_id or not has_letters(text.text) or understand(text.text):
        return None
    given = {**view.draft.answers, **view.begun}
    known = Known(view.form, view.assignment.facts, given, asked, view.assignment.project.name)
    return read_message(known, text.text, text.message_id)


def _without_doubt(state: State, filled: DraftView, asked: Question | None, found: Proposals) -> Turn | None:
    """Where only what is asked was answered, the next question; where nothing more must be asked, the review card."""
    if asked and [item.question for item in found.answers] == [asked.id]:
        lead = (prompts.echo(filled.report, asked),) if asked.kind == "amount" else ()
        return proceed(state, filled, asked, *lead)
    if filled.unanswered:
        return None
    left = [question for question in filled.questions if question.id not in filled.draft.answers]
    return proceed(state, filled.with_draft(_skipping(filled.draft, left)), None)


def _skipping(draft: Draft, left: list[Question]) -> Draft:
    skipped = dict.fromkeys((*draft.skipped, *(question.id for question in left)))
    return replace(draft, skipped=tuple(skipped))


def store_proposed(request: Request, at: AtProposal) -> Turn:
    """Keeps what was understood; an amount that looks odd is asked about, then what is still open."""
    kept, odd = _kept(at.view)
    if odd is None:
        return _offering_rest(request, proceed(request.state, kept, None), at)
    question = kept.question(odd.question)
    if question is None or not isinstance(odd.answer, AmountAnswer):
        return proceed(request.state, kept, None)
    asking = kept.with_draft(_letting_go(kept.draft, odd))
    state = request.state.keeping(asking.draft)
    return doubt_or_store(state, asking, question, odd.answer.satang, odd.message_id)


def _offering_rest(request: Request, turn: Turn, at: AtProposal) -> Turn:
    """Where a long text is asked for next, what no question asks for is held, to be its answer by one tap.

    Of several messages that told some the last alone, so that what is held goes where that message is taken back.
    """
    unasked = [item for item in at.view.draft.proposed if not item.question]
    rest = [item for item in unasked if item.message_id == unasked[-1].message_id]
    opened = situation_of(request.context, turn.state)
    if not rest or not isinstance(opened, AtLongText | AtItems):
        return turn
    said = "\n".join(item.said for item in rest)
    held = turn.state.at(ConfirmingText(at.view.session, opened.question.id, said, rest[0].message_id))
    return with_prompt(request.context, held, situation_of(request.context, held))


def store_or_open(request: Request, at: AtProposal) -> Turn:
    """Keeps what was understood; with a number, opens the project of that number."""
    return store_proposed(request, at) if request.number is None else open_report(request, at)


def _kept(view: DraftView) -> tuple[DraftView, ProposedAnswer | None]:
    """The report with every answer proposed that is no odd amount, and the first that is; the others go on waiting."""
    amounts = [item for item in view.draft.proposed if isinstance(item.answer, AmountAnswer)]
    others = [item for item in view.draft.proposed if item not in amounts and item.question]
    kept = view.with_draft(replace(view.draft, proposed=tuple(others))).filled
    odd = list[ProposedAnswer]()
    for item in amounts:
        satang = item.answer.satang if isinstance(item.answer, AmountAnswer) else 0
        if doubt_about(item.question, view.assignment.facts, kept.draft.answers, satang):
            odd.append(item)
        else:
            kept = kept.with_draft(replace(kept.draft, proposed=(*kept.draft.proposed, item))).filled
    return kept.with_draft(replace(kept.draft, proposed=(*kept.draft.proposed, *odd))), odd[0] if odd else None


def _letting_go(draft: Draft, item: ProposedAnswer) -> Draft:
    return replace(draft, proposed=tuple(other for other in draft.proposed if other != item))


def drop_proposed(request: Request, at: AtProposal) -> Turn:
    """Drops all that was understood and asks again; where a long text is asked for, the words are held."""
    left = at.view.with_draft(replace(at.view.draft, proposed=()))
    if at.question is None:
        return proceed(request.state, left, None, say("proposals.dropped"))
    if not at.can_be_answer:
        return ask(request.state, left, at.question, say("proposals.dropped"))
    held = ConfirmingText(left.session, at.question.id, at.text, at.message_id)
    state = request.state.keeping(left.draft).at(held)
    return with_prompt(request.context, state, situation_of(request.context, state), plain("proposals.dropped"))


def take_whole(request: Request, at: AtProposal) -> Turn:
    """Takes the whole message as the answer to the long question that was open; elsewhere asks again."""
    if at.question is None or not at.can_be_answer:
        return ask_again(request, at)
    waiting = tuple(item for item in at.view.draft.proposed if item.message_id != at.message_id)
    state = request.state.keeping(replace(at.view.draft, proposed=waiting))
    held = state.at(ConfirmingText(at.view.session, at.question.id, at.text, at.message_id))
    beneath = situation_of(request.context, held)
    return take_held(replace(request, state=held), beneath) if isinstance(beneath, AtText) else ask_again(request, at)


def correct_proposed(request: Request, at: AtProposal) -> Turn:
    """Takes a right figure that is told, or asks the answer that is named; otherwise drops all and asks again."""
    event = request.event
    named = read_correction(event.text) if isinstance(event, TextReceived) else Correction()
    if named.right and isinstance(event, TextReceived):
        return take_more(request, at, replace(event, text=named.right))
    if named.item is not None:
        return _edit(request, at, named.item)
    if not named.kinds:
        return drop_proposed(request, at)
    waiting = {item.question for item in at.view.draft.proposed}
    meant = [question for question in at.view.questions if question.id in waiting and question.kind in named.kinds]
    return ask(request.state, at.view, meant[0]) if len(meant) == 1 else ask_again(request, at)


def ask_beside(request: Request, at: AtProposal) -> Turn:
    """Asks the question that was open; what was understood goes on waiting."""
    question = at.question or at.view.question(at.view.draft.proposed[0].question) or at.view.questions[0]
    return ask(request.state, at.view, question)


def edit_proposed(request: Request, at: AtProposal) -> Turn:
    """Asks the question of that number, the other answers waiting; without a number, shows them again."""
    return _edit(request, at, request.number) if request.number is not None else ask_again(request, at)


def _edit(request: Request, at: AtProposal, number: int) -> Turn:
    filled = at.view.filled
    if not 1 <= number <= len(filled.questions):
        refusal = plain("conversation.no_such_item", number=number, count=len(filled.questions))
        return with_prompt(request.context, request.state, at, refusal)
    question = at.view.question(filled.questions[number - 1].id)
    return ask(request.state, at.view, question) if question else ask_again(request, at)


def take_more(request: Request, at: AtProposal, text: TextReceived) -> Turn:
    """Other answers, or another value of one of these, are shown with them; a number asks that one; a no drops all."""
    number = number_in(text.text)
    if number is not None and number <= len(at.view.filled.questions):
        return _edit(request, at, number)
    changed = None if _names_other(at, text) else _changed(at.view, text)
    if changed:
        step = ConfirmingAnswers(at.view.session, at.question.id if at.question else "", at.text, at.message_id)
        return ask_proposed(request.state, at.view.with_draft(changed), step)
    several = propose_answers(request.state, at.view, at.question, text)
    if several:
        return several
    if refuses(text.text):
        return drop_proposed(request, at)
    said = plain("proposals.not_kept", said=prompts.told_back(text.text))
    return with_prompt(request.context, request.state, at, said)


def _names_other(at: AtProposal, text: TextReceived) -> bool:
    """Whether the text answers a question that none of the answers proposed is of."""
    waiting = {item.question for item in at.view.draft.proposed} | {""}
    found = _understood(at.view, at.question, text)
    return found is not None and any(item.answer and item.question not in waiting for item in found.answers)


def _changed(view: DraftView, text: TextReceived) -> Draft | None:
    """The draft where the text alone is another value of just one of the answers proposed."""
    found = list[ProposedAnswer]()
    if nothing_in(text.text):
        return None
    for item in view.draft.proposed:
        question = view.filled.question(item.question)
        if question is None or question.collects or not text.message_id:
            continue
        reading = read(question, text.text, view.assignment.facts, view.draft.answers)
        if isinstance(reading, AmountAnswer | ChoiceAnswer):
            found.append(replace(item, said=text.text, message_id=text.message_id, answer=reading))
    if len(found) != 1:
        return None
    others = (found[0] if item.question == found[0].question else item for item in view.draft.proposed)
    return replace(view.draft, proposed=tuple(others))


ON_PROPOSAL: Mapping[Keyword, KeywordHandler[AtProposal]] = {
    **dict.fromkeys((Keyword.YES, Keyword.CONFIRM, Keyword.AS_SHOWN), store_proposed),
    Keyword.SEND: store_or_open,
    **dict.fromkeys((Keyword.NO, Keyword.REMOVE, Keyword.ANEW), drop_proposed),
    Keyword.EDIT: edit_proposed,
    Keyword.CORRECTION: correct_proposed,
    Keyword.BACK: ask_beside,
    Keyword.AS_ANSWER: take_whole,
    Keyword.RESTART: restart,
    **dict.fromkeys((Keyword.SKIP, Keyword.DONE, Keyword.NEXT, Keyword.MORE, Keyword.CLEAR), ask_again),
    **dict.fromkeys((Keyword.DROP_LAST, Keyword.DROP_PHOTO, Keyword.DROP_REASON), ask_again),
    **dict.fromkeys((Keyword.SAME, Keyword.SAME_ALL, Keyword.UNTOUCHED), ask_again),
}
"""What is meant otherwise while what was understood waits for a yes."""
