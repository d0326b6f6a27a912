"""The page of the verb `schema`: the schema itself, so that a file of it is one that editors read."""

from __future__ import annotations

import json
from typing import Any

from detente.report.screen import Look


def schema_page(found: dict[str, Any], look: Look) -> str:
    """Return the schema that was asked for as JSON in ASCII, whatever the look."""
    del look
    (schema,) = found.values()
    return json.dumps(schema, indent=1)
