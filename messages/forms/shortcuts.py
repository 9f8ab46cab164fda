"""What may truthfully be answered at once for a project nothing has happened in, or where all is as last round."""

from __future__ import annotations

from messages.answer_values import AmountAnswer, Answer, Answers, ChoiceAnswer, PhotosAnswer, plain_text, text
from messages.figures.spending import is_spending
from messages.forms.checks import contradictions, doubt_about
from messages.forms.form import Form, ProjectFacts, Question, path

NOT_STARTED = "not_started"


def untouched_answers(form: Form, facts: ProjectFacts) -> Answers | None:
    """Not started and nothing spent; None where the form asks more, or where an earlier round reported spending."""
    questions = path(form, facts, {"status": ChoiceAnswer(NOT_STARTED)})
    answers: dict[str, Answer] = {}
    for question in questions:
        if question.id == "status" and is_offered(question, ChoiceAnswer(NOT_STARTED)):
            answers["status"] = ChoiceAnswer(NOT_STARTED)
        elif is_spending(question.id):
            answers[question.id] = AmountAnswer(0)
        elif not question.optional:
            return None
    fits = text(answers, "status") == NOT_STARTED and not facts.previous
    return answers if fits and not contradictions(facts, answers) else None


def same_answers(form: Form, facts: ProjectFacts, last: Answers) -> Answers:
    """The answers of the round before to every question that they fit; the others are left to be asked."""
    answers: dict[str, Answer] = {}
    while fitting := [
        item for item in path(form, facts, answers) if item.id not in answers and _fits(item, facts, last)
    ]:
        answers[fitting[0].id] = last[fitting[0].id]
    return answers


def _fits(question: Question, facts: ProjectFacts, last: Answers) -> bool:
    match last.get(question.id):
        case None | PhotosAnswer():
            return False
        case AmountAnswer(satang):
            return doubt_about(question.id, facts, last, satang) is None
        case answer:
            return is_offered(question, answer)


def is_offered(question: Question, answer: Answer) -> bool:
    """Whether the question takes the answer: of a choice only one that is offered here."""
    return not question.choices or plain_text(answer) in {choice.id for choice in question.choices}
