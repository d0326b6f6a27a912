"""Run Détente from a fresh checkout.

usage: python3 run.py WORD [...]

  demo     answer the flagship case and print one page
  test     run every test and check of the house (further words go to pytest)
  lint     run the checks of the house alone
  docs     build the documentation into site/, to be opened in a browser; a warning stops it
  fuzz     feed damaged files to every reader: [--minutes M | --cases N] [--parser NAME] [--seed S]
  sbom     print the bill of materials of what is required to run, as CycloneDX
  bench    time the work against its bounds and peers; writes benchmarks/results.md
  WORD     anything else is a word of the command line: python3 run.py check case.yaml

The first run makes an environment in .venv; later runs use it.
"""

# Standard library only, and parseable by Python 3.8: an older Python must get as far as the refusal in `main`.
from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

if sys.version_info >= (3, 9):
    from collections.abc import Iterator
else:
    from typing import Iterator

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock", "bench": "requirements-bench.lock"}
LEVELS = {"test": "test", "lint": "test", "docs": "test", "fuzz": "test", "bench": "bench"}
SIZES = {
    "run": "120 MB to download, 520 MB on disk",
    "test": "480 MB to download, 1.7 GB on disk",
    "bench": "330 MB to download, 1.2 GB on disk",
}
SOURCE_ONLY = (
    "stringcase"  # the one locked package that is published as source alone; the peer of the benchmarks needs it
)
CALLED = "python3 run.py"
OWNER = "made-by-run-py"  # in the environment's folder: what lacks it is somebody else's and is left alone


class Stop(Exception):
    """The environment cannot be made; the message is one line that says what to do."""


def main(words: list[str]) -> int:
    """Make or find the environment, then hand over to what was asked for."""
    if sys.version_info < OLDEST:
        say(refusal())
        return 2
    if not words or words[0] in ("-h", "--help", "help"):
        (print if words else say)(__doc__.strip())
        return 0 if words else 2
    word, rest = words[0], words[1:]
    try:
        python = environment(LEVELS.get(word, "run"))
    except Stop as stop:
        say(str(stop))
        return 2
    except OSError as error:
        say(f"the environment cannot be made: {error}")
        return 2
    except KeyboardInterrupt:
        say("stopped; the half-made environment is made anew next time")
        return 130
    if word in LEVELS:
        os.chdir(str(ROOT))
    child = child_environment()
    if word not in LEVELS:
        child["DETENTE_CALLED"] = CALLED  # what a page tells its reader to type
    return hand_over([str(python), *command(word, rest)], child)


def refusal() -> str:
    """Say in one line that this Python is too old, and name a newer one if there is one."""
    from shutil import which

    have = ".".join(str(part) for part in sys.version_info[:3])
    newer = next((name for name in ("python3.13", "python3.12", "python3.11") if which(name)), None)
    remedy = f"try: {newer} run.py" if newer else "install one, or use uv: uv run --python 3.12 run.py"
    return f"Détente needs Python 3.11 or newer; this is {have} ({sys.executable}); {remedy}"


def command(word: str, rest: list[str]) -> list[str]:
    """Return the words that follow the environment's Python."""
    if word == "test":
        return ["-m", "pytest", "-q", *workers(), *rest]
    if word == "lint":
        return ["-m", "pytest", "-q", *workers(), "tests/test_house.py", *rest]
    if word == "docs":
        return ["-m", "mkdocs", "build", "--strict", *rest]
    if word == "sbom":
        return [str(ROOT / ".ci" / "sbom.py"), *rest]
    if word == "fuzz":
        return ["-m", "tests.fuzz", *rest]
    if word == "bench":
        return ["-m", "benchmarks", *rest]
    return ["-m", "detente", word, *rest]


def workers() -> list[str]:
    """Return pytest's options for the cores that this machine has, at most four."""
    cores = min(4, os.cpu_count() or 1)
    return ["-n", str(cores), "--dist", "worksteal"] if cores > 1 else []


