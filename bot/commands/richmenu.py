"""`tanrob richmenu install OFFICE`."""

from __future__ import annotations

import click

from bot.commands.cli import CommandRefused, load_settings, open_database, refuse, require_office
from bot.usecases.ports import MenusFailed
from bot.usecases.setup.menus import NoChannel, install_menu
from bot.wiring import make_menus
from messages.documents.menu_picture import NoThaiFont
from messages.texts import say


@click.group("richmenu", help=say("commands.richmenu.help"))
def richmenu_command() -> None:
    """Groups the commands on the menu beneath the chat."""


@richmenu_command.command("install", help=say("commands.richmenu_install.help"))
@click.argument("office")
def install(office: str) -> None:
    """Says whether anything changed; a second run changes nothing."""
    found = load_settings()
    with open_database(found) as storage:
        require_office(storage, office)
        try:
            changed = install_menu(storage, make_menus(found), office)
        except NoChannel:
            refuse("richmenu.no_channel", office=office)
        except NoThaiFont:
            refuse("richmenu.no_font")
        except MenusFailed as failure:
            raise CommandRefused(say(f"richmenu.failed.{failure.reason}")) from failure
    click.echo(say("richmenu.installed" if changed else "richmenu.current"))
