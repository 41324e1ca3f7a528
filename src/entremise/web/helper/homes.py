"""Where whoever answers for an offer comes from: a helper's own page, or that of her association."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import Actor, Role
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.rules import answers_for
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.offers import OfferCard
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

ANSWER = (Role.CONTRIBUTOR, Role.PARTNER)


@dataclass(frozen=True, slots=True)
class Home:
    url: str
    label: str


def home_of(actor: Actor) -> Home:
    if actor.has(Role.PARTNER) and not actor.has(Role.CONTRIBUTOR):
        return Home("partner:offers", _("Our offers"))
    return Home("helper:home", _("I help"))


def own_page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page with the way back to where she came from."""
    return page(request, template, home=home_of(visit_of(request).actor), **context)


def own_offer(request: HttpRequest, offer_id: int) -> OfferCard:
    """An offer that she answers for; what is not hers does not exist for her: refuse with `NOT_YOURS`."""
    visit = visit_of(request)
    card = offer(offer_id, on=localdate(visit.at))
    if not answers_for(
        actor=visit.actor, user_id=card.user_id, organization_id=card.organization_id
    ):
        raise Refused(Refusal.NOT_YOURS)
    return card
