"""Accounts: who may sign in, with which roles, until when; links shown once."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.operations import (
    NewAccount,
    close_account,
    end_role,
    give_role,
    open_account,
    reopen_account,
)
from entremise.accounts.queries import (
    account_listed,
    accounts_count,
    accounts_listed,
    contact_of,
    last_resets,
    organizations,
    resets_of,
)
from entremise.accounts.vocabulary import AccountRow, MadeByOther, Role
from entremise.journeys.change_contact import change_contact as change_contact_of
from entremise.journeys.first_steps import FirstSteps, first_steps
from entremise.journeys.hand_link import hand_link
from entremise.notices.queries import is_set_up
from entremise.notices.vocabulary import Channel
from entremise.web.account.sessions import end_devices_of
from entremise.web.administrator.first_words import ROLES_FOR, THINGS
from entremise.web.administrator.forms import ContactForm, NewAccountForm, NewRole, Search
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import day_ends
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.paper import sheet
from entremise.web.shell.roles import ROLE_NAMES
from entremise.web.shell.visit import actor_of, visit_of

RESETS_LISTED = timedelta(days=30)


@audience(Role.ADMINISTRATOR)
@require_safe
def list_accounts(request: HttpRequest) -> HttpResponse:
    form = Search(request.GET)
    search = form.cleaned_data["text"] if form.is_valid() else ""
    pages = Pages(page_number(request), accounts_count(search=search))
    at = visit_of(request).at
    rows = accounts_listed(search=search, offset=pages.offset, size=pages.size, at=at)
    steps = first_steps(at=at)
    resets = last_resets(user_ids=[row.user_id for row in rows], since=at - RESETS_LISTED)
    return page(
        request,
        "administrator/accounts.html",
        form=form,
        rows=named(rows, resets),
        pages=pages,
        query=kept_filters(request),
        steps=steps,
        missing=missing_words(steps),
    )


def missing_words(steps: FirstSteps) -> list[tuple[StrOrPromise, StrOrPromise]]:
    """What is missing, and what it is for or who brings it."""
    roles = [(ROLE_NAMES[role], ROLES_FOR[role]) for role in steps.roles]
    return [*roles, *(THINGS[thing] for thing in steps.things)]


def named(
    rows: tuple[AccountRow, ...], resets: dict[int, MadeByOther]
) -> list[tuple[AccountRow, str, MadeByOther | None]]:
    """Accounts with their roles in words, each once, whatever the number of bodies."""
    return [(row, ", ".join(words(row)), resets.get(row.user_id)) for row in rows]


def words(row: AccountRow) -> dict[str, None]:
    return dict.fromkeys(str(ROLE_NAMES[held.role]) for held in row.roles)


@audience(Role.ADMINISTRATOR)
def open_new_account(request: HttpRequest) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewAccount(
            login=given["login"],
            first_name=given["first_name"],
            display_name=f"{given['first_name']} {given['last_name']}",
            mail=given["mail"],
            phone=given["phone"],
            is_elected=given["is_elected"],
        )
        user_id = open_account(actor=actor_of(request), new=new, at=visit_of(request).at)
        messages.success(request, _("The account is open. Give it a role, then a link."))
        return redirect("administrator:account", user_id=user_id)
    return page(request, "administrator/open_account.html", form=form)


@audience(Role.ADMINISTRATOR)
@require_safe
def show_account(request: HttpRequest, user_id: int) -> HttpResponse:
    return account_page(request, user_id, NewRole(None, organizations()))


def account_page(request: HttpRequest, user_id: int, form: NewRole) -> HttpResponse:
    at = visit_of(request).at
    row = account_or_404(user_id, at)
    return page(
        request,
        "administrator/account.html",
        row=row,
        roles=[(ROLE_NAMES[held.role], held) for held in row.roles],
        form=form,
        resets=resets_of(user_id=user_id, since=at - RESETS_LISTED),
        is_mailed=bool(contact_of(user_id=user_id).mail) and is_set_up(channel=Channel.EMAIL),
    )


def account_or_404(user_id: int, at: datetime) -> AccountRow:
    row = account_listed(user_id=user_id, at=at)
    if row is None:
        raise Http404
    return row


@audience(Role.ADMINISTRATOR)
def change_contact(request: HttpRequest, user_id: int) -> HttpResponse:
    row, contact = account_or_404(user_id, visit_of(request).at), contact_of(user_id=user_id)
    form = ContactForm(request.POST or None, initial={"mail": contact.mail, "phone": contact.phone})
    if request.method == "POST" and form.is_valid():
        change_contact_of(
            actor=actor_of(request), user_id=user_id, at=visit_of(request).at, **form.cleaned_data
        )
        messages.success(request, _("How to reach the holder is saved."))
        return redirect("administrator:account", user_id=user_id)
    return page(request, "administrator/contact.html", row=row, form=form)


@audience(Role.ADMINISTRATOR)
@require_POST
def give_new_role(request: HttpRequest, user_id: int) -> HttpResponse:
    form = NewRole(request.POST, organizations())
    if not form.is_valid():
        return account_page(request, user_id, form)
    ends_on = form.cleaned_data["ends_on"]
    give_role(
        actor=actor_of(request),
        user_id=user_id,
        organization_id=form.cleaned_data["organization_id"],
        role=form.cleaned_data["role"],
        at=visit_of(request).at,
        ends_at=None if ends_on is None else day_ends(ends_on),
    )
    messages.success(request, _("The role is given."))
    return redirect("administrator:account", user_id=user_id)


@audience(Role.ADMINISTRATOR)
@require_POST
def make_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """A link to choose a password, mailed or shown once; devices are signed out when the old password is lost."""
    row = account_or_404(user_id, visit_of(request).at)
    link = hand_link(
        actor=actor_of(request),
        user_id=user_id,
        is_shown=request.POST.get("shown") == "yes",
        url_of=lambda secret: request.build_absolute_uri(reverse("account:link", args=[secret])),
        at=visit_of(request).at,
    )
    if row.has_password:
        end_devices_of(user_id)
    if link is not None:
        return sheet(request, "administrator/link.html", file="lien", row=row, link=link)
    messages.success(request, _("The link leaves by mail, to the holder alone."))
    return redirect("administrator:account", user_id=user_id)


@audience(Role.ADMINISTRATOR)
def close(request: HttpRequest, user_id: int) -> HttpResponse:
    row = account_or_404(user_id, visit_of(request).at)
    if request.method == "POST":
        close_account(actor=actor_of(request), user_id=user_id, at=visit_of(request).at)
        end_devices_of(user_id)
        messages.success(request, _("The account is closed, everywhere."))
        return redirect("administrator:account", user_id=user_id)
    return page(request, "administrator/close_account.html", row=row)


@audience(Role.ADMINISTRATOR)
@require_POST
def reopen(request: HttpRequest, user_id: int) -> HttpResponse:
    reopen_account(actor=actor_of(request), user_id=user_id, at=visit_of(request).at)
    messages.success(request, _("The account is open again, without roles."))
    return redirect("administrator:account", user_id=user_id)


@audience(Role.ADMINISTRATOR)
@require_POST
def finish_role(request: HttpRequest, role_id: int) -> HttpResponse:
    user_id = end_role(actor=actor_of(request), role_id=role_id, at=visit_of(request).at)
    messages.success(request, _("The role has ended."))
    return redirect("administrator:account", user_id=user_id)
