"""How the corpus of utterances is understood: `python -m tests.utterances [KIND …]` lists what is not, and counts."""

from __future__ import annotations

import sys
from collections import Counter

from tests.support.utterances import corpus, observe


def main(kinds: set[str]) -> None:
    counted: Counter[str] = Counter()
    for one in corpus():
        if kinds and one.kind not in kinds:
            continue
        observed = observe(one)
        judged = "right" if one.is_right(observed) else "asked" if one.is_asked(observed) else "WRONG"
        counted[judged] += 1
        if judged != "right":
            sys.stdout.write(
                f"{judged} {one.kind} [{one.place}] {one.text!r}: {observed}, not {' | '.join(one.means)}\n"
            )
    sys.stdout.write(f"{counted.total()}: {dict(counted)}\n")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
