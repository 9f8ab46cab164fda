"""The simulated LINE as one object: start it, act as people, look at what the official account said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

from bot.simulator.controls import DemoControls
from bot.simulator.http_server import LoopbackServer
from bot.simulator.line_api import LineApi
from bot.simulator.page import Page
from bot.simulator.platform import Platform

OWN_PATHS = ("/v2/", "/simulator/")


class Simulator:
    """A second LINE at `base_url`, in memory. `clock` gives aware moments; tokens, keys and quota live by it.

    Its parts are the platform's: `users` act, `chats` show what was said, `membership` comes and goes, `events` are
    sent by hand, `faults` are trouble on demand, `calls` are the API's. `controls`: what the page offers of a demo.
    `redelivery_delays`: seconds of real time before each redelivery, for accounts that have it turned on.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        host: str = "127.0.0.1",
        port: int = 0,
        redelivery_delays: Sequence[float] = (1, 2, 5, 15, 60),
    ) -> None:
        self.platform = platform = Platform(clock, redelivery_delays)
        self.accounts, self.directory, self.chats = platform.accounts, platform.directory, platform.chats
        self.users, self.membership, self.events = platform.users, platform.membership, platform.events
        self.faults, self.calls = platform.faults, platform.calls
        self.controls = DemoControls()
        self._address = (host, port)
        self._server: LoopbackServer | None = None
        self._mounted: WSGIApplication | None = None
        self._app = Flask("simulator", static_folder=None)
        self._app.register_blueprint(LineApi(platform).blueprint())
        self._app.register_blueprint(Page(platform, lambda: self.controls).blueprint())

    def start(self) -> None:
        """Serves the API and the page, once. Raises OSError where the port is taken."""
        self._server = LoopbackServer(*self._address, self.wsgi_app)

    def stop(self) -> None:
        """Cuts off who hangs, closes every connection and ends the threads."""
        self.platform.close()
        if self._server is not None:
            self._server.close()
            self._server = None

    @property
    def base_url(self) -> str:
        """Where it answers; with port 0 only known once started."""
        port = self._server.server_address[1] if self._server else self._address[1]
        return f"http://{self._address[0]}:{port}"

    def mount(self, app: WSGIApplication) -> None:
        """Serves every path but the simulator's own (/, /v2/…, /simulator/…) from `app`."""
        self._mounted = app

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The simulator, and what is mounted, as one WSGI app."""
        path = environ["PATH_INFO"]
        own = self._mounted is None or path == "/" or path.startswith(OWN_PATHS)
        app = self._app.wsgi_app if own or self._mounted is None else self._mounted
        return app(environ, start_response)
