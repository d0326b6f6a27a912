"""Names that would lead out of a folder, or be another file than they say; none of them may name a case or a file.

They aim at a canary that a test has laid beside the folder, never at a file of the system.
"""

from __future__ import annotations

from pathlib import Path

CANARY = "the canary sings"
"""Stands in the file outside of the folder; where an answer holds it, a name led there."""
LAID = "secret"
"""The stem of the canary's file, in the folder `outside` beside that of the cases."""

_OUT = f"../outside/{LAID}"
STATIC: tuple[str, ...] = (
    # up, plain, and hidden from a check that looks before it decodes
    "..", ".", "../", _OUT, f"{_OUT}.yaml", f"../../cases/{_OUT}", f"small/../{_OUT}", f"./{_OUT}",
    f"....//outside/{LAID}",
    f"..%2foutside%2f{LAID}", "%2e%2e", f"%2e%2e%2foutside%2f{LAID}", f"..%252foutside%252f{LAID}",
    f"%c0%ae%c0%ae%c0%afoutside%c0%af{LAID}", f"..%c1%9coutside%c1%9c{LAID}",
    # the other slash
    "..\\", f"..\\outside\\{LAID}", f"..%5coutside%5c{LAID}", f"small\\..\\..\\outside\\{LAID}",
    # from the root, a drive, a share, a device
    f"/outside/{LAID}", f"//outside/{LAID}", f"C:\\outside\\{LAID}", f"C:{LAID}", f"\\\\host\\share\\{LAID}",
    f"\\\\?\\C:\\{LAID}", f"\\\\.\\{LAID}", f"file:///outside/{LAID}", "~", f"~/{LAID}", "$HOME",
    "CON", "nul", "COM1", "aux.yaml",
    # an end that a file system drops, or a C string cuts off
    "small.", "small..", "small ", "small\t", "small\n", "small\0", f"small\0/{_OUT}", f"{_OUT}\0.yaml", "small.yaml",
    "small::$DATA", "small.yaml:stream",
    # letters that some normal form makes into others
    f"\uff0e\uff0e\uff0foutside\uff0f{LAID}", f"\u2025/outside/{LAID}", f"..\u2215outside\u2215{LAID}",
    "\uff53mall", "sm\u0430ll",
    "smal\u0142", "sma\u0301ll", "small\u200b", "\u202ellams", f"..\u2044outside\u2044{LAID}",
    # too long, empty, hidden, not a name at all
    "a" * 81, "a" * 300, "a" * 5_000, f"{'a/' * 200}{LAID}", "../" * 100 + LAID, ".small", "-rf", "--help", "*",
    "sm?ll", "small;ls", "|small", "`small`", "small\r\nX-Injected: 1", "%00", "%",
)  # fmt: skip


def names(canary: Path) -> tuple[str, ...]:
    """Return every name, with those that spell out where the canary lies, and those of links that lead to it."""
    whole = canary.resolve().with_suffix("")
    return (*STATIC, str(whole), str(canary), f"{whole}\0", canary.as_uri(), "linked", f"linked_folder/{canary.stem}")


def lay(folder: Path) -> Path:
    """Lay a canary outside of a folder, and links to it within; return the canary."""
    outside = folder.parent / "outside"
    outside.mkdir()
    canary = outside / f"{LAID}.yaml"
    canary.write_text(f"detente: 1\ntitle: {CANARY}\n", encoding="utf-8")
    (folder / "linked.yaml").symlink_to(canary)
    (folder / "linked_folder").symlink_to(outside, target_is_directory=True)
    return canary


def held(root: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, and every folder and link."""
    found = sorted(root.rglob("*"))
    return {str(path.relative_to(root)): path.read_bytes() if path.is_file() else b"" for path in found}
