"""Every benchmark, one table each: `python -m tests.bench [turns replies memory burst morning] [--seconds 4] …`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from tests.bench import morning, webhook
from tests.bench.load_data import folder
from tests.bench.table import print_table

PARTS = {
    "turns": webhook.turns,
    "replies": webhook.replies,
    "memory": webhook.memory,
    "burst": morning.burst,
    "morning": morning.morning,
}


def main() -> int:
    asked = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which measurements (all)")
    asked.add_argument("--seconds", type=float, default=4, help="length of a repetition")
    asked.add_argument("--repetitions", type=int, default=5)
    asked.add_argument("--processes", type=int, default=2, help="web processes of each server")
    given = asked.parse_args()
    with folder() as place, webhook.prepare_bench(place, given.seconds, given.repetitions, given.processes) as bench:
        kept = [print_table(name, PARTS[name](bench)) for name in given.parts or PARTS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
