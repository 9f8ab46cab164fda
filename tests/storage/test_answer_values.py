"""Answers kept as bare texts and amounts come through as values, whatever stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, column, table

from storage.database import Storage
from storage.engine.connections import migrating_engine
from tests.storage.engine.test_schema import move
from tests.storage.samples import NOW, OFFICE, OWNER, ROUND, changing, report, set_up
from tests.support.databases import SECRET_KEY

BEFORE = "0016"
FORM = """
id = "table"
version = 1
title = "แบบ"
question = [
  {id = "place", kind = "choice", label = "ที่", ask = "ที่ใด", choices = [{id = "school", label = "โรงเรียน"}]},
  {id = "held", kind = "date", label = "วันที่", ask = "เมื่อใด"},
  {id = "results_q{quarter}", kind = "long_text", each = "quarter", label = "ผล", ask = "ผล"},
]
"""
PHOTOS = {
    "kind": "photos",
    "photos": [{"message_id": "m1", "caption": "พิธีเปิด\nวันแรก"}, {"message_id": "m2", "caption": ""}],
}


def words(said: str) -> dict[str, Any]:
    return {"kind": "text", "text": said}


def items(*said: str) -> dict[str, Any]:
    return {"kind": "items", "items": [{"text": each} for each in said]}


KINDS: Mapping[str, tuple[str, int | str, Mapping[str, Any]]] = {
    "an amount": ("spent", 592_669_68, {"kind": "amount", "satang": 592_669_68}),
    "nothing spent": ("spent_q1", 0, {"kind": "amount", "satang": 0}),
    "a status": ("status", "in_progress", {"kind": "choice", "choice": "in_progress"}),
    "a choice of the form": ("place", "school", {"kind": "choice", "choice": "school"}),
    "a date of the form": ("held", "2021-03-25", {"kind": "date", "day": "2021-03-25"}),
    "a date that is none": ("held", "2021-02-30", words("2021-02-30")),
    "a text that is a date": ("results_q2", "2021-03-25", words("2021-03-25")),
    "a text": ("progress", "ทำแล้ว\n- รุ่น 1", words("ทำแล้ว\n- รุ่น 1")),
    "an empty text": ("progress", "", words("")),
    "a text with stray controls": ("progress", "ก\x00\x0b\x1cข", words("ก\x00\x0b\x1cข")),
    "items": ("activities", "\x1eอบรม\nรุ่น 1\x1eนิเทศ", items("อบรม\nรุ่น 1", "นิเทศ")),
    "items whose first was not opened": ("activities", "อบรม\x1eนิเทศ", items("อบรม", "นิเทศ")),
    "half an item": ("activities", "\x1eอบรม\x1e", items("อบรม", "")),
    "photos": ("photos", "\x1cm1\nพิธีเปิด\nวันแรก\x1cm2\n", PHOTOS),
    "a photo without its line": (
        "photos",
        "\x1cm1",
        {"kind": "photos", "photos": [{"message_id": "m1", "caption": ""}]},
    ),
}


SUBMISSION = table("submission", column("answers"), column("project_id"))
CONVERSATION = table("conversation", column("state"))
DRAFT = {"round_id": ROUND.id, "form": "table", "form_version": 1, "skipped": ["progress"]}


@pytest.fixture
def before(empty_database_url: str) -> Iterator[tuple[Storage, Connection]]:
    """An office of the revision before with two reports and a conversation, and a connection to put answers there."""
    storage = Storage.open(empty_database_url, SECRET_KEY)
    storage.migrate()
    with changing(set_up(storage.office(OFFICE.id))) as work:
        work.forms.keep("table", 1, FORM)
        work.forms.keep("broken", 1, "no form")
        work.submissions.add(replace(report(1), answers={}))
        work.submissions.add(replace(report(2), answers={}))
        work.conversations.save(OWNER.id, {}, 0, NOW)
    engine = migrating_engine(storage._url)
    with engine.connect() as connection:
        with connection.begin():
            move(connection, command.downgrade, BEFORE)
        yield storage, connection
    engine.dispose()
    storage.close()


def put(connection: Connection, answers: Mapping[str, Any], state: Mapping[str, Any] | None = None) -> None:
    with connection.begin():
        connection.execute(SUBMISSION.update().values(answers=json.dumps(answers)))
        connection.execute(CONVERSATION.update().values(state=json.dumps(state or {})))


def test_every_answer_becomes_the_value_it_was(before: tuple[Storage, Connection]) -> None:
    storage, connection = before
    for named, (question, then, now) in KINDS.items():
        put(
            connection, {question: then}, {"step": {"kind": "idle"}, "drafts": [{**DRAFT, "answers": {question: then}}]}
        )
        storage.migrate()
        with storage.office(OFFICE.id).reading() as work:
            sent = work.submissions.latest(ROUND.id)
            assert {no: one.answers for no, one in sent.items()} == {no: {question: now} for no in (1, 2)}, named
            (draft,) = work.conversations.load(OWNER.id).state["drafts"]
            assert draft == {**DRAFT, "answers": {question: now}}, named
        with connection.begin():
            move(connection, command.downgrade, BEFORE)


def test_what_nobody_answered_and_what_has_no_draft_comes_through(before: tuple[Storage, Connection]) -> None:
    storage, connection = before
    put(connection, {"spent": None, "progress": "ทำแล้ว"}, {"ours": 1})
    storage.migrate()
    with storage.office(OFFICE.id).reading() as work:
        assert work.submissions.latest(ROUND.id)[1].answers == {"progress": words("ทำแล้ว")}
        assert work.conversations.load(OWNER.id).state == {"ours": 1}


def test_half_a_surrogate_pair_becomes_the_letter_that_stands_for_it(before: tuple[Storage, Connection]) -> None:
    storage, connection = before
    put(connection, {"progress": "ก\ud83d"})
    storage.migrate()
    with storage.office(OFFICE.id).reading() as work:
        assert work.submissions.latest(ROUND.id)[1].answers == {"progress": words("ก\ufffd")}


def test_the_way_back_gives_every_answer_as_it_was(before: tuple[Storage, Connection]) -> None:
    storage, connection = before
    then = {"spent": 5, "status": "done", "activities": "\x1eอบรม\x1eนิเทศ", "photos": "\x1cm1\nพิธี\x1cm2\n"}
    put(connection, then, {"drafts": [{**DRAFT, "answers": then}]})
    storage.migrate()
    with connection.begin():
        move(connection, command.downgrade, BEFORE)
        assert [json.loads(row.answers) for row in connection.execute(SUBMISSION.select())] == [then, then]
        (row,) = connection.execute(CONVERSATION.select())
        assert json.loads(row.state) == {"drafts": [{**DRAFT, "answers": then}]}


def test_more_rows_than_are_read_at_once_are_each_changed_once(before: tuple[Storage, Connection]) -> None:
    storage, connection = before
    put(connection, {"progress": "ทำแล้ว"})
    with connection.begin():
        move(connection, command.upgrade, "head")
    with storage.office(OFFICE.id).work() as work:
        for revision in range(2, 1203):
            work.submissions.add(replace(report(1, revision), answers={"progress": words(str(revision))}))
        work.commit()
    with connection.begin():
        move(connection, command.downgrade, BEFORE)
    storage.migrate()
    with storage.office(OFFICE.id).reading() as work:
        told = [one.answers["progress"]["text"] for one in work.submissions.revisions(ROUND.id, 1)]
    assert told == ["ทำแล้ว", *map(str, range(2, 1203))]
