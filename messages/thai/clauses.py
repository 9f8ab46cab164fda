"""A sentence cut into what it says one after another: how much money, how far things are, and words about the rest.

What a piece of money amounts to is not decided here: whoever reads amounts reads it, as when it stands alone. A piece
that is not wholly made of the words of clauses.toml stays among the words: nothing is cut out of the middle of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from messages.thai.manners import bare, is_mere_manners, key
from messages.thai.text import arabic_digits
from messages.thai.typed_dates import MONTH_PATTERN

MAX_LENGTH = 1_000
"""Characters; a longer text is a report of its own, no sentence."""
_MOST_PIECES = 10
"""Pieces between blanks that one clause is made of at most."""
_LEAST_BARE = 1_000
"""Baht; a smaller number beside nothing that says it is money is none."""
_YEARS = range(2400, 2700)

_PIECE = re.compile(r"(?:(?<=[0-9]),(?=[0-9])|[^\s,;·•|])+")
_BREAK = re.compile(r"[\n,;·•|]")
_NUMBER = r"(?:฿ ?)?[0-9][0-9,]*(?:\.[0-9]+)?(?: ?(?:k|K)(?![a-zA-Z]))?"
_UNITS = ("บาท", "บาทถ้วน", "ถ้วน", "สตางค์", "บ.", "฿", ".-", "baht", "thb")
_ORDINALS = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}
_QUARTER = re.compile(
    rf"(?:ใน|ของ)?(?:ไตรมาส(?:ที่)?|[qQ]) ?([1-4]|{'|'.join(_ORDINALS)})(?![0-9])(?! ?(?:-|–|ถึง|และ|กับ|,|/) ?[1-4]) ?:?"
)
_ALONE = re.compile(r"(?:0|[1-9][0-9]*(?:,[0-9]{3})*)(?:\.[0-9]{1,2})?")
_BAHT_FIRST = re.compile(rf"{_NUMBER} ?(?:บาท|บ\.|\.-|฿)")
_DASH = re.compile(r"[-–—*]+")

MoneyKind = Literal["money", "planned"]
ClauseKind = Literal["money", "planned", "status", "words"]
Span = tuple[int, int]
"""Where a piece begins, and where it ends."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said. `planned`: money of a plan. `status`: the id of the status said, of that kind alone.

    `quarter`: the one named before it; `lead`: the words that name it, or the plan; `apart`: no words stand right
    before it that it may be said of.
    """

    kind: ClauseKind
    text: str
    lead: str = ""
    quarter: int | None = None
    status: str = ""
    apart: bool = True

    @property
    def whole(self) -> str:
        """With the words before it that name its quarter or the plan."""
        return f"{self.lead} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class _Words:
    """The table as patterns. `statuses`: what a whole clause says, as `key` compares it, and the status it means."""

    money: re.Pattern[str]
    spends: re.Pattern[str]
    amount: re.Pattern[str]
    evidence: re.Pattern[str]
    nothing: re.Pattern[str]
    planned: re.Pattern[str]
    opens: re.Pattern[str]
    counted: re.Pattern[str]
    partial: re.Pattern[str]
    unfinished: re.Pattern[str]
    step: re.Pattern[str]
    lead: re.Pattern[str]
    joining: re.Pattern[str]
    trailing: re.Pattern[str]
    joined: re.Pattern[str]
    aside: re.Pattern[str]
    idle: frozenset[str]
    slips: tuple[str, ...]
    statuses: Mapping[str, str]


def cut(text: str, labels: Mapping[str, str], quarters: Collection[int]) -> tuple[Clause, ...]:
    """The clauses of `text`, in their order; none of a text that is too long for a sentence.

    `labels`: how a form words each status it offers, and its id. Of the `quarters` alone something may be said.
    """
    if len(text) > MAX_LENGTH:
        return ()
    return tuple(_Cutter(text, arabic_digits(text), _statuses(labels), frozenset(quarters)).clauses())


def is_mere_status(text: str) -> bool:
    """Whether `text` says how far things are, and nothing of what was done."""
    return key(bare(text)) in _words().statuses


def takes_back(text: str) -> bool:
    """Whether the words take back what was just said: เอ้ย ยังค่ะ."""
    return key(bare(text)).startswith(_words().slips)


def _statuses(labels: Mapping[str, str]) -> Mapping[str, str]:
    offered = set(labels.values())
    known = {said: status for said, status in _words().statuses.items() if status in offered}
    return {**known, **{key(bare(label)): status for label, status in labels.items()}}


@dataclass(frozen=True, slots=True)
class _Place:
    """The quarter that was named last, and the words that did so, until something was said of it."""

    quarter: int | None = None
    lead: str = ""


@dataclass(frozen=True)
class _Cutter:
    """`said` is `typed` in ASCII digits, letter by letter."""

    typed: str
    said: str
    statuses: Mapping[str, str]
    quarters: frozenset[int]

    def clauses(self) -> Iterator[Clause]:
        pieces, at, place = self._pieces(), 0, _Place()
        words: list[Span] = []
        while at < len(pieces):
            begun, named = self._place_at(pieces, at, words)
            if named:
                yield from self._of_words(words, place)
                words, place = [], named
            clause, end = self._clause(pieces, begun, words, place)
            if clause and clause.apart:
                yield from self._of_words(words, place)
                words = []
            if clause:
                yield clause
            # What may be said of the words before it stays with them as well: they are kept whole.
            taken = end if clause else max(begun, at + 1)
            words += [] if clause and clause.apart else pieces[begun:taken]
            place = replace(place, lead="") if clause else place
            at = taken
        yield from self._of_words(words, place)

    def _pieces(self) -> list[Span]:
        """Where each piece begins and ends: between blanks and marks, and within where a word may begin a clause."""
        found = []
        for piece in _PIECE.finditer(self.said):
            inner = {piece.start() + cut_at for cut_at in self._seams(piece[0])}
            bounds = sorted({piece.start(), piece.end(), *inner})
            found += [bound for bound in pairwise(bounds) if not _DASH.fullmatch(self.said[slice(*bound)])]
        return found

    @staticmethod
    def _seams(piece: str) -> Iterator[int]:
        yield from (found.start() for found in _words().opens.finditer(piece))
        yield from (found.end() for found in re.finditer("บาท(?:ถ้วน)?|[0-9](?=[ก-ฮเ-ไ])", piece))
        quarter = _QUARTER.match(piece)
        if quarter:
            yield quarter.end()

    def _place_at(self, pieces: list[Span], at: int, words: list[Span]) -> tuple[int, _Place | None]:
        """The piece behind a quarter that is named here, and that quarter; else the piece itself, and None."""
        found = _QUARTER.match(self.said, pieces[at][0])
        is_begun = self._is_apart(words, pieces[at]) or not self._is_unfinished(words)
        quarter = _ORDINALS.get(found[1]) or int(found[1]) if found else 0
        if found is None or quarter not in self.quarters or not is_begun:
            return at, None
        behind = next((number for number, piece in enumerate(pieces) if piece[0] >= found.end()), len(pieces))
        return behind, _Place(quarter, self.typed[slice(*found.span())].strip(" :"))

    def _clause(self, pieces: list[Span], at: int, words: list[Span], place: _Place) -> tuple[Clause | None, int]:
        """The longest clause that begins with that piece, and the piece behind it."""
        if at >= len(pieces) or not self._may_begin(pieces[at], words):
            return None, at
        for end in range(min(len(pieces), at + _MOST_PIECES), at, -1):
            start, stop = pieces[at][0], pieces[end - 1][1]
            apart = self._is_apart(words, pieces[at])
            kind = self._money_kind(start, stop, words)
            if kind:
                return self._money(kind, start, stop, place, apart=apart or not self.said[start].isdigit()), end
            status = self._status(pieces, at, end, words)
            if status:
                return Clause("status", self.typed[start:stop], place.lead, place.quarter, status, apart), end
        return None, at

    def _may_begin(self, piece: Span, words: list[Span]) -> bool:
        """At a blank or a mark; where the words run on without one, only behind something that is over."""
        if not words or words[-1][1] < piece[0]:
            return True
        return self.said[slice(*words[-1])].endswith("แล้ว")

    def _money_kind(self, start: int, stop: int, words: list[Span]) -> MoneyKind | None:
        said = self.said[start:stop]
        if "\n" in said or not _words().money.fullmatch(bare(said)):
            return None
        if _words().trailing.search(said) or self._is_counted(stop):
            return None
        if said[0].isdigit() and not self._is_apart(words, (start, stop)):
            return "money" if _BAHT_FIRST.match(said) else None
        if not _is_money(said, stands_alone=self._stands_alone(start, stop, words)):
            return None
        return "planned" if _words().planned.match(said) else "money"

    def _stands_alone(self, start: int, stop: int, words: list[Span]) -> bool:
        is_a_line = self.said[:start].rstrip(" ").endswith("\n") and self.said[stop:].lstrip(" ")[:1] in {"", "\n"}
        return is_a_line or (not words and self._is_followed_by_clause(stop))

    def _is_counted(self, stop: int) -> bool:
        """Whether its last figure counts something else than money: 2 รุ่น."""
        if not self.said[stop - 1].isdigit() or _QUARTER.match(self.said, stop + self.said.startswith(" ", stop)):
            return False
        return bool(_words().counted.match(self.said, stop))

    def _is_followed_by_clause(self, stop: int) -> bool:
        """Whether a lone number is said beside something that is no word about it."""
        behind = self.said[stop:].strip(" ,;·•|-\n")
        return (
            not behind
            or self._begins_with_status(behind)
            or bool(_words().opens.match(behind) or _QUARTER.match(behind))
        )

    def _begins_with_status(self, behind: str) -> bool:
        pieces = [found.end() for found in _PIECE.finditer(behind)][:3]
        return any(self._status_said(behind[:end]) for end in pieces)

    def _status(self, pieces: list[Span], at: int, end: int, words: list[Span]) -> str:
        start, stop = pieces[at][0], pieces[end - 1][1]
        status = self._status_said(self.said[start:stop])
        if not status or self._is_taken_back(pieces, end):
            return ""
        if self._is_apart(words, pieces[at]):
            return status
        before = self.said[words[0][0] : words[-1][1]]
        return "" if self._is_unfinished(words) or _words().step.search(before) else status

    def _status_said(self, said: str) -> str:
        plain = key(bare(said))
        while plain:
            if plain in self.statuses:
                return self.statuses[plain]
            shorter = _words().lead.sub("", plain, count=1)
            if shorter == plain:
                return ""
            plain = shorter
        return ""

    def _is_taken_back(self, pieces: list[Span], end: int) -> bool:
        """Whether what follows makes it a part: แล้วเสร็จ 2 กิจกรรม."""
        if end >= len(pieces):
            return self.said.rstrip().endswith("?")
        start = pieces[end][0]
        if _BREAK.search(self.said, pieces[end - 1][1], start):
            return False
        following = range(end + 1, min(len(pieces), end + _MOST_PIECES) + 1)
        if any(self._money_kind(start, pieces[last - 1][1], []) for last in following):
            return False
        return bool(_words().partial.match(self.said, start))

    def _is_unfinished(self, words: list[Span]) -> bool:
        return bool(words and _words().unfinished.search(self.said[words[0][0] : words[-1][1]]))

    def _is_apart(self, words: list[Span], piece: Span) -> bool:
        """Whether no words stand before the piece, or a mark or a line's end between."""
        return not words or bool(_BREAK.search(self.said, words[-1][1], piece[0]))

    def _money(self, kind: MoneyKind, start: int, stop: int, place: _Place, *, apart: bool) -> Clause:
        """Without the word that joins it to what was said before; of a plan, without the words that name it."""
        joined = _words().joined.match(self.said[start:stop])
        begun = start + (joined.end() if joined else 0)
        plan = _words().planned.match(self.said, begun) if kind == "planned" else None
        number = plan.end() if plan else begun
        lead = " ".join(part for part in (place.lead, self.typed[begun:number]) if part)
        return Clause(kind, self.typed[number:stop].strip(" :="), lead, place.quarter, apart=apart)

    def _of_words(self, words: list[Span], place: _Place) -> Iterator[Clause]:
        if not words:
            return
        said = _words().joining.sub("", self.typed[words[0][0] : words[-1][1]]).strip(" -–—*")
        if said and not is_mere_manners(said) and not _says_nothing(said):
            yield Clause("words", said, place.lead, place.quarter)


