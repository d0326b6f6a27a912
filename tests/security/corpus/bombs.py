"""Files that grow when they are opened, made when a test runs: none of them is kept anywhere at its full size."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from openpyxl import Workbook

DEEP = 100_000
ENTITIES = "".join(f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{ENTITIES}]><a>&a9;</a>'
"""Ten to the ninth power times two letters."""
BLOW_UP = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]><a>{"&a;" * 50_000}</a>'
"""Fifty thousand times fifty thousand letters, without an entity inside another."""


def reaching(target: str) -> dict[str, str]:
    """Return XML that reaches for a target: as an entity, as a parameter, as its own grammar, as an inclusion."""
    return {
        "external entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]><a b="1">&x;</a>',
        "parameter entity": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{target}"> %x;]><a/>',
        "external grammar": f'<!DOCTYPE a SYSTEM "{target}"><a/>',
        "public grammar": f'<!DOCTYPE a PUBLIC "-//x//y" "{target}"><a/>',
        "notation": f'<!DOCTYPE a [<!NOTATION n SYSTEM "{target}"><!ENTITY x SYSTEM "{target}" NDATA n>]><a/>',
        "inclusion": f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{target}" parse="text"/></a>',
        "stylesheet": f'<?xml-stylesheet href="{target}" type="text/xsl"?><a/>',
        "schema": f'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="{target}"/>',
    }


def workbook() -> bytes:
    """Return a small sound workbook."""
    book, held = Workbook(), io.BytesIO()
    book.save(held)
    return held.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook with one part more."""
    held = io.BytesIO(workbook())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return held.getvalue()


def with_link(name: str, target: str) -> bytes:
    """Return a workbook with a part that is a symbolic link."""
    held, info = io.BytesIO(workbook()), zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(held, "a") as book:
        book.writestr(info, target)
    return held.getvalue()


def packed(size: int) -> bytes:
    """Return zeros, deflated piece by piece, so that they are nowhere whole."""
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = bytes(1_000_000)
    return b"".join(made.compress(piece) for _ in range(size // len(piece))) + made.flush()


def archive(parts: list[tuple[str, bytes, int, int]], *, shared: bool = False) -> bytes:
    """Return a zip file of parts (name, packed bytes, told size, checksum); `shared`: all entries mean the first one.

    The sizes that it tells are those that are given, true or not.
    """
    body, directory = io.BytesIO(), io.BytesIO()
    first = None
    for name, data, told, checksum in parts:
        at = body.tell() if first is None or not shared else first
        first = at if first is None else first
        fields = (20, 0, 8, 0, 0, checksum, len(data), told, len(name), 0)
        if body.tell() == at:
            body.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, *fields) + name.encode() + data)
        head = struct.pack("<IHHHHHHIIIHH", 0x02014B50, 20, *fields)
        directory.write(head + struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode())
    size, start = directory.tell(), body.tell()
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(parts), len(parts), size, start, 0)
    return body.getvalue() + directory.getvalue() + end


def _lying() -> bytes:
    """Return an archive that tells of a thousand bytes and unpacks to 500 million."""
    return archive([("xl/workbook.xml", packed(500_000_000), 1_000, 0)])


def _overlapping() -> bytes:
    """Return an archive whose two hundred entries mean the same bytes."""
    held = packed(20_000_000)
    return archive([(f"xl/sheet{k}.xml", held, 20_000_000, 0) for k in range(200)], shared=True)


def _nested() -> bytes:
    """Return an archive of archives of archives, each ten times the one within."""
    inner = archive([("0.xml", packed(10_000_000), 10_000_000, 0)])
    for level in range(3):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as outer:
            for k in range(10):
                outer.writestr(f"{level}{k}.zip", inner)
        inner = held.getvalue()
    return inner


ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a gigabyte in a megabyte": (
        lambda: archive([("xl/a.xml", packed(1_000_000_000), 1_000_000_000, 0)]),
        "unpacks to",
    ),
    "a part of much nothing": (
        lambda: archive([("xl/a.xml", packed(40_000_000), 40_000_000, 0)]),
        "100 times as large",
    ),
    "a lying size": (_lying, "damaged or no workbook"),
    "entries that overlap": (_overlapping, "overlap|unpacks to"),
    "archives in archives": (_nested, "an archive lies inside"),
    "one name twice": (lambda: archive([("xl/a.xml", b"", 0, 0), ("xl/a.xml", b"", 0, 0)]), "overlap or have one name"),
    "too many parts": (lambda: archive([(f"xl/{k}.xml", b"", 0, 0) for k in range(5_000)]), "parts are more than"),
    "a directory beyond the end": (lambda: workbook()[:-10], "damaged"),
}
"""What an archive hides -> how it is made, and what is said of it."""
