"""What we keep on disk is for its owner alone; files of earlier versions, made as the umask had it, are closed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL

_OTHERS = 0o077
_PHOTO = "????????-????-????-????-????????????.jpg"


def restrict_database(url: URL) -> None:
    """SQLite's file, and those beside it: it makes them anew with the mode of the first."""
    if url.get_backend_name() == "sqlite" and url.database:
        for suffix in ("", "-wal", "-shm"):
            _restrict(Path(url.database + suffix))


def restrict_photos(folder: Path) -> None:
    """The offices' folders. `folder` itself, and whatever else is in it, may be somebody else's."""
    with suppress(OSError):
        for office in folder.iterdir():
            if not office.is_symlink() and office.is_dir() and next(office.glob(_PHOTO), None):
                _restrict(office)


def _restrict(path: Path) -> None:
    with suppress(
        OSError
    ):  # another's file that we may use is theirs to close, and where nothing is changed nobody can
        mode = path.stat().st_mode
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS & 0o7777)
