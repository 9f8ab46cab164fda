"""Names: the queries of name_queries.toml within each office, slips of the finger, and what must find nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from time import process_time
from zlib import crc32

import pytest
from pythainlp.tokenize import word_tokenize

from messages.plans.reading import read_plan
from messages.sheets.reading import read_sheets
from messages.thai.names import Found, is_clear, search
from messages.thai.shorthand import comparison_key

QUERIES = tomllib.loads((Path(__file__).parent / "name_queries.toml").read_text("utf-8"))
OFFICES = ("khonkaen2", "rayong2")
PROMISED = {
    "natural": (95, 99),
    "pieces": (95, 99),
    "one_slip": (0, 95),
    "two_slips": (0, 90),
    "pieces_two_slips": (0, 90),
    "shorter": (0, 0),
}
"""Percent first and among three, by the kind of query."""
KINDS = tuple(PROMISED)
VARIANTS = 3
SHORTEST_SLIPPED = 5
KEYS = (
    *("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"),
    *("+๑๒๓๔ู฿๕๖๗๘๙", "๐ฎฑธํ๊ณฯญฐ", "ฤฆฏโฌ็๋ษศซ", "ฉฮฺ์ฒฬฦ"),
    *("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
)
Asked = tuple[str, str]
"""A query and the number of the project it means."""


@cache
def plan(office: str) -> dict[str, str]:
    """Names by project number, in the plan's order."""
    book = files("messages.samples") / office / "plan.xlsx"
    return {str(project.no): project.name for project in read_plan(read_sheets(book.read_bytes(), book.name)).projects}


def slipped(text: str, times: int, variant: int) -> str:
    """`text` with so many slips of the finger; the same ones each time."""
    for slip in range(times):
        chance = crc32(f"{text} {slip} {variant}".encode())
        at = chance // 3 % (len(text) - 1)
        rest = text[at + 2 :]
        match chance % 3:
            case 0:
                text = text[:at] + text[at + 1] + rest
            case 1:
                text = text[:at] + text[at + 1] + text[at] + rest
            case _:
                text = text[:at] + beside(text[at], chance) + text[at + 1] + rest
    return text


def beside(key: str, chance: int) -> str:
    row = next((row for row in KEYS if key.lower() in row), key + " ")
    at = row.index(key.lower()) if key.lower() in row else 0
    return row[at - 1] if at == len(row) - 1 or (at and chance % 2) else row[at + 1]


def natural(office: str) -> Iterator[Asked]:
    for no, queries in QUERIES[office].items():
        for query in queries:
            yield query, no


def slips(queries: Iterator[Asked], times: int) -> Iterator[Asked]:
    for query, no in queries:
        if len(query) >= SHORTEST_SLIPPED:
            for variant in range(VARIANTS):
                yield slipped(query, times, variant), no


def shorter(office: str) -> Iterator[Asked]:
    for query, no in natural(office):
        if len(query) < SHORTEST_SLIPPED:
            for variant in range(VARIANTS):
                yield slipped(query, 1, variant), no


def pieces(office: str) -> Iterator[Asked]:
    spelled = [comparison_key(name) for name in plan(office).values()]
    for no, name in plan(office).items():
        words = word_tokenize(name, engine="newmm")
        for piece in dict.fromkeys("".join(words[at : at + 3]).strip() for at in range(len(words) - 2)):
            said = comparison_key(piece)
            if said and sum(said in text for text in spelled) == 1:
                yield piece, no


def asked(kind: str, office: str) -> list[Asked]:
    match kind:
        case "natural":
            return list(natural(office))
        case "pieces":
            return list(pieces(office))
        case "one_slip":
            return list(slips(natural(office), 1))
        case "two_slips":
            return list(slips(natural(office), 2))
        case "pieces_two_slips":
            return list(slips(pieces(office), 2))
        case _:
            return list(shorter(office))


def numbers_found(query: str, office: str) -> list[str]:
    numbers = tuple(plan(office))
    return [numbers[found.position] for found in search(query, tuple(plan(office).values()))]


@cache
def measured(kind: str, office: str) -> dict[str, float]:
    queries = asked(kind, office)
    found = [(no, numbers_found(query, office)) for query, no in queries]
    first = sum(numbers[:1] == [no] for no, numbers in found)
    three = sum(no in numbers for no, numbers in found)
    return {"count": len(queries), "first": percent(first, len(queries)), "three": percent(three, len(queries))}


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_right_project_is_proposed_as_often_as_promised(kind: str, office: str) -> None:
    first, three = PROMISED[kind]
    result = measured(kind, office)
    assert result["first"] >= first
    assert result["three"] >= three


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_on_record_are_those_measured(kind: str, office: str) -> None:
    assert QUERIES["measured"][office][kind] == measured(kind, office)


