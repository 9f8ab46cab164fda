"""The bytes of kept photos, by key: in a folder of this machine or in an S3 bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from storage.errors import PhotoStoreDown
from storage.private import restrict_photos

if TYPE_CHECKING:
    from obstore.store import RetryConfig

_RETRIES: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
"""Few and short: the worker tries again later. A call takes 30 seconds at most (obstore's own limit)."""


class PhotoFiles:
    """Put, get and delete by key. Open it after forking; all of it may be used from many threads.

    Raises PhotoStoreDown where a thing cannot be done now and may be done later.
    """

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    @staticmethod
    def open(url: str) -> PhotoFiles:
        """`url`: file:///absolute/folder, made if missing, or s3://bucket/prefix.

        obstore itself reads the credentials and place of an S3 store from the environment: AWS_ACCESS_KEY_ID,
        AWS_SECRET_ACCESS_KEY, AWS_REGION, and for a store other than Amazon's AWS_ENDPOINT_URL (with AWS_ALLOW_HTTP
        where it speaks plain HTTP). Nothing is asked of S3 yet.
        """
        parts = urlsplit(url)
        with _translate_failures():
            if parts.scheme == "file":
                folder = Path(unquote(parts.path))
                restrict_photos(folder)
                return PhotoFiles(LocalStore(folder, mkdir=True))
            prefix = parts.path.strip("/") or None
            return PhotoFiles(S3Store(parts.netloc, prefix=prefix, retry_config=_RETRIES))

    def put(self, key: str, data: bytes) -> None:
        """Store `data`, whole or not at all, in the place of what was there."""
        with _translate_failures():
            obstore.put(self._store, key, data)

    def get(self, key: str) -> bytes:
        """The bytes last put there. Raises FileNotFoundError where there are none."""
        with _translate_failures(but=FileNotFoundError):
            return obstore.get(self._store, key).bytes().to_bytes()

    def delete(self, key: str) -> None:
        """Delete; that nothing is there is fine."""
        with _translate_failures():
            try:
                obstore.delete(self._store, key)
            except FileNotFoundError:
                # S3 says nothing of a key that is not there; what it does not find is the bucket.
                if isinstance(self._store, S3Store):
                    raise


@contextmanager
def _translate_failures(but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Only the kind of failure is taken over: obstore quotes addresses and answers, and these end in logs."""
    try:
        yield
    except but:
        raise
    except (BaseError, OSError) as failure:
        raise PhotoStoreDown(type(failure).__name__) from None
