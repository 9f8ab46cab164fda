"""What a telephone dials of a number as an office writes it."""

from __future__ import annotations

import pytest

from messages.thai.telephone import dialled


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("043 123 456 ต่อ 12", "043123456"),
        ("0-4312-3456", "043123456"),
        ("๐๔๓-๑๒๓๔๕๖ กด 105", "043123456"),
        ("081-234-5678", "0812345678"),
        ("+66 43 123 456", "+6643123456"),
        ("โทร 043 123 456 หรือ 081 234 5678", "043123456"),
        ("สายด่วน 1579", "1579"),
    ],
)
def test_the_first_number_is_dialled_without_its_extension(written: str, number: str) -> None:
    assert dialled(written) == number


@pytest.mark.parametrize("written", ["", "ต่อ 12", "ถามที่โต๊ะ", "123456", "2564", "0000000000", "12345678901234"])
def test_what_is_no_telephone_number_is_not_dialled(written: str) -> None:
    assert dialled(written) is None
