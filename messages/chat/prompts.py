"""What is said about one question of a report: the question itself, echoes, proposals, doubts and contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from messages.answer_values import AnswerPhoto, Answers, amount, case_reasons, photos_of
from messages.chat.bubbles import Button, Text
from messages.chat.postback import Postback, pack
from messages.figures.spending import is_spending, spent_until
from messages.forms.answers import day_value, show_answer, spent_to_date
from messages.forms.changes import change_name
from messages.forms.checks import Case, Contradiction, find_cases, reason_for
from messages.forms.form import Choice, ProjectFacts, Question, on_path
from messages.forms.offered_amounts import AmountsOffered, OfferedAmount
from messages.line_limits import MAX_QUICK_REPLIES, MAX_QUICK_REPLY_LABEL
from messages.project import ProjectLike
from messages.texts import say
from messages.thai.dates import full_date, short_date
from messages.thai.money import baht, percent_text
from messages.thai.text import graphemes, one_line, shorten
from messages.words import Keyword, word

MAX_NAME = 60
"""Grapheme clusters of a project's name in a sentence; Thai names run to 200."""
MAX_ANSWER = 160
"""Grapheme clusters of an answer shown on the review card."""
MAX_SAID = 40
"""Grapheme clusters of a person's words told back."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """What was sent of the report before, when first and when last; corrections are held against its answers."""

    answers: Answers
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report being filled in: its project, path and answers. `session` and `version` go into every button.

    `last`: the answers of the round before, offered to be kept; `begun`: long answers that are not ended yet;
    `shortcuts`: the ways to answer everything at once (untouched, same_all); `sent`: of a report that was sent already.
    """

    session: str
    version: int
    project: ProjectLike
    facts: ProjectFacts
    questions: tuple[Question, ...]
    answers: Answers
    last: Answers = field(default_factory=lambda: MappingProxyType({}))
    begun: Answers = field(default_factory=lambda: MappingProxyType({}))
    shortcuts: tuple[Keyword, ...] = ()
    sent: SentBefore | None = None

    @property
    def changed(self) -> tuple[Question, ...]:
        """The questions answered otherwise than in what was sent."""
        if self.sent is None:
            return ()
        before = self.sent.answers
        return tuple(item for item in self.questions if self.answers.get(item.id) != before.get(item.id))

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every contradiction and doubt that holds for these answers, with the reasons given for them."""
        reasons = {question: self.answers[question] for question in case_reasons(self.answers)}
        return find_cases(self.facts, {**on_path(self.questions, self.answers), **reasons})

    def photos(self, question: Question) -> tuple[AnswerPhoto, ...]:
        """The photos of that question, whether its answer is ended or not."""
        return photos_of(self.begun.get(question.id) or self.answers.get(question.id))

    def button(self, question_id: str, action: str, label: str, says: str = "") -> Button:
        """A button that belongs to one question of this session, so that a stale tap can be told."""
        data = pack(Postback(action, self.session, question_id, self.version))
        return Button(label, data, says or label)


def project_line(project: ProjectLike, limit: int = MAX_NAME) -> str:
    """ที่ 4 การพัฒนาโรงเรียน…"""
    return say("conversation.project", no=project.no, name=shorten(project.name, limit))


def ask(report: ReportView, question: Question, *, lead: Sequence[str] = ()) -> Text:
    """The question with its hint and buttons; `lead` (an echo, a refusal) stands before it."""
    position = report.questions.index(question) + 1
    step = say("conversation.step", position=position, count=len(report.questions), ask=question.ask)
    is_named = any(project_line(report.project) in line for line in lead)
    heading = (project_line(report.project),) if position == 1 and not is_named else ()
    hints = _hints(report, question)
    lines = (*lead, *heading, step, *_details(report, question), *hints, *_shortcut_lines(report, position))
    return Text("\n".join(line for line in lines if line), _buttons(report, question))


def _shortcut_lines(report: ReportView, position: int) -> tuple[str, ...]:
    return tuple(say(f"conversation.shortcut.{way}") for way in report.shortcuts) if position == 1 else ()


def _details(report: ReportView, question: Question) -> tuple[str, ...]:
    return (*_money_details(report, question), *_earlier_answer_lines(report, question))


def _earlier_answer_lines(report: ReportView, question: Question) -> tuple[str, ...]:
    """The answer already given; else the one of the round before, which can be kept with one word."""
    if question.id in report.answers:
        return (say("conversation.answered", answer=short_answer(question, report.answers)),)
    if report.begun.get(question.id):
        answer = short_answer(question, report.begun)
        if question.kind == "photos":
            return (say("conversation.begun_photos", answer=answer),)
        return (say("conversation.begun", answer=answer),)
    if question.id in report.last:
        return (say("conversation.last_round", answer=short_answer(question, report.last)),)
    return ()


def _money_details(report: ReportView, question: Question) -> tuple[str, ...]:
    if question.kind != "amount":
        return ()
    facts = report.facts
    budget = baht(facts.budget)
    if not is_spending(question.id):
        return (say("conversation.budget", budget=budget),)
    if question.quarter is not None:
        return (_budget_and_before(report, question.quarter), *_plan_line(facts, question.quarter))
    if facts.previous is None:
        return (say("conversation.budget", budget=budget),)
    return (say("conversation.budget_and_previous", budget=budget, previous=baht(facts.previous)),)


def _budget_and_before(report: ReportView, quarter: int) -> str:
    """The budget, and what earlier rounds and this report told of the quarters before."""
    budget, before = baht(report.facts.budget), quarter - 1
    known = spent_until(before, report.answers, report.facts.before) if before else None
    if known is None:
        return say("conversation.budget", budget=budget)
    if before == 1:
        return say("conversation.budget_and_quarter_before", budget=budget, known=baht(known))
    return say("conversation.budget_and_quarters_before", budget=budget, known=baht(known), quarter=before)


def _plan_line(facts: ProjectFacts, quarter: int) -> tuple[str, ...]:
    if facts.plan is None:
        return ()
    return (say("conversation.plan_of_quarter", quarter=quarter, plan=baht(facts.plan[quarter - 1])),)


def _hints(report: ReportView, question: Question) -> tuple[str, ...]:
    """What may be typed; of a long answer that has begun, how it goes on."""
    if question.kind in {"long_text", "items"} and question.id in report.answers:
        return (say("conversation.long.revisit"),)
    if question.kind in {"long_text", "items"} and report.begun.get(question.id):
        return (say("conversation.long.go_on_items" if question.kind == "items" else "conversation.long.go_on"),)
    numbered = tuple(
        say("conversation.numbered", number=number, label=choice.label)
        for number, choice in enumerate(question.choices, start=1)
    )
    by_number = (say("conversation.choose_by_number"),) if numbered else ()
    return (*numbered, *by_number, question.hint)


def told_back(said: str) -> str:
    """A person's words on one line, their beginning where they are long."""
    return shorten(one_line(said), MAX_SAID)


