"""An owner with several projects nothing has happened in: all of them listed, and sent by one confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.drafting import new_draft, untouched
from bot.conversation.effects import Say, Submit, Turn, saying
from bot.conversation.events import Event
from bot.conversation.prompting import cannot_report, standing
from bot.conversation.scene import Scene, is_late
from bot.conversation.states import Idle, State, Sweeping
from messages import lists
from messages.lists import plain
from messages.project import ProjectId, Round
from messages.shortcuts import untouched_answers


def offer(scene: Scene, state: State) -> Turn:
    """Lists what one confirmation would send."""
    found = untouched(scene, state)
    if scene.round is None or not found:
        return saying(
            state.at(Idle()), cannot_report(scene) or plain("conversation.sweep.none"), standing(scene, state)
        )
    listed = tuple((item.project.id, item.project.no) for item in found)
    return saying(state.at(Sweeping(listed)), lists.sweep([item.project for item in found]))


def send_all(scene: Scene, round_: Round, state: State, event: Event, listed: Mapping[ProjectId, int]) -> Turn:
    """Sends those that were listed, and nothing else, as not started with nothing spent.

    `listed`: the number each was listed with. Where the plan has given them others, they are listed anew.
    """
    late, swept = is_late(round_, scene.today), [item for item in untouched(scene, state) if item.project.id in listed]
    if not swept or any(item.project.no != listed[item.project.id] for item in swept):
        return offer(scene, state)
    submits = tuple(
        Submit(new_draft(scene, round_, item, event.id), answers, late, revision=item.revision + 1)
        for item in swept
        if (answers := untouched_answers(scene.form, item.case)) is not None
    )
    numbers = [item.project.no for item in swept]
    return Turn(state.at(Idle()), (*submits, Say((lists.swept(numbers, late=late),))))
