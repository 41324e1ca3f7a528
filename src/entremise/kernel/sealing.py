"""Values sealed for one purpose, under a key that is drawn from the secret of the product."""

import base64
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal_for(purpose: str) -> Fernet:
    """A cipher of one purpose: what it seals opens nowhere else."""
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))


def mark_for(purpose: str, value: str) -> bytes:
    """A blind index of a value for one purpose: the same value, the same mark, and no way back without the secret."""
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"mark:{purpose}".encode())
    return hmac.digest(key.derive(settings.SECRET_KEY.encode()), value.encode(), "sha256")
