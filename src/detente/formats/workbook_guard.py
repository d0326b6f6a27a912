"""What a workbook may hold before anything reads it: bounded, whole, plain parts, and nothing that runs or reaches out.

An .xlsx file is a zip archive of XML parts. Every part is unpacked once, within bounds, and looked at; what is
then read is an archive of these very bytes, so that nothing that the first one says of itself counts any more.
"""

from __future__ import annotations

import io
import re
import stat
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from detente.case.document import cut
from detente.case.fault import InputFaults, unfit
from detente.formats.markup import elements

MOST_PARTS = 300
MOST_UNPACKED = 50_000_000
MOST_RATIO, LEAST_RATED = 100, 1_000_000
"""A part above the second size may not be more than the first number of times as large as it is packed."""
PIECE = 65_536
COMPOUND = b"\xd0\xcf\x11\xe0"
REFUSED = {
    r"vba|macrosheets|\.bin$": ("it holds macros, or parts that only its maker can read", "save it as .xlsx"),
    r"externallinks/": ("it has links to other workbooks", "break the links, so that it stands alone"),
    r"embeddings/|activex/|ctrlprops/": ("it holds embedded objects", "remove them"),
    r"connections\.xml|querytables/|model/": ("it fetches data from elsewhere", "remove its connections and queries"),
    r"\.(zip|xlsx|xlsm|gz|7z|rar|jar)$": ("an archive lies inside it", "remove it"),
}
"""Names of parts -> what they mean, and what to do."""
PRINTER = re.compile(r"printersettings/printersettings\d*\.bin$")
"""Settings of a printer, which every office program leaves behind and nothing here reads."""
TYPED = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)


def guard(data: bytes, file: str) -> bytes:
    """Return a workbook packed anew, part by part as looked at; refuse one that holds what is not to be opened.

    Raises
    ------
    InputFaults
        With the first reason, and what to do.
    """
    if data.startswith(COMPOUND):
        raise unfit(file, "it is an old workbook or one with a password", "save it as .xlsx, without a password")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _bounded(parts, len(data), file)
            for part in parts:
                _plain(part, file)
            return _anew(archive, parts, file)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, InputFaults):
            raise
        raise unfit(file, f"it is damaged or no workbook: {cut(str(error))}", "save it anew as .xlsx") from None


def _anew(archive: ZipFile, parts: list[ZipInfo], file: str) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_STORED) as made:
        for part in parts:
            content = _unpacked(archive, part)
            _harmless(part.filename, content, file)
            made.writestr(part.filename, content)
    return held.getvalue()


def _unpacked(archive: ZipFile, part: ZipInfo) -> bytes:
    """Return a part, unpacked piece by piece: asked for it whole, the unpacker heeds no told size."""
    with archive.open(part) as stream:
        return b"".join(iter(lambda: stream.read(PIECE), b""))


def _bounded(parts: list[ZipInfo], size: int, file: str) -> None:
    """Refuse what would unpack to too much, by sizes that reading then holds the archive to."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise unfit(
            file, f"{len(parts):,} parts are more than {MOST_PARTS}", "leave the sheets of the case", limit=True
        )
    if unpacked > MOST_UNPACKED:
        message = f"it unpacks to {unpacked / 1e6:,.0f} MB, more than {MOST_UNPACKED / 1e6:.0f} MB"
        raise unfit(file, message, "leave the sheets of the case", limit=True)
    if len({part.filename for part in parts}) < len(parts) or sum(part.compress_size for part in parts) > size:
        raise unfit(file, "parts of it overlap or have one name", "save it anew as .xlsx")
    for part in parts:
        if part.file_size > max(LEAST_RATED, MOST_RATIO * part.compress_size):
            message = f"{cut(part.filename)} is more than {MOST_RATIO} times as large as it is packed"
            raise unfit(file, message, "clear the empty rows and columns below and beside the case")


def _plain(part: ZipInfo, file: str) -> None:
    """Refuse a part by its name or kind."""
    name = part.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or stat.S_ISLNK(part.external_attr >> 16):
        raise unfit(file, f"the part {cut(name)} leads out of the file", "save it anew as .xlsx")
    if part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise unfit(
            file, f"the part {cut(name)} is encrypted or packed in an unusual way", "save it without a password"
        )
    low = name.lower()
    for pattern, (message, hint) in REFUSED.items():
        if re.search(pattern, low) and not PRINTER.search(low):
            raise unfit(file, f"{message} ({cut(name)})", hint)


def _harmless(name: str, content: bytes, file: str) -> None:
    """Refuse XML with a document type, in another encoding, or that points outside for more than a link to click."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if TYPED.search(content) or b"\0" in content:
        raise unfit(file, f"the part {cut(name)} declares a document type, or is not UTF-8", "save it anew as .xlsx")
    if b"macroEnabled" in content:
        raise unfit(file, "it may hold macros", "save it as .xlsx")
    if name.lower().endswith(".rels") and b"External" in content:
        for relation in elements(content, file=file).below("Relationship"):
            kind = relation.attributes.get("Type", "").rpartition("/")[2]
            if relation.attributes.get("TargetMode") == "External" and kind != "hyperlink":
                raise unfit(
                    file, f"it points to something outside ({cut(kind)})", "break the links, so that it stands alone"
                )
