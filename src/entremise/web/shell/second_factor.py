"""Whether the second factor that some roles must use was used or enrolled in this session."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from entremise.accounts.vocabulary import SECOND_FACTOR_ROLES
from entremise.web.shell.visit import visit_of

DONE_KEY = "second_factor_done"


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether one of her roles, in any organization, asks for a second factor that is not there."""
    held = {row.role for row in visit_of(request).held}
    return bool(held & SECOND_FACTOR_ROLES) and not has_second_factor(request)


def has_second_factor(request: HttpRequest) -> bool:
    if request.session.get(DONE_KEY) is True:
        return True
    user = request.user
    if not isinstance(user, AbstractBaseUser):
        return False
    used = any(one["method"] == "mfa" for one in get_authentication_records(request, user))
    if used or is_mfa_enabled(user):  # enrolled since she signed in
        request.session[DONE_KEY] = True
        return True
    return False
