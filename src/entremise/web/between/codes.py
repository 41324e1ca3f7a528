"""A follow-up code given by the desk: read aloud, sent by text message or mail, or printed as a letter."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.journeys.give_follow_code import (
    give_follow_code,
    letter_of_follow_code,
    send_follow_code,
)
from entremise.mutual_aid.queries.needs import need
from entremise.notices.queries import is_set_up
from entremise.notices.vocabulary import Channel
from entremise.people.vocabulary import Card
from entremise.territory.queries import end_of_address
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of


@audience(Role.GO_BETWEEN)
@require_POST
def give_code(request: HttpRequest, need_id: int) -> HttpResponse:
    """Shown once, to be read aloud or written down: only its digest is kept."""
    visit = visit_of(request)
    code = give_follow_code(actor=visit.actor, need_id=need_id, at=visit.at)
    may_send = any(is_set_up(channel=channel) for channel in Channel)
    return page(request, "between/code.html", code=code, need=need(need_id), may_send=may_send)


@audience(Role.GO_BETWEEN)
@require_POST
def send(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, code = visit_of(request), request.POST.get("code", "")
    send_follow_code(actor=visit.actor, need_id=need_id, code=code, at=visit.at)
    messages.success(request, _("The code leaves by SMS, or by mail without a mobile phone."))
    return redirect("between:need", need_id=need_id)


@audience(Role.GO_BETWEEN)
@require_POST
def print_letter(request: HttpRequest, need_id: int) -> HttpResponse:
    """Shown on the answer alone, to be printed: the code is kept nowhere."""
    visit, code = visit_of(request), request.POST.get("code", "")
    card = letter_of_follow_code(actor=visit.actor, need_id=need_id, code=code, at=visit.at)
    follow = request.build_absolute_uri(reverse("asking:follow"))
    return sheet(
        request,
        "between/code_letter.html",
        file="code-de-suivi",
        code=code,
        card=with_town(card),
        need=need(need_id),
        site=follow,
    )


def with_town(card: Card) -> Card:
    """Who asks for a hand writes a street alone: a letter needs its town."""
    host, address = host_organization(), card.address
    if host is None or address is None or address.town:
        return card
    postcode, town = end_of_address(address.line, territory=host.territory_code)
    return replace(card, address=replace(address, postcode=postcode, town=town))
