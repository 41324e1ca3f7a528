"""The uploaded file while it is needed: encrypted in a private folder, destroyed when it has served."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from entremise.kernel.errors import Refused
from entremise.kernel.sealing import seal_for
from entremise.registers.vocabulary import Refusal


def cipher() -> Fernet:
    return seal_for("delivery")


def folder() -> Path:
    where: Path = settings.ENTREMISE_UPLOADS_DIR
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    return where


def keep(data: bytes) -> str:
    """Keep a file encrypted; return the token under which it is found."""
    token = secrets.token_hex(16)
    write(folder() / f"{token}.sealed", cipher().encrypt(data))
    return token


def write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


@contextmanager
def opened(token: str) -> Iterator[Path]:
    """The file in clear for a moment, readable by this account only; refuse with `FILE_GONE`."""
    sealed = folder() / f"{token}.sealed"
    if not token or not sealed.exists():
        raise Refused(Refusal.FILE_GONE)
    clear = folder() / f"{token}.{secrets.token_hex(4)}.open"
    write(clear, cipher().decrypt(sealed.read_bytes()))
    try:
        yield clear
    finally:
        clear.unlink(missing_ok=True)


def destroy(token: str) -> None:
    """Take the file away, and whatever a killed process left open of it."""
    for path in folder().glob(f"{token}.*"):
        path.unlink(missing_ok=True)
