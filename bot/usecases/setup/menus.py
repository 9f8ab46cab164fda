"""Installs the menu beneath the chat of an office's LINE account."""

from __future__ import annotations

from bot.usecases.ports import Menus
from messages.documents.menu_picture import draw_menu
from messages.rich_menu import main_menu
from storage.database import Storage


class NoChannel(Exception):
    """The office has no LINE channel yet."""


def install_menu(storage: Storage, menus: Menus, office_id: str) -> bool:
    """Whether anything changed: false where the newest menu is there already.

    Raises NoChannel, messages.documents.menu_picture.NoThaiFont and bot.usecases.ports.MenusFailed.
    """
    with storage.office(office_id).reading() as work:
        channel = work.office.channel()
    if channel is None:
        raise NoChannel(office_id)
    menu = main_menu()
    return menus.install(channel, menu, draw_menu(menu))
