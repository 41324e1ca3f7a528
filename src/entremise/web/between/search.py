"""Somebody calls about a need or an offer: found by its number, its code, her phone or her name; the list names nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.journeys.find_in_aid import Known, known_with_name, known_with_phone
from entremise.mutual_aid.queries.needs import need_of_code, need_with_number
from entremise.mutual_aid.queries.offers import offer_of_code, offer_with_number
from entremise.mutual_aid.vocabulary.needs import CLOSED
from entremise.people.vault.following import follow_digest
from entremise.web.aid.lines import NeedLine, OfferLine, labels, need_line, offer_line
from entremise.web.between.filters import FindForm
from entremise.web.desk.forms import NameSearch
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

Group = tuple[list[NeedLine], list[OfferLine]]


@audience(Role.GO_BETWEEN)
def search(request: HttpRequest) -> HttpResponse:
    """By one box, or by the name; nothing that was typed stands in an address."""
    visit, given = visit_of(request), request.POST
    find = FindForm(given if "asked" in given else None)
    named = NameSearch(given if "last" in given else None)
    found: tuple[Known, ...] | None = None
    if find.is_valid() and not find.is_phone:
        called = thing_called(find.cleaned_data["asked"])
        if called is not None:
            return called
        find.add_error("asked", _("No need and no offer has this number or code."))
    elif find.is_valid():
        number = find.cleaned_data["asked"]
        found = known_with_phone(actor=visit.actor, number=number, at=visit.at)
    elif named.is_valid():
        found = known_with_name(actor=visit.actor, at=visit.at, **named.cleaned_data)
    groups = None if found is None else groups_of(found, visit.at)
    return page(request, "between/search.html", find=find, named=named, found=groups)


def thing_called(typed: str) -> HttpResponse | None:
    digest = follow_digest(code=typed)
    need = need_with_number(typed) or need_of_code(digest)
    if need is not None:
        return redirect("between:need", need_id=need.need_id)
    offer = offer_with_number(typed) or offer_of_code(digest)
    return None if offer is None else redirect("between:offer", offer_id=offer.offer_id)


def groups_of(found: Sequence[Known], at: datetime) -> list[Group]:
    """One group a person, what is open first."""
    words = labels()
    names = names_of([card.owner_id for one in found for card in one.needs])
    return [
        (
            [
                need_line(card, words, names.get(card.owner_id, ""), at)
                for card in sorted(one.needs, key=lambda card: card.state in CLOSED)
            ],
            [offer_line(card, words) for card in one.offers],
        )
        for one in found
    ]
