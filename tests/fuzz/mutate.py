"""Damage to a file, as people and attackers do it: bytes, words, lines, nesting, repetition, parts of an archive."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

LARGEST = 64_000
"""Bytes of a mutated input, but for rare long repetitions."""
LONG = 400_000
SOUND = 4
"""First inputs of a corpus, which are sound: half of all cases begin with one of them."""
PART = b"\n%%%%%%%%\n"
"""Between the files of a format that takes several."""
TOKEN = re.compile(rb"[A-Za-z_]+|[-+]?[0-9][0-9.eE+-]*|\s+|.", re.DOTALL)
NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
NASTY = (
    b"", b"0", b"-1", b"1", b"-0", b"1e308", b"1e-400", b"9" * 40, b"9" * 400, b"-3.5", b"NaN", b"inf", b"-Infinity",
    b"null", b"true", b"NO", b"12:30:00", b"0x1F", b"1_000", b"\xff\xfe", b"\x00", b"\xe2\x80\xae", b"\xe2\x81\xa6",
    b"\xef\xbb\xbf", b"\x1b[31m", b"\xf0\x9f\x92\xa3", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\xa0", b"=1+1", b"+1",
    b"@x", b"'", b'"', b"\\", b"\\ud800", b"\\u202e", b"&lt;", b"&#x202e;", b"&#0;", b"<![CDATA[", b"<!DOCTYPE a>",
    b"<!--", b"-->", b"<?x?>", b"../../x", b"__import__", b"${7*7}", b"{{7*7}}", b"%s%n", b"!!python/name:os.system ",
    b"&a ", b"*a", b"<<", b"---\n", b"...\n", b"|\n", b">\n", b"? ", b"- ", b": ", b"#", b"[", b"]", b"{", b"}", b"(",
    b")", b",", b";", b"\t", b"\r", b"\r\n", b"\x0b", b"\x0c", b"2025-02-30", b"9999-12-31", b"0000-00-00", b"1e5",
    b"5e-324", b"00", b"\xd9\xa3", b"\xef\xbc\x9d",
)  # fmt: skip
"""Words that readers have been known to stumble over."""

Op = Callable[[Random, bytes, Sequence[bytes]], bytes]


def mutated(rng: Random, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return one input of a corpus after one to six changes; an archive is opened, changed inside and closed."""
    data = corpus[rng.randrange(min(SOUND, len(corpus)) if rng.random() < 0.5 else len(corpus))]
    if data.startswith(b"PK") and rng.random() < 0.85:
        return _inside(rng, data, words)
    for _ in range(1 + min(5, int(rng.expovariate(1.5)))):
        if rng.random() < 0.08:
            data = _spliced(rng, data, corpus[rng.randrange(len(corpus))])
        else:
            data = OPS[rng.randrange(len(OPS))](rng, data, words)
    return data[: LONG if rng.random() < 0.002 else LARGEST]


def _inside(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Change one part of an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = {name: held.read(name) for name in held.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, KeyError):
        return _flip(rng, data, words)
    sheets = [name for name in parts if "sheet" in name and name.endswith(".xml")]
    name = rng.choice(sheets if sheets and rng.random() < 0.7 else sorted(parts))
    if rng.random() < 0.05:
        parts[name + rng.choice((".bin", "/../x", ""))] = parts.pop(name)
    else:
        for _ in range(1 + rng.randrange(3)):
            parts[name] = OPS[rng.randrange(len(OPS))](rng, parts[name], words)[:LARGEST]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return made.getvalue()


def _spliced(rng: Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _flip(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    del words
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes((data[at] ^ (1 << rng.randrange(8)),)) + data[at + 1 :]


def _insert(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + _word(rng, words) + data[at:]


def _cut(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    del words
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.randrange(1, 40) :]


def _end(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    del words
    return data[: rng.randrange(len(data) + 1)]


def _token(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Put another word in the place of one."""
    at = rng.randrange(len(data) + 1)
    found = TOKEN.search(data, at)
    return data if found is None else data[: found.start()] + _word(rng, words) + data[found.end() :]


def _number(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Put another number in the place of one."""
    del words
    held = [*NUMBER.finditer(data[:LARGEST])]
    if not held:
        return data
    found = rng.choice(held)
    shares = round(rng.uniform(-1, 101), rng.randrange(12))
    new = rng.choice((rng.randrange(-2, 13), rng.randrange(200), shares, 10 ** rng.randrange(20)))
    return data[: found.start()] + str(new).encode() + data[found.end() :]


def _line(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Drop, double, swap, indent or empty a line."""
    lines = data.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(6)
    if what == 0:
        del lines[a]
    elif what == 1:
        lines.insert(b, lines[a])
    elif what == 2:
        lines[a], lines[b] = lines[b], lines[a]
    elif what == 3:
        lines[a] = b"  " + lines[a]
    elif what == 4:
        lines[a] = lines[a].lstrip()
    else:
        head, mark, _ = lines[a].partition(rng.choice((b":", b",", b"=", b" ")))
        lines[a] = head + mark + b" " + _word(rng, words)
    return b"\n".join(lines)


def _lines_gone(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Drop a block of lines."""
    del words
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + 1 + rng.randrange(12) :])


def _repeat(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Repeat a piece, now and then very often."""
    del words
    at = rng.randrange(len(data) + 1)
    piece = data[at : at + rng.choice((1, 2, 5, 20, 200))]
    often = rng.choice((2, 3, 10, 50, 50, 300, 3_000))
    return data[:at] + piece * min(often, LARGEST // max(1, len(piece))) + data[at:]


def _nest(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Wrap a piece in brackets, often deep."""
    del words
    at = rng.randrange(len(data) + 1)
    left, right = rng.choice(
        ((b"[", b"]"), (b"{a: ", b"}"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"(", b")"), (b'"', b'"'))
    )
    deep = rng.choice((1, 2, 10, 45, 2_000))
    size = rng.choice((0, 1, 10, 100))
    return data[:at] + left * deep + data[at : at + size] + right * deep + data[at + size :]


def _signs(rng: Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Change every one of a sign to another: delimiters, quotes, line ends."""
    del words
    signs = (b",", b";", b"\t", b'"', b"'", b"\n", b"\r\n", b":", b"-", b"0", b"1", b".", b" ", b"<", b"{", b"[")
    return data.replace(rng.choice(signs), rng.choice(signs), rng.choice((-1, 1, 3)))[: 4 * LARGEST]


def _word(rng: Random, words: Sequence[bytes]) -> bytes:
    return rng.choice(words) if words and rng.random() < 0.5 else rng.choice(NASTY)


OPS: tuple[Op, ...] = (
    _flip, _insert, _insert, _cut, _end, _token, _token, _token, _number, _number, _number, _line, _line, _lines_gone,
    _repeat, _nest, _signs,
)  # fmt: skip
