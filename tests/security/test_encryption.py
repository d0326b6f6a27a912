"""Encrypted cases: published vectors, every byte guarded, and nothing of the plaintext on the disk."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import InputFaults
from detente.formats import encryption
from detente.formats.encryption import LEAST, MAGIC, MOST, MOST_WORK, Cost, decrypt, encrypt, is_encrypted
from detente.formats.load import find, load
from detente.formats.passphrase import VARIABLE
from detente.formats.yaml import read
from tests.cli.calls import detente
from tests.homes import home_at

argon2 = pytest.importorskip("cryptography.hazmat.primitives.kdf.argon2")
aead = pytest.importorskip("cryptography.hazmat.primitives.ciphers.aead")

SMALL = (Path(__file__).parents[1] / "case" / "data" / "small.yaml").read_bytes()
WORDS = "seven gulls over narva"
CANARY = "quetzalcoatl-7f3a"
WRITABLE = st.characters(codec="utf-8", exclude_categories=["C"])
CHEAP = LEAST
"""The least that is read: what is tested does not hang on what a key costs."""


def hexed(text: str) -> bytes:
    return bytes.fromhex(text.replace(" ", ""))


# What others published


def test_argon2id_gives_the_tag_of_rfc_9106() -> None:
    """RFC 9106, section 5.3."""
    made = argon2.Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    )
    wanted = "0d 64 0d f5 8d 78 76 6c 08 c0 37 a3 4a 8b 53 c9 d0 1e f0 45 2d 75 b6 5e b5 25 20 e9 6b 01 e6 59"
    assert made.derive(b"\x01" * 32) == hexed(wanted)


def test_chacha20_poly1305_gives_the_tag_of_rfc_8439() -> None:
    """RFC 8439, section 2.8.2."""
    text = b"Ladies and Gentlemen of the class of '99: If I could offer you "
    text += b"only one tip for the future, sunscreen would be it."
    nonce, head = hexed("07 00 00 00 40 41 42 43 44 45 46 47"), hexed("50 51 52 53 c0 c1 c2 c3 c4 c5 c6 c7")
    found = aead.ChaCha20Poly1305(bytes(range(0x80, 0xA0))).encrypt(nonce, text, head)
    assert found[-16:] == hexed("1a e1 0b 59 4f 09 e2 6a 7e 90 2e cb d0 60 06 91")


# The file


@settings(max_examples=20)
@given(st.binary(max_size=3000), st.text(WRITABLE, min_size=12, max_size=40))
def test_what_was_encrypted_comes_back_and_never_looks_the_same_twice(data: bytes, words: str) -> None:
    one, two = encrypt(data, words, CHEAP), encrypt(data, words, CHEAP)
    assert one != two
    assert is_encrypted(one) and one.startswith(MAGIC)
    assert decrypt(one, words, file="f") == decrypt(two, words, file="f") == data


def test_the_default_is_the_second_recommendation_of_rfc_9106() -> None:
    assert Cost() == Cost(passes=3, lanes=4, memory=64 * 1024)
    assert json.loads(encrypt(b"x", WORDS).split(b"\n")[1])["memory"] == 65536


def test_a_wrong_passphrase_is_refused_in_the_words_of_a_changed_file() -> None:
    held = encrypt(SMALL, WORDS, CHEAP)
    with pytest.raises(InputFaults) as wrong:
        decrypt(held, WORDS + "!", file="f")
    with pytest.raises(InputFaults) as changed:
        decrypt(held[:-1] + bytes([held[-1] ^ 1]), WORDS, file="f")
    assert str(wrong.value) == str(changed.value)
    assert encryption.WRONG in str(wrong.value)


def test_no_byte_can_be_changed_cut_or_added_unseen() -> None:
    held = encrypt(b"short", WORDS, CHEAP)
    for k in range(len(held)):
        for bit in (0, 3, 7):
            with pytest.raises(InputFaults):
                decrypt(held[:k] + bytes([held[k] ^ (1 << bit)]) + held[k + 1 :], WORDS, file="f")
        with pytest.raises(InputFaults):
            decrypt(held[:k], WORDS, file="f")
    with pytest.raises(InputFaults):
        decrypt(held + b"\0", WORDS, file="f")


@pytest.mark.parametrize("words", ["", "short", "eleven char"])
def test_a_short_passphrase_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="at least 12"):
        encrypt(SMALL, words)


def asking(**asked: object) -> bytes:
    """Return an encrypted case whose second line asks for something else."""
    magic, made, rest = encrypt(SMALL, WORDS, CHEAP).split(b"\n", 2)
    return b"\n".join((magic, json.dumps(json.loads(made) | asked).encode(), rest))


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[Cost]:
    """Return the costs at which a key is made from now on; none is made."""
    found: list[Cost] = []

    def noted(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        found.append(cost)
        return bytes(32)

    monkeypatch.setattr(encryption, "_key", noted)
    return found


@pytest.mark.parametrize(
    "asked",
    [
        {"memory": MOST.memory + 1}, {"memory": 1 << 40}, {"memory": 0}, {"passes": 0}, {"passes": 10**9},
        {"passes": MOST.passes + 1}, {"lanes": 0}, {"lanes": MOST.lanes + 1}, {"lanes": 10**6}, {"passes": -(10**50)},
        {"passes": 16, "lanes": 16, "memory": 1 << 20}, {"passes": 2, "memory": MOST_WORK // 2 + 1},
    ],
)  # fmt: skip
def test_a_file_cannot_ask_for_the_whole_machine_or_for_a_minute_of_it(
    asked: dict[str, object], derived: list[Cost]
) -> None:
    held = asking(**asked)
    derived.clear()
    with pytest.raises(InputFaults, match=rf"its key costs .* KiB in .* lanes; .* at most {MOST_WORK}") as found:
        decrypt(held, WORDS, file="f")
    assert derived == []
    assert [fault.hint for fault in found.value.faults] == ["go back to a copy of the file"], "no passphrase was tried"


@pytest.mark.parametrize(
    "asked",
    [
        {"memory": "65536"}, {"memory": 8192.0}, {"passes": True}, {"lanes": None}, {"salt": "????"}, {"salt": ""},
        {"nonce": 7}, {"nonce": "A" * 400},
    ],
)  # fmt: skip
def test_a_second_line_of_other_kinds_is_refused(asked: dict[str, object], derived: list[Cost]) -> None:
    held = asking(**asked)
    derived.clear()
    with pytest.raises(InputFaults, match=r"second line|cut off"):
        decrypt(held, WORDS, file="f")
    assert derived == []


def test_what_is_written_is_well_within_what_is_read(derived: list[Cost]) -> None:
    """A later version may write four times as much, as memory or as passes, and this one reads it."""
    held = Cost()
    assert held.work * 4 <= MOST_WORK
    for stronger in (held, Cost(held.passes, held.lanes, 4 * held.memory), Cost(4 * held.passes, 8, held.memory)):
        with pytest.raises(InputFaults, match=encryption.WRONG):
            decrypt(asking(passes=stronger.passes, lanes=stronger.lanes, memory=stronger.memory), WORDS, file="f")
        assert derived.pop() == stronger


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b"null", b"{" * 400, b"\xff\xfe", b'{"passes": NaN}'])
def test_a_second_line_that_is_none_is_refused(line: bytes) -> None:
    with pytest.raises(InputFaults):
        decrypt(MAGIC + line + b"\n" + b"x" * 40, WORDS, file="f")


def test_another_version_is_named_as_such() -> None:
    with pytest.raises(InputFaults, match="another version"):
        decrypt(MAGIC.replace(b"1", b"2") + b"{}\n", WORDS, file="f")


# The verbs


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a passphrase, which is its owner's alone, named for the verbs."""
    path = tmp_path / "words.txt"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv(VARIABLE, str(path))
    return path


