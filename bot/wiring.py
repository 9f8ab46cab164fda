"""The only place that chooses implementations: which storage, which messenger, which clock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Event, Thread

from bot.clock import Clock, clock_from
from bot.line.menus import LineMenus
from bot.line.messenger import LineMessenger
from bot.line.render import render
from bot.logs import start_logging
from bot.memory import tune_memory
from bot.scheduler import start_ticking
from bot.settings import Settings, read_settings
from bot.usecases.delivery.postman import Postman
from bot.usecases.notices.ticking import tick
from bot.usecases.photos.fetching import Fetcher
from bot.usecases.photos.replying import tell_of_photo
from bot.usecases.ports import Ports
from bot.usecases.reports.writer_process import write_apart
from bot.usecases.setup.forms import store_forms
from bot.usecases.turns.personal_data import tidy
from bot.web.app import create_app
from bot.web.front import Front, make_front
from bot.web.server import end_with_parent
from messages.forms.loader import library
from messages.speech import listen, read_correction
from messages.thai.dictionary import thai_words
from storage.database import Storage
from storage.errors import PhotoStoreDown
from storage.photo_files import PhotoFiles

log = logging.getLogger(__name__)


def open_storage(settings: Settings) -> Storage:
    """The database, migrated, with the forms of this release kept. Raises storage.errors.FormChanged."""
    storage = Storage.open(settings.database_url, settings.secret_key)
    storage.migrate()
    for office_id in storage.office_ids():
        store_forms(storage, office_id)
    return storage


def warm_up() -> None:
    """Loads what the first message would otherwise wait for, PyThaiNLP above all (deploy/docs/thai-facts.md)."""
    listen("-")
    read_correction("-")
    thai_words()
    library()


def make_ports(storage: Storage, settings: Settings) -> Ports:
    """The use cases' surroundings over LINE's API (or a simulator's, by LINE_API_BASE). Raises PhotoStoreDown."""
    photos = PhotoFiles.open(settings.photos)
    messenger = LineMessenger(settings.line_api_base)
    return Ports(storage, messenger, render, settings.secret_key, photos, messenger, settings.public_url)


def make_fetcher(ports: Ports, clock: Clock) -> Fetcher:
    """The fetcher of photos, which has the conversation told."""
    return Fetcher(ports, clock, partial(tell_of_photo, ports))


def make_menus(settings: Settings) -> LineMenus:
    """The menus of LINE (or of a simulator, by LINE_API_BASE)."""
    return LineMenus(settings.line_api_base)


def web_app() -> Front:
    """The app of one web process, behind its front (granian's factory)."""
    settings = read_settings()
    warm_up()
    start_logging(settings.log)
    end_with_parent()
    storage = Storage.open(settings.database_url, settings.secret_key)
    tune_memory()
    try:
        ports = make_ports(storage, settings)
    except PhotoStoreDown:
        log.exception("web process ends")
        raise SystemExit(1) from None  # what is raised would be told once more, and not as a line of the log
    return make_front(create_app(ports, clock_from(settings.now), write_apart))


def start_clock(ports: Ports, clock: Clock) -> Callable[[], None]:
    """Opening, reminders and summaries from now on; returns what stops it."""
    return start_ticking(lambda: tick(ports, clock()), lambda: tidy(ports, clock()), clock)


class Background:
    """The postman and the fetcher on threads of this process."""

    def __init__(self, ports: Ports, clock: Clock) -> None:
        self._stop = Event()
        workers = (Postman(ports, clock), make_fetcher(ports, clock))
        self._threads = [Thread(target=one.run, args=(self._stop,), name=one.name) for one in workers]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends both after the calls under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
