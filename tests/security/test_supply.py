"""What is installed beside the program: few packages, pinned to hashes, listed with their licences."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software|MPL|Mozilla|Zlib|ISC|CC0|Unlicense|0BSD", re.IGNORECASE)


def sbom() -> Any:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_has_a_version_and_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert len(entries) > 10
    for entry in entries:
        head, *hashes = entry.split("\n")
        assert re.match(r"[a-z0-9._-]+(\[[^\]]+\])?==[^\s;]+( ;.*)? \\$", head), head
        assert hashes, head
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes), head


def test_what_is_required_is_in_the_lock_and_is_little() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [re.match(r"[a-z0-9.-]+", line, re.IGNORECASE)[0].replace(".", "-") for line in project["dependencies"]]  # type: ignore[index]
    pinned = {
        part["name"].replace(".", "-")
        for part in sbom().components(LOCKS[0].with_name("requirements.lock").read_text())
    }
    assert set(required) <= pinned
    assert len(required) <= 12
    assert len(pinned) <= 45


def test_the_bill_of_materials_has_the_fields_of_its_standard_and_is_the_same_each_time() -> None:
    words = [sys.executable, str(ROOT / ".ci" / "sbom.py")]
    first, second = (subprocess.run(words, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    held = json.loads(first)
    assert (held["bomFormat"], held["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", held["serialNumber"])
    assert isinstance(held["version"], int)
    assert held["metadata"]["component"]["name"] == "detente"
    refs = [part["bom-ref"] for part in held["components"]]
    for part in held["components"]:
        assert part["type"] == "library"
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" == part["bom-ref"]
        assert part["hashes"]
        assert all(row["alg"] == "SHA-256" and re.fullmatch("[0-9a-f]{64}", row["content"]) for row in part["hashes"])
    assert set(held["dependencies"][0]["dependsOn"]) == set(refs)


def test_every_package_that_is_required_is_free() -> None:
    for part in sbom().components((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        told = [row.get("expression") or row["license"]["name"] for row in part["licenses"]]
        assert not told or any(FREE.search(word) for word in told), part["name"]
        assert not any(re.search(r"\bA?GPL|SSPL|proprietary", word) for word in told), part["name"]


def test_what_is_required_is_looked_up_for_known_weaknesses_before_a_release() -> None:
    release = ROOT / ".github" / "workflows" / "release.yml"
    if not release.exists():
        pytest.skip("no release workflow stands in this checkout")
    assert "pip-audit --require-hashes" in release.read_text(encoding="utf-8")
