"""`tanrob …`, the same as `python -m bot …`."""

from __future__ import annotations

from bot.commands.root import tanrob


def main() -> None:
    """Runs the command line: exit 0 done, 1 refused with one sentence on stderr, 2 usage."""
    tanrob(prog_name="tanrob")


if __name__ == "__main__":
    main()
