"""What the product is measured against: the echo example of the LINE SDK's README, storing each message in SQLite.

`python -m tests.bench.echo` starts it as the README does; gunicorn takes `app` from here too.
Its only additions are the database, the address of the stand-in and the access log's silence.
"""

from __future__ import annotations

import logging
import os
import sqlite3

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

DATABASE, API_BASE, PORT = os.environ["ECHO_DATABASE"], os.environ["LINE_API_BASE"], os.environ["ECHO_PORT"]

app = Flask(__name__)
configuration = Configuration(access_token="token", host=API_BASE)
handler = WebhookHandler("secret")
logging.getLogger("werkzeug").setLevel(logging.ERROR)

with sqlite3.connect(DATABASE) as made:
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, sender TEXT, text TEXT)")


@app.route("/callback", methods=["POST"])
def callback() -> str:
    signature = request.headers["X-Line-Signature"]
    body = request.get_data(as_text=True)
    app.logger.info("Request body: " + body)
    try:
        handler.handle(body, signature)
    except InvalidSignatureError:
        abort(400)
    return "OK"


@handler.add(MessageEvent, message=TextMessageContent)
def handle_message(event: MessageEvent) -> None:
    store(event)
    with ApiClient(configuration) as api_client:
        MessagingApi(api_client).reply_message_with_http_info(
            ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
        )


def store(event: MessageEvent) -> None:
    """One durable row a message, a connection each: threads do not share one."""
    connection = sqlite3.connect(DATABASE, timeout=30)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        row = (event.message.id, event.source.user_id, event.message.text)
        connection.execute("INSERT INTO message VALUES (?, ?, ?)", row)
        connection.commit()
    finally:
        connection.close()


if __name__ == "__main__":
    app.run(port=int(PORT))
