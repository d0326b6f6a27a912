"""The command itself: its table of verbs, its start, its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente import __version__
from detente._optional import MissingExtra
from detente.case.fault import Fault, InputFaults, TooLarge
from detente.cli.main import VERBS, Verbs, cli
from detente.cli.refusal import Refused, within_limits
from detente.kernels.merge import FrontTooLarge
from detente.kernels.table import BlockTooLarge

SRC = Path(__file__).resolve().parents[2] / "src"
HEAVY = {"numpy", "numba", "scipy", "rich", "yaml", "ruamel", "pandas"}


def detente(*words: str, **more) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    child = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1", **more.pop("env", {})}
    call = [sys.executable, "-m", "detente", *words]
    return subprocess.run(call, env=child, capture_output=True, text=True, encoding="utf-8", check=False, **more)


def modules_after(*words: str) -> set[str]:
    """Return the packages that a verb loads."""
    code = (
        "import sys\nfrom detente.cli.main import cli\n"
        f"try:\n cli.main({list(words)!r}, prog_name='detente')\n"
        "except SystemExit:\n pass\n"
        "print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    child = {**os.environ, "PYTHONPATH": str(SRC)}
    done = subprocess.run([sys.executable, "-c", code], env=child, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.mark.parametrize("words", [["--help"], ["--version"], [], ["--completion", "zsh"], ["zon"]])
def test_what_needs_no_verb_imports_no_heavy_package(words):
    assert HEAVY & modules_after(*words) == set()


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_imports_no_heavy_package(verb):
    assert HEAVY & modules_after(verb, "--help") == set()


def test_the_help_imports_no_verb():
    done = detente("--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "detente.cli.main" in imported
    assert not {place.partition(":")[0] for place, _ in VERBS.values()} & imported


def test_the_help_lists_every_verb_on_one_line_each(runner):
    shown = runner.invoke(cli, ["--help"]).stdout
    wide = max(map(len, VERBS)) + 2
    for verb, (_, words) in VERBS.items():
        assert f"  {verb:<{wide}}{words}\n" in shown


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_the_table_has_a_command_with_help(runner, verb):
    command = cli.get_command(click.Context(cli), verb)
    own = command.table if isinstance(command, Verbs) else {"": ()}
    for subverb in own:
        done = runner.invoke(cli, [*filter(None, (verb, subverb)), "--help"])
        assert done.exit_code == 0, done.output
        assert "--json" in done.stdout


@pytest.mark.parametrize("columns", ["40", "60", "80", "110"])
@pytest.mark.parametrize("words", [[], *([verb] for verb in VERBS)])
def test_a_help_fits_the_screen(runner, words, columns):
    shown = runner.invoke(cli, [*words, "--help"], env={"COLUMNS": columns}).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_the_version_is_printed(runner):
    assert runner.invoke(cli, ["--version"]).stdout == f"detente {__version__}\n"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("zon", "did you mean 'zone'?"), ("ofers", "did you mean 'offers'?"), ("x", "verbs are demo, run")],
)
def test_an_unknown_verb_is_refused_with_the_nearest(runner, asked, hint):
    done = runner.invoke(cli, [asked])
    assert (done.exit_code, done.stdout) == (2, "")
    assert hint in done.stderr


def test_no_verb_shows_the_help_and_is_a_fault_of_use(runner):
    done = runner.invoke(cli, [])
    assert done.exit_code == 2
    assert "Verbs:" in done.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(runner, shell):
    done = runner.invoke(cli, ["--completion", shell])
    assert done.exit_code == 0
    assert "_DETENTE_COMPLETE" in done.stdout


def test_completion_offers_verbs_without_importing_them():
    done = detente(env={"_DETENTE_COMPLETE": "bash_complete", "COMP_WORDS": "detente z", "COMP_CWORD": "1"})
    assert done.stdout.split() == ["plain,zone"]


def test_completion_of_another_shell_is_refused(runner):
    assert runner.invoke(cli, ["--completion", "tcsh"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputFaults("a.yaml", (Fault("title", 3, "missing", "add it"),)), 1),
        (TooLarge("too many combinations"), 3),
        (MissingExtra("pandas", "frames"), 4),
        (KeyboardInterrupt(), 130),
        (Refused("no"), 1),
    ],
)
def test_a_refusal_is_words_on_stderr_and_an_exit_code(runner, monkeypatch, error, code):
    @click.command()
    def broken() -> None:
        raise error

    monkeypatch.setattr("detente.cli.check.check", broken)
    done = runner.invoke(cli, ["check"])
    assert (done.exit_code, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr
    assert str(error) in done.stderr


@pytest.mark.parametrize("error", [ValueError("a bug"), ImportError("a broken package"), KeyError("a bug")])
def test_an_error_of_the_program_is_not_hidden(runner, monkeypatch, error):
    @click.command()
    def broken() -> None:
        raise error

    monkeypatch.setattr("detente.cli.check.check", broken)
    done = runner.invoke(cli, ["check"])
    assert done.exception is error


@pytest.mark.parametrize("kind", [FrontTooLarge, BlockTooLarge])
def test_a_question_beyond_the_limits_is_exit_code_3(kind):
    with pytest.raises(Refused, match="not answered within the limits: too big") as caught, within_limits():
        raise kind("too big")
    assert caught.value.exit_code == 3


def test_a_caller_may_keep_the_exceptions():
    with pytest.raises(click.UsageError):
        cli.main(["zon"], standalone_mode=False)


def test_the_command_is_python_dash_m_detente_too():
    done = detente("--version")
    assert (done.returncode, done.stdout) == (0, f"detente {__version__}\n")
