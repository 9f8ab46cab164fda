"""Invitation codes."""

from __future__ import annotations

import pytest

from bot.usecases.codes import code_hash, new_code, read_code


def test_a_new_code_reads_back_however_it_is_typed() -> None:
    code = new_code()
    plain = code.replace("-", "")
    for typed in (code, code.lower(), plain, f"  {code} ", plain[:4] + " " + plain[4:], code.replace("-", "–")):
        assert read_code(typed) == plain


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("text", ["", "รายงาน", "12500", "ABCD", "ABCD-EFGH-J", "O0O0-1I1I", "สวัสดีครับ"])
def test_what_is_no_code_alone_is_none(text: str) -> None:
    assert read_code(text) is None


def test_the_hash_depends_on_the_key() -> None:
    assert code_hash("one", "ABCDEFGH") != code_hash("two", "ABCDEFGH")
    assert "ABCDEFGH" not in code_hash("one", "ABCDEFGH")


@pytest.mark.parametrize("manners", ["{} ครับ", "{}ค่ะ", '"{}"', "{} นะคะ 🙏", "\u200b{}\xa0!"])
def test_a_code_reads_back_however_politely_it_is_typed(manners: str) -> None:
    code = new_code()
    assert read_code(manners.format(code)) == code.replace("-", "")
