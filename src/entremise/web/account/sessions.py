"""The devices where an account is signed in, to see and to end them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entremise.web.models import Session
from entremise.web.shell.visit import visit_of


@dataclass(frozen=True, slots=True)
class Device:
    handle: str
    name: str
    expires_at: datetime
    is_this: bool


def handle_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def devices_of(request: HttpRequest) -> tuple[Device, ...]:
    """Where this account is signed in now, this device first."""
    rows = Session.objects.filter(
        user_id=request.user.pk, expire_date__gt=visit_of(request).at
    ).order_by("-expire_date", "session_key")
    devices = [
        Device(
            handle=handle_of(row.session_key),
            name=row.device or _("Browser"),
            expires_at=row.expire_date,
            is_this=row.session_key == request.session.session_key,
        )
        for row in rows
    ]
    return tuple(sorted(devices, key=lambda device: not device.is_this))


def end_device(request: HttpRequest, handle: str) -> None:
    """Sign out one other device of this account."""
    for row in Session.objects.filter(user_id=request.user.pk).order_by("session_key"):
        if handle_of(row.session_key) == handle:
            row.delete()


def end_devices_of(user_id: int) -> None:
    """Sign an account out everywhere: it was closed, or its password was reset."""
    Session.objects.filter(user_id=user_id).delete()


def forget_doors_of(user_id: int) -> None:
    """Whoever left for good: neither a device nor a key, which bears the name that she gave it."""
    end_devices_of(user_id)
    Authenticator.objects.filter(user_id=user_id).delete()
