"""The services for everybody: by theme and district, without what is for professionals alone."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entremise.directory.queries import find_services
from entremise.directory.queries import service as service_card
from entremise.directory.queries.services import is_for_residents
from entremise.directory.queries.themes import theme_names
from entremise.directory.vocabulary import SearchFilters
from entremise.journeys.trace_lines import theme_labels
from entremise.territory.queries import districts
from entremise.web.directory.forms import Search
from entremise.web.directory.lines import facts_of, filters_of
from entremise.web.directory.words import hours_words
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import visit_of


@audience(PUBLIC)
@require_safe
def list_public(request: HttpRequest) -> HttpResponse:
    at, number = visit_of(request).at, page_number(request)
    names = {one.code: one.name for one in districts()}
    labels = sorted(theme_labels().items(), key=lambda pair: pair[1])
    form = Search(request.GET, themes=labels, districts=list(names.items()))
    filters = public_filters(filters_of(form.chosen(), at))
    sheet = Pages(number, 0)
    found = find_services(filters=filters, offset=sheet.offset, size=sheet.size, at=at)
    themes = theme_names()
    return page(
        request,
        "directory/public.html",
        form=form,
        lines=[
            (
                one.service,
                ", ".join(themes.get(theme, theme) for theme in one.service.themes),
                hours_words(one.service.opening),
                ", ".join(names.get(code, code) for code in one.service.districts),
            )
            for one in found.proposals
        ],
        found=found,
        pages=Pages(number, found.total),
        query=kept_filters(request),
    )


def public_filters(filters: SearchFilters) -> SearchFilters:
    return replace(filters, is_for_residents=True)


@audience(PUBLIC)
@require_safe
def show_public(request: HttpRequest, service_id: int) -> HttpResponse:
    """One service; what is for professionals alone, or over, is not there."""
    card = service_card(service_id=service_id)
    if card is None or not is_for_residents(card):
        raise Http404
    names = {one.code: one.name for one in districts()}
    return page(
        request,
        "directory/public_service.html",
        card=card,
        facts=facts_of(card, theme_names(), names),
    )
