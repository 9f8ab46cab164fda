"""The menu beneath the chat, installed through the SDK so that a second run finds it or ends what a first began."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, MessagingApiBlob, RichMenuRequest
from linebot.v3.messaging.exceptions import ApiException, ForbiddenException, NotFoundException
from urllib3.exceptions import HTTPError

from bot.secret_text import strip_for_header
from bot.settings import LINE_API
from bot.usecases.ports import MenusFailed
from messages.rich_menu import Menu, Tile
from storage.records import Channel

TIMEOUT = (3.0, 30.0)
"""Seconds to connect and to read; the picture goes up a slow office line."""

NAME_PREFIX = "tanrob-"
"""How the names of Tanrob's menus begin; menus of others are left alone."""

JSON = dict[str, Any]


class LineMenus:
    """bot.usecases.ports.Menus over line-bot-sdk."""

    def __init__(self, api_base: str) -> None:
        self._api_base = api_base

    def install(self, channel: Channel, menu: Menu, picture: bytes) -> bool:
        """Creates, uploads, sets as default, then deletes the older ones: everybody has a menu at every moment.

        A menu is only ever the default with its picture, so a default of the right name is wholly right, and any
        other of Tanrob's is old or half made.
        """
        wanted = menu_json(menu, picture)
        with _calls_to(self._api_base, channel) as client:
            api = MessagingApi(client)
            ours = {
                one["richMenuId"]: one["name"] for one in _list_menus(client) if one["name"].startswith(NAME_PREFIX)
            }
            default = _default_id(api)
            installed = ours.get(default) == wanted["name"]
            if not installed:
                default = _create(client, wanted, picture)
            for menu_id in ours.keys() - {default}:
                _delete(api, menu_id)
        return not installed


def menu_json(menu: Menu, picture: bytes) -> JSON:
    """LINE's rich menu object, named after all that is in it and its PNG."""
    body = {
        "size": {"width": menu.width, "height": menu.height},
        "selected": True,
        "chatBarText": menu.bar,
        "areas": [_area(tile) for tile in menu.tiles],
    }
    content = json.dumps(body, sort_keys=True).encode() + picture
    return {"name": f"{NAME_PREFIX}{sha256(content).hexdigest()[:12]}", **body}


def _area(tile: Tile) -> JSON:
    return {
        "bounds": {"x": tile.x, "y": tile.y, "width": tile.width, "height": tile.height},
        "action": {"type": "message", "label": tile.says, "text": tile.says},
    }


def configuration_for(api_base: str, channel: Channel) -> Configuration:
    """The SDK's; on LINE itself without a host, for only then does the picture go to LINE's data host."""
    host = None if api_base == LINE_API else api_base
    configuration = Configuration(host=host, access_token=strip_for_header(channel.access_token))
    configuration.retries = False
    return configuration


@contextmanager
def _calls_to(api_base: str, channel: Channel) -> Iterator[ApiClient]:
    """A client for one installation. Raises MenusFailed for what LINE or the network says to any of its calls."""
    client = ApiClient(configuration_for(api_base, channel))
    try:
        yield client
    except ApiException as error:
        raise _failure_of(int(error.status or 0)) from error
    except HTTPError as error:
        raise MenusFailed("unavailable") from error
    finally:
        client.close()
        client.rest_client.pool_manager.clear()


def _failure_of(status: int) -> MenusFailed:
    if status in {401, 403}:
        return MenusFailed("token")
    if status == 429:
        return MenusFailed("rate")
    return MenusFailed("unavailable" if status >= 500 or status in {0, 408} else "refused")


def _list_menus(client: ApiClient) -> list[Mapping[str, Any]]:
    # As JSON: the SDK's model counts code points and so refuses the whole list for one Thai bar text LINE took.
    answer = client.call_api(
        "/v2/bot/richmenu/list", "GET", _host=LINE_API, response_types_map={}, _request_timeout=TIMEOUT
    )
    found: list[Mapping[str, Any]] = json.loads(answer.raw_data)["richmenus"]
    return found


def _default_id(api: MessagingApi) -> str | None:
    """Its id; None where there is none, or one made by another channel of the account (403), which is not ours."""
    try:
        return str(api.get_default_rich_menu_id(_request_timeout=TIMEOUT).rich_menu_id)
    except (NotFoundException, ForbiddenException):
        return None


def _create(client: ApiClient, body: JSON, picture: bytes) -> str:
    """Makes the menu everybody's and gives its id."""
    api, blob = MessagingApi(client), MessagingApiBlob(client)
    request = RichMenuRequest.from_dict(body)
    menu_id = str(api.create_rich_menu(request, _request_timeout=TIMEOUT).rich_menu_id)
    blob.set_rich_menu_image(menu_id, picture, _headers={"Content-Type": "image/png"}, _request_timeout=TIMEOUT)
    api.set_default_rich_menu(menu_id, _request_timeout=TIMEOUT)
    return menu_id


def _delete(api: MessagingApi, menu_id: str) -> None:
    try:
        api.delete_rich_menu(menu_id, _request_timeout=TIMEOUT)
    except NotFoundException:
        return
