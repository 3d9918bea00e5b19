"""One encrypted file: written in numbered chunks as the lines come, and read only if every byte is as it was written.

A passphrase gives the key (scrypt, RFC 7914, at the costs OWASP names), a fresh salt makes it this file's alone, and
AES-256-GCM seals chunk after chunk in the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015):
each is bound to the head of the file, to its number, and to being the last one or not. So a byte that changed, a
chunk that was swapped, taken from another file or cut off is noticed. Nothing is ever written in the clear.

    magic · salt (16) · check (16) · length of header (4) · header, JSON · SHA-256 of all that (32) · chunks

The check tells a wrong passphrase from damage, the SHA-256 damage of the head from a wrong passphrase.
"""

import hashlib
import json
import os
import secrets
import time
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from insight.errors import Damaged, NotFound, Refused, Unavailable, WrongPassphrase
from insight.keeping.kept import Header

FAMILY = b"Insight backup, format "
MAGIC = FAMILY + b"1\n"
SALT, TAG, DIGEST, SIZE = 16, 16, 32, 4
LONGEST_HEADER = 4096
CHUNK = 1 << 16
# OWASP Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1; some 0.4 s and 128 MB a try.
SCRYPT_N = 1 << 17
_NO_CHUNK = b"\xff" * 12
UNFINISHED = ".insight-unfinished-"
STALE_SECONDS = 86_400.0

_NOT_OURS = "This is no backup of Insight. Nothing was changed."
_DAMAGED = "This backup is damaged or was cut short. Nothing was changed. Use another one."
_FULL = "The backup could not be written: the disk is full or does not answer. No backup was made."


class NewFile:
    """A sealed file on its way. Under its own name it only exists once the `with` of `writing` has ended well."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        """`path` is where it lies until then."""
        self.path = path
        self._file = file

    def write(self, passphrase: str, header: Header, lines: Iterable[bytes]) -> int:
        """Seal the lines, and return when the disk has them; how many bytes the file takes."""
        salt = secrets.token_bytes(SALT)
        told = json.dumps(asdict(header) | {"at": header.at.isoformat()}).encode()
        key = AESGCM(_key(passphrase, salt))
        check = key.encrypt(_NO_CHUNK, b"", salt + told)
        head = MAGIC + salt + check + len(told).to_bytes(SIZE, "big") + told
        bound = hashlib.sha256(head).digest()
        squeeze = zlib.compressobj(1)
        waiting, number = bytearray(), 0
        with _disk_in_words():
            self._file.write(head + bound)
            for line in chain(lines, [None]):
                waiting += squeeze.flush() if line is None else squeeze.compress(line)
                while len(waiting) > CHUNK:
                    self._file.write(key.encrypt(_nonce(number, last=False), bytes(waiting[:CHUNK]), bound))
                    del waiting[:CHUNK]
                    number += 1
            self._file.write(key.encrypt(_nonce(number, last=True), bytes(waiting), bound))
            self._file.flush()
            os.fsync(self._file.fileno())
        return self._file.tell()


@contextmanager
def writing(target: Path) -> Iterator[NewFile]:
    """A new sealed file for `target`, for this user alone. It takes its name when the block ends well; otherwise
    nothing is left of it, and what had the name before is as it was. `Refused`: there is something else of that name.
    """
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}. No backup was made.")
    if target.exists() and not _is_ours(target):
        raise Refused(f"There is something else at {target}. No backup was made, and it was left as it is.")
    _forget_unfinished(target.parent)
    path = target.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    with _disk_in_words():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield NewFile(path, file)
        with _disk_in_words():
            path.replace(target)
            sync_folder(target.parent)
    finally:
        path.unlink(missing_ok=True)


class SealedFile:
    """A sealed file that is there."""

    def __init__(self, path: Path) -> None:
        """`NotFound` when there is none, `Damaged` when it is none of ours or its head was altered."""
        self._path = path
        try:
            with path.open("rb") as file:
                head, self._bound = _head(file)
        except (FileNotFoundError, IsADirectoryError) as error:
            raise NotFound(f"There is no backup at {path}. Nothing was changed.") from error
        except OSError as error:
            raise Unavailable(f"The backup at {path} cannot be read. Nothing was changed.") from error
        self._begins_at = len(head) + DIGEST
        self._salt, rest = head[len(MAGIC) :][:SALT], head[len(MAGIC) + SALT :]
        self._check, self._told = rest[:TAG], rest[TAG + SIZE :]
        try:
            fields = json.loads(self._told)
            self.header = Header(**fields | {"at": datetime.fromisoformat(fields["at"])})
        except (ValueError, TypeError, KeyError) as error:
            raise Damaged(_DAMAGED) from error

    def lines(self, passphrase: str) -> Iterator[bytes]:
        """The lines as they were written, as they are read: a chunk at a time is in memory.

        `WrongPassphrase` comes before the first line. `Damaged` may come after any: nobody may use what came before
        it until the last line was read.
        """
        key = AESGCM(_key(passphrase, self._salt))
        try:
            key.decrypt(_NO_CHUNK, self._check, self._salt + self._told)
        except InvalidTag as error:
            raise WrongPassphrase("The passphrase does not open this backup. Nothing was changed.") from error
        swell = zlib.decompressobj()
        rest = b""
        try:
            for chunk in self._chunks(key):
                *whole, rest = (rest + swell.decompress(chunk)).split(b"\n")
                yield from whole
        except (InvalidTag, zlib.error) as error:
            raise Damaged(_DAMAGED) from error
        if rest or not swell.eof or swell.unused_data:
            raise Damaged(_DAMAGED)

    def _chunks(self, key: AESGCM) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            file.seek(self._begins_at)
            number, sealed = 0, file.read(CHUNK + TAG)
            while True:
                after = file.read(CHUNK + TAG)
                yield key.decrypt(_nonce(number, last=not after), sealed, self._bound)
                if not after:
                    return
                number, sealed = number + 1, after


def sync_folder(folder: Path) -> None:
    """Have the disk keep which names a folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _head(file: IO[bytes]) -> tuple[bytes, bytes]:
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        if magic.startswith(FAMILY) and magic.endswith(b"\n"):
            raise Damaged("This backup was made by a newer program. Nothing was changed.")
        raise Damaged(_NOT_OURS)
    fixed = file.read(SALT + TAG + SIZE)
    length = int.from_bytes(fixed[-SIZE:], "big")
    if length > LONGEST_HEADER:
        raise Damaged(_DAMAGED)
    head = magic + fixed + file.read(length)
    bound = file.read(DIGEST)
    if hashlib.sha256(head).digest() != bound:
        raise Damaged(_DAMAGED)
    return head, bound


def _key(passphrase: str, salt: bytes) -> bytes:
    # One form for what looks the same, as for passwords: laptops type an accented letter differently.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=32, n=SCRYPT_N, r=8, p=1).derive(typed)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(FAMILY)) == FAMILY


def _forget_unfinished(folder: Path) -> None:
    """Remove what a kill left of earlier tries: sealed, and good for nothing."""
    for one in folder.glob(f"{UNFINISHED}*"):
        if one.stat().st_mtime < time.time() - STALE_SECONDS:
            one.unlink(missing_ok=True)


@contextmanager
def _disk_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(_FULL) from error