def short_answer(question: Question, answers: Answers) -> str:
    return shorten(show_answer(question, answers), MAX_ANSWER)


def _buttons(report: ReportView, question: Question) -> tuple[Button, ...]:
    return (*_value_buttons(report, question), *_way_buttons(report, question))[:MAX_QUICK_REPLIES]


def _value_buttons(report: ReportView, question: Question) -> tuple[Button, ...]:
    if report.begun.get(question.id):
        return (report.button(question.id, Keyword.DONE, word(Keyword.DONE)),)
    if question.kind == "amount":
        return (report.button(question.id, "0", _zero(question)),)
    return tuple(_choice_button(report, question, choice) for choice in question.choices)


def _zero(question: Question) -> str:
    return say("conversation.button.zero" if is_spending(question.id) else "conversation.button.zero_baht")


def _choice_button(report: ReportView, question: Question, choice: Choice) -> Button:
    return report.button(question.id, choice.id, choice.button, choice.label)


def _way_buttons(report: ReportView, question: Question) -> tuple[Button, ...]:
    answered, begun = question.id in report.answers, report.begun.get(question.id) is not None
    keep = say("conversation.button.keep") if answered else word(Keyword.SKIP)
    first = not report.questions.index(question)
    names = [(way, word(way)) for way in report.shortcuts] if first else []
    is_long = question.kind in {"long_text", "items"}
    names += [(Keyword.SKIP, keep)] if answered or (question.optional and not (begun and is_long)) else []
    names += [(Keyword.MORE, word(Keyword.MORE))] if answered and is_long else []
    names += [(Keyword.DROP_LAST, word(Keyword.DROP_LAST))] if (answered or begun) and is_long else []
    names += [(Keyword.CLEAR, word(Keyword.CLEAR))] if (answered or begun) and question.collects else []
    open_still = not answered and not begun
    names += [(Keyword.SAME, word(Keyword.SAME))] if question.id in report.last and open_still else []
    names += [] if first else [(Keyword.BACK, word(Keyword.BACK))]
    names += ways_out(report)
    return tuple(report.button(question.id, action, label, word(action)) for action, label in names)