def child_environment() -> dict[str, str]:
    """Return the variables for the child: byte code may be written, the reference data beside the checkout is found."""
    child = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    if not child.get("HOME", "unset"):
        del child["HOME"]
    if os.name == "posix" and not child.get("HOME") and not child.get("XDG_CACHE_HOME"):
        child.setdefault("DETENTE_HOME", str(ROOT / ".venv" / "home"))
    child.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of its theme, not a fault of the pages
    beside = ROOT.parent / "shared" / "data"
    if beside.is_dir():
        child.setdefault("DETENTE_REFERENCE_DATA", str(beside))
    return child


def hand_over(words: list[str], child: dict[str, str]) -> int:
    """Run the words in place of this process where the system can, else as a child, and pass its exit code on."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(words[0], words, child)
    import subprocess

    try:
        return subprocess.call(words, env=child)
    except KeyboardInterrupt:
        return 130


# The environment


def environment(level: str) -> Path:
    """Return the Python of an environment that holds what `level` needs; make it when there is none."""
    places = (ROOT / ".venv", ROOT / ".venv-run", cache_place())
    ready = next((place for place in places if is_ready(place, level)), None)
    return python_of(ready or build(level, *places))


def build(level: str, usual: Path, second: Path, cached: Path) -> Path:
    """Make the environment in the first place that may be written to, unless another run has just done so."""
    writable = can_write(ROOT)
    if not writable:
        private_folder(cached.parent)
        say(f"{ROOT} cannot be written to; the environment goes to {cached}")
    with one_at_a_time((usual if writable else cached).with_suffix(".lock")):
        place = cached if not writable else usual if is_ours(usual) else second
        if not is_ready(place, level):
            make(place, level)
    return place


def make(place: Path, level: str) -> None:
    """Build the environment and write its mark last, so that a half-made one is never taken for a whole one."""
    began = time.monotonic()
    say(f"making the environment in {place} (once; about {SIZES[level]})")
    if not is_ready(place, "run"):
        clear(place)
    install(place, level)
    compile_all(place)
    say("compiling the kernels (once; about twenty seconds)")
    call([str(python_of(place)), "-m", "detente.kernels.warm"])
    for made in ("run", level):
        (place / ("ready-" + made)).write_text(key(made), encoding="utf-8")
    say(f"ready after {time.monotonic() - began:.0f} s")


def install(place: Path, level: str) -> None:
    """Install the locked packages and this checkout, by the first way that works here."""
    from importlib.util import find_spec
    from shutil import which

    uv = which(os.environ.get("UV") or "uv")
    has_pip, has_ensurepip = find_spec("pip") is not None, find_spec("ensurepip") is not None
    if not (uv or has_ensurepip or has_pip):
        raise Stop("this Python has no ensurepip and no pip: run `apt install python3-venv`, or put uv on the PATH")
    if uv:
        try:
            install_with_uv(uv, place, level)
            return
        except Stop as stop:
            if not (has_ensurepip or has_pip):
                raise
            say(f"{stop}; trying pip")
            clear(place)
    install_with_pip(place, level, has_ensurepip)


def install_with_uv(uv: str, place: Path, level: str) -> None:
    """Make and fill the environment with uv."""
    python = str(python_of(place))
    if not python_of(place).exists():
        call([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(place)])
    pip = [uv, "pip", "install", *quiet(), "--python", python]
    call([*pip, "--compile-bytecode", *binaries(level), "-r", str(ROOT / LOCKS[level])])
    call([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def install_with_pip(place: Path, level: str, has_ensurepip: bool) -> None:
    """Make and fill the environment with venv and pip; without ensurepip the pip of this Python works on it."""
    python = str(python_of(place))
    if not python_of(place).exists():
        call([sys.executable, "-m", "venv", *([] if has_ensurepip else ["--without-pip"]), str(place)])
    pip = [python, "-m", "pip"] if has_ensurepip else [sys.executable, "-m", "pip", "--python", python]
    pip += ["install", *quiet(), "--no-compile", "--disable-pip-version-check"]
    call([*pip, *binaries(level), "-r", str(ROOT / LOCKS[level])])
    call([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def binaries(level: str) -> list[str]:
    """Return the option that lets nothing be built here, but for the one package that must be."""
    return ["--only-binary", ":all:", *(["--no-binary", SOURCE_ONLY] if level == "bench" else [])]


def compile_all(place: Path) -> None:
    """Compile to byte code once, on all cores: a start with cold sources is two to three times slower."""
    import subprocess

    packages = next(iter(place.glob("lib/python3*/site-packages")), place / "Lib" / "site-packages")
    # A file that this Python cannot compile is never imported, so the exit code says nothing.
    subprocess.call(
        [str(python_of(place)), "-m", "compileall", "-q", "-q", "-j", "0", str(packages), str(ROOT / "src")],
        stdout=sys.stderr,
        env=child_environment(),
    )


def call(words: list[str]) -> None:
    """Run an installer with its words on stderr; stop when it fails."""
    import subprocess

    code = subprocess.call(words, stdout=sys.stderr, env=child_environment(), cwd=str(ROOT))
    if code:
        shown = " ".join([Path(words[0]).name, *words[1:4]])
        raise Stop(f"`{shown} ...` failed with exit code {code}; its own words are above")


def quiet() -> list[str]:
    """Return the option that keeps installers silent where nobody watches."""
    return [] if sys.stderr.isatty() else ["--quiet"]


# Where it is and whether it is whole


def python_of(place: Path) -> Path:
    """Return the path of the environment's Python."""
    return place / "Scripts" / "python.exe" if os.name == "nt" else place / "bin" / "python"


