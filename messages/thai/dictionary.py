"""The words of the Thai dictionary, loaded when first asked for (20 ms)."""

from __future__ import annotations

from functools import cache


@cache
def thai_words() -> frozenset[str]:
    """PyThaiNLP's list, some 62,000 words."""
    from pythainlp.corpus import thai_words as listed

    return frozenset(listed())
