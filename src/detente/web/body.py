"""Bodies of requests: strict JSON of a bounded size, read once before anything is made of it."""

from __future__ import annotations

from detente.case.fault import InputFaults
from detente.formats.json_text import document
from detente.web.guard import SAFE, App, Message, Receive, Scope, Send, dismissed, too_large
from detente.web.problems import Problem, told
from detente.web.settings import MOST_BYTES

UNREADABLE = 400


class StrictBody:
    """A layer that refuses a body that is too large, whatever its length said, and one that is no strict JSON.

    The reader of the framework would take the last of two values under one key, and read NaN as a number.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its whole body, or refuse it."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        last = await _whole(receive)
        if last.get("more_body"):
            await dismissed(told(too_large()), scope, receive, send)
            return
        if wrong := _wrong(last.get("body", b"")):
            await told(wrong)(scope, receive, send)
            return
        first: list[Message] = [last]

        async def replayed() -> Message:
            return first.pop() if first else await receive()

        await self.app(scope, replayed, send)


async def _whole(receive: Receive) -> Message:
    """Return a message with all of a body in it, or, if it is too large, as much as shows that, and more to come.

    A client that goes away meanwhile is passed on as such.
    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if not message.get("more_body") or len(body) > MOST_BYTES:
            return {"type": "http.request", "body": bytes(body), "more_body": message.get("more_body", False)}


def _wrong(body: bytes) -> Problem | None:
    """Return why a body is refused; None where it is read."""
    if len(body) > MOST_BYTES:
        return too_large()
    try:
        if body:
            document(body, file="", most=MOST_BYTES)
    except InputFaults as error:
        return Problem(UNREADABLE, "request", f"the body of the request: {error.faults[0].message}")
    return None
