"""Answers are values that name their kind, not texts told apart by control characters.

What kind a text is, the question's form tells; where the form is not kept, the text itself.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ITEM = "\x1e"
"""Stood before each of several things told."""
_PHOTO = "\x1c"
"""Stood before each photo, whose caption followed LINE's id of its message in a line of its own."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: no database holds one."""
_ROWS = 500
"""Read and written at once."""

Kinds = Mapping[str, str]
"""Question id -> the kind of what a form asks there; a question of each quarter by each of its ids."""
_IN_EVERY_FORM: Kinds = {"status": "choice"}

_CONVERSATION = sa.table("conversation", *(sa.column(name) for name in ("office_id", "person_id", "state")))
_SUBMISSION = sa.table(
    "submission", *(sa.column(name) for name in ("office_id", "id", "form", "form_version", "answers"))
)
_FORM = sa.table("form", *(sa.column(name) for name in ("office_id", "id", "version", "source")))


def upgrade() -> None:
    kinds = _kinds_by_form()

    def to_values(answers: Mapping[str, Any], form: tuple[str, str, int]) -> dict[str, Any]:
        asked = {**_IN_EVERY_FORM, **kinds.get(form, {})}
        return {name: _to_value(answer, asked.get(name, "")) for name, answer in answers.items() if answer is not None}

    _rewrite(to_values)


def downgrade() -> None:
    _rewrite(lambda answers, _: {name: _to_plain(answer) for name, answer in answers.items()})


def _to_value(answer: int | str, kind: str) -> dict[str, Any]:
    if isinstance(answer, int):
        return {"kind": "amount", "satang": answer}
    text = str(answer)
    if text.startswith(_PHOTO):
        return {"kind": "photos", "photos": [_to_photo(entry) for entry in text.split(_PHOTO)[1:]]}
    if _ITEM in text:
        return {"kind": "items", "items": [{"text": entry} for entry in text.removeprefix(_ITEM).split(_ITEM)]}
    if kind == "choice":
        return {"kind": "choice", "choice": text}
    if kind in {"date", ""} and _is_date(text):
        return {"kind": "date", "day": text}
    return {"kind": "text", "text": text}


def _to_photo(entry: str) -> dict[str, str]:
    message_id, _, caption = entry.partition("\n")
    return {"message_id": message_id, "caption": caption}


def _is_date(text: str) -> bool:
    with suppress(ValueError):
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    return False


def _to_plain(answer: Mapping[str, Any]) -> int | str:
    match answer["kind"]:
        case "amount":
            return int(answer["satang"])
        case "items":
            return "".join(f"{_ITEM}{item['text']}" for item in answer["items"])
        case "photos":
            return "".join(f"{_PHOTO}{photo['message_id']}\n{photo['caption']}" for photo in answer["photos"])
    (text,) = (value for name, value in answer.items() if name != "kind")
    return str(text)


def _kinds_by_form() -> dict[tuple[str, str, int], Kinds]:
    """By office, form and version."""
    forms = op.get_bind().execute(sa.select(_FORM)).all()
    return {(form.office_id, form.id, form.version): dict(_kinds_in(form.source)) for form in forms}


def _kinds_in(source: str) -> Iterator[tuple[str, str]]:
    """None of what is no form."""
    with suppress(tomllib.TOMLDecodeError):
        for question in tomllib.loads(source).get("question", ()):
            for quarter in (1, 2, 3, 4):
                yield question["id"].replace("{quarter}", str(quarter)), question["kind"]


def _rewrite(answers_of: Callable[[Mapping[str, Any], tuple[str, str, int]], dict[str, Any]]) -> None:
    """The answers of every report sent and of every draft, as `answers_of` gives them for the form they answer."""

    def report(row: sa.Row[Any]) -> str:
        return _dump(answers_of(json.loads(row.answers), (row.office_id, row.form, row.form_version)))

    def conversation(row: sa.Row[Any]) -> str:
        state = json.loads(row.state)
        for draft in state.get("drafts", ()):
            form = row.office_id, draft.get("form", ""), draft.get("form_version", 0)
            draft["answers"] = answers_of(draft.get("answers", {}), form)
        return _dump(state)

    _rewrite_column(_SUBMISSION, "id", "answers", report)
    _rewrite_column(_CONVERSATION, "person_id", "state", conversation)


def _rewrite_column(of: sa.TableClause, key: str, column: str, written: Callable[[sa.Row[Any]], str]) -> None:
    bind = op.get_bind()
    keys = bind.execute(sa.select(of.c.office_id, of.c[key])).all()
    this = (of.c.office_id == sa.bindparam("of_office")) & (of.c[key] == sa.bindparam("of_key"))
    change = sa.update(of).where(this).values({column: sa.bindparam("new")})
    for first in range(0, len(keys), _ROWS):
        some = keys[first : first + _ROWS]
        rows = bind.execute(sa.select(of).where(sa.tuple_(of.c.office_id, of.c[key]).in_(list(map(tuple, some))))).all()
        bind.execute(
            change, [{"of_office": row.office_id, "of_key": getattr(row, key), "new": written(row)} for row in rows]
        )


def _dump(value: object) -> str:
    return _HALF.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