@pytest.mark.parametrize("office", OFFICES)
def test_every_project_is_asked_for_in_three_ways_or_more(office: str) -> None:
    assert {no: len(set(queries)) >= 3 for no, queries in QUERIES[office].items()} == dict.fromkeys(plan(office), True)


@pytest.mark.parametrize("office", OFFICES)
def test_a_text_about_no_project_finds_nothing(office: str) -> None:
    assert {text: numbers_found(text, office) for text in QUERIES["unrelated"] if numbers_found(text, office)} == {}


@pytest.mark.parametrize("office", OFFICES)
def test_every_name_in_full_finds_itself_first(office: str) -> None:
    names = tuple(plan(office).values())
    assert [search(name, names)[0].position for name in names] == list(range(len(names)))


@pytest.mark.parametrize("kind", ["natural", "two_slips"])
def test_a_project_offered_alone_is_the_right_one(kind: str) -> None:
    alone = wrong = 0
    for office in OFFICES:
        names, numbers = tuple(plan(office).values()), tuple(plan(office))
        for query, no in asked(kind, office):
            found = search(query, names)
            alone += is_clear(found)
            wrong += is_clear(found) and numbers[found[0].position] != no
    assert alone > 200
    assert wrong / alone < 0.005


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ("โครงการรับนักเรียน", "8"),
        ("โครงการ รับนักเรียน", "8"),
        ("รับ นัก เรียน", "8"),
        ("รับ\u200bนัก\ufeffเรียน", "8"),
        ("รับนักเรียน ๒๕๖๔", "8"),
        ("รับนักเรียนปี๖๔", "8"),
        ("รับ น.ร.", "8"),
        ("รร.สุจริต", "35"),
        ("ร.ร.สุจริต", "35"),
        ("ภ.ไทย", "31"),
        ("สานต่อปณิธานความดีโควิด", "33"),
        ("แนวพุทธ แอคทีฟเลิร์นนิ่ง", "26"),
        ("ก ต ป น", "34"),
        ("ＮＴ", "22"),
        ("จัดซื้อจัดจ้าง!!", "18"),
        ("คุณธรรม,จริยธรรม/ธรรมาภิบาล", "10"),
        ("มอนเตสเซอรี่", "4"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, no: str) -> None:
    assert numbers_found(typed, "khonkaen2")[:1] == [no]


def test_twins_are_offered_together_and_none_alone() -> None:
    found = search("บ้านนักวิทยาศาสตร์น้อย", tuple(plan("khonkaen2").values()))
    assert {tuple(plan("khonkaen2"))[one.position] for one in found} == {"20", "21", "29"}
    assert not is_clear(found)


@pytest.mark.parametrize("query", ["", "  ", "โครงการ", "4", "๒๕๖๔", "12,500.50", "-", "\u200b", "😀", "|"])
def test_a_text_without_a_letter_to_go_by_finds_nothing(query: str) -> None:
    assert search(query, tuple(plan("khonkaen2").values())) == ()


def test_an_office_without_projects_finds_nothing() -> None:
    assert search("รับนักเรียน", ()) == ()


def test_no_more_than_the_limit_is_offered() -> None:
    names = tuple(plan("khonkaen2").values())
    assert [len(search("พัฒนา", names, limit=limit)) for limit in (1, 2, 5)] == [1, 2, 5]


def test_scores_fall_from_the_best() -> None:
    scores = [found.score for found in search("คุณภาพการเรียนการสอน", tuple(plan("rayong2").values()), limit=9)]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


@pytest.mark.parametrize(
    ("scores", "clear"),
    [((), False), ((0.9,), True), ((0.45,), False), ((0.9, 0.6), True), ((0.9, 0.8), False), ((0.9, 0.6, 0.6), True)],
)
def test_the_best_is_clear_only_when_far_ahead(scores: tuple[float, ...], clear: bool) -> None:
    assert is_clear([Found(position, score) for position, score in enumerate(scores)]) is clear


def test_a_query_takes_less_than_five_milliseconds_among_sixty_names() -> None:
    names = tuple(name for office in OFFICES for name in plan(office).values())[:60]
    queries = [query for query, _ in natural("khonkaen2")] + list(names)
    search("พัฒนา", names)
    begun = process_time()
    for query in queries:
        search(query, names)
    assert (process_time() - begun) / len(queries) < 0.005
