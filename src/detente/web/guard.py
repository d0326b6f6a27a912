"""The door: who may ask, how much, and what a browser may do with the answer.

A page of another site cannot ask: its Host after rebinding a name, or its Origin, is not ours, and it does not know the
token. The token comes once in the address that the command prints, and stays in a cookie that no script can read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response

from detente.web.problems import Problem, told
from detente.web.settings import MOST_BYTES, Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "detente"
OPEN_TO_ALL = ("/health",)
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_DROPPED, LONGEST = 10 * MOST_BYTES, 10.0
"""Bytes, and seconds, for which the rest of a refused request is read and dropped."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """The outermost layer of the server."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if (refused := self._refusal(scope, headers)) and _announces(headers):
            await dismissed(refused, scope, receive, _sealed(send), coming="expect" not in headers)
            return
        await (refused or self._entrance(scope) or self.app)(scope, receive, _sealed(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is refused: not meant for us, from another site, without the token, or too large."""
        if headers.get("host", "") not in self.settings.hosts:
            return told(Problem(421, "host", "this server answers to its own address alone"))
        origin = headers.get("origin")
        if origin is not None and origin not in self.settings.origins:
            return told(Problem(403, "origin", "pages of other sites may not ask"))
        if not (length := headers.get("content-length", "0")).isdigit() or int(length) > MOST_BYTES:
            return told(too_large())
        if scope["path"] in OPEN_TO_ALL or self._knows(scope, headers):
            return None
        message = "open the address that `detente serve` printed: it holds the key to this server"
        return told(Problem(401, "token", message))

    def _knows(self, scope: Scope, headers: Headers) -> bool:
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        held = (shown if scheme == "Bearer" else "", _cookie(headers), *_asked(scope))
        return any(_same(one, self.settings.token) for one in held)

    def _entrance(self, scope: Scope) -> Response | None:
        """Return the way in for the printed address: the token goes from the address into a cookie."""
        if scope["method"] not in SAFE or not _asked(scope):
            return None
        query = {key: values for key, values in parse_qs(scope["query_string"].decode()).items() if key != "token"}
        rest = urlencode(query, doseq=True)
        answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(COOKIE, self.settings.token, httponly=True, samesite="strict", path="/")
        return answer


def too_large() -> Problem:
    """Return the refusal of a request that is larger than any that can be meant."""
    return Problem(413, "limits", f"the request has more than {MOST_BYTES // 1_000_000} MB")


async def dismissed(answer: Response, scope: Scope, receive: Receive, send: Send, *, coming: bool = True) -> None:
    """Refuse a request with a body: answer at once, drop a bounded part of what is still coming, let the client go.

    A connection that is closed on what it has not read is reset, and then most clients never see the answer. Nothing is
    coming from a client that waits for a word to send its body.
    """
    answer.headers["Connection"] = "close"

    async def unfinished(message: Message) -> None:
        await send({**message, "more_body": True} if message["type"] == "http.response.body" else message)

    await answer(scope, receive, unfinished)
    if coming:
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                await _dropped(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _dropped(receive: Receive) -> None:
    """Read what still comes of a body until it ends, the client goes, or it is more than anybody waits for."""
    left = MOST_DROPPED
    while left > 0:
        message = await receive()
        if not message.get("more_body"):
            return
        left -= len(message.get("body", b""))


def _announces(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _asked(scope: Scope) -> tuple[str, ...]:
    return tuple(parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", ()))


def _same(shown: str, token: str) -> bool:
    return compare_digest(shown.encode(), token.encode())


def _cookie(headers: Headers) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return held[COOKIE].value if COOKIE in held else ""


def _sealed(send: Send) -> Send:
    """Return what sends an answer with the headers that bind a browser."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sealed
