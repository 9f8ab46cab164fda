"""Pictures made to hold up whoever opens them, and a server that gives a content drop by drop."""

from __future__ import annotations

import socket
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from threading import Event, Thread

from PIL import Image

_SCAN = b"\xff\xda"


def many_scans(times: int, side: int = 64) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    written = BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(written, "JPEG", progressive=True)
    data = written.getvalue()
    last = data.rindex(_SCAN)
    return data[:last] + data[last:-2] * times + data[-2:]


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\0" * 50_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


@contextmanager
def serve_slowly(every: float) -> Iterator[str]:
    """The address of a server that answers 200 and then gives a byte now and again, without end."""
    stop = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip(wire: socket.socket) -> None:
            with wire, suppress(OSError):
                wire.recv(65536)
                wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 9999999\r\n\r\n")
                while not stop.wait(every):
                    wire.sendall(b"x")

        def listen() -> None:
            with suppress(OSError):
                while not stop.is_set():
                    Thread(target=drip, args=(server.accept()[0],), daemon=True).start()

        thread = Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        stop.set()
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
