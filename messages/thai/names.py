"""Projects found by part of their name, also misspelt: `search` proposes, a person chooses.

Names run to 200 characters and share stems (พัฒนาคุณภาพการเรียนการสอน…), so what counts is how much of the query is found
in a name, rare pairs of letters counting more than common ones. Pairs one letter apart count too: they survive a letter
left out, doubled, swapped or mistyped. The figures reached are at the head of tests/messages/thai/name_queries.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice, pairwise
from math import fsum, log

from messages.thai.shorthand import comparison_key

_APART = 0.5
"""What a pair one letter apart counts beside a pair of neighbours."""
_OF_NAME = 0.1
"""Share of the score that goes by how much of the name was said: between two that hold the query, the shorter wins."""
_ENOUGH = 0.6
"""A name that covers this share of the query is meant; "รับทราบ" finds 0.57 of itself in some name by chance."""
_LEAST = 0.4
"""Below this nothing is meant. Between the two a run of letters decides: four, or a quarter of a longer query."""
_LEAST_RUN = 4
_RUN_SHARE = 4
_CLEAR_SCORE = 0.5
_CLEAR_LEAD = 0.75
"""The second's score, as a share of the first's, from which on a person must choose."""
_MAX_QUERY = 300
_OFFICES_KEPT = 64


@dataclass(frozen=True, slots=True)
class Found:
    """The name at `position` of those searched; `score` is above 0 and near 1 where the query is the whole name."""

    position: int
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    """What is worked out once for the names of an office. `unheard` is the rarity of a pair that no name has."""

    texts: tuple[str, ...]
    pairs: tuple[frozenset[str], ...]
    rarity: Mapping[str, float]
    unheard: float
    wholes: tuple[float, ...]


def search(query: str, names: Sequence[str], *, limit: int = 3) -> tuple[Found, ...]:
    """The names `query` may mean, best first; none for a text that names no project, such as a greeting or a number."""
    said = comparison_key(query[:_MAX_QUERY])
    index = _index(tuple(names))
    likely = (
        found for found, coverage in _ranked(said, index) if _is_near(said, index.texts[found.position], coverage)
    )
    return tuple(islice(likely, limit))


def is_clear(found: Sequence[Found]) -> bool:
    """Whether the best is so far ahead that it can be offered alone: to be confirmed, never to be taken silently."""
    if not found or found[0].score < _CLEAR_SCORE:
        return False
    return len(found) == 1 or found[1].score <= found[0].score * _CLEAR_LEAD


@lru_cache(maxsize=_OFFICES_KEPT)
def _index(names: tuple[str, ...]) -> _Index:
    texts = tuple(comparison_key(name) for name in names)
    pairs = tuple(frozenset(_pairs(text)) for text in texts)
    counts = Counter(pair for of_name in pairs for pair in of_name)
    rarity = {pair: log((len(names) + 1) / count) for pair, count in counts.items()}
    wholes = tuple(fsum(rarity[pair] for pair in of_name) for of_name in pairs)
    return _Index(texts, pairs, rarity, log(len(names) + 1), wholes)


def _pairs(text: str) -> dict[str, float]:
    """Its pairs of letters and what each counts."""
    apart = {first + second: _APART for first, second in zip(text, text[2:], strict=False)}
    return apart | {first + second: 1.0 for first, second in pairwise(text)}


def _ranked(said: str, index: _Index) -> list[tuple[Found, float]]:
    """Every name that shares something with what was said, and the share of it that the name covers."""
    weights = {pair: weight * index.rarity.get(pair, index.unheard) for pair, weight in _pairs(said).items()}
    whole = sum(weights.values())
    ranked = []
    for position, pairs in enumerate(index.pairs):
        shared = sum(weight for pair, weight in weights.items() if pair in pairs)
        if shared:
            coverage = shared / whole
            score = coverage * (1 - _OF_NAME) + shared / index.wholes[position] * _OF_NAME
            ranked.append((Found(position, score), coverage))
    return sorted(ranked, key=lambda item: -item[0].score)


def _is_near(said: str, name: str, coverage: float) -> bool:
    """Stray pairs of letters turn up in any long name; a misspelt query still shares a run of letters with its own."""
    if coverage >= _ENOUGH:
        return True
    if coverage < _LEAST:
        return False
    run = SequenceMatcher(None, said, name, autojunk=False).find_longest_match().size
    return run >= max(_LEAST_RUN, len(said) / _RUN_SHARE)
