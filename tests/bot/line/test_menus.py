"""The menu installed through the genuine SDK: once, again, after a crash, and when LINE says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from linebot.v3.messaging import RichMenuRequest

from bot.line.menus import LineMenus, configuration_for, menu_json
from bot.settings import LINE_API
from bot.simulator.limits import RICH_MENU
from bot.usecases.ports import MenusFailed
from messages.richmenu import Menu, main_menu
from storage.records import Channel
from tests.simulator.stage import SECRET, TOKEN, Stage, a_stage
from tests.simulator.test_richmenus import menu as menu_of_others
from tests.simulator.test_richmenus import png

CHANNEL = Channel(SECRET, TOKEN)
MENU = main_menu()
OLD = replace(MENU, bar="เก่า")
READS = {"GET"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


def install(stage: Stage, menu: Menu = MENU, picture: bytes | None = None) -> bool:
    return LineMenus(stage.line.base_url).install(CHANNEL, menu, png() if picture is None else picture)


def failure(stage: Stage, base: str = "") -> str:
    with pytest.raises(MenusFailed) as raised:
        LineMenus(base or stage.line.base_url).install(CHANNEL, MENU, png())
    return raised.value.reason


def others_menu(stage: Stage, **given: object) -> str:
    return str(stage.call("/v2/bot/richmenu", menu_of_others(**given)).json()["richMenuId"])


def expect_only_the_new_menu(stage: Stage) -> None:
    default = stage.channel.default_menu
    assert default is not None
    assert default.body == menu_json(MENU, png())
    assert default.image == png()
    assert stage.channel.menus == {default.id: default}


def test_the_menu_is_what_line_takes_and_the_sdk_keeps_every_part_of_it() -> None:
    body = menu_json(MENU, b"")
    assert list(RICH_MENU(body, ())) == []
    assert RichMenuRequest.from_dict(body).to_dict() == body


def test_a_tap_types_the_word_of_the_tile() -> None:
    actions = [area["action"] for area in menu_json(MENU, b"")["areas"]]
    assert [(action["type"], action["text"]) for action in actions] == [("message", tile.says) for tile in MENU.tiles]


def test_the_menu_is_installed_for_everybody(stage: Stage) -> None:
    assert install(stage) is True
    expect_only_the_new_menu(stage)
    assert stage.line.refusals == []


def test_a_second_run_only_looks(stage: Stage) -> None:
    install(stage)
    seen = len(stage.line.calls)
    assert install(stage) is False
    assert {call.method for call in stage.line.calls[seen:]} == READS


@pytest.mark.parametrize(("menu", "picture"), [(OLD, png()), (MENU, png(padding=1))], ids=["words", "picture"])
def test_a_changed_menu_takes_the_place_of_the_old_one(stage: Stage, menu: Menu, picture: bytes) -> None:
    install(stage, menu, picture)
    assert install(stage) is True
    expect_only_the_new_menu(stage)


def test_everybody_has_a_menu_while_it_is_being_changed(stage: Stage) -> None:
    install(stage, OLD)
    seen = len(stage.line.calls)
    install(stage)
    changes = [(call.method, call.path.split("/")[3]) for call in stage.line.calls[seen:] if call.method not in READS]
    assert changes == [("POST", "richmenu"), ("POST", "richmenu"), ("POST", "user"), ("DELETE", "richmenu")]


def test_menus_of_others_stay(stage: Stage) -> None:
    kept = others_menu(stage, name="shop")
    install(stage, OLD)
    install(stage)
    assert kept in stage.channel.menus
    assert len(stage.channel.menus) == 2


def test_a_thai_bar_text_of_others_is_no_hindrance_though_the_sdk_cannot_read_it(stage: Stage) -> None:
    others_menu(stage, chatBarText="แตะเพื่อเปิดเมนู")
    assert install(stage) is True


def test_a_default_of_another_channel_is_replaced(stage: Stage) -> None:
    stage.line.faults.fail_next(status=403, on="/user/all/richmenu")
    assert install(stage) is True


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("on", ["/content", "/user/all/richmenu/", "the old menu"])
def test_a_run_broken_off_anywhere_is_ended_by_the_next(stage: Stage, on: str, when: str) -> None:
    install(stage, OLD)
    (old,) = stage.channel.menus
    stage.line.faults.fail_next(on=old if on == "the old menu" else on, when="after" if when == "after" else "before")
    assert failure(stage) == "unavailable"
    install(stage)
    expect_only_the_new_menu(stage)


def test_a_menu_created_by_a_run_whose_answer_was_lost_is_swept(stage: Stage) -> None:
    stage.call("/v2/bot/richmenu", menu_json(MENU, png()))
    assert install(stage) is True
    expect_only_the_new_menu(stage)


def test_an_old_menu_somebody_deleted_meanwhile_is_no_failure(stage: Stage) -> None:
    install(stage, OLD)
    (old,) = stage.channel.menus
    stage.line.faults.fail_next(on=old, status=404, when="after")
    assert install(stage) is True
    expect_only_the_new_menu(stage)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(400, "refused"), (401, "token"), (408, "unavailable"), (429, "rate"), (500, "unavailable"), (503, "unavailable")],
)
def test_what_line_says_is_told_as_what_to_do(stage: Stage, status: int, reason: str) -> None:
    stage.line.faults.fail_next(status=status, on="richmenu")
    assert failure(stage) == reason


def test_a_cut_connection_and_a_line_that_is_not_there_are_unavailable(stage: Stage) -> None:
    stage.line.faults.drop_response_after_accept(on="richmenu")
    assert failure(stage) == "unavailable"
    assert failure(stage, "http://127.0.0.1:9") == "unavailable"


def test_only_on_line_itself_the_sdk_chooses_the_host_so_that_pictures_go_to_the_data_host() -> None:
    assert configuration_for(LINE_API, CHANNEL).host is None
    assert configuration_for("http://127.0.0.1:9", CHANNEL).host == "http://127.0.0.1:9"
