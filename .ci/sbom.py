"""Print the bill of materials of what Détente requires to run, from its lock: CycloneDX 1.6, the same each time."""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)\s*(?:;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """Return what a lock pins: name, version, hashes of its files, licence where the package is installed."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pin := PIN.match(line):
            name, version, where = pin.groups()
            held: dict[str, Any] = {
                "type": "library", "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version,
                "purl": f"pkg:pypi/{name}@{version}", "licenses": licences(name), "hashes": [],
            }  # fmt: skip
            if where:
                held["properties"] = [{"name": "detente:marker", "value": where}]
            found.append(held)
        elif found:
            found[-1]["hashes"] += [{"alg": "SHA-256", "content": held} for held in HASH.findall(line)]
    return found


def licences(name: str) -> list[dict[str, Any]]:
    """Return the licence that a package names, as an expression or in words; nothing where it is not installed."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := told.get("License-Expression"):
        return [{"expression": expression}]
    classes = [word.rpartition(" :: ")[2] for word in told.get_all("Classifier") or [] if word.startswith("License ::")]
    words = classes or [(told.get("License") or "").strip().split("\n")[0]]
    return [{"license": {"name": word}} for word in words if word]


def bill(lock: str, version: str) -> dict[str, Any]:
    """Return the bill of materials of one lock; its number follows from what is in it, and it holds no time."""
    held = components(lock)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, version + lock)}",
        "metadata": {"component": {"type": "application", "bom-ref": "detente", "name": "detente", "version": version,
                                   "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": held,
        "dependencies": [{"ref": "detente", "dependsOn": sorted({part["bom-ref"] for part in held})}],
    }  # fmt: skip


if __name__ == "__main__":
    text = (ROOT / "src" / "detente" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(.+)"', text)
    json.dump(bill(LOCK.read_text(encoding="utf-8"), found[1] if found else "0"), sys.stdout, indent=1)
    sys.stdout.write("\n")
