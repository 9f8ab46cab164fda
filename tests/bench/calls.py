"""How much code one turn and one tick enter: `python -m tests.bench.calls` prints files, functions and calls.

Counted is the product's own code (bot, messages, storage), in every thread it starts.

A turn is a signed webhook with an amount typed in the `table` form, through the real app to its commit; a tick is one
office's. Each is done once before it is counted, so that what is kept from the first time is there.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from bot.usecases.notices.ticking import tick
from bot.web.app import create_app
from tests.bench.turns import webhook
from tests.support.usecase_harness import UsecaseHarness, open_harness

_ROOT = Path(__file__).parents[2]
_PRODUCT = tuple(f"{_ROOT / package}/" for package in ("bot", "messages", "storage"))


def calls_in(act: Callable[[], object]) -> Counter[CodeType]:
    """How often each of the product's functions was called, in every thread that `act` started."""
    called: Counter[CodeType] = Counter()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(_PRODUCT):
            called[frame.f_code] += 1

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return called


def measure(harness: UsecaseHarness) -> Iterator[tuple[str, Counter[CodeType]]]:
    client = create_app(harness.ports, lambda: harness.now).test_client()
    harness.enrolled("U1", "นิดา", projects="4,8,11")
    harness.say("U1", "รายงาน 8", "2", "7,406", "ข้าม", "รายงาน 4", "2")
    yield "turn", calls_in(webhook(client, lambda: "7,406", signed=True))
    tick(harness.ports, harness.now)
    tick(harness.ports, harness.now)
    yield "tick, nothing due", calls_in(lambda: tick(harness.ports, harness.now))
    harness.wait(days=2)
    yield "tick, a reminder due", calls_in(lambda: tick(harness.ports, harness.now))


def main() -> None:
    asked = ArgumentParser(prog="python -m tests.bench.calls", description=__doc__)
    asked.add_argument("--each", action="store_true", help="name every function, and how often it is called")
    each = asked.parse_args().each
    logging.disable(logging.WARNING)
    print(f"{'':<22}{'files':>8}{'functions':>11}{'calls':>8}")
    with tempfile.TemporaryDirectory() as folder, open_harness(Path(folder)) as harness:
        for name, called in measure(harness):
            files = {code.co_filename for code in called}
            print(f"{name:<22}{len(files):>8}{len(called):>11}{called.total():>8}")
            for code in sorted(called, key=lambda code: (code.co_filename, code.co_firstlineno)) if each else ():
                print(f"{called[code]:>6} {Path(code.co_filename).relative_to(_ROOT)} {code.co_qualname}")


if __name__ == "__main__":
    main()