def key(level: str) -> str:
    """Return the hash of all that the environment was made from; it changes when the checkout is moved."""
    digest = hashlib.sha256("\n".join([sys.version, sys.base_prefix, str(ROOT)]).encode("utf-8"))
    for name in ("pyproject.toml", LOCKS[level]):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(place: Path, level: str) -> bool:
    """Tell whether the environment was finished and nothing has changed since."""
    try:
        if hasattr(os, "getuid") and place.stat().st_uid not in (os.getuid(), ROOT.stat().st_uid):
            return False  # another user's, as in a shared temporary folder: never run what is in it
        return (place / ("ready-" + level)).read_text(encoding="utf-8") == key(level) and python_of(place).exists()
    except OSError:
        return False


def is_ours(place: Path) -> bool:
    """Tell whether the folder is free or was made here; an environment that somebody else made is left alone."""
    return not place.exists() or (place.is_dir() and ((place / OWNER).exists() or not any(place.iterdir())))


def clear(place: Path) -> None:
    """Empty the folder; its mark goes in first and stays, so that one half emptied is still known as made here."""
    from shutil import rmtree

    place.mkdir(parents=True, exist_ok=True)
    (place / OWNER).write_text("run.py makes this folder anew whenever it must\n", encoding="utf-8")
    for path in place.iterdir():
        if path.is_dir() and not path.is_symlink():
            rmtree(str(path))
        elif path.name != OWNER:
            path.unlink()


def can_write(folder: Path) -> bool:
    """Tell whether a file can be made in the folder, by making one."""
    from tempfile import TemporaryFile

    try:
        with TemporaryFile(dir=str(folder)):
            return True
    except OSError:
        return False


def cache_place() -> Path:
    """Return the folder under the user's cache for a checkout that cannot be written to."""
    name = "venv-" + hashlib.sha256(str(ROOT).encode("utf-8")).hexdigest()[:12]
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if not home and (os.environ.get("HOME") or os.environ.get("USERPROFILE")):
        home = os.path.join(os.path.expanduser("~"), ".cache")
    if home and os.path.isabs(home) and can_make(Path(home)):
        return Path(home) / "detente" / name
    from tempfile import gettempdir

    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(gettempdir()) / f"detente-{user}" / name


def can_make(folder: Path) -> bool:
    """Tell whether the folder, or the nearest one above it that exists, can be written to."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return os.access(str(nearest), os.W_OK | os.X_OK)


def private_folder(folder: Path) -> None:
    """Make the folder for this user alone; refuse one that another user made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise Stop(f"{folder} belongs to another user; set XDG_CACHE_HOME to a folder of yours")


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other run builds here. The lock belongs to the process, so that a killed run leaves none."""
    with path.open("a") as file:
        waiting = False
        while not try_lock(file.fileno()):
            if not waiting:
                say("another run is making the environment; waiting for it")
                waiting = True
            time.sleep(0.2)
        yield


def try_lock(file: int) -> bool:
    """Take the lock if it is free. A file system without locks counts as free."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def say(words: str) -> None:
    """Print a line for the reader; what a program reads goes to stdout and comes from the child alone."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
