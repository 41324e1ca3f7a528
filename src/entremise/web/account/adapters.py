"""How the sign-in library is bent to this house: where one lands, and how secrets are kept."""

import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from entremise.accounts.operations import end_links
from entremise.accounts.queries import host_organization
from entremise.kernel.compiled import compiled
from entremise.kernel.sealing import seal_for
from entremise.web.shell.second_factor import has_second_factor

JUST_SIGNED_IN: Final = 5 * 60  # seconds


class Backend(AuthenticationBackend):
    """The library's own; it is asked for the account at each request."""

    def get_user(self, user_id: int) -> Any:
        return next((one for one in account_rows(user_id=user_id) if one.is_active), None)


@compiled
def account_rows(*, user_id: int) -> QuerySet[Any]:
    return get_user_model().objects.filter(pk=user_id)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # accounts are opened by invitation

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:start")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        end_links(user_id=user.pk, at=now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not from an invited agent who sets up her second proof: she typed her password a moment ago."""
        is_required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return is_required and not has_just_come(context.request)


def has_just_come(request: HttpRequest) -> bool:
    """With every proof that she has: one that another session set up was not given in this one."""
    user = request.user
    if not isinstance(user, AbstractBaseUser):
        return False
    proofs = get_authentication_records(request, user)
    is_recent = any(time.time() - one["at"] < JUST_SIGNED_IN for one in proofs)
    return is_recent and (has_second_factor(request) or not is_mfa_enabled(user))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are sealed: the table alone opens no account."""

    def encrypt(self, text: str) -> str:
        return seal_for("second-factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal_for("second-factor").decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        host = host_organization()
        return "Entremise" if host is None else f"Entremise {host.name}"

    def build_totp_svg(self, url: str) -> str:
        """Inside a page: without the first line of a file."""
        drawing: str = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Entremise"}
