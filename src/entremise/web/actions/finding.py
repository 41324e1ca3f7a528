"""Actions for everybody: the list, one of them, how to become a caller; never a name."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import organizations_by_id
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.solidarity.queries.actions import actions_count, actions_listed, shown_action
from entremise.solidarity.queries.places import places_by_slot
from entremise.solidarity.queries.shifts import shifts_to_join
from entremise.solidarity.vocabulary.actions import ActionCard, PlaceCard, SlotCard
from entremise.solidarity.vocabulary.shifts import ShiftCard
from entremise.web.actions.forms import SearchForm
from entremise.web.actions.words import KINDS, PLACES, SHIFTS_SHOWN, district_names, room
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import visit_of

SHIFTS_LISTED, SHIFTS_OF_A_PAGE = 3, 20


@dataclass(frozen=True, slots=True)
class SlotLine:
    card: SlotCard
    words: StrOrPromise
    css: str
    may_join: bool = False
    mine: PlaceCard | None = None
    mine_words: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    card: ActionCard
    kind: StrOrPromise
    district: str
    organization: str
    slots: tuple[SlotLine, ...]

    @property
    def first(self) -> SlotLine:
        """The next slot with room; full is said of an action only when all its slots are."""
        return next((one for one in self.slots if one.card.free), self.slots[0])


@audience(PUBLIC)
@require_safe
def list_actions(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    form = SearchForm(request.GET)
    filters = form.filters()
    pages = Pages(page_number(request), actions_count(filters=filters, at=at))
    cards = actions_listed(filters=filters, offset=pages.offset, size=pages.size, at=at)
    return page(
        request,
        "actions/list.html",
        form=form,
        pages=pages,
        query=kept_filters(request),
        is_filtered=any((filters.district, filters.kind, filters.on)),
        lines=lines_of(cards, at),
        shifts=call_shifts(at)[:SHIFTS_LISTED],
    )


@audience(PUBLIC)
@require_safe
def show_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """Public, and never stored once somebody is signed in: then it says which places are hers."""
    visit = visit_of(request)
    card = shown_action(action_id=action_id)
    if card is None:
        raise Http404
    user_id = visit.actor.user_id
    mine = {} if user_id is None else places_by_slot(user_id=user_id, action_id=action_id)
    (line,) = lines_of((card,), visit.at, mine)
    return page(request, "actions/action.html", line=line, is_known=user_id is not None)


@audience(PUBLIC)
@require_safe
def show_calling(request: HttpRequest) -> HttpResponse:
    """Shifts of the call platform, and how one becomes a caller: its lead admits, this page does not."""
    return page(
        request, "actions/calling.html", shifts=call_shifts(visit_of(request).at)[:SHIFTS_OF_A_PAGE]
    )


def call_shifts(at: datetime) -> tuple[ShiftCard, ...]:
    running = [one.campaign_id for one in campaigns_running() if one.state is CampaignState.OPEN]
    return shifts_to_join(kind="CAMPAIGN", ids=running, until=at + SHIFTS_SHOWN, at=at)


def lines_of(
    cards: tuple[ActionCard, ...], at: datetime, mine: dict[int, PlaceCard] | None = None
) -> tuple[ActionLine, ...]:
    """Cards with their words; the names of bodies and districts in one statement each."""
    bodies, named = organizations_by_id({one.organization_id for one in cards}), district_names()
    return tuple(
        ActionLine(
            card=card,
            kind=KINDS[card.kind],
            district=named.get(card.district, ""),
            organization=bodies[card.organization_id].name,
            slots=tuple(
                slot_line(card, one, at, (mine or {}).get(one.slot_id)) for one in card.slots
            ),
        )
        for card in cards
    )


def slot_line(
    action: ActionCard, card: SlotCard, at: datetime, mine: PlaceCard | None = None
) -> SlotLine:
    words, css = room(card, at)
    is_coming = not card.is_cancelled and card.ends_at > at
    return SlotLine(
        card=card,
        words=words,
        css=css,
        may_join=is_coming and action.state == "OPEN" and mine is None,
        mine=mine,
        mine_words="" if mine is None else PLACES[mine.state],
    )