def ways_out(report: ReportView) -> list[tuple[Keyword, str]]:
    """The ways out of a report with what their buttons say: no choice of a status reads like one of them."""
    left = "correction" if report.sent else "answers" if report.answers or report.begun else "report"
    return [(Keyword.PAUSE, word(Keyword.PAUSE)), (Keyword.CANCEL, say(f"conversation.leave.{left}"))]


def echo(report: ReportView, question: Question) -> str:
    """The answer just taken, as it was understood; money with its percent of the budget and what remains.

    The percent and the rest are of all that is spent: where the answer is only a part of it, the whole is named too.
    """
    satang = amount(report.answers, question.id)
    if satang is None:
        return say("conversation.echo_choice", answer=short_answer(question, report.answers))
    budget, total = report.facts.budget, spent_to_date(report.facts, report.answers)
    if not budget or not is_spending(question.id):
        return say("conversation.echo_amount", amount=baht(satang))
    share = {"amount": baht(satang), "percent": percent_text(total, budget), "left": money_left(budget - total)}
    if total == satang:
        return say("conversation.echo", **share)
    return say("conversation.echo_of_total", **share, total=baht(total))


def money_left(satang: int) -> str:
    """What is left of a budget; or by how much it is exceeded, which nobody reads as a negative sum."""
    return say("conversation.over" if satang < 0 else "conversation.left", amount=baht(abs(satang)))


def candidates(report: ReportView, question: Question, said: str, offered: AmountsOffered) -> Text:
    """What a text that is no sure amount can mean: each with its working, on buttons and with the number to type."""
    numbered = (
        say("conversation.numbered", number=number, label=_offered_line(one))
        for number, one in enumerate(offered.amounts, start=1)
    )
    how = (say("conversation.unsure_how"),) if offered.amounts else (question.hint,)
    lines = (_which_amount(said, offered), offered.why, *numbered, *how)
    buttons = tuple(
        report.button(question.id, baht(one.satang).replace(",", ""), _offered_label(one)) for one in offered.amounts
    )
    return Text("\n".join(line for line in lines if line), (*buttons, *_way_buttons(report, question)))


def _which_amount(said: str, offered: AmountsOffered) -> str:
    if offered.amounts:
        return say("conversation.unsure", said=told_back(said))
    return say("conversation.unsure_type_again", said=told_back(said))


def _offered_line(offered: OfferedAmount) -> str:
    return " · ".join(filter(None, (say("conversation.baht", amount=baht(offered.satang)), offered.working)))


def _offered_label(offered: OfferedAmount) -> str:
    everything = say("conversation.button.all", amount=baht(offered.satang))
    fits = offered.is_all and graphemes(everything) <= MAX_QUICK_REPLY_LABEL
    return everything if fits else say("conversation.baht", amount=baht(offered.satang))


def candidate_days(report: ReportView, question: Question, said: str, days: Sequence[date]) -> Text:
    """A date that can be read in several ways, or lies outside the fiscal year: the readings as buttons."""
    buttons = tuple(report.button(question.id, day_value(day), short_date(day), full_date(day)) for day in days)
    lines = (say("conversation.unsure_day", said=told_back(said)), *(full_date(day) for day in days))
    return Text("\n".join(lines), (*buttons, *_way_buttons(report, question)))


