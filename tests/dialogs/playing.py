"""Plays a conversation (dialog.py) to the real app through the simulator: what went otherwise than written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot.demo.actors import Actor, Message, buttons_of, keys_of, question_of
from bot.demo.seed import bind_group
from bot.simulator.records import ActionResult
from bot.simulator.server import Simulator
from messages.chat.postback import pack
from messages.samples import Sample, SamplePerson, sample
from messages.thai.dates import BANGKOK
from tests.dialogs.dialog import Before, Dialog, Person, Turn
from tests.support.product import Product, run_product

MORNING = time(10)


class Otherwise(Exception):
    """Something went otherwise than written; the message says what."""


def play(dialog: Dialog, folder: Path) -> list[str]:
    """What went otherwise than written, on a fresh database in `folder`: nothing, or the first thing that did."""
    office = _office(dialog)
    with run_product(folder, _begins(dialog, office)) as product:
        try:
            _Stage(dialog, office, product).play()
        except Otherwise as found:
            return [str(found)]
        return refused_by(product.simulator)


def _begins(dialog: Dialog, office: Sample) -> str:
    """When the first thing happens: a report of an earlier round, one sent when the round opened, or the first turn."""
    if dialog.before:
        return _morning(dialog.before[0].opens)
    return _morning(_round(office)["opens"]) if dialog.reported else dialog.at


def _round(office: Sample) -> Mapping[str, Any]:
    """The round the conversation is in, as the office file tells it."""
    found: Mapping[str, Any] = tomllib.loads(office.office_toml)["round"][0]
    return found


def _morning(day: date) -> str:
    return datetime.combine(day, MORNING, BANGKOK).isoformat()


def refused_by(line: Simulator) -> list[str]:
    """What LINE would not have sent, in all that was played."""
    return [f"LINE refused {call.body}" for call in line.calls.refused()]


@dataclass
class _Stage:
    """`heard` and `sent`: what was answered, and sent, in each turn; the last of `heard` is what lies open."""

    dialog: Dialog
    office: Sample
    product: Product
    actors: dict[str, Actor] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    heard: dict[str, Sequence[Message]] = field(default_factory=dict)
    turns: list[Sequence[Message]] = field(default_factory=list)
    sent: list[ActionResult | None] = field(default_factory=list)
    group_id: str = ""

    def play(self) -> None:
        office_id = self.product.open_office(self.office, self.dialog.form)
        for person in self.dialog.people:
            self._seat(office_id, person)
        for before in self.dialog.before:
            self._report_before(before)
        if self.dialog.reported:
            self._report_sample(office_id)
        self.product.clock.move_to(self.dialog.at)
        for number, turn in enumerate(self.dialog.turns, start=1):
            try:
                self._turn(turn)
            except Otherwise as found:
                raise Otherwise(f"turn {number}: {found}") from found
        self._compare_export(office_id, _round(self.office)["id"])

    def _seat(self, office_id: str, person: Person) -> None:
        sample_person = SamplePerson(person.name, person.role, person.projects)
        if person.enrols:
            self.actors[person.name] = self.product.enrol(office_id, sample_person)
            if person.role != "owner" and self.dialog.group:
                self.group_id = bind_group(self.product.simulator, self.actors[person.name], self.dialog.group)
        else:
            self.actors[person.name] = Actor(
                self.product.simulator, self.product.simulator.directory.add_person(person.name)
            )
            self.codes[person.name] = self.product.code_for(office_id, sample_person)

    def _report_before(self, before: Before) -> None:
        self.product.clock.move_to(_morning(before.opens))
        for number, answers in before.answers.items():
            owner = next(person for person in self.dialog.people if number in person.projects.split(","))
            self.actors[owner.name].report(int(number), answers)
        self.product.settle()

    def _report_sample(self, office_id: str) -> None:
        """Whoever owns those projects in the sample reports them, also where they take no part in the conversation."""
        self.product.clock.move_to(_morning(_round(self.office)["opens"]))
        for number in self.dialog.reported.split(","):
            owner = next(person for person in self.office.people if number in person.projects.split(","))
            if owner.name not in self.actors:
                self.actors[owner.name] = self.product.enrol(office_id, owner)
            self.actors[owner.name].report(int(number), self.office.answers[int(number)])
        self.product.settle()

    def _turn(self, turn: Turn) -> None:
        if turn.at:
            self.product.clock.move_to(turn.at)
        if turn.restart:
            self.product.stop_product()
            self.product.start_product()
        name = turn.person or self.dialog.people[0].name
        chat = self.group_id if turn.in_group else self.actors[name].user_id
        before = len(self.product.simulator.chats.messages_to(chat))
        self.sent.append(self._do(turn, name, chat))
        if turn.sends == "image":
            self.product.simulator.chats.wait_for(chat, before + 1)
        self.product.settle()
        heard = self.product.simulator.chats.messages_to(chat)[before:]
        self.turns.append(heard)
        self.heard[name] = heard or self.heard.get(name, ())
        _compare(turn, heard)

    def _do(self, turn: Turn, name: str, chat: str) -> ActionResult | None:
        line, user = self.product.simulator, self.actors[name].user_id
        group = chat if turn.in_group else None
        if turn.says:
            return line.users.say(user, turn.text.replace("{code}", self.codes.get(name, "")), group)
        if turn.taps:
            return line.users.tap(user, _button(self.heard.get(name, ()), turn.taps, turn.of), group=group)
        if turn.taps_old:
            return line.users.tap(
                user, _button(self.turns[turn.taps_old["turn"] - 1], turn.taps_old["action"], turn.of)
            )
        if turn.unsends:
            return line.users.unsend(user, self._sent_in(turn.unsends))
        if turn.sends:
            return self._send(user, turn.sends, group)
        self.product.tick()
        return None

    def _send(self, user: str, kind: str, group: str | None) -> ActionResult:
        line = self.product.simulator
        match kind:
            case "sticker":
                return line.users.send_sticker(user, group)
            case "image":
                return line.users.send_image(user, _jpeg(), group)
            case "voice":
                return line.users.send_audio(user, b"voice", group=group)
            case "file":
                return line.users.send_file(user, "รายงาน.docx", b"file", group)
            case "location":
                return line.users.send_location(user, title="โรงเรียนบ้านหนองแวง", group=group)
        raise Otherwise(f"nobody can send {kind}")

    def _sent_in(self, turn: int) -> str:
        found = [sent.message_id for sent in self.sent[turn - 1 : turn] if sent and sent.message_id]
        if not found:
            raise Otherwise(f"no message was sent in turn {turn}")
        return found[0]

    def _compare_export(self, office_id: str, round_id: str) -> None:
        projects = {str(row["no"]): row for row in self.product.export(office_id, round_id)["projects"]}
        for number, expected in self.dialog.export.items():
            for key, value in expected.items():
                if projects[number][key] != value:
                    raise Otherwise(f"export of project {number}: {key} is {projects[number][key]!r}, not {value!r}")
        for number, told in self.dialog.told.items():
            for question, turns in told.items():
                answer = "\n".join(self.dialog.turns[turn - 1].text.strip() for turn in turns)
                if projects[number]["answers"].get(question) != answer:
                    raise Otherwise(f"export of project {number}: {question} is not what was told in {list(turns)}")


def _office(dialog: Dialog) -> Sample:
    """The sample office with the earlier rounds."""
    found = sample(dialog.office)
    lines = found.office_toml.splitlines()
    year = tomllib.loads(found.office_toml)["round"][0]["fiscal_year"]
    for before in dialog.before:
        lines += [
            "[[round]]",
            f'id = "{before.id}"',
            f"fiscal_year = {year}",
            f"quarters = {list(before.quarters)}",
            f"opens = {before.opens}",
            f"deadline = {before.deadline}",
        ]
    return replace(found, office_toml="\n".join(lines))


def _jpeg() -> bytes:
    written = BytesIO()
    Image.new("RGB", (64, 48), "green").save(written, "JPEG")
    return written.getvalue()


def _button(heard: Sequence[Message], action: str, question: str) -> str:
    """The data of that button: of the quick replies under the last message, else of a card."""
    offered = [*buttons_of(heard), *keys_of(heard)]
    found = [item for item in offered if item.action == action and question in {"", item.question}]
    if not found:
        raise Otherwise(f"no button {action} among {[f'{item.question}:{item.action}' for item in offered]}")
    return pack(found[0])


def _compare(turn: Turn, heard: Sequence[Message]) -> None:
    words = "\n".join(_words_in(list(heard)))
    if bool(heard) == turn.silent:
        raise Otherwise(f"heard {words or 'nothing'}")
    missing = [part for part in turn.hears if part not in words]
    unwanted = [part for part in turn.hears_not if part in words]
    if missing or unwanted:
        wrong = (("not heard", missing), ("heard", unwanted))
        told = ", ".join(f"{how} {parts}" for how, parts in wrong if parts)
        raise Otherwise(f"{told} in:\n{words}")
    if turn.asks is not None and question_of(heard) != turn.asks:
        raise Otherwise(f"asks {question_of(heard)!r}, not {turn.asks!r}:\n{words}")


def _words_in(part: Any) -> Iterator[str]:
    """All a person can read: texts and, of cards, all they hold and what stands for them."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in {"text", "altText", "label"} and isinstance(value, str):
                yield value
            else:
                yield from _words_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from _words_in(value)
