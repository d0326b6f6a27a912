"""Parts of a sweep in a folder: one file per range of variants, whole or not at all, that says which sweep it is of.

Parquet where `pyarrow` is installed (``pip install "detente[sweeps]"``), else numpy's own npz, without pickles. A part
is written to a temporary name and renamed; what is torn or of another sweep is moved aside, never deleted.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from detente._optional import need

PARQUET, NPZ = "parquet", "npz"
EXTRA = "sweeps"
MARK = "detente.sweep"
HEAD = "sweep.json"
ASIDE = "aside"
NAME = re.compile(r"part-(\d{9})-(\d{9})\.(parquet|npz)")
TEMPORARY = ".part-"
Columns = Mapping[str, np.ndarray]
Labels = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A file with the variants ``low ... high - 1`` of a sweep."""

    path: Path
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of parts of the sweep with a digest; `labels` are those of the columns that hold codes."""

    path: Path
    digest: str
    kind: str
    labels: Labels


class OtherSweep(ValueError):
    """A folder that holds another sweep; the message names what to do."""


class Unplaced(ValueError):
    """A folder that cannot be made or written to."""


def best_kind() -> str:
    """Return the kind of file that parts are written in here."""
    return PARQUET if find_spec("pyarrow") else NPZ


def opened(path: Path, digest: str, about: Mapping[str, Any], labels: Labels) -> Folder:
    """Return a folder for the parts of a sweep, made where it is missing, with a page `sweep.json` about the sweep.

    Raises
    ------
    OtherSweep
        When it holds another sweep, or files that are none.
    Unplaced
        When it cannot be made or written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        head, others = path / HEAD, [*os.scandir(path)]
        if not head.exists() and any(not entry.name.startswith(TEMPORARY) for entry in others):
            raise OtherSweep(f"{path} holds files and no sweep; choose a new or an empty folder")
        held = _about(head) if head.exists() else {"digest": digest, "parts": best_kind()}
        if held.get("digest") != digest:
            raise OtherSweep(
                f"{path} holds another sweep: {_difference(held, about)}; choose another folder, or remove it"
            )
        if not head.exists():
            _write(head, json.dumps({"schema": f"{MARK}.folder/1", **held, **about}, indent=1).encode())
        for entry in others:
            if entry.name.startswith(TEMPORARY):
                os.unlink(entry.path)
    except OSError as error:
        raise Unplaced(f"cannot write to {path}: {(error.strerror or str(error)).lower()}") from error
    return Folder(path, digest, str(held["parts"]), labels)


def _about(head: Path) -> dict[str, Any]:
    try:
        held = json.loads(head.read_bytes())
    except ValueError:
        held = None
    if not isinstance(held, dict) or held.get("parts") not in (PARQUET, NPZ):
        raise OtherSweep(f"{head} is not the page of a sweep; choose another folder")
    return held


def _difference(held: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return in words what two sweeps differ in."""
    found = [name for name, value in about.items() if held.get(name) != value]
    if len(found) < 2:
        return f"its {found[0] if found else 'hash'} differs"
    return f"its {', '.join(found[:-1])} and {found[-1]} differ"


def kept(folder: Folder) -> tuple[list[tuple[Part, dict[str, np.ndarray]]], list[str]]:
    """Return the parts that are there with their columns, by range, and what was moved aside, with the reason."""
    found: list[tuple[Part, dict[str, np.ndarray]]] = []
    told: list[str] = []
    for entry in sorted(os.scandir(folder.path), key=lambda entry: entry.name):
        named = NAME.fullmatch(entry.name)
        if named is None:
            continue
        part = Part(Path(entry.path), int(named[1]), int(named[2]))
        held = _held(folder, part)
        if not isinstance(held, str) and found and part.low < found[-1][0].high:
            held = "overlaps another part"
        if isinstance(held, str):
            told.append(f"{entry.name} {held}: moved to {_moved_aside(folder, part.path)}")
        else:
            found.append((part, held))
    return found, told


def _held(folder: Folder, part: Part) -> dict[str, np.ndarray] | str:
    """Return the columns of a part, or what is wrong with it."""
    try:
        if _stamp(part.path) != folder.digest:
            return "is of another sweep"
        columns = read(folder, part)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return "is torn"
    whole = {column.size for column in columns.values()} == {part.high - part.low}
    return columns if whole else "is torn"


def _moved_aside(folder: Folder, path: Path) -> str:
    aside = folder.path / ASIDE
    aside.mkdir(exist_ok=True)
    place = next(p for k in range(1_000_000) if not (p := aside / f"{path.name}.{k}").exists())
    os.replace(path, place)
    return f"{ASIDE}/{place.name}"


def save(folder: Folder, low: int, high: int, columns: Columns) -> Part:
    """Write a part whole or not at all."""
    path = folder.path / f"part-{low:09d}-{high:09d}.{folder.kind}"
    try:
        _write(path, (_parquet if folder.kind == PARQUET else _npz)(folder, columns))
    except OSError as error:
        raise Unplaced(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
    return Part(path, low, high)


def read(folder: Folder, part: Part) -> dict[str, np.ndarray]:
    """Return the columns of a part as they were saved: codes where they are labelled."""
    if part.path.suffix == f".{NPZ}":
        with np.load(part.path, allow_pickle=False) as held:
            return {name: held[name] for name in held.files if name != MARK}
    held = need("pyarrow.parquet", EXTRA).read_table(part.path, page_checksum_verification=True)
    return {name: _array(folder, name, held.column(name)) for name in held.column_names}


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _npz(folder: Folder, columns: Columns) -> bytes:
    stream = BytesIO()
    held: dict[str, Any] = {**columns, MARK: np.array(folder.digest)}
    np.savez(stream, **held)
    return stream.getvalue()


def _parquet(folder: Folder, columns: Columns) -> bytes:
    arrow, parquet = need("pyarrow", EXTRA), need("pyarrow.parquet", EXTRA)
    arrays = {name: _arrow(arrow, folder.labels.get(name), column) for name, column in columns.items()}
    table = arrow.table(arrays).replace_schema_metadata({MARK: folder.digest})
    stream = BytesIO()
    parquet.write_table(table, stream, write_page_checksum=True)
    return stream.getvalue()


def _arrow(arrow: Any, labels: Sequence[str] | None, column: np.ndarray) -> Any:
    if labels is None:
        return arrow.array(column)
    return arrow.DictionaryArray.from_arrays(arrow.array(column, mask=column < 0), arrow.array([*labels]))


def _array(folder: Folder, name: str, held: Any) -> np.ndarray:
    labels = folder.labels.get(name)
    if labels is None:
        return held.to_numpy()
    place = {label: code for code, label in enumerate(labels)}
    return np.array([-1 if label is None else place[label] for label in held.to_pylist()], dtype=np.int16)


def _stamp(path: Path) -> str:
    """Return the digest that a part carries; raises where there is none."""
    if path.suffix == f".{NPZ}":
        with np.load(path, allow_pickle=False) as held:
            return str(held[MARK])
    return need("pyarrow.parquet", EXTRA).read_metadata(path).metadata[MARK.encode()].decode()


def missing(size: int, parts: Iterable[Part]) -> list[tuple[int, int]]:
    """Return the ranges of ``0 ... size - 1`` that no part holds.

    Examples
    --------
    >>> missing(10, [Part(Path(), 2, 4), Part(Path(), 4, 7)])
    [(0, 2), (7, 10)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    for part in sorted(parts, key=lambda part: part.low):
        if part.low > at:
            found.append((at, part.low))
        at = max(at, part.high)
    return found + ([(at, size)] if at < size else [])
