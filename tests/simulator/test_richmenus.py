"""Rich menus by LINE's rules, through the genuine SDK: made, pictured, shown to everybody, taken away."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import ApiException, RichMenuRequest

from bot.simulator.rules.requests import RICH_MENU
from tests.simulator.line_harness import TOKEN, LineHarness

JSON = dict[str, Any]
CLUSTER = "กี้"
"""Three code points, one grapheme."""


def menu(width: int = 2500, height: int = 1686, **given: Any) -> JSON:
    size = {"width": width, "height": height}
    return {"size": size, "selected": True, "name": "menu", "chatBarText": "open", "areas": [area()], **given}


def area(x: int = 0, y: int = 0, width: int = 800, height: int = 250, **action: Any) -> JSON:
    bounds = {"x": x, "y": y, "width": width, "height": height}
    return {"bounds": bounds, "action": {"type": "message", "label": "report", "text": "report", **action}}


def png(width: int = 2500, height: int = 1686, padding: int = 0) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return head + b"\0" * padding


def jpeg(width: int = 2500, height: int = 1686) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 5) + b"abc"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 11, 8, height, width)
    return b"\xff\xd8" + comment + frame


def created(harness: LineHarness, **given: Any) -> str:
    return str(harness.api.create_rich_menu(RichMenuRequest.from_dict(menu(**given))).rich_menu_id)


def upload(harness: LineHarness, menu_id: str, image: bytes | None = None, media_type: str = "image/png") -> None:
    picture = png() if image is None else image
    harness.blob.set_rich_menu_image(menu_id, body=picture, _headers={"Content-Type": media_type})


def shown(harness: LineHarness, **given: Any) -> str:
    menu_id = created(harness, **given)
    upload(harness, menu_id)
    harness.api.set_default_rich_menu(menu_id)
    return menu_id


def refusal(call: Callable[..., object], *given: object) -> tuple[int, str]:
    with pytest.raises(ApiException) as raised:
        call(*given)
    return int(raised.value.status), str(raised.value.body)


def problems(body: JSON) -> list[str]:
    return [".".join(str(part) for part in problem.path) for problem in RICH_MENU(body, ())]


def test_a_menu_made_pictured_and_set_is_what_everybody_sees(harness: LineHarness) -> None:
    menu_id = shown(harness)
    assert harness.api.get_default_rich_menu_id().rich_menu_id == menu_id
    assert harness.account.default_menu is not None
    assert harness.account.default_menu.body == menu()
    assert harness.account.default_menu.image == png()


def test_a_menu_is_read_back_as_it_was_made(harness: LineHarness) -> None:
    menu_id = created(harness)
    assert harness.api.get_rich_menu(menu_id).to_dict() == {"richMenuId": menu_id, **menu()}


def test_menus_are_listed_in_the_order_they_were_made(harness: LineHarness) -> None:
    ids = [created(harness, name=name) for name in ("first", "second")]
    listed = harness.api.get_rich_menu_list().richmenus
    assert [(one.rich_menu_id, one.name) for one in listed] == list(zip(ids, ("first", "second"), strict=True))


def test_another_accounts_menus_are_not_to_be_seen(harness: LineHarness) -> None:
    menu_id = shown(harness)
    harness.simulator.accounts.add("other", "other token", "")
    harness.client.configuration.access_token = "other token"
    assert harness.api.get_rich_menu_list().richmenus == []
    assert refusal(harness.api.get_rich_menu, menu_id)[0] == 404
    assert refusal(harness.api.get_default_rich_menu_id)[0] == 404


def test_a_sound_menu_is_validated_and_not_made(harness: LineHarness) -> None:
    harness.api.validate_rich_menu_object(RichMenuRequest.from_dict(menu()))
    assert harness.account.menus == {}


@pytest.mark.parametrize("path", ["/v2/bot/richmenu", "/v2/bot/richmenu/validate"])
def test_a_menu_without_a_name_is_refused_as_line_words_it(harness: LineHarness, path: str) -> None:
    refused = harness.call(path, {name: value for name, value in menu().items() if name != "name"})
    details = [{"message": "must be specified", "property": "name"}]
    assert (refused.status, refused.json()) == (
        400,
        {"message": "The request body has 1 error(s)", "details": details},
    )
    assert harness.account.menus == {}


@pytest.mark.parametrize("image", [png(), jpeg()], ids=["png", "jpeg"])
def test_an_image_of_the_menus_size_is_taken_and_given_back(harness: LineHarness, image: bytes) -> None:
    menu_id = created(harness)
    media_type = "image/png" if image == png() else "image/jpeg"
    upload(harness, menu_id, image, media_type)
    answer = harness.blob.get_rich_menu_image_with_http_info(menu_id)
    assert bytes(answer.data) == image
    assert answer.headers["Content-Type"] == media_type


@pytest.mark.parametrize(
    ("image", "media_type"),
    [
        (png(2500, 843), "image/png"),
        (jpeg(2500, 843), "image/jpeg"),
        (png(), "image/jpeg"),
        (jpeg(), "image/png"),
        (png(padding=1024 * 1024), "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\xff\xd8 no marker", "image/jpeg"),
        (png()[:18], "image/png"),
    ],
)
def test_an_image_that_is_not_the_menus_is_refused(harness: LineHarness, image: bytes, media_type: str) -> None:
    menu_id = created(harness)
    status, said = refusal(upload, harness, menu_id, image, media_type)
    assert status == 400
    assert "The image size is not allowed for richmenu" in said
    assert refusal(harness.blob.get_rich_menu_image, menu_id)[0] == 404


@pytest.mark.parametrize("media_type", ["image/gif", "text/plain"])
def test_an_image_of_another_kind_is_415(harness: LineHarness, media_type: str) -> None:
    assert refusal(upload, harness, created(harness), png(), media_type)[0] == 415


def test_a_menu_gets_its_image_once(harness: LineHarness) -> None:
    menu_id = created(harness)
    upload(harness, menu_id)
    status, said = refusal(upload, harness, menu_id)
    assert status == 400
    assert "An image has already been uploaded to the richmenu" in said


def test_a_menu_without_an_image_cannot_be_the_default(harness: LineHarness) -> None:
    status, said = refusal(harness.api.set_default_rich_menu, created(harness))
    assert status == 400
    assert "must upload richmenu image before applying it to user" in said


def test_a_deleted_menu_is_gone_and_no_default(harness: LineHarness) -> None:
    menu_id = shown(harness)
    harness.api.delete_rich_menu(menu_id)
    assert harness.api.get_rich_menu_list().richmenus == []
    assert "no default richmenu" in refusal(harness.api.get_default_rich_menu_id)[1]


def test_deleting_another_menu_leaves_the_default(harness: LineHarness) -> None:
    menu_id = shown(harness)
    harness.api.delete_rich_menu(created(harness))
    assert harness.api.get_default_rich_menu_id().rich_menu_id == menu_id


def test_a_cleared_default_leaves_the_menu(harness: LineHarness) -> None:
    menu_id = shown(harness)
    harness.api.cancel_default_rich_menu()
    assert refusal(harness.api.get_default_rich_menu_id)[0] == 404
    assert harness.api.get_rich_menu(menu_id).rich_menu_id == menu_id


def test_an_unknown_menu_is_not_found(harness: LineHarness) -> None:
    for call in (harness.api.get_rich_menu, harness.api.delete_rich_menu, harness.api.set_default_rich_menu):
        assert refusal(call, "richmenu-none")[0] == 404
    assert refusal(upload, harness, "richmenu-none")[0] == 404
    assert refusal(harness.blob.get_rich_menu_image, "richmenu-none")[0] == 404


def test_an_image_that_is_refused_is_among_the_refusals(harness: LineHarness) -> None:
    path = f"/v2/bot/richmenu/{created(harness)}/content"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "image/png"}
    harness.http.request("POST", harness.simulator.base_url + path, body=png(800, 250), headers=headers)
    assert [call.path for call in harness.simulator.calls.refused()] == [path]


AT_AND_OVER: dict[str, tuple[JSON, JSON, str]] = {
    "width": (menu(2500), menu(2501), "size.width"),
    "narrow width": (menu(800, 250), menu(799, 250), "size.width"),
    "height": (menu(2500, 250), menu(2500, 249), "size.height"),
    "ratio": (menu(1450, 1000), menu(1449, 1000), "size"),
    "name": (menu(name="a" * 300), menu(name="a" * 301), "name"),
    "bar in graphemes": (menu(chatBarText=CLUSTER * 14), menu(chatBarText=CLUSTER * 15), "chatBarText"),
    "areas": (menu(areas=[area()] * 20), menu(areas=[area()] * 21), "areas"),
    "area to the right": (menu(areas=[area(x=1700)]), menu(areas=[area(x=1701)]), "areas.0.bounds"),
    "area to the bottom": (menu(areas=[area(y=1436)]), menu(areas=[area(y=1437)]), "areas.0.bounds"),
    "area to the left": (menu(areas=[area(x=0)]), menu(areas=[area(x=-1)]), "areas.0.bounds.x"),
    "area of some width": (menu(areas=[area(width=1)]), menu(areas=[area(width=0)]), "areas.0.bounds.width"),
    "action": (menu(areas=[area(text="a")]), menu(areas=[area(text="")]), "areas.0.action.text"),
    "label": (menu(areas=[area(label="a" * 20)]), menu(areas=[area(label="a" * 21)]), "areas.0.action.label"),
    "selected": (menu(selected=False), menu(selected="no"), "selected"),
}


@pytest.mark.parametrize("name", AT_AND_OVER)
def test_a_menu_at_the_limit_is_taken(name: str) -> None:
    assert problems(AT_AND_OVER[name][0]) == []


@pytest.mark.parametrize("name", AT_AND_OVER)
def test_a_menu_over_the_limit_is_refused(name: str) -> None:
    _, over, where = AT_AND_OVER[name]
    assert problems(over) == [where]


@pytest.mark.parametrize("part", ["size", "selected", "name", "chatBarText", "areas"])
def test_no_part_of_a_menu_may_be_left_out(part: str) -> None:
    assert problems({name: value for name, value in menu().items() if name != part}) == [part]
