"""Rich menus: made, given their image once, shown to everybody as the account's default."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Condition
from uuid import uuid4

from flask import Response, request

from bot.simulator.image_size import size_of
from bot.simulator.lookups import View
from bot.simulator.records import JSON, ApiAnswer, ApiCaller, ApiRefusal, RichMenu
from bot.simulator.rules import requests
from bot.simulator.sending import validate
from messages.line_limits import MAX_MENU_IMAGE_BYTES

CONTENT = "/v2/bot/richmenu/<menu_id>/content"
"""On LINE's data host; its request body is the image itself."""

_IMAGES = frozenset({"image/png", "image/jpeg"})
_NOT_FOUND = ApiAnswer(404, {"message": "Not found"})
_NO_DEFAULT = ApiAnswer(404, {"message": "no default richmenu", "details": []})
_NO_IMAGE = ApiAnswer(400, {"message": "must upload richmenu image before applying it to user", "details": []})
_NO_MEDIA = ApiAnswer(415, {"message": "Unsupported Media Type"})
_WRONG_IMAGE = ApiAnswer(400, {"message": "The image size is not allowed for richmenu"})
_HAS_IMAGE = ApiAnswer(400, {"message": "An image has already been uploaded to the richmenu"})


class RichMenus:
    """Views over an account's menus. Each raises ApiRefusal where LINE would refuse."""

    def __init__(self, changed: Condition) -> None:
        self._changed = changed

    def routes(self) -> Iterable[tuple[str, str, View]]:
        """(method, rule, view) of each."""
        yield "POST", "/v2/bot/richmenu", self._create
        yield "GET", "/v2/bot/richmenu/list", self._list
        yield "GET", "/v2/bot/richmenu/<menu_id>", self._get
        yield "DELETE", "/v2/bot/richmenu/<menu_id>", self._delete
        yield "POST", CONTENT, self._upload
        yield "GET", CONTENT, self._image
        yield "POST", "/v2/bot/user/all/richmenu/<menu_id>", self._set_default
        yield "GET", "/v2/bot/user/all/richmenu", self._default
        yield "DELETE", "/v2/bot/user/all/richmenu", self._clear_default

    def _create(self, caller: ApiCaller) -> ApiAnswer:
        validate(requests.RICH_MENU, caller.body)
        menu = RichMenu(f"richmenu-{uuid4().hex}", caller.body)
        with self._changed:
            caller.account.menus[menu.id] = menu
        return ApiAnswer(200, {"richMenuId": menu.id})

    def _list(self, caller: ApiCaller) -> ApiAnswer:
        with self._changed:
            return ApiAnswer(200, {"richmenus": [_menu_json(menu) for menu in caller.account.menus.values()]})

    def _get(self, caller: ApiCaller, menu_id: str) -> ApiAnswer:
        return ApiAnswer(200, _menu_json(self._menu_of(caller, menu_id)))

    def _delete(self, caller: ApiCaller, menu_id: str) -> ApiAnswer:
        """A default that is deleted is the default no more."""
        with self._changed:
            menu = self._menu_of(caller, menu_id)
            del caller.account.menus[menu_id]
            if caller.account.default_menu is menu:
                caller.account.default_menu = None
        return ApiAnswer(200, {})

    def _upload(self, caller: ApiCaller, menu_id: str) -> ApiAnswer:
        """Once: to change its image one makes a new menu."""
        data, media_type = request.get_data(), request.mimetype
        with self._changed:
            menu = self._menu_of(caller, menu_id)
            if media_type not in _IMAGES:
                raise ApiRefusal(_NO_MEDIA, invalid=True)
            if menu.image is not None:
                raise ApiRefusal(_HAS_IMAGE)
            if not _fits(menu.body, data, media_type):
                raise ApiRefusal(_WRONG_IMAGE, invalid=True)
            menu.image, menu.media_type = data, media_type
        return ApiAnswer(200, {})

    def _image(self, caller: ApiCaller, menu_id: str) -> Response:
        menu = self._menu_of(caller, menu_id)
        if menu.image is None:
            raise ApiRefusal(_NOT_FOUND)
        return Response(menu.image, 200, content_type=menu.media_type)

    def _set_default(self, caller: ApiCaller, menu_id: str) -> ApiAnswer:
        with self._changed:
            menu = self._menu_of(caller, menu_id)
            if menu.image is None:
                raise ApiRefusal(_NO_IMAGE)
            caller.account.default_menu = menu
        return ApiAnswer(200, {})

    def _default(self, caller: ApiCaller) -> ApiAnswer:
        menu = caller.account.default_menu
        if menu is None:
            raise ApiRefusal(_NO_DEFAULT)
        return ApiAnswer(200, {"richMenuId": menu.id})

    def _clear_default(self, caller: ApiCaller) -> ApiAnswer:
        with self._changed:
            caller.account.default_menu = None
        return ApiAnswer(200, {})

    def _menu_of(self, caller: ApiCaller, menu_id: str) -> RichMenu:
        try:
            return caller.account.menus[menu_id]
        except KeyError:
            raise ApiRefusal(_NOT_FOUND) from None


def _menu_json(menu: RichMenu) -> JSON:
    return {"richMenuId": menu.id, **menu.body}


def _fits(body: JSON, data: bytes, media_type: str) -> bool:
    """At most 1 MB, and as many pixels as the menu says."""
    size = size_of(data, media_type)
    return len(data) <= MAX_MENU_IMAGE_BYTES and size == (body["size"]["width"], body["size"]["height"])
