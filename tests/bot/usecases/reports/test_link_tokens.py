"""Links to documents: what they open, for how long, and that nobody can make one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from itsdangerous import URLSafeSerializer

from bot.usecases.reports.link_tokens import LINK_LIFE, Linked, LinkExpired, NoSuchLink, link_to, read_link
from tests.support.usecase_harness import KEY, OFFICE, UsecaseHarness

LINKED = Linked(OFFICE, "2564-6m", "docx", draft=True)


def token(harness: UsecaseHarness, linked: Linked = LINKED) -> str:
    return link_to(harness.ports, linked, harness.now).rpartition("/")[2]


def test_a_link_opens_what_it_was_made_for(harness: UsecaseHarness) -> None:
    for linked in (LINKED, Linked("other", "2564-12m", "pdf")):
        assert read_link(harness.ports, token(harness, linked), harness.now) == linked


def test_a_link_starts_with_the_public_address(harness: UsecaseHarness) -> None:
    ports = replace(harness.ports, public_url="https://tanrob.example")
    assert link_to(ports, LINKED, harness.now).startswith("https://tanrob.example/d/")


def test_a_link_lives_seven_days_and_not_a_second_longer(harness: UsecaseHarness) -> None:
    made = token(harness)
    assert read_link(harness.ports, made, harness.now + LINK_LIFE - timedelta(seconds=1)) == LINKED
    with pytest.raises(LinkExpired):
        read_link(harness.ports, made, harness.now + timedelta(days=7))


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_link_that_was_changed_opens_nothing(harness: UsecaseHarness, place: int) -> None:
    made = list(token(harness))
    made[place] = "A" if made[place] != "A" else "Q"
    with pytest.raises(NoSuchLink):
        read_link(harness.ports, "".join(made), harness.now)


@pytest.mark.parametrize("made_up", ["", "nonsense", "ก", "a.b", "." * 5000])
def test_a_made_up_link_opens_nothing(harness: UsecaseHarness, made_up: str) -> None:
    with pytest.raises(NoSuchLink):
        read_link(harness.ports, made_up, harness.now)


def test_a_link_of_another_installation_opens_nothing(harness: UsecaseHarness) -> None:
    with pytest.raises(NoSuchLink):
        read_link(replace(harness.ports, code_key="another key"), token(harness), harness.now)


def test_what_the_key_signs_for_another_purpose_opens_nothing(harness: UsecaseHarness) -> None:
    how = {"key_derivation": "hmac", "digest_method": sha256}
    signer = URLSafeSerializer(KEY, salt="another purpose", signer_kwargs=how)
    other = signer.dumps([OFFICE, "2564-6m", "pdf", 0, 9_999_999_999])
    with pytest.raises(NoSuchLink):
        read_link(harness.ports, other, harness.now)
