"""What a kind of delivery is told by one row."""

from __future__ import annotations

import pytest

from storage.kinds import DeliveryKind, Rank

PUSHED = [kind for kind in DeliveryKind if not kind.traits.is_answer]


@pytest.mark.parametrize("kind", DeliveryKind)
def test_what_a_kind_outdates_are_kinds(kind: DeliveryKind) -> None:
    assert {str(outdated) for outdated in kind.outdates} == set(kind.traits.outdates)


@pytest.mark.parametrize("kind", PUSHED)
def test_an_answer_goes_before_every_notice(kind: DeliveryKind) -> None:
    assert kind.traits.priority > DeliveryKind.REPLY.traits.priority


def test_an_answer_is_never_kept_back_for_want_of_messages() -> None:
    assert {kind.traits.rank for kind in DeliveryKind if kind.traits.is_answer} == {Rank.ALWAYS}


def test_a_moved_deadline_outdates_what_told_of_the_one_before() -> None:
    assert set(DeliveryKind.MOVED.outdates) == {DeliveryKind.MOVED, DeliveryKind.REMINDER, DeliveryKind.OPENING}
