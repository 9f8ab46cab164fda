"""A project named within a text that tells of it, and what is left of the text."""

from __future__ import annotations

from time import perf_counter

import pytest

from messages.thai.mentions import ProjectMention, find_mention

NUMBERS = (4, 8, 20, 21)
NAMES = (
    "การพัฒนาโรงเรียนตามแนวคิดมอนเตสซอริ",
    "รับนักเรียน ปีการศึกษา 2564",
    "บ้านนักวิทยาศาสตร์น้อย ระดับปฐมวัย",
    "บ้านนักวิทยาศาสตร์น้อย ระดับประถมศึกษา",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ที่ 8 เบิก 500", ProjectMention((1,), "เบิก 500")),
        ("โครงการที่ ๘ รับนักเรียน เบิก 500", ProjectMention((1,), "เบิก 500")),
        ("รับนักเรียน ปีการศึกษา 2564: เบิก 500", ProjectMention((1,), "เบิก 500")),
        ("โครงการ รับนักเรียน เบิก 500", ProjectMention((1,), "เบิก 500")),
        ("วันนี้ รับนักเรียน เบิก 500", ProjectMention((1,), "วันนี้ รับนักเรียน เบิก 500")),
    ],
)
def test_one_project_is_named(text: str, expected: ProjectMention) -> None:
    assert find_mention(text, NUMBERS, NAMES) == expected


def test_a_stem_of_two_names_may_mean_either() -> None:
    found = find_mention("บ้านนักวิทยาศาสตร์น้อย เบิก 500", NUMBERS, NAMES)
    assert found
    assert sorted(found.positions) == [2, 3]


@pytest.mark.parametrize("text", ["เบิก 500 เสร็จแล้ว", "ที่ 99 เบิก 500", "ที่ 8/2564 เบิก 500", "ครูเข้าร่วม 25 คน"])
def test_a_text_that_names_none_has_no_mention(text: str) -> None:
    assert find_mention(text, NUMBERS, NAMES) is None


@pytest.mark.parametrize("text", [" " * 5_000, "ที่ " * 1_200, "รับ" * 1_600, "รับนักเรียน " * 400])
def test_a_hostile_text_is_looked_through_at_once(text: str) -> None:
    begun = perf_counter()
    find_mention(text, NUMBERS, NAMES)
    assert perf_counter() - begun < 0.5
