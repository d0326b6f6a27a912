"""The server against its own description: any request that the schema allows, and many that it does not."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.app import application
from detente.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
positive_data_acceptance = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance
"""Left out: a text that fits the schema may still be no case, and is refused."""
HEADERS = {"Authorization": "Bearer key", "Host": "127.0.0.1:8765"}
SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Generator[Any]:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    held = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(held.ledger, create=True) as store:
        app = application(held, store)
        with TestClient(app):
            yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)


def test_no_request_meets_a_server_error_or_an_undocumented_status(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 15
    for operation in operations:

        @given(operation.as_strategy())
        @settings(
            max_examples=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        )
        def meets(case: Any) -> None:
            if isinstance(case.body, dict) and isinstance(case.body.get("draws"), int):
                case.body["draws"] = min(case.body["draws"], 30)
            case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance])

        meets()
