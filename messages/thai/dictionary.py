"""The words of the Thai dictionary, loaded when first asked for (20 ms)."""

from __future__ import annotations

from functools import cache


@cache
def thai_words() -> frozenset[str]:
    """PyThaiNLP's list, some 62,000 words."""
    from pythainlp.corpus import thai_words as listed

    return frozenset(listed())


def is_made_of_words(text: str) -> bool:
    """Whether all of a short text is words of the list, one after another, of two characters and more each."""
    ends = {0}
    for end in range(2, len(text) + 1):
        if any(end - start > 1 and text[start:end] in thai_words() for start in ends):
            ends.add(end)
    return len(text) in ends
