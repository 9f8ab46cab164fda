"""A web page that says one thing."""

from __future__ import annotations

from html import escape

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


def notice_page(title: str, text: str) -> str:
    """The whole page, `text` as its only paragraph."""
    return _PAGE.format(title=escape(title), text=escape(text))
