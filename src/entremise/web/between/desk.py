"""The single screen: what nobody has, what is due, who waits for a first answer, what the machine proposes, what lacks."""

from collections import Counter
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.queries.board import (
    first_needs,
    offers_waiting,
    pairs_to_decide,
    tally,
)
from entremise.mutual_aid.queries.desk import (
    DeskCounts,
    NeedFilters,
    NeedView,
    desk_counts,
    needs_count,
    needs_listed,
)
from entremise.mutual_aid.queries.tips import tip_counts
from entremise.mutual_aid.vocabulary.needs import FIRST_ANSWER_WITHIN
from entremise.mutual_aid.vocabulary.tips import TipView
from entremise.web.aid.lines import Labels, labels, need_line, offer_line, pair_line
from entremise.web.between.cell import Cell, cell, held_by
from entremise.web.between.filters import FindForm, NeedListForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.tips.words import VIEWS

SHOWN: Final = 8
PAIRS: Final = 6
GAPS: Final = 8
REFRESHED_EVERY_SECONDS: Final = 60


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    visit, words = visit_of(request), labels()
    first = first_needs(at=visit.at, limit=SHOWN)
    found = tally(user_id=visit.actor.user_id, at=visit.at, limit=GAPS)
    response = page(
        request,
        "between/desk.html",
        find=FindForm(),
        counts=found.counts,
        alone=[need_line(one.need, words, one.owner, visit.at) for one in first.alone],
        due=[need_line(one.need, words, one.owner, visit.at, one.association) for one in first.due],
        offers=[
            (offer_line(card, words), card.opened_at + FIRST_ANSWER_WITHIN)
            for card in offers_waiting(limit=SHOWN)
        ],
        pairs=[pair_line(pair, words) for pair in pairs_to_decide(limit=PAIRS)],
        tips=tip_tabs(tip_counts(at=visit.at)),
        gaps=[
            (words.category(gap.category), words.district(gap.district), gap) for gap in found.gaps
        ],
    )
    return refreshed(request, response, seconds=REFRESHED_EVERY_SECONDS)


def tip_tabs(counts: Counter[TipView]) -> list[tuple[StrOrPromise, str, int]]:
    """Tips that wait for somebody of the desk."""
    start = reverse("between:tips")
    waiting = (TipView.DRAFT, TipView.CONTESTED, TipView.ENDING)
    return [(VIEWS[one], f"{start}?view={one.value}", counts[one]) for one in waiting]


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def list_needs(request: HttpRequest) -> HttpResponse:
    visit, words = visit_of(request), labels()
    here = cell(visit.at)
    form, filters = filters_of(request, words, here)
    pages = Pages(page_number(request), needs_count(filters=filters, at=visit.at))
    rows = needs_listed(filters=filters, at=visit.at, offset=pages.offset, size=pages.size)
    names = names_of([card.owner_id for card in rows])
    counts = desk_counts(user_id=actor_of(request).user_id, at=visit.at)
    return page(
        request,
        "between/needs.html",
        find=FindForm(),
        form=form,
        lines=[
            need_line(
                card,
                words,
                names.get(card.owner_id, ""),
                visit.at,
                here.bodies.get(card.organization_id, ""),
            )
            for card in rows
        ],
        pages=pages,
        query=kept_filters(request),
        tabs=tabs_of(filters.view, counts),
        view=filters.view.value,
    )


def filters_of(request: HttpRequest, words: Labels, here: Cell) -> tuple[NeedListForm, NeedFilters]:
    visit, form = visit_of(request), NeedListForm(request.GET, words=words, who=here.choices)
    asked = form.cleaned_data if form.is_valid() else {}
    filters = NeedFilters(
        view=view_of(request),
        category=asked.get("category", ""),
        district=asked.get("district", ""),
        user_id=visit.actor.user_id,
        **held_by(asked.get("who", ""), visit.at),
    )
    return form, filters


def view_of(request: HttpRequest) -> NeedView:
    asked = request.GET.get("view", "")
    return NeedView(asked) if asked in set(NeedView) else NeedView.OPEN


def tabs_of(current: NeedView, counts: DeskCounts) -> tuple[Tab, ...]:
    rows = (
        (NeedView.OPEN, _("Open needs"), counts.open, ""),
        (NeedView.ALONE, _("Without owner or date"), counts.alone, "alert"),
        (NeedView.DUE, _("Due"), counts.due, "sun"),
        (NeedView.MINE, _("On my desk"), counts.mine, ""),
        (NeedView.LACKING, _("Without helper"), counts.lacking, ""),
        (NeedView.CLOSED, _("Closed needs"), None, ""),
    )
    start = reverse("between:needs")
    return tuple(
        Tab(label, f"{start}?view={view.value}", view is current, count, kind)
        for view, label, count, kind in rows
    )