@pytest.fixture
def case(tmp_path: Path, key: Path) -> Path:
    plain, out = tmp_path / "talks.yaml", tmp_path / "talks.detente"
    plain.write_bytes(SMALL)
    assert detente("encrypt", plain, "-o", out).exit_code == 0
    plain.unlink()
    return out


def test_every_verb_reads_an_encrypted_case(case: Path, key: Path) -> None:
    assert find(str(case))[1] == SMALL
    assert load(str(case)).id == "talks"
    for words in (["check"], ["zone"], ["offers"], ["hold"], ["levers"], ["run", "--draws", "20"]):
        done = detente(words[0], str(case), *words[1:])
        assert done.exit_code == 0, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_what_is_written_is_its_owners_alone(case: Path, key: Path, tmp_path: Path) -> None:
    assert case.stat().st_mode & 0o777 == 0o600
    assert detente("decrypt", case, "-o", tmp_path / "open.yaml").exit_code == 0
    assert (tmp_path / "open.yaml").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "open.yaml").read_bytes() == SMALL


def test_a_wrong_passphrase_ends_a_verb_with_a_fault(case: Path, key: Path) -> None:
    key.write_text("another passphrase\n", encoding="utf-8")
    done = detente("zone", case)
    assert done.exit_code == 1
    assert encryption.WRONG in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_a_passphrase_that_others_can_read_is_refused(case: Path, key: Path) -> None:
    key.chmod(0o644)
    done = detente("zone", case)
    assert done.exit_code == 1
    assert "chmod 600" in done.stderr


