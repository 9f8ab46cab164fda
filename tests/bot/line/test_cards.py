"""How a card is drawn: what a tap does, what stands beside what, and that it fits whatever is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.line.cards import TEXT_LENGTHS, bubble
from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.answer_values import TextAnswer
from messages.chat import lists, review
from messages.chat.bubbles import Button, Card, CardItem, CardRow, CardTable, Figure, Link
from messages.chat.prompts import ReportView
from messages.chat.summaries import SummaryExtras, summary
from messages.figures.report import compile_report
from messages.forms.form import ProjectFacts, Question
from messages.line_limits import MAX_BUBBLE_BYTES
from messages.project import ReportState
from storage.records import Project
from tests.support.sample_cards import FACTS, FINDINGS, NOW, ROUND, SENT, TARGETS, cards

TAP = Button("รายงานที่ 4", "a=report%3A4", "รายงาน 4")
POSTBACK = {"type": "postback", "label": TAP.label, "data": TAP.data, "displayText": TAP.says}
WORST = {
    "long Thai": "การพัฒนาโรงเรียน" * 700,
    "marks alone": "\u0e48\u0e34" * 5500,
    "families": "👨‍👩‍👧‍👦" * 1000,
    "right to left": "\u202eمشروع\u202c" * 1500,
    "zero width": "\u200b\u200d\u2060" * 3700,
    "one endless word": "ก" * 11_000,
}


def drawn(card: Card) -> dict[str, Any]:
    made = bubble(card)
    assert made is not None
    return made


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every component within."""
    if isinstance(value, dict):
        yield value
        yield from (part for inner in value.values() for part in parts(inner))
    if isinstance(value, list):
        yield from (part for inner in value for part in parts(inner))


def texts(value: Any) -> dict[str, dict[str, Any]]:
    return {part["text"]: part for part in parts(value) if part.get("type") == "text"}


def line_with(made: dict[str, Any], text: str) -> dict[str, Any]:
    """The line of the card's body in which that text stands."""
    found: dict[str, Any] = next(line for line in made["body"]["contents"] if text in texts(line))
    return found


def test_the_whole_line_of_a_project_is_a_button_and_its_state_a_coloured_word() -> None:
    made = drawn(Card("", "", items=(CardItem("ที่ 4", "มอนเตสซอริ", "ส่งแล้ว", "done", TAP),)))
    line = line_with(made, "มอนเตสซอริ")
    assert line["action"] == POSTBACK
    assert texts(line)["ส่งแล้ว ›"]["color"] == "#0B7A3E"
    assert texts(line)["มอนเตสซอริ"]["maxLines"] == 3


def test_a_line_that_opens_nothing_promises_nothing() -> None:
    made = drawn(Card("", "", items=(CardItem("ที่ 4", "มอนเตสซอริ", "ส่งแล้ว"), CardItem("ที่ 8", "รับนักเรียน"))))
    assert list(texts(made["body"])) == ["-", "ที่ 4", "ส่งแล้ว", "มอนเตสซอริ", "ที่ 8 รับนักเรียน"]
    assert not [part for part in parts(made) if "action" in part]


@pytest.mark.parametrize(
    ("value", "layout"), [("7,406 บาท", "baseline"), ("เล่า" * 10, "vertical"), ("สอง\nบรรทัด", "vertical")]
)
def test_short_values_stand_beside_their_label_and_long_ones_below_it(value: str, layout: str) -> None:
    line = line_with(drawn(Card("", "", (CardRow("2. เบิกจ่ายสะสม", value, button=TAP),))), value)
    assert line["layout"] == layout
    assert (texts(line)[value].get("align") == "end") == (layout == "baseline")
    assert line["action"] == POSTBACK


def test_an_empty_value_is_a_dash_since_line_refuses_empty_texts() -> None:
    assert "-" in texts(line_with(drawn(Card("", "ตรวจ", (CardRow("ว่าง", ""),))), "ว่าง"))


@pytest.mark.parametrize(("leads", "styles"), [(True, ["primary", "secondary"]), (False, ["secondary", "secondary"])])
def test_keys_stand_in_the_card_and_the_first_is_filled_where_it_leads_on(leads: bool, styles: list[str]) -> None:
    made = drawn(Card("", "ตรวจ", keys=(TAP, TAP), leads=leads))
    assert [key["style"] for key in made["footer"]["contents"]] == styles
    assert [key["action"] for key in made["footer"]["contents"]] == [POSTBACK, POSTBACK]


def test_a_key_may_open_an_address() -> None:
    (key,) = drawn(Card("", "เอกสาร", keys=(Link("PDF", "https://tanrob.example/d/token"),)))["footer"]["contents"]
    assert key["action"] == {"type": "uri", "label": "PDF", "uri": "https://tanrob.example/d/token"}


