"""An association asks to work with the desk, is met, works with it, and leaves; needs are shown only while it works with it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Membership, Need, Offer
from entremise.mutual_aid.operations.offers import release_offer
from entremise.mutual_aid.operations.sharing import bring_back
from entremise.mutual_aid.operations.tracing import note
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.membership import MembershipEnding, MembershipState
from entremise.mutual_aid.vocabulary.needs import CLOSED
from entremise.mutual_aid.vocabulary.offers import OfferState, ReleaseReason


@transaction.atomic
def ask_membership(*, actor: Actor, organization_id: int, at: datetime) -> int:
    """A candidate, or one that comes back; return the membership; refuse with `WRONG_STATE` when it stands already."""
    row, is_new = Membership.objects.select_for_update().get_or_create(
        organization_id=organization_id,
        defaults={"state": MembershipState.CANDIDATE, "asked_at": at},
    )
    if is_new:
        return row.pk
    if row.state != MembershipState.ENDED:
        raise Refused(Refusal.WRONG_STATE)
    row.state, row.asked_at, row.ended_at, row.ending = MembershipState.CANDIDATE, at, None, ""
    row.met_on = row.met_by_id = row.active_at = None
    row.save()
    return row.pk


@transaction.atomic
def note_met(*, actor: Actor, membership_id: int, met_on: date, at: datetime) -> None:
    """Somebody of the desk has met its people; refuse with `WRONG_STATE`, and `DATE_PAST` for a day to come."""
    row = in_state(membership_id, MembershipState.CANDIDATE)
    if met_on > localdate(at):
        raise Refused(Refusal.DATE_PAST)
    row.state, row.met_on, row.met_by_id = MembershipState.MET, met_on, actor.user_id
    row.save()


@transaction.atomic
def activate_membership(*, actor: Actor, membership_id: int, at: datetime) -> None:
    """From now on needs are shown to it, when the person agrees; refuse with `WRONG_STATE`."""
    row = in_state(membership_id, MembershipState.MET)
    row.state, row.active_at = MembershipState.ACTIVE, at
    row.save()


@transaction.atomic
def end_membership(
    *, actor: Actor, membership_id: int, ending: MembershipEnding, at: datetime
) -> int:
    """It leaves: its needs come back to their owners today, its offers end; return how many needs; refuse with `WRONG_STATE`, also while somebody counts on its people."""
    row = in_state(membership_id, *(set(MembershipState) - {MembershipState.ENDED}))
    row.state, row.ended_at, row.ending = MembershipState.ENDED, at, ending
    row.save()
    offers = Offer.objects.filter(organization_id=row.organization_id)
    for offer_id in offers.exclude(state=OfferState.RELEASED).values_list("pk", flat=True):
        release_offer(actor=actor, offer_id=offer_id, reason=ReleaseReason.OVER, at=at)
    needs = Need.objects.select_for_update().filter(organization_id=row.organization_id)
    shown = list(needs.exclude(state__in=sorted(CLOSED)).order_by("pk"))
    for need in shown:
        bring_back(need, at)
        note(need, actor, at, "TAKEN_BACK")
    return len(shown)


def in_state(membership_id: int, *states: MembershipState) -> Membership:
    row = Membership.objects.select_for_update().filter(pk=membership_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    if row.state not in states:
        raise Refused(Refusal.WRONG_STATE)
    return row
