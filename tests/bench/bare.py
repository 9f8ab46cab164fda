"""The least a webhook can do: verify the signature and answer 200, on the product's own server."""

from __future__ import annotations

from flask import Flask, abort, request

from bot.line.webhook import is_signed
from bot.web.front import Front, make_front
from bot.web.server import end_with_parent


def app() -> Front:
    """granian's factory."""
    end_with_parent()
    made = Flask("bare")

    @made.post("/line/<office_id>/webhook")
    def webhook(office_id: str) -> tuple[str, int]:
        body = request.get_data(cache=False).decode("utf-8")
        if not is_signed("secret", body, request.headers.get("X-Line-Signature", "")):
            abort(403)
        return "", 200

    return make_front(made)


if __name__ == "__main__":
    import sys

    from bot.web.server import serve

    serve(app, "127.0.0.1", int(sys.argv[1]), int(sys.argv[2]))
