"""What the program's own code never does: run text, load pickles, start a shell, reach out, take plugins unasked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "detente"
FILES = sorted(SRC.rglob("*.py"))
NEVER_IMPORTED = {
    "pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "dbm", "code", "codeop",
    "pty", "xml.etree", "xml.etree.ElementTree", "xml.dom", "xml.dom.minidom", "xml.sax", "lxml", "urllib.request",
    "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib", "pkg_resources", "ctypes",
    "cffi",
}  # fmt: skip
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execve", "os.spawnl",
    "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "pickle.loads", "np.loadtxt",
    "pandas.read_pickle", "tempfile.mktemp", "zipfile.ZipFile.extractall", "shutil.unpack_archive",
    "subprocess.getoutput", "subprocess.call", "importlib.metadata.entry_points", "entry_points",
    "socket.create_connection",
}  # fmt: skip
ALLOWED = {
    ("kernels/warm.py", "subprocess"): "starts this Python anew to compile kernels, with words of its own",
    ("scenarios/aside.py", "subprocess"): "starts this Python anew for half of a run; all goes as text, by pipes",
    ("web/command.py", "socket"): "listens on this machine alone",
}
"""Module and package -> why it may."""
EXCEPTIONS = {
    "evidence/reading/tables.py": "yaml.load with the safe loader, of a file that ships",
    "formats/write.py": "ruamel's round trip, of text that the strict reader has read",
}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def test_nothing_that_loads_code_or_reaches_out_is_imported() -> None:
    found = {(name(path), module) for path in FILES for module in imported(path) if module in NEVER_IMPORTED}
    assert found == set()


def test_no_text_is_run() -> None:
    found = {(name(path), call) for path in FILES for call, _ in called(path) if call in NEVER_CALLED}
    assert found == set()


@pytest.mark.parametrize("package", ["subprocess", "socket"])
def test_processes_and_sockets_are_where_they_belong(package: str) -> None:
    assert {name(path) for path in FILES if package in {*imported(path)}} == {
        at for at, what in ALLOWED if what == package
    }


def test_no_process_is_started_through_a_shell() -> None:
    for path in FILES:
        for call, node in called(path):
            assert not any(key.arg == "shell" for key in node.keywords), f"{name(path)}: {call}"


def test_yaml_is_loaded_by_safe_loaders_alone() -> None:
    loads = {name(path) for path in FILES for call, _ in called(path) if call in ("yaml.load", "YAML.load")}
    assert loads <= set(EXCEPTIONS)
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("UnsafeLoader", "FullLoader", "yaml.Loader", "CLoader)")), name(path)


def test_arrays_are_read_without_objects_and_say_so() -> None:
    for path in FILES:
        for call, node in called(path):
            said = [ast.unparse(key.value) for key in node.keywords if key.arg == "allow_pickle"]
            wanted = ["False"] if call in ("np.load", "numpy.load") else []
            assert said in (wanted, ["False"]), f"{name(path)}: {call}"


def test_files_of_archives_are_never_laid_out() -> None:
    for path in FILES:
        assert not any(call.endswith((".extract", ".extractall")) for call, _ in called(path)), name(path)


def test_kernels_keep_their_code_in_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from detente.kernels import cache

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    folder = next(getattr(cache, key) for key in ("folder", "cache_folder", "place") if hasattr(cache, key))
    assert Path(folder()).is_relative_to(tmp_path / "cache")
