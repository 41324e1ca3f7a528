"""Associations that work with the desk: asked, met, at work, gone."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import organizations, organizations_by_id, organizations_with_role
from entremise.accounts.vocabulary import OrganizationKind, Role
from entremise.mutual_aid.operations.membership import (
    activate_membership,
    ask_membership,
    end_membership,
    note_met,
)
from entremise.mutual_aid.queries.membership import membership, memberships
from entremise.mutual_aid.queries.sharing import answer_hours
from entremise.mutual_aid.vocabulary.membership import (
    MembershipCard,
    MembershipEnding,
    MembershipState,
)
from entremise.web.aid.words import MEMBERSHIP_ENDINGS, MEMBERSHIP_STATES
from entremise.web.between.association_forms import CandidateForm, EndMembershipForm, MetForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of


@dataclass(frozen=True, slots=True)
class Row:
    card: MembershipCard
    name: str
    state: StrOrPromise
    ending: StrOrPromise
    hours: int | None
    has_people: bool


@audience(Role.GO_BETWEEN, is_personal=False)
def list_associations(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    form = CandidateForm(request.POST or None, choices=candidates())
    if form.is_valid():
        body = form.cleaned_data["organization"]
        ask_membership(actor=visit.actor, organization_id=body, at=visit.at)
        messages.success(request, _("Noted. Meet its people before needs are shown to it."))
        return redirect("between:associations")
    return page(request, "between/associations.html", form=form, rows=rows_of(visit))


def candidates() -> list[tuple[int, str]]:
    """Associations of the list of bodies that are not on their way."""
    known = {one.organization_id for one in memberships() if one.state is not MembershipState.ENDED}
    return [
        (one.organization_id, one.name)
        for one in organizations()
        if one.kind is OrganizationKind.ASSOCIATION and one.organization_id not in known
    ]


def rows_of(visit: Visit) -> list[Row]:
    cards, hours = memberships(), answer_hours()
    bodies = organizations_by_id({card.organization_id for card in cards})
    staffed = {
        one.organization_id for one in organizations_with_role(role=Role.PARTNER, at=visit.at)
    }
    return [
        Row(
            card=card,
            name=bodies[card.organization_id].name,
            state=MEMBERSHIP_STATES[card.state],
            ending=MEMBERSHIP_ENDINGS[card.ending] if card.ending else "",
            hours=hours.get(card.organization_id),
            has_people=card.organization_id in staffed,
        )
        for card in cards
    ]


@audience(Role.GO_BETWEEN, is_personal=False)
def note_meeting(request: HttpRequest, membership_id: int) -> HttpResponse:
    visit, card = visit_of(request), membership(membership_id)
    form = MetForm(request.POST or None, initial={"met_on": localdate(visit.at)})
    if form.is_valid():
        met_on = form.cleaned_data["met_on"]
        note_met(actor=visit.actor, membership_id=membership_id, met_on=met_on, at=visit.at)
        return redirect("between:associations")
    return page(request, "between/association_met.html", form=form, name=name_of(card))


def name_of(card: MembershipCard) -> str:
    return organizations_by_id([card.organization_id])[card.organization_id].name


@audience(Role.GO_BETWEEN, is_personal=False)
@require_POST
def activate(request: HttpRequest, membership_id: int) -> HttpResponse:
    visit = visit_of(request)
    activate_membership(actor=visit.actor, membership_id=membership_id, at=visit.at)
    messages.success(request, _("Needs may be shown to it from now on, when the person agrees."))
    return redirect("between:associations")


@audience(Role.GO_BETWEEN, is_personal=False)
def end(request: HttpRequest, membership_id: int) -> HttpResponse:
    visit, card = visit_of(request), membership(membership_id)
    form = EndMembershipForm(request.POST or None)
    if form.is_valid():
        ending = MembershipEnding(form.cleaned_data["ending"])
        end_membership(actor=visit.actor, membership_id=membership_id, ending=ending, at=visit.at)
        messages.success(
            request, _("It is over. The needs that it was shown are on the desk again.")
        )
        return redirect("between:associations")
    return page(request, "between/association_end.html", form=form, name=name_of(card))
