"""Whether the second factor that some roles must use was used or enrolled in this session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponseBase

from entremise.accounts.vocabulary import SECOND_FACTOR_ROLES
from entremise.web.shell.visit import visit_of

View = Callable[..., HttpResponseBase]
DONE_KEY = "second_factor_done"


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether one of her roles, in any organization, asks for a second factor that is not there."""
    held = {row.role for row in visit_of(request).held}
    return bool(held & SECOND_FACTOR_ROLES) and not has_second_factor(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Used at this sign-in, or enrolled in this very session: what another session enrolled proves nothing here."""
    done = request.session.get(DONE_KEY)
    if isinstance(done, bool):
        return done
    user = request.user
    return isinstance(user, AbstractBaseUser) and any(
        one["method"] == "mfa" for one in get_authentication_records(request, user)
    )


def noting_second_factor(view: View) -> View:
    """A view that adds or takes away a second factor: afterwards the session knows whether one is left."""

    @wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        had = request.user.is_authenticated and is_mfa_enabled(request.user)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and request.user.is_authenticated:
            has = is_mfa_enabled(request.user)
            if has != had:
                request.session[DONE_KEY] = has
        return response

    return noted
