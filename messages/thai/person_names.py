"""People meant by part of their name, as colleagues say it: without title, by the first name, or its beginning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex  # type: ignore[import-untyped]

from messages.thai.manners import key, list_wordings

_TITLES = (
    "ว่าที่ร้อยตรี", "ว่าที่ร.ต.", "ว่าที่ ร.ต.", "รองผู้อำนวยการ", "ผู้อำนวยการ", "รองผอ.", "รอง ผอ.", "ผอ.",
    "ผอ", "นางสาว", "น.ส.", "นาง", "นาย", "ดร.", "ศึกษานิเทศก์", "ศน.", "อาจารย์", "อ.", "คุณครู", "ครู",
    "คุณ", "พี่", "น้อง",
)  # fmt: skip
_TITLE = regex.compile(rf"(?:{'|'.join(map(regex.escape, _TITLES))}) ?(?=[ก-ฮเ-ไA-Za-z])")
_LEAST = 2
"""Letters by which a name may be begun."""
_TOGETHER = regex.compile(" *(?:กับ|และ|แล้วก็|,|/|\\+) *")
"""Stands between the names of several people."""
Means = Callable[[str, str], bool]


def find_people(said: str, names: Sequence[str]) -> tuple[int, ...]:
    """The places of the names `said` may mean, manners aside: those it is, else a part of which, else a beginning."""
    return _find(said, names, (_is_whole, _is_part, _begins))


def find_several(said: str, names: Sequence[str]) -> tuple[int, ...]:
    """The places of several people named together (นิดากับสมชาย); empty unless each part is clearly one."""
    parts = [part for part in _TOGETHER.split(said) if part.strip()]
    found = [_find(part, names, (_is_whole, _is_part, _begins)) for part in parts]
    if len(parts) < 2 or any(len(places) != 1 for places in found):
        return ()
    return tuple(dict.fromkeys(place for (place,) in found))


def find_namesakes(said: str, names: Sequence[str]) -> tuple[int, ...]:
    """The places of all names that `said` clearly is: the whole of one, or a part of it; several may share it."""
    return _find(said, names, (_is_whole, _is_part))


def _find(said: str, names: Sequence[str], ways: Sequence[Means]) -> tuple[int, ...]:
    wanted = [key(_without_titles(wording.removesuffix("เลย"))) for wording in list_wordings(said)]
    kept = [wording for wording in wanted if len(wording) >= _LEAST]
    for means in ways:
        for wording in kept:
            found = tuple(place for place, name in enumerate(names) if means(wording, _without_titles(name)))
            if found:
                return found
    return ()


def _is_whole(said: str, name: str) -> bool:
    return said == key(name)


def _is_part(said: str, name: str) -> bool:
    return said in map(key, name.split())


def _begins(said: str, name: str) -> bool:
    return key(name).startswith(said)


def _without_titles(name: str) -> str:
    """Titles stand one after another (ว่าที่ร้อยตรี ดร.); นายิกา has none."""
    plain = name.strip()
    while found := _TITLE.match(plain):
        plain = plain[found.end() :]
    return plain or name
