"""Where the figures of a document came from: who stated what when, and whether it was revised since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.usecases.rounds import is_earlier
from messages.answer_values import Answers, answers_from_json, case_reasons, plain_text
from messages.chat.summaries import round_title
from messages.figures.provenance import ProjectHistory, Provenance, Stated, Statement, reason_label
from messages.forms.answers import show_answer
from messages.forms.form import Form, ProjectFacts, Question, every_question
from messages.forms.loader import load
from storage.database import Storage
from storage.records import IssuedDocument, Project, Round, Source, Submission
from storage.work import Work

_FIGURES = frozenset({"amount", "choice", "date"})
"""Kinds of questions that are told; what was written in words is not a figure, but a reason explains one."""


class NoSuchDocument(Exception):
    """No office had a document of these bytes written here."""


class NoSuchProject(Exception):
    """The document has no such project."""


def explain(storage: Storage, data: bytes, project_no: int | None = None) -> Provenance:
    """The provenance of a file, of one of its projects or of all. Raises NoSuchDocument, NoSuchProject."""
    digest = sha256(data).hexdigest()
    for office_id in storage.office_ids():
        with storage.office(office_id).reading() as work:
            document = work.documents.find(digest)
            if document is not None:
                return _provenance(work, document, project_no)
    raise NoSuchDocument


def _provenance(work: Work, document: IssuedDocument, project_no: int | None) -> Provenance:
    office, round_ = work.office.load(), work.rounds.get(document.round_id)
    if office is None or round_ is None:
        raise NoSuchDocument
    histories = _histories(work, document, round_, project_no)
    if project_no is not None and not histories:
        raise NoSuchProject
    return Provenance(
        office_id=office.id,
        office=office.short_name,
        round_id=round_.id,
        round=round_title(round_),
        sha256=document.sha256,
        written_at=document.at,
        kind=document.kind,
        draft=document.draft,
        format=document.format,
        forms=tuple(sorted({f"{source.form} {source.form_version}" for source in document.sources})),
        histories=histories,
    )


def _histories(work: Work, document: IssuedDocument, round_: Round, only: int | None) -> tuple[ProjectHistory, ...]:
    """By the numbers the document has: those of the plan as it was when it was written."""
    used, year = {source.project_id for source in document.sources}, round_.fiscal_year
    plan = work.plan_versions.at(year, document.at) or work.plan.projects_ever(year)
    known = [project for project in plan if project.id in used or not project.removed_at]
    builder = _ProvenanceBuilder(work, document.sources, tuple(_counting(work, round_)))
    return tuple(builder.build_history(project) for project in known if only in {None, project.no})


def _counting(work: Work, round_: Round) -> Iterator[Round]:
    """The rounds whose reports count in the document, oldest first."""
    return (one for one in work.rounds.all() if one.id == round_.id or is_earlier(one, round_))


@dataclass(frozen=True)
class _ProvenanceBuilder:
    """Builds the histories of one document's projects."""

    work: Work
    sources: Sequence[Source]
    rounds: Sequence[Round]

    def build_history(self, project: Project) -> ProjectHistory:
        used = {source.round_id: source.revision for source in self.sources if source.project_id == project.id}
        statements, revised = list[Statement](), False
        for round_ in self.rounds:
            sent = self.work.submissions.revisions(round_.id, project.id)
            revised = revised or any(one.revision > used.get(round_.id, 0) for one in sent)
            statements += self._statements(round_, project, sent, used.get(round_.id))
        return ProjectHistory(project.no, project.name, tuple(statements), revised)

    def _statements(
        self, round_: Round, project: Project, sent: Sequence[Submission], used: int | None
    ) -> Iterator[Statement]:
        before: Answers = {}
        for one in sent:
            person, answers = self.work.people.get(one.person_id), answers_from_json(one.answers)
            yield Statement(
                round_id=round_.id,
                round=round_title(round_),
                revision=one.revision,
                by=person.name if person else "",
                at=one.submitted_at,
                figures=tuple(_figures(self._form(one), _case(round_, project), answers, before)),
                used=one.revision == used,
            )
            before = answers

    def _form(self, sent: Submission) -> Form:
        source = self.work.forms.source(sent.form, sent.form_version)
        return load(source) if source else Form(sent.form, sent.form_version, "", ())


def _case(round_: Round, project: Project) -> ProjectFacts:
    return ProjectFacts(round_.fiscal_year, round_.quarters, project.budget, project.plan)


def _figures(form: Form, facts: ProjectFacts, answers: Answers, before: Answers) -> Iterator[Stated]:
    choices = {choice.id: choice.label for question in form.questions for choice in question.choices}
    for question in every_question(form, facts):
        if question.kind in _FIGURES and question.id in answers:
            text, old = (_text(question, choices, each) for each in (answers, before))
            yield Stated(question.id, question.label, answers[question.id], text, "" if old == text else old)
    for reason, said in case_reasons(answers).items():
        old = case_reasons(before).get(reason, "")
        yield Stated(reason, reason_label(reason), answers[reason], said, "" if old == said else old)


def _text(question: Question, choices: Mapping[str, str], answers: Answers) -> str:
    """As people read it; empty where it was not answered. A choice may be one that is no longer offered."""
    if question.id not in answers:
        return ""
    return choices.get(plain_text(answers[question.id]), show_answer(question, answers))
