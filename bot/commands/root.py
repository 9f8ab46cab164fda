"""`tanrob`: the list of commands, in the order an office meets them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from messages.texts import say

_COMMANDS: Mapping[str, str] = {
    "demo": "demo",
    "office": "office",
    "form": "form",
    "plan": "plan",
    "people": "people",
    "richmenu": "richmenu",
    "round": "round",
    "reminders": "reminders",
    "export": "export",
    "audit": "audit",
    "report": "report",
    "check": "check",
    "serve": "serve",
    "worker": "serve",
    "tick": "serve",
}
"""Command → the module of bot.commands that holds it; imported only when it is called."""


class _Commands(click.Group):
    """Keeps the order above and imports a command only when it is needed: `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(import_module(f"bot.commands.{_COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("commands.heading")):
            formatter.write_dl([(name, say(f"commands.{name}.short")) for name in _COMMANDS])


@click.command(cls=_Commands, help=say("commands.tanrob.help"), epilog=say("commands.tanrob.epilog"))
@click.version_option(package_name="tanrob", prog_name="tanrob")
def tanrob() -> None:
    """The root of all commands."""
