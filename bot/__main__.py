"""`tanrob …`, the same as `python -m bot …`."""

from __future__ import annotations

from bot.processes import keep_files_private, keep_to_own_code


def main() -> None:
    """Runs the command line: exit 0 done, 1 refused with one sentence on stderr, 2 usage."""
    keep_to_own_code()
    keep_files_private()
    from bot.commands.root import tanrob

    tanrob(prog_name="tanrob")


if __name__ == "__main__":
    main()