def proposal(report: ReportView, question: Question, said: str, meant: Sequence[Choice]) -> Text:
    """The choices free words may mean, as buttons and with the numbers to type."""
    numbers = {choice.id: number for number, choice in enumerate(question.choices, start=1)}
    lines = (
        say("conversation.proposal", said=told_back(said)),
        *(say("conversation.numbered", number=numbers[choice.id], label=choice.label) for choice in meant),
        say("conversation.proposal_how"),
    )
    buttons = tuple(_choice_button(report, question, choice) for choice in meant)
    return Text("\n".join(lines), (*buttons, *_way_buttons(report, question)))


def not_understood(question: Question, said: str) -> str:
    """Why the text was not taken, before the question is asked again; how to type it where its hint does not tell."""
    refusal = say(f"conversation.not_{question.kind}", said=told_back(said))
    needs_how = question.kind in {"amount", "date"} and not question.hint
    return "\n".join((refusal, say(f"conversation.how_{question.kind}"))) if needs_how else refusal


def doubt(report: ReportView, question: Question, why: str, reason: str = "") -> Text:
    """A second look at an amount: `confirm_<question id>`, answered yes or no, or with another amount.

    `reason`: the one its owner gave before.
    """
    names = (
        (Keyword.YES, say("conversation.button.yes")),
        (Keyword.NO, say("conversation.button.no")),
        *ways_out(report),
    )
    asked = f"confirm_{question.id}"
    buttons = tuple(report.button(asked, action, label) for action, label in names)
    lines = (why, *_given_lines(reason), say("conversation.doubt.how"))
    return Text("\n".join(lines), (*buttons[:2], *_given_buttons(report, asked, reason), *buttons[2:]))


def _given_lines(reason: str) -> tuple[str, ...]:
    """The reason as it stands, where the case it explains is asked about once more."""
    return (say("checks.given_reason", reason=shorten(one_line(reason), MAX_ANSWER)),) if reason else ()


def _given_buttons(report: ReportView, asked: str, reason: str) -> tuple[Button, ...]:
    return (report.button(asked, Keyword.DROP_REASON, word(Keyword.DROP_REASON)),) if reason else ()


def ask_about_reason(report: ReportView, question_id: str, rule: str, said: str) -> Text:
    """Words that may be the reason for a case, and may be none: kept as that by one tap."""
    asked = f"confirm_{question_id}"
    names = (
        (Keyword.AS_ANSWER, say("checks.button.as_reason")),
        (Keyword.NO, say("checks.button.no_reason")),
        *ways_out(report),
    )
    buttons = tuple(report.button(asked, action, label) for action, label in names)
    case = say(f"checks.case.{rule}")
    return Text(say("checks.is_it_reason", said=shorten(one_line(said), MAX_ANSWER), case=case), buttons)


def contradiction(report: ReportView, found: Contradiction, *, lead: Sequence[str] = ()) -> Text:
    """Two answers that do not go together: either may be changed, both may be confirmed, with a reason or without."""
    asked = f"confirm_{found.questions[0]}"
    named = [(number, item) for number, item in enumerate(report.questions, start=1) if item.id in found.questions]
    edits = tuple(report.button(asked, f"edit:{number}", change_label(item)) for number, item in named)
    given = reason_for(found.rule, report.answers)
    yes = report.button(asked, "yes", say("conversation.button.yes"))
    buttons = (yes, *edits, *_given_buttons(report, asked, given))
    ways = " ".join(say("checks.way", name=change_label(item)) for _, item in named)
    return Text("\n".join((*lead, found.text, *_given_lines(given), say("checks.how", ways=ways))), buttons)


def change_label(question: Question) -> str:
    """แก้สถานะ, แก้ยอดไตรมาส 2: short enough for a button, and understood where it is typed."""
    return shorten(say("conversation.button.change", label=change_name(question)), MAX_QUICK_REPLY_LABEL)


def reason_receipt(reason: str) -> str:
    """What was kept as the reason for a contradiction, so that words meant otherwise are noticed."""
    return say("checks.kept_reason", reason=shorten(reason, MAX_ANSWER))


def report_button(project: ProjectLike) -> Button:
    """Starts or resumes that project's report from anywhere, whatever its number is then; belongs to no session."""
    return Button(
        say("conversation.button.report", no=project.no),
        pack(Postback(f"report:{project.id}")),
        f"{word(Keyword.REPORT)} {project.no}",
    )
