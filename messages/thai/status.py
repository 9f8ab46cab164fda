"""Which statuses free words about a project may mean. Only ever a proposal, shown as buttons.

The words and what they claim are in status.toml. Keyword rules are right two times in three on unseen phrases
(deploy/docs/thai-facts.md), so nothing here decides; what is negated or partial must not read as done.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from messages.thai.manners import bare

_MAX_OFFERED = 3
_FAINTEST = 4
"""What is meant less than a quarter as strongly as the likeliest is not offered."""
_MAX_LENGTH = 400
"""Characters."""
_FILLER = "filler"
_OTHER = "other"
_TELLING = {"end", "already", "do", "now", "yet", "not", "start", "all", "none", "part", "report", "but"}
"""Signs that tell how far something is, and nothing of why."""
_CAUSES = {"money", "wait", "later", "put_off", "call_off", "prepare", "approve", "spend"}
_OF_MONEY = {"money", "spend", "out", "transfer"}
_DEEDS = {"do", "start", "end", "prepare", "approve", "report", "put_off", "call_off", "step", "this_round"}
_COUNTED = "(?:กิจกรรม|โครงการ|โรงเรียน|โรง|รุ่น|ครั้ง|แห่ง|คน)?"
_PERCENT = r"(?:ร้อยละ ?(?P<rate>[0-9.]+)|(?<![0-9.])(?P<percent>[0-9.]+) ?(?:%|เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซ็น))"
_FRACTION = rf"(?<![0-9])(?P<of>[0-9]+) ?{_COUNTED} ?(?:จาก|ใน|of)(?:ทั้งหมด)? ?(?P<whole>[0-9]+) ?{_COUNTED}"
_STEP = r"(?P<step>(?:กิจกรรม|ระยะ|เฟส|รุ่น|ครั้ง|ขั้น)(?:ที่)? ?[0-9]+)"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """`sign_of` each word; `claims`, one pattern over signs with a group a claim; what each group `means`."""

    words: re.Pattern[str]
    sign_of: Mapping[str, str]
    claims: re.Pattern[str]
    means: Mapping[str, Mapping[str, int]]


def propose(text: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """The ids of `allowed` that `text` may mean, likeliest first, at most three; none where nothing fits.

    Only the beginning of a long text is looked at: its first sentences say how far things are.
    """
    weights: Counter[str] = Counter()
    for meaning in _claims_in(_signs(bare(text[:_MAX_LENGTH]).lower())):
        weights.update(meaning)
    worth_asking = max(weights.values(), default=0) / _FAINTEST
    ranked = (status for status, weight in weights.most_common() if weight >= worth_asking)
    return tuple(status for status in ranked if status in allowed)[:_MAX_OFFERED]


def is_status_alone(text: str) -> bool:
    """Whether `text` tells how far something is and nothing else: จบโครงการแล้ว."""
    signs = set(_signs(bare(text[:_MAX_LENGTH]).lower()))
    return bool(signs) and signs <= _TELLING


def is_about_money(text: str) -> bool:
    """Whether `text` speaks of money and of no deed: ยังเหลืออีกนิดหน่อย, การเงินยังไม่ตัดยอด; not เหลืออีก 1 รุ่น."""
    signs = set(_signs(bare(text[:_MAX_LENGTH]).lower()))
    is_said = bool(signs & _OF_MONEY) or ("left" in signs and not re.search("[0-9๐-๙]", text))
    return is_said and signs.isdisjoint(_DEEDS)


def has_cause(text: str) -> bool:
    """Whether `text` speaks of money, of waiting or of another time: what statuses and figures are explained by."""
    return not _CAUSES.isdisjoint(_signs(bare(text[:_MAX_LENGTH]).lower()))


def _claims_in(signs: Iterable[str]) -> Iterator[Mapping[str, int]]:
    """What the signs claim; a claim made twice counts once."""
    said = "".join(f"{sign} " for sign in signs)
    made = dict.fromkeys(found.lastgroup for found in _vocabulary().claims.finditer(said))
    return (_vocabulary().means[name] for name in made if name)


def _signs(said: str) -> Iterator[str]:
    """The sign of each word, a run of unknown letters being one `other`."""
    before = ""
    for found in _vocabulary().words.finditer(said):
        sign = _sign(found)
        if sign != _FILLER and (sign != _OTHER or before != _OTHER):
            yield sign
        before = sign


def _sign(found: re.Match[str]) -> str:
    share = found["rate"] or found["percent"]
    if share or found["of"]:
        return _share(share or found["of"], "100" if share else found["whole"])
    return "step" if found["step"] else _vocabulary().sign_of.get(found[0], _OTHER)


def _share(part: str, whole: str) -> str:
    """part, all or none of it."""
    if not part.strip("0."):
        return "none"
    return "all" if part.partition(".")[0] == whole else "part"


@cache
def _vocabulary() -> _Vocabulary:
    table = tomllib.loads((files("messages.thai") / "status.toml").read_text("utf-8"))
    sign_of = {word: sign for sign, words in table["signs"].items() for word in words}
    longest_first = sorted(sign_of, key=len, reverse=True)
    words = "|".join((_PERCENT, _FRACTION, _STEP, *(_whole_word(word) for word in longest_first), r"\S"))
    claims = {f"claim{number}": claim for number, claim in enumerate(table["claims"])}
    pattern = "|".join(f"(?P<{name}>{_pattern(claim['when'])})" for name, claim in claims.items())
    means = {name: claim["means"] for name, claim in claims.items()}
    return _Vocabulary(re.compile(words), sign_of, re.compile(rf"(?<!\S)(?:{pattern})"), means)


def _whole_word(word: str) -> str:
    """An English word stands alone; Thai ones run together, but none ends inside a syllable (ทำไม in ทำไม่)."""
    if word.isascii():
        return rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    return f"(?<![เแโใไ]){re.escape(word)}(?![ะ-ฺ็-๎])"


def _pattern(when: str) -> str:
    """`yet? not will|do* end` over signs that each end in a blank."""
    many = {"?": "?", "*": "{0,4}"}
    parts = ((part.rstrip("?*"), many.get(part[-1], "")) for part in when.split())
    return "".join(f"(?:(?:{names}) ){times}" for names, times in parts)
