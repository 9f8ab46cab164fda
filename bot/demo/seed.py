"""Opens a sample office on the simulator: its file, its plan, its people enrolled, its planning group bound."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from bot.demo.actors import Actor
from bot.simulator.server import Simulator
from bot.usecases.ports import Ports
from bot.usecases.setup.configuring import apply_office
from bot.usecases.setup.forms import store_forms
from bot.usecases.setup.inviting import Wish, invite
from bot.usecases.setup.office_file import read_office_file
from bot.usecases.setup.plan_import import PlanFile, import_plan
from messages.forms.form import Form
from messages.forms.loader import load
from messages.plans.reading import read_plan
from messages.samples import Sample, SamplePerson
from messages.sheets.reading import read_sheets
from messages.words import Keyword, word
from storage.vocabulary import Role


def open_office(
    ports: Ports, simulator: Simulator, sample: Sample, web_url: str, read_form: Callable[[str], Form] = load
) -> str:
    """Applies the office file with channel values made up for this run, and imports the plan; gives the office's id.

    `read_form` reads a form of the office's own.
    """
    file = read_office_file(sample.office_toml, lambda _: secrets.token_hex(16), read_form)
    office_id = file.office.id
    if file.channel is None:
        raise ValueError(f"the office file of {office_id} gives no channel")
    webhook, name = f"{web_url}/line/{office_id}/webhook", file.office.short_name
    simulator.accounts.add(file.channel.secret, file.channel.access_token, webhook, name)
    plan = read_plan(read_sheets(sample.plan, "plan.xlsx"))
    with ports.storage.office(office_id).work() as work:
        now = simulator.platform.clock()
        apply_office(work, file, now)
        import_plan(work, PlanFile(plan), now)
        work.commit()
    store_forms(ports.storage, office_id)
    return office_id


def code_for(ports: Ports, office_id: str, person: SamplePerson, now: datetime) -> str:
    """An invitation code for the person, as `tanrob people invite` gives it."""
    wish = Wish(person.name, Role(person.role), person.projects or None)
    with ports.storage.office(office_id).work() as work:
        invited = invite(work, office_id, wish, ports.code_key, now)
        work.commit()
    return invited.code


def enrol(ports: Ports, simulator: Simulator, office_id: str, person: SamplePerson, now: datetime) -> Actor:
    """A new LINE account that types its code and accepts."""
    actor = Actor(simulator, simulator.directory.add_person(person.name))
    actor.enrol(code_for(ports, office_id, person, now))
    return actor


def bind_group(simulator: Simulator, planner: Actor, name: str) -> str:
    """A LINE group of the planner's, bound with the code Tanrob gives; returns the group's id."""
    group_id = simulator.directory.add_group([planner.user_id], name)
    offered = planner.say(word(Keyword.BIND_GROUP))[-1]["text"]
    planner.say(offered.splitlines()[-1].partition(": ")[2], group=group_id)
    return group_id
