"""Who has gone away is not worked for any more."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from detente.web.guard import Message, Receive, Scope, Send
from detente.web.jobs import GONE, Jobs
from detente.web.presence import Presence
from detente.web.problems import Refused

SCOPE: Scope = {"type": "http"}


def asked(app: Any, *messages: Message) -> None:
    """Send a request's messages to an app behind the layer."""
    waiting = [*messages]

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        del message

    asyncio.run(Presence(app)(SCOPE, receive, send))


async def read(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass


def test_work_stops_once_its_client_has_gone() -> None:
    ends: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        await read(receive)
        await asyncio.sleep(0.01)
        with pytest.raises(Refused):
            await asyncio.to_thread(Jobs().answer, "a", lambda _: {"never": True})
        ends.append("stopped")

    body = {"type": "http.request", "body": b"{}", "more_body": True}
    asked(app, body, body | {"more_body": False}, {"type": "http.disconnect"})
    assert ends == ["stopped"]


def test_work_goes_on_while_its_client_is_there() -> None:
    answers: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        await read(receive)
        answers.append(await asyncio.to_thread(Jobs().answer, "a", lambda _: {"done": True}))

    asked(app, {"type": "http.request", "body": b"{}"})
    assert answers == [{"done": True}]
    assert GONE.get() is None
