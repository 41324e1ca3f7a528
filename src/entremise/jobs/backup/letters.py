"""Encryption to a recipient's public key (age): who makes a backup cannot read it back."""

import json
from pathlib import Path
from typing import IO, Any, TypeAlias

from pyrage import (  # type: ignore[attr-defined]  # compiled, it shows no names
    DecryptError,
    IdentityError,
    RecipientError,
    decrypt,
    decrypt_io,
    encrypt,
    encrypt_io,
    x25519,
)

from entremise.jobs.database.home import write_private
from entremise.jobs.faults import Trouble

Recipient: TypeAlias = x25519.Recipient
Identity: TypeAlias = x25519.Identity


def new_identity(path: Path) -> str:
    """Write a new private key that only its owner reads; return the public one; never over an older key."""
    if path.exists():
        raise Trouble(f"{path} existe déjà. Une clé de sauvegarde ne s'écrase pas.")
    identity = Identity.generate()
    write_private(path, f"# {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def recipient_of(text: str) -> Recipient:
    try:
        return Recipient.from_str(text.strip())
    except RecipientError:
        raise Trouble(f"« {text} » n'est pas une clé publique : elle commence par age1.") from None


def identity_in(path: Path) -> Identity:
    """The private key of a file; other lines are comments."""
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise Trouble(f"Le fichier de clé {path} ne peut pas être lu.") from None
    words = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        return Identity.from_str(words[0])
    except (IndexError, IdentityError):
        raise Trouble(f"{path} ne contient pas de clé privée (AGE-SECRET-KEY-…).") from None


def sealed_json(content: dict[str, Any], recipient: Recipient) -> bytes:
    sealed: bytes = encrypt(json.dumps(content).encode(), [recipient])
    return sealed


def opened_json(path: Path, identity: Identity) -> dict[str, Any]:
    """The content of a small sealed file; raise `Trouble` when it is torn or for somebody else."""
    try:
        found: dict[str, Any] = json.loads(decrypt(path.read_bytes(), [identity]))
    except FileNotFoundError:
        raise Trouble(f"Le fichier {path} manque.") from None
    except DecryptError:
        raise Trouble(f"{path.name} ne s'ouvre pas avec cette clé, ou il est abîmé.") from None
    return found


def seal_stream(source: IO[bytes], target: IO[bytes], recipient: Recipient) -> None:
    encrypt_io(source, target, [recipient])


def open_stream(source: IO[bytes], target: IO[bytes], identity: Identity) -> None:
    """Decrypt piece by piece, each checked; raise `Trouble` when the file is torn or for somebody else."""
    try:
        decrypt_io(source, target, [identity])
    except BrokenPipeError:  # who reads has left, and says why
        raise
    except (DecryptError, OSError):
        raise Trouble("La sauvegarde ne s'ouvre pas avec cette clé, ou elle est abîmée.") from None
