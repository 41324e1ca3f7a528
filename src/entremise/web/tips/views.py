"""What everybody reads: tips by district and subject, on the screen, on paper and as a feed."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import host_organization
from entremise.mutual_aid.queries.tips import tip_shown, tips_count, tips_listed, tips_shown
from entremise.mutual_aid.vocabulary.tips import TipCard
from entremise.territory.queries import districts
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.visit import visit_of
from entremise.web.tips.forms import FilterForm
from entremise.web.tips.lines import tip_lines
from entremise.web.tips.words import CATEGORIES

IN_FEED = 50


@audience(PUBLIC)
@require_safe
def list_tips(request: HttpRequest) -> HttpResponse:
    at, form = visit_of(request).at, FilterForm(request.GET)
    filters = form.filters()
    pages = Pages(page_number(request), tips_count(filters=filters, at=at))
    cards = tips_listed(filters=filters, at=at, offset=pages.offset, size=pages.size)
    return page(
        request,
        "tips/list.html",
        form=form,
        lines=tip_lines(cards),
        pages=pages,
        query=kept_filters(request),
        is_filtered=bool(filters.text or filters.district or filters.category),
    )


@audience(PUBLIC)
@require_safe
def show_tip(request: HttpRequest, tip_id: int) -> HttpResponse:
    (line,) = tip_lines([tip_shown(tip_id=tip_id, at=visit_of(request).at)])
    return page(request, "tips/tip.html", line=line)


@audience(PUBLIC)
@require_safe
def print_tips(request: HttpRequest) -> HttpResponse:
    """One sheet a district in large letters; tips of the whole town stand on each."""
    at, asked = visit_of(request).at, FilterForm(request.GET).filters()
    lines = tip_lines(tips_listed(filters=asked, at=at))
    wanted = [one for one in districts() if asked.district in ("", one.code)]
    sheets = [
        (one.name, [line for line in lines if line.tip.text.district in ("", one.code)])
        for one in wanted
    ]
    return public_sheet(
        request,
        "tips/paper.html",
        file="bons-tuyaux",
        sheets=[one for one in sheets if one[1]],
        today=at,
    )


@audience(PUBLIC)
@require_safe
def show_feed(request: HttpRequest) -> HttpResponse:
    """The last tips as Atom (RFC 4287): an entry keeps its id whatever becomes of it."""
    cards = tips_shown(limit=IN_FEED, at=visit_of(request).at)
    host = host_organization()
    feed = Atom1Feed(
        title=_("Tips"),
        link=request.build_absolute_uri(reverse("tips:list")),
        description=_("Checked, dated, and good for a time."),
        language="fr",
        author_name="Entremise" if host is None else host.name,
        feed_url=request.build_absolute_uri(reverse("tips:feed")),
    )
    for card in cards:
        add_entry(feed, card, request)
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def add_entry(feed: Atom1Feed, card: TipCard, request: HttpRequest) -> None:
    feed.add_item(
        title=card.text.title,
        link=request.build_absolute_uri(reverse("tips:tip", args=[card.tip_id])),
        description="\n".join(filter(None, (card.text.words, card.text.place))),
        unique_id=card.key.urn,
        pubdate=card.published_at,
        updateddate=max(card.changed_at, start_of(card)),
        categories=[str(CATEGORIES[card.text.category])],
    )


def start_of(card: TipCard) -> datetime:
    day = card.checked_on or localdate(card.proposed_at)
    return make_aware(datetime.combine(day, time()))