def test_the_file_of_a_passphrase_can_be_named_before_the_verb(case: Path, key: Path, monkeypatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert detente("--passphrase-file", key, "check", case).exit_code == 0
    assert VARIABLE not in os.environ
    monkeypatch.setenv(VARIABLE, "another")
    assert detente("--passphrase-file", key, "check", case).exit_code == 0
    assert os.environ[VARIABLE] == "another"


@pytest.mark.skipif(os.name != "posix", reason="descriptors by name are a matter of POSIX")
def test_a_passphrase_comes_from_an_open_descriptor(case: Path, key: Path, monkeypatch) -> None:
    monkeypatch.delenv(VARIABLE)
    reader, writer = os.pipe()
    os.write(writer, f"{WORDS}\n".encode())
    os.close(writer)
    try:
        assert detente("--passphrase-file", f"/dev/fd/{reader}", "check", case).exit_code == 0
    finally:
        os.close(reader)


def test_without_a_passphrase_nothing_is_asked_of_a_pipe(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    done = detente("zone", case)
    assert done.exit_code == 1
    assert VARIABLE in done.stderr


def test_a_new_passphrase_opens_and_the_old_one_no_longer(
    case: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert detente("rekey", case).exit_code == 2  # the old file would be its own new one
    new = tmp_path / "new.txt"
    new.write_text("eight gulls over narva\n", encoding="utf-8")
    new.chmod(0o600)
    monkeypatch.setenv("DETENTE_NEW_PASSPHRASE_FILE", str(new))
    assert detente("rekey", case).exit_code == 0
    assert detente("zone", case).exit_code == 1
    monkeypatch.setenv(VARIABLE, str(new))
    assert detente("zone", case).exit_code == 0


def test_a_file_that_is_there_is_left_alone_and_names_say_what_a_file_is(case: Path, key: Path, tmp_path: Path) -> None:
    assert detente("encrypt", "korea_1951", "-o", case).exit_code == 5
    assert detente("encrypt", "korea_1951", "-o", tmp_path / "korea.yaml").exit_code == 2
    assert detente("decrypt", "korea_1951", "-o", tmp_path / "korea.yaml").exit_code == 2
    false = tmp_path / "false.detente"
    false.write_bytes(SMALL)
    assert "not encrypted" in detente("check", false).stdout + detente("check", false).stderr


def test_what_is_decrypted_does_not_get_the_name_of_what_is_encrypted(case: Path, key: Path) -> None:
    before = case.read_bytes()
    done = detente("decrypt", case, "-o", case, "--force")
    assert (done.exit_code, case.read_bytes()) == (2, before)
    assert "would not be encrypted" in done.stderr


def test_what_is_encrypted_is_not_encrypted_again(case: Path, key: Path, tmp_path: Path) -> None:
    done = detente("encrypt", case, "-o", str(tmp_path / "twice.detente"))
    assert done.exit_code == 2 and "detente rekey" in done.stderr
    assert not (tmp_path / "twice.detente").exists()


def test_an_encrypted_case_is_not_kept_in_the_ledger(case: Path, key: Path) -> None:
    done = detente("run", case, "--draws", "20", "--keep")
    assert done.exit_code == 2
    assert "encrypted" in done.stderr


def test_without_its_package_the_extra_is_named(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    done = detente("encrypt", "korea_1951", "-o", tmp_path / "korea.detente")
    assert done.exit_code == 4
    assert 'pip install "detente[sealed]"' in done.stderr


def test_a_package_without_argon2id_is_named_too(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm

    def lacks(**asked: object) -> None:
        raise UnsupportedAlgorithm("argon2id is not supported by this version of OpenSSL")

    monkeypatch.setattr(argon2, "Argon2id", lacks)
    done = detente("encrypt", "korea_1951", "-o", tmp_path / "korea.detente")
    assert done.exit_code == 4
    assert "OpenSSL 3.2" in done.stderr
    assert not (tmp_path / "korea.detente").exists()


# The disk


def seen_in(folder: Path, canary: str) -> list[str]:
    """Return the files below a folder that hold a text, plain, as UTF-16, in Base64 at any offset, or compressed."""
    wanted = [canary.encode("utf-8"), canary.encode("utf-16-le"), canary.encode("utf-16-be")]
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + canary.encode("utf-8"))
        wanted.append(coded[4 if shift else 0 : -4])
    files = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return [str(path) for path in files if path.is_file() and _holds(path.read_bytes(), wanted)]


def _holds(data: bytes, wanted: list[bytes]) -> bool:
    packed = [data]
    for start in (k for k in range(len(data) - 2) if data[k] == 0x78 and data[k + 1] in (0x01, 0x5E, 0x9C, 0xDA)):
        try:
            packed.append(zlib.decompressobj().decompress(data[start:], 1_000_000))
        except zlib.error:
            continue
    return any(text in part for part in packed for text in wanted)


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(f"a {CANARY} b", encoding="utf-8")
    (tmp_path / "wide").write_bytes(f"a {CANARY} b".encode("utf-16-le"))
    (tmp_path / "packed").write_bytes(b"head" + zlib.compress(f"a {CANARY} b".encode()))
    for shift in range(3):
        (tmp_path / f"coded{shift}").write_bytes(base64.b64encode(b"y" * shift + CANARY.encode() + b"zz"))
    assert len(seen_in(tmp_path, CANARY)) == 6


FREE_TEXT = ("title", "name", "summary", "text", "note", "context", "why", "reason", "hedge", "attribution")


def marked(value: Any, key: str = "") -> Any:
    """Return a case file's values with the canary at the end of every text that a person wrote."""
    if isinstance(value, dict):
        return {name: marked(held, name) for name, held in value.items()}
    if isinstance(value, list):
        return [marked(item) for item in value]
    return f"{value} {CANARY}" if isinstance(value, str) and key in FREE_TEXT else value


def listed_by_the_app(home: Path, held: dict[str, str]) -> list[str]:
    """Start the app over a folder, ask it for its cases and for the encrypted one, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "detente", "serve", ".", "--port", str(port), "--json"]
    with subprocess.Popen(words, cwd=home, env=held, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as app:
        try:
            assert app.stdout is not None
            head = {"Authorization": f"Bearer {json.loads(app.stdout.readline())['token']}"}
            place = f"http://127.0.0.1:{port}/api/v1/cases"
            with pytest.raises(HTTPError) as refused:
                urlopen(Request(f"{place}/talks", headers=head), timeout=60)
            assert refused.value.code == 404
            with urlopen(Request(place, headers=head), timeout=60) as answer:
                return [row["id"] for row in json.load(answer)["cases"]]
        finally:
            app.terminate()


def test_nothing_of_an_encrypted_case_is_on_the_disk_in_plaintext(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "words.txt").write_text(f"{WORDS}\n", encoding="utf-8")
    (tmp_path / "words.txt").chmod(0o600)
    held = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "DETENTE_"))},
        "HOME": str(home), "TMPDIR": str(home), "DETENTE_HOME": str(home / "own"), "DETENTE_AUDIT": "on",
        VARIABLE: str(tmp_path / "words.txt"),
    }  # fmt: skip
    home_at(home / "own")  # the machine code in it is the program's, and is not searched
    secret = json.dumps(marked(read(SMALL.decode("utf-8")).value), indent=1) + f"\n# {CANARY}\n"
    assert secret.count(CANARY) > 40

    def run(*words: str, stdin: str | None = None, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "detente", *words], cwd=home, env=held, input=stdin, text=True, check=False,
            capture_output=True,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout

    run("encrypt", "-", "-o", "talks.detente", stdin=secret)
    for words in (["check"], ["zone", "--json"], ["run", "--draws", "20"], ["levers"], ["hold", "--draws", "50"]):
        run(words[0], "talks.detente", *words[1:])
    run("run", "talks.detente", "--draws", "20", "--keep", code=2)
    run("forecast", "new", "which", "--from", "talks.detente", "--rule", "as signed", code=2)
    assert "talks" not in listed_by_the_app(home, held)
    assert (home / "own" / "ledger.sqlite").exists(), "the audit log is on, so that there is a file to search"
    assert seen_in(home, CANARY) == []
    run("report", "talks.detente", "--draws", "20", "-o", "asked.html")
    run("decrypt", "talks.detente", "-o", "open.yaml")
    assert sorted(seen_in(home, CANARY)) == [str(home / "asked.html"), str(home / "open.yaml")]
    assert json.loads(run("audit", "--check", "--json"))["broken"] == []


# What is refused, and what is warned of


def test_what_is_written_of_an_encrypted_case_is_warned_of(case: Path, key: Path, tmp_path: Path) -> None:
    """Every verb that writes a file does it through one door, which warns."""
    for words in (
        ["zone", case, "--out", tmp_path / "zone.txt"], ["run", case, "--draws", "20", "--out", tmp_path / "found"],
        ["convert", case, tmp_path / "open.csv"], ["report", case, "--draws", "20", "-o", tmp_path / "report.md"],
        ["export", case, tmp_path / "numbers.csv"],
    ):  # fmt: skip
        done = detente(*words)
        assert done.exit_code == 0, done.stderr
        assert "is not encrypted, and tells of" in done.stderr, words[0]
    assert "tells of" not in detente("zone", case).stderr
    assert "tells of" not in detente("rekey", case).stderr


def test_a_sweep_warns_of_its_folder_and_sends_nothing_to_a_cluster(case: Path, key: Path, tmp_path: Path) -> None:
    swept = ["sweep", case, "--n", "4", "--executor", "serial"]
    assert "tells of" in detente(*swept, "--out", tmp_path / "parts").stderr
    assert "tells of" not in detente(*swept).stderr
    done = detente("sweep", case, "--n", "4", "--executor", "dask://127.0.0.1:1")
    assert done.exit_code == 2
    assert "is encrypted" in done.stderr


def test_nothing_of_an_encrypted_case_is_asked_of_the_ledger(case: Path, key: Path) -> None:
    done = detente("forecast", "new", "which", "--from", case, "--rule", "as signed")
    assert done.exit_code == 2
    assert "encrypted" in done.stderr


def test_a_claim_is_not_written_into_an_encrypted_case(case: Path, key: Path) -> None:
    before = case.read_bytes()
    done = detente("evidence", "add", case, "--claim", "It rained")
    assert done.exit_code == 2
    assert "is encrypted" in done.stderr
    assert case.read_bytes() == before


def test_the_audit_log_of_an_encrypted_case_holds_no_word_of_it(case: Path, key: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DETENTE_AUDIT", str(tmp_path / "log.sqlite"))
    assert detente("zone", case).exit_code == 0
    assert detente("decrypt", case, "-o", tmp_path / "open.yaml").exit_code == 0
    done = json.loads(detente("audit", "--json").stdout)
    assert [row["deed"] for row in done["deeds"]] == ["open", "open", "decrypt"]
    held = (tmp_path / "log.sqlite").read_bytes()
    assert WORDS.encode() not in held
    assert b"Upstream" not in held
