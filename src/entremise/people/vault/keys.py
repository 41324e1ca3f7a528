"""Keys: one file for each register and one for the blind indexes, outside the database."""

import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from entremise.kernel.errors import Refused
from entremise.people.vocabulary import Refusal

INDEX = "index"
KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class RegisterKey:
    key_id: str
    cipher: AESGCM
    nonces: blake2b  # keyed, to be copied: the digest that a nonce is


def key_to_open(key_id: str) -> RegisterKey:
    """The key of sealed values; refuse with `KEY_MISSING`."""
    return register_key(settings.ENTREMISE_KEYS_DIR, key_id)


def key_to_seal(key_id: str) -> RegisterKey:
    """The key to seal with, made at its first use; refuse with `KEY_MISSING` when a used one is gone."""
    make_if_new(key_id)
    return register_key(settings.ENTREMISE_KEYS_DIR, key_id)


def index_key() -> bytes:
    """The key of the blind indexes, made at its first use."""
    make_if_new(INDEX)
    return derived(settings.ENTREMISE_KEYS_DIR, INDEX, b"index")


@lru_cache(maxsize=256)
def register_key(folder: Path, key_id: str) -> RegisterKey:
    return RegisterKey(
        key_id=key_id,
        cipher=AESGCM(derived(folder, key_id, b"values")),
        nonces=blake2b(key=derived(folder, key_id, b"nonces"), digest_size=NONCE_BYTES),
    )


@lru_cache(maxsize=256)
def derived(folder: Path, key_id: str, use: bytes) -> bytes:
    try:
        secret = (folder / f"{key_id}.key").read_bytes()
    except FileNotFoundError:
        raise Refused(Refusal.KEY_MISSING) from None
    if len(secret) != KEY_BYTES:
        raise Refused(Refusal.KEY_MISSING)
    return blake2b(use, key=secret, digest_size=KEY_BYTES, person=b"entremise").digest()


def make_if_new(key_id: str) -> None:
    path = Path(settings.ENTREMISE_KEYS_DIR) / f"{key_id}.key"
    if path.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("select sealed.is_key_used(%s)", [key_id])
        if cursor.fetchone()[0]:
            raise Refused(Refusal.KEY_MISSING)
    write_key(path)


def write_key(path: Path) -> None:
    """A whole file or none: written aside, flushed, linked; whoever comes second takes the first one's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if os.geteuid() == 0:  # a command of root makes a key that the web must read
            os.fchown(descriptor, path.parent.stat().st_uid, path.parent.stat().st_gid)
        os.write(descriptor, os.urandom(KEY_BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
