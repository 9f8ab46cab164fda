"""Which project of a newer version of a plan is which of those kept: by name, then by likeness, never by place alone.

A number is no identity: a project put in as no. 2 gives all behind it other numbers. What is certain is matched, what
is likely is matched and to be looked at (`Pair.doubt`), and where several are as likely none is: they stay apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeVar

from messages.plans.vocabulary import squeeze
from messages.project import PlannedProject, ProjectLike

LIKELY = 0.6
"""Of two names' pairs of letters, the share in common from which on one may be the other renamed."""
CERTAIN = 0.8
"""The same for a name that was merely corrected or lengthened: its number stayed, and its group or its budget."""
_CORRECTED = 2
"""Letters put in, left out or replaced in a name that is the same one spelled better; a word has more."""
_LEAD = 0.1
"""Two that are nearer to each other than this are equally like."""
_MAX_COMPARED = 250_000
"""Pairs of names, while the database waits; a plan that is another one altogether is not looked through."""
_DIGITS = re.compile(r"\d+")
_LONE_LETTER = re.compile(r"(?<!\S)[ก-ฮA-Za-z](?!\S)")

Doubt = Literal["", "renamed", "replaced", "moved", "back"]
"""What of a likely pair is to be looked at: its name, all of its name, its number with group and budget, its return."""
Same = Mapping[int, int]
"""What the office says itself: the number in the plan kept -> the number in the new one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One project in both versions. `back`: the plan had held it no more."""

    before: ProjectLike
    after: PlannedProject
    doubt: Doubt = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class UnsureMatch:
    """A new one that may be any of the `candidates`, and is kept apart from all of them."""

    after: PlannedProject
    candidates: tuple[ProjectLike, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """`added` and `removed` are in one version alone; those of `unsure` are among them."""

    pairs: tuple[Pair, ...]
    added: tuple[PlannedProject, ...]
    removed: tuple[ProjectLike, ...]
    unsure: tuple[UnsureMatch, ...]


def match(
    held: Sequence[ProjectLike], gone: Sequence[ProjectLike], new: Sequence[PlannedProject], same: Same | None = None
) -> Matching:
    """`held`: the plan kept; `gone`: what it held once; `new`: with a number each; `same` goes before everything."""
    matcher = _Matcher(held, gone, new)
    matcher.match_as_asked(same or {})
    matcher.match_by_name(back=False)
    matcher.match_by_name(back=True)
    matcher.match_by_likeness()
    matcher.match_by_place()
    matcher.note_likeness_to_gone()
    pairs = {pair.before.id: pair for pair in matcher.pairs}
    taken = {pair.after.no for pair in matcher.pairs}
    return Matching(
        pairs=tuple(sorted(matcher.pairs, key=lambda pair: pair.after.no)),
        added=tuple(project for project in new if project.no not in taken),
        removed=tuple(project for project in held if project.id not in pairs),
        unsure=tuple(matcher.unsure),
    )


class _Matcher:
    """What is settled leaves `held`, `gone` and `new`, the most certain first."""

    def __init__(self, held: Sequence[ProjectLike], gone: Sequence[ProjectLike], new: Sequence[PlannedProject]) -> None:
        self._held = {project.id: project for project in held}
        self._gone = {project.id: project for project in gone}
        self._new = {project.no: project for project in new}
        self.pairs: list[Pair] = []
        self.unsure: list[UnsureMatch] = []

    def match_as_asked(self, same: Same) -> None:
        by_number = {project.no: project for project in (*self._gone.values(), *self._held.values())}
        for before, after in same.items():
            if before in by_number and after in self._new:
                one = by_number[before]
                self._settle(one, self._new[after], back=one.id in self._gone)

    def match_by_name(self, *, back: bool) -> None:
        """The same name; several of one name are told apart by group and budget."""
        olds = _grouped((self._gone if back else self._held).values(), _name)
        news = _grouped(self._new.values(), _name)
        for name in olds.keys() & news.keys():
            self._same_name(olds[name], news[name], back=back)

    def _same_name(self, olds: Sequence[ProjectLike], news: Sequence[PlannedProject], *, back: bool) -> None:
        settled = dict(_one_to_one(olds, news, _place))
        left = [project for project in news if project.no not in settled.values()]
        without = [project for project in olds if project.id not in settled]
        if len(without) > 1 and {project.no for project in without} == {project.no for project in left}:
            numbers = {project.no: project.id for project in without}
            settled |= {numbers[project.no]: project.no for project in left}
            without, left = [], []
        for project in olds:
            if project.id in settled:
                self._settle(project, self._new[settled[project.id]], back=back)
        if len(without) == len(left) == 1:
            self._settle(without[0], left[0], _doubt_of_name(without[0], left[0], back=back), back=back)
        elif without and left:
            self._leave(without, left)

    def match_by_likeness(self) -> None:
        """A name that is nearly another's, the likest first."""
        if len(self._held) * len(self._new) > _MAX_COMPARED:
            return
        scores = _scores(self._held.values(), self._new.values())
        for before, after in sorted(scores, key=lambda pair: -scores[pair]):
            if before in self._held and after in self._new:
                self._likely(before, after, scores)

    def _likely(self, before: int, after: int, scores: Mapping[tuple[int, int], float]) -> None:
        least = scores[before, after] - _LEAD
        olds = [old for (old, new), score in scores.items() if new == after and old in self._held and score > least]
        news = [new for (old, new), score in scores.items() if old == before and new in self._new and score > least]
        one, other = self._held[before], self._new[after]
        agrees = one.no == other.no or one.group == other.group or one.budget == other.budget
        if len(olds) > 1 or len(news) > 1 or _digits(one) != _digits(other) or not agrees:
            self._leave([self._held[old] for old in olds], [self._new[new] for new in news])
        else:
            self._settle(one, other, _doubt_of_likeness(one, other, scores[before, after]))

    def match_by_place(self) -> None:
        """Another name altogether where number, group and budget stayed."""
        places = _one_to_one(list(self._held.values()), list(self._new.values()), lambda one: (one.no, *_place(one)))
        for before, after in list(places):
            if self._held[before].budget:
                self._settle(self._held[before], self._new[after], "replaced")

    def note_likeness_to_gone(self) -> None:
        """A name that is nearly that of a project the plan held once: whether it is that one is not for us to say."""
        if len(self._gone) * len(self._new) > _MAX_COMPARED:
            return
        scores = _scores(self._gone.values(), self._new.values())
        for after in sorted({after for _, after in scores}):
            candidates = tuple(self._gone[old] for old, new in scores if new == after)
            self.unsure.append(UnsureMatch(self._new.pop(after), candidates))

    def _settle(self, before: ProjectLike, after: PlannedProject, doubt: Doubt = "", *, back: bool = False) -> None:
        self.pairs.append(Pair(before, after, doubt, back))
        (self._gone if back else self._held).pop(before.id)
        self._new.pop(after.no)

    def _leave(self, olds: Sequence[ProjectLike], news: Sequence[PlannedProject]) -> None:
        """Nothing tells which is which."""
        self.unsure += [UnsureMatch(project, tuple(olds)) for project in news]
        for project in olds:
            self._held.pop(project.id, None)
            self._gone.pop(project.id, None)
        for after in news:
            self._new.pop(after.no)


def _doubt_of_name(one: PlannedProject, other: PlannedProject, *, back: bool) -> Doubt:
    elsewhere = one.group != other.group and one.budget != other.budget
    if not elsewhere or (one.no == other.no and not back):
        return ""
    return "back" if back else "moved"


def _doubt_of_likeness(one: PlannedProject, other: PlannedProject, score: float) -> Doubt:
    """A word in place of another makes another project of it, however long the rest (ภาษาไทย, ภาษาจีน)."""
    if one.no != other.no or score < CERTAIN or _lone_letters(one) != _lone_letters(other):
        return "renamed"
    put_in, taken_out = _edits(_name(one), _name(other))
    respelled = max(put_in, taken_out) <= _CORRECTED and (one.group == other.group or one.budget == other.budget)
    lengthened = min(put_in, taken_out) == 0 and _place(one) == _place(other)
    return "" if respelled or lengthened else "renamed"


def _edits(one: str, other: str) -> tuple[int, int]:
    """How many letters were put in and taken out, a block replaced counting as both."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return len(other) - common, len(one) - common


def _lone_letters(project: PlannedProject) -> list[str]:
    """What tells ก from ข where projects are lettered."""
    return _LONE_LETTER.findall(project.name)


P = TypeVar("P", bound=PlannedProject)
Key = Callable[[PlannedProject], Hashable]


def _name(project: PlannedProject) -> str:
    return squeeze(project.name)


def _digits(project: PlannedProject) -> list[str]:
    return _DIGITS.findall(_name(project))


def _place(project: PlannedProject) -> tuple[str, int]:
    return squeeze(project.group), project.budget


def _grouped(projects: Iterable[P], key: Key) -> dict[Hashable, list[P]]:
    found: dict[Hashable, list[P]] = defaultdict(list)
    for project in projects:
        found[key(project)].append(project)
    return found


def _one_to_one(olds: Sequence[ProjectLike], news: Sequence[PlannedProject], key: Key) -> Iterator[tuple[int, int]]:
    """Id and number of those that are alike by `key`, where one alone is so on either side."""
    before, after = _grouped(olds, key), _grouped(news, key)
    for shared in before.keys() & after.keys():
        if len(before[shared]) == len(after[shared]) == 1:
            yield before[shared][0].id, after[shared][0].no


def _scores(olds: Iterable[ProjectLike], news: Iterable[PlannedProject]) -> dict[tuple[int, int], float]:
    """How like the names are, by id and number; of those that may be the same."""
    before = {project.id: _pairs_of(project) for project in olds}
    after = {project.no: _pairs_of(project) for project in news}
    found = ((old, new, _likeness(its, others)) for old, its in before.items() for new, others in after.items())
    return {(old, new): score for old, new, score in found if score >= LIKELY}


def _pairs_of(project: PlannedProject) -> frozenset[str]:
    return frozenset(first + second for first, second in pairwise(f" {_name(project)} "))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: twice what they have in common, of all they have."""
    return 2 * len(one & other) / (len(one) + len(other))