def test_a_card_without_keys_has_no_footer() -> None:
    assert "footer" not in drawn(Card("", "ตรวจ"))


def test_the_figure_is_the_largest_text_of_the_card() -> None:
    made = texts(drawn(Card("", "ส่งแล้ว", figure=Figure("เบิกจ่าย", "7,406 บาท", "จาก 600,000 บาท"))))
    assert made["7,406 บาท"]["size"] == "xl"
    assert made["ส่งแล้ว"]["size"] == "lg"


def test_texts_are_shortened_no_further_than_the_size_of_a_bubble_asks() -> None:
    long = Card("", "ตรวจ", tuple(CardRow(f"{number}", "ก" * 600) for number in range(14)))
    lengths = {len(text) for text in texts(drawn(long)) if text.startswith("กก")}
    assert lengths == {600}
    fuller = drawn(replace(long, rows=long.rows * 2))
    assert {len(text) for text in texts(fuller) if text.startswith("กก")} == {250}
    assert len(json.dumps(fuller, ensure_ascii=False, separators=(",", ":")).encode()) <= MAX_BUBBLE_BYTES


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_sixty_projects_of_the_longest_names_fit(text: str) -> None:
    listed = [(Project(no, text[:300], 100), ReportState.MISSING) for no in range(1, 61)]
    made = [*(lists.choose_project(listed, page, untouched=60) for page in range(6)), lists.my_projects(listed)]
    made += [lists.choose_among(listed[:3]), lists.sweep([project for project, _ in listed], "ยังไม่ดำเนินการ")]
    for card in made:
        assert check([*render([card])]) == []
        assert bubble(card) is not None


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_twenty_answers_of_11000_letters_fit(text: str) -> None:
    questions = tuple(Question(f"told_{number}", "long_text", "ผลการดำเนินงาน", "") for number in range(20))
    project, answers = Project(4, text, 100), {question.id: TextAnswer(text) for question in questions}
    report = ReportView("0" * 36, 1, project, ProjectFacts(2564, (1, 2), 100), questions, answers)
    for card in (review.card(report), review.receipt(report, SENT)):
        assert check([*render([card])]) == []
        assert bubble(card) is not None


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
@pytest.mark.parametrize("groups", [15, 60])
def test_the_summary_of_sixty_projects_fits_whatever_the_groups_are_called(groups: int, text: str) -> None:
    named = [Project(no, text[:300], 100, group=f"{no % groups}{text[:300]}") for no in range(1, 61)]
    report = compile_report(FACTS, ROUND, named, {})
    findings = [replace(FINDINGS[0], project=no) for no in range(1, 61)]
    beside = SummaryExtras(TARGETS, findings, range(1, 61, 2), 60, 0, report, NOW)
    card = summary(report, today=ROUND.deadline, extras=beside)
    assert check([*render([card])]) == []
    assert bubble(card) is not None


def test_a_card_that_has_an_ending_ends_in_it_below_the_note() -> None:
    card = Card("", "ส่งแล้ว", note="พิมพ์", ending=Figure("ส่งแล้ว", "35 จาก 37 โครงการ"))
    assert list(texts(drawn(card)["body"]["contents"][-1])) == ["ส่งแล้ว", "35 จาก 37 โครงการ"]


def test_a_table_has_its_figures_at_the_right_edge_and_cuts_names_after_two_lines() -> None:
    made = drawn(Card("", "สรุป", tables=(CardTable("กลุ่ม", (("กลุ่มนิเทศ", "19/21"), ("และอีก 35 กลุ่ม", ""))),)))
    (name, figures), (more,) = (line["contents"] for line in line_with(made, "กลุ่มนิเทศ")["contents"][1:])
    assert (name["text"], name["maxLines"]) == ("กลุ่มนิเทศ", 2)
    assert (figures["text"], figures["align"], figures["flex"]) == ("19/21", "end", 0)
    assert more["text"] == "และอีก 35 กลุ่ม"


def test_the_shortest_texts_leave_room_for_the_longest_form() -> None:
    rows = tuple(CardRow("ก" * 60, "ก" * 500, button=replace(TAP, data="d" * 90)) for _ in range(30))
    assert bubble(Card("", "ตรวจ", rows)) is not None
    assert list(TEXT_LENGTHS) == sorted(TEXT_LENGTHS, reverse=True)


def contrast(colour: str) -> float:
    """Of a colour on white, as WCAG 2 computes it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize("card", cards().values(), ids=cards())
def test_every_card_is_accepted_and_its_colours_can_be_read(card: Card) -> None:
    assert check([*render([card])]) == []
    colours = {
        part["color"] for part in parts(drawn(card)) if part.get("type") in {"text", "button"} and "color" in part
    }
    assert min(map(contrast, colours)) >= 4.5
