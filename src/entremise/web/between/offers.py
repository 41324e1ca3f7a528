"""Offers at the desk: their list, and one with whom it helped and what was checked."""

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of, organizations_by_id
from entremise.accounts.vocabulary import OrganizationCard, Role
from entremise.journeys.aid_card import AidCard
from entremise.journeys.aid_categories import credentials_asked
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.offers import STANDING
from entremise.mutual_aid.queries.desk import OfferFilters, OfferView, offers_count, offers_listed
from entremise.mutual_aid.queries.matching import introductions_of_offer
from entremise.mutual_aid.queries.needs import needs_by_id, trace_of_offer
from entremise.mutual_aid.queries.offers import credentials_of, offer
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.offers import (
    REVIEWED_WITHIN,
    CredentialCard,
    OfferCard,
    OfferState,
)
from entremise.mutual_aid.vocabulary.wording import MEANS, slot_words
from entremise.web.aid.lines import (
    Labels,
    distance_said,
    labels,
    need_line,
    offer_line,
    step_words,
)
from entremise.web.aid.words import CREDENTIALS
from entremise.web.between.filters import ListFilters
from entremise.web.between.offer_forms import CheckForm
from entremise.web.between.told import events_of
from entremise.web.phone.languages import language_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import visit_of

MET_SHOWN: Final = 10


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def list_offers(request: HttpRequest) -> HttpResponse:
    words = labels()
    form, filters = offer_filters(request, words)
    pages = Pages(page_number(request), offers_count(filters=filters))
    rows = offers_listed(filters=filters, offset=pages.offset, size=pages.size)
    return page(
        request,
        "between/offers.html",
        form=form,
        lines=[offer_line(card, words) for card in rows],
        pages=pages,
        query=kept_filters(request),
        tabs=tabs_of(filters.view),
        view=filters.view.value,
    )


def offer_filters(request: HttpRequest, words: Labels) -> tuple[ListFilters, OfferFilters]:
    form, wanted = ListFilters(request.GET, words=words), request.GET.get("view", "")
    asked = form.cleaned_data if form.is_valid() else {}
    view = OfferView(wanted) if wanted in set(OfferView) else OfferView.LIVING
    return form, OfferFilters(view, asked.get("category", ""), asked.get("district", ""))


def tabs_of(current: OfferView) -> tuple[Tab, ...]:
    rows = (
        (OfferView.LIVING, _("All offers")),
        (OfferView.WAITING, _("To answer")),
        (OfferView.IDLE, _("Free now")),
        (OfferView.ASKED_AGAIN, _("To confirm or paused")),
        (OfferView.RELEASED, _("Over")),
    )
    start = reverse("between:offers")
    return tuple(Tab(label, f"{start}?view={view.value}", view is current) for view, label in rows)


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def show_offer(request: HttpRequest, offer_id: int) -> HttpResponse:
    return offer_page(request, offer(offer_id, on=localdate(visit_of(request).at)))


def offer_page(request: HttpRequest, card: OfferCard, seen: AidCard | None = None) -> HttpResponse:
    """What is offered, whom it helped, what happened; the helper herself only in the answer that opens her."""
    visit, words, trace = visit_of(request), labels(), trace_of_offer(card.offer_id)
    names = names_of([card.user_id, *(line.user_id for line in trace)])
    met = introductions_of_offer(card.offer_id, limit=MET_SHOWN)
    needs = needs_by_id({one.need_id for one in met})
    return page(
        request,
        "between/offer.html",
        line=offer_line(card, words),
        offer=card,
        helper=names.get(card.user_id, ""),
        body=body_of(card.organization_id),
        seen=seen,
        said=seen.words.of(card.key) if seen else "",
        means=[MEANS[one] for one in card.means],
        moments=[slot_words(slot) for slot in card.slots],
        languages=[language_name(one) for one in card.languages],
        as_far_as=distance_said(card.radius_m),
        checked=checks_of(card.offer_id, localdate(visit.at)),
        met=[(need_line(needs[one.need_id], words, "", visit.at), one) for one in met],
        waits=card.state is OfferState.WAITING,
        may_pause=card.state in STANDING - {OfferState.PAUSED},
        may_ask=card.state in STANDING - {OfferState.RECONFIRM_DUE},
        is_living=card.state is not OfferState.RELEASED,
        due_at=card.opened_at + REVIEWED_WITHIN,
        check=CheckForm(kinds=kinds()),
        events=events_of(
            Origin(Thing.OFFER, card.offer_id), [step_words(one, names) for one in trace]
        ),
    )


def checks_of(offer_id: int, today: date) -> list[tuple[StrOrPromise, CredentialCard, bool]]:
    """What was seen, until when, and whether it is over."""
    return [
        (CREDENTIALS.get(one.kind, one.kind), one, one.until < today)
        for one in credentials_of(offer_id)
    ]


def body_of(organization_id: int | None) -> OrganizationCard | None:
    """The association that offers, if any."""
    found = organizations_by_id([organization_id]) if organization_id is not None else {}
    return found.get(organization_id or 0)


def kinds() -> list[tuple[str, str]]:
    """What the categories in use ask of a helper."""
    asked = sorted(set(credentials_asked().values()))
    return [(kind, str(CREDENTIALS.get(kind, kind))) for kind in asked]
