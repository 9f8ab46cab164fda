"""A web page that says one thing, for a browser that came by a link."""

from __future__ import annotations

from html import escape

from messages.texts import say

_PAGE = """<!doctype html>
<html lang="th">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.125rem/1.6 sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #111827 }}
</style>
<h1>{title}</h1>
<p>{text}</p>
</html>
"""


def notice_page(text: str) -> str:
    """The whole page, `text` as its only paragraph."""
    return _PAGE.format(title=escape(say("handout.page.title")), text=escape(text))
