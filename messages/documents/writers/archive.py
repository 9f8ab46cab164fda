"""Office files are zip archives; packed anew they tell nothing of when and where they were written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can hold."""


def repack(data: bytes, changed: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The same archive without its time stamps, each part as `changed(name, part)` makes it."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _NEVER)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, changed(name, source.read(name)))
    return packed.getvalue()
