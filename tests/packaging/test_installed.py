"""The wheel answers where nothing of the workshop is; the workflows say what they must."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel unpacked as an installer does, away from the checkout."""
    pytest.importorskip("hatchling", reason="hatchling is not installed, so no wheel can be built offline")
    folder = tmp_path_factory.mktemp("installed")
    _done("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"))
    wheel = next((folder / "dist").glob("*.whl"))
    _done("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder / "site"), str(wheel))
    return folder


def _done(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def asked(installed: Path, *words: str) -> str:
    """Return what the installed package prints, called away from the checkout."""
    held = {**os.environ, "PYTHONPATH": str(installed / "site")}
    command = [sys.executable, "-m", "detente", *words]
    done = subprocess.run(command, cwd=installed, env=held, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_wheel_answers_from_its_own_files(installed: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import detente; print(detente.__file__)"], cwd=installed, text=True, check=True,
        capture_output=True, env={**os.environ, "PYTHONPATH": str(installed / "site")},
    ).stdout  # fmt: skip
    assert Path(where.strip()).is_relative_to(installed)
    assert json.loads(asked(installed, "zone", "miami", "--json"))["settlements"]["zone"]["value"] > 0
    assert "miami" in asked(installed, "check", "miami")


def test_a_report_of_the_installed_wheel_holds_the_app(installed: Path) -> None:
    asked(installed, "new", "mine")  # few draws of two parties are worked out without waiting for a compiler
    asked(installed, "report", "mine.yaml", "--draws", "20", "-o", "report.html")
    text = (installed / "report.html").read_text(encoding="utf-8")
    assert "<script" in text
    assert len(text) < 3_000_000


def test_a_release_is_tested_checked_and_published_without_a_kept_key() -> None:
    jobs = yaml.safe_load((WORKFLOWS / "release.yml").read_text(encoding="utf-8"))["jobs"]
    steps = {name: " ".join(str(step) for step in job["steps"]) for name, job in jobs.items()}
    assert ".ci/run" in steps["build"] and "hatchling build" in steps["build"] and "pip-audit" in steps["build"]
    assert (
        jobs["check"]["needs"] == "build" and "pip install dist" in steps["check"] and "detente demo" in steps["check"]
    )
    assert jobs["publish"]["needs"] == "check" and jobs["publish"]["permissions"] == {"id-token": "write"}
    assert "password" not in steps["publish"] and "secrets." not in json.dumps(jobs)


def test_the_bill_of_materials_is_made_with_what_is_published_and_attached_to_the_release() -> None:
    jobs = yaml.safe_load((WORKFLOWS / "release.yml").read_text(encoding="utf-8"))["jobs"]
    build = jobs["build"]["steps"]
    (made,) = (k for k, step in enumerate(build) if "run.py sbom" in step.get("run", ""))
    (told,) = (k for k, step in enumerate(build) if ".ci/run" in step.get("run", ""))
    assert told < made, "licences are told of packages that are installed"
    kept = {step["with"]["name"]: step["with"]["path"] for step in build[made:] if "upload-artifact" in str(step)}
    assert kept == {"dist": "dist/", "bill": "bill/"}, "what lies in dist is published as a package"
    assert (jobs["attach"]["needs"], jobs["attach"]["permissions"]) == ("publish", {"contents": "write"})
    had = [step["with"]["name"] for step in jobs["attach"]["steps"] if "download-artifact" in str(step)]
    assert had == ["dist", "bill"]
    assert "gh release upload" in jobs["attach"]["steps"][-1]["run"]
    assert [name for name, job in jobs.items() if "contents" in job.get("permissions", {})] == ["attach"]


def test_every_workflow_starts_with_the_least_rights() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}, path.name
