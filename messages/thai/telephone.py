"""A telephone number as an office writes it: what of it a telephone dials."""

from __future__ import annotations

import re

from messages.thai.text import arabic_digits, clean

_NUMBER = re.compile(r"(?<![0-9])(?:\+66[ -]?|0[ -]?)[1-9](?:[ -]?[0-9]){7,8}(?![0-9])|(?<![0-9])1[0-9]{3}(?![0-9])")
"""With the code of an area or the country, or the short one of a public service: 081-234-5678, +66 43 123 456, 1579."""


def dialled(text: str) -> str | None:
    """The digits of the first number in `text`, the country's sign kept, an extension left out; None without any."""
    found = _NUMBER.search(arabic_digits(clean(text)))
    return re.sub("[ -]", "", found[0]) if found else None