def _says_nothing(said: str) -> bool:
    """Whether it tells nothing of what was done: idle words, or the papers and the day of an amount beside it."""
    plain = bare(said)
    return key(plain) in _words().idle or _words().aside.fullmatch(plain) is not None


def _is_money(said: str, *, stands_alone: bool) -> bool:
    if _words().nothing.search(said):
        return True
    spent = _words().spends.search(said)
    if (spent and _words().amount.match(said, spent.start())) or _words().evidence.search(said):
        return True
    alone = _ALONE.fullmatch(bare(said)) if stands_alone else None
    if alone is None:
        return False
    amount = float(alone[0].replace(",", ""))
    return amount == 0 or (amount >= _LEAST_BARE and ("," in alone[0] or amount not in _YEARS))


@cache
def _words() -> _Words:
    table = tomllib.loads((files("messages.thai") / "clauses.toml").read_text("utf-8"))
    money, status, words = table["money"], table["status"], table["words"]
    number = f"(?:{_NUMBER}|(?:{_any(money['number_words'])})+)"
    vocabulary = _any(word for name in ("left", "around", "nothing") for word in money[name])
    units, joined, planned = _any(_UNITS), _any(("และ", "กับ", "แต่", "โดย")), _any(money["planned"])
    around = rf"{vocabulary}|{units}|{joined}|{number}|[ :=()%/-]"
    spends = _any((*money["spends"], *money["left"]))
    amount = rf"(?:{number}|หมด|ครบ|เต็ม|ครึ่ง)"
    paper = (
        rf"(?:ตาม|จาก)?(?:{_any(money['papers'])}) ?(?:เลขที่|ที่|เลข)? ?"
        r"(?:[ก-ฮ]{1,3}\.? ?){0,3}[0-9]+(?:/[0-9]+)?"
    )
    as_of = (
        r"(?:(?:ณ|ถึง|ลง|เมื่อ) ?(?:วันที่|สิ้น(?:เดือน)?)?|วันที่|สิ้น(?:เดือน)?) ?(?:[0-9]{1,2} ?)?"
        rf"{MONTH_PATTERN} ?(?:พ\.ศ\. ?)?[0-9]{{2,4}}"
    )
    quarters = r"ไตรมาส(?:ที่)? ?[1-4](?: ?(?:-|–|ถึง|และ|กับ|,) ?[1-4])*(?![0-9])"
    reference = f"{paper}|{as_of}|{quarters}"
    telling = _any((*money["telling"], *money["around"], *money["spends"]))
    lead = _any((*words["joining"], *status["before"]))
    return _Words(
        money=re.compile(rf"(?:{planned})(?>{around})+|(?>{_any(money['spends'])}|{around})+"),
        spends=re.compile(f"{spends}|{planned}"),
        amount=re.compile(f"(?:{spends}|{planned}).*?{amount}"),
        evidence=re.compile(rf"(?<![0-9])(?<![0-9],){number} ?(?:{units})|฿ ?[0-9]"),
        nothing=re.compile(_any(money["nothing"])),
        planned=re.compile(planned),
        opens=re.compile(rf"(?:{joined})?(?:(?:ยังไม่|ไม่)(?:ได้|มี)?(?:{spends})|ยังไม่|{spends}|{planned})"),
        counted=re.compile(rf" ?(?:{_any(money['counters'])})"),
        partial=re.compile(rf"(?:{_any(status['partial'])}|[0-9])"),
        unfinished=re.compile(rf"(?:{_any(status['unfinished'])})[ :]*$"),
        step=re.compile(rf"(?:{_any(words['steps'])})(?:ที่)? ?[0-9]{{1,2}}(?![0-9,.]| ?บ)|{_any(words['some'])}"),
        lead=re.compile(rf"^(?:{lead})[:]?"),
        joined=re.compile(rf"^(?:{joined}) ?"),
        joining=re.compile(rf"^(?:{_any(words['joining'])})(?= |ยัง|ไม่)| (?:{_any(words['joining'])})$"),
        trailing=re.compile(rf"(?:^| )(?:{joined})$"),
        aside=re.compile(rf"(?=.*(?:{reference}|รายงาน|แจ้ง))(?:{reference}|{telling}|{planned}|[ :,()])+"),
        slips=tuple(words["slips"]),
        idle=frozenset(map(key, words["idle"])),
        statuses={key(phrase): name for name, phrases in _by_status(status) for phrase in phrases},
    )


def _by_status(table: Mapping[str, list[str]]) -> Iterable[tuple[str, list[str]]]:
    others = {"before", "unfinished", "partial"}
    return [(name, phrases) for name, phrases in table.items() if name not in others]


def _any(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
