"""Idle helpers beside what has free places: choose whom, choose what, ask them."""

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entremise.accounts.vocabulary import Role
from entremise.journeys.invite_idle_helpers import (
    OFFERS_AT_ONCE,
    SHIFT,
    SLOT,
    Opening,
    invite_idle_helpers,
    openings,
)
from entremise.kernel.origin import Origin
from entremise.mutual_aid.queries.idle import idle_count, idle_listed
from entremise.web.aid.lines import labels, offer_line
from entremise.web.between.filters import Choices, IdleForm
from entremise.web.between.offer_forms import InviteForm
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import key_in
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import visit_of

MOMENT: Final = r"j F, G \h i"


def said_of(one: Opening) -> str:
    """« Pique-nique des voisins, 12 juillet, 11 h 30 »."""
    title = one.title or _("Shift of the call platform")
    return f"{title}, {date_format(localtime(one.starts_at), MOMENT)}"


def room_of(one: Opening) -> str:
    free = ngettext("one free place", "%(n)d free places", one.free) % {"n": one.free}
    return ", ".join(filter(None, (said_of(one), one.place, free)))


def choices_of(found: tuple[Opening, ...]) -> list[Choices]:
    """Actions, then calls."""
    groups = ((_("Actions"), SLOT), (_("Calls"), SHIFT))
    return [
        (title, [(f"{kind}:{one.to.id}", room_of(one)) for one in found if one.to.kind == kind])
        for title, kind in groups
    ]


@audience(Role.GO_BETWEEN, is_personal=False)
def invite(request: HttpRequest) -> HttpResponse:
    visit, words = visit_of(request), labels()
    filtered = IdleForm(request.GET, words=words)
    filters = filtered.filters()
    found = openings(at=visit.at)
    pages = Pages(page_number(request), idle_count(filters=filters, at=visit.at), OFFERS_AT_ONCE)
    rows = idle_listed(filters=filters, at=visit.at, offset=pages.offset, size=pages.size)
    form = InviteForm(
        request.POST or None,
        offers=[one.offer.offer_id for one in rows],
        openings=choices_of(found),
    )
    if form.is_valid():
        ask(request, form, found, visit.at)
        return redirect(f"{reverse('between:invite')}?{request.GET.urlencode()}")
    return page(
        request,
        "between/invite.html",
        filtered=filtered,
        form=form,
        has_openings=bool(found),
        chosen=set(map(key_in, request.POST.getlist("offers"))),
        lines=[(offer_line(one.offer, words), one) for one in rows],
        pages=pages,
        query=kept_filters(request),
    )


def ask(request: HttpRequest, form: InviteForm, found: tuple[Opening, ...], at: datetime) -> None:
    kind, number = form.cleaned_data["to"].split(":")
    to, chosen = Origin(kind, int(number)), form.cleaned_data["offers"]
    title = next(said_of(one) for one in found if one.to == to)
    asked = invite_idle_helpers(
        actor=visit_of(request).actor, offer_ids=chosen, to=to, title=title, at=at
    )
    if asked:
        said = ngettext("One helper is invited.", "%(n)d helpers are invited.", asked)
        messages.success(request, said % {"n": asked})
    if asked < len(chosen):
        messages.info(
            request, _("Who was invited to it before, or is too young for it, is not invited.")
        )
