"""The only reader of the environment: read once at the start, refused with one clear sentence."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import SplitResult, urlsplit

from bot.clock import Pretended, pretend
from bot.secret_text import MIN_KEY_LENGTH, is_text, redact, trim
from messages.texts import say
from messages.thai.dates import BANGKOK, from_buddhist_text

LINE_API = "https://api.line.me"
_KNOWN = {"TANROB_SECRET_KEY", "TANROB_PHOTOS", "TANROB_PUBLIC_URL", "TANROB_NOW", "TANROB_LOG"}
_OURS = "TANROB_"
_OTHERS = {"DATABASE_URL", "LINE_API_BASE"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_YEARS = range(2000, 2200)
_SINCE = "@"
"""Between a pretended moment and the real one it belongs to, in the environment of child processes."""
_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")


class SettingsRefused(Exception):
    """A setting is unknown or wrong; the message is the Thai sentence that says which and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`now`: the pretended clock, or None. `secret_key` seals channels and keys the hashes of codes.

    `database_lost`: the key of a SQLite file is there, and the file is not, or is empty.
    `photos` is where the photos people send are kept: file:///folder or s3://bucket/prefix.
    """

    database_url: str = field(repr=False)
    line_api_base: str
    secret_key: str = field(repr=False)
    photos: str
    public_url: str = "http://127.0.0.1:8000"
    now: Pretended | None = None
    log: str = "text"
    database_lost: bool = False


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, rid of what was pasted around them. Raises SettingsRefused."""
    values = _ours(os.environ if environment is None else environment)
    _keep_libraries_at_home()
    unknown = sorted(name for name in values if name.startswith(_OURS) and name not in _KNOWN)
    if unknown:
        raise SettingsRefused(say("settings.unknown", name=unknown[0], known=", ".join(sorted(_KNOWN))))
    broken = sorted(name for name, value in values.items() if not is_text(value))
    if broken:
        raise SettingsRefused(say("settings.not_text", name=broken[0]))
    database_url = _database_url(values.get("DATABASE_URL") or f"{_SQLITE}tanrob.db")
    line_api_base = _url("LINE_API_BASE", values.get("LINE_API_BASE") or LINE_API)
    return Settings(
        database_lost=_is_lost(database_url),  # before a key is made
        database_url=database_url,
        line_api_base=line_api_base,
        secret_key=_long_enough("TANROB_SECRET_KEY", values.get("TANROB_SECRET_KEY") or _kept_key(database_url)),
        photos=_photos(values.get("TANROB_PHOTOS") or _photos_beside(database_url)),
        public_url=_url("TANROB_PUBLIC_URL", values.get("TANROB_PUBLIC_URL") or "http://127.0.0.1:8000"),
        now=_read_clock(values.get("TANROB_NOW"), line_api_base),
        log=_log(values.get("TANROB_LOG") or "text"),
    )


def _ours(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: trim(value) for name, value in environment.items() if name.startswith(_OURS) or name in _OTHERS}


def _keep_libraries_at_home() -> None:
    # PyThaiNLP would make a data folder at import, and crash where it cannot.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")


def _database_url(url: str) -> str:
    if url.startswith(_POSTGRES) or (url.startswith(_SQLITE) and len(url) > len(_SQLITE)):
        return url
    raise SettingsRefused(say("settings.database_url"))


def _is_lost(database_url: str) -> bool:
    path = Path(database_url.removeprefix(_SQLITE))
    if not database_url.startswith(_SQLITE) or not _key_of(path).exists():
        return False
    return not path.exists() or path.stat().st_size == 0


def _key_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.key")


def _parts(url: str) -> SplitResult:
    """Empty ones where it is no address, and where it holds a password: addresses are printed."""
    with suppress(ValueError):  # whose text is a part of the address
        parts = urlsplit(url)
        if "@" not in parts.netloc:
            return parts
    return SplitResult("", "", "", "", "")


def _photos(url: str) -> str:
    parts = _parts(url)
    place = parts.netloc if parts.scheme == "s3" else not parts.netloc and parts.path.startswith("/")
    if parts.scheme not in {"file", "s3"} or not place:
        raise SettingsRefused(say("settings.photos"))
    return url


def _photos_beside(database_url: str) -> str:
    """The folder `photos` beside a SQLite file, else in the current folder: `tanrob check` names it."""
    folder = Path(database_url.removeprefix(_SQLITE)).parent if database_url.startswith(_SQLITE) else Path()
    return (folder.absolute() / "photos").as_uri()


def _url(name: str, url: str) -> str:
    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsRefused(say("settings.url", name=name))
    return url.rstrip("/")


def _read_clock(moment: str | None, line_api_base: str) -> Pretended | None:
    if not moment:
        return None
    if urlsplit(line_api_base).hostname not in _LOOPBACK:
        raise SettingsRefused(say("settings.now_needs_loopback"))
    start, _, since = moment.partition(_SINCE)
    pretended = pretend(read_moment(start, "TANROB_NOW"))
    return Pretended(pretended.start, float(since)) if since.replace(".", "", 1).isdecimal() else pretended


def share_clock(found: Settings) -> None:
    """Has every process started from here run on the same pretended clock, whenever it starts."""
    if found.now:
        os.environ["TANROB_NOW"] = f"{found.now.start.isoformat()}{_SINCE}{found.now.since}"


def read_moment(text: str, name: str) -> datetime:
    """An ISO moment, a year from 2400 on in the Buddhist Era; without a zone it is Bangkok's.

    Raises SettingsRefused naming `name`.
    """
    try:
        moment = datetime.fromisoformat(from_buddhist_text(text))
    except ValueError as error:
        raise SettingsRefused(say("settings.moment", name=name)) from error
    if moment.year not in _YEARS:
        raise SettingsRefused(say("settings.moment", name=name))
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _log(kind: str) -> str:
    if kind not in {"text", "json"}:
        raise SettingsRefused(say("settings.log"))
    return kind


def _long_enough(place: str, key: str) -> str:
    """A key short enough to be guessed would let anybody sign links to the office's documents."""
    if len(key) < MIN_KEY_LENGTH:
        raise SettingsRefused(say("settings.short_key", place=place, length=MIN_KEY_LENGTH))
    return key


def _kept_key(database_url: str) -> str:
    """The key kept beside a SQLite database, made on first use and readable by its owner alone."""
    if not database_url.startswith(_SQLITE):
        raise SettingsRefused(say("settings.secret_key"))
    path = _key_of(Path(database_url.removeprefix(_SQLITE)))
    try:
        return _long_enough(path.name, _read_key(path) if path.exists() else _made_key(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsRefused(say("settings.key_file", path=path)) from error


def _read_key(path: Path) -> str:
    with suppress(OSError):  # another's file that we may read, or one that lies where nothing is changed
        path.chmod(0o600)
    return path.read_text("ascii").strip()


def _made_key(path: Path) -> str:
    """Whole or not at all: of two processes at their first start both have the key of the first."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as file:  # 0600, as mkstemp makes it
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
    return _read_key(path)


def resolve(reference: str) -> str:
    """A secret named in an office file: env:NAME, file:PATH or the value itself. Raises SettingsRefused."""
    kind, _, name = reference.partition(":")
    if kind == "env":
        value = trim(os.environ.get(name, ""))
        if not value:
            raise SettingsRefused(say("settings.secret_env", name=redact(name)))
        return value
    if kind == "file":
        try:
            return trim(Path(name).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise SettingsRefused(say("settings.secret_file", path=redact(name))) from error
    return trim(reference)
