"""The stand-in for LINE leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc

import pytest

from tests.bench.line import Line, serve_line


async def left_open(calls: int) -> list[bytes]:
    """What clients hear who keep their connections when LINE ends."""
    async with serve_line(Line(0)) as port:
        clients = [await asyncio.open_connection("127.0.0.1", port) for _ in range(calls)]
    heard = [await asyncio.wait_for(reader.read(), 5) for reader, _ in clients]
    for _, writer in clients:
        writer.close()
        await writer.wait_closed()
    return heard


@pytest.mark.parametrize("calls", [1, 40])
def test_connections_kept_by_clients_are_closed_with_it(calls: int) -> None:
    assert asyncio.run(left_open(calls)) == [b""] * calls
    gc.collect()  # a transport left open would warn here, which fails the test
