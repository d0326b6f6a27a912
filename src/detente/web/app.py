"""The server put together: routes, refusals, compression, and the door around them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

import detente
from detente.kernels.cache import SEARCH
from detente.kernels.warm import load
from detente.ledger.store import Store
from detente.report.bundle import FOLDER
from detente.web.body import StrictBody
from detente.web.guard import Guard
from detente.web.jobs import Jobs
from detente.web.presence import Presence
from detente.web.problems import REFUSABLE, UNFIT, Problem, problem_of, told
from detente.web.routes import (
    answers,
    cases,
    compare,
    consequences,
    evidence,
    files,
    forecasts,
    keeping,
    parties,
    preferences,
    reports,
    scenarios,
)
from detente.web.settings import Settings
from detente.web.shelf import Shelf
from detente.web.state import State

ROUTERS = (
    files.router,
    cases.router,
    keeping.router,
    preferences.router,
    answers.router,
    scenarios.router,
    consequences.router,
    parties.router,
    compare.router,
    evidence.router,
    forecasts.router,
    reports.router,
)
SMALLEST_PACKED, PACKING = 1_000, 5
"""Bytes from which an answer is packed, and how hard: a few per cent more bytes for a third of the time."""
THREADS = 200
"""Requests at hand at once. A question that waits its turn holds a thread, and by default the 41st would wait for one:
a few pages opened together ask as much, and a moving slider of any of them would stand still."""
KINDS = {401: "token", 404: "missing", 405: "method"}
REFUSAL: dict[str, Any] = {
    "description": "Refused: `error` holds kind, message, and the faults of a file.",
    "content": {"application/json": {"schema": {"type": "object", "required": ["error"]}}},
}
STATUSES: dict[int | str, dict[str, Any]] = {
    status: REFUSAL for status in (400, 401, 403, 404, 409, 413, 421, 422, 428)
}


def application(settings: Settings, store: Store) -> FastAPI:
    """Return the server of one folder and one ledger."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        app.state.detente = State(Shelf(settings, store), Jobs())
        current_default_thread_limiter().total_tokens = THREADS
        # Until the machine code is at hand the plain twin answers; nobody waits for a compiler, or for its import.
        Thread(target=load, args=(SEARCH,), daemon=True).start()
        yield

    app = FastAPI(
        title="Détente", version=detente.__version__, lifespan=lifespan, responses=STATUSES,
        docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        summary="Cases, answers and the ledger of one analyst, on this machine alone.",
    )  # fmt: skip
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/app", StaticFiles(directory=FOLDER, html=True), name="app")
    app.add_api_route("/", _to_the_app, include_in_schema=False)
    app.add_api_route("/health", _health, tags=["server"], summary="Say that the server is there.")
    for kind in REFUSABLE:
        app.add_exception_handler(kind, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _unknown)
    app.add_middleware(Presence)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED, compresslevel=PACKING)
    app.add_middleware(StrictBody)
    app.add_middleware(Guard, settings=settings)
    return app


def _to_the_app() -> RedirectResponse:
    return RedirectResponse("/app/")


def _health() -> dict[str, str]:
    return {"name": "detente", "version": detente.__version__}


async def _refused(request: Request, error: Exception) -> JSONResponse:
    del request
    return told(problem_of(error))


async def _unfit(request: Request, error: Exception) -> JSONResponse:
    """Say what of a request does not fit, and where."""
    del request
    assert isinstance(error, RequestValidationError)
    rows = [f"{'.'.join(map(str, row['loc']))}: {row['msg']}" for row in error.errors()]
    return told(Problem(UNFIT, "request", "; ".join(rows[:5]) or "the request cannot be read"))


async def _unknown(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    what = f"{request.method} {request.url.path}: {str(error.detail).lower()}"
    return told(Problem(error.status_code, KINDS.get(error.status_code, "request"), what))
