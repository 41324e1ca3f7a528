"""A code of the second factor opens once, as long as it lives: the library forgets it after one half minute of the three."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.app_settings import TOTP_PERIOD, TOTP_TOLERANCE
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache

LIVES_SECONDS = (2 * TOTP_TOLERANCE + 1) * TOTP_PERIOD


class OnlyOnce:
    """Mixed into the forms that take a code (RFC 6238 §5.2: never a second time)."""

    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form
        if not cache.add(f"code-used:{self.user.pk}:{code}", "", LIVES_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SignIn(OnlyOnce, AuthenticateForm):
    """After the password."""


class SignInAgain(OnlyOnce, ReauthenticateForm):
    """Before a gesture that asks who is there."""
