"""A door opened again from the console, for an account that cannot sign in any more."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from entremise.accounts.operations import make_reset
from entremise.accounts.queries import accounts_by_id, user_id_of
from entremise.accounts.vocabulary import SYSTEM


@transaction.atomic
def restore_access(*, login: str, drops_second_factor: bool, at: datetime) -> str | None:
    """The address to choose a password at, once; none for an account that is closed or unknown."""
    user_id = user_id_of(login=login)
    if user_id is None or not accounts_by_id([user_id])[user_id].is_active:
        return None
    if drops_second_factor:
        Authenticator.objects.filter(user_id=user_id).delete()
    return reverse("account:link", args=[make_reset(actor=SYSTEM, user_id=user_id, at=at)])
