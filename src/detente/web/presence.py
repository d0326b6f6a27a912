"""Whether the client of a request is still there: work for one that has gone away stops."""

from __future__ import annotations

import asyncio
import threading

from detente.web.guard import App, Message, Receive, Scope, Send
from detente.web.jobs import GONE


class Presence:
    """A layer that listens, once a request is read, for its client going away (`jobs.GONE`).

    A browser that asks anew drops the connection of what it asked before.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with somebody at the door."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        gone = threading.Event()
        watchers: list[asyncio.Task[None]] = []

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                gone.set()
            elif not message.get("more_body") and not watchers:
                watchers.append(asyncio.create_task(_watch(receive, gone)))
            return message

        before = GONE.set(gone)
        try:
            await self.app(scope, heard, send)
        finally:
            GONE.reset(before)
            for watcher in watchers:
                watcher.cancel()


async def _watch(receive: Receive, gone: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()
