"""Python runs this first in every process of the product that tests/bench/programs.py starts: its time runs faster.

Its clock, its waiting for LINE and its ticks all run `FAST_CLOCK_PACE` times as fast, so leases, delays and
time-outs keep their proportions and are the product's own.
"""

import os
import sys
import time
from types import SimpleNamespace

PACE, SINCE = float(os.environ["HURRY_PACE"]), float(os.environ["HURRY_SINCE"])

# What multiprocessing starts beside the product's own processes keeps its own time.
if "bot" in sys.orig_argv or any("spawn_main" in argument for argument in sys.orig_argv):
    from bot import clock, scheduler
    from bot.commands import serve
    from bot.line import messenger

    clock.time = SimpleNamespace(time=lambda: SINCE + (time.time() - SINCE) * PACE)
    messenger.TIMEOUT = tuple(seconds / PACE for seconds in messenger.TIMEOUT)
    scheduler.TICK_SECONDS = scheduler.TICK_SECONDS / PACE
    serve.RESTART_SECONDS = serve.RESTART_SECONDS / PACE
