"""Encrypted case files: a key from a passphrase by Argon2id, the file by ChaCha20-Poly1305, both as published.

An encrypted file is two lines of ASCII and the ciphertext. The first line says what it is, the second how its key is
made; both are authenticated with the rest, so that no byte of the file can be changed unseen. Sources: RFC 9106
(Argon2), section 4 for its parameters; RFC 8439 (ChaCha20-Poly1305).
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass
from typing import Any

from detente._optional import MissingExtra, need
from detente.case.fault import unfit

MAGIC = b"detente encrypted case 1\n"
ENDING = ".detente"
MOST_HEADER = 500
SALT, NONCE, KEY, TAG = 16, 12, 32, 16
"""Bytes; a tag stands at the end of the ciphertext."""
OPENSSL = "Argon2id (OpenSSL 3.2 or newer)"
SHORTEST = 12
"""Characters of a passphrase, below which it is refused."""
WRONG = "the passphrase is wrong, or the file was changed"
COPY = "go back to a copy of the file"
REMEDY = f"type it again; if it is right, {COPY}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What making a key costs whoever tries one: passes, lanes, and memory in KiB (RFC 9106, second recommendation).

    Others are read as long as they stay within `LEAST`, `MOST` and `MOST_WORK`: a file must be able to ask neither for
    no work, nor for the machine's whole memory, nor for a minute of it.
    """

    passes: int = 3
    lanes: int = 4
    memory: int = 1 << 16

    @property
    def work(self) -> int:
        """Return the KiB that are filled in all: the memory times the passes over it, which is what takes the time."""
        return self.passes * self.memory


COST, LEAST, MOST = Cost(), Cost(1, 1, 1 << 13), Cost(16, 16, 1 << 20)
MOST_WORK = 1 << 20
"""KiB filled, that is 1 GiB once or 256 MiB four times: five times what is written, so that a later version may ask for
more and be read. A bound on memory and on passes alone would let a file of a few bytes ask for 16 GiB."""


def is_encrypted(data: bytes) -> bool:
    """Return whether some bytes say that they are an encrypted case.

    >>> is_encrypted(b"detente: 1"), is_encrypted(MAGIC)
    (False, True)
    """
    return data.startswith(MAGIC[: MAGIC.rindex(b" ")])


def encrypt(data: bytes, passphrase: str, cost: Cost = COST) -> bytes:
    """Return some bytes encrypted and authenticated; salt and nonce are new each time.

    Raises
    ------
    ValueError
        For a passphrase that is too short.
    MissingExtra
        Without the package `cryptography`.
    """
    if len(passphrase) < SHORTEST:
        raise ValueError(f"the passphrase has {len(passphrase)} characters; give at least {SHORTEST}, as four words")
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    made = {**asdict(cost), "salt": _text(salt), "nonce": _text(nonce)}
    head = MAGIC + json.dumps(made, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"
    return head + _cipher(_key(passphrase, salt, cost)).encrypt(nonce, data, head)


def decrypt(data: bytes, passphrase: str, *, file: str) -> bytes:
    """Return what was encrypted.

    Raises
    ------
    InputFaults
        For a wrong passphrase, a changed file, or one that no version of this program wrote; the message does not say
        which of the first two, since nobody can tell them apart.
    MissingExtra
        Without the package `cryptography`.
    """
    head, cost, salt, nonce = _header(data, file)
    wrong = need("cryptography.exceptions", extra="sealed").InvalidTag
    try:
        return _cipher(_key(passphrase, salt, cost)).decrypt(nonce, data[len(head) :], head)
    except wrong:
        raise unfit(file, WRONG, REMEDY) from None


def _header(data: bytes, file: str) -> tuple[bytes, Cost, bytes, bytes]:
    """Return the authenticated lines of a file, the cost of its key, its salt and its nonce."""
    if not data.startswith(MAGIC):
        raise unfit(file, "it was encrypted by another version of this program", "read it with that version")
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + MOST_HEADER)
    try:
        made = json.loads(data[len(MAGIC) : end])
        cost, salt, nonce = _cost(made), b64decode(made["salt"], validate=True), b64decode(made["nonce"], validate=True)
    except (ValueError, KeyError, TypeError, NotBase64, RecursionError):
        raise unfit(file, "its second line does not say how its key is made", COPY) from None
    if end < 0 or len(salt) != SALT or len(nonce) != NONCE or len(data) < end + 1 + TAG:
        raise unfit(file, "it is cut off, or was changed", COPY)
    _within(cost, file)
    return data[: end + 1], cost, salt, nonce


def _cost(made: dict[str, Any]) -> Cost:
    """Return the cost that a file asks for.

    Raises
    ------
    ValueError
        For what is no whole number.
    """
    found = Cost(*(made[name] for name in ("passes", "lanes", "memory")))
    if any(type(held) is not int for held in asdict(found).values()):
        raise ValueError(f"{found} is not of whole numbers")
    return found


def _within(cost: Cost, file: str) -> None:
    """Refuse a cost beyond what is read, before anything is derived at it."""
    rows = zip(*(asdict(one).values() for one in (LEAST, cost, MOST)), strict=True)
    if cost.work > MOST_WORK or not all(least <= held <= most for least, held, most in rows):
        raise unfit(file, f"its key costs {_told(cost)}; {ALLOWED}", COPY)


def _told(cost: Cost) -> str:
    return f"{cost.passes} passes over {cost.memory} KiB in {cost.lanes} lanes"


ALLOWED = (
    f"what is read costs {LEAST.passes} to {MOST.passes} passes over {LEAST.memory} to {MOST.memory} KiB in "
    f"{LEAST.lanes} to {MOST.lanes} lanes, and passes times KiB are at most {MOST_WORK}"
)


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key; a `cryptography` built with an OpenSSL before 3.2 has no Argon2id, and is refused as missing."""
    lacking = need("cryptography.exceptions", extra="sealed").UnsupportedAlgorithm
    maker = need("cryptography.hazmat.primitives.kdf.argon2", extra="sealed").Argon2id
    try:
        made = maker(salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    except lacking as error:
        raise MissingExtra(f"a package cryptography with {OPENSSL}", "sealed") from error
    return made.derive(passphrase.encode("utf-8"))


def _cipher(key: bytes) -> Any:
    return need("cryptography.hazmat.primitives.ciphers.aead", extra="sealed").ChaCha20Poly1305(key)


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
