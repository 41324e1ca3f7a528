"""One's own account: where to begin, which role, which devices, the links that open an account."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.operations import use_link
from entremise.accounts.queries import (
    contact_changes_of,
    contact_of,
    link_is_open,
    resets_of,
)
from entremise.web.account.forms import NewPassword
from entremise.web.account.sessions import devices_of, end_device, end_devices_of
from entremise.web.shell.audience import PUBLIC, SIGNED_IN, audience
from entremise.web.shell.kept import KEPT_KEY, kept_form
from entremise.web.shell.navigation import start_of
from entremise.web.shell.pages import page
from entremise.web.shell.roles import ROLE_NAMES
from entremise.web.shell.second_factor import has_second_factor, lacks_second_factor
from entremise.web.shell.visit import ORGANIZATION_KEY, ROLE_KEY, role_of, visit_of
from entremise.web.templatetags.shell import moment

DOORS_ANNOUNCED = timedelta(days=7)
DOORS_KEPT = timedelta(days=365)


@audience(SIGNED_IN)
@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    visit, user_id = visit_of(request), request.user.pk or 0
    since = visit.at - DOORS_KEPT
    roles = [(ROLE_NAMES[row.role], row) for row in visit.held]
    return page(
        request,
        "account/home.html",
        roles=roles,
        devices=devices_of(request),
        has_second_factor=has_second_factor(request),
        contact=contact_of(user_id=user_id),
        contact_changes=contact_changes_of(user_id=user_id, since=since),
        resets=resets_of(user_id=user_id, since=since),
    )


RESET_MADE = gettext_lazy(
    "%(name)s made a link to change your password on %(moment)s. If you did not ask for it, tell your manager."
)
CONTACT_CHANGED = gettext_lazy(
    "%(name)s changed your mail or your phone at work on %(moment)s. If you did not ask for it, tell your manager."
)


def announce_doors(request: HttpRequest) -> None:
    """Who could have signed in as her: she is told by name, since the way in went through other hands."""
    user_id, since = request.user.pk or 0, visit_of(request).at - DOORS_ANNOUNCED
    for words, touched in (
        (RESET_MADE, resets_of(user_id=user_id, since=since)),
        (CONTACT_CHANGED, contact_changes_of(user_id=user_id, since=since)),
    ):
        for one in touched[:1]:
            said = {"name": one.made_by, "moment": moment(one.made_at)}
            messages.warning(request, words % said)


@audience(SIGNED_IN)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: a form that waited, the second factor, or the start of the role."""
    if lacks_second_factor(request):
        return redirect("account:second_factor")
    kept = kept_form(request)
    if kept is not None:
        request.session.pop(KEPT_KEY)
        return page(request, "account/kept.html", kept=kept)
    announce_doors(request)
    return redirect(start_of(role_of(request)) or "account:home")


@audience(SIGNED_IN)
@require_POST
def choose_role(request: HttpRequest) -> HttpResponse:
    chosen = [
        row for row in visit_of(request).held if str(row.role_id) == request.POST.get("role_id")
    ]
    for row in chosen:
        request.session[ORGANIZATION_KEY], request.session[ROLE_KEY] = row.organization_id, row.role
        return redirect(start_of(row.role) or "account:home")
    messages.warning(request, _("You no longer hold this role."))
    return redirect("account:home")


@audience(SIGNED_IN)
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    if not lacks_second_factor(request):
        return redirect("account:start")
    return page(request, "account/second_factor.html")


@audience(SIGNED_IN)
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    end_device(request, request.POST.get("device", ""))
    messages.success(request, _("The device is signed out."))
    return redirect("account:home")


@audience(PUBLIC, is_personal=True)
@never_cache
def use_one_time_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password with an invitation or a reset; the secret is worth one use."""
    at = visit_of(request).at
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user_id = use_link(secret=secret, password=form.cleaned_data["password"], at=at)
        end_devices_of(user_id)
        messages.success(request, _("Your password is chosen. You can sign in."))
        return redirect(settings.LOGIN_URL)
    return page(request, "account/link.html", form=form, is_open=link_is_open(secret=secret, at=at))
